//! Body rows as they are read, before figures, parents and identities are worked out.

use crate::model::{Place, Span};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawValue {
    /// Data column; `None` while only the order of the figures is known.
    pub(super) column: Option<usize>,
    /// Printed characters without white space.
    pub(super) text: String,
    /// Where it is printed.
    pub(super) place: Place,
}

/// One row of one lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RawRow {
    /// 1-based printed body row.
    pub(super) index: u32,
    /// Row stream.
    pub(super) lane: usize,
    /// Digits of the code; pairs joined with `→`.
    pub(super) code: String,
    /// Whether the code stands in a column of unit codes.
    pub(super) unit_code: bool,
    /// Printed name; pairs joined with `→`.
    pub(super) name: String,
    /// Values in printed order.
    pub(super) values: Vec<RawValue>,
    /// Where the row begins.
    pub(super) place: Place,
}

/// A place made of a line and a span.
#[must_use]
pub(super) fn place(line: u32, span: Span) -> Place {
    Place {
        line,
        page: None,
        span,
    }
}
