//! All rows of a table in little room: 40 bytes for a row and 12 for a cell, read through [`RowRef`] and [`CellRef`](super::CellRef).
//!
//! A table may have millions of rows, and most of what a cell says, its neighbours say too: column,
//! unit, decimals, how far below the beginning of the row it is printed and in how many bytes. That
//! is kept once, as a `CellForm`; a cell is a number of its form, its distance from the beginning of
//! its row and its digits. What does not fit is kept as it was made.

use std::num::NonZeroU32;
use std::ops::Range;

use ecow::EcoString;

use super::cell::{Cell, Cells, Certainty, Content};
use super::code::{Classification, Level};
use super::figure::{self, Digits};
use super::row::{Row, RowKind, RowRef, Stub};
use super::source::{Place, Span};

/// The rows of a table, in printed order. They are made from [`Row`]s and give them back as they were.
#[derive(Clone, Default)]
pub struct Rows {
    pub(super) rows: Vec<KeptRow>,
    pub(super) cells: Vec<KeptCell>,
    pub(super) forms: Vec<CellForm>,
    pub(super) texts: Vec<EcoString>,
    /// Cells that do not fit a form.
    pub(super) apart: Vec<Cell>,
    /// Places of rows that do not fit a [`ShortPlace`].
    pub(super) far: Vec<Place>,
}

/// A row without its cells.
#[derive(Debug, Clone)]
pub(super) struct KeptRow {
    pub(super) stub: Stub,
    /// One past its last cell in [`Rows::cells`]; its first is where the row before ends.
    pub(super) cells_end: u32,
    pub(super) index: u32,
    pub(super) parent: u32,
    pub(super) place: ShortPlace,
    pub(super) lane: u16,
    pub(super) depth: u16,
    pub(super) kind: RowKind,
    pub(super) level: Option<(Classification, Level)>,
}

/// A cell without what it has in common with others.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptCell {
    /// Index into [`Rows::forms`], or [`APART`].
    pub(super) form: u16,
    /// Bytes from the beginning of the row to that of the cell.
    pub(super) offset: i16,
    /// Digits of a figure; else an index into [`Rows::texts`] or [`Rows::apart`], in the first half.
    pub(super) value: Digits,
}

/// In the place of a form: the cell does not fit one.
pub(super) const APART: u16 = u16::MAX;

/// What many cells have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CellForm {
    pub(super) column: u16,
    /// Lines from the beginning of the row to that of the cell.
    lines: i16,
    /// Bytes it is printed in.
    length: u16,
    pub(super) certainty: Certainty,
    pub(super) content: ContentForm,
}

/// What kind of content the value of a cell stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ContentForm {
    Figure(figure::Form),
    Text,
}

/// A kept cell, as it is read.
#[derive(Clone, Copy)]
pub(super) enum Held<'a> {
    Near(&'a CellForm, &'a KeptCell),
    Apart(&'a Cell),
}

impl CellForm {
    /// The form of a cell and its distance from the beginning of its row; `None` where they do not
    /// tell all of it.
    pub(super) fn of(cell: &Cell, row: Place) -> Option<(CellForm, i16)> {
        let (own, from) = (cell.place.span, row.span.start);
        if !cell.candidates.is_empty() || cell.place.page != row.page {
            return None;
        }
        let form = CellForm {
            column: u16::try_from(cell.column?).ok()?,
            lines: distance(row.line, cell.place.line)?,
            length: u16::try_from(own.end.checked_sub(own.start)?).ok()?,
            certainty: cell.certainty,
            content: match &cell.content {
                Content::Figure(figure) => ContentForm::Figure(figure.divided()?.0),
                Content::Text(_) => ContentForm::Text,
            },
        };
        Some((form, distance(from, own.start)?))
    }

    /// Where a cell of this form is printed, whose row begins at this place.
    pub(super) fn place(&self, cell: &KeptCell, row: Place) -> Place {
        let start = row.span.start.wrapping_add_signed(cell.offset.into());
        Place {
            line: row.line.wrapping_add_signed(self.lines.into()),
            page: row.page,
            span: Span {
                start,
                end: start.wrapping_add(self.length.into()),
            },
        }
    }
}

fn distance(from: u32, to: u32) -> Option<i16> {
    i16::try_from(i64::from(to) - i64::from(from)).ok()
}

/// A [`Place`] on one of the first 65,535 pages, and of fewer bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShortPlace {
    pub(super) line: u32,
    /// Index into [`Rows::far`] where the length is [`ShortPlace::FAR`].
    pub(super) start: u32,
    pub(super) length: u16,
    /// 0 where the format has no pages.
    pub(super) page: u16,
}

impl ShortPlace {
    /// In the place of a length: the place does not fit.
    pub(super) const FAR: u16 = u16::MAX;

    pub(super) fn of(place: Place) -> Option<Self> {
        let Span { start, end } = place.span;
        let length = u16::try_from(end.checked_sub(start)?).ok()?;
        Some(ShortPlace {
            line: place.line,
            start,
            length: (length != ShortPlace::FAR).then_some(length)?,
            page: u16::try_from(place.page.map_or(0, NonZeroU32::get)).ok()?,
        })
    }
}

impl Rows {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<RowRef<'_>> {
        let kept = self.rows.get(index)?;
        let first = self.cells_before(index);
        Some(RowRef {
            rows: self,
            kept,
            first,
        })
    }

    /// All in printed order.
    #[must_use]
    pub fn iter(&self) -> RowIter<'_> {
        self.range(0..self.len())
    }

    /// The rows with these indexes, as far as there are any.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> RowIter<'_> {
        RowIter {
            rows: self,
            range: range.start..range.end.min(self.len()),
        }
    }

    /// Makes all rows anew, each changed as one likes, and takes the room of both meanwhile.
    pub fn edit(&mut self, mut change: impl FnMut(&mut Row)) {
        let changed = self.iter().map(|row| {
            let mut row = row.to_row();
            change(&mut row);
            row
        });
        *self = Rows::with_room(self.cells.len(), changed);
    }

    /// How many cells all rows have together.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// The figure in a cell, counted through all rows.
    #[must_use]
    pub fn figure(&self, cell: usize) -> Option<super::Figure> {
        match self.held(self.cells.get(cell)?) {
            Held::Near(form, kept) => match form.content {
                ContentForm::Figure(form) => Some(super::Figure::joined(form, kept.value)),
                ContentForm::Text => None,
            },
            Held::Apart(cell) => match &cell.content {
                Content::Figure(figure) => Some(figure.clone()),
                Content::Text(_) => None,
            },
        }
    }

    /// The index of the row that holds a cell, counted through all rows.
    #[must_use]
    pub fn row_of_cell(&self, cell: usize) -> usize {
        let ended = |row: &KeptRow| row.cells_end as usize <= cell;
        self.rows.partition_point(ended)
    }

    /// The index of the first cell of a row, counted through all rows; of the end past the last row.
    fn cells_before(&self, row: usize) -> u32 {
        let before = row.checked_sub(1).and_then(|before| self.rows.get(before));
        before.map_or(0, |before| before.cells_end)
    }

    pub(super) fn cells_of<'a>(&'a self, row: RowRef<'a>) -> Cells<'a> {
        let cells = row.first as usize..row.kept.cells_end as usize;
        Cells {
            rows: self,
            row: row.kept,
            kept: self.cells.get(cells).unwrap_or(&[]),
        }
    }

    pub(super) fn place_of(&self, row: &KeptRow) -> Place {
        let short = row.place;
        if short.length == ShortPlace::FAR {
            let far = self.far.get(short.start as usize);
            return far.copied().unwrap_or_default();
        }
        Place {
            line: short.line,
            page: NonZeroU32::new(short.page.into()),
            span: Span {
                start: short.start,
                end: short.start + u32::from(short.length),
            },
        }
    }

    /// A kept cell with what it has in common with others. Every cell was put here
    /// with a form or apart.
    pub(super) fn held<'a>(&'a self, kept: &'a KeptCell) -> Held<'a> {
        match self.forms.get(usize::from(kept.form)) {
            Some(form) => Held::Near(form, kept),
            None => Held::Apart(&self.apart[kept.value[0] as usize]),
        }
    }

    /// The words of a cell whose form says that it holds some.
    pub(super) fn text(&self, kept: &KeptCell) -> &EcoString {
        &self.texts[kept.value[0] as usize]
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Rows {}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// Goes over the rows of a table.
#[derive(Clone)]
pub struct RowIter<'a> {
    rows: &'a Rows,
    range: Range<usize>,
}

impl<'a> Iterator for RowIter<'a> {
    type Item = RowRef<'a>;

    fn next(&mut self) -> Option<RowRef<'a>> {
        self.rows.get(self.range.next()?)
    }

    fn nth(&mut self, skipped: usize) -> Option<RowRef<'a>> {
        self.rows.get(self.range.nth(skipped)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl DoubleEndedIterator for RowIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rows.get(self.range.next_back()?)
    }
}

impl ExactSizeIterator for RowIter<'_> {}

impl<'a> IntoIterator for &'a Rows {
    type Item = RowRef<'a>;
    type IntoIter = RowIter<'a>;

    fn into_iter(self) -> RowIter<'a> {
        self.iter()
    }
}
