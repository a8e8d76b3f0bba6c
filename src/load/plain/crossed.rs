//! Headers that print the same words under every column: each fund under each item, chopped into lines of a few characters.
//!
//! The words above form a tree whose leaves are as many as the words below repeat. Its order is that
//! of the forms; of several orders the sums of the rows must bear out one alone.

use crate::load::body::Body;
use crate::load::header::index_line::is_index_line;
use crate::load::header::{self, Leaf};
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, ValueKind};

/// Words that are printed under every column; one alone is the measure of all of them.
const PERIOD: std::ops::RangeInclusive<usize> = 2..=4;
/// Columns they must repeat under: two of the same words may be two groups.
const FEWEST_COLUMNS: usize = 3;
/// Lines of the tallest header, of words chopped into four pieces each.
const MOST_LINES: usize = 120;

/// Reads header and rows; `None` where no words repeat under all columns, or no order of the columns
/// is borne out alone.
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
    let lines: Vec<TextLine> = header
        .iter()
        .filter(|line| !is_index_line(line))
        .cloned()
        .collect();
    let (above, below, columns) = divided(&lines, vocabulary)?;
    let rows = plain::without_repeats(header, body);
    let mut found: Option<Body> = None;
    for leaves in readings(above, vocabulary) {
        let data = leaves.iter().filter(|leaf| is_crossed(leaf)).count();
        if data != columns {
            continue;
        }
        let layout = Layout::new(&crossed(&leaves, &below, vocabulary));
        if found.as_ref().is_some_and(|found| found.layout == layout) {
            continue;
        }
        if let Some(read) = header::forms::borne_out(&rows, layout, units, vocabulary) {
            // Two orders that fit tell neither.
            if found.is_some() {
                return None;
            }
            found = Some(read);
        }
    }
    found
}

/// The lines above, the words that repeat below them, and how often they do.
fn divided<'a>(
    lines: &'a [TextLine],
    vocabulary: &Vocabulary,
) -> Option<(&'a [TextLine], Vec<String>, usize)> {
    (1..lines.len()).find_map(|at| {
        let (above, below) = lines.split_at_checked(at)?;
        let text: Vec<char> = below.iter().flat_map(|line| line.folded.chars()).collect();
        let columns = (FEWEST_COLUMNS..=text.len()).rev().find(|&columns| {
            let size = text.len() / columns;
            let alike = || text.chunks(size).all(|run| text.starts_with(run));
            text.len().is_multiple_of(columns) && alike()
        })?;
        let once: String = text.iter().take(text.len() / columns).collect();
        let (words, unknown) = header::cut::cut(&once, vocabulary);
        let amount = |word: &String| {
            let word = vocabulary.column(word);
            word.is_some_and(|word| word.kind == Some(ValueKind::Amount))
        };
        let fits = unknown == 0 && PERIOD.contains(&words.len()) && words.iter().all(amount);
        fits.then_some((above, words, columns))
    })
}

/// The columns the words above can be.
fn readings(above: &[TextLine], vocabulary: &Vocabulary) -> Vec<Vec<Leaf>> {
    let mut readings: Vec<Vec<Leaf>> = header::forms::orders(above, vocabulary)
        .map(|paths| header::from_paths(paths, vocabulary))
        .collect();
    let (words, unknown) = header::cut::cut(&plain::header_text(above), vocabulary);
    let assembled = header::words::assemble(&words, vocabulary);
    if unknown == 0 && !assembled.doubtful {
        readings.push(assembled.leaves);
    }
    readings
}

/// A column of figures: the words below stand under it.
fn is_crossed(leaf: &Leaf) -> bool {
    leaf.is_data() && leaf.kind != Some(ValueKind::Text)
}

fn crossed(leaves: &[Leaf], below: &[String], vocabulary: &Vocabulary) -> Vec<Leaf> {
    let with = |leaf: &Leaf| -> Vec<Leaf> {
        if !is_crossed(leaf) {
            return vec![leaf.clone()];
        }
        let path = |word| leaf.path.iter().chain([word]).cloned().collect();
        let words = below.iter();
        words
            .map(|word| Leaf::new(path(word), vocabulary))
            .collect()
    };
    leaves.iter().flat_map(with).collect()
}
