//! Prints how much of each file was understood: tables by kind, figures, coverage, problems, findings.
//!
//! `cargo run --example measure -- FILE…`; `--text` prints the text a file was reduced to,
//! `--tables` every table with its columns and rows, `--findings` the statements, `--open` where
//! figures stand that no relation vouches for.

use std::collections::BTreeMap;

use chazhang::check::{self, CoverageState};
use chazhang::load;
use chazhang::model::{Disclosure, DisclosureId, Table};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let (text, tables, findings) = (has("--text"), has("--tables"), has("--findings"));
    for path in arguments.iter().filter(|path| !path.starts_with("--")) {
        let Ok(bytes) = std::fs::read(path) else {
            eprintln!("{path}: cannot be read");
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        let disclosure = load::load(name, &bytes);
        if text {
            print_text(&disclosure);
        }
        summary(name, &disclosure, findings);
        if has("--open") {
            print_open(&disclosure);
        }
        if tables {
            disclosure.tables.iter().for_each(print_table);
        }
    }
}

fn print_text(disclosure: &Disclosure) {
    let source = &disclosure.source;
    for number in 1..=u32::try_from(source.line_count()).unwrap_or(0) {
        let page = source.page_of(number).unwrap_or(0);
        println!(
            "{page:>3} {number:>5} {}",
            source.line(number).replace('\t', " │ ")
        );
    }
}

fn summary(name: &str, disclosure: &Disclosure, findings: bool) {
    let report = check::check(DisclosureId::default(), disclosure);
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for covered in report.coverage.iter() {
        *states.entry(state(covered.state)).or_default() += 1;
    }
    let figures = report.coverage.len();
    let good = states.get("consistent").copied().unwrap_or(0);
    let doubtful = disclosure
        .tables
        .iter()
        .filter(|table| !table.doubts.is_empty())
        .count();
    println!(
        "{name} | pages {} | {:?} {:?} {:?} | tables {} doubtful {doubtful} | figures {figures} | held {}% | findings {} | problems {}",
        disclosure.source.page_count(),
        disclosure.department,
        disclosure.year,
        disclosure.stage,
        disclosure.tables.len(),
        good * 100 / figures.max(1),
        report.findings.len(),
        disclosure.problems.len()
    );
    println!("    {states:?}");
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for table in &disclosure.tables {
        *kinds.entry(format!("{:?}", table.kind)).or_default() += 1;
    }
    println!("    {kinds:?}");
    for problem in &disclosure.problems {
        let line = problem.place.map_or(0, |place| place.line);
        println!("    problem {line}: {}", problem.message.zh);
    }
    for finding in report.findings.iter().filter(|_| findings) {
        let place = finding.evidence.first().map(|evidence| evidence.place);
        println!(
            "    {:?} {} p{} l{}: {}",
            finding.severity,
            finding.rule,
            place
                .and_then(|place| place.page)
                .map_or(0, std::num::NonZeroU32::get),
            place.map_or(0, |place| place.line),
            finding.statement.zh
        );
    }
}

/// Where the figures stand that no relation vouches for.
fn print_open(disclosure: &Disclosure) {
    let report = check::check(DisclosureId::default(), disclosure);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for covered in report.coverage.iter() {
        let id = covered.cell;
        let Some(table) = disclosure.tables.get(id.row.table.table) else {
            continue;
        };
        let cell = table
            .rows
            .get(id.row.row)
            .and_then(|row| row.cells().get(id.cell));
        let column = cell
            .and_then(|cell| cell.column())
            .and_then(|column| table.columns.get(column));
        let label = column.map_or("?".to_owned(), |column| column.path.join("/"));
        let state = state(covered.state);
        if state != "consistent" {
            *counts
                .entry(format!(
                    "{} {} {label}: {state}",
                    table.id,
                    table.kind.name()
                ))
                .or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (label, count) in counts.iter().take(25) {
        println!("    open {count:>5} {label}");
    }
}

fn state(state: CoverageState) -> &'static str {
    match state {
        CoverageState::Consistent => "consistent",
        CoverageState::Inconsistent => "inconsistent",
        CoverageState::Undetermined => "undetermined",
        CoverageState::Spent => "spent",
        CoverageState::NotCheckable => "not checkable",
        CoverageState::NotUnderstood => "not understood",
    }
}

fn print_table(table: &Table) {
    println!(
        "  == {} {:?} 「{}」 {:?} printed={} lines {}-{} p{:?} {:?} {:?}",
        table.id,
        table.kind,
        table.title,
        table.unit,
        table.unit_printed,
        table.place.line,
        table.last_line,
        table.place.page,
        table.state,
        table.doubts
    );
    for (index, column) in table.columns.iter().enumerate() {
        println!(
            "     col {index} lane {} {:?} {:?} {}",
            column.lane,
            column.role,
            column.kind,
            column.path.join("/")
        );
    }
    for row in &table.rows {
        let cells: Vec<String> = row
            .cells()
            .iter()
            .map(|cell| format!("{:?}={:?}", cell.column(), cell.raw()))
            .collect();
        println!(
            "     {}:{} {:?} d{} [{}] {} | {}",
            row.index(),
            row.lane(),
            row.kind(),
            row.depth(),
            row.code(),
            row.name(),
            cells.join(" ")
        );
    }
}
