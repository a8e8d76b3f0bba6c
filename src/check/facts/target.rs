//! The target of an indicator as data: how it compares, with which numbers, in which unit.

use crate::model::{Amount, Inequality};

/// A target that is a number, or reaches from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// How it compares.
    pub comparison: Inequality,
    /// The number, exactly as printed; the lower one of two.
    pub number: Amount,
    /// The upper number of 3-5.
    pub upper: Option<Amount>,
    /// What is printed behind it: %, 座, 万元/座; empty where nothing is.
    pub unit: &'a str,
}

/// Words before a number, longer ones first.
const BEFORE: [(&str, Inequality); 22] = [
    ("大于或等于", Inequality::AtLeast),
    ("小于或等于", Inequality::AtMost),
    ("大于等于", Inequality::AtLeast),
    ("小于等于", Inequality::AtMost),
    ("不得低于", Inequality::AtLeast),
    ("不得超过", Inequality::AtMost),
    ("控制在", Inequality::AtMost),
    ("不低于", Inequality::AtLeast),
    ("不少于", Inequality::AtLeast),
    ("不小于", Inequality::AtLeast),
    ("不高于", Inequality::AtMost),
    ("不超过", Inequality::AtMost),
    ("不大于", Inequality::AtMost),
    ("不多于", Inequality::AtMost),
    ("达到", Inequality::AtLeast),
    ("至少", Inequality::AtLeast),
    ("大于", Inequality::Above),
    ("高于", Inequality::Above),
    ("超过", Inequality::Above),
    ("小于", Inequality::Below),
    ("低于", Inequality::Below),
    ("等于", Inequality::Equal),
];

/// Words behind a number and its unit.
const BEHIND: [(&str, Inequality); 7] = [
    ("及以上", Inequality::AtLeast),
    ("（含）以上", Inequality::AtLeast),
    ("以上", Inequality::AtLeast),
    ("及以下", Inequality::AtMost),
    ("以下", Inequality::AtMost),
    ("以内", Inequality::AtMost),
    ("之内", Inequality::AtMost),
];

impl<'a> Target<'a> {
    /// Reads a target; `None` where it is words, a date, or more than one number that make no range.
    #[must_use]
    pub fn read(value: &'a str) -> Option<Self> {
        let value = value.trim();
        let words = |text: &'a str| {
            let mut words = BEFORE.iter();
            words.find_map(|(word, comparison)| Some((*comparison, text.strip_prefix(word)?)))
        };
        let (before, rest) = match Inequality::leading(value) {
            Some((comparison, rest)) if comparison != Inequality::Equal => (Some(comparison), rest),
            sign => {
                // =不少于 3 says what its words say.
                let rest = sign.map_or(value, |(_, rest)| rest.trim_start());
                words(rest).map_or((None, rest), |(word, rest)| (Some(word), rest))
            }
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
                .unwrap_or(Inequality::Equal),
            number,
            upper,
            unit,
        })
    }

    /// Whether it sets a limit that must not be exceeded.
    #[must_use]
    pub fn is_ceiling(&self) -> bool {
        !matches!(self.comparison, Inequality::AtLeast | Inequality::Above) && self.upper.is_none()
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
            ("≥12座", Inequality::AtLeast, 12, None, "座"),
            ("100%", Inequality::Equal, 100, None, "%"),
            ("=100 %", Inequality::Equal, 100, None, "%"),
            ("大于等于95%", Inequality::AtLeast, 95, None, "%"),
            ("＞=95%", Inequality::AtLeast, 95, None, "%"),
            (">= 3 次", Inequality::AtLeast, 3, None, "次"),
            ("不超过15万元", Inequality::AtMost, 15, None, "万元"),
            ("15万元以内", Inequality::AtMost, 15, None, "万元"),
            ("90%以上", Inequality::AtLeast, 90, None, "%"),
            ("3-5万人", Inequality::Equal, 3, Some(5), "万人"),
            ("90%～95%", Inequality::Equal, 90, Some(95), "%"),
            ("≤1,200元/座", Inequality::AtMost, 1200, None, "元/座"),
            ("12", Inequality::Equal, 12, None, ""),
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
