//! Blame ourselves first: rows that add up to a whole multiple of their total are layers we could not tell apart.

use super::finding::Comparison;
use super::relation::{Addend, Claim, Operand};
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
    let (
        Claim::Sum {
            comparison: Comparison::Equal,
            total,
            terms,
        },
        Some(weighed),
    ) = (&answer.relation.claim, &answer.weighed)
    else {
        return false;
    };
    let column_of = |addend: &Addend| match &addend.at {
        Operand::Cell(spot) => Some((spot.table, spot.column)),
        _ => None,
    };
    let column = column_of(total);
    let rows_of_one_table = column.is_some() && terms.iter().all(|term| column_of(term) == column);
    if !rows_of_one_table || terms.len() < 2 {
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
