//! The ledger divides the figures: each is in exactly one state, in the document and in its table, whatever is wrong with it.

use std::collections::BTreeSet;

use chazhang::check::{CoverageState, DisclosureReport, Origin, Severity, check};
use chazhang::model::{CellId, Disclosure, DisclosureId, RowId, TableId};
use proptest::prelude::*;

use crate::generator::random::Random;
use crate::generator::style::STYLES;
use crate::inject::{Error, inject};

/// Every figure of every table.
fn figures(disclosure: &Disclosure) -> Vec<CellId> {
    let mut figures = Vec::new();
    for (table, found) in disclosure.tables.iter().enumerate() {
        let table = TableId {
            disclosure: DisclosureId(0),
            table,
        };
        for (row, printed) in found.rows.iter().enumerate() {
            let cells = printed.cells().iter().enumerate();
            let numbers = cells.filter(|(_, cell)| cell.figure().is_some());
            figures.extend(numbers.map(|(cell, _)| CellId {
                row: RowId { table, row },
                cell,
            }));
        }
    }
    figures
}

fn sum(counts: &[(CoverageState, usize)]) -> usize {
    counts.iter().map(|(_, count)| count).sum()
}

/// What must hold of any document.
fn assert_partition(disclosure: &Disclosure, report: &DisclosureReport) {
    let figures = figures(disclosure);
    let covered: Vec<CellId> = report.coverage.iter().map(|covered| covered.cell).collect();
    assert_eq!(covered, figures, "each figure once, in document order");
    let states = report.coverage_counts();
    assert_eq!(sum(&states), figures.len());
    let named: BTreeSet<CoverageState> = states.iter().map(|(state, _)| *state).collect();
    assert_eq!(
        named.len(),
        CoverageState::ALL.len(),
        "no state is left out"
    );
    let mut by_table = vec![0; CoverageState::ALL.len()];
    for table in 0..disclosure.tables.len() {
        let id = TableId {
            disclosure: DisclosureId(0),
            table,
        };
        let counts = report.table_counts(id);
        assert_eq!(sum(&counts), disclosure.tables[table].figure_count());
        for (total, (_, count)) in by_table.iter_mut().zip(counts) {
            *total += count;
        }
    }
    let whole: Vec<usize> = states.iter().map(|(_, count)| *count).collect();
    assert_eq!(by_table, whole, "tables add up to the document");
}

/// A contradiction in the ledger has a relation that fails, and nothing that passed has one.
fn assert_states_mean_what_they_say(report: &DisclosureReport) {
    for covered in report.coverage.iter() {
        let names: Vec<&str> = covered
            .relations
            .iter()
            .map(|&index| report.verdicts[index as usize].verdict.name())
            .collect();
        let fails = names.contains(&"inconsistent") || names.contains(&"undefined_base");
        match covered.state {
            CoverageState::Inconsistent => assert!(fails, "{covered:?} {names:?}"),
            CoverageState::Consistent => assert!(!fails && !names.is_empty(), "{names:?}"),
            CoverageState::Spent => assert!(names.contains(&"spent"), "{names:?}"),
            CoverageState::NotCheckable
            | CoverageState::Undetermined
            | CoverageState::NotUnderstood => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn states_divide_the_figures(
        style in 0..STYLES.len(),
        seed in 0u64..10_000,
        error in 0..=Error::ALL.len(),
        keep in 30u32..=100,
    ) {
        let style = &STYLES[style];
        let (book, mut forms) = style.forms(seed, seed % 2 == 0);
        if let Some(error) = Error::ALL.get(error) {
            let _ = inject(&mut forms, *error, &mut Random::new(seed));
        }
        let text = style.print(&book, &forms).text;
        // A text that ends anywhere, as a broken download does.
        let kept = text.chars().count() * keep as usize / 100;
        let text: String = text.chars().take(kept).collect();
        let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
        let report = check(DisclosureId(0), &disclosure);
        assert_partition(&disclosure, &report);
        assert_states_mean_what_they_say(&report);
        for finding in &report.findings {
            let spared = finding.origin() == Origin::Document
                || finding.severity >= Severity::Warning;
            prop_assert!(spared, "{} blames the document", finding.rule);
        }
    }
}
