//! Blame ourselves first: rows that add up to a whole multiple of their total are layers we could not tell apart.

use super::finding::Comparison;
use super::relation::Claim;
use super::verdict::Verdict;
use super::work::Worked;
use crate::model::Amount;

/// Deeper layers than class, section, item and project do not occur.
const MOST_LAYERS: u32 = 4;

/// Withdraws contradictions of totals whose rows, subtotals among them, add up to the total two,
/// three or four times over: each layer of a table adds up to the total once.
pub fn withdraw(worked: &mut [Worked]) {
    for answer in worked.iter_mut().filter(|answer| answer.fails()) {
        if is_layered(answer) {
            answer.verdict = Verdict::ParseDoubt;
        }
    }
}

fn is_layered(answer: &Worked) -> bool {
    let (Claim::Sum { total, terms, .. }, Some(weighed)) =
        (&answer.relation.claim, &answer.weighed)
    else {
        return false;
    };
    let same_column = |table: usize, column: usize| {
        terms
            .iter()
            .all(|term| (term.spot.table, term.spot.column) == (table, column))
    };
    let rows_of_one_table = same_column(total.spot.table, total.spot.column);
    if !rows_of_one_table || terms.len() < 2 || answer.comparison() != Comparison::Equal {
        return false;
    }
    let Some(printed) = weighed.computed.checked_add(weighed.difference) else {
        return false;
    };
    !printed.is_zero()
        && (2..=MOST_LAYERS).any(|layers| {
            let times = |amount: Amount| amount.checked_mul(layers.into());
            times(printed)
                .and_then(|expected| expected.checked_sub(weighed.computed))
                .zip(times(weighed.bound))
                .is_some_and(|(gap, bound)| gap.abs() <= bound)
        })
}
