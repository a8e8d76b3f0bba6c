//! Every non-empty data cell of every table, in document order.

use std::num::NonZeroU32;

use super::dataset::{Exact, record};
use super::printed::{clean, exported_value, file_of, joined, line_of, row_code};
use crate::model::{CellRef, Corpus, Disclosure, RowRef, Table};

record! {
    /// One cell. The order of the fields is the order of the columns.
    pub struct CellRecord {
        /// File name.
        pub source: String,
        /// Publishing body.
        pub department: String,
        /// Fiscal year.
        pub year: Option<u16>,
        /// `budget` or `final`.
        pub stage: Option<&'static str>,
        /// Printed number of the table, or `t1`, `t2` …
        pub table_id: String,
        /// Statutory kind.
        pub table_kind: &'static str,
        /// Printed title.
        pub table_title: String,
        /// Printed body row, from 1.
        pub row_index: u32,
        /// Digits of the code.
        pub row_code: String,
        /// Name of the row.
        pub row_name: String,
        /// Header levels joined by `/`; empty while the column is ambiguous.
        pub column_path: String,
        /// What is printed, without thousands separators.
        pub value: Exact,
        /// `amount`, `count`, `percent` or `text`.
        pub value_kind: &'static str,
        /// Unit of the number; empty for text.
        pub unit: String,
        /// Line, in formats without pages.
        pub line: Option<u32>,
        /// Page, in formats with pages.
        pub page: Option<u32>,
        /// `printed`, `recovered` or `ambiguous`.
        pub certainty: &'static str,
    }
}

/// All cells in document order.
pub fn cells(corpus: &Corpus) -> impl Iterator<Item = CellRecord> {
    let disclosures = corpus.disclosures.iter();
    disclosures.flat_map(|disclosure| {
        cells_of(disclosure).map(|(table, row, cell)| record(disclosure, table, row, cell))
    })
}

/// The cells of one disclosure in document order, each with its table and row.
pub(super) fn cells_of(
    disclosure: &Disclosure,
) -> impl Iterator<Item = (&Table, RowRef<'_>, CellRef<'_>)> {
    disclosure.tables.iter().flat_map(|table| {
        let rows = table.rows.iter();
        rows.flat_map(move |row| row.cells().iter().map(move |cell| (table, row, cell)))
    })
}

fn record(
    disclosure: &Disclosure,
    table: &Table,
    row: RowRef<'_>,
    cell: CellRef<'_>,
) -> CellRecord {
    let (value, value_kind, unit) = exported_value(&cell.content());
    CellRecord {
        source: file_of(&disclosure.source, cell.place()),
        department: clean(&disclosure.department),
        year: disclosure.year.map(|year| year.0),
        stage: disclosure.stage.map(crate::model::Stage::name),
        table_id: clean(&table.id),
        table_kind: table.kind.name(),
        table_title: clean(&table.title),
        row_index: row.index(),
        row_code: row_code(row),
        row_name: joined(row.name()),
        column_path: column_path(table, cell),
        value,
        value_kind,
        unit,
        line: line_of(&disclosure.source, cell.place()),
        page: cell.place().page.map(NonZeroU32::get),
        certainty: cell.certainty().name(),
    }
}

/// The header path of a cell's column; empty while several columns remain possible.
pub(super) fn column_path(table: &Table, cell: CellRef<'_>) -> String {
    cell.column()
        .and_then(|column| table.columns.get(column))
        .map_or_else(String::new, |column| joined(&column.label()))
}
