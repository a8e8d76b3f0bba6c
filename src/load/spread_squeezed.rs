//! Headers whose words were pushed together: read again from their pieces, or left in doubt.
//!
//! Converters that squeeze lines print the words of a header one blank apart, wherever their columns
//! stand below. Words are then joined to those of other columns.

use super::header_cut;
use super::header_tiers;
use super::line::TextLine;
use super::plain_tiers;
use super::spread_places::{Column, Sort};
use super::vocabulary::Vocabulary;

/// Columns of unknown wording beside each other are no wording of this one document.
const FEWEST_STRANGE: usize = 2;
/// Characters that are the rest of a word, not a short one of their own.
const SHORTEST_REST: usize = 3;
/// The part of its length by which the figures overhang a header that was squeezed.
const SQUEEZED: u32 = 8;

/// Other readings of a header whose words mean nothing where they stand: as its pieces join to words
/// of the vocabulary.
pub(super) fn readings(
    header: &[TextLine],
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> Vec<Vec<Column>> {
    if !columns.iter().any(|column| is_strange(column, vocabulary)) {
        return Vec::new();
    }
    let readings = header_tiers::read(header, vocabulary);
    let mut found: Vec<Vec<Vec<String>>> = Vec::new();
    for leaves in readings
        .iter()
        .filter_map(|reading| plain_tiers::leaves(reading, vocabulary))
    {
        let paths: Vec<Vec<String>> = leaves.into_iter().map(|leaf| leaf.path).collect();
        if !found.contains(&paths) {
            found.push(paths);
        }
    }
    let columns = |paths: Vec<Vec<String>>| paths.into_iter().map(Column::without_room).collect();
    found.into_iter().map(columns).collect()
}

/// Whether words of a column of figures may belong to others.
pub(super) fn is_in_doubt(columns: &[Column], sorts: &[Sort], vocabulary: &Vocabulary) -> bool {
    let strange = columns.iter().zip(sorts).filter(|(column, sort)| {
        matches!(sort, Sort::Figures | Sort::Unknown) && is_strange(column, vocabulary)
    });
    let strange: Vec<&Column> = strange.map(|(column, _)| column).collect();
    strange.len() >= FEWEST_STRANGE && (is_squeezed(columns) || is_torn(&strange, vocabulary))
}

/// Whether the beginning of a word and its rest stand in different columns.
fn is_torn(columns: &[&Column], vocabulary: &Vocabulary) -> bool {
    let pieces = |column: &Column| -> Vec<String> {
        let unknown = |word: &&String| header_cut::cut(word, vocabulary).1 > 0;
        let long = |word: &&String| word.chars().count() >= SHORTEST_REST;
        column
            .path
            .iter()
            .filter(long)
            .filter(unknown)
            .cloned()
            .collect()
    };
    let pieces: Vec<Vec<String>> = columns.iter().map(|column| pieces(column)).collect();
    pieces.iter().enumerate().any(|(at, own)| {
        let others = pieces.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others = others.flat_map(|(_, other)| other);
        others.any(|rest| own.iter().any(|word| vocabulary.joins(word, rest)))
    })
}

fn is_strange(column: &Column, vocabulary: &Vocabulary) -> bool {
    let known = |word: &String| header_cut::cut(word, vocabulary).1 == 0;
    column.path.is_empty() || !column.path.iter().all(known)
}

/// Whether the words of the header end far left of the figures.
fn is_squeezed(columns: &[Column]) -> bool {
    let header = columns.iter().map(|column| column.to).max().unwrap_or(0);
    let bands = columns.iter().flat_map(|column| &column.bands);
    let figures = bands.filter(|band| band.numeric).map(|band| band.to).max();
    figures.is_some_and(|figures| figures > header + header / SQUEEZED)
}
