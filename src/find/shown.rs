//! What a hit looks like: its text, the characters that matched, its table and its figure.

use std::ops::Range;

use super::best::Found;
use super::fold::fold_with_origin;
use super::fuzzy::{self, Fuzzy};
use super::grade::Grade;
use super::index::{Entry, Index, Kind, department_text};
use super::phonetic::Phonetic;
use super::query::Query;
use super::search::{Hit, Target};
use crate::model::{CellId, Column, Language, RowId, RowRef, Table, TableId, Unit};

/// A text with the ranges (of characters) in which matches are looked for.
#[derive(Default)]
struct Shown {
    text: String,
    code: Range<usize>,
    name: Range<usize>,
}

impl Shown {
    fn plain(text: String) -> Shown {
        let name = 0..text.chars().count();
        Shown {
            text,
            code: 0..0,
            name,
        }
    }

    /// Code, name and, for a figure, its column.
    fn row(row: RowRef<'_>, column: Option<&str>) -> Shown {
        let code = 0..row.code().chars().count();
        let gap = usize::from(!row.code().is_empty() && !row.name().is_empty());
        let name = code.end + gap..code.end + gap + row.name().chars().count();
        let mut text = [row.code(), " ".repeat(gap).as_str(), row.name()].concat();
        if let Some(column) = column.filter(|column| !column.is_empty()) {
            if !text.is_empty() {
                text.push_str(" · ");
            }
            text.push_str(column);
        }
        Shown { text, code, name }
    }
}

/// The hit for a found entry.
pub(super) fn hit(index: &Index, query: &Query, found: &Found<'_>) -> Option<Hit> {
    let entry = index.entries.get(found.entry)?;
    let context = index.context(entry)?;
    let id = context.disclosure;
    let disclosure = index.corpus.disclosure(id)?;
    let at = entry.at as usize;
    let (target, shown, table, amount) = match context.kind {
        Kind::Department => {
            let shown = Shown::plain(department_text(disclosure));
            let file = disclosure.source.names();
            (Target::Department(id), shown, file, None)
        }
        Kind::Sentence => {
            let sentence = disclosure.prose.get(at)?;
            let target = Target::Sentence {
                disclosure: id,
                index: at,
            };
            let shown = Shown::plain(sentence.text.clone());
            (target, shown, sentence.section.clone(), None)
        }
        Kind::Finding => finding_hit(index, entry, found, query.language)?,
        Kind::Row | Kind::Cell => {
            let address = TableId {
                disclosure: id,
                table: context.table?,
            };
            row_hit(index, entry, found, address)?
        }
    };
    Some(Hit {
        target,
        highlights: highlights(&shown, query, found.grade),
        text: shown.text,
        table,
        amount,
        how: found.grade.kind(),
    })
}

type Parts = (Target, Shown, String, Option<(String, Unit)>);

fn finding_hit(
    index: &Index,
    entry: &Entry,
    found: &Found<'_>,
    language: Language,
) -> Option<Parts> {
    let finding = index.finding(entry)?;
    let disclosure = index.context(entry)?.disclosure;
    let table = finding.evidence.iter().find_map(|evidence| evidence.table);
    let table = table.and_then(|table| index.corpus.table(table));
    let target = Target::Finding {
        disclosure,
        index: index.entries.get(found.entry)?.at as usize,
    };
    let words = [
        finding.rule,
        " ",
        finding.title.in_language(language),
        match language {
            Language::Chinese => "：",
            Language::English => ": ",
        },
        finding.statement.in_language(language),
    ];
    let unit = Unit::WanYuan;
    let stake = finding.stake.in_unit(&unit).to_string();
    let title = table.map_or_else(String::new, |table| table.title.clone());
    Some((
        target,
        Shown::plain(words.concat()),
        title,
        Some((stake, unit)),
    ))
}

fn row_hit(index: &Index, entry: &Entry, found: &Found<'_>, address: TableId) -> Option<Parts> {
    let table = index.corpus.table(address)?;
    let (at, cell) = match index.kind(entry)? {
        Kind::Cell => {
            let &(row, cell) = index.cells.get(entry.at as usize)?;
            (row as usize, Some(cell as usize))
        }
        _ => (entry.at as usize, None),
    };
    let row = table.rows.get(at)?;
    let row_id = RowId {
        table: address,
        row: at,
    };
    let cell_id = |cell: usize| Target::Cell(CellId { row: row_id, cell });
    if let Some(cell) = cell {
        let text = row.cells().get(cell)?.raw().to_string();
        return Some((cell_id(cell), Shown::plain(text), table.title.clone(), None));
    }
    let number = found.number.or_else(|| index.first_number(entry));
    let (_, first) = index.row(entry)?;
    let cell = number.and_then(|number| number.checked_sub(first));
    let figure = cell.and_then(|cell| row.cells().get(cell)?.figure());
    let amount = figure.map(|figure| (figure.raw().to_string(), figure.unit().clone()));
    let matched = cell.filter(|_| found.number.is_some());
    let column = matched.and_then(|cell| column_of(table, row, cell));
    let target = matched.map_or(Target::Row(row_id), cell_id);
    let shown = Shown::row(row, column.as_deref());
    Some((target, shown, table.title.clone(), amount))
}

fn column_of(table: &Table, row: RowRef<'_>, cell: usize) -> Option<String> {
    let column = row.cells().get(cell)?.column()?;
    table.columns.get(column).map(Column::label)
}

/// The characters each term matched: the beginning of the code, the word wherever it stands, else
/// the characters that sound so, else the scattered letters of a loose match.
fn highlights(shown: &Shown, query: &Query, grade: Grade) -> Vec<Range<usize>> {
    let name: String = shown
        .text
        .chars()
        .skip(shown.name.start)
        .take(shown.name.len())
        .collect();
    let (folded, origin) = fold_with_origin(&name);
    let folded: String = folded.into_iter().collect();
    let mut places: Vec<usize> = Vec::new();
    for term in &query.terms {
        if let Some(code) = &term.code {
            places.extend(code_places(shown, code));
        }
        if !term.word.is_empty() {
            let matched = word_places(&folded, &term.word, grade);
            let originals = matched.iter().filter_map(|&place| origin.get(place));
            places.extend(originals.map(|place| place + shown.name.start));
        }
    }
    places.sort_unstable();
    places.dedup();
    as_ranges(&places)
}

/// Character indexes of every occurrence of the digits at the beginning of a code of the pair.
fn code_places(shown: &Shown, wanted: &str) -> Vec<usize> {
    let code: Vec<char> = shown.text.chars().take(shown.code.end).collect();
    let mut places = Vec::new();
    let mut start = 0;
    for part in code.split(|&character| character == '→') {
        let part_text: String = part.iter().collect();
        if part_text.starts_with(wanted) {
            places.extend(start..start + wanted.len());
        }
        start += part.len() + 1;
    }
    places
}

fn word_places(folded: &str, word: &str, grade: Grade) -> Vec<usize> {
    let length = word.chars().count();
    let count_before = |byte: usize| folded.get(..byte).map_or(0, |text| text.chars().count());
    let literal: Vec<usize> = folded
        .match_indices(word)
        .flat_map(|(byte, _)| {
            let start = count_before(byte);
            start..start + length
        })
        .collect();
    if !literal.is_empty() {
        return literal;
    }
    if let Some(heard) = Phonetic::new(word).and_then(|phonetic| phonetic.find(folded)) {
        return (heard.start..heard.end).collect();
    }
    if grade == Grade::Loose {
        let matched = fuzzy::matcher().matched(folded, word);
        return matched.map(|(_, places)| places).unwrap_or_default();
    }
    Vec::new()
}

/// Ascending places joined to ranges.
pub(super) fn as_ranges(places: &[usize]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for &place in places {
        match ranges.last_mut() {
            Some(range) if range.end == place => range.end = place + 1,
            _ => ranges.push(place..place + 1),
        }
    }
    ranges
}
