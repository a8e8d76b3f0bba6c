//! The number a cell stores, where it says more than the number the cell prints.

use rust_decimal::Decimal;

use super::number_format::exact;

/// The stored number beside what the cell shows of it: without the noise of its binary fraction, and
/// `None` where the cell shows all of it. What is shown in percent or in thousands stores another
/// number than it prints.
#[must_use]
pub(in crate::load) fn beside(stored: &str, shown: &str) -> Option<Decimal> {
    let number = exact(stored)?.normalize();
    (printed(shown) != Some(number)).then_some(number)
}

/// Whether a cell shows a number and nothing else; dates and words with digits show none.
#[must_use]
pub(in crate::load) fn is_number(shown: &str) -> bool {
    printed(shown).is_some()
}

/// The number a cell shows, in its own digits; a percentage is counted in percent.
fn printed(shown: &str) -> Option<Decimal> {
    let digits = |c: &char| !matches!(c, ',' | '%' | '(' | ')') && !c.is_whitespace();
    let number: Decimal = shown
        .chars()
        .filter(digits)
        .collect::<String>()
        .parse()
        .ok()?;
    let bracketed = shown.trim_start().starts_with('(');
    Some(if bracketed { -number } else { number }.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_number_is_kept_where_it_says_more() {
        let cases = [
            ("12.3456789", "12.35", Some("12.3456789")),
            ("0.1234", "12.34%", Some("0.1234")),
            ("123450000", "12345.0000", Some("123450000")),
            ("1234.5", "1,234.50", None),
            ("595.92999999999995", "595.93", None),
            ("-3.2", "(3.20)", None),
            ("-3.204", "(3.20)", Some("-3.204")),
            ("0", "-", Some("0")),
            ("1E-3", "0.00", Some("0.001")),
            ("2", "02", None),
            ("在册", "在册", None),
            ("", "", None),
            ("1e400", "1e400", None),
        ];
        for (stored, shown, kept) in cases {
            let kept = kept.and_then(|kept| kept.parse().ok());
            assert_eq!(beside(stored, shown), kept, "{stored} {shown}");
        }
    }
}
