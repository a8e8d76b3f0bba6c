//! What the checks say of made-up disclosures: exact and rounded ones pass, injected errors are found.

use std::collections::BTreeMap;

use chazhang::check::Finding;
use rayon::prelude::*;

use crate::generator::style::{STYLES, Style};
use crate::inject::Error;
use crate::oracle::Effect;
use crate::told::{Slip, told_trial};
use crate::trial::{Aim, accusations, trial};

/// Seeds for each layout; `SEEDS=2000` looks at more.
fn seeds(usual: u64) -> u64 {
    let wanted = std::env::var("SEEDS").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn describe(finding: &Finding) -> String {
    let evidence: Vec<String> = finding
        .evidence
        .iter()
        .map(|evidence| format!("{}:{}", evidence.place.line, evidence.text))
        .collect();
    format!(
        "{} {} [{}]",
        finding.rule,
        finding.statement.zh,
        evidence.join(", ")
    )
}

#[test]
fn exact_and_rounded_disclosures_are_not_accused() {
    let cases: Vec<(&Style, u64, bool)> = STYLES
        .iter()
        .flat_map(|style| (0..seeds(24)).map(move |seed| (style, seed, seed % 2 == 0)))
        .collect();
    let accused: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|&(style, seed, exact)| {
            let (book, forms) = style.forms(seed, exact);
            let findings = accusations(&style.print(&book, &forms).text);
            findings.into_iter().map(move |finding| {
                format!(
                    "{} seed {seed} exact {exact}: {}",
                    style.name,
                    describe(&finding)
                )
            })
        })
        .collect();
    let shown = accused
        .iter()
        .take(60)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        accused.is_empty(),
        "{} of {}\n{shown}",
        accused.len(),
        cases.len()
    );
}

/// Found and tried, by layout kind and error; only errors that contradict something printed count.
type Recall = BTreeMap<(bool, Error), (usize, usize, Vec<String>)>;

#[test]
fn injected_errors_are_found() {
    let cases: Vec<(&Style, u64, Error)> = STYLES
        .iter()
        .flat_map(|style| (0..seeds(6)).map(move |seed| (style, seed)))
        .flat_map(|(style, seed)| Error::ALL.map(|error| (style, seed, error)))
        .collect();
    let tried: Vec<(bool, Error, bool, String)> = cases
        .par_iter()
        .filter_map(|&(style, seed, error)| {
            let trial = trial(style, seed, error)?;
            let what = format!("{} seed {seed} {error:?}: {}", style.name, trial.what);
            let stray: Vec<&str> = trial
                .findings
                .iter()
                .filter(|finding| finding.aim == Aim::Elsewhere)
                .map(|finding| finding.rule)
                .collect();
            assert!(stray.is_empty(), "{what}: {stray:?} rest on something else");
            let found = trial.aim().is_some();
            // What somebody could have meant must not be called wrong.
            let innocent = trial.effect != Effect::Contradiction;
            assert!(
                !(innocent && found),
                "{what}: accused, though every sum can hold"
            );
            (!innocent).then(|| (style.is_grid(), error, found, what))
        })
        .collect();
    let mut recall = Recall::new();
    for (grid, error, found, what) in tried {
        let entry = recall.entry((grid, error)).or_default();
        entry.0 += usize::from(found);
        entry.1 += 1;
        if !found {
            entry.2.push(what);
        }
    }
    for ((grid, error), (found, tried, missed)) in &recall {
        let layout = if *grid { "tabs" } else { "spaces" };
        println!("{layout:<7} {error:<15?} {found:>4} of {tried:>4}");
        for what in missed.iter().take(8) {
            println!("        missed: {what}");
        }
        let enough = found * 100 >= tried * least_found(*grid, *error);
        assert!(enough, "{layout} {error:?}: {found} of {tried}");
    }
}

/// Errors of the running text that must be found, in percent, whatever the layout.
const LEAST_TOLD: usize = 95;

#[test]
fn errors_put_into_the_running_text_are_found() {
    let cases: Vec<(&Style, u64, Slip)> = STYLES
        .iter()
        .flat_map(|style| (0..seeds(6)).map(move |seed| (style, seed)))
        .flat_map(|(style, seed)| Slip::ALL.map(|slip| (style, seed, slip)))
        .collect();
    let tried: Vec<(Slip, bool, String)> = cases
        .par_iter()
        .filter_map(|&(style, seed, slip)| {
            let trial = told_trial(style, seed, slip)?;
            let what = format!("{} seed {seed} {slip:?}: {}", style.name, trial.what);
            for finding in &trial.findings {
                let stray = finding.aim == Aim::Elsewhere;
                assert!(!stray, "{what}: {} rests on something else", finding.rule);
            }
            Some((slip, trial.aim().is_some(), what))
        })
        .collect();
    for slip in Slip::ALL {
        let of_kind = tried.iter().filter(|(kind, ..)| *kind == slip);
        let missed: Vec<&String> = of_kind
            .clone()
            .filter(|(_, found, _)| !found)
            .map(|(_, _, what)| what)
            .collect();
        let all = of_kind.count();
        println!("{slip:<10?} {} of {all}", all - missed.len());
        for what in missed.iter().take(8) {
            println!("        missed: {what}");
        }
        assert!(
            (all - missed.len()) * 100 >= all * LEAST_TOLD,
            "{slip:?}: {} of {all} missed",
            missed.len()
        );
    }
}

/// Errors that must be found, in percent. Where empty cells are lost, many figures stand in no
/// certain column and nothing may be accused on them. A missing row with parents or parts in print,
/// and an amount moved together with the only part below it, leave every printed sum intact.
fn least_found(grid: bool, error: Error) -> usize {
    match (grid, error) {
        (true, Error::DroppedRow) => 60,
        (true, Error::MovedColumn) => 75,
        (true, _) => 95,
        (false, Error::StaleTotal) => 85,
        (false, Error::DroppedRow) => 55,
        (false, Error::MovedColumn) => 5,
        (false, _) => 25,
    }
}
