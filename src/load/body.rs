//! A table body as it is read, before figures, parents and identities are worked out.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::load::layout::Layout;
use crate::model::{Certainty, Place, Span};

/// A band of figures that stand below each other: which page of the table, and which of its bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Band {
    page: u16,
    order: u16,
}

impl Band {
    /// The band with this order from the left on a page; `None` beyond what is ever printed.
    #[must_use]
    pub(super) fn new(page: usize, order: usize) -> Option<Self> {
        let (page, order) = (page.try_into().ok()?, order.try_into().ok()?);
        Some(Band { page, order })
    }

    /// Page, from 0.
    #[must_use]
    pub(super) fn page(self) -> usize {
        usize::from(self.page)
    }

    /// Band of figures, from the left.
    #[must_use]
    pub(super) fn order(self) -> usize {
        usize::from(self.order)
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawValue {
    /// Data column; `None` while only the order of the figures is known.
    pub(super) column: Option<usize>,
    /// Columns that remain possible while it is not.
    pub(super) candidates: Box<[usize]>,
    /// Band of figures it stands in where places did not tell the column of that band: figures of one
    /// band stand in one column.
    pub(super) band: Option<Band>,
    /// How sure the column is.
    pub(super) certainty: Certainty,
    /// Printed characters without white space.
    pub(super) text: EcoString,
    /// Where it is printed.
    pub(super) place: Place,
}

impl RawValue {
    /// A value in the column it is printed in; `None` when only its order is known.
    #[must_use]
    pub(super) fn new(column: Option<usize>, text: &str, place: Place) -> Self {
        RawValue {
            column,
            candidates: Box::default(),
            band: None,
            certainty: Certainty::Printed,
            text: text.into(),
            place,
        }
    }

    /// Forgets a column that was found, not printed.
    pub(super) fn reopen(&mut self) {
        if self.certainty != Certainty::Printed {
            self.column = None;
            self.certainty = Certainty::Printed;
            self.candidates = Box::default();
        }
    }
}

/// One row of one lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RawRow {
    /// 1-based printed body row.
    pub(super) index: u32,
    /// Row stream.
    pub(super) lane: usize,
    /// Digits of the code; pairs joined with `→`.
    pub(super) code: EcoString,
    /// Whether the code stands in a column of unit codes.
    pub(super) unit_code: bool,
    /// Printed name; pairs joined with `→`.
    pub(super) name: EcoString,
    /// Whether the name is that of a total above, merged down to this row: the total is its first row
    /// alone.
    pub(super) below_total: bool,
    /// How far the name is moved to the right, in half-width characters; a second column of names
    /// counts as far to the right.
    pub(super) indent: u32,
    /// Values in printed order.
    pub(super) values: Vec<RawValue>,
    /// It has fewer cells than the header; which ones were lost is not printed.
    pub(super) short: bool,
    /// Where the row begins.
    pub(super) place: Place,
}

/// The columns whose headings stand nearest to the open bands of a page, from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nearest {
    pub(super) columns: Vec<usize>,
    /// Whether sums must bear it out that say something of every band.
    pub(super) by_sums: bool,
}

/// Columns and rows of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    /// Columns and lanes.
    pub(super) layout: Layout,
    /// Rows in printed order.
    pub(super) rows: Vec<RawRow>,
    /// The header is missing or could not be matched with the body.
    pub(super) header_doubtful: bool,
    /// The header was put together from its words against the positions of its cells.
    pub(super) header_pieced: bool,
    /// The columns are known by the places of the words in their lines.
    pub(super) spread: bool,
    /// The columns are known by the order of their words alone.
    pub(super) ordered: bool,
    /// Columns of it print something and are not shown.
    pub(super) cut: bool,
    /// The number of values of some row fits no reading.
    pub(super) body_doubtful: bool,
    /// Cells left out because their words divide in several ways.
    pub(super) open_words: usize,
    /// For pages with open bands: the columns whose headings stand nearest, where that is clear.
    pub(super) nearest: BTreeMap<usize, Nearest>,
}

impl Body {
    /// Adds the rows of a further page with the same columns.
    pub(super) fn append(&mut self, page: Body) {
        let before = self.rows.last().map_or(0, |row| row.index);
        self.rows.extend(page.rows.into_iter().map(|mut row| {
            row.index += before;
            row
        }));
        self.ordered |= page.ordered;
        self.header_doubtful |= page.header_doubtful;
        self.body_doubtful |= page.body_doubtful;
        self.nearest.extend(page.nearest);
    }
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
