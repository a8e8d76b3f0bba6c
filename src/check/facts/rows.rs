//! Rows of a table by the part they play: totals, top-level items, parts of a row, rows of a code.

use std::collections::BTreeMap;

use super::Facts;
use crate::model::{Row, RowKind, Table};

/// For every row the row it is a part of: as loaded; else the unit it stands under; a unit stands
/// under the unit whose code begins its own.
pub(super) fn parents(table: &Table) -> Vec<Option<usize>> {
    let mut open_unit: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        let above = open_unit.get(&row.lane).copied();
        let parent = row.parent.or_else(|| match row.kind {
            RowKind::Unit => enclosing_unit(table, row, index),
            RowKind::Item | RowKind::Subtotal => above,
            _ => None,
        });
        match row.kind {
            RowKind::Unit => {
                open_unit.insert(row.lane, index);
            }
            RowKind::Total | RowKind::YearTotal | RowKind::GrandTotal => {
                open_unit.remove(&row.lane);
            }
            _ => {}
        }
        found.push(parent);
    }
    found
}

fn enclosing_unit(table: &Table, row: &Row, index: usize) -> Option<usize> {
    let encloses = |candidate: &Row| {
        candidate.kind == RowKind::Unit
            && candidate.lane == row.lane
            && !candidate.code.is_empty()
            && candidate.code.len() < row.code.len()
            && row.code.starts_with(&candidate.code)
    };
    table.rows.iter().take(index).rposition(encloses)
}

/// The parts of every row that has any, from the parent of each row.
pub(super) fn parts(parents: &[Option<usize>]) -> BTreeMap<usize, Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            parts.entry(*parent).or_default().push(row);
        }
    }
    parts
}

impl Facts<'_> {
    /// The row a row is a part of, units included.
    #[must_use]
    pub fn parent(&self, table: usize, row: usize) -> Option<usize> {
        self.parents.get(table)?.get(row).copied().flatten()
    }

    /// The rows that are parts of a row, 其中 rows included.
    #[must_use]
    pub fn children(&self, table: usize, row: usize) -> Vec<usize> {
        let parts = self.parts.get(table).and_then(|parts| parts.get(&row));
        parts.cloned().unwrap_or_default()
    }

    /// Whether a row is an item without parts.
    #[must_use]
    pub fn is_leaf(&self, table: usize, row: usize) -> bool {
        let item = self
            .row(table, row)
            .is_some_and(|row| row.kind == RowKind::Item);
        let parts = self.parts.get(table).and_then(|parts| parts.get(&row));
        item && parts.is_none()
    }

    /// Indexes of the rows of a lane with this kind.
    #[must_use]
    pub fn rows_of_kind(&self, table: usize, lane: usize, kind: RowKind) -> Vec<usize> {
        self.table(table).map_or_else(Vec::new, |found| {
            found
                .lane_rows(lane)
                .filter(|(_, row)| row.kind == kind)
                .map(|(index, _)| index)
                .collect()
        })
    }

    /// The one row of a lane with this kind; `None` when there are several.
    #[must_use]
    pub fn only_row(&self, table: usize, lane: usize, kind: RowKind) -> Option<usize> {
        match self.rows_of_kind(table, lane, kind).as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }

    /// The total rows of a lane: 合计, printed once or, where an unlabelled row repeats it, twice.
    #[must_use]
    pub fn total_rows(&self, table: usize, lane: usize) -> Vec<usize> {
        self.rows_of_kind(table, lane, RowKind::Total)
    }

    /// The first row that stands for the whole lane: 合计, else the outermost unit.
    #[must_use]
    pub fn total_row(&self, table: usize, lane: usize) -> Option<usize> {
        self.total_rows(table, lane).first().copied().or_else(|| {
            let units = self.rows_of_kind(table, lane, RowKind::Unit);
            let roots: Vec<usize> = units
                .into_iter()
                .filter(|&unit| self.parent(table, unit).is_none())
                .collect();
            match roots.as_slice() {
                [root] => Some(*root),
                _ => None,
            }
        })
    }

    /// The items of a lane that are no part of another item: what a column total adds up. Where a
    /// table lists units only, the innermost units.
    #[must_use]
    pub fn top_items(&self, table: usize, lane: usize) -> Vec<usize> {
        let items: Vec<usize> = self
            .rows_of_kind(table, lane, RowKind::Item)
            .into_iter()
            .filter(|&item| !self.is_inside_item(table, item))
            .collect();
        if !items.is_empty() {
            return items;
        }
        self.rows_of_kind(table, lane, RowKind::Unit)
            .into_iter()
            .filter(|&unit| self.children(table, unit).is_empty())
            .collect()
    }

    fn is_inside_item(&self, table: usize, row: usize) -> bool {
        self.parent(table, row)
            .and_then(|parent| self.row(table, parent))
            .is_some_and(|parent| {
                !matches!(
                    parent.kind,
                    RowKind::Unit
                        | RowKind::Total
                        | RowKind::YearTotal
                        | RowKind::GrandTotal
                        | RowKind::Subtotal
                )
            })
    }

    /// Rows whose main code is this one, in any lane.
    #[must_use]
    pub fn rows_with_code(&self, table: usize, code: &str) -> Vec<usize> {
        self.matching_rows(table, |row| row.main_code() == code)
    }

    /// The rows that add up to a code: its own rows, else the outermost rows below it.
    #[must_use]
    pub fn rows_for_code(&self, table: usize, code: &str) -> Vec<usize> {
        let own = self.rows_with_code(table, code);
        if !own.is_empty() {
            return own;
        }
        let below = self.matching_rows(table, |row| row.main_code().starts_with(code));
        below
            .iter()
            .copied()
            .filter(|&row| {
                !self
                    .parent(table, row)
                    .is_some_and(|parent| below.contains(&parent))
            })
            .collect()
    }

    /// Main codes a table prints, with their level in the classification, ascending, once each.
    #[must_use]
    pub fn codes(&self, table: usize) -> Vec<&str> {
        let mut codes: Vec<&str> = self.table(table).map_or_else(Vec::new, |found| {
            found
                .rows
                .iter()
                .filter(|row| row.level.is_some())
                .map(Row::main_code)
                .collect()
        });
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn matching_rows(&self, table: usize, wanted: impl Fn(&Row) -> bool) -> Vec<usize> {
        self.table(table).map_or_else(Vec::new, |found| {
            found
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.level.is_some() && wanted(row))
                .map(|(index, _)| index)
                .collect()
        })
    }

    /// The function classes a table prints or implies, ascending.
    #[must_use]
    pub fn classes(&self, table: usize) -> Vec<&str> {
        let mut classes: Vec<&str> = self
            .codes(table)
            .into_iter()
            .filter(|code| code.starts_with('2'))
            .filter_map(|code| code.get(..3))
            .collect();
        classes.dedup();
        classes
    }
}
