//! The one place that compares amounts: rounding intervals, bounds and the verdict of a relation.
//!
//! No file outside of the judge holds a tolerance. Source: design reference, mission anchors c2–c7.

mod gap;
mod printed;

use rust_decimal::Decimal;

pub use gap::{
    Stake, explains, gaps_add_up, holds_after, larger_gap, made_up_by, opposite, outweighs, repair,
    same_amount, same_gap, terms_fall_short, would_settle,
};
pub use printed::{
    cannot_be_whole, exceeds, is_above, is_above_one_hundred, is_amount_for_percent,
    is_below_nothing, is_one_hundred, is_something, is_sum_of, looks_like_wrong_unit,
    may_be_sum_of, may_print_as, prints_same,
};

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
