//! The units of a publishing body: which of them a sentence or heading names, and which rows of a table are theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::load::fold::skeleton;
use crate::model::{Disclosure, RowKind, Table};

/// No department has more units; longer lists are not looked for before every figure.
pub(super) const MOST: usize = 500;

/// Shorter names are those of items.
const SHORTEST: usize = 4;

/// The units whose rows the tables print, and where each stands in every table.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The names as they are printed.
    pub(super) names: Vec<String>,
    /// What the names are compared by, without those of the whole body.
    parts: BTreeSet<String>,
    /// For every table the rows of each unit: its own, and those below it.
    blocks: Vec<BTreeMap<String, Range<usize>>>,
}

impl Units {
    /// Reads the rows of units off the tables. A table that calls the unit rows by name alone is read
    /// by the names the other tables print.
    pub(super) fn of(disclosure: &Disclosure) -> Self {
        let own = skeleton(&disclosure.department);
        let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
        let named: BTreeMap<String, &str> = rows
            .filter(|row| row.kind() == RowKind::Unit && row.name().chars().count() >= SHORTEST)
            .map(|row| (skeleton(row.name()), row.name()))
            .collect();
        if !(2..=MOST).contains(&named.len()) {
            return Units {
                blocks: disclosure.tables.iter().map(|_| BTreeMap::new()).collect(),
                ..Units::default()
            };
        }
        let blocks = |table| blocks(table, &named);
        Units {
            names: named.values().map(|name| (*name).to_owned()).collect(),
            blocks: disclosure.tables.iter().map(blocks).collect(),
            parts: named.into_keys().filter(|name| *name != own).collect(),
        }
    }

    /// The unit a text names and nothing else; none where it names the whole body.
    pub(super) fn called(&self, text: &str) -> Option<&str> {
        self.parts.get(&skeleton(text)).map(String::as_str)
    }

    /// The rows of a unit in a table, its own first.
    pub(super) fn rows(&self, table: usize, unit: &str) -> Option<Range<usize>> {
        self.blocks.get(table)?.get(unit).cloned()
    }
}

/// The rows of each unit that a table prints once. A total ends the rows of the unit before it.
fn blocks(table: &Table, named: &BTreeMap<String, &str>) -> BTreeMap<String, Range<usize>> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut open = false;
    for (index, row) in table.rows.iter().enumerate() {
        let name = skeleton(row.name());
        if named.contains_key(&name) {
            found.push((name, index..index + 1));
            open = true;
        } else if matches!(row.kind(), RowKind::Total | RowKind::GrandTotal) {
            open = false;
        } else if let Some((_, rows)) = found.last_mut().filter(|_| open) {
            rows.end = index + 1;
        }
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in &found {
        *times.entry(name).or_default() += 1;
    }
    let once: BTreeSet<String> = times
        .into_iter()
        .filter(|(_, times)| *times == 1)
        .map(|(name, _)| name.to_owned())
        .collect();
    found.retain(|(name, _)| once.contains(name));
    if found.len() < 2 {
        return BTreeMap::new();
    }
    found.into_iter().collect()
}
