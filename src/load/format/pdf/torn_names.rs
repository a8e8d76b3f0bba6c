//! Names that a page break tears are put together in the row on the page before.
//!
//! Where no lines divide them, the rest of a name stands above the first row of the next page, below
//! the heading that is printed again or in it. The catalogue tells whose rest it is.

use super::known_names;
use super::layout::{Block, Table, at_breaks};
use super::lines::Words;
use super::repeated;
use crate::load::fold::fold;

/// Puts the rests of names behind their beginnings.
pub(super) fn join(pages: &mut [Vec<Block>]) {
    at_breaks(pages, |page, below| {
        let mut tables = page.iter_mut().rev().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Text(_) => None,
        });
        if let Some(above) = tables.next() {
            put_together(above, below);
        }
    });
}

/// The rest of a name: its column, the row it is in, and what stands before it in its cell.
struct Rest {
    column: usize,
    row: Option<usize>,
    words: String,
    before: String,
}

fn put_together(above: &mut Table, below: &mut Table) {
    let Some(rest) = torn(above, below) else {
        return;
    };
    let column = rest.column;
    // What is left of a heading is what the page before prints there.
    let left = if rest.before.is_empty() {
        Words::default()
    } else {
        let heading = repeated::heading(above);
        let mut printed = above.rows.iter().take(heading);
        let again = printed.find_map(|row| {
            let cell = row.get(column)?;
            (fold(cell.trim()) == rest.before).then(|| cell.unplaced())
        });
        let Some(again) = again else {
            return;
        };
        again
    };
    if let Some(cell) = above.rows.last_mut().and_then(|row| row.get_mut(column)) {
        cell.extend(&Words::from(rest.words.as_str()));
    }
    let Some(at) = rest.row else {
        return;
    };
    if let Some(cell) = below.rows.get_mut(at).and_then(|row| row.get_mut(column)) {
        *cell = left;
    }
    let empty = |row: &Vec<Words>| row.iter().all(|cell| cell.trim().is_empty());
    if below.rows.get(at).is_some_and(empty) && below.tops.len() == below.rows.len() {
        below.rows.remove(at);
        below.tops.remove(at);
    }
}

/// The rest of the name in the last row above, in the heading of the page or right below it.
fn torn(above: &Table, below: &Table) -> Option<Rest> {
    let last = above.rows.last()?;
    let cells: Vec<&str> = last.iter().map(|cell| cell.trim()).collect();
    let names = known_names::of_cells(&cells);
    let heading = below.rows.get(..repeated::heading(below))?;
    // The last columns may have no figures on one of the pages.
    let pairs = || above.spans.iter().zip(&below.spans);
    let columns = pairs().take_while(|(one, other)| one.overlap(other) > 0);
    for (column, cell) in cells.iter().enumerate().take(columns.count()) {
        let begun = fold(cell);
        // What is whole by the catalogue of some year is not torn.
        if begun.is_empty() || names.contains(&begun) {
            continue;
        }
        let rests = || names.iter().filter_map(|name| name.strip_prefix(&*begun));
        let found = |row: Option<usize>, words: &str| {
            let text = fold(words.trim());
            let rest = rests().find(|rest| text.ends_with(rest))?;
            let before = text.strip_suffix(rest)?.to_owned();
            let words = rest.to_owned();
            Some(Rest {
                column,
                row,
                words,
                before,
            })
        };
        let mut rows = heading.iter().enumerate().rev();
        let row = rows.find_map(|(row, cells)| found(Some(row), cells.get(column)?));
        // A heading that could not be read may have taken it.
        let mut lines = below.instead.iter();
        let line = || {
            let lone = lines.find_map(|line| found(None, &line.text));
            lone.filter(|rest| rest.before.is_empty())
        };
        let found = row.or_else(line);
        if found.is_some() {
            return found;
        }
    }
    None
}
