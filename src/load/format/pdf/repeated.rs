//! Headings printed again on the next page say what those of the page before say.
//!
//! Where no lines divide them, one may have lost a line or taken up the rest of a broken number.

use super::layout::{Block, Table, at_breaks, half_width, is_amount};
use super::lines::Words;

/// Fewer letters may be the same by chance.
const FEWEST_LETTERS: usize = 8;
/// At least three quarters of the letters are printed again.
const PRINTED: usize = 4;

/// Gives tables at the top of a page the heading of the table at the foot of the page before, where
/// theirs says nothing else.
pub(super) fn restore(pages: &mut [Vec<Block>]) {
    at_breaks(pages, |page, below| {
        if let Some(Block::Table(above)) = page.last_mut() {
            repeat(above, below);
        }
    });
}

fn repeat(above: &mut Table, below: &mut Table) {
    let spans = above.spans.iter().zip(&below.spans);
    let same = !above.spans.is_empty()
        && above.spans.len() == below.spans.len()
        && spans.into_iter().all(|(one, other)| one.overlap(other) > 0);
    let (first, again) = (heading(above), heading(below));
    let (Some(printed), Some(repeated)) = (above.rows.get(..first), below.rows.get(..again)) else {
        return;
    };
    let equal = || {
        let rows = printed.iter().flatten().zip(repeated.iter().flatten());
        first == again && rows.into_iter().all(|(one, other)| **one == **other)
    };
    if !same || equal() {
        return;
    }
    let rests = rests(printed, repeated);
    let mut bare: Vec<char> = letters(repeated);
    for (_, rest) in &rests {
        for digit in rest.chars() {
            if let Some(at) = bare.iter().rposition(|c| *c == digit) {
                bare.remove(at);
            }
        }
    }
    let letters = letters(printed);
    if letters.len() < FEWEST_LETTERS || !is_most_of(&bare, &letters) {
        return;
    }
    let goes_on = |row: &Vec<Words>| {
        rests.iter().all(|(column, rest)| {
            let begun = row.get(*column).map_or("", |cell| cell.trim());
            !is_amount(begun) && is_amount(&half_width(&format!("{begun}{}", rest.trim())))
        })
    };
    if !rests.is_empty() {
        let Some(last) = above.rows.last_mut().filter(|row| goes_on(row)) else {
            return;
        };
        for (column, rest) in &rests {
            if let Some(cell) = last.get_mut(*column) {
                cell.extend(&rest.unplaced());
            }
        }
    }
    let heading = above.rows.get(..first).unwrap_or(&[]);
    let heading = heading.iter().map(|row| row.iter().map(Words::unplaced));
    let heading: Vec<Vec<Words>> = heading.map(Iterator::collect).collect();
    let top = below.tops.first().copied().unwrap_or(0);
    below.rows.splice(..again, heading);
    below.tops.splice(..again, vec![top; first]);
}

/// How many rows stand above the first that prints a figure or a code.
pub(super) fn heading(table: &Table) -> usize {
    let figure = |cell: &Words| {
        let text = half_width(cell.trim());
        let digits = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
        // The rest of a number that broke at its point is no figure.
        is_amount(&text) || digits && text.len() > 2 && !text.starts_with(['.', ','])
    };
    let first = table.rows.iter().position(|row| row.iter().any(figure));
    first.unwrap_or(table.rows.len())
}

/// The digits that stand in a row of their own or behind a heading that has none: for each its column.
fn rests(printed: &[Vec<Words>], repeated: &[Vec<Words>]) -> Vec<(usize, Words)> {
    let digits = |words: &Words| {
        let text = half_width(words.trim());
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let known = |words: &Words| {
        printed
            .iter()
            .flatten()
            .any(|cell| cell.trim() == words.trim())
    };
    let rows = repeated.iter().map(|row| row.iter().enumerate());
    let rests = rows
        .flatten()
        .filter(|(_, cell)| digits(cell) && !known(cell));
    rests.map(|(column, cell)| (column, cell.clone())).collect()
}

fn letters(rows: &[Vec<Words>]) -> Vec<char> {
    let mut letters: Vec<char> = rows
        .iter()
        .flatten()
        .flat_map(|cell| cell.chars())
        .collect();
    letters.retain(|c| *c != ' ');
    letters.sort_unstable();
    letters
}

/// Whether these letters are among the others and most of them; both are sorted.
fn is_most_of(some: &[char], all: &[char]) -> bool {
    let mut rest = all.iter();
    let among = some.iter().all(|c| rest.any(|other| other == c));
    among && some.len() * PRINTED >= all.len() * (PRINTED - 1)
}
