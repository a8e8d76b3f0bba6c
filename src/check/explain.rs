//! Turns contradictions with one cause into one finding: words, evidence, computation, siblings, key.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::answered::Answered;
use super::cause::Cause;
use super::facts::Facts;
use super::finding::{Diagnosis, Evidence, EvidenceRole, Finding, Severity, Sibling};
use super::judge::Weighed;
use super::relation::{Claim, Operand, Relation, Spot};
use super::rule::Rule;
use super::surroundings::Surroundings;
use super::work::{Held, Worked};
use super::{alternatives, diagnosis, judge, key, stored, wording};
use crate::model::{Amount, CellRef, Certainty, Slot, Unit};

/// So many contradictions are held against each other in search of a lost cell.
const MOST_COMPARED: usize = 200;

/// The finding for contradictions with one cause.
#[must_use]
pub fn finding(
    facts: &Facts<'_>,
    answers: &[Answered],
    around: &Surroundings,
    cause: &Cause,
) -> Option<Finding> {
    let rule = answers.get(*cause.members.first()?)?.rule();
    finding_by(facts, answers, around, cause, rule)
}

/// The same in the name of another rule.
#[must_use]
pub fn finding_by(
    facts: &Facts<'_>,
    answers: &[Answered],
    around: &Surroundings,
    cause: &Cause,
    rule: &Rule,
) -> Option<Finding> {
    let members = cause.members.iter();
    let members: Vec<Cow<'_, Worked>> = members
        .filter_map(|&index| answers.get(index)?.worked(facts))
        .collect();
    let main = members.first()?.as_ref();
    let diagnosis = diagnosis::diagnose(facts, &members, cause);
    let text_layer = may_be_extraction(facts, around, cause, &members)
        || members.iter().any(|one| lacks_a_cell(facts, answers, one))
        || is_of_unknown_unit(facts, main, diagnosis.as_ref());
    let severity = if text_layer {
        rule.severity.max(Severity::Warning)
    } else {
        rule.severity
    };
    let evidence = evidence(facts, cause, &members, main);
    let computation = main.computation(facts);
    let mut statement = wording::statement(facts, main, computation.as_ref());
    stored::append_agreement(&mut statement, facts, computation.as_ref());
    if !main.leaving_nothing.is_empty() {
        wording::append_nothing_left(&mut statement);
    }
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
        diagnosis,
        alternatives: alternatives::alternatives(facts, main),
        verify: wording::verify(facts, main, computation.as_ref()),
        computation,
        siblings: siblings(facts, answers, around, &members),
        evidence,
        possible_extraction_fault: text_layer,
        stake: stake(facts, main),
    })
}

/// Whether a lost row, a lost cell or a recovered column could have produced the contradiction.
///
/// Rows that fall short of their total may simply not have survived the extraction, unless one
/// printed figure settles this and other contradictions as well.
fn may_be_extraction(
    facts: &Facts<'_>,
    around: &Surroundings,
    cause: &Cause,
    members: &[Cow<'_, Worked>],
) -> bool {
    let pinned = cause.culprit.is_some() && cause.members.len() > 1;
    members.iter().any(|member| {
        let recovered = member.stakes.iter().any(|held| {
            held.at
                .cell()
                .and_then(|spot| facts.cell(facts.cell_id(spot)?))
                .is_some_and(|cell| cell.certainty() != Certainty::Printed)
        });
        let torn = member.stakes.iter().any(|held| {
            let spot = held.at.cell();
            spot.is_some_and(|spot| facts.is_torn(spot.table(), spot.row()))
        });
        let mut spots = member.relation.spots().into_iter();
        let blank = spots.any(|spot| is_blank_of_lost_cells(facts, spot));
        let short = member.weighed.as_ref().is_some_and(judge::terms_fall_short);
        recovered
            || torn
            || blank
            || is_unconfirmed(around, member)
            || (member.relation.row_may_be_lost && short && !pinned)
    })
}

/// Whether a sum of a text falls short by what another one lacks at the same blank: row and column agree
/// that a figure is missing there.
fn lacks_a_cell(facts: &Facts<'_>, answers: &[Answered], member: &Worked) -> bool {
    let short = |weighed: &Option<Weighed>| weighed.as_ref().is_some_and(judge::terms_fall_short);
    if !facts.disclosure.source.format.is_empty() || !short(&member.weighed) {
        return false;
    }
    let spots = member.relation.spots().into_iter();
    let blanks: Vec<Spot> = spots
        .filter(|&spot| facts.slot(spot) == Slot::Blank)
        .collect();
    let failing = answers.iter().filter(|one| one.fails() && !one.is_ratio());
    !blanks.is_empty()
        && failing.take(MOST_COMPARED).any(|other| {
            let weighed = other.weighed(facts);
            let same = match (&member.weighed, &weighed) {
                (Some(one), Some(other)) => judge::same_gap(one, other),
                _ => false,
            };
            same && short(&weighed)
                && other.relation(facts).is_some_and(|relation| {
                    let crossed = is_in_a_row(&relation) != is_in_a_row(&member.relation);
                    crossed && relation.spots().iter().any(|spot| blanks.contains(spot))
                })
        })
}

/// Whether another unit would settle it, and a table in it prints none.
fn is_of_unknown_unit(facts: &Facts<'_>, main: &Worked, diagnosis: Option<&Diagnosis>) -> bool {
    let tables = main.relation.spots().into_iter().map(Spot::table);
    let mut tables = tables.filter_map(|table| facts.table(table));
    diagnosis.is_some_and(|one| one.fingerprint == "unit_slip")
        && tables.any(|table| !table.unit_printed)
}

/// Whether all figures of a relation stand beside each other.
fn is_in_a_row(relation: &Relation) -> bool {
    let rows: BTreeSet<(usize, usize)> = (relation.spots().iter())
        .map(|spot| (spot.table(), spot.row()))
        .collect();
    rows.len() == 1
}

/// Whether a position is blank in a row whose other figures had to be put back into their columns, in
/// one that has a name and no figure at all, or in one that has figures and nothing to tell whose.
fn is_blank_of_lost_cells(facts: &Facts<'_>, spot: Spot) -> bool {
    let row = facts.row(spot.table(), spot.row());
    facts.cell_id(spot).is_none()
        && row.is_some_and(|row| {
            let nameless = row.name().is_empty() && row.code().is_empty();
            let figures = || row.cells().iter().filter(CellRef::is_figure);
            nameless
                || figures().next().is_none()
                || figures().any(|cell| cell.certainty() != Certainty::Printed)
        })
}

/// Whether the text is held against a table cell that no other relation confirms: the cell may have
/// been read from a place where it does not stand.
fn is_unconfirmed(around: &Surroundings, member: &Worked) -> bool {
    let (said, printed): (Vec<&Held>, Vec<&Held>) =
        (member.stakes.iter()).partition(|held| held.at.cell().is_none());
    let mut printed = printed.into_iter();
    !said.is_empty() && printed.any(|held| !around.is_judged_in_tables(held.at))
}

/// The culprit or the total first, then every other printed figure in document order.
fn evidence(
    facts: &Facts<'_>,
    cause: &Cause,
    members: &[Cow<'_, Worked>],
    main: &Worked,
) -> Vec<Evidence> {
    let first = cause
        .culprit
        .map(|culprit| culprit.at)
        .or_else(|| main.stakes.first().map(|held| held.at));
    let mut places: Vec<Operand> = main.stakes.iter().map(|held| held.at).collect();
    for member in members {
        places.extend(member.stakes.first().map(|held| held.at));
        places.extend(&member.leaving_nothing);
    }
    let explained = alternatives::explanation(facts, main);
    places.extend(explained.into_iter().map(Operand::Cell));
    if let Some(missing) = diagnosis::missing_row(facts, main) {
        places.push(Operand::Cell(missing.elsewhere));
    }
    places.sort_unstable();
    places.dedup();
    places.retain(|at| Some(*at) != first);
    let roles = first
        .map(|at| (EvidenceRole::Primary, at))
        .into_iter()
        .chain(places.into_iter().map(|at| (EvidenceRole::Secondary, at)));
    let mut found: Vec<Evidence> = roles
        .filter_map(|(role, at)| printed_evidence(facts, role, at))
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

fn printed_evidence(facts: &Facts<'_>, role: EvidenceRole, at: Operand) -> Option<Evidence> {
    match at {
        Operand::Cell(spot) => {
            let cell = facts.cell_id(spot)?;
            let found = facts.cell(cell)?;
            Some(Evidence {
                role,
                cell: Some(cell),
                table: Some(cell.row.table),
                place: found.place(),
                text: found.raw().to_string(),
            })
        }
        Operand::Said(claim) => {
            let claim = facts.claim(claim)?;
            Some(Evidence {
                role,
                cell: None,
                table: None,
                place: claim.place,
                text: claim.figure.raw().to_string(),
            })
        }
    }
}

/// Relations over some of the same figures that hold.
fn siblings(
    facts: &Facts<'_>,
    answers: &[Answered],
    around: &Surroundings,
    members: &[Cow<'_, Worked>],
) -> Vec<Sibling> {
    let holding = around.holding(members.iter().flat_map(|member| &member.stakes));
    let relations = holding
        .into_iter()
        .filter_map(|index| answers.get(index)?.relation(facts));
    let told = relations.map(|relation| Sibling {
        text: relation.statement(facts),
    });
    told.collect()
}

/// The gap in money; without one the greatest amount of money that takes part.
fn stake(facts: &Facts<'_>, main: &Worked) -> Amount {
    match &main.weighed {
        Some(weighed) if main.quotient.is_none() => weighed.difference.abs(),
        _ => main
            .stakes
            .iter()
            .filter_map(|held| facts.figure_at(held.at))
            .filter(|figure| *figure.unit() != Unit::Percent)
            .filter_map(|figure| figure.amount())
            .map(Amount::abs)
            .max()
            .unwrap_or(Amount::ZERO),
    }
}
