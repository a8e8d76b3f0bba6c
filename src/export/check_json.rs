//! The check report as one JSON object, exactly as `docs/schema/check.json` states it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroU32;

use serde::Serialize;

use super::Session;
use super::findings::{FindingJson, nested};
use super::printed::{clean, line_of};
use crate::check::{CoverageState, DisclosureReport};
use crate::model::{Disclosure, DisclosureId, Problem, ProblemKind, Source, Stage, Table, TableId};

/// Raised whenever a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct CheckJson {
    schema_version: u32,
    documents: Vec<DocumentJson>,
    findings: Vec<FindingJson>,
    coverage: Counts,
}

#[derive(Serialize)]
struct DocumentJson {
    source: String,
    files: Vec<String>,
    department: String,
    year: Option<u16>,
    stage: Option<&'static str>,
    tables: usize,
    figures: usize,
    problems: Vec<ProblemJson>,
    coverage: Counts,
    table_coverage: Vec<TableJson>,
}

/// How many figures ended in each state.
type Counts = BTreeMap<&'static str, usize>;

/// The ledger of one table.
#[derive(Serialize)]
struct TableJson {
    table_id: String,
    table_kind: &'static str,
    table_title: String,
    figures: usize,
    coverage: Counts,
}

#[derive(Serialize)]
struct ProblemJson {
    kind: &'static str,
    message_zh: String,
    message_en: String,
    line: Option<u32>,
    page: Option<u32>,
}

/// Writes the report.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write(session: Session<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = CheckJson {
        schema_version: SCHEMA_VERSION,
        documents: session
            .corpus
            .disclosures
            .iter()
            .enumerate()
            .map(|(index, disclosure)| document(session, DisclosureId(index), disclosure))
            .collect(),
        findings: nested(session).collect(),
        coverage: coverage(session),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

fn document(session: Session<'_>, id: DisclosureId, disclosure: &Disclosure) -> DocumentJson {
    let tables = &disclosure.tables;
    let empty = DisclosureReport::default();
    let report = session.reports.get(id.0).map_or(&empty, AsRef::as_ref);
    let ledgers = tables.iter().enumerate().map(|(table, found)| {
        let id = TableId {
            disclosure: id,
            table,
        };
        table_json(report, id, found)
    });
    let problems = disclosure.problems.iter();
    DocumentJson {
        source: clean(&disclosure.source.name),
        files: files(&disclosure.source),
        department: clean(&disclosure.department),
        year: disclosure.year.map(|year| year.0),
        stage: disclosure.stage.map(Stage::name),
        tables: tables.len(),
        figures: tables.iter().map(Table::figure_count).sum(),
        problems: problems.map(|found| problem(disclosure, found)).collect(),
        coverage: named(report.coverage_counts()),
        table_coverage: ledgers.collect(),
    }
}

fn table_json(report: &DisclosureReport, id: TableId, table: &Table) -> TableJson {
    TableJson {
        table_id: clean(&table.id),
        table_kind: table.kind.name(),
        table_title: clean(&table.title),
        figures: table.figure_count(),
        coverage: named(report.table_counts(id)),
    }
}

fn named(counts: Vec<(CoverageState, usize)>) -> Counts {
    let named = counts.into_iter();
    named.map(|(state, count)| (state.name(), count)).collect()
}

/// The files it was published in.
fn files(source: &Source) -> Vec<String> {
    if source.parts().is_empty() {
        return vec![clean(&source.name)];
    }
    let parts = source.parts().iter();
    parts.map(|part| clean(&part.name)).collect()
}

fn problem(disclosure: &Disclosure, problem: &Problem) -> ProblemJson {
    let source = &disclosure.source;
    ProblemJson {
        kind: match problem.kind {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::NotADisclosure => "not_a_disclosure",
            ProblemKind::Partial => "partial",
        },
        message_zh: clean(&problem.message.zh),
        message_en: clean(&problem.message.en),
        line: problem.place.and_then(|place| line_of(source, place)),
        page: problem
            .place
            .and_then(|place| place.page)
            .map(NonZeroU32::get),
    }
}

/// How many figures of all documents ended in each state.
fn coverage(session: Session<'_>) -> Counts {
    let mut counts: BTreeMap<_, _> = CoverageState::ALL
        .iter()
        .map(|state| (state.name(), 0))
        .collect();
    for (state, count) in session
        .reports
        .iter()
        .flat_map(|report| report.coverage_counts())
    {
        *counts.entry(state.name()).or_default() += count;
    }
    counts
}
