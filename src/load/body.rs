//! Body rows as they are read, before figures, parents and identities are worked out.

use crate::model::{Place, Span};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawValue {
    /// Data column; `None` while only the order of the figures is known.
    pub column: Option<usize>,
    /// Printed characters without white space.
    pub text: String,
    /// Where it is printed.
    pub place: Place,
}

/// One row of one lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawRow {
    /// 1-based printed body row.
    pub index: u32,
    /// Row stream.
    pub lane: usize,
    /// Digits of the code; pairs joined with `→`.
    pub code: String,
    /// Whether the code stands in a column of unit codes.
    pub unit_code: bool,
    /// Printed name; pairs joined with `→`.
    pub name: String,
    /// Values in printed order.
    pub values: Vec<RawValue>,
    /// Where the row begins.
    pub place: Place,
}

/// A place made of a line and a span.
#[must_use]
pub fn place(line: u32, span: Span) -> Place {
    Place {
        line,
        page: None,
        span,
    }
}
