//! Conditions on amounts, as a user types them: `742.42`, `>500`, `100..200`, `>=500万`, `12%`.
//!
//! Comparison is exact. A bare number is compared with the number as it is printed, in whatever unit
//! its row prints; a number with a unit is compared as money.

use rust_decimal::Decimal;

use super::fold::to_half_width;
use crate::model::{Inequality, Unit};

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound {
    number: Decimal,
    /// Whether the number itself is inside.
    inclusive: bool,
}

/// All numbers between two ends; a missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    least: Option<Bound>,
    greatest: Option<Bound>,
}

impl Range {
    /// Whether a number lies inside.
    pub(super) fn contains(&self, number: Decimal) -> bool {
        !self.is_above(number) && !self.is_below(number)
    }

    /// Whether the range begins above a number.
    pub(super) fn is_above(&self, number: Decimal) -> bool {
        !self.least.is_none_or(|bound| {
            number > bound.number || (bound.inclusive && number == bound.number)
        })
    }

    /// Whether the range ends below a number.
    pub(super) fn is_below(&self, number: Decimal) -> bool {
        !self.greatest.is_none_or(|bound| {
            number < bound.number || (bound.inclusive && number == bound.number)
        })
    }

    /// The least and greatest whole number of steps of the last of `decimals` that lie inside;
    /// `None` when none does. What no `i64` can hold is cut off at its ends.
    pub(super) fn in_steps(&self, decimals: u32) -> Option<(i64, i64)> {
        let least = self.least.map_or(i128::MIN, |bound| {
            let (below, exact) = steps(bound.number, decimals);
            below.saturating_add(i128::from(!(exact && bound.inclusive)))
        });
        let greatest = self.greatest.map_or(i128::MAX, |bound| {
            let (below, exact) = steps(bound.number, decimals);
            below.saturating_sub(i128::from(exact && !bound.inclusive))
        });
        let (first, last) = (i128::from(i64::MIN), i128::from(i64::MAX));
        if least > greatest || least > last || greatest < first {
            return None;
        }
        let cut = |number: i128| i64::try_from(number.clamp(first, last)).ok();
        Some((cut(least)?, cut(greatest)?))
    }

    fn converted(&self, convert: impl Fn(Decimal) -> Option<Decimal>) -> Option<Range> {
        let end = |bound: Option<Bound>| match bound {
            None => Some(None),
            Some(Bound { number, inclusive }) => {
                convert(number).map(|number| Some(Bound { number, inclusive }))
            }
        };
        Some(Range {
            least: end(self.least)?,
            greatest: end(self.greatest)?,
        })
    }
}

/// How many whole steps of the last of `decimals` a number is, downwards, and whether it is just
/// that many. Beyond the digits of an `i128` the end of it stands for the number.
fn steps(number: Decimal, decimals: u32) -> (i128, bool) {
    let (digits, own) = (number.mantissa(), number.scale());
    if own > decimals {
        let step = 10_i128.pow(own - decimals);
        return (digits.div_euclid(step), digits.rem_euclid(step) == 0);
    }
    let more = 10_i128.checked_pow(decimals - own);
    let whole = more.and_then(|more| digits.checked_mul(more));
    let end = if digits < 0 { i128::MIN } else { i128::MAX };
    (whole.unwrap_or(end), true)
}

/// A condition on an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AmountTest {
    range: Range,
    /// The unit the user typed; `None` means "as printed".
    unit: Option<Unit>,
}

impl AmountTest {
    /// Reads a condition; `None` when the word is none.
    pub(super) fn parse(word: &str) -> Option<AmountTest> {
        let word: String = word
            .chars()
            .map(to_half_width)
            .filter(|character| !matches!(character, ',' | ' '))
            .collect();
        if let Some((least, greatest)) = word.split_once("..") {
            return Self::between(least, greatest);
        }
        let (comparison, rest) =
            Inequality::leading(&word).unwrap_or((Inequality::Equal, word.as_str()));
        let (number, unit) = number_with_unit(rest)?;
        let end = |inclusive| Some(Bound { number, inclusive });
        let (least, greatest) = match comparison {
            Inequality::Equal => (end(true), end(true)),
            Inequality::Above => (end(false), None),
            Inequality::AtLeast => (end(true), None),
            Inequality::Below => (None, end(false)),
            Inequality::AtMost => (None, end(true)),
        };
        Some(AmountTest {
            range: Range { least, greatest },
            unit,
        })
    }

    fn between(least: &str, greatest: &str) -> Option<AmountTest> {
        let least = optional(least, number_with_unit)?;
        let greatest = optional(greatest, number_with_unit)?;
        let unit = [&greatest, &least]
            .into_iter()
            .find_map(|end| end.as_ref()?.1.clone());
        // `5000..1万` speaks of two units: both ends are brought to the one that is kept.
        let bring = |end: Option<(Decimal, Option<Unit>)>| match end {
            None => Some(None),
            Some((number, own)) => {
                let number = match (own, &unit) {
                    (Some(own), Some(unit)) => in_other_unit(number, &own, unit)?,
                    _ => number,
                };
                Some(Some(Bound {
                    number,
                    inclusive: true,
                }))
            }
        };
        let range = Range {
            least: bring(least)?,
            greatest: bring(greatest)?,
        };
        (range.least.is_some() || range.greatest.is_some()).then_some(AmountTest { range, unit })
    }

    /// The range of numbers printed in `printed` that meet the condition; `None` when figures in
    /// that unit cannot meet it.
    pub(super) fn range_in(&self, printed: &Unit) -> Option<Range> {
        match &self.unit {
            None => Some(self.range),
            Some(unit) => self
                .range
                .converted(|number| in_other_unit(number, unit, printed)),
        }
    }
}

/// A number counted in another unit; `None` between units that cannot be compared.
fn in_other_unit(number: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    if from == to {
        return Some(number);
    }
    if !(from.is_money() && to.is_money()) {
        return None;
    }
    number.checked_mul(from.factor())?.checked_div(to.factor())
}

/// `Some(None)` for an end that is left open.
fn optional<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() {
        Some(None)
    } else {
        read(text).map(Some)
    }
}

fn number_with_unit(text: &str) -> Option<(Decimal, Option<Unit>)> {
    let digits = text
        .find(|character: char| !matches!(character, '0'..='9' | '.' | '-'))
        .unwrap_or(text.len());
    let (number, word) = text.split_at(digits);
    // While the user is still typing, `742.` is 742.
    let number = number.strip_suffix('.').unwrap_or(number);
    if !number.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    let number = Decimal::from_str_exact(number).ok()?;
    let unit = match word {
        "" => None,
        "%" => Some(Unit::Percent),
        "千" => Some(Unit::ThousandYuan),
        "万" => Some(Unit::WanYuan),
        "百万" => Some(Unit::MillionYuan),
        "亿" => Some(Unit::YiYuan),
        word => Some(Unit::from_money_word(word)?),
    };
    Some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asked of the number and of its digits, which must answer the same.
    fn meets(condition: &str, number: &str, unit: &Unit) -> bool {
        let test = AmountTest::parse(condition);
        let Ok(number) = Decimal::from_str_exact(number) else {
            return false;
        };
        let range = test.and_then(|test| test.range_in(unit));
        let inside = range.is_some_and(|range| range.contains(number));
        let steps = range.and_then(|range| range.in_steps(number.scale()));
        let in_steps = steps.is_some_and(|(least, most)| {
            (i128::from(least)..=i128::from(most)).contains(&number.mantissa())
        });
        assert_eq!(inside, in_steps, "{condition} {number}");
        inside
    }

    #[test]
    fn bare_numbers_are_compared_as_printed() {
        let wan = Unit::WanYuan;
        for (condition, number, expected) in [
            ("742.42", "742.42", true),
            ("742.42", "742.420", true),
            ("742.42", "742.43", false),
            ("742.", "742.00", true),
            ("1,469.55", "1469.55", true),
            ("＞５００", "500.01", true),
            (">500", "500", false),
            (">=500", "500", true),
            ("≤500", "500.00", true),
            ("<500", "-3", true),
            ("100..200", "200", true),
            ("100..200", "200.01", false),
            ("100..", "100", true),
            ("..100", "100.5", false),
            ("-35.89", "-35.89", true),
        ] {
            assert_eq!(
                meets(condition, number, &wan),
                expected,
                "{condition} {number}"
            );
        }
        assert!(meets("742.42", "742.42", &Unit::Yuan));
    }

    #[test]
    fn a_unit_compares_money_whatever_unit_is_printed() {
        assert!(meets(">500万", "5000001", &Unit::Yuan));
        assert!(!meets(">500万", "5000000", &Unit::Yuan));
        assert!(meets("=0.5亿元", "5000", &Unit::WanYuan));
        assert!(meets("1..2亿", "15000", &Unit::WanYuan));
        assert!(meets("5000万..1亿", "0.7", &Unit::YiYuan));
        assert!(!meets(">5万", "600", &Unit::Count("辆".into())));
        assert!(meets("50%", "50", &Unit::Percent));
        assert!(!meets("50%", "50", &Unit::WanYuan));
    }

    #[test]
    fn words_are_no_amounts() {
        for word in [
            "",
            ">",
            "..",
            ".",
            "-",
            "基本支出",
            "1.2.3",
            "5辆",
            "206-01",
            "1..x",
        ] {
            assert_eq!(AmountTest::parse(word), None, "{word}");
        }
    }
}
