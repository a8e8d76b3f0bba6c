//! A number as it is printed: its kind, raw text, decimals and unit.

use rust_decimal::Decimal;

use super::amount::{Amount, Interval, Unit};

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// How the place was filled.
    pub kind: FigureKind,
    /// The number as printed, before the unit; zero for dashes and unreadable text.
    pub number: Decimal,
    /// How many decimals are printed.
    pub decimals: u32,
    /// What one printed 1 stands for.
    pub unit: Unit,
    /// The printed characters, without surrounding white space.
    pub raw: Box<str>,
}

impl Figure {
    /// The exact reading of the printed digits, in 元 (or pieces, or percent points);
    /// `None` for dashes, unreadable text and overflow.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        self.scaled(self.number)
    }

    /// All exact values that print as this figure when rounded to nearest:
    /// `number ± ½·10^-decimals`, times the unit. `None` where there is no number.
    ///
    /// Source: design reference, mission anchors c2.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let half = Decimal::new(5, self.decimals.checked_add(1)?);
        Some(Interval {
            least: self.scaled(self.number.checked_sub(half)?)?,
            greatest: self.scaled(self.number.checked_add(half)?)?,
        })
    }

    /// One step of the last printed digit, in 元 (or pieces).
    #[must_use]
    pub fn step(&self) -> Option<Amount> {
        self.scaled(Decimal::new(1, self.decimals))
    }

    /// Whether a number (zero included) is printed.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.kind, FigureKind::Printed | FigureKind::Zero)
    }

    fn scaled(&self, number: Decimal) -> Option<Amount> {
        if !self.is_number() {
            return None;
        }
        Amount::new(number).checked_mul(self.unit.factor())
    }
}
