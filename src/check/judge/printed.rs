//! What printed figures say beside each other, outside of relations.

use rust_decimal::Decimal;

use crate::model::{Amount, Figure, Interval, Unit};

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

/// Whether an exact amount prints as the figure does; a dash prints nothing.
#[must_use]
pub fn may_print_as(amount: Amount, figure: &Figure) -> bool {
    let interval = figure.interval();
    interval.map_or(amount.is_zero(), |interval| interval.contains(amount))
}

/// Whether the figure prints a number below zero.
#[must_use]
pub fn is_below_nothing(figure: &Figure) -> bool {
    figure.is_number() && figure.number().is_sign_negative() && !figure.number().is_zero()
}
