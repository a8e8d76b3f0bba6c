//! What a gap is explained by: other gaps, amounts, one figure changed.

use super::Weighed;
use crate::check::finding::Comparison;
use crate::model::Amount;

/// More amounts than this are not combined: 2 to their number sums would be tried.
const MOST_COMBINED: usize = 8;

/// Part a figure plays in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// Whether it raises the difference: the total, and terms that are subtracted.
    pub raises: bool,
}

/// The change of one figure that would make the relation exact.
#[must_use]
pub fn repair(weighed: &Weighed, stake: Stake) -> Amount {
    if stake.raises {
        -weighed.difference
    } else {
        weighed.difference
    }
}

/// Whether a relation would hold if one of its figures were changed.
#[must_use]
pub fn holds_after(
    weighed: &Weighed,
    comparison: Comparison,
    stake: Stake,
    change: Amount,
) -> bool {
    let moved = if stake.raises {
        weighed.difference.checked_add(change)
    } else {
        weighed.difference.checked_sub(change)
    };
    moved.is_some_and(|difference| match comparison {
        Comparison::Equal | Comparison::Ratio { .. } => difference.abs() <= weighed.bound,
        Comparison::AtLeast => !difference.is_negative() || difference.abs() <= weighed.bound,
    })
}

/// Whether two gaps have the same size, rounding considered.
#[must_use]
pub fn same_gap(one: &Weighed, other: &Weighed) -> bool {
    let allowed = one.bound.checked_add(other.bound);
    one.difference
        .abs()
        .checked_sub(other.difference.abs())
        .zip(allowed)
        .is_some_and(|(apart, allowed)| apart.abs() <= allowed)
}

/// Whether the gap of a whole is the sum of the gaps of its parts, rounding considered.
#[must_use]
pub fn gaps_add_up(whole: &Weighed, parts: &[&Weighed]) -> bool {
    let mut rest = whole.difference;
    let mut allowed = whole.bound;
    for part in parts {
        let (Some(less), Some(more)) = (
            rest.checked_sub(part.difference),
            allowed.checked_add(part.bound),
        ) else {
            return false;
        };
        (rest, allowed) = (less, more);
    }
    rest.abs() <= allowed
}

/// Whether an amount is the gap, rounding considered.
#[must_use]
pub fn explains(weighed: &Weighed, amount: Amount) -> bool {
    let apart = weighed.difference.abs().checked_sub(amount.abs());
    !amount.is_zero() && apart.is_some_and(|apart| apart.abs() <= weighed.bound)
}

/// The places of the fewest amounts that make up the gap together. More than eight are
/// tried one by one.
#[must_use]
pub fn made_up_by(weighed: &Weighed, amounts: &[Amount]) -> Option<Vec<usize>> {
    if amounts.len() > MOST_COMBINED {
        let alone = amounts.iter().position(|&amount| explains(weighed, amount));
        return alone.map(|at| vec![at]);
    }
    let mut sets: Vec<u32> = (1..1_u32 << amounts.len()).collect();
    sets.sort_by_key(|set| (set.count_ones(), *set));
    sets.into_iter().find_map(|set| {
        let chosen = || (0..amounts.len()).filter(|at| set >> at & 1 == 1);
        let mut terms = chosen().filter_map(|at| amounts.get(at));
        let sum = terms.try_fold(Amount::ZERO, |sum, &amount| sum.checked_add(amount))?;
        explains(weighed, sum).then(|| chosen().collect())
    })
}

/// Whether a figure, read as `value`, would settle a relation that needs it to be `wanted`. Where
/// rounding leaves room for half the gap, many readings would, and none tells anything.
#[must_use]
pub fn would_settle(weighed: &Weighed, value: Amount, wanted: Amount) -> bool {
    let apart = value.checked_sub(wanted);
    let room = weighed.bound.checked_add(weighed.bound);
    apart.is_some_and(|apart| apart.abs() <= weighed.bound)
        && room.is_some_and(|room| room <= weighed.difference.abs())
}

/// Whether two figures print the same amount other than nothing.
#[must_use]
pub fn same_amount(one: Amount, other: Amount) -> bool {
    one == other && !one.is_zero()
}

/// Whether a gap is larger than what unprinted amounts could still hold.
#[must_use]
pub fn outweighs(weighed: &Weighed, slack: Amount) -> bool {
    weighed.difference.abs() > slack
}

/// Whether two gaps have opposite directions.
#[must_use]
pub fn opposite(one: &Weighed, other: &Weighed) -> bool {
    one.difference.is_negative() != other.difference.is_negative()
}

/// Whether the terms fall short of the total, as they do when one was lost.
#[must_use]
pub fn terms_fall_short(weighed: &Weighed) -> bool {
    !weighed.difference.is_negative() && !weighed.difference.is_zero()
}

/// Which of two gaps weighs more, in multiples of what rounding explains.
#[must_use]
pub fn larger_gap(one: &Weighed, other: &Weighed) -> std::cmp::Ordering {
    one.difference.abs().cmp(&other.difference.abs())
}
