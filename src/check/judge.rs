//! The one place that compares amounts: rounding intervals, bounds and the verdict of a relation.
//!
//! No other file of the crate holds a tolerance. Source: design reference, mission anchors c2–c7.

use rust_decimal::Decimal;

use super::finding::Comparison;
use super::irwin_hall;
use super::verdict::Verdict;
use crate::model::{Amount, Figure, Interval, Unit};

/// A printed number as it is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Exact reading of the printed digits.
    pub value: Amount,
    /// Half a step of the last printed digit.
    pub half: Amount,
    /// Half a step of the finest digit its table prints: how exact it is if zeros were dropped.
    pub fine_half: Amount,
}

impl Reading {
    /// Reads a figure of a table that prints up to `decimals` decimals, in its own unit or in the
    /// one it is meant in. `None` where there is no number, or it overflows.
    #[must_use]
    pub fn of(figure: &Figure, decimals: u32, read_as: Option<&Unit>) -> Option<Reading> {
        let unit = read_as.unwrap_or(figure.unit());
        let in_unit = |number: Decimal| Amount::new(number).checked_mul(unit.factor());
        let half = |decimals: u32| match unit {
            // Four vehicles are four vehicles: a whole count was not rounded.
            Unit::Count(_) if figure.decimals() == 0 => Some(Amount::ZERO),
            _ => in_unit(Decimal::try_new(5, decimals.checked_add(1)?).ok()?),
        };
        figure.is_number().then_some(())?;
        Some(Reading {
            value: in_unit(figure.number())?,
            half: half(figure.decimals())?,
            fine_half: half(figure.decimals().max(decimals))?,
        })
    }

    /// All exact values that print so; `None` on overflow.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval {
            least: self.value.checked_sub(self.half)?,
            greatest: self.value.checked_add(self.half)?,
        })
    }

    fn negated(self) -> Reading {
        Reading {
            value: -self.value,
            ..self
        }
    }

    /// The same below zero, for a figure whose minus is printed as a word.
    #[must_use]
    pub fn negated_if(self, negative: bool) -> Reading {
        if negative { self.negated() } else { self }
    }
}

/// What stands at the place of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A number, zero included.
    Number(Reading),
    /// A blank or a dash: nothing, and nothing that rounding could move.
    Nothing,
    /// A figure may or may not belong here, or it cannot be read.
    Unknown,
}

/// A relation reduced to its numbers.
#[derive(Debug, Clone)]
pub struct Question {
    /// How the sides are related.
    pub comparison: Comparison,
    /// The printed side.
    pub total: Reading,
    /// The side to add up, with the sign of each term.
    pub parts: Vec<(bool, Part)>,
    /// Whether either side may have been added up from rounded figures.
    pub recounted: bool,
}

/// The answer with the numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The answer.
    pub verdict: Verdict,
    /// Sum of the printed digits of the terms.
    pub computed: Amount,
    /// Least and greatest sum of the terms.
    pub computed_interval: Interval,
    /// Printed total minus computed sum.
    pub difference: Amount,
    /// Greatest difference that rounding can explain.
    pub bound: Amount,
}

/// Weighs one question. `None` when a number leaves the exact range, which is a doubt, not a verdict.
#[must_use]
pub fn weigh(question: &Question) -> Option<Weighed> {
    let scale = Scale::of(question)?;
    let difference = question.total.value.checked_sub(scale.computed)?;
    let gap = match question.comparison {
        Comparison::Equal | Comparison::Ratio { .. } => difference.abs(),
        Comparison::AtLeast if difference.is_negative() => difference.abs(),
        Comparison::AtLeast => Amount::ZERO,
    };
    let verdict = if !gap.is_zero() {
        scale.verdict(question, gap, difference)
    } else if question.comparison == Comparison::AtLeast && !difference.is_zero() {
        Verdict::LowPower
    } else {
        Verdict::Exact
    };
    Some(Weighed {
        verdict,
        computed: scale.computed,
        computed_interval: scale.interval,
        difference,
        bound: scale.bound()?,
    })
}

/// How far a relation can drift by rounding alone.
struct Scale {
    computed: Amount,
    interval: Interval,
    /// Sum of all half steps, total included: the closed bound.
    reach: Amount,
    /// The same if figures with fewer decimals dropped zeros.
    fine_reach: Amount,
    /// The finest half step; nothing where no figure can have been rounded.
    finest: Amount,
    /// One step of the coarsest last digit.
    coarsest_step: Amount,
    /// Whether all numbers have the same step.
    uniform: bool,
    numbers: u32,
}

impl Scale {
    fn of(question: &Question) -> Option<Scale> {
        let total = question.total;
        let mut scale = Scale {
            computed: Amount::ZERO,
            interval: Interval::exact(Amount::ZERO),
            reach: total.half,
            fine_reach: total.fine_half,
            finest: total.fine_half,
            coarsest_step: total.fine_half.checked_add(total.fine_half)?,
            uniform: true,
            numbers: 0,
        };
        for (negative, part) in &question.parts {
            let Part::Number(reading) = part else {
                continue;
            };
            let reading = if *negative {
                reading.negated()
            } else {
                *reading
            };
            scale.computed = scale.computed.checked_add(reading.value)?;
            scale.interval = scale.interval.checked_add(reading.interval()?)?;
            scale.reach = scale.reach.checked_add(reading.half)?;
            scale.fine_reach = scale.fine_reach.checked_add(reading.fine_half)?;
            scale.finest = finer(scale.finest, reading.fine_half);
            let step = reading.fine_half.checked_add(reading.fine_half)?;
            scale.coarsest_step = scale.coarsest_step.max(step);
            scale.uniform &= reading.fine_half == total.fine_half;
            scale.numbers += 1;
        }
        Some(scale)
    }

    fn verdict(&self, question: &Question, gap: Amount, difference: Amount) -> Verdict {
        if gap < self.fine_reach {
            return self.rounding_grade(question.comparison, gap);
        }
        if gap <= self.reach && self.fine_reach < self.reach {
            return Verdict::ConsistentOnlyIfRounded;
        }
        if Self::is_open(question, difference) {
            return Verdict::Undetermined;
        }
        let same_print = self.numbers == 1 && self.uniform && !question.recounted;
        let one_digit = self.numbers == 1 && question.recounted && gap <= self.coarsest_step;
        if gap == self.fine_reach && !same_print || one_digit {
            return Verdict::Borderline;
        }
        Verdict::Inconsistent
    }

    /// Whether an unknown term could hold the gap: always when something is subtracted or below
    /// zero, else only when the printed terms do not exceed the total already.
    fn is_open(question: &Question, difference: Amount) -> bool {
        let mut unknown = false;
        let mut signed = question.total.value.is_negative();
        for (negative, part) in &question.parts {
            match part {
                Part::Unknown => unknown = true,
                Part::Number(reading) => signed |= *negative || reading.value.is_negative(),
                Part::Nothing => {}
            }
        }
        unknown && (signed || !difference.is_negative())
    }

    fn rounding_grade(&self, comparison: Comparison, gap: Amount) -> Verdict {
        let rare = comparison == Comparison::Equal
            && self.uniform
            && self
                .steps(gap)
                .is_some_and(|steps| irwin_hall::is_rare(self.numbers, steps));
        if rare {
            Verdict::ConsistentButUnlikely
        } else {
            Verdict::RoundingConsistent
        }
    }

    /// The gap counted in steps of the finest digit.
    fn steps(&self, gap: Amount) -> Option<u32> {
        let step = self.finest.checked_add(self.finest)?.as_decimal();
        u32::try_from(gap.as_decimal().checked_div(step)?).ok()
    }

    /// The greatest multiple of the finest step below the sum of all half steps: a tie cannot
    /// hit every number at once.
    fn bound(&self) -> Option<Amount> {
        if self.finest.is_zero() {
            return Some(Amount::ZERO);
        }
        let step = self.finest.checked_add(self.finest)?.as_decimal();
        let steps = self.reach.as_decimal().checked_div(step)?.ceil() - Decimal::ONE;
        Some(Amount::new(step.checked_mul(steps)?.normalize()))
    }
}

/// The smaller of two half steps; a figure that cannot have been rounded has none.
fn finer(one: Amount, other: Amount) -> Amount {
    if one.is_zero() || other.is_zero() {
        one.max(other)
    } else {
        one.min(other)
    }
}

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

/// Whether a figure, read as `value`, would settle a relation that needs it to be `wanted`.
#[must_use]
pub fn would_settle(weighed: &Weighed, value: Amount, wanted: Amount) -> bool {
    value
        .checked_sub(wanted)
        .is_some_and(|apart| apart.abs() <= weighed.bound)
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

/// Whether the figure is more than the whole of a percentage plan.
#[must_use]
pub fn is_above_one_hundred(figure: &Figure) -> bool {
    figure.is_number() && figure.number() > Decimal::ONE_HUNDRED
}

/// Whether the figure is the whole of a percentage plan: exactly one hundred.
#[must_use]
pub fn is_one_hundred(figure: &Figure) -> bool {
    figure.is_number() && figure.number() == Decimal::ONE_HUNDRED
}

/// Whether what stands under a heading of percent is the amount itself: the same number as the
/// budget, and not one hundred.
#[must_use]
pub fn is_amount_for_percent(figure: &Figure, budget: &Figure) -> bool {
    is_something(figure)
        && *figure.unit() == Unit::Percent
        && budget.unit().is_money()
        && figure.number() == budget.number()
        && figure.number() != Decimal::ONE_HUNDRED
}

/// Whether the figure prints another number than zero.
#[must_use]
pub fn is_something(figure: &Figure) -> bool {
    figure.is_number() && !figure.number().is_zero()
}

/// Whether one printed number is larger than another, signs left out.
#[must_use]
pub fn exceeds(one: &Figure, other: &Figure) -> bool {
    let size = |figure: &Figure| figure.amount().map(Amount::abs);
    size(one)
        .zip(size(other))
        .is_some_and(|(one, other)| one > other)
}

/// Whether two figures print one amount.
#[must_use]
pub fn prints_same(one: &Figure, other: &Figure) -> bool {
    one.amount().is_some() && one.amount() == other.amount()
}

/// Whether printed shares of one whole cannot add up to one hundred, however they were rounded.
/// Lists that are off by one last digit are often rounded by hand; they are let pass.
#[must_use]
pub fn cannot_be_whole<'f>(shares: impl Iterator<Item = &'f Figure>) -> bool {
    let (mut sum, mut slack) = (Amount::ZERO, Amount::ZERO);
    for share in shares {
        let added = share
            .amount()
            .and_then(|amount| sum.checked_add(amount))
            .zip(share.step().and_then(|step| slack.checked_add(step)));
        let Some((more, wider)) = added else {
            return false;
        };
        (sum, slack) = (more, wider);
    }
    let apart = sum.checked_sub(Amount::new(Decimal::ONE_HUNDRED));
    apart.is_some_and(|apart| apart.abs() > slack)
}

/// Whether one amount is larger than another.
#[must_use]
pub fn is_above(one: Amount, other: Amount) -> bool {
    one > other
}

/// Whether assets are out of all proportion to the income of a year as printed, and in proportion
/// when divided by ten thousand.
#[must_use]
pub fn looks_like_wrong_unit(assets: &Figure, income: &Figure) -> bool {
    let times = |figure: &Figure, factor: u32| figure.amount()?.checked_mul(Decimal::from(factor));
    let far = times(income, 500).zip(assets.amount());
    let near = times(income, 100_000).zip(assets.amount());
    is_something(income)
        && far.is_some_and(|(far, assets)| assets > far)
        && near.is_some_and(|(near, assets)| assets < near)
}

/// Whether figures print exactly the amounts that add up to another, which is not nothing.
#[must_use]
pub fn is_sum_of(whole: &Figure, mut parts: impl Iterator<Item = Figure>) -> bool {
    let sum = parts.try_fold(Amount::ZERO, |sum, part| sum.checked_add(part.amount()?));
    whole
        .amount()
        .is_some_and(|whole| !whole.is_zero() && sum == Some(whole))
}

/// Whether figures may add up to another: no rounding speaks against it.
#[must_use]
pub fn may_be_sum_of(whole: &Figure, mut parts: impl Iterator<Item = Figure>) -> bool {
    let nothing = Interval::exact(Amount::ZERO);
    let sum = parts.try_fold(nothing, |sum, part| sum.checked_add(part.interval()?));
    sum.zip(whole.interval())
        .is_some_and(|(sum, whole)| sum.meets(whole))
}

/// Whether the figure prints a number below zero.
#[must_use]
pub fn is_below_nothing(figure: &Figure) -> bool {
    figure.is_number() && figure.number().is_sign_negative() && !figure.number().is_zero()
}

/// Which of two gaps weighs more, in multiples of what rounding explains.
#[must_use]
pub fn larger_gap(one: &Weighed, other: &Weighed) -> std::cmp::Ordering {
    one.difference.abs().cmp(&other.difference.abs())
}
