//! One published file of one body, year and stage, and all of them together.

use std::ops::Range;
use std::sync::Arc;

use super::cell::CellRef;
use super::claim::Claim;
use super::kind::{FiscalYear, Stage, TableKind};
use super::problem::Problem;
use super::row::RowRef;
use super::source::{Place, Source, Span};
use super::table::{Column, Table};

/// A body inside the department, as its tables list it (单位代码, 单位名称).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrgUnit {
    /// Printed unit code.
    pub code: String,
    /// Printed name.
    pub name: String,
}

/// One sentence of the running text, re-joined over line breaks, white space removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// The heading it stands under; empty when there is none.
    pub section: String,
    /// The headings above that one, outermost first.
    pub outer: Vec<String>,
    /// Where it begins.
    pub place: Place,
    /// Where its words are printed, ascending.
    pub segments: Vec<Segment>,
}

/// A part of a sentence that is printed in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First byte in [`Sentence::text`].
    pub start: usize,
    /// Where it is printed: as many bytes as the part has.
    pub place: Place,
}

impl Sentence {
    /// Where a range of bytes of the text is printed: the place where it begins, with the span up to
    /// its last character. `None` where the sentence was made without a map.
    #[must_use]
    pub fn printed(&self, range: Range<usize>) -> Option<Place> {
        let (first, from) = self.at(range.start)?;
        let (_, last) = self.at(range.end.checked_sub(1)?)?;
        Some(Place {
            span: Span {
                start: from,
                end: last + 1,
            },
            ..first
        })
    }

    /// The segment that holds a byte of the text, and that byte in the source.
    fn at(&self, byte: usize) -> Option<(Place, u32)> {
        let index = self.segments.partition_point(|part| part.start <= byte);
        let segment = self.segments.get(index.checked_sub(1)?)?;
        let span = segment.place.span;
        let inside = span.start + u32::try_from(byte - segment.start).ok()?;
        (inside < span.end).then_some((segment.place, inside))
    }
}

/// A table the list of contents promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Printed title.
    pub title: String,
    /// Where it is promised.
    pub place: Place,
}

/// One published file, as far as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disclosure {
    /// The file and its text.
    pub source: Source,
    /// Name of the publishing body; empty when none was found.
    pub department: String,
    /// Fiscal year.
    pub year: Option<FiscalYear>,
    /// Budget or final account.
    pub stage: Option<Stage>,
    /// Bodies listed in the tables, in printed order.
    pub units: Vec<OrgUnit>,
    /// Tables in printed order.
    pub tables: Vec<Table>,
    /// Running text.
    pub prose: Vec<Sentence>,
    /// Figures stated in the running text, in printed order.
    pub claims: Vec<Claim>,
    /// Tables the contents promise.
    pub promised: Vec<Promised>,
    /// What was not understood.
    pub problems: Vec<Problem>,
}

impl Disclosure {
    /// Whether this is a disclosure at all, or a part of one: something with a statutory table, or
    /// explanations whose figures were read although their tables are published apart.
    #[must_use]
    pub fn is_disclosure(&self) -> bool {
        self.has_statutory_table() || !self.claims.is_empty()
    }

    /// Whether any of the tables is one of the statutory forms.
    #[must_use]
    pub fn has_statutory_table(&self) -> bool {
        self.tables
            .iter()
            .any(|table| table.kind != TableKind::Other)
    }
}

/// Index of a disclosure in a [`Corpus`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct DisclosureId(pub usize);

/// Address of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TableId {
    /// The disclosure.
    pub disclosure: DisclosureId,
    /// Index into [`Disclosure::tables`].
    pub table: usize,
}

/// Address of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct RowId {
    /// The table.
    pub table: TableId,
    /// Index into [`Table::rows`].
    pub row: usize,
}

/// Address of a non-empty cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct CellId {
    /// The row.
    pub row: RowId,
    /// Index into [`RowRef::cells`].
    pub cell: usize,
}

/// All open disclosures. Values are frozen after loading; a reload builds a new corpus.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// In the order the user gave them, folders sorted by name.
    pub disclosures: Vec<Arc<Disclosure>>,
}

impl Corpus {
    /// The disclosure with this id.
    #[must_use]
    pub fn disclosure(&self, id: DisclosureId) -> Option<&Disclosure> {
        self.disclosures.get(id.0).map(Arc::as_ref)
    }

    /// The table with this id.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.disclosure(id.disclosure)?.tables.get(id.table)
    }

    /// The row with this id.
    #[must_use]
    pub fn row(&self, id: RowId) -> Option<RowRef<'_>> {
        self.table(id.table)?.rows.get(id.row)
    }

    /// The cell with this id.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<CellRef<'_>> {
        self.row(id.row)?.cells().get(id.cell)
    }

    /// The column a cell stands in, when it is decided.
    #[must_use]
    pub fn column(&self, id: CellId) -> Option<&Column> {
        let column = self.cell(id)?.column()?;
        self.table(id.row.table)?.columns.get(column)
    }
}
