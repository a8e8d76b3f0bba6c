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
    fn years_stand_before_their_word() {
        let found: Vec<_> = years_in("年初，2023年比2022年度，第3年，12年").collect();
        assert_eq!(found, [(9..16, 2023), (19..26, 2022)]);
    }
}
