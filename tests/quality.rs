//! docs/quality.md is written by `cargo run --release --example quality`; it must speak of the rules there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chazhang::check::{CoverageState, rules};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/quality.md");
    fs::read_to_string(path).expect("docs/quality.md")
}

/// First cells of the rows of a table.
fn first_cells(page: &str, name: &str) -> BTreeSet<String> {
    let begin = format!("<!-- begin {name} -->");
    let end = format!("<!-- end {name} -->");
    let (_, rest) = page.split_once(&begin).expect("the table begins");
    let (table, _) = rest.split_once(&end).expect("the table ends");
    table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .skip(1)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_rule_has_its_line_and_no_other() {
    let expected: BTreeSet<String> = rules()
        .iter()
        .map(|rule| format!("{} {}", rule.code, rule.name))
        .collect();
    assert_eq!(
        first_cells(&page(), "rules"),
        expected,
        "run cargo run --release --example quality"
    );
}

#[test]
fn every_table_is_filled() {
    let page = page();
    for name in ["injected", "truth", "corpus"] {
        assert!(first_cells(&page, name).len() > 1, "{name}");
    }
    let states: BTreeSet<String> = CoverageState::ALL
        .iter()
        .map(|state| state.name().replace('_', " "))
        .collect();
    assert_eq!(first_cells(&page, "ledger"), states);
}
