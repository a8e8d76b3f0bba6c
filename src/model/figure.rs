//! A number as it is printed: its kind, raw text, decimals and unit.

use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::amount::{Amount, Interval, Unit};
use super::spelling::{PlainUnit, Spelling};

/// How a place for a number was filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FigureKind {
    /// A number other than zero.
    Printed,
    /// A printed 0, 0.0, 0.00 …: it says "nothing", which a blank does not.
    Zero,
    /// A dash (— or ———): "does not apply"; contributes nothing and has no width.
    Dash,
    /// Something stands there that is no number we understand.
    Unreadable,
}

/// One printed number. A blank is no `Figure`: it is the absence of a cell.
///
/// Tables print millions of them, so one takes 16 bytes: characters that follow from the number are
/// written again when they are asked for, and only the others are kept. Equal figures print the same
/// characters in the same unit.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Figure(Kept);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kept {
    Plain(Form, Digits),
    Whole(Arc<Whole>),
}

/// What many figures have in common besides their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Form {
    kind: FigureKind,
    spelling: Spelling,
    unit: PlainUnit,
    decimals: u8,
}

/// Digits without point, as the halves of an `i64`: a figure is aligned to four bytes.
pub(super) type Digits = [u32; 2];

/// A figure whose characters or unit do not follow from its number.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Whole {
    kind: FigureKind,
    number: Decimal,
    decimals: u32,
    unit: Unit,
    raw: EcoString,
}

impl Figure {
    /// A figure as it is printed: the number before the unit (zero for dashes and unreadable text),
    /// how many decimals are printed, what one printed 1 stands for, and the printed characters
    /// without surrounding white space.
    #[must_use]
    pub fn new(kind: FigureKind, number: Decimal, decimals: u32, unit: Unit, raw: &str) -> Self {
        let plain = || {
            let unit = PlainUnit::of(&unit)?;
            let (spelling, digits) = Spelling::of(kind, number, decimals, raw)?;
            let form = Form {
                kind,
                spelling,
                unit,
                decimals: u8::try_from(decimals).ok()?,
            };
            Some(Kept::Plain(form, halves(digits)))
        };
        Figure(plain().unwrap_or_else(|| {
            Kept::Whole(Arc::new(Whole {
                kind,
                number,
                decimals,
                unit,
                raw: raw.into(),
            }))
        }))
    }

    /// The figure of these digits in this form.
    pub(super) fn joined(form: Form, digits: Digits) -> Self {
        Figure(Kept::Plain(form, digits))
    }

    /// Its form and its digits; `None` where it is more than these.
    pub(super) fn divided(&self) -> Option<(Form, Digits)> {
        match self.0 {
            Kept::Plain(form, digits) => Some((form, digits)),
            Kept::Whole(_) => None,
        }
    }

    /// How the place was filled.
    #[must_use]
    pub fn kind(&self) -> FigureKind {
        match &self.0 {
            Kept::Plain(form, _) => form.kind,
            Kept::Whole(whole) => whole.kind,
        }
    }

    /// The number as printed, before the unit; zero for dashes and unreadable text.
    #[must_use]
    pub fn number(&self) -> Decimal {
        match &self.0 {
            Kept::Plain(form, digits) => form.spelling.number(whole(*digits), form.decimals),
            Kept::Whole(whole) => whole.number,
        }
    }

    /// How many decimals are printed.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            Kept::Plain(form, _) => u32::from(form.decimals),
            Kept::Whole(whole) => whole.decimals,
        }
    }

    /// What one printed 1 stands for.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        match &self.0 {
            Kept::Plain(form, _) => form.unit.unit(),
            Kept::Whole(whole) => &whole.unit,
        }
    }

    /// The printed characters, without surrounding white space.
    #[must_use]
    pub fn raw(&self) -> EcoString {
        match &self.0 {
            Kept::Plain(form, digits) => form.spelling.written(whole(*digits), form.decimals),
            Kept::Whole(whole) => whole.raw.clone(),
        }
    }

    /// The number as whole steps of its last decimal, with its unit and decimals; `None` where the
    /// figure is no number, counts things, or is kept with all of its characters.
    #[must_use]
    pub fn steps(&self) -> Option<(PlainUnit, u8, i64)> {
        match &self.0 {
            Kept::Plain(form, digits) if form.spelling != Spelling::Repeated => {
                Some((form.unit, form.decimals, whole(*digits)))
            }
            Kept::Plain(..) | Kept::Whole(_) => None,
        }
    }

    /// The same figure in another unit.
    #[must_use]
    pub fn in_unit(&self, unit: Unit) -> Self {
        Figure::new(
            self.kind(),
            self.number(),
            self.decimals(),
            unit,
            &self.raw(),
        )
    }

    /// The exact reading of the printed digits, in 元 (or pieces, or percent points);
    /// `None` for dashes, unreadable text and overflow.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        self.scaled(self.number())
    }

    /// All exact values that print as this figure when rounded to nearest:
    /// `number ± ½·10^-decimals`, times the unit. `None` where there is no number.
    ///
    /// Source: design reference, mission anchors c2.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let half = Decimal::new(5, self.decimals().checked_add(1)?);
        Some(Interval {
            least: self.scaled(self.number().checked_sub(half)?)?,
            greatest: self.scaled(self.number().checked_add(half)?)?,
        })
    }

    /// One step of the last printed digit, in 元 (or pieces).
    #[must_use]
    pub fn step(&self) -> Option<Amount> {
        self.scaled(Decimal::new(1, self.decimals()))
    }

    /// Whether a number (zero included) is printed.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.kind(), FigureKind::Printed | FigureKind::Zero)
    }

    fn scaled(&self, number: Decimal) -> Option<Amount> {
        if !self.is_number() {
            return None;
        }
        Amount::new(number).checked_mul(self.unit().factor())
    }
}

impl std::fmt::Debug for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Figure")
            .field("kind", &self.kind())
            .field("number", &self.number())
            .field("decimals", &self.decimals())
            .field("unit", self.unit())
            .field("raw", &self.raw())
            .finish()
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the halves of a number, put together again by `whole`"
)]
fn halves(digits: i64) -> [u32; 2] {
    [digits as u32, (digits >> 32) as u32]
}

#[allow(clippy::cast_possible_wrap, reason = "the upper half carries the sign")]
fn whole([low, high]: [u32; 2]) -> i64 {
    i64::from(high as i32) << 32 | i64::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Characters as tables print them, and some that no table prints.
    fn printed() -> impl Strategy<Value = String> {
        prop_oneof![
            "-?[0-9]{1,15}(\\.[0-9]{1,6})?%?",
            "-?[1-9][0-9]{0,2}(,[0-9]{3}){1,4}(\\.[0-9]{2})?%?",
            "[(（]?[-－+]?[0-9０-９,，]{1,9}[.．]?[0-9]{0,4}[)）]?[%元]?",
            "[—一-]{1,4}",
            (1_usize..70_000).prop_map(|times| "—".repeat(times)),
            "\\PC{0,12}",
        ]
    }

    proptest! {
        /// Whatever number is kept with whatever characters, both are given back as they were.
        #[test]
        fn a_figure_gives_back_what_it_was_made_of(
            raw in printed(),
            mantissa in prop_oneof![
                Just(None),
                any::<i128>().prop_map(Some),
                any::<i64>().prop_map(|digits| Some(i128::from(digits))),
            ],
            (scale, more) in (0_u32..=28, 0_u32..=300),
            kind in 0_usize..4,
            unit in 0_usize..4,
        ) {
            let plain: String = raw.chars().filter(|c| !matches!(c, ',' | '%')).collect();
            let number = match mantissa {
                None => plain.parse().unwrap_or_default(),
                Some(mantissa) => {
                    let largest = Decimal::MAX.mantissa();
                    Decimal::from_i128_with_scale(mantissa % largest, scale)
                }
            };
            let kinds = [
                FigureKind::Printed,
                FigureKind::Zero,
                FigureKind::Dash,
                FigureKind::Unreadable,
            ];
            let units = [
                Unit::WanYuan,
                Unit::Percent,
                Unit::Count("辆".into()),
                Unit::Count("".into()),
            ];
            let (kind, unit) = (kinds[kind], &units[unit]);
            for decimals in [number.scale(), more] {
                let figure = Figure::new(kind, number, decimals, unit.clone(), &raw);
                prop_assert_eq!(figure.raw(), raw.as_str());
                prop_assert_eq!(figure.number().serialize(), number.serialize());
                prop_assert_eq!(figure.decimals(), decimals);
                prop_assert_eq!((figure.kind(), figure.unit()), (kind, unit));
            }
        }
    }

    #[test]
    fn what_tables_print_is_written_again_and_not_kept() {
        let number = |raw: &str| -> Decimal {
            let plain: String = raw.chars().filter(|c| !matches!(c, ',' | '%')).collect();
            plain.parse().unwrap_or_default()
        };
        let plain = [
            "825.22",
            "1,959.63",
            "-0.50",
            "0.00",
            "0",
            "160",
            "-1,234,567",
            "12.5%",
        ];
        for raw in plain {
            let number = number(raw);
            let unit = Unit::WanYuan;
            let figure = Figure::new(FigureKind::Printed, number, number.scale(), unit, raw);
            assert!(matches!(figure.0, Kept::Plain(..)), "{raw}");
        }
        for raw in ["—", "———", "-"] {
            let figure = Figure::new(FigureKind::Dash, Decimal::ZERO, 0, Unit::Yuan, raw);
            assert!(matches!(figure.0, Kept::Plain(..)), "{raw}");
        }
    }
}
