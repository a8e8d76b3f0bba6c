//! The target of an indicator as data: how it compares, with which numbers, in which unit.

use crate::model::Amount;

/// How what is reached is held against a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// ≥, 不少于, 以上
    AtLeast,
    /// >, 大于
    Above,
    /// ≤, 不超过, 以内
    AtMost,
    /// <, 小于
    Below,
    /// =, or nothing printed
    Equal,
}

/// A target that is a number, or reaches from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// How it compares.
    pub comparison: Comparison,
    /// The number, exactly as printed; the lower one of two.
    pub number: Amount,
    /// The upper number of 3-5.
    pub upper: Option<Amount>,
    /// What is printed behind it: %, 座, 万元/座; empty where nothing is.
    pub unit: &'a str,
}

/// Words before a number, longer ones first.
const BEFORE: [(&str, Comparison); 30] = [
    ("大于或等于", Comparison::AtLeast),
    ("小于或等于", Comparison::AtMost),
    ("大于等于", Comparison::AtLeast),
    ("小于等于", Comparison::AtMost),
    ("不得低于", Comparison::AtLeast),
    ("不得超过", Comparison::AtMost),
    ("控制在", Comparison::AtMost),
    ("不低于", Comparison::AtLeast),
    ("不少于", Comparison::AtLeast),
    ("不小于", Comparison::AtLeast),
    ("不高于", Comparison::AtMost),
    ("不超过", Comparison::AtMost),
    ("不大于", Comparison::AtMost),
    ("不多于", Comparison::AtMost),
    ("达到", Comparison::AtLeast),
    ("至少", Comparison::AtLeast),
    ("大于", Comparison::Above),
    ("高于", Comparison::Above),
    ("超过", Comparison::Above),
    ("小于", Comparison::Below),
    ("低于", Comparison::Below),
    ("等于", Comparison::Equal),
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("≧", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    ("≦", Comparison::AtMost),
    (">", Comparison::Above),
    ("<", Comparison::Below),
];

/// Words behind a number and its unit.
const BEHIND: [(&str, Comparison); 7] = [
    ("及以上", Comparison::AtLeast),
    ("（含）以上", Comparison::AtLeast),
    ("以上", Comparison::AtLeast),
    ("及以下", Comparison::AtMost),
    ("以下", Comparison::AtMost),
    ("以内", Comparison::AtMost),
    ("之内", Comparison::AtMost),
];

impl<'a> Target<'a> {
    /// Reads a target; `None` where it is words, a date, or more than one number that make no range.
    #[must_use]
    pub fn read(value: &'a str) -> Option<Self> {
        let value = value.trim().trim_start_matches(['=', '＝', ' ']);
        let wide = |c: char| match c {
            '＞' => Some((">", c.len_utf8())),
            '＜' => Some(("<", c.len_utf8())),
            _ => None,
        };
        let (sign, rest) = match value.chars().next().and_then(wide) {
            Some((sign, length)) => (sign, value.get(length..)?),
            None => ("", value),
        };
        let word = |text: &str| {
            BEFORE
                .iter()
                .find(|(word, _)| text.starts_with(word))
                .copied()
        };
        let (before, rest) = match (word(sign), word(rest)) {
            (Some((_, comparison)), _) => {
                // ＞= is ≥.
                let or_equal = rest.strip_prefix(['=', '＝']);
                let comparison = match (comparison, or_equal) {
                    (Comparison::Above, Some(_)) => Comparison::AtLeast,
                    (Comparison::Below, Some(_)) => Comparison::AtMost,
                    (comparison, _) => comparison,
                };
                (Some(comparison), or_equal.unwrap_or(rest))
            }
            (None, Some((word, comparison))) => (Some(comparison), rest.get(word.len()..)?),
            (None, None) => (None, rest),
        };
        let (number, rest) = number(rest.trim_start())?;
        let first = unit_before_range(rest);
        let (upper, rest) =
            match first.and_then(|rest| rest.strip_prefix(['-', '~', '～', '—', '至'])) {
                Some(rest) => {
                    let (upper, rest) = self::number(rest.trim_start())?;
                    (Some(upper), rest)
                }
                None => (None, rest),
            };
        let rest = rest.trim();
        let behind = BEHIND
            .iter()
            .find(|(word, _)| rest.ends_with(word))
            .copied();
        let unit = behind.map_or(rest, |(word, _)| rest.trim_end_matches(word).trim());
        let one_number = !unit.contains(|c: char| c.is_ascii_digit());
        // 2025年12月前 is a date.
        let date = unit.starts_with('年') || unit.starts_with('月');
        (one_number && !date).then_some(Target {
            comparison: before
                .or(behind.map(|(_, comparison)| comparison))
                .unwrap_or(Comparison::Equal),
            number,
            upper,
            unit,
        })
    }

    /// Whether it sets a limit that must not be exceeded.
    #[must_use]
    pub fn is_ceiling(&self) -> bool {
        !matches!(self.comparison, Comparison::AtLeast | Comparison::Above) && self.upper.is_none()
    }
}

/// 90% before -95%: the unit may be printed with both numbers.
fn unit_before_range(rest: &str) -> Option<&str> {
    Some(
        rest.trim_start()
            .strip_prefix('%')
            .unwrap_or(rest)
            .trim_start(),
    )
}

/// The number a text begins with, and what follows it.
fn number(text: &str) -> Option<(Amount, &str)> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ','));
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let plain: String = digits.chars().filter(|&c| c != ',').collect();
    Some((Amount::new(plain.parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_as_forms_print_them() {
        let whole = |number: i64| Amount::new(number.into());
        for (text, comparison, number, upper, unit) in [
            ("≥12座", Comparison::AtLeast, 12, None, "座"),
            ("100%", Comparison::Equal, 100, None, "%"),
            ("=100 %", Comparison::Equal, 100, None, "%"),
            ("大于等于95%", Comparison::AtLeast, 95, None, "%"),
            ("＞=95%", Comparison::AtLeast, 95, None, "%"),
            (">= 3 次", Comparison::AtLeast, 3, None, "次"),
            ("不超过15万元", Comparison::AtMost, 15, None, "万元"),
            ("15万元以内", Comparison::AtMost, 15, None, "万元"),
            ("90%以上", Comparison::AtLeast, 90, None, "%"),
            ("3-5万人", Comparison::Equal, 3, Some(5), "万人"),
            ("90%～95%", Comparison::Equal, 90, Some(95), "%"),
            ("≤1,200元/座", Comparison::AtMost, 1200, None, "元/座"),
            ("12", Comparison::Equal, 12, None, ""),
        ] {
            let upper = upper.map(whole);
            let expected = Target {
                comparison,
                number: whole(number),
                upper,
                unit,
            };
            assert_eq!(Target::read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_and_dates_are_no_numbers() {
        for text in [
            "健全",
            "2025年11月底前",
            "12月底",
            "每月1次，全年12次",
            "",
            "≥",
            "良好以上",
        ] {
            assert_eq!(Target::read(text), None, "{text}");
        }
    }
}
