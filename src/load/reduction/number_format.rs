//! Number formats of spreadsheets: the stored number as the sheet prints it.

use rust_decimal::prelude::Zero;
use rust_decimal::{Decimal, RoundingStrategy};

/// Digits a spreadsheet keeps; what stands behind them is noise of the stored binary fraction.
const KEPT_DIGITS: u32 = 15;

/// Digits the general format prints at most.
const GENERAL_DIGITS: u32 = 10;

/// Longest code of a format a spreadsheet program takes; a longer one would ask for any number of digits.
const LONGEST_CODE: usize = 255;

/// A parsed format code such as `#,##0.00;[Red]-#,##0.00;"-"`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct NumberFormat {
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Section {
    condition: Option<Condition>,
    tokens: Vec<Token>,
    /// Thousands are parted.
    grouped: bool,
    /// How often the number is divided by 1000.
    thousands: u32,
    /// How often it is multiplied by 100.
    percents: u32,
    /// `General`, `@`, dates and exponents: not made of digit places.
    special: Option<Special>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    General,
    Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Literal(char),
    /// A digit that is printed also when it is a leading or trailing zero.
    Always,
    /// A digit that is printed when it is needed.
    Needed,
    Point,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Condition {
    least: Option<Decimal>,
    most: Option<Decimal>,
    /// Whether the bounds themselves are outside.
    strict: bool,
}

impl Condition {
    fn holds(self, number: Decimal) -> bool {
        let inside = |bound: Decimal| number != bound || !self.strict;
        self.least
            .is_none_or(|least| number >= least && inside(least))
            && self.most.is_none_or(|most| number <= most && inside(most))
    }
}

impl NumberFormat {
    /// Reads a format code.
    #[must_use]
    pub(in crate::load) fn parse(code: &str) -> Self {
        if code.chars().count() > LONGEST_CODE {
            return NumberFormat::default();
        }
        let mut sections = vec![String::new()];
        let mut quoted = false;
        let mut escaped = false;
        for c in code.chars() {
            if c == ';' && !quoted && !escaped {
                sections.push(String::new());
                continue;
            }
            quoted ^= c == '"' && !escaped;
            escaped = matches!(c, '\\' | '!') && !escaped && !quoted;
            if let Some(section) = sections.last_mut() {
                section.push(c);
            }
        }
        let sections = sections.iter().map(|text| Section::parse(text)).collect();
        NumberFormat { sections }
    }

    /// The formats every spreadsheet program knows by number.
    #[must_use]
    pub(in crate::load) fn built_in(id: usize) -> Self {
        NumberFormat::parse(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=22 | 27..=36 | 45..=47 | 50..=58 => "yyyy-mm-dd",
            37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            _ => "General",
        })
    }

    /// The number as printed; the stored text itself when it is no decimal number.
    #[must_use]
    pub(in crate::load) fn show(&self, stored: &str) -> String {
        let Some(number) = exact(stored) else {
            return stored.trim().to_owned();
        };
        let negative = number.is_sign_negative() && !number.is_zero();
        let Some((section, signed)) = self.section(number) else {
            return general(number);
        };
        let shown = section.show(number.abs());
        let printed_zero = !shown.chars().any(|c| matches!(c, '1'..='9'));
        if negative && signed && !printed_zero {
            format!("-{shown}")
        } else {
            shown
        }
    }

    /// Whether it shows numbers as dates: those are no quantities.
    #[must_use]
    pub(in crate::load) fn is_date(&self) -> bool {
        let dates = |section: &Section| section.special == Some(Special::Date);
        self.sections.iter().any(dates)
    }

    /// The section for a number, and whether the sign is to be printed before it.
    fn section(&self, number: Decimal) -> Option<(&Section, bool)> {
        let conditional = self
            .sections
            .iter()
            .any(|section| section.condition.is_some());
        if conditional {
            let holds = |section: &&Section| {
                section
                    .condition
                    .is_none_or(|condition| condition.holds(number))
            };
            let found = self.sections.iter().find(holds);
            return found
                .or(self.sections.last())
                .map(|section| (section, true));
        }
        let at = match (self.sections.len(), number) {
            (3.., number) if number.is_zero() => 2,
            (2.., number) if number < Decimal::zero() => 1,
            _ => 0,
        };
        self.sections.get(at).map(|section| (section, at == 0))
    }
}

impl Section {
    fn parse(text: &str) -> Self {
        let mut section = Section::default();
        if text.eq_ignore_ascii_case("general") || text.trim() == "@" {
            section.special = Some(Special::General);
            return section;
        }
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => section
                    .tokens
                    .extend(chars.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
                '\\' | '!' => section.tokens.extend(chars.next().map(Token::Literal)),
                // A space as wide as a character, a character that fills the cell: no text.
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    section.condition = section.condition.or(condition(&inside));
                }
                '0' => section.tokens.push(Token::Always),
                '#' | '?' => section.tokens.push(Token::Needed),
                '.' => section.tokens.push(Token::Point),
                ',' => match chars.peek() {
                    Some('0' | '#' | '?') => section.grouped = true,
                    _ => section.thousands += 1,
                },
                '%' => {
                    section.percents += 1;
                    section.tokens.push(Token::Literal('%'));
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                    section.special = Some(Special::Date);
                }
                'E' | 'e' | 'G' | 'g' | '/' => section.special = Some(Special::General),
                c => section.tokens.push(Token::Literal(c)),
            }
        }
        section
    }

    fn show(&self, number: Decimal) -> String {
        match self.special {
            Some(Special::Date) => return date(number),
            Some(Special::General) => return general(number),
            None => {}
        }
        let Some(number) = self.scaled(number) else {
            return general(number);
        };
        let point = self.tokens.iter().position(|token| *token == Token::Point);
        let (whole, fraction) = self.tokens.split_at(point.unwrap_or(self.tokens.len()));
        let places = |tokens: &[Token]| {
            let place = |token: &&Token| matches!(token, Token::Always | Token::Needed);
            tokens.iter().filter(place).count()
        };
        let decimals = u32::try_from(places(fraction)).unwrap_or(0).min(20);
        let rounded =
            number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let text = format!("{rounded:.*}", decimals as usize);
        let (digits, parts) = text.split_once('.').unwrap_or((&text, ""));
        // Without a digit that is always printed, a zero prints nothing.
        let bare = !whole.contains(&Token::Always) && decimals == 0 && rounded.is_zero();
        let digits = if bare { "" } else { digits };
        let mut shown = self.whole(whole, digits, places(whole));
        shown.push_str(&fraction_text(fraction, parts));
        shown.trim().to_owned()
    }

    fn scaled(&self, number: Decimal) -> Option<Decimal> {
        let mut scaled = number;
        for _ in 0..self.percents.min(4) {
            scaled = scaled.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        for _ in 0..self.thousands.min(6) {
            scaled = scaled.checked_div(Decimal::ONE_THOUSAND)?;
        }
        Some(scaled)
    }

    /// Digits before the point. Literals may stand between them: `0!.0,` prints 12300 as 1.2.
    fn whole(&self, tokens: &[Token], digits: &str, places: usize) -> String {
        let least = tokens.iter().filter(|t| **t == Token::Always).count();
        let padded = format!("{digits:0>least$}");
        let last_place = tokens
            .iter()
            .rposition(|token| !matches!(token, Token::Literal(_)));
        let divided = tokens
            .iter()
            .position(|token| !matches!(token, Token::Literal(_)))
            .zip(last_place)
            .is_some_and(|(first, last)| {
                let inner = tokens.get(first..last).unwrap_or(&[]);
                inner.iter().any(|token| matches!(token, Token::Literal(_)))
            });
        let padded = match (self.grouped && !divided, divided) {
            (true, _) => grouped(&padded),
            (_, true) => format!("{padded:0>places$}"),
            _ => padded,
        };
        let mut shown = String::new();
        let mut place = 0;
        for token in tokens {
            match token {
                // Signs of currencies would hide the number from every reader but a human one.
                Token::Literal('¥' | '￥' | '$') => {}
                Token::Literal(c) => shown.push(*c),
                Token::Always | Token::Needed if divided => {
                    let end = padded.len() - (places - 1 - place).min(padded.len());
                    let start = if place == 0 { 0 } else { end.saturating_sub(1) };
                    shown.push_str(padded.get(start..end).unwrap_or(""));
                    place += 1;
                }
                Token::Always | Token::Needed => {
                    if place == 0 {
                        shown.push_str(&padded);
                    }
                    place += 1;
                }
                Token::Point => {}
            }
        }
        shown
    }
}

/// Point and digits behind it; digits that are not needed are left out, and with all of them the
/// point.
fn fraction_text(tokens: &[Token], digits: &str) -> String {
    let place = |token: &&Token| matches!(token, Token::Always | Token::Needed);
    let places: Vec<Token> = tokens.iter().filter(place).copied().collect();
    let always = places
        .iter()
        .rposition(|token| *token == Token::Always)
        .map_or(0, |at| at + 1);
    let shown = digits.trim_end_matches('0').len().max(always);
    let mut text = String::new();
    let mut digits = digits.chars().take(shown);
    for token in tokens {
        match token {
            Token::Point if shown > 0 => text.push('.'),
            Token::Point => {}
            Token::Literal(c) => text.push(*c),
            Token::Always | Token::Needed => text.extend(digits.next()),
        }
    }
    text
}

/// `[>=10000]`; colours, currencies and languages are no conditions.
fn condition(text: &str) -> Option<Condition> {
    let bound = |text: &str| text.trim().parse::<Decimal>().ok();
    let (least, most, strict) = if let Some(rest) = text.strip_prefix(">=") {
        (bound(rest), None, false)
    } else if let Some(rest) = text.strip_prefix("<=") {
        (None, bound(rest), false)
    } else if let Some(rest) = text.strip_prefix('>') {
        (bound(rest), None, true)
    } else if let Some(rest) = text.strip_prefix('<') {
        (None, bound(rest), true)
    } else {
        let rest = text.strip_prefix('=')?;
        (bound(rest), bound(rest), false)
    };
    (least.is_some() || most.is_some()).then_some(Condition {
        least,
        most,
        strict,
    })
}

/// The stored number without the noise of binary fractions.
pub(super) fn exact(stored: &str) -> Option<Decimal> {
    let stored = stored.trim();
    let number = stored
        .parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(stored))
        .ok()?;
    number.round_sf_with_strategy(KEPT_DIGITS, RoundingStrategy::MidpointAwayFromZero)
}

/// Whole numbers in full, fractions with up to ten digits.
fn general(number: Decimal) -> String {
    let whole = number.trunc().abs().to_string();
    let digits = u32::try_from(whole.len()).unwrap_or(GENERAL_DIGITS);
    let decimals = GENERAL_DIGITS.saturating_sub(digits);
    number
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
        .to_string()
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Days since 30 December 1899 as a calendar date, by the rule of 400 years of 146,097 days.
fn date(number: Decimal) -> String {
    let whole = number.trunc().to_string();
    let Some(days) = whole.parse::<u32>().ok().filter(|days| *days < 2_958_466) else {
        return general(number);
    };
    // 1 March of year 0 is 693,899 days before 30 December 1899.
    let days = days + 693_899;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_sheets_print_them() {
        let cases = [
            ("General", "595.92999999999995", "595.93"),
            ("General", "0.30000000000000004", "0.3"),
            ("General", "2010301", "2010301"),
            ("General", "123.4567", "123.4567"),
            ("General", "1.5E-2", "0.015"),
            ("0.00", "595.92499999999995", "595.93"),
            ("0.00", "595.925", "595.93"),
            ("#,##0.00", "1234567.5", "1,234,567.50"),
            ("#,##0.00", "-1234.5", "-1,234.50"),
            ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-3.2", "-3.20"),
            ("#,##0.00_);(#,##0.00)", "-3.2", "(3.20)"),
            (
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "0",
                "-",
            ),
            ("#,##0.00;-#,##0.00;", "0", ""),
            ("#,##0.00;-#,##0.00;;@", "12", "12.00"),
            ("#,##0.##", "1200", "1,200"),
            ("#", "0", ""),
            ("#.##", "0.5", "0.5"),
            ("0.######", "12.345600", "12.3456"),
            ("0.00%", "0.7571", "75.71%"),
            ("0!.0,", "12345", "1.2"),
            ("0\".\"0,\"万\"", "12345678", "1234.6万"),
            ("#,##0.00,", "1234567", "1,234.57"),
            ("[>=10000]0!.0,;0", "500", "500"),
            ("[>=10000]0!.0,;0", "20000", "2.0"),
            ("00", "2", "02"),
            ("¥#,##0.00", "12", "12.00"),
            ("yyyy\"年\"m\"月\"", "45658", "2025-01-01"),
            ("0.00", "-0.001", "0.00"),
            ("@", "00012x", "00012x"),
        ];
        for (code, stored, shown) in cases {
            assert_eq!(
                NumberFormat::parse(code).show(stored),
                shown,
                "{code} {stored}"
            );
        }
    }

    #[test]
    fn an_endless_code_shows_the_number_in_full() {
        let code = "0".repeat(60_000) + "." + &"0".repeat(60_000);
        assert_eq!(NumberFormat::parse(&code).show("1234.5"), "1234.5");
        let code = "0".repeat(200) + "." + &"0".repeat(50);
        assert!(
            NumberFormat::parse(&code)
                .show("1234.5")
                .ends_with("1234.50000000000000000000")
        );
    }

    #[test]
    fn built_in_formats_follow_their_codes() {
        assert_eq!(NumberFormat::built_in(4).show("1234.5"), "1,234.50");
        assert_eq!(NumberFormat::built_in(43).show("0"), "-");
        assert_eq!(NumberFormat::built_in(14).show("60"), "1900-02-28");
    }
}
