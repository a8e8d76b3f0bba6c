//! Text without columns below a header whose wrapped cells straddle those beside them: the reading of the header that the rows bear out.

use ecow::EcoVec;

use crate::load::body::Body;
use crate::load::header;
use crate::load::header::Leaf;
use crate::load::header::tiers::Reading;
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::meaning::identity;
use crate::load::placing::evidence::Evidence;
use crate::load::placing::open_bands::OpenBands;
use crate::load::placing::placement;
use crate::load::placing::sister;
use crate::load::plain::told_totals;
use crate::load::plain::{self, is_amount};
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, RowKind, Unit};

/// Lines of the tallest header; more are words of another kind.
const MOST_LINES: usize = 40;
/// Lines at the end of a header that may begin the name of the first row instead.
const MOST_NAME_LINES: usize = 2;

/// Reads header and rows; `None` where no reading of the header, or more than one, fits the rows.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    if header.len() > MOST_LINES {
        return None;
    }
    let (mut header, mut body) = (header.to_vec(), body.to_vec());
    let mut open_words = 0;
    if let Some(first) = body.first_mut()
        && let Some(words) = take_header_words(first, vocabulary)
    {
        // The header hides cells of a row it stands beside: which of them are blank is not known.
        if words
            .pieces
            .iter()
            .any(|piece| !is_level(piece, vocabulary))
        {
            open_words = body.remove(0).pieces.len();
        }
        header.push(words);
    }
    drop_empty_total(&mut header, vocabulary);
    for names in 0..=MOST_NAME_LINES.min(header.len()) {
        if names > 0 {
            body.insert(0, header.pop()?);
        }
        let readings = header::tiers::read(&header, vocabulary);
        let rows = plain::without_repeats(&header, &body);
        let read = fitting(&readings, &header, &rows, units, vocabulary);
        if let Some(mut read) = read {
            read.open_words += open_words;
            return Some(read);
        }
        if !readings.is_empty() {
            return None;
        }
    }
    None
}

/// The reading with the fewest columns that hold all figures; where several are left, the one whose
/// sums fit the rows best.
fn fitting(
    readings: &[Reading],
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    for reading in readings {
        let body = under(reading, header, body, units, vocabulary);
        let body = body.filter(|body| !body.body_doubtful && !body.header_doubtful);
        let known = |body: &Body| bodies.iter().any(|other| other.layout == body.layout);
        if let Some(body) = body.filter(|body| !known(body)) {
            bodies.push(body);
        }
    }
    let fewest = bodies.iter().map(|body| body.layout.columns.len()).min()?;
    bodies.retain(|body| body.layout.columns.len() == fewest);
    let several = bodies.len() > 1;
    let misfits = bodies.iter().map(misfits).collect::<Vec<_>>();
    let least = misfits.iter().min()?;
    let mut best = bodies
        .into_iter()
        .zip(&misfits)
        .filter(|(_, count)| *count == least);
    let (mut only, _) = best.next().filter(|_| best.next().is_none())?;
    only.header_pieced |= several;
    Some(only)
}

/// Sums of the header that fail, rows whose figures can stand in its columns in no way, and rows that
/// tell another column to be the total.
pub(in crate::load) fn misfits(body: &Body) -> usize {
    let identities = identity::identities(&body.layout);
    let bands = OpenBands::default();
    let evidence = Evidence::default();
    let impossible = body.rows.iter().filter(|row| {
        placement::open_row(
            row,
            body,
            &identities,
            &evidence,
            &bands,
            &Unit::WanYuan,
            true,
        )
        .impossible
    });
    let failed = sister::sums(body, &identities, &Unit::WanYuan).1 + impossible.count();
    failed + told_totals::elsewhere(body)
}

/// The label of a row of totals without figures, beside the lowest tier of the header.
fn drop_empty_total(header: &mut [TextLine], vocabulary: &Vocabulary) {
    let Some(last) = header.last_mut() else {
        return;
    };
    let is_total = |piece: &&Piece| vocabulary.row_kind(&piece.text) == Some(RowKind::Total);
    let twice = last.printed().filter(is_total).count() == 2;
    if twice && last.printed().next().is_some_and(|piece| is_total(&piece)) {
        last.pieces.remove(0);
    }
}

fn under(
    reading: &Reading,
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    if let Some(blocks) = plain::blocks::repeated(&reading.words, vocabulary) {
        return Some(plain::placed(plain::blocks::read(
            body, &blocks, vocabulary,
        )));
    }
    let leaves = leaves(reading, vocabulary)?;
    let measures = &reading.measures.0;
    if is_uneven(&leaves, measures, header) {
        return None;
    }
    let settled = header::order::settled(leaves.clone(), header, vocabulary);
    let layout = Layout::new(&settled.unwrap_or(leaves));
    let fits = !layout.columns.is_empty() && plain::is_in_order(&layout);
    fits.then(|| plain::rows(body.to_vec(), layout, units, vocabulary))
}

/// Whether words that one line prints alike, 小计 基本支出 小计 基本支出, stand at different depths; the
/// measures of all columns, 预算数 决算数, stand below words of any depth.
fn is_uneven(leaves: &[Leaf], measures: &[String], header: &[TextLine]) -> bool {
    let printed = |leaf: &Leaf, line: &TextLine| {
        let word = leaf.path.last().map(String::as_str);
        let alike = line
            .printed()
            .filter(|piece| Some(piece.text.as_str()) == word);
        alike.count()
    };
    leaves.iter().enumerate().any(|(at, leaf)| {
        let mut before = leaves.iter().take(at);
        before.any(|other| {
            other.path.last() == leaf.path.last()
                && other.path.len() != leaf.path.len()
                && !leaf.path.last().is_some_and(|word| measures.contains(word))
                && header.iter().any(|line| printed(leaf, line) > 1)
        })
    })
}

/// The columns of a reading; `None` where its words form no tree.
pub(in crate::load) fn leaves(reading: &Reading, vocabulary: &Vocabulary) -> Option<Vec<Leaf>> {
    let mut assembled = header::words::assemble(&reading.words, vocabulary);
    for text in assembled
        .leaves
        .iter_mut()
        .filter_map(|leaf| leaf.path.last_mut())
    {
        if let Some((_, printed)) = reading.short.iter().find(|(full, _)| full == text) {
            text.clone_from(printed);
        }
    }
    let leaves = measured(assembled.leaves, &reading.measures, vocabulary);
    leaves.filter(|_| !assembled.doubtful)
}

/// Leaves with 预算数 and 决算数 under every column; `None` where they are not as many.
fn measured(
    leaves: Vec<Leaf>,
    (measures, repeats): &(Vec<String>, usize),
    vocabulary: &Vocabulary,
) -> Option<Vec<Leaf>> {
    if measures.is_empty() {
        return Some(leaves);
    }
    let columns = leaves.iter().filter(|leaf| leaf.is_data()).count();
    if columns != *repeats {
        return None;
    }
    if measures.len() == 1 {
        return Some(leaves);
    }
    let below = |leaf: Leaf| -> Vec<Leaf> {
        if !leaf.is_data() {
            return vec![leaf];
        }
        let with = |measure: &String| {
            let path = leaf.path.iter().chain([measure]).cloned().collect();
            Leaf::new(path, vocabulary)
        };
        measures.iter().map(with).collect()
    };
    Some(leaves.into_iter().flat_map(below).collect())
}

/// 类, 款 or 项.
fn is_level(piece: &Piece, vocabulary: &Vocabulary) -> bool {
    let stub = vocabulary.column(&piece.text).and_then(|word| word.stub);
    matches!(stub, Some(Stub::Class | Stub::Section | Stub::Item))
}

/// Takes the words of a header out of the first row: `类 款 项` before it, and the lowest tier,
/// where the row stands beside it in cells as high as the header.
fn take_header_words(first: &mut TextLine, vocabulary: &Vocabulary) -> Option<TextLine> {
    let printed = first.printed();
    let levels = printed
        .take_while(|piece| is_level(piece, vocabulary))
        .count();
    let names_row = |piece: &Piece| vocabulary.row_kind(&piece.text) == Some(RowKind::Total);
    let named = first.printed().nth(levels).is_some_and(names_row);
    if !named {
        return None;
    }
    let is_column = |piece: &Piece| {
        let word = vocabulary.column(&piece.text);
        !is_amount(&piece.text) && word.is_some_and(|word| word.kind.is_some())
    };
    let columns = first
        .printed()
        .skip(levels + 1)
        .filter(|piece| is_column(piece))
        .count();
    if levels == 0 && columns < 2 {
        return None;
    }
    let mut taken = first.clone();
    let mut kept = EcoVec::new();
    taken.pieces.clear();
    for (at, piece) in first.printed().enumerate() {
        if at < levels || at > levels && is_column(piece) {
            taken.pieces.push(piece.clone());
        } else {
            kept.push(piece.clone());
        }
    }
    first.pieces = kept;
    Some(taken)
}
