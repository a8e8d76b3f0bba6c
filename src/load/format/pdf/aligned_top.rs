//! Headings whose cells stand at their tops, and those that the words for the levels of a code tell.

use super::aligned::Chunk;
use super::aligned_columns::{self, Span};
use super::aligned_header::Heading;
use super::page::Length;

/// How much the heights of two headings on one line differ at most, in parts of their size.
const LEVEL: Length = 3;

/// Whether a heading stands over the levels of a code (类, 款, 项). They stand side by side and nothing
/// but their group can stand between them, even where it stands over none of them.
pub(super) fn is_over_levels(cell: &Heading, cells: &[Heading]) -> bool {
    let centre = |cell: &Heading| cell.span.left.midpoint(cell.span.right);
    let is_level = |cell: &Heading| matches!(cell.text().trim(), "类" | "款" | "项");
    let below = |other: &Heading| other.top() > cell.bottom();
    let beside = |left: bool| {
        let levels = cells.iter().filter(|other| below(other) && is_level(other));
        let side = levels.filter(|other| (centre(other) < centre(cell)) == left);
        side.min_by_key(|other| other.span.distance(&cell.span))
    };
    let between = beside(true).zip(beside(false));
    between.is_some_and(|(left, right)| is_on_a_line(left, right))
        && !is_level(cell)
        && !cells
            .iter()
            .any(|other| below(other) && !is_level(other) && other.span.overlap(&cell.span) > 0)
}

/// Whether two headings stand on one line.
fn is_on_a_line(one: &Heading, other: &Heading) -> bool {
    (one.top() - other.top()).abs() * LEVEL <= one.size()
}

/// Whether a heading below another, with nothing below itself, stands level with a group: in the middle
/// of its cell it would stand lower than that.
fn is_level_with_group(cells: &[Heading]) -> bool {
    let over = |cell: &Heading, other: &Heading| {
        other.top() > cell.bottom() && other.span.overlap(&cell.span) > 0
    };
    let is_group = |cell: &Heading| !cell.is_leaf;
    let lower = cells.iter().filter(|cell| {
        cell.is_leaf
            && cells
                .iter()
                .any(|group| is_group(group) && over(group, cell))
    });
    // A cell of several lines fills its place from the top wherever it stands in it.
    let lower = lower.filter(|cell| cell.top() == cell.bottom());
    let mut lower = lower.filter(|cell| !cells.iter().any(|other| over(cell, other)));
    lower.any(|cell| {
        let mut level = cells.iter().filter(|group| is_group(group));
        level.any(|group| is_on_a_line(cell, group))
    })
}

/// Tells headings from groups where the cells of a heading stand at its top: what stands over the
/// names of the rows has nothing below it then, and neither has what stands over a column of figures
/// that no lower heading stands over. Answers whether they do.
pub(super) fn settle(cells: &mut [Heading], body: &[Vec<Chunk>]) -> bool {
    let over = |cell: &Heading| {
        let below = |other: &&Heading| other.top() > cell.bottom();
        let mut below = cells.iter().filter(below);
        below.any(|other| other.span.overlap(&cell.span) > 0) || is_over_levels(cell, cells)
    };
    let free: Vec<usize> = (0..cells.len())
        .filter(|&at| {
            cells
                .get(at)
                .is_some_and(|cell| !cell.is_leaf && !over(cell))
        })
        .collect();
    if free.is_empty() {
        return is_level_with_group(cells);
    }
    let is_figure = |chunk: &&Chunk| chunk.number || chunk.is_dash();
    let all = || body.iter().flatten();
    let figures = aligned_columns::united(all().filter(is_figure).map(Chunk::span));
    let words = all().filter(|chunk| !is_figure(chunk) && !chunk.is_total());
    let words = aligned_columns::united(words.map(Chunk::span));
    let lower = |cell: &Heading, column: &Span| {
        cells
            .iter()
            .any(|other| other.top() > cell.top() && other.span.overlap(column) > 0)
    };
    let own = |at: usize, columns: &[Span]| {
        let Some(cell) = cells.get(at) else {
            return false;
        };
        let mut under = columns
            .iter()
            .filter(|column| column.overlap(&cell.span) > 0);
        let column = under.next().filter(|_| under.next().is_none());
        column.is_some_and(|column| !lower(cell, column))
    };
    // A group that stands over none of its headings stands between two of them.
    let is_between = |at: usize| {
        let Some(cell) = cells.get(at) else {
            return true;
        };
        let beside = |left: bool| {
            let side = cells.iter().filter(|other| match left {
                true => other.span.right <= cell.span.left,
                false => other.span.left >= cell.span.right,
            });
            let nearest = side.min_by_key(|other| other.span.distance(&cell.span));
            nearest.is_some_and(|nearest| nearest.top() > cell.bottom())
        };
        beside(true) && beside(false)
    };
    // A lower heading that stands over nothing may be that of a column beside it.
    let columns = || words.iter().chain(&figures);
    let covers = |other: &Heading, column: &Span| other.span.overlap(column) > 0;
    let all_cover = cells
        .iter()
        .filter(|cell| cell.is_leaf)
        .all(|cell| columns().any(|column| covers(cell, column)));
    let is_inside = |at: usize| {
        let cell = cells.get(at).map(|cell| cell.span);
        let inside = |column: &Span| {
            let overlap = cell.map_or(0, |cell| cell.overlap(column));
            overlap * 4 > (column.right - column.left) * 3
        };
        figures.iter().any(inside)
    };
    let at_top = |at: usize| match own(at, &figures) {
        true => all_cover && is_inside(at),
        false => own(at, &words) && !is_between(at),
    };
    // A group has a heading on its left or below it.
    let first = (0..cells.len()).min_by_key(|&at| cells.get(at).map(|cell| cell.span.left));
    let begins = first.is_some_and(|first| free.contains(&first));
    if !begins && !free.iter().any(|&at| at_top(at)) {
        return false;
    }
    let is_alone = |at: &usize| own(*at, &figures) || !is_between(*at);
    let leaves: Vec<usize> = free.into_iter().filter(is_alone).collect();
    for at in leaves {
        if let Some(cell) = cells.get_mut(at) {
            cell.is_leaf = true;
        }
    }
    true
}
