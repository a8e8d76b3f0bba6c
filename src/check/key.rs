//! Stable keys: the same rule on the same printed figures gives the same key in every run.
//!
//! A review is kept under the key, so it must outlive what means nothing: lines, pages, and the
//! number of a table that prints none. It must not outlive a change of the figures.

use super::facts::Facts;
use super::finding::Evidence;
use crate::model::Column;

/// Hash of the rule and, for each piece of evidence, its printed characters, the kind of its table,
/// its row and its column.
pub(super) fn key(facts: &Facts<'_>, code: &str, evidence: &[Evidence]) -> String {
    let mut hash = Fnv::default();
    hash.add(code);
    for piece in evidence {
        hash.add(&piece.text);
        let Some(cell) = piece.cell else {
            continue;
        };
        let (table, row) = (cell.row.table.table, cell.row.row);
        hash.add(facts.table(table).map_or("", |table| table.kind.name()));
        hash.add(&facts.row_label(table, row));
        let column = facts
            .row(table, row)
            .and_then(|row| row.cells().get(cell.cell)?.column());
        let label = column
            .and_then(|column| facts.column(table, column))
            .map(Column::label);
        hash.add(&label.unwrap_or_default());
    }
    format!("{:016x}", hash.0)
}

/// The 64-bit Fowler–Noll–Vo hash, variant 1a.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
