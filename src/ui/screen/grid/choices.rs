//! What the user chose about a grid: columns hidden, made wider or narrower, kept on screen, sorted by.

use std::collections::{BTreeMap, BTreeSet};

use super::model::GridColumn;

/// Cells one step makes a column wider or narrower.
const STEP: i32 = 4;

/// Everything chosen; the default is the table as printed, empty columns apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choices {
    /// Columns that are empty throughout are shown too.
    pub(super) all_columns: bool,
    /// Columns put away.
    pub(super) hidden: BTreeSet<GridColumn>,
    /// Cells added to the width a column would have.
    pub(super) wider: BTreeMap<GridColumn, i32>,
    /// The last column that is always on screen, instead of the name.
    pub(super) frozen: Option<GridColumn>,
    /// The column sorted by, and whether the greatest comes first.
    pub(super) sorted: Option<(GridColumn, bool)>,
}

impl Choices {
    /// Makes a column wider or narrower by a step.
    pub(super) fn widen(&mut self, column: GridColumn, wider: bool) {
        let added = self.wider.entry(column).or_insert(0);
        *added = (*added + if wider { STEP } else { -STEP }).clamp(-200, 200);
    }

    /// The width of a column with what was added.
    pub(super) fn width(&self, column: GridColumn, natural: usize) -> usize {
        let added = self.wider.get(&column).copied().unwrap_or(0);
        let natural_cells = i32::try_from(natural).unwrap_or(i32::MAX);
        usize::try_from(natural_cells.saturating_add(added).max(4)).unwrap_or(natural)
    }

    /// Sorts by a column: the greatest first, then the least first, then as printed again.
    pub(super) fn sort_by(&mut self, column: GridColumn) {
        self.sorted = match self.sorted {
            Some((sorted, true)) if sorted == column => Some((column, false)),
            Some((sorted, false)) if sorted == column => None,
            _ => Some((column, true)),
        };
    }
}
