//! Turns contradictions with one cause into one finding: words, evidence, computation, siblings, key.

use super::cause::Cause;
use super::facts::Facts;
use super::finding::{Evidence, EvidenceRole, Finding, Severity, Sibling};
use super::relation::Claim;
use super::rule::Rule;
use super::work::Worked;
use super::{alternatives, diagnosis, judge, key, wording};
use crate::model::{Amount, CellId, Certainty};

/// More relations than this are not listed as holding; they add no proof.
const MOST_SIBLINGS: usize = 5;

/// The finding for contradictions with one cause.
#[must_use]
pub fn finding(facts: &Facts<'_>, worked: &[Worked], cause: &Cause) -> Option<Finding> {
    let rule = worked.get(*cause.members.first()?)?.relation.rule;
    finding_by(facts, worked, cause, rule)
}

/// The same in the name of another rule.
#[must_use]
pub fn finding_by(
    facts: &Facts<'_>,
    worked: &[Worked],
    cause: &Cause,
    rule: &Rule,
) -> Option<Finding> {
    let main = worked.get(*cause.members.first()?)?;
    let text_layer = may_be_extraction(facts, worked, cause);
    let severity = if text_layer {
        rule.severity.max(Severity::Warning)
    } else {
        rule.severity
    };
    let evidence = evidence(facts, worked, cause, main);
    let mut statement = wording::statement(facts, main);
    wording::append_scope(&mut statement, facts, cause);
    if text_layer && severity != Severity::Info {
        wording::append_text_layer(&mut statement);
    }
    Some(Finding {
        key: key::key(facts, rule.code, &evidence),
        rule: rule.code,
        disclosure: facts.id,
        severity,
        certainty: rule.certainty,
        title: rule.title.owned(),
        statement,
        computation: main.computation.clone(),
        diagnosis: diagnosis::diagnose(facts, worked, cause),
        alternatives: alternatives::alternatives(facts, main),
        verify: wording::verify(facts, main),
        siblings: siblings(worked, cause),
        evidence,
        possible_extraction_fault: text_layer,
        stake: stake(facts, main),
    })
}

/// Whether a lost row, a lost cell or a recovered column could have produced the contradiction.
///
/// Rows that fall short of their total may simply not have survived the extraction, unless one
/// printed figure settles this and other contradictions as well.
fn may_be_extraction(facts: &Facts<'_>, worked: &[Worked], cause: &Cause) -> bool {
    let pinned = cause.culprit.is_some() && cause.members.len() > 1;
    let mut members = cause.members.iter().filter_map(|&index| worked.get(index));
    members.any(|member| {
        let recovered = member.stakes.iter().any(|(_, cell, _)| {
            facts
                .cell(*cell)
                .is_some_and(|cell| cell.certainty != Certainty::Printed)
        });
        let short = member.weighed.as_ref().is_some_and(judge::terms_fall_short);
        recovered || (member.relation.row_may_be_lost && short && !pinned)
    })
}

/// The culprit or the total first, then every other printed figure in document order.
fn evidence(facts: &Facts<'_>, worked: &[Worked], cause: &Cause, main: &Worked) -> Vec<Evidence> {
    let first = cause
        .culprit
        .map(|culprit| culprit.cell)
        .or_else(|| main.stakes.first().map(|(_, cell, _)| *cell));
    let mut cells: Vec<CellId> = main.stakes.iter().map(|(_, cell, _)| *cell).collect();
    for member in cause.members.iter().filter_map(|&index| worked.get(index)) {
        cells.extend(member.stakes.first().map(|(_, cell, _)| *cell));
    }
    if let Some(missing) = diagnosis::missing_row(facts, main) {
        cells.extend(facts.cell_id(missing.elsewhere));
    }
    cells.sort_unstable();
    cells.dedup();
    cells.retain(|cell| Some(*cell) != first);
    let mut found: Vec<Evidence> = first
        .into_iter()
        .map(|cell| (EvidenceRole::Primary, cell))
        .chain(
            cells
                .into_iter()
                .map(|cell| (EvidenceRole::Secondary, cell)),
        )
        .filter_map(|(role, cell)| cell_evidence(facts, role, cell))
        .collect();
    if let Claim::Nothing {
        table, note, place, ..
    } = &main.relation.claim
    {
        found.push(Evidence {
            role: EvidenceRole::Secondary,
            cell: None,
            table: Some(facts.table_id(*table)),
            place: *place,
            text: note.clone(),
        });
    }
    found
}

fn cell_evidence(facts: &Facts<'_>, role: EvidenceRole, cell: CellId) -> Option<Evidence> {
    let found = facts
        .row(cell.row.table.table, cell.row.row)?
        .cells
        .get(cell.cell)?;
    Some(Evidence {
        role,
        cell: Some(cell),
        table: Some(cell.row.table),
        place: found.place,
        text: found.raw().to_owned(),
    })
}

/// Relations over some of the same figures that hold.
fn siblings(worked: &[Worked], cause: &Cause) -> Vec<Sibling> {
    let cells: Vec<CellId> = cause
        .members
        .iter()
        .filter_map(|&index| worked.get(index))
        .flat_map(|member| member.stakes.iter().map(|(_, cell, _)| *cell))
        .collect();
    worked
        .iter()
        .filter(|other| other.holds())
        .filter(|other| other.stakes.iter().any(|(_, cell, _)| cells.contains(cell)))
        .take(MOST_SIBLINGS)
        .map(|other| Sibling {
            text: other.relation.statement.clone(),
        })
        .collect()
}

/// The gap; for claims of emptiness the greatest figure.
fn stake(facts: &Facts<'_>, main: &Worked) -> Amount {
    match &main.weighed {
        Some(weighed) => weighed.difference.abs(),
        None => main
            .stakes
            .iter()
            .filter_map(|(spot, ..)| facts.figure(*spot)?.amount())
            .map(Amount::abs)
            .max()
            .unwrap_or(Amount::ZERO),
    }
}
