//! The cells of a table from its ruling lines: spans come from missing lines, never from text.

use super::page::{Length, POINT, Rule};
use super::rules::{Frame, REACH};

/// Lines nearer than this bound the same column or row: no cell is so narrow.
const NARROWEST: Length = POINT * 5 / 2;
/// More fields are no table of this world.
const MOST_FIELDS: usize = 400_000;

/// A cell: where it begins and how many rows and columns of the fine grid it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A ruled table: every field of its fine grid belongs to exactly one cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Lattice {
    /// Positions of the vertical lines.
    pub(super) xs: Vec<Length>,
    /// Positions of the horizontal lines.
    pub(super) ys: Vec<Length>,
    /// Cells in reading order.
    pub(super) cells: Vec<Cell>,
    /// For every field, row by row, its cell.
    owner: Vec<usize>,
    /// For every row whether no line closes its right side.
    pub(super) open: Vec<bool>,
}

impl Lattice {
    /// Reads the cells of a frame; `None` when its lines bound none.
    pub(super) fn new(frame: &Frame) -> Option<Self> {
        let xs = positions(&frame.vertical);
        let ys = positions(&frame.horizontal);
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns.saturating_mul(rows) > MOST_FIELDS {
            return None;
        }
        let lines = Lines {
            left: covered(&frame.vertical, &xs, &ys),
            top: covered(&frame.horizontal, &ys, &xs),
        };
        let mut lattice = Lattice {
            owner: vec![usize::MAX; columns * rows],
            open: (0..rows).map(|row| !lines.left(row, columns)).collect(),
            xs,
            ys,
            cells: Vec::new(),
        };
        for row in 0..rows {
            for column in 0..columns {
                if lattice.cell_at(row, column).is_none() {
                    lattice.grow(row, column, &lines);
                }
            }
        }
        Some(lattice)
    }

    /// Columns of the fine grid.
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Rows of the fine grid.
    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Upper edge.
    pub(super) fn top(&self) -> Length {
        self.ys.first().copied().unwrap_or(0)
    }

    /// Whether a spot lies inside.
    pub(super) fn holds(&self, x: Length, y: Length) -> bool {
        let within = |edges: &[Length], at: Length| {
            edges.first().is_some_and(|&edge| at >= edge)
                && edges.last().is_some_and(|&edge| at <= edge)
        };
        within(&self.xs, x) && within(&self.ys, y)
    }

    /// The cell a spot lies in.
    pub(super) fn cell_under(&self, x: Length, y: Length) -> Option<usize> {
        let index = |edges: &[Length], at: Length| {
            let passed = edges.partition_point(|&edge| edge <= at);
            passed.clamp(1, edges.len().saturating_sub(1)) - 1
        };
        self.holds(x, y)
            .then(|| self.cell_at(index(&self.ys, y), index(&self.xs, x)))
            .flatten()
    }

    /// Whether another table stands at the same height on the left or on the right.
    pub(super) fn is_beside(&self, other: &Lattice) -> bool {
        let ends = |edges: &[Length]| Some((*edges.first()?, *edges.last()?));
        let overlap = |one: &[Length], other: &[Length]| {
            let both = ends(one).zip(ends(other));
            both.map_or(0, |(one, other)| one.1.min(other.1) - one.0.max(other.0))
        };
        let height = |edges: &[Length]| ends(edges).map_or(0, |(top, bottom)| bottom - top);
        let lower = height(&self.ys).min(height(&other.ys));
        overlap(&self.xs, &other.xs) <= 0 && overlap(&self.ys, &other.ys) * 2 > lower
    }

    fn cell_at(&self, row: usize, column: usize) -> Option<usize> {
        let owner = self.owner.get(row * self.columns() + column).copied();
        owner.filter(|&cell| cell != usize::MAX)
    }

    /// A new cell from a free field: right while no line stands between, then down while the whole
    /// lower side is open.
    fn grow(&mut self, row: usize, column: usize, lines: &Lines) {
        let mut columns = 1;
        while column + columns < self.columns()
            && self.cell_at(row, column + columns).is_none()
            && !lines.left(row, column + columns)
        {
            columns += 1;
        }
        let mut rows = 1;
        while row + rows < self.rows()
            && (column..column + columns).all(|at| {
                self.cell_at(row + rows, at).is_none()
                    && !lines.top(row + rows, at)
                    && (at == column || !lines.left(row + rows, at))
            })
        {
            rows += 1;
        }
        let width = self.columns();
        for at in row..row + rows {
            let from = at * width + column;
            if let Some(fields) = self.owner.get_mut(from..from + columns) {
                fields.fill(self.cells.len());
            }
        }
        self.cells.push(Cell {
            row,
            column,
            rows,
            columns,
        });
    }
}

/// Which sides of the fields are drawn.
struct Lines {
    /// By vertical line and row.
    left: Vec<Vec<bool>>,
    /// By horizontal line and column.
    top: Vec<Vec<bool>>,
}

impl Lines {
    fn left(&self, row: usize, column: usize) -> bool {
        drawn(&self.left, column, row)
    }

    fn top(&self, row: usize, column: usize) -> bool {
        drawn(&self.top, row, column)
    }
}

fn drawn(sides: &[Vec<bool>], line: usize, field: usize) -> bool {
    let side = sides.get(line).and_then(|side| side.get(field));
    side.copied().unwrap_or(false)
}

/// Distinct positions of lines.
fn positions(rules: &[Rule]) -> Vec<Length> {
    let mut all: Vec<Length> = rules.iter().map(|rule| rule.at).collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| b - a <= NARROWEST);
    groups
        .filter_map(|group| Some(group.first()?.midpoint(*group.last()?)))
        .collect()
}

/// For every line position, whether a line is drawn there at the middle of each field along it.
fn covered(rules: &[Rule], positions: &[Length], edges: &[Length]) -> Vec<Vec<bool>> {
    let fields = edges.len().saturating_sub(1);
    let mut covered = vec![vec![false; fields]; positions.len()];
    for rule in rules {
        let near = |position: &Length| (position - rule.at).abs();
        let nearest = (0..positions.len()).min_by_key(|&at| positions.get(at).map(near));
        let Some(side) = nearest.and_then(|at| covered.get_mut(at)) else {
            continue;
        };
        for (field, pair) in side.iter_mut().zip(edges.windows(2)) {
            if let [from, to] = pair {
                let middle = from.midpoint(*to);
                *field |= middle >= rule.from - REACH && middle <= rule.to + REACH;
            }
        }
    }
    covered
}
