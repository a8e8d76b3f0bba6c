//! Figures of workbooks whose cells store more than they print: both numbers beside each other.

use std::num::NonZeroU32;

use super::cells::{cells_of, column_path};
use super::dataset::{Exact, record};
use super::printed::{clean, exported_value, file_of, joined, line_of, row_code};
use crate::model::{CellRef, Corpus, Disclosure, RowRef, Table};

record! {
    /// One figure. The order of the fields is the order of the columns.
    pub struct StoredRecord {
        /// File name.
        pub source: String,
        /// Printed number of the table, or `t1`, `t2` …
        pub table_id: String,
        /// Digits of the code.
        pub row_code: String,
        /// Name of the row.
        pub row_name: String,
        /// Header levels joined by `/`; empty while the column is ambiguous.
        pub column_path: String,
        /// What is printed, without thousands separators.
        pub value: Exact,
        /// Unit of the printed number; empty for text.
        pub unit: String,
        /// The number the cell stores, in whatever unit it is stored.
        pub stored: Exact,
        /// Line of the reduced text.
        pub line: Option<u32>,
        /// Page, in formats with pages.
        pub page: Option<u32>,
    }
}

/// All such figures in document order.
pub fn stored(corpus: &Corpus) -> impl Iterator<Item = StoredRecord> + '_ {
    let disclosures = corpus.disclosures.iter();
    let storing = disclosures.filter(|disclosure| disclosure.source.stores_more());
    storing.flat_map(|disclosure| {
        let cells = cells_of(disclosure);
        cells.filter_map(|(table, row, cell)| record(disclosure, table, row, cell))
    })
}

fn record(
    disclosure: &Disclosure,
    table: &Table,
    row: RowRef<'_>,
    cell: CellRef<'_>,
) -> Option<StoredRecord> {
    let stored = disclosure.source.stored_at(cell.place().span)?;
    cell.figure()?;
    let (value, _, unit) = exported_value(&cell.content());
    Some(StoredRecord {
        source: file_of(&disclosure.source, cell.place()),
        table_id: clean(&table.id),
        row_code: row_code(row),
        row_name: joined(row.name()),
        column_path: column_path(table, cell),
        value,
        unit,
        stored: Exact::of(stored),
        line: line_of(&disclosure.source, cell.place()),
        page: cell.place().page.map(NonZeroU32::get),
    })
}
