//! Printed literals → figures: thousands separators, full-width digits, negatives, percent, dashes.

use rust_decimal::Decimal;

use crate::load::fold::is_space;
use crate::model::{Figure, FigureKind, Unit};

/// Longer digit runs are identifiers, not amounts; it also keeps every sum inside `Decimal`.
const MOST_DIGITS: usize = 15;

/// Digits of a stored binary fraction that a program wrote out in full: 3230.2999999999993.
const STORED_DIGITS: usize = 20;

/// Such a fraction has more decimals than any form prints.
const STORED_DECIMALS: usize = 7;

/// Reads a literal as a figure in `unit`; a percent sign or a money word after the digits
/// overrides the unit. `None` when the text is no number and no dash.
#[must_use]
pub(super) fn read(text: &str, unit: &Unit) -> Option<Figure> {
    let raw = text.trim_matches(is_space);
    if is_dash(raw) {
        let dash = FigureKind::Dash;
        return Some(Figure::new(dash, Decimal::ZERO, 0, unit.clone(), raw));
    }
    if !begins_a_number(raw) {
        return None;
    }
    let (digits, unit) = split_unit(raw, unit);
    let (number, decimals) = number(&digits)?;
    let kind = if number.is_zero() {
        FigureKind::Zero
    } else {
        FigureKind::Printed
    };
    Some(Figure::new(kind, number, decimals, unit, raw))
}

/// Most texts are words; their first character tells.
fn begins_a_number(raw: &str) -> bool {
    let first = raw.chars().next().map(half_width);
    first.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '('))
}

/// A run of dashes, as forms print for "does not apply".
#[must_use]
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, '—' | '–' | '-' | '－' | '─' | '―' | '一') || is_space(c))
        && text != "一"
}

fn split_unit(raw: &str, unit: &Unit) -> (String, Unit) {
    let plain: String = raw
        .chars()
        .filter(|c| !is_space(*c))
        .map(half_width)
        .collect();
    if let Some(digits) = plain.strip_suffix('%') {
        return (digits.to_owned(), Unit::Percent);
    }
    for word in ["百万元", "万元", "亿元", "千元", "元"] {
        if let (Some(digits), Some(own)) = (plain.strip_suffix(word), Unit::from_money_word(word)) {
            return (digits.to_owned(), own);
        }
    }
    (plain, unit.clone())
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '－' | '（' | '）' | '％' | '＋' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '−' | '–' => '-',
        _ => c,
    }
}

/// `1,959.63`, `-5.00`, `(5.00)`, `+0.3` → the number and its printed decimals.
fn number(text: &str) -> Option<(Decimal, u32)> {
    let bracketed = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let (negative, body) = match (bracketed, text.strip_prefix('-')) {
        // （1） is an ordinal; accountants' brackets hold an amount with decimals.
        (Some(inside), _) if inside.contains('.') => (true, inside),
        (Some(_), _) => return None,
        (None, Some(rest)) => (true, rest),
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if body.ends_with('.') || whole.is_empty() || !grouped_well(whole) {
        return None;
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = whole.chars().filter(|c| *c != ',').collect();
    let length = digits.len() + fraction.len();
    let stored = fraction.len() >= STORED_DECIMALS && length <= STORED_DIGITS;
    if length > MOST_DIGITS && !stored {
        return None;
    }
    let mut number: Decimal = format!("{digits}{fraction}").parse().ok()?;
    let mut decimals = u32::try_from(fraction.len()).ok()?;
    number.set_scale(decimals).ok()?;
    if length > MOST_DIGITS {
        // A spreadsheet keeps fifteen digits; what stands behind them is noise.
        number = number.round_sf(15)?.normalize();
        decimals = number.scale();
    }
    number.set_sign_negative(negative && !number.is_zero());
    Some((number, decimals))
}

/// Digits only, or commas before groups of three; some spreadsheets print a comma before the last
/// group only (120258,600).
fn grouped_well(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let Some(first) = groups.next() else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    digits(first) && !first.is_empty() && rest.iter().all(|part| part.len() == 3 && digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_as_they_are_printed() {
        let cases = [
            ("825.22", "825.22", 2),
            ("1,959.63", "1959.63", 2),
            ("１，９５９．６３", "1959.63", 2),
            ("-0.50", "-0.50", 2),
            ("－0.50", "-0.50", 2),
            ("3230.2999999999993", "3230.3", 1),
            ("0.30000000000000004", "0.3", 1),
            ("(3.20)", "-3.20", 2),
            ("0.00", "0.00", 2),
            ("160", "160", 0),
            (" 856766.73 ", "856766.73", 2),
        ];
        for (text, value, decimals) in cases {
            let figure = read(text, &Unit::WanYuan);
            let found = figure.map(|figure| (figure.number().to_string(), figure.decimals()));
            assert_eq!(found, Some((value.to_owned(), decimals)), "{text}");
        }
    }

    #[test]
    fn units_behind_the_digits_win() {
        assert_eq!(
            read("75.71%", &Unit::WanYuan).map(|f| f.unit().clone()),
            Some(Unit::Percent)
        );
        assert_eq!(
            read("120元", &Unit::WanYuan).map(|f| f.unit().clone()),
            Some(Unit::Yuan)
        );
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "是/否",
            "≥95%",
            "（1）",
            "1,23",
            "12.",
            ".5",
            "13030324P00LDLE10017W",
            "2024年",
            "411200230000000129520",
            "--1",
            "1.2.3",
        ] {
            let figure = read(text, &Unit::WanYuan);
            assert!(figure.is_none(), "{text}: {figure:?}");
        }
    }

    #[test]
    fn dashes_do_not_apply() {
        for text in ["—", "———", "————", "--", "－"] {
            assert_eq!(
                read(text, &Unit::WanYuan).map(|f| f.kind()),
                Some(FigureKind::Dash)
            );
        }
        assert!(read("一", &Unit::WanYuan).is_none());
    }
}
