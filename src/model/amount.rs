//! Exact money and the units it is printed in. No floats, no rounding, no tolerance.

use std::fmt;

use rust_decimal::Decimal;

/// An exact quantity: money in 元, or a plain count where the unit is no money.
///
/// All arithmetic is checked: `None` means the sum left the 28 digits of [`Decimal`], which the
/// judge reports as a doubt instead of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// Wraps an exact number of 元 (or pieces).
    #[must_use]
    pub const fn new(value: Decimal) -> Self {
        Amount(value)
    }

    /// The exact number of 元 (or pieces).
    #[must_use]
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// Sum, `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    /// Difference, `None` on overflow.
    #[must_use]
    pub fn checked_sub(self, other: Amount) -> Option<Amount> {
        self.0.checked_sub(other.0).map(Amount)
    }

    /// Product with an exact factor, `None` on overflow.
    #[must_use]
    pub fn checked_mul(self, factor: Decimal) -> Option<Amount> {
        self.0.checked_mul(factor).map(Amount)
    }

    /// The amount with the sign removed.
    #[must_use]
    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// Whether this is exactly nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The same amount counted in `unit`, e.g. 10000 元 → 1 万元. Units that are no money keep
    /// the number.
    #[must_use]
    pub fn in_unit(self, unit: &Unit) -> Decimal {
        self.0
            .checked_div(unit.factor())
            .unwrap_or(self.0)
            .normalize()
    }
}

impl std::ops::Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

/// What one printed 1 stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Unit {
    /// 元
    Yuan,
    /// 千元
    ThousandYuan,
    /// 万元, the usual unit of these forms.
    #[default]
    WanYuan,
    /// 百万元
    MillionYuan,
    /// 亿元
    YiYuan,
    /// %
    Percent,
    /// A count with its printed measure word (辆, 家, 分 …); empty when none is printed.
    Count(Box<str>),
}

impl Unit {
    /// How many 元 one printed 1 is; 1 for percent and counts.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::from(match self {
            Unit::Yuan | Unit::Percent | Unit::Count(_) => 1_u64,
            Unit::ThousandYuan => 1_000,
            Unit::WanYuan => 10_000,
            Unit::MillionYuan => 1_000_000,
            Unit::YiYuan => 100_000_000,
        })
    }

    /// Whether figures in this unit are money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        !matches!(self, Unit::Percent | Unit::Count(_))
    }

    /// The word as it is printed.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Unit::Yuan => "元",
            Unit::ThousandYuan => "千元",
            Unit::WanYuan => "万元",
            Unit::MillionYuan => "百万元",
            Unit::YiYuan => "亿元",
            Unit::Percent => "%",
            Unit::Count(word) => word,
        }
    }

    /// The money unit with this printed word.
    #[must_use]
    pub fn from_money_word(word: &str) -> Option<Unit> {
        Some(match word {
            "元" => Unit::Yuan,
            "千元" => Unit::ThousandYuan,
            "万元" => Unit::WanYuan,
            "百万元" => Unit::MillionYuan,
            "亿元" => Unit::YiYuan,
            _ => return None,
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// All exact values between two ends, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Least exact value.
    pub least: Amount,
    /// Greatest exact value.
    pub greatest: Amount,
}

impl Interval {
    /// The interval that holds one value only.
    #[must_use]
    pub const fn exact(value: Amount) -> Self {
        Interval {
            least: value,
            greatest: value,
        }
    }

    /// All sums of one value of each interval, `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Interval) -> Option<Interval> {
        Some(Interval {
            least: self.least.checked_add(other.least)?,
            greatest: self.greatest.checked_add(other.greatest)?,
        })
    }

    /// The interval mirrored at zero.
    #[must_use]
    pub fn negated(self) -> Interval {
        Interval {
            least: -self.greatest,
            greatest: -self.least,
        }
    }

    /// Whether the two share a value.
    #[must_use]
    pub fn meets(self, other: Interval) -> bool {
        self.least <= other.greatest && other.least <= self.greatest
    }

    /// The values in both, `None` when there is none.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Option<Interval> {
        let both = Interval {
            least: self.least.max(other.least),
            greatest: self.greatest.min(other.greatest),
        };
        (both.least <= both.greatest).then_some(both)
    }

    /// Whether the value lies inside.
    #[must_use]
    pub fn contains(self, value: Amount) -> bool {
        self.least <= value && value <= self.greatest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wan_yuan_amount_is_ten_thousand_yuan() {
        let amount = Amount::new(Decimal::from(8_252_200));
        assert_eq!(amount.in_unit(&Unit::WanYuan).to_string(), "825.22");
        assert_eq!(amount.in_unit(&Unit::Yuan).to_string(), "8252200");
    }

    #[test]
    fn overflow_is_an_answer_not_a_panic() {
        let huge = Amount::new(Decimal::MAX);
        assert_eq!(huge.checked_add(huge), None);
    }
}
