//! Every figure with the one state it ended in and the relations it takes part in.

use std::num::NonZeroU32;

use super::Session;
use super::cells::column_path;
use super::dataset::{Exact, record};
use super::printed::{clean, exported_value, file_of, joined, line_of, row_code};
use crate::check::{Covered, DisclosureReport};

record! {
    /// One figure.
    pub struct CoverageRecord {
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
        /// Line, in formats without pages.
        pub line: Option<u32>,
        /// Page, in formats with pages.
        pub page: Option<u32>,
        /// The state.
        pub state: &'static str,
        /// `rule:verdict` of each relation, joined by `;`, in the order they were judged.
        pub relations: String,
    }
}

/// All figures in document order.
pub fn coverage<'a>(session: Session<'a>) -> impl Iterator<Item = CoverageRecord> + 'a {
    session.reports.iter().flat_map(move |report| {
        let figures = report.coverage.iter();
        figures.filter_map(move |covered| record(session, report, covered))
    })
}

fn record(
    session: Session<'_>,
    report: &DisclosureReport,
    covered: Covered<'_>,
) -> Option<CoverageRecord> {
    let id = covered.cell;
    let disclosure = session.corpus.disclosure(id.row.table.disclosure)?;
    let table = session.corpus.table(id.row.table)?;
    let row = session.corpus.row(id.row)?;
    let cell = session.corpus.cell(id)?;
    Some(CoverageRecord {
        source: file_of(&disclosure.source, cell.place()),
        table_id: clean(&table.id),
        row_code: row_code(row),
        row_name: joined(row.name()),
        column_path: column_path(table, cell),
        value: exported_value(&cell.content()).0,
        line: line_of(&disclosure.source, cell.place()),
        page: cell.place().page.map(NonZeroU32::get),
        state: covered.state.name(),
        relations: relations(report, covered),
    })
}

fn relations(report: &DisclosureReport, covered: Covered<'_>) -> String {
    let judged = covered.relations.iter();
    let judged = judged.filter_map(|&index| report.verdicts.get(index as usize));
    let words: Vec<String> = judged
        .map(|judged| format!("{}:{}", judged.rule(), judged.verdict.name()))
        .collect();
    words.join(";")
}
