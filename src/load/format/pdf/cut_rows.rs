//! The first rows of a form or table that stand alone at the foot of a page go to the table on the next page.

use super::layout::{Block, Table, at_breaks, half_width};
use super::lines::{Run, Words};
use super::page::Length;
use super::write::places;
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::{CaptionRows, is_strong};
use crate::load::vocabulary::Vocabulary;

/// More rows are a table of their own.
const MOST_ROWS: usize = 3;

/// Puts rows without figures below a caption above those of the next page, where their lines are
/// among its lines.
pub(super) fn join(pages: &mut [Vec<Block>]) {
    at_breaks(pages, |page, table| {
        if let Some((foot, rows)) = foot(page)
            && let Some(columns) = places(&table.xs, &rows.xs)
            && rows.xs.len() < table.xs.len()
        {
            go_on(rows, &columns, table);
            page.remove(foot);
        }
    });
}

/// The table a page ends with: few rows of words right below a caption.
fn foot(page: &[Block]) -> Option<(usize, &Table)> {
    let bare = |block: &Block| match block {
        Block::Text(text) => !text.text.chars().any(char::is_alphabetic),
        Block::Table(_) => false,
    };
    let at = page.iter().rposition(|block| !bare(block))?;
    let (Some(Block::Table(table)), Some(Block::Text(caption))) =
        (page.get(at), page.get(at.checked_sub(1)?))
    else {
        return None;
    };
    let known = CaptionRows::new(Vocabulary::embedded());
    let kind = known.kind(&caption.text);
    let captioned = is_strong(&kind)
        || matches!(kind, LineKind::Body(_) | LineKind::Year(_))
        || caption.text.trim_end().ends_with('表');
    let words = |cell: &Words| cell.is_empty() || cell.chars().any(char::is_alphabetic);
    let few = table.spans.is_empty() && table.rows.len() <= MOST_ROWS;
    (captioned && few && table.rows.iter().flatten().all(words)).then_some((at, table))
}

/// Puts the rows of the foot above those of the table; what a full cell could not hold is its end.
fn go_on(foot: &Table, columns: &[usize], table: &mut Table) {
    let width = table.xs.len().saturating_sub(1);
    let placed = |row: &Vec<Words>| {
        let mut cells = vec![Words::default(); width];
        for (&at, text) in columns.iter().zip(row) {
            if let Some(cell) = cells.get_mut(at) {
                *cell = text.unplaced();
            }
        }
        cells
    };
    let mut rows: Vec<Vec<Words>> = foot.rows.iter().map(placed).collect();
    if let Some(column) = rest(foot, columns, table)
        && let Some(&at) = columns.get(column)
        && let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(at))
    {
        move_down(table, 0);
        cell.extend(&table.rows.remove(0).swap_remove(at).unplaced());
        table.tops.remove(0);
        table.covered.remove(0);
    }
    let top = table.tops.first().copied().unwrap_or(0);
    table.tops.splice(..0, vec![top; rows.len()]);
    table.covered.splice(..0, vec![Vec::new(); rows.len()]);
    table.rows.splice(..0, rows);
}

/// The column of the foot whose last cell goes on in the first row of the table: it is full, and the
/// row prints nothing else.
fn rest(foot: &Table, columns: &[usize], table: &Table) -> Option<usize> {
    let last = foot.rows.last()?;
    let printed = |row: &[Words]| -> Vec<usize> {
        let cells = row.iter().enumerate();
        let cells = cells.filter(|(_, cell)| !cell.trim().is_empty());
        cells.map(|(at, _)| at).collect()
    };
    let first = table.rows.first()?;
    let own = |at: &usize| *at > 0 || !is_moved_up(table, *at);
    let cells: Vec<usize> = printed(first).into_iter().filter(own).collect();
    let [only] = cells.as_slice() else {
        return None;
    };
    let column = columns.iter().position(|at| at == only)?;
    let named = printed(last).first() == Some(&0) && column > 0;
    let run: &Run = last.get(column)?.runs.last()?;
    let edge = foot.xs.get(column + 1)?;
    let full = edge - run.right < run.size;
    let rest = half_width(first.get(*only)?.trim()).into_owned();
    let words = rest.chars().any(char::is_alphabetic);
    let aligned = table.tops.len() == table.rows.len() && table.covered.len() == table.rows.len();
    (named && full && words && aligned).then_some(column)
}

/// Whether words of the first row stand in the second: they had been taken for those of an empty box.
fn is_moved_up(table: &Table, column: usize) -> bool {
    let cell = table.rows.first().and_then(|row| row.get(column));
    let run = cell.and_then(|cell| cell.runs.first());
    let below: Option<&Length> = table.tops.get(1);
    run.zip(below).is_some_and(|(run, top)| run.middle > *top)
}

/// Gives such words back to the second row.
fn move_down(table: &mut Table, column: usize) {
    if !is_moved_up(table, column) {
        return;
    }
    if let [first, second, ..] = table.rows.as_mut_slice()
        && let Some((above, below)) = first.get_mut(column).zip(second.get_mut(column))
    {
        std::mem::swap(above, below);
    }
}
