//! One made-up disclosure, with an error put in or without, and what the checks said: for the tests and for `cargo run --example quality`.

use std::collections::BTreeMap;

use chazhang::check::{Evidence, EvidenceRole, Finding, Severity, check};
use chazhang::model::{Disclosure, DisclosureId, RowRef, TableKind};

use crate::generator::print::Stated;
use crate::generator::random::Random;
use crate::generator::style::Style;
use crate::inject::{Error, inject};
use crate::oracle::{Effect, effect};

/// What the checks said of a disclosure with one error in it.
pub(crate) struct Trial {
    /// Where the error was put, for people.
    pub(crate) what: String,
    /// What the error does to the forms.
    pub(crate) effect: Effect,
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
    let before = style.print(&book, &clean);
    let printed = style.print(&book, &forms);
    let effect = if printed.text == before.text {
        Effect::Unprinted
    } else {
        effect(
            &clean,
            &forms,
            injected.at,
            &style.told(&book),
            &style.layout,
        )
    };
    let before = before.stated;
    let here = Changed {
        appeared: without(&printed.stated, &before)
            .iter()
            .map(|stated| stated.start)
            .collect(),
        vanished: without(&before, &printed.stated)
            .iter()
            .map(|stated| Gone {
                kind: stated.kind,
                path: stated.path.clone(),
                name: bare(&stated.name),
                code: stated.code.clone(),
            })
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
        effect,
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
    /// The figures that are not printed any more.
    vanished: Vec<Gone>,
}

/// Where a figure stood that is not printed any more.
struct Gone {
    kind: TableKind,
    path: String,
    name: String,
    code: String,
}

impl Gone {
    /// Whether a row is the one it stood in, or one of its parts.
    fn is_above(&self, row: RowRef<'_>) -> bool {
        let part = !self.code.is_empty() && row.main_code().starts_with(&self.code);
        part || self.name == bare(row.name())
    }
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
            let (table, row, column) = match evidence.cell {
                Some(cell) => {
                    let table = disclosure.tables.get(cell.row.table.table)?;
                    let row = table.rows.get(cell.row.row)?;
                    let column = table.columns.get(row.cells().get(cell.cell)?.column()?)?;
                    (table, row, bare(&column.path.join("/")))
                }
                // Evidence that a figure is missing is the row it is missing from.
                None => {
                    let table = disclosure.tables.get(evidence.table?.table)?;
                    let printed = |row: &RowRef<'_>| row.place().line == evidence.place.line;
                    (table, table.rows.iter().find(printed)?, String::new())
                }
            };
            let mut vanished = self.vanished.iter();
            vanished
                .any(|gone| gone.kind == table.kind && (gone.path == column || gone.is_above(row)))
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
