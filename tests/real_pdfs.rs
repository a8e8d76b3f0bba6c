//! Runs the library on every real PDF: tables named, figures vouched for, nothing accused by misreading, the rest said to be no disclosure.
//!
//! The documents are no part of the repository, and neither are their names: only counts stand here.

#[path = "support/shared.rs"]
mod shared;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chazhang::check::{self, CoverageState, DisclosureReport, Finding, Severity};
use chazhang::load;
use chazhang::model::{Disclosure, DisclosureId, ProblemKind, RowRef};

/// Share of all figures, in percent, that stand in a relation that holds.
const LEAST_VOUCHED: usize = 93;
/// Documents that hold no tables at all: the tables were published as a file of their own.
const EXPLANATIONS: usize = 9;
/// Documents whose printed figures contradict each other, looked up on the drawn pages.
const CONTRADICTORY: usize = 3;

/// Rules that rest on tables alone.
const TABLE_RULES: [&str; 4] = ["A", "D", "G", "T"];

struct Read {
    disclosure: Disclosure,
    report: DisclosureReport,
}

/// The published budgets and final accounts, read once for all tests.
fn budgets() -> &'static [Read] {
    static ALL: OnceLock<Vec<Read>> = OnceLock::new();
    ALL.get_or_init(|| read_all("pdf"))
}

fn read_all(folder: &str) -> Vec<Read> {
    let Some(root) = shared::root() else {
        return Vec::new();
    };
    files(&root.join("disclosures").join(folder))
        .iter()
        .map(|path| {
            let bytes = fs::read(path).expect("a published file");
            let disclosure = load::load("published.pdf", &bytes);
            let report = check::check(DisclosureId::default(), &disclosure);
            Read { disclosure, report }
        })
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of published files");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn published_budgets_are_read_and_vouched_for() {
    let all = budgets();
    if all.is_empty() {
        return;
    }
    let with_tables: Vec<&Read> = all
        .iter()
        .filter(|read| read.disclosure.has_statutory_table())
        .collect();
    assert_eq!(all.len() - with_tables.len(), EXPLANATIONS);
    // Explanations whose tables are published apart are read for what they say.
    let said = |read: &&Read| !read.disclosure.claims.is_empty();
    assert!(
        all.iter()
            .filter(|read| read.disclosure.tables.is_empty())
            .all(|read| said(&read))
    );
    let (mut figures, mut vouched) = (0, 0);
    for read in &with_tables {
        let disclosure = &read.disclosure;
        assert!(disclosure.tables.len() >= 9, "{}", disclosure.department);
        assert!(disclosure.year.is_some() && disclosure.stage.is_some());
        assert!(disclosure.source.page_count() > 0);
        figures += read.report.coverage.len();
        let holds = |state: CoverageState| state == CoverageState::Consistent;
        vouched += read
            .report
            .coverage
            .iter()
            .filter(|covered| holds(covered.state))
            .count();
    }
    assert!(figures > 46_000, "{figures} figures");
    assert!(
        vouched * 100 >= figures * LEAST_VOUCHED,
        "{vouched} of {figures}"
    );
}

#[test]
fn every_body_is_named() {
    let unnamed = budgets()
        .iter()
        .filter(|read| read.disclosure.department.chars().count() < 4)
        .count();
    assert_eq!(unnamed, 0);
}

#[test]
fn nobody_is_accused_of_what_was_misread() {
    let accused: Vec<String> = budgets()
        .iter()
        .filter(|read| {
            let table = |finding: &Finding| {
                TABLE_RULES
                    .iter()
                    .any(|rule| finding.rule.starts_with(rule))
            };
            let mut findings = read.report.findings.iter();
            findings.any(|finding| finding.severity != Severity::Info && table(finding))
        })
        .map(|read| read.disclosure.department.clone())
        .collect();
    assert!(accused.len() <= CONTRADICTORY, "{accused:?}");
}

#[test]
fn every_place_is_on_its_page() {
    for read in budgets() {
        let source = &read.disclosure.source;
        for table in &read.disclosure.tables {
            for cell in table.rows.iter().flat_map(RowRef::cells) {
                assert_eq!(cell.place().page, source.page_at(cell.place().line));
                // Cells merged over rows print their words once; forms join them.
                let printed = source.slice(cell.place().span).replace(' ', "");
                assert!(cell.raw().contains(&printed), "{printed} {}", cell.raw());
            }
        }
    }
}

#[test]
fn other_publications_are_no_disclosures() {
    for read in read_all("not-disclosures") {
        let disclosure = &read.disclosure;
        assert!(!disclosure.is_disclosure() && disclosure.tables.is_empty());
        let said = |kind: ProblemKind| disclosure.problems.iter().any(|one| one.kind == kind);
        assert!(said(ProblemKind::NotADisclosure));
        assert!(read.report.findings.is_empty());
    }
}

#[test]
fn hostile_files_are_named() {
    for read in read_all("hostile") {
        assert!(!read.disclosure.problems.is_empty());
        assert!(read.report.findings.is_empty());
    }
}
