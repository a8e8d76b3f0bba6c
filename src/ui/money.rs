//! How amounts are written: thousands separators, the chosen unit, decimal points in line. Exact, never rounded.

use rust_decimal::Decimal;

use crate::model::{Amount, Claim, Figure, FigureKind, Unit};

/// The unit a computation is written in: that of the cell, else that of the first amount of money
/// among the figures of the text, else 万元, the unit of these forms.
#[must_use]
pub fn unit_of<'a>(cell: Option<&Figure>, said: impl IntoIterator<Item = &'a Claim>) -> Unit {
    let said = || {
        let units = said.into_iter().map(|claim| claim.figure.unit());
        units.into_iter().find(|unit| unit.is_money())
    };
    let cell = cell.map(super::super::model::figure::Figure::unit);
    cell.or_else(said).cloned().unwrap_or_default()
}

/// The unit amounts are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShownUnit {
    /// As the table prints them.
    #[default]
    Printed,
    /// 元
    Yuan,
    /// 万元
    WanYuan,
    /// 亿元
    YiYuan,
}

impl ShownUnit {
    /// The unit after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            ShownUnit::Printed => ShownUnit::Yuan,
            ShownUnit::Yuan => ShownUnit::WanYuan,
            ShownUnit::WanYuan => ShownUnit::YiYuan,
            ShownUnit::YiYuan => ShownUnit::Printed,
        }
    }

    /// The unit to write figures of `printed` in: counts and shares keep theirs.
    #[must_use]
    pub fn resolve(self, printed: &Unit) -> Unit {
        if !printed.is_money() {
            return printed.clone();
        }
        match self {
            ShownUnit::Printed => printed.clone(),
            ShownUnit::Yuan => Unit::Yuan,
            ShownUnit::WanYuan => Unit::WanYuan,
            ShownUnit::YiYuan => Unit::YiYuan,
        }
    }
}

/// A printed figure in the unit shown: digits and decimals as printed when the unit is.
#[must_use]
pub fn figure(figure: &Figure, shown: ShownUnit) -> String {
    match figure.kind() {
        FigureKind::Dash => "-".to_owned(),
        FigureKind::Unreadable => figure.raw().to_string(),
        FigureKind::Printed | FigureKind::Zero => {
            let unit = shown.resolve(figure.unit());
            match figure.amount() {
                Some(amount) if unit != *figure.unit() => self::amount(amount, &unit),
                _ => grouped(figure.number(), Some(figure.decimals())),
            }
        }
    }
}

/// An exact amount in a unit, with two decimals at least for money above 元-pieces.
#[must_use]
pub fn amount(amount: Amount, unit: &Unit) -> String {
    let number = amount.in_unit(unit);
    let decimals = if unit.is_money() {
        number.scale().max(2)
    } else {
        number.scale()
    };
    grouped(number, Some(decimals))
}

/// A number with thousands separators; with `decimals`, zeros are added to reach them.
#[must_use]
pub fn grouped(number: Decimal, decimals: Option<u32>) -> String {
    let mut text = number.abs().to_string();
    if let Some(wanted) = decimals {
        let missing = wanted.saturating_sub(number.scale());
        if missing > 0 && number.scale() == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', missing as usize));
    }
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole.to_owned(), Some(fraction.to_owned())),
        None => (text, None),
    };
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(&fraction);
    }
    out
}

/// How wide the whole part and the decimals of a column of figures are, so that their decimal
/// points stand in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alignment {
    whole: usize,
    fraction: usize,
}

impl Alignment {
    /// The alignment that holds all these figures.
    pub fn of<'a>(figures: impl IntoIterator<Item = &'a str>) -> Self {
        let mut alignment = Alignment::default();
        for figure in figures {
            let (whole, fraction) = parts(figure);
            alignment.whole = alignment.whole.max(whole);
            alignment.fraction = alignment.fraction.max(fraction);
        }
        alignment
    }

    /// The alignment that holds the figures of both.
    #[must_use]
    pub fn join(self, other: Alignment) -> Self {
        Alignment {
            whole: self.whole.max(other.whole),
            fraction: self.fraction.max(other.fraction),
        }
    }

    /// Cells the column takes.
    #[must_use]
    pub fn width(self) -> usize {
        self.whole + self.fraction
    }

    /// The figure with the blanks behind it that bring its decimal point in line. What is no
    /// number stays as it is.
    #[must_use]
    pub fn pad(self, figure: &str) -> String {
        let (_, fraction) = parts(figure);
        let mut padded = figure.to_owned();
        if is_number(figure) {
            padded.extend(std::iter::repeat_n(
                ' ',
                self.fraction.saturating_sub(fraction),
            ));
        }
        padded
    }
}

/// Digits up to which the width of a figure is reckoned without writing it.
const SHORT: u32 = 18;

/// The alignment of one printed figure, as [`figure`] writes it: reckoned from its digits, because
/// a table can have millions.
#[must_use]
pub fn alignment(figure: &Figure, shown: ShownUnit) -> Alignment {
    reckoned(figure, shown).unwrap_or_else(|| Alignment::of([self::figure(figure, shown).as_str()]))
}

/// `None` for what is no number and for numbers too long to be sure of.
fn reckoned(figure: &Figure, shown: ShownUnit) -> Option<Alignment> {
    if !figure.is_number() {
        return None;
    }
    let digits = u64::try_from(figure.number().mantissa().unsigned_abs()).ok()?;
    let count = digits.checked_ilog10().map_or(1, |power| power + 1);
    let scale = figure.number().scale();
    if count > SHORT || scale > SHORT {
        return None;
    }
    let unit = shown.resolve(figure.unit());
    let (whole, decimals) = if unit == *figure.unit() {
        (
            count.saturating_sub(scale).max(1),
            scale.max(figure.decimals()),
        )
    } else {
        // Units of money are powers of ten of each other: the digits stay, the point moves.
        let moved = i64::from(power(figure.unit())) - i64::from(power(&unit)) - i64::from(scale);
        let zeros = trailing_zeros(digits);
        let decimals = u32::try_from(-(moved + i64::from(zeros)).min(0)).ok()?;
        let decimals = if digits == 0 { 0 } else { decimals };
        let whole = u32::try_from((i64::from(count) + moved).max(1)).ok()?;
        (if digits == 0 { 1 } else { whole }, decimals.max(2))
    };
    let sign = usize::from(digits > 0 && figure.number().is_sign_negative());
    let whole = whole as usize;
    Some(Alignment {
        whole: whole + (whole - 1) / 3 + sign,
        fraction: if decimals > 0 {
            decimals as usize + 1
        } else {
            0
        },
    })
}

/// Which power of ten of a 元 a unit of money is.
fn power(unit: &Unit) -> u32 {
    unit.factor()
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .unwrap_or(0)
}

fn trailing_zeros(mut digits: u64) -> u32 {
    let mut zeros = 0;
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        zeros += 1;
    }
    zeros
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || ['-', '+'].contains(&first))
}

/// Length of the part before the point, and of the point with the decimals.
fn parts(figure: &str) -> (usize, usize) {
    if !is_number(figure) {
        return (unicode_width::UnicodeWidthStr::width(figure), 0);
    }
    match figure.find('.') {
        Some(point) => (point, figure.len() - point),
        None => (figure.len(), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_decimals_kept() {
        let number = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        assert_eq!(grouped(number("1234567.5"), Some(2)), "1,234,567.50");
        assert_eq!(grouped(number("-999"), None), "-999");
        assert_eq!(grouped(number("-1000"), Some(0)), "-1,000");
        assert_eq!(grouped(number("0.00"), Some(2)), "0.00");
    }

    #[test]
    fn changing_the_unit_is_exact() {
        let amount_of = |yuan: i64| Amount::new(Decimal::from(yuan));
        assert_eq!(amount(amount_of(8_252_201), &Unit::WanYuan), "825.2201");
        assert_eq!(amount(amount_of(8_252_201), &Unit::YiYuan), "0.08252201");
        assert_eq!(amount(amount_of(5_000_000), &Unit::WanYuan), "500.00");
    }

    #[test]
    fn reckoned_widths_are_those_of_the_written_figures() {
        let units = [
            Unit::Yuan,
            Unit::ThousandYuan,
            Unit::WanYuan,
            Unit::YiYuan,
            Unit::Percent,
        ];
        let numbers = [
            "0",
            "0.00",
            "5",
            "-5.10",
            "10",
            "1200.50",
            "0.0001",
            "-0.30",
            "99999999",
            "123456789.12",
            "1000000.00",
            "-1234567890123.4567",
            "1234567890123456789012.5",
            "0.10000000000000000001",
        ];
        let shown = [
            ShownUnit::Printed,
            ShownUnit::Yuan,
            ShownUnit::WanYuan,
            ShownUnit::YiYuan,
        ];
        for number in numbers {
            let number: Decimal = number.parse().unwrap_or_default();
            for (unit, more) in units.iter().flat_map(|unit| [(unit, 0), (unit, 2)]) {
                let (kind, decimals) = (FigureKind::Printed, number.scale() + more);
                let printed = Figure::new(kind, number, decimals, unit.clone(), "");
                for shown in shown {
                    let written = figure(&printed, shown);
                    let wanted = Alignment::of([written.as_str()]);
                    assert_eq!(
                        alignment(&printed, shown),
                        wanted,
                        "{written} {unit} {shown:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn decimal_points_stand_in_line() {
        let alignment = Alignment::of(["1,234.5", "7.123", "12", "-"]);
        let column: Vec<String> = ["1,234.5", "7.123", "12"]
            .iter()
            .map(|figure| format!("{:>1$}", alignment.pad(figure), alignment.width()))
            .collect();
        assert_eq!(column, ["1,234.5  ", "    7.123", "   12    "]);
    }
}
