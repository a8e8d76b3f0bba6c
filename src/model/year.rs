//! Years as they are printed: four digits, alone or with 年 behind them.

use std::ops::Range;

/// The first year a disclosure tells of; earlier ones are other numbers.
const FIRST: u16 = 2000;
/// The last one.
const LAST: u16 = 2099;
/// So many digits print a year.
const DIGITS: usize = 4;

/// The year that four digits print; `None` where they are another number.
#[must_use]
pub fn year_in(digits: &str) -> Option<u16> {
    let year = digits.parse().ok().filter(|_| digits.len() == DIGITS)?;
    (FIRST..=LAST).contains(&year).then_some(year)
}

/// The year a text begins with, and what stands behind it: 2026年预算数, 2026年度.
#[must_use]
pub fn dated(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(DIGITS)?;
    let mut words = ["年度", "年"].iter();
    let rest = words.find_map(|word| rest.strip_prefix(word))?;
    Some((year_in(digits)?, rest))
}

/// The years printed with 年 behind them: the bytes of both, and the year.
pub fn years_in(text: &str) -> impl DoubleEndedIterator<Item = (Range<usize>, u16)> + '_ {
    text.match_indices('年').filter_map(|(at, word)| {
        let start = at.checked_sub(DIGITS)?;
        Some((start..at + word.len(), year_in(text.get(start..at)?)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_digits_of_our_time_are_a_year() {
        for (digits, year) in [
            ("2023", Some(2023)),
            ("1978", None),
            ("2100", None),
            ("+202", None),
            ("02023", None),
        ] {
            assert_eq!(year_in(digits), year, "{digits}");
        }
    }

    #[test]
    fn a_text_may_begin_with_its_year() {
        assert_eq!(dated("2026年预算数"), Some((2026, "预算数")));
        assert_eq!(dated("2026年度"), Some((2026, "")));
        for text in ["2026", "2026预算数", "1978年", "本年2026年", "年"] {
            assert_eq!(dated(text), None, "{text}");
        }
    }

    #[test]
    fn years_stand_before_their_word() {
        let found: Vec<_> = years_in("年初，2023年比2022年度，第3年，12年").collect();
        assert_eq!(found, [(9..16, 2023), (19..26, 2022)]);
    }
}
