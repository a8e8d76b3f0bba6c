//! Rows of a table by the part they play: totals, top-level items, parts of a row, rows of a code.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use crate::model::{RowKind, RowRef, Table};

/// For every row the row it is a part of: as loaded; else the unit it stands under; a unit stands
/// under the unit whose code begins its own.
pub(super) fn parents(table: &Table) -> Vec<Option<usize>> {
    let mut open_unit: BTreeMap<usize, usize> = BTreeMap::new();
    let mut units = Units::default();
    let mut found = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        let above = open_unit.get(&row.lane()).copied();
        let parent = row.parent().or_else(|| match row.kind() {
            RowKind::Unit => units.enclosing(row),
            RowKind::Item | RowKind::Subtotal => above,
            _ => None,
        });
        match row.kind() {
            RowKind::Unit => {
                open_unit.insert(row.lane(), index);
                units.pass(row, index);
            }
            kind if kind.is_total() => {
                open_unit.remove(&row.lane());
            }
            _ => {}
        }
        found.push(parent);
    }
    found
}

/// The units passed so far, by lane and code: looking through all rows for every unit would take
/// the square of a long table.
#[derive(Default)]
struct Units<'t> {
    latest: BTreeMap<(usize, &'t str), usize>,
    /// How long the codes are.
    lengths: BTreeSet<usize>,
}

impl<'t> Units<'t> {
    fn pass(&mut self, row: RowRef<'t>, index: usize) {
        if !row.code().is_empty() {
            self.latest.insert((row.lane(), row.code()), index);
            self.lengths.insert(row.code().len());
        }
    }

    /// The last unit of the lane whose code begins the code of a row.
    fn enclosing(&self, row: RowRef<'_>) -> Option<usize> {
        let lengths = self.lengths.range(..row.code().len());
        let codes = lengths.filter_map(|&length| row.code().get(..length));
        codes
            .filter_map(|code| self.latest.get(&(row.lane(), code)).copied())
            .max()
    }
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

/// The rows of every main code with a level in the classification.
pub(super) fn coded(table: &Table) -> BTreeMap<&str, Vec<usize>> {
    let mut coded: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let rows = table.rows.iter().enumerate();
    for (index, row) in rows.filter(|(_, row)| row.level().is_some()) {
        coded.entry(row.main_code()).or_default().push(index);
    }
    coded
}

impl Facts<'_> {
    /// The row a row is a part of, units included.
    #[must_use]
    pub fn parent(&self, table: usize, row: usize) -> Option<usize> {
        self.parents().get(table)?.get(row).copied().flatten()
    }

    /// The rows that are parts of a row, 其中 rows included.
    #[must_use]
    pub fn children(&self, table: usize, row: usize) -> Vec<usize> {
        let parts = self.parts().get(table).and_then(|parts| parts.get(&row));
        parts.cloned().unwrap_or_default()
    }

    /// Whether a row is an item without parts.
    #[must_use]
    pub fn is_leaf(&self, table: usize, row: usize) -> bool {
        let item = self
            .row(table, row)
            .is_some_and(|row| row.kind() == RowKind::Item);
        let parts = self.parts().get(table).and_then(|parts| parts.get(&row));
        item && parts.is_none()
    }

    /// Indexes of the rows of a lane with this kind.
    #[must_use]
    pub fn rows_of_kind(&self, table: usize, lane: usize, kind: RowKind) -> Vec<usize> {
        self.table(table).map_or_else(Vec::new, |found| {
            found
                .lane_rows(lane)
                .filter(|(_, row)| row.kind() == kind)
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
                let kind = parent.kind();
                !kind.is_total() && !matches!(kind, RowKind::Unit | RowKind::Subtotal)
            })
    }

    /// Rows whose main code is this one, in any lane.
    #[must_use]
    pub fn rows_with_code(&self, table: usize, code: &str) -> Vec<usize> {
        let rows = self.coded().get(table).and_then(|coded| coded.get(code));
        rows.cloned().unwrap_or_default()
    }

    /// The rows that add up to a code: its own rows, else the outermost rows below it.
    #[must_use]
    pub fn rows_for_code(&self, table: usize, code: &str) -> Vec<usize> {
        let own = self.rows_with_code(table, code);
        if !own.is_empty() {
            return own;
        }
        let coded = self.coded().get(table).into_iter();
        let begun = coded.flat_map(|coded| coded.range(code..));
        let begun = begun.take_while(|(found, _)| found.starts_with(code));
        let mut below: Vec<usize> = begun.flat_map(|(_, rows)| rows).copied().collect();
        below.sort_unstable();
        below
            .iter()
            .copied()
            .filter(|&row| {
                self.parent(table, row)
                    .is_none_or(|parent| below.binary_search(&parent).is_err())
            })
            .collect()
    }

    /// Main codes a table prints, with their level in the classification, ascending, once each.
    #[must_use]
    pub fn codes(&self, table: usize) -> Vec<&str> {
        let coded = self.coded().get(table).into_iter();
        coded.flat_map(BTreeMap::keys).copied().collect()
    }

    /// Whether several rows print codes of no level (208050, or 05 below 208): which row is part of
    /// which is not known.
    #[must_use]
    pub fn has_codes_of_no_level(&self, table: usize) -> bool {
        let Some(found) = self.table(table) else {
            return false;
        };
        let odd = |code: &str| matches!(code.len(), 1 | 2 | 4 | 6);
        let items = found.rows.iter().filter(|row| row.kind() == RowKind::Item);
        items.filter(|row| odd(row.main_code())).nth(1).is_some()
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
