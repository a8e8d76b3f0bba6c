//! What a list says of its findings: how many, their amounts and words, and where to look for them.

use super::canvas::{Span, span};
use super::data::FindingId;
use super::finding_list::by_severity;
use super::scene::{Scene, severity_role};
use crate::check::{Finding, Severity};
use crate::model::DisclosureId;

/// Printed and computed total with their difference; the stake when nothing is computed.
pub(super) fn amounts(scene: &Scene, finding: &Finding) -> String {
    let unit = scene.unit_of(finding);
    match &finding.computation {
        Some(computation) => {
            let write = |amount| scene.result(amount, computation, &unit);
            let printed = if computation.total.printed.is_empty() {
                scene.text("finding.blank").to_owned()
            } else {
                write(computation.printed().0)
            };
            scene.fill(
                "finding.amounts",
                &[
                    ("printed", &printed),
                    ("computed", &write(computation.computed)),
                    ("difference", &write(computation.difference)),
                ],
            )
        }
        None if finding.stake.is_zero() => String::new(),
        None => scene.fill(
            "finding.stake",
            &[("stake", &scene.amount(finding.stake, &unit))],
        ),
    }
}

/// Page or line and table, after the body when findings of several are listed.
pub(super) fn place_words(scene: &Scene, finding: &Finding, body: Option<DisclosureId>) -> String {
    let mut words = Vec::new();
    if let Some(id) = body {
        words.push(scene.disclosure_label(id));
    }
    if let Some(evidence) = finding.evidence.first() {
        // The name of a table may be long, and then its end is missing.
        words.push(scene.place_words(finding.disclosure, evidence.place));
        match evidence.table {
            Some(table) => words.push(scene.table_label(table)),
            None => words.push(scene.text("finding.prose").to_owned()),
        }
    }
    words.join("  ")
}

/// What was said of a finding, then what it says itself.
pub(super) fn words(scene: &Scene, id: FindingId) -> String {
    let language = scene.settings.language;
    let statement = scene
        .data
        .finding(id)
        .map_or("", |finding| finding.statement.in_language(language));
    match scene.review_words(id) {
        Some(review) => format!("{review}  {statement}"),
        None => statement.to_owned(),
    }
}

/// How many findings of each severity are open, worst first.
pub(super) fn counts(scene: &Scene, list: &[FindingId]) -> Vec<Span> {
    Severity::ALL
        .into_iter()
        .zip(by_severity(scene, list))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let text = format!(" {}{count}", severity.letter());
            span(text, severity_role(severity))
        })
        .collect()
}
