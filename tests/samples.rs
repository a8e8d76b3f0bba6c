//! The embedded samples are what their README says: two without a contradiction, one with the planted ones.

use std::fs;
use std::path::Path;

use chazhang::check::{DisclosureReport, Finding, Severity};
use chazhang::model::{Disclosure, DisclosureId, Stage};

const CLEAN: &str = "yunshan-water-2025-budget.txt";
const ROUNDED: &str = "qingxi-health-2024-final.txt";
const PLANTED: &str = "baiyu-culture-2025-budget.txt";

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    fs::read_to_string(folder.join(name)).expect("sample")
}

fn judged(name: &str) -> (Disclosure, DisclosureReport) {
    let disclosure = chazhang::load::load(name, read(name).as_bytes());
    let report = chazhang::check::check(DisclosureId(0), &disclosure);
    (disclosure, report)
}

struct Planted {
    line: u32,
    kind: String,
    printed: String,
}

/// The rows of the README's table of planted contradictions.
fn planted() -> Vec<Planted> {
    let readme = read("README.md");
    let rows: Vec<Planted> = readme
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            Some(Planted {
                line: cells.first()?.parse().ok()?,
                kind: (*cells.get(1)?).to_owned(),
                printed: cells.get(2)?.trim_matches('`').to_owned(),
            })
        })
        .collect();
    assert!(
        rows.len() >= 8,
        "the README lists the planted contradictions"
    );
    rows
}

fn accusations(report: &DisclosureReport) -> Vec<&Finding> {
    report
        .findings
        .iter()
        .filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning))
        .collect()
}

#[test]
fn the_readme_quotes_the_planted_lines() {
    let text = read(PLANTED);
    let lines: Vec<&str> = text.lines().collect();
    for planted in planted() {
        let line = lines[planted.line as usize - 1];
        let printed: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(printed.join(" "), planted.printed, "line {}", planted.line);
    }
}

#[test]
fn samples_are_read_as_what_they_are() {
    for (name, year, stage, tables) in [
        (CLEAN, 2025, Stage::Budget, 19),
        (ROUNDED, 2024, Stage::FinalAccount, 11),
        (PLANTED, 2025, Stage::Budget, 15),
    ] {
        let (disclosure, _) = judged(name);
        assert_eq!(disclosure.year.map(|year| year.0), Some(year), "{name}");
        assert_eq!(disclosure.stage, Some(stage), "{name}");
        assert_eq!(disclosure.tables.len(), tables, "{name}");
        assert!(
            disclosure.problems.is_empty(),
            "{name}: {:?}",
            disclosure.problems
        );
    }
}

#[test]
fn clean_samples_are_not_accused() {
    for name in [CLEAN, ROUNDED] {
        let (_, report) = judged(name);
        let said: Vec<&str> = accusations(&report)
            .iter()
            .map(|finding| finding.statement.en.as_str())
            .collect();
        assert_eq!(said, [""; 0], "{name}");
        assert!(!report.verdicts.is_empty(), "{name} was judged");
    }
}

#[test]
fn every_planted_contradiction_is_found() {
    let (_, report) = judged(PLANTED);
    let mut missed = Vec::new();
    for planted in planted() {
        let cites = |finding: &&Finding| {
            finding
                .evidence
                .iter()
                .any(|evidence| evidence.place.line == planted.line)
        };
        let found = accusations(&report).iter().any(cites);
        if !found {
            missed.push(format!("line {}: {}", planted.line, planted.kind));
        }
    }
    assert_eq!(missed, [""; 0]);
}

#[test]
fn nothing_else_in_the_planted_sample_is_accused() {
    let (_, report) = judged(PLANTED);
    let planted: Vec<u32> = planted().iter().map(|planted| planted.line).collect();
    let stray: Vec<&str> = accusations(&report)
        .iter()
        .filter(|finding| {
            finding
                .evidence
                .iter()
                .all(|evidence| !planted.contains(&evidence.place.line))
        })
        .map(|finding| finding.statement.en.as_str())
        .collect();
    assert_eq!(stray, [""; 0]);
}
