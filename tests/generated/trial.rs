//! One made-up disclosure, with an error put in or without, and what the checks said: for the tests and for `cargo run --example quality`.

use std::collections::BTreeMap;

use chazhang::check::{Evidence, EvidenceRole, Finding, Severity, check};
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
    /// The changed figure is part of its evidence; for one that is gone, its row or column.
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
    let here = Changed {
        appeared: without(&printed.stated, &before)
            .iter()
            .map(|stated| stated.start)
            .collect(),
        vanished: without(&before, &printed.stated)
            .iter()
            .map(|stated| (stated.kind, stated.path.clone(), bare(&stated.name)))
            .collect(),
    };
    let (disclosure, findings) = read(&printed.text);
    let aimed = findings.iter().map(|finding| Aimed {
        rule: finding.rule,
        aim: match error {
            Error::DroppedRow | Error::MovedColumn => here.aim_at_lines(&disclosure, finding),
            _ => here.aim_at_figures(finding),
        },
    });
    Some(Trial {
        what: injected.what,
        findings: aimed.collect(),
    })
}

/// The figures of one side that the other does not print.
fn without<'s>(all: &'s [Stated], other: &[Stated]) -> Vec<&'s Stated> {
    let name = |stated: &Stated| {
        let Stated {
            code,
            name,
            path,
            raw,
            ..
        } = stated;
        format!("{}\t{code}\t{name}\t{path}\t{raw}", stated.kind.name())
    };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for stated in other {
        *known.entry(name(stated)).or_default() += 1;
    }
    let mut rest: Vec<&Stated> = all.iter().collect();
    rest.retain(|stated| match known.get_mut(&name(stated)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    rest
}

/// What the error changed in print.
struct Changed {
    /// Where the figures begin that are printed now and were not printed before.
    appeared: Vec<u32>,
    /// Table kind, column and row of the figures that are not printed any more.
    vanished: Vec<(TableKind, String, String)>,
}

impl Changed {
    fn aim_at_figures(&self, finding: &Finding) -> Aim {
        nearest(finding, |evidence| {
            self.appeared.contains(&evidence.place.span.start)
        })
    }

    /// What is gone is printed nowhere: its column and its row are as near as a finding can come.
    fn aim_at_lines(&self, disclosure: &Disclosure, finding: &Finding) -> Aim {
        let is_near = |evidence: &Evidence| {
            let cell = evidence.cell?;
            let table = disclosure.tables.get(cell.row.table.table)?;
            let row = table.rows.get(cell.row.row)?;
            let column = table.columns.get(row.cells.get(cell.cell)?.column?)?;
            let (path, name) = (bare(&column.path.join("/")), bare(&row.name));
            let mut vanished = self.vanished.iter();
            vanished
                .any(|(kind, column, row)| *kind == table.kind && (*column == path || *row == name))
                .then_some(())
        };
        self.aim_at_figures(finding)
            .max(nearest(finding, |evidence| is_near(evidence).is_some()))
    }
}

/// How near a finding comes when some of its evidence is near.
fn nearest(finding: &Finding, is_near: impl Fn(&Evidence) -> bool) -> Aim {
    let near = finding.evidence.iter().filter(|evidence| is_near(evidence));
    near.map(|evidence| match evidence.role {
        EvidenceRole::Primary => Aim::NamesIt,
        EvidenceRole::Secondary => Aim::RestsOnIt,
    })
    .max()
    .unwrap_or(Aim::Elsewhere)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
