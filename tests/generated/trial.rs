//! One made-up disclosure, with an error put in or without, and what the checks said: for the tests and for `cargo run --example quality`.

use std::collections::BTreeMap;

use chazhang::check::{EvidenceRole, Finding, Severity, check};
use chazhang::model::{Disclosure, DisclosureId, TableKind};

use crate::generator::print::Stated;
use crate::generator::random::Random;
use crate::generator::style::Style;
use crate::inject::{Error, inject};

/// What the checks said of a disclosure with one error in it.
pub(crate) struct Trial {
    /// Where the error was put, for people.
    pub(crate) what: String,
    /// Errors and warnings.
    pub(crate) findings: Vec<Aimed>,
}

/// A finding, and how near it comes to the error that was put in.
pub(crate) struct Aimed {
    pub(crate) rule: &'static str,
    pub(crate) aim: Aim,
}

/// How near a finding comes to the error, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Aim {
    /// The error is no part of its evidence.
    Elsewhere,
    /// The changed figure (or the table that lacks a row) is part of its evidence.
    RestsOnIt,
    /// That is where it says to look first.
    NamesIt,
}

impl Trial {
    /// The nearest of the findings; `None` when there is none.
    pub(crate) fn aim(&self) -> Option<Aim> {
        self.findings.iter().map(|finding| finding.aim).max()
    }
}

/// Errors and warnings in a text.
pub(crate) fn accusations(text: &str) -> Vec<Finding> {
    read(text).1
}

fn read(text: &str) -> (Disclosure, Vec<Finding>) {
    let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
    let mut findings = check(DisclosureId(0), &disclosure).findings;
    findings.retain(|finding| finding.severity != Severity::Info);
    (disclosure, findings)
}

/// Puts an error into an exact disclosure; `None` where it has no place for such an error.
pub(crate) fn trial(style: &Style, seed: u64, error: Error) -> Option<Trial> {
    let (book, clean) = style.forms(seed, true);
    let mut forms = clean.clone();
    let mut random = Random::new(seed * 31 + error as u64);
    let injected = inject(&mut forms, error, &mut random)?;
    let before = style.print(&book, &clean).stated;
    let printed = style.print(&book, &forms);
    let changed = changed(&before, &printed.stated);
    let (disclosure, findings) = read(&printed.text);
    let aimed = findings.iter().map(|finding| Aimed {
        rule: finding.rule,
        aim: match error {
            Error::DroppedRow => aim_at_table(&disclosure, finding, injected.kind),
            _ => aim_at_figures(finding, &changed),
        },
    });
    Some(Trial {
        what: injected.what,
        findings: aimed.collect(),
    })
}

/// Where the figures begin that are printed now and were not printed before.
fn changed(before: &[Stated], after: &[Stated]) -> Vec<u32> {
    let name = |stated: &Stated| {
        format!(
            "{}\t{}\t{}\t{}\t{}",
            stated.kind.name(),
            stated.code,
            stated.name,
            stated.path,
            stated.raw
        )
    };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for stated in before {
        *known.entry(name(stated)).or_default() += 1;
    }
    let is_new = |stated: &&Stated| match known.get_mut(&name(stated)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after
        .iter()
        .filter(is_new)
        .map(|stated| stated.start)
        .collect()
}

fn aim_at_figures(finding: &Finding, changed: &[u32]) -> Aim {
    let mut aim = Aim::Elsewhere;
    for evidence in &finding.evidence {
        if changed.contains(&evidence.place.span.start) {
            let named = evidence.role == EvidenceRole::Primary;
            aim = aim.max(if named { Aim::NamesIt } else { Aim::RestsOnIt });
        }
    }
    aim
}

/// A row that is gone is printed nowhere: its table is as near as a finding can come.
fn aim_at_table(disclosure: &Disclosure, finding: &Finding, kind: TableKind) -> Aim {
    let kinds = finding.evidence.iter().filter_map(|evidence| {
        let table = evidence
            .cell
            .map(|cell| cell.row.table)
            .or(evidence.table)?;
        Some((disclosure.tables.get(table.table)?.kind, evidence.role))
    });
    kinds
        .filter(|(found, _)| *found == kind)
        .map(|(_, role)| match role {
            EvidenceRole::Primary => Aim::NamesIt,
            EvidenceRole::Secondary => Aim::RestsOnIt,
        })
        .max()
        .unwrap_or(Aim::Elsewhere)
}
