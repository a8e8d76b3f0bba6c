//! Headings of tables without ruling lines: what stands above what tells which spans which.

use super::aligned::Chunk;
use super::aligned_columns::Span;
use super::lines::{self, Line, Words};
use super::page::Length;
use crate::load::vocabulary::Vocabulary;

/// Lines of one heading stand no farther apart than so many tenths of their size.
const CELL_APART: Length = 17;

/// A heading: the lines of one cell.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) span: Span,
    lines: Vec<Line>,
    /// Whether no other heading stands below it.
    pub(super) is_leaf: bool,
}

impl Heading {
    fn top(&self) -> Length {
        self.lines.first().map_or(0, |line| line.middle)
    }

    fn bottom(&self) -> Length {
        self.lines.last().map_or(0, |line| line.middle)
    }

    fn centre(&self) -> Length {
        self.top().midpoint(self.bottom())
    }

    fn size(&self) -> Length {
        self.lines.first().map_or(0, Line::size)
    }

    fn text(&self) -> Words {
        lines::joined(&self.lines)
    }
}

/// The cells of a heading: pieces of lines that stand close below each other are one.
pub(super) fn cells(lines: &[Vec<Chunk>]) -> Vec<Heading> {
    let mut cells: Vec<Heading> = Vec::new();
    for chunk in lines.iter().flatten() {
        let span = chunk.span();
        let close = |cell: &Heading| {
            let gap = chunk.line.middle - cell.bottom();
            gap > 0
                && gap * 10 <= cell.size().max(chunk.line.size()) * CELL_APART
                && !is_group(&cell.text(), &chunk.text)
        };
        let mut above = cells
            .iter_mut()
            .filter(|cell| cell.span.overlap(&span) > 0 && close(cell));
        match (above.next(), above.next()) {
            (Some(cell), None) => {
                cell.span.join(&span);
                cell.lines.push(chunk.line.clone());
            }
            _ => cells.push(Heading {
                span,
                lines: vec![chunk.line.clone()],
                is_leaf: true,
            }),
        }
    }
    let (top, bottom) = (
        cells.iter().map(Heading::top).min().unwrap_or(0),
        cells.iter().map(Heading::bottom).max().unwrap_or(0),
    );
    let groups: Vec<bool> = cells
        .iter()
        .map(|cell| {
            let below =
                |other: &Heading| other.top() > cell.bottom() && other.span.overlap(&cell.span) > 0;
            // What is not as high as the heading stands in its middle or below.
            let high = (top.midpoint(bottom) - cell.centre()) * 2 > cell.size();
            high || cells.iter().any(below)
        })
        .collect();
    for (cell, group) in cells.iter_mut().zip(groups) {
        cell.is_leaf = !group;
    }
    cells
}

/// Whether words that stand close above others are the name of a group of columns, not the beginning
/// of a heading that wraps: each is a heading by itself, and both together are none.
fn is_group(above: &str, below: &str) -> bool {
    let known = Vocabulary::embedded();
    let heading = |text: &str| known.column(text).is_some() || known.group(text).is_some();
    let whole = format!("{}{}", above.trim(), below.trim());
    heading(above)
        && known.begins_column(below)
        && !known.begins_column(&whole)
        && known.column(&whole).is_none()
}

/// The same cells of a heading torn between two pages: what has nothing below it is no group, however
/// high it stands.
pub(super) fn torn(mut cells: Vec<Heading>) -> Vec<Heading> {
    let is_over = |cell: &Heading| {
        let below = |other: &&Heading| other.top() > cell.bottom();
        let mut below = cells.iter().filter(below);
        below.any(|other| other.span.overlap(&cell.span) > 0)
    };
    let over: Vec<bool> = cells.iter().map(is_over).collect();
    for (cell, over) in cells.iter_mut().zip(over) {
        cell.is_leaf = !over;
    }
    cells
}

/// The rows of a heading above these columns: a cell over several columns or rows prints its text in
/// the first of them.
pub(super) fn rows(cells: &[Heading], columns: &[Span]) -> Vec<Vec<Words>> {
    if cells.is_empty() {
        return Vec::new();
    }
    let bottom = cells.iter().map(Heading::bottom).max().unwrap_or(0);
    let leaf_of = |column: &Span| {
        let leaves = cells.iter().filter(|cell| cell.is_leaf);
        let nearest = leaves.max_by_key(|leaf| leaf.span.overlap(column));
        nearest.filter(|leaf| leaf.span.overlap(column) > 0)
    };
    let leaves: Vec<Option<&Heading>> = columns.iter().map(leaf_of).collect();
    // For every column how many groups are above it already.
    let mut depth = vec![0; columns.len()];
    let mut rows: Vec<Vec<Words>> = Vec::new();
    let mut put = |row: usize, column: usize, text: Words| {
        while rows.len() <= row {
            rows.push(vec![Words::default(); columns.len()]);
        }
        if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = text;
        }
    };
    for level in levels(cells) {
        let Some(first) = level.first() else {
            continue;
        };
        // What is as high as the group and all below it stands in the middle of them.
        let middle = first.centre().midpoint(bottom) + first.size() * 3 / 10;
        let is_under = |leaf: &Option<&Heading>| leaf.is_none_or(|leaf| leaf.centre() > middle);
        for (group, from, to) in placed(&level, &leaves, columns, &is_under) {
            let over = depth.get_mut(from..=to).unwrap_or(&mut []);
            let row = over.iter().max().copied().unwrap_or(0);
            over.fill(row + 1);
            put(row, from, group.text());
        }
    }
    let mut before: Option<Span> = None;
    for (at, leaf) in leaves.iter().enumerate() {
        let Some(leaf) = leaf else {
            continue;
        };
        // One heading over several columns is printed once.
        if before != Some(leaf.span) {
            put(depth.get(at).copied().unwrap_or(0), at, leaf.text());
        }
        before = Some(leaf.span);
    }
    rows
}

/// The groups by lines, from the outermost to the innermost.
fn levels(cells: &[Heading]) -> Vec<Vec<&Heading>> {
    let mut groups: Vec<&Heading> = cells.iter().filter(|cell| !cell.is_leaf).collect();
    groups.sort_by_key(|cell| cell.centre());
    let levels = groups.chunk_by(|above, below| below.centre() - above.centre() <= above.size());
    levels
        .map(|level| {
            let mut level = level.to_vec();
            level.sort_by_key(|cell| cell.span.left);
            level
        })
        .collect()
}

/// The groups of one level with the first and last column each stands over: neighbours whose
/// headings are all below it. Where several groups share them, each stands in the middle of its own.
fn placed<'h>(
    level: &[&'h Heading],
    leaves: &[Option<&Heading>],
    columns: &[Span],
    is_under: &dyn Fn(&Option<&Heading>) -> bool,
) -> Vec<(&'h Heading, usize, usize)> {
    let mut placed = Vec::new();
    let mut at = 0;
    for run in leaves.chunk_by(|left, right| is_under(left) == is_under(right)) {
        let (begin, end) = (at, at + run.len());
        at = end;
        let inside = |group: &&&Heading| {
            let centre = group.span.left.midpoint(group.span.right);
            let left = columns.get(begin).map_or(0, |column| column.left);
            let right = columns.get(end - 1).map_or(0, |column| column.right);
            (left..right).contains(&centre)
        };
        if !run.first().is_some_and(is_under) {
            continue;
        }
        let groups: Vec<&'h Heading> = level.iter().filter(inside).copied().collect();
        let mut from = begin;
        for (nth, group) in groups.iter().enumerate() {
            let left = groups.len() - nth - 1;
            let to = if left == 0 {
                end - 1
            } else {
                let centre = group.span.left.midpoint(group.span.right);
                let off = |to: &usize| (middle(leaves, columns, from, *to) - centre).abs();
                (from..end - left.min(end - from - 1))
                    .min_by_key(off)
                    .unwrap_or(from)
            };
            placed.push((*group, from, to));
            from = (to + 1).min(end - 1);
        }
    }
    placed
}

/// The middle of columns. Headings stand in the middle of their columns, words and figures at one
/// of the edges.
fn middle(leaves: &[Option<&Heading>], columns: &[Span], from: usize, to: usize) -> Length {
    let edges = |at: usize| -> (Length, Length) {
        let Some(column) = columns.get(at) else {
            return (0, 0);
        };
        let leaf = leaves.get(at).copied().flatten();
        let both = leaf.map_or(column.left + column.right, |leaf| {
            leaf.span.left + leaf.span.right
        });
        (
            column.left.min(both - column.right),
            column.right.max(both - column.left),
        )
    };
    edges(from).0.midpoint(edges(to).1)
}
