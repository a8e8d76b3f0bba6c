//! Bytes → disclosures. Never fails on content and never panics: what is not understood is a `Problem`.
//!
//! The layout of a table is learned from the table itself; the statutory kinds only give its
//! meaning. Steps: bytes → text (`sniff`, `encoding`, `format`) → lines (`line`, put right in `lines`) →
//! captions, bodies and running text (`blocks`) → header and rows (`grid`, `spread`, `plain`, `forms`;
//! headers from words in `header`) → kinds, parents, identities (`meaning`) → columns of figures whose
//! neighbours were lost (`placing`) → `table`. Running text → sentences (`prose`) → claims (`claim`).

mod blocks;
mod body;
mod claim;
mod codes;
mod encoding;
mod explanations;
mod fold;
mod format;
mod forms;
mod grid;
mod header;
pub mod join;
mod lattice;
mod layout;
mod line;
mod lines;
mod meaning;
mod message;
mod numeral;
mod organisation;
mod pictures;
mod placing;
mod plain;
mod prose;
mod reduction;
mod sniff;
mod spread;
mod strangers;
mod stubs;
mod subject;
mod table;
mod tokens;
mod trust;
mod vocabulary;
mod word_lines;
mod word_names;
mod wrap;

pub use format::pdf::picture::{Paint, Picture, Refusal, with_painter};

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::script;
use crate::model::{Disclosure, OrgUnit, Place, Problem, ProblemKind, Source, Table, Unit};
use encoding::Decoded;
use line::Marks;
use pictures::Pictures;
use sniff::Format;
use vocabulary::Vocabulary;

/// Reads one file's bytes. `name` is the file name without folders.
///
/// The answer is always a disclosure; one without tables carries the problem that says why.
#[must_use]
pub fn load(name: &str, bytes: &[u8]) -> Disclosure {
    read_bytes(name, Cow::Borrowed(bytes))
}

/// The same with bytes that are given away: a long text is not held twice.
#[must_use]
pub fn load_owned(name: &str, bytes: Vec<u8>) -> Disclosure {
    read_bytes(name, Cow::Owned(bytes))
}

fn read_bytes(name: &str, bytes: Cow<'_, [u8]>) -> Disclosure {
    let mut disclosure = Disclosure {
        source: Source::new(name, "", crate::model::Encoding::Utf8),
        ..Disclosure::default()
    };
    match encoding::decode(&bytes) {
        Decoded::Empty => disclosure.problems.push(message::empty(name)),
        Decoded::Binary => disclosure.problems.push(message::binary(name)),
        Decoded::Format(format) => read_format(&mut disclosure, format, &bytes),
        Decoded::Text {
            text,
            encoding,
            unreadable,
        } => {
            if let Some(problem) = lines::raw_lines::beyond_limits(name, &text) {
                disclosure.problems.push(problem);
                return disclosure;
            }
            disclosure.source = Source::new(name, text.as_ref(), encoding);
            drop(text);
            drop(bytes);
            note_extension(&mut disclosure, None);
            read_text(&mut disclosure, &Marks::default());
            if unreadable > 0 {
                disclosure
                    .problems
                    .push(message::unreadable_characters(name, unreadable));
            }
        }
    }
    number_pages(&mut disclosure);
    disclosure
}

/// Reads a format that is no plain text: reduces it to lines, and reads those.
fn read_format(disclosure: &mut Disclosure, format: Format, bytes: &[u8]) {
    note_extension(disclosure, Some(format));
    let name = disclosure.source.name.clone();
    match format::reduce(format, &name, bytes) {
        Err(problem) => disclosure.problems.push(problem),
        Ok(reduced) => {
            if let Some(problem) = lines::raw_lines::beyond_limits(&name, &reduced.text) {
                disclosure.problems.push(problem);
                return;
            }
            disclosure.source = Source::new(name, reduced.text, crate::model::Encoding::Utf8)
                .with_format(format.name())
                .with_pages(reduced.page_starts)
                .with_print(reduced.page_sizes, reduced.print)
                .with_recognised(&reduced.recognised)
                .with_stored(reduced.stored);
            disclosure.problems.extend(reduced.problems);
            read_text(disclosure, &reduced.marks);
        }
    }
}

fn note_extension(disclosure: &mut Disclosure, format: Option<Format>) {
    let name = &disclosure.source.name;
    if let Some(extension) = sniff::wrong_extension(name, format) {
        let note = message::misnamed(name, extension, format);
        disclosure.problems.push(note);
    }
}

/// Writes the page beside the line wherever a place was noted.
fn number_pages(disclosure: &mut Disclosure) {
    let source = &disclosure.source;
    if source.page_count() == 0 {
        return;
    }
    let number = |place: &mut Place| place.page = source.page_at(place.line);
    for table in &mut disclosure.tables {
        number(&mut table.place);
        table.notes.iter_mut().for_each(|(_, place)| number(place));
        table.rows.edit(|row| {
            number(&mut row.place);
            let cells = row.cells.iter_mut();
            cells.for_each(|cell| number(&mut cell.place));
        });
    }
    for sentence in &mut disclosure.prose {
        number(&mut sentence.place);
        let segments = sentence.segments.iter_mut();
        segments.for_each(|segment| number(&mut segment.place));
    }
    disclosure
        .promised
        .iter_mut()
        .for_each(|promised| number(&mut promised.place));
    disclosure
        .claims
        .iter_mut()
        .for_each(|claim| number(&mut claim.place));
    let problems = disclosure.problems.iter_mut();
    problems
        .filter_map(|problem| problem.place.as_mut())
        .for_each(number);
}

/// Reads the lines of a source, with what its format knows of them besides.
fn read_text(disclosure: &mut Disclosure, marks: &Marks) {
    let vocabulary = Vocabulary::embedded();
    let simplified = in_simplified(&disclosure.source);
    let source = simplified.as_ref().unwrap_or(&disclosure.source);
    let mut lines = line::lines(source);
    line::mark(&mut lines, marks);
    let lines = lines::torn_years::joined(lines);
    // Formats with cells of their own print every row on one line.
    let lines = match disclosure.source.format {
        "" => {
            let lines = lines::tabbed_cells::joined(lines, source);
            let lines = lines::cell_paragraphs::joined(lines, vocabulary);
            let lines = lines::index_cells::joined(lines);
            lines::torn_figures::mended(lines::broken_rows::joined(lines, vocabulary))
        }
        _ => lines,
    };
    let lines = lines::cell_lines::joined(lines, vocabulary);
    let lines = lines::running::without_heads(lines, vocabulary);
    let lines = lines::glued_titles::apart(lines, vocabulary);
    let lines = lines::left_behind::brought_back(lines, vocabulary);
    let lines = lines::title_lines::joined(lines, vocabulary);
    let lines = lines::paragraph_cells::joined(lines, vocabulary);
    let lines = lines::behind::reordered(lines, vocabulary);
    let mut blocks = blocks::block::split(&lines, vocabulary);
    let opening = subject::Opening::of(&lines);
    drop(lines);
    blocks::missing::name_lost_captions(&mut blocks, vocabulary);
    let (tables, left_out) = tables(&mut blocks.drafts, vocabulary);
    disclosure.tables = tables;
    let subject = subject::read(&opening, &blocks.drafts, &disclosure.tables);
    disclosure.department = subject.department;
    disclosure.year = subject.year;
    disclosure.stage = subject.stage;
    disclosure.units = subject.units;
    disclosure.prose = prose::sentences(source, &blocks);
    disclosure.promised = blocks.promised;
    if disclosure.has_statutory_table() {
        disclosure.problems.extend(left_out);
        let pictures = Pictures::of(&disclosure.source, &marks.pictures, vocabulary);
        let read = disclosure.tables.iter();
        let read = read.filter(|table| !pictures.may_hold(table));
        disclosure.problems.extend(read.flat_map(message::doubts));
        disclosure
            .problems
            .extend(pictures.beside_tables(disclosure));
        disclosure.claims = claim::read(disclosure);
        return;
    }
    // Tables of no statutory kind on a page of news are nobody's budget: nothing is judged.
    disclosure.tables.clear();
    let name = &disclosure.source.name;
    let unreadable = disclosure
        .problems
        .iter()
        .any(|problem| problem.kind == ProblemKind::Unreadable);
    let claims = claim::read(disclosure);
    let explains = explanations::explains(disclosure, &claims);
    let pictures = Pictures::of(&disclosure.source, &marks.pictures, vocabulary);
    let pictures = pictures.instead_of_tables(explains);
    if explains {
        // Their tables are a file of their own: what they say can still be weighed.
        let note = pictures.unwrap_or_else(|| message::no_tables(name));
        disclosure.problems.push(note);
        disclosure.claims = claims;
    } else if let Some(note) = pictures {
        disclosure.problems.push(note);
    } else if !unreadable {
        disclosure.problems.push(message::no_disclosure(name));
    }
}

/// One traditional character among so many is the name of a person or a slip.
const FEW_TRADITIONAL: usize = 20;

/// A text in traditional characters, or in radicals that look like characters, as it is read: in
/// simplified ones, every character in its place. What is shown of the source stays as it is printed.
fn in_simplified(source: &Source) -> Option<Source> {
    let text = &source.text;
    let chinese = text.chars().filter(|c| c.len_utf8() == 3).count();
    let changed = |to: fn(char) -> char| text.chars().filter(|&c| to(c) != c).count();
    let traditional = changed(script::simplified);
    let is_traditional = traditional * FEW_TRADITIONAL > chinese;
    if !is_traditional && changed(lines::radicals::unified) == 0 {
        return None;
    }
    let read = |c: char| match lines::radicals::unified(c) {
        c if is_traditional => script::simplified(c),
        c => c,
    };
    let text: String = text.chars().map(read).collect();
    Some(Source::new(source.name.as_str(), text, source.encoding))
}

/// How often what one table tells of others is passed on.
const MOST_ROUNDS: usize = 3;

/// Builds the tables. All rows are read before any open figure is placed: tables bear witness for
/// each other. The problems name words that were left out.
fn tables(
    drafts: &mut [blocks::draft::Draft],
    vocabulary: &Vocabulary,
) -> (Vec<Table>, Vec<Problem>) {
    let mut unit = Unit::WanYuan;
    let mut unnumbered = 0;
    let mut units: Vec<OrgUnit> = Vec::new();
    let mut known: BTreeSet<OrgUnit> = BTreeSet::new();
    let mut raw: Vec<table::Raw> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let id = draft.mark.clone().unwrap_or_else(|| {
            unnumbered += 1;
            format!("t{unnumbered}")
        });
        let table = table::Raw::read(draft, id, &unit, &units, vocabulary);
        unit = table.unit().clone();
        for listed in table.units() {
            if known.insert(listed.clone()) {
                units.push(listed);
            }
        }
        raw.push(table);
    }
    table::Raw::reconcile(&mut raw);
    let witnesses: Vec<_> = raw.iter().map(table::Raw::witness).collect();
    let mut evidence = placing::evidence::collect(&witnesses);
    for table in &mut raw {
        table.place(&evidence);
    }
    // What is placed now tells of rows with the same codes in other tables, and they of others.
    for _ in 0..MOST_ROUNDS {
        let known = evidence.sisters.clone();
        for witness in raw.iter().map(table::Raw::witness) {
            let (kind, body, unit) = (witness.kind, witness.body, witness.unit);
            evidence.sisters.add(kind, body, witness.meanings, unit);
        }
        if evidence.sisters == known {
            break;
        }
        let open = raw.iter_mut().filter(|table| table.is_open());
        open.for_each(|table| table.place(&evidence));
    }
    let open: Vec<usize> = raw.iter().map(table::Raw::open_words).collect();
    let tables: Vec<Table> = raw.into_iter().map(table::Raw::finish).collect();
    let problems = tables
        .iter()
        .zip(open)
        .filter(|(_, open)| *open > 0)
        .map(|(table, open)| message::open_words(table, open))
        .collect();
    (tables, problems)
}
