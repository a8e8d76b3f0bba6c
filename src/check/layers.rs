//! Blame ourselves first: rows that add up to a whole multiple of their total are layers we could not tell apart.

use std::collections::BTreeSet;

use super::answered::Answered;
use super::facts::Facts;
use super::finding::Comparison;
use super::relation::{Addend, Claim, Operand, Relation};
use super::verdict::Verdict;
use crate::model::Amount;

/// Deeper layers than class, section, item and project do not occur.
const MOST_LAYERS: u32 = 4;

/// Withdraws contradictions of totals whose rows, subtotals among them, add up to the total two,
/// three or four times over: each layer of a table adds up to the total once. Where that happens
/// in one place, no sum over the rows of that table can be trusted to count every layer once.
pub fn withdraw(facts: &Facts<'_>, answers: &mut [Answered]) {
    let column_of = |answer: &Answered| column_of(answer.relation(facts)?.as_ref());
    let layered: BTreeSet<usize> = answers
        .iter()
        .filter(|answer| answer.fails() && is_layered(facts, answer))
        .filter_map(column_of)
        .collect();
    for answer in answers.iter_mut().filter(|answer| answer.fails()) {
        if column_of(answer).is_some_and(|table| layered.contains(&table)) {
            answer.verdict = Verdict::ParseDoubt;
        }
    }
}

/// The table whose rows are added up in one of its columns; `None` for other relations.
fn column_of(relation: &Relation) -> Option<usize> {
    let Claim::Sum {
        comparison: Comparison::Equal,
        total,
        terms,
    } = &relation.claim
    else {
        return None;
    };
    let place = |addend: &Addend| match &addend.at {
        Operand::Cell(spot) => Some((spot.table(), spot.column())),
        _ => None,
    };
    let here = place(total)?;
    terms
        .iter()
        .all(|term| place(term) == Some(here))
        .then_some(here.0)
}

/// Whether the rows have codes of one level, each once: then none of them is a layer of the others.
fn are_one_tier(facts: &Facts<'_>, terms: &[Addend]) -> bool {
    let mut codes = BTreeSet::new();
    let mut levels = terms.iter().map(|term| {
        let spot = term.at.cell()?;
        let row = facts.row(spot.table(), spot.row())?;
        codes.insert(row.main_code()).then(|| row.level())?
    });
    let first = levels.next().flatten();
    first.is_some() && levels.all(|level| level == first)
}

fn is_layered(facts: &Facts<'_>, answer: &Answered) -> bool {
    let (Some(relation), Some(weighed)) = (answer.relation(facts), answer.weighed(facts)) else {
        return false;
    };
    let Claim::Sum { terms, .. } = &relation.claim else {
        return false;
    };
    let added = column_of(&relation).is_some();
    let Some(printed) = weighed.computed.checked_add(weighed.difference) else {
        return false;
    };
    added
        && terms.len() >= 2
        && !printed.is_zero()
        && !are_one_tier(facts, terms)
        && (2..=MOST_LAYERS).any(|layers| {
            let times = |amount: Amount| amount.checked_mul(layers.into());
            times(printed)
                .and_then(|expected| expected.checked_sub(weighed.computed))
                .zip(times(weighed.bound))
                .is_some_and(|(gap, bound)| gap.abs() <= bound)
        })
}
