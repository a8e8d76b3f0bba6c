//! The printed cells of one sheet or table by row and column; cells that print nothing are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use rust_decimal::Decimal;

/// More parts side by side are no tables of their own.
const MOST_PARTS: usize = 4;

/// Rows of printed cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Grid {
    rows: BTreeMap<usize, BTreeMap<usize, String>>,
    /// Blanks printed in front of the text of a cell.
    indents: BTreeMap<(usize, usize), usize>,
    /// The last rows of cells that are merged over several.
    tall: BTreeMap<(usize, usize), usize>,
    /// Numbers of cells that store more than they print.
    stored: BTreeMap<(usize, usize), Decimal>,
    /// Columns that print something and are not shown.
    hidden: BTreeSet<usize>,
    width: usize,
}

/// A row and the texts of its cells by column.
pub(in crate::load) type GridRow<'g> = (usize, &'g BTreeMap<usize, String>);

impl Grid {
    /// Puts a text into a cell, noting how far it is moved in; white space alone is no text.
    pub(in crate::load) fn put(&mut self, row: usize, column: usize, mut text: String) {
        self.width = self.width.max(column.saturating_add(1));
        let indent = text.len() - text.trim_start_matches(' ').len();
        text.drain(..indent);
        if text.is_empty() {
            return;
        }
        if indent > 0 {
            self.indents.insert((row, column), indent);
        }
        self.rows.entry(row).or_default().insert(column, text);
    }

    /// Notes how many columns there are, though the last ones print nothing.
    pub(in crate::load) fn widen(&mut self, width: usize) {
        self.width = self.width.max(width);
    }

    /// Notes the number a cell stores beside what it prints.
    pub(in crate::load) fn store(&mut self, row: usize, column: usize, number: Option<Decimal>) {
        if let Some(number) = number {
            self.stored.insert((row, column), number);
        }
    }

    /// The number a cell stores, where it says more than what the cell prints.
    pub(in crate::load) fn stored(&self, row: usize, column: usize) -> Option<Decimal> {
        self.stored.get(&(row, column)).copied()
    }

    /// Notes that a column prints something and is not shown.
    pub(in crate::load) fn hide(&mut self, column: usize) {
        self.hidden.insert(column);
    }

    /// How many columns print something and are not shown.
    #[must_use]
    pub(in crate::load) fn hidden(&self) -> usize {
        self.hidden.len()
    }

    /// Notes that a cell is merged over so many rows.
    pub(in crate::load) fn merge_down(&mut self, row: usize, column: usize, rows: usize) {
        if rows > 1 {
            let last = row.saturating_add(rows - 1);
            self.tall.insert((row, column), last);
        }
    }

    /// The last row a cell is merged over.
    pub(in crate::load) fn last_row(&self, row: usize, column: usize) -> usize {
        self.tall.get(&(row, column)).copied().unwrap_or(row)
    }

    /// How many blanks are printed in front of the text of a cell.
    pub(in crate::load) fn indent(&self, row: usize, column: usize) -> usize {
        self.indents.get(&(row, column)).copied().unwrap_or(0)
    }

    /// The parts between columns that print nothing; none where there is one part or a great many.
    pub(in crate::load) fn parts(&self) -> Vec<Grid> {
        let used = columns(&self.rows());
        let ranges: Vec<&[usize]> = used.chunk_by(|left, right| right - left == 1).collect();
        if !(2..=MOST_PARTS).contains(&ranges.len()) {
            return Vec::new();
        }
        let part = |range: &[usize]| {
            let mut part = Grid::default();
            let (Some(&first), Some(&last)) = (range.first(), range.last()) else {
                return part;
            };
            part.hidden.clone_from(&self.hidden);
            for (&row, cells) in &self.rows {
                for (&column, text) in cells.range(first..=last) {
                    let indent = " ".repeat(self.indent(row, column));
                    part.put(row, column, indent + text);
                    part.store(row, column, self.stored(row, column));
                    let rows = self.last_row(row, column) - row + 1;
                    part.merge_down(row, column, rows);
                }
            }
            part
        };
        ranges.into_iter().map(part).collect()
    }

    /// Empties the cells a merged cell covers, all but its top left one. Returns how many rows were
    /// looked at.
    pub(in crate::load) fn merge(
        &mut self,
        rows: RangeInclusive<usize>,
        columns: &RangeInclusive<usize>,
    ) -> usize {
        let top = *rows.start();
        let height = rows.end().saturating_sub(top).saturating_add(1);
        self.merge_down(top, *columns.start(), height);
        let mut looked = 0;
        for (&row, cells) in self.rows.range_mut(rows) {
            looked += 1;
            cells.retain(|column, _| {
                !columns.contains(column) || (row == top && column == columns.start())
            });
        }
        looked
    }

    /// How many columns there are, those that print nothing included.
    pub(in crate::load) fn width(&self) -> usize {
        self.width
    }

    /// Rows that print something.
    pub(in crate::load) fn rows(&self) -> Vec<GridRow<'_>> {
        let printed = self.rows.iter().filter(|(_, cells)| !cells.is_empty());
        printed.map(|(&row, cells)| (row, cells)).collect()
    }
}

/// The columns in which any of the rows prints something.
#[must_use]
pub(in crate::load) fn columns(rows: &[GridRow<'_>]) -> Vec<usize> {
    let used: BTreeSet<usize> = rows
        .iter()
        .flat_map(|(_, cells)| cells.keys().copied())
        .collect();
    used.into_iter().collect()
}
