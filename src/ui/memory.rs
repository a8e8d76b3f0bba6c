//! Where the reader stood in each file, kept from one opening to the next: the table looked at and the cell in it.
//!
//! Nothing of a document is kept: paths, table numbers and positions only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::state::State;
use crate::model::{Disclosure, TableId};

/// How many files are remembered; the ones not looked at for longest are forgotten.
const FILES_KEPT: usize = 500;

/// Positions by file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Counts the visits, so that the latest can be told.
    visits: u64,
    files: BTreeMap<String, Visited>,
}

/// What is remembered of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Visited {
    /// The visit that was the last.
    visit: u64,
    /// The table looked at last.
    table: usize,
    /// Line and column in each table.
    cells: BTreeMap<usize, (usize, usize)>,
}

/// The name a file is remembered by. Samples and standard input have none.
fn key(disclosure: &Disclosure) -> Option<String> {
    let path = disclosure.source.path.as_deref()?;
    let whole = std::path::absolute(path).ok()?;
    Some(whole.to_string_lossy().into_owned())
}

impl Memory {
    /// Keeps a position.
    pub fn keep(&mut self, disclosure: &Disclosure, table: TableId, cell: (usize, usize)) {
        let Some(key) = key(disclosure) else {
            return;
        };
        self.visits += 1;
        let visited = self.files.entry(key).or_default();
        visited.visit = self.visits;
        visited.table = table.table;
        visited.cells.insert(table.table, cell);
        if self.files.len() > FILES_KEPT {
            let oldest = self.files.iter().min_by_key(|(_, visited)| visited.visit);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.files.remove(&key);
            }
        }
    }

    /// The table looked at last in a file.
    #[must_use]
    pub fn table(&self, disclosure: &Disclosure) -> Option<usize> {
        Some(self.files.get(&key(disclosure)?)?.table)
    }

    /// Line and column where the cursor stood in a table.
    #[must_use]
    pub fn cell(&self, disclosure: &Disclosure, table: TableId) -> Option<(usize, usize)> {
        let visited = self.files.get(&key(disclosure)?)?;
        visited.cells.get(&table.table).copied()
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Keeps where the reader stands, for the next time this table is opened.
pub(super) fn remember_position(state: &mut State) {
    let Some((table, cell)) = state.top().position(&state.scene) else {
        return;
    };
    let State { scene, .. } = state;
    if let Some(disclosure) = scene.data.corpus.disclosure(table.disclosure) {
        scene.memory.keep(disclosure, table, cell);
    }
}

/// How many queries are kept.
const QUERIES_KEPT: usize = 50;

/// Keeps a query as the latest; one asked before moves there.
pub(super) fn remember(state: &mut State, query: String) {
    state.asked.retain(|known| *known != query);
    state.asked.push(query);
    if state.asked.len() > QUERIES_KEPT {
        state.asked.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Disclosure {
        let mut disclosure = Disclosure::default();
        disclosure.source.path = Some(name.into());
        disclosure
    }

    fn at(table: usize) -> TableId {
        TableId {
            table,
            ..TableId::default()
        }
    }

    #[test]
    fn the_last_position_in_each_table_is_kept_and_old_files_go() {
        let mut memory = Memory::default();
        memory.keep(&file("/a"), at(2), (7, 1));
        memory.keep(&file("/a"), at(4), (9, 3));
        assert_eq!(memory.table(&file("/a")), Some(4));
        assert_eq!(memory.cell(&file("/a"), at(2)), Some((7, 1)));
        assert_eq!(memory.cell(&file("/b"), at(2)), None);
        for number in 0..FILES_KEPT {
            memory.keep(&file(&format!("/{number}")), at(0), (0, 0));
        }
        assert_eq!(memory.table(&file("/a")), None);
        assert_eq!(memory.table(&file("/0")), Some(0));
    }

    #[test]
    fn what_is_not_on_disk_is_not_remembered() {
        let mut memory = Memory::default();
        memory.keep(&Disclosure::default(), at(1), (1, 1));
        assert!(memory.is_empty());
    }
}
