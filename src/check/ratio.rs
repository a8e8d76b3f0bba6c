//! The judge's part for percentages: every quotient that exact values can give, against every percentage that prints so.
//!
//! Source: design reference, mission anchors c6, c8 and c9.

use rust_decimal::Decimal;

use super::judge::{Reading, Weighed};
use super::verdict::Verdict;
use crate::model::{Amount, Interval};

/// A quotient whose possible values spread over more steps of the printed percentage than this
/// agrees with nearly anything.
const MOST_STEPS: i64 = 10;

/// One figure of a quotient: how often it counts in the part and in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// What is printed.
    pub reading: Reading,
    /// −1, 0 or 1.
    pub in_part: i64,
    /// −1, 0 or 1.
    pub in_base: i64,
}

/// A printed percentage with the figures it is worked out from, each named once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The percentage with its sign, in percent points.
    pub percent: Reading,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// Part and base at one choice of exact values.
#[derive(Clone, Copy)]
struct Corner {
    /// A hundred times the part.
    hundredfold: Decimal,
    base: Decimal,
}

/// How exactly the amounts are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    /// As the digits say.
    Point,
    /// As if figures with fewer decimals had dropped zeros.
    Fine,
    /// As if every figure was rounded to the digits it prints.
    Printed,
}

/// Weighs one percentage. `None` when a number leaves the exact range.
#[must_use]
pub fn weigh(question: &Question) -> Option<Weighed> {
    let point = *corners(question, Width::Point)?.first()?;
    let fine = corners(question, Width::Fine)?;
    let printed = corners(question, Width::Printed)?;
    if point.base.is_zero() {
        let stated = !point.hundredfold.is_zero() && !question.percent.value.is_zero();
        return Some(without_quotient(
            question,
            if stated {
                Verdict::UndefinedBase
            } else {
                Verdict::LowPower
            },
        ));
    }
    let positive = |corner: &Corner| corner.base.is_sign_positive() && !corner.base.is_zero();
    if !printed.iter().all(positive) {
        return Some(without_quotient(question, Verdict::Undetermined));
    }
    let quotient = |corner: &Corner| corner.hundredfold.checked_div(corner.base);
    let computed = quotient(&point)?;
    let quotients: Vec<Decimal> = printed.iter().map(quotient).collect::<Option<_>>()?;
    let (least, greatest) = (
        quotients.iter().copied().min()?,
        quotients.iter().copied().max()?,
    );
    let half = question.percent.half.as_decimal();
    let value = question.percent.value.as_decimal();
    let spread = greatest.checked_sub(least)?;
    let fits = |corners: &[Corner], steps: i64| {
        let reach = half.checked_mul(Decimal::from(steps))?;
        meets(
            corners,
            value.checked_sub(reach)?,
            value.checked_add(reach)?,
        )
    };
    let verdict = if fits(&fine, 1)? {
        let step = half.checked_add(half)?;
        if spread > step.checked_mul(Decimal::from(MOST_STEPS))? {
            Verdict::LowPower
        } else if computed == value {
            Verdict::Exact
        } else {
            Verdict::RoundingConsistent
        }
    } else if fits(&printed, 1)? {
        Verdict::ConsistentOnlyIfRounded
    } else if fits(&printed, 3)? {
        Verdict::Borderline
    } else {
        Verdict::Inconsistent
    };
    let away = greatest
        .checked_sub(computed)?
        .max(computed.checked_sub(least)?);
    Some(Weighed {
        verdict,
        computed: Amount::new(shown(computed)),
        computed_interval: Interval {
            least: Amount::new(shown(least)),
            greatest: Amount::new(shown(greatest)),
        },
        difference: Amount::new(shown(value.checked_sub(computed)?)),
        bound: Amount::new(shown(half.checked_add(away)?)),
    })
}

/// Whether the percentage fits if it is read a power of ten larger or smaller, rounding included.
#[must_use]
pub fn fits_scaled(question: &Question, factor: Decimal) -> bool {
    let scaled = |amount: Amount| amount.checked_mul(factor).map(Amount::as_decimal);
    let fits = || {
        let (value, half) = (
            scaled(question.percent.value)?,
            scaled(question.percent.half)?,
        );
        let corners = corners(question, Width::Printed)?;
        meets(&corners, value.checked_sub(half)?, value.checked_add(half)?)
    };
    fits().unwrap_or(false)
}

/// Whether the percentage fits if it is read so many times as large, and not at half or twice that: a
/// quotient of a few rounded digits fits anything, and tells nothing.
#[must_use]
pub fn tells_scale(question: &Question, factor: Decimal) -> bool {
    let two = Decimal::TWO;
    let [half, double] = [factor.checked_div(two), factor.checked_mul(two)];
    let fits = |factor: Option<Decimal>| factor.is_some_and(|factor| fits_scaled(question, factor));
    fits(Some(factor)) && !fits(half) && !fits(double)
}

/// Whether a change fits if it is divided by the figure it leads to instead of the one it starts from.
#[must_use]
pub fn fits_by_result(question: &Question) -> bool {
    let mut swapped = question.clone();
    for figure in &mut swapped.figures {
        figure.in_base += figure.in_part;
    }
    fits_scaled(&swapped, Decimal::ONE)
}

/// Whether some choice gives a percentage between the two ends. A quotient of sums moves one way
/// with each figure while its base stays above nothing, so the corners hold its least and greatest
/// value; they are compared by cross-multiplication.
fn meets(corners: &[Corner], low: Decimal, high: Decimal) -> Option<bool> {
    let mut reaches_down = false;
    let mut reaches_up = false;
    for corner in corners {
        reaches_down |= corner.hundredfold <= high.checked_mul(corner.base)?;
        reaches_up |= corner.hundredfold >= low.checked_mul(corner.base)?;
    }
    Some(reaches_down && reaches_up)
}

/// Part and base for every choice of least and greatest values.
fn corners(question: &Question, width: Width) -> Option<Vec<Corner>> {
    let start = Corner {
        hundredfold: Decimal::ZERO,
        base: Decimal::ZERO,
    };
    let mut found = vec![start];
    for figure in &question.figures {
        let value = figure.reading.value.as_decimal();
        let half = match width {
            Width::Point => Decimal::ZERO,
            Width::Fine => figure.reading.fine_half.as_decimal(),
            Width::Printed => figure.reading.half.as_decimal(),
        };
        let mut ends = vec![value.checked_sub(half)?];
        if !half.is_zero() {
            ends.push(value.checked_add(half)?);
        }
        let mut next = Vec::with_capacity(found.len() * ends.len());
        for corner in &found {
            for &end in &ends {
                next.push(corner.with(figure, end)?);
            }
        }
        found = next;
    }
    Some(found)
}

impl Corner {
    fn with(self, figure: &Figure, value: Decimal) -> Option<Corner> {
        let part = Decimal::from(100 * figure.in_part).checked_mul(value)?;
        let base = Decimal::from(figure.in_base).checked_mul(value)?;
        Some(Corner {
            hundredfold: self.hundredfold.checked_add(part)?,
            base: self.base.checked_add(base)?,
        })
    }
}

/// The answer where there is nothing to divide by.
fn without_quotient(question: &Question, verdict: Verdict) -> Weighed {
    Weighed {
        verdict,
        computed: Amount::ZERO,
        computed_interval: Interval::exact(Amount::ZERO),
        difference: question.percent.value,
        bound: Amount::ZERO,
    }
}

/// A percentage as it is shown: four decimals, which decide nothing.
fn shown(percent: Decimal) -> Decimal {
    percent.round_dp(4).normalize()
}
