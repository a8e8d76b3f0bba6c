//! The check report as one JSON object, exactly as `docs/schema/check.json` states it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::Session;
use super::findings::{FindingJson, nested};
use super::printed::{clean, line_of};
use crate::check::CoverageState;
use crate::model::{Disclosure, Problem, ProblemKind, Source, Stage};

/// Raised whenever a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct CheckJson {
    schema_version: u32,
    documents: Vec<DocumentJson>,
    findings: Vec<FindingJson>,
    coverage: BTreeMap<&'static str, usize>,
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
            .map(|disclosure| document(disclosure))
            .collect(),
        findings: nested(session).collect(),
        coverage: coverage(session),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

fn document(disclosure: &Disclosure) -> DocumentJson {
    let tables = &disclosure.tables;
    let problems = disclosure.problems.iter();
    DocumentJson {
        source: clean(&disclosure.source.name),
        files: files(&disclosure.source),
        department: clean(&disclosure.department),
        year: disclosure.year.map(|year| year.0),
        stage: disclosure.stage.map(Stage::name),
        tables: tables.len(),
        figures: tables.iter().map(crate::model::Table::figure_count).sum(),
        problems: problems.map(|found| problem(disclosure, found)).collect(),
    }
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
        page: problem.place.and_then(|place| place.page),
    }
}

/// How many figures of all documents ended in each state.
fn coverage(session: Session<'_>) -> BTreeMap<&'static str, usize> {
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
