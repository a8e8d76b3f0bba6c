//! Every table with its kind, its size and how its figures ended.

use std::num::NonZeroU32;

use super::dataset::record;
use super::printed::{clean, file_of, line_of};
use super::{Session, counted};
use crate::check::{CoverageState, DisclosureReport};
use crate::model::{Disclosure, Table, TableId};

record! {
    /// One table. The order of the fields is the order of the columns.
    pub struct TableRecord {
        /// File name.
        pub source: String,
        /// Printed number, or `t1`, `t2` …
        pub table_id: String,
        /// Statutory kind.
        pub table_kind: &'static str,
        /// Printed title.
        pub table_title: String,
        /// Unit of its figures.
        pub unit: String,
        /// Line of its caption, in formats without pages.
        pub line: Option<u32>,
        /// Page of its caption, in formats with pages.
        pub page: Option<u32>,
        /// How many rows its body has.
        pub rows: usize,
        /// How many data columns it has.
        pub columns: usize,
        /// How many figures it holds.
        pub figures: usize,
        /// Figures of a relation that holds.
        pub consistent: usize,
        /// Figures of a relation that cannot hold.
        pub inconsistent: usize,
        /// Figures whose relations were used up to place them.
        pub spent: usize,
        /// Figures that no relation touches.
        pub not_checkable: usize,
        /// Figures whose relations could not be decided.
        pub undetermined: usize,
        /// Figures whose column is not certain, or that are no readable number.
        pub not_understood: usize,
    }
}

/// All tables in document order.
pub fn tables<'a>(session: Session<'a>) -> impl Iterator<Item = TableRecord> + 'a {
    session.reported().flat_map(|(id, disclosure, report)| {
        let tables = disclosure.tables.iter().enumerate();
        tables.map(move |(table, found)| {
            let id = TableId {
                disclosure: id,
                table,
            };
            record(disclosure, report, id, found)
        })
    })
}

fn record(
    disclosure: &Disclosure,
    report: &DisclosureReport,
    id: TableId,
    table: &Table,
) -> TableRecord {
    let counts = report.table_counts(id);
    TableRecord {
        source: file_of(&disclosure.source, table.place),
        table_id: clean(&table.id),
        table_kind: table.kind.name(),
        table_title: clean(&table.title),
        unit: clean(table.unit.word()),
        line: line_of(&disclosure.source, table.place),
        page: table.place.page.map(NonZeroU32::get),
        rows: table.rows.len(),
        columns: table.columns.len(),
        figures: table.figure_count(),
        consistent: counted(&counts, CoverageState::Consistent),
        inconsistent: counted(&counts, CoverageState::Inconsistent),
        spent: counted(&counts, CoverageState::Spent),
        not_checkable: counted(&counts, CoverageState::NotCheckable),
        undetermined: counted(&counts, CoverageState::Undetermined),
        not_understood: counted(&counts, CoverageState::NotUnderstood),
    }
}
