//! The printed cells of one sheet or table by row and column; cells that print nothing are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Rows of printed cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Grid {
    rows: BTreeMap<usize, BTreeMap<usize, String>>,
    width: usize,
}

/// A row and the texts of its cells by column.
pub(in crate::load) type GridRow<'g> = (usize, &'g BTreeMap<usize, String>);

impl Grid {
    /// Puts a text into a cell; white space alone is no text.
    pub(in crate::load) fn put(&mut self, row: usize, column: usize, text: String) {
        self.width = self.width.max(column.saturating_add(1));
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    /// Empties the cells a merged cell covers, all but its top left one. Returns how many rows were
    /// looked at.
    pub(in crate::load) fn merge(
        &mut self,
        rows: RangeInclusive<usize>,
        columns: &RangeInclusive<usize>,
    ) -> usize {
        let top = *rows.start();
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
