//! What a list says of a finding: its amounts and where to look for it.

use super::scene::Scene;
use crate::check::Finding;
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
