//! One printed cell of a table: what stands there, in which column, and where it is printed.

use ecow::EcoString;

use super::figure::Figure;
use super::rows::{ContentForm, Held, KeptCell, KeptRow, Rows};
use super::source::Place;

/// How sure we are that a figure stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// The layout shows the column.
    Printed,
    /// Empty cells were lost; identities leave this column only.
    Recovered,
    /// Empty cells were lost and several columns remain possible. No rule may accuse on it.
    Ambiguous,
}

impl Certainty {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Printed => "printed",
            Certainty::Recovered => "recovered",
            Certainty::Ambiguous => "ambiguous",
        }
    }
}

/// What stands in a data cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A number, dash or unreadable number.
    Figure(Figure),
    /// Words, white space removed.
    Text(EcoString),
}

impl Content {
    /// Words.
    #[must_use]
    pub fn text(words: impl Into<EcoString>) -> Self {
        Content::Text(words.into())
    }
}

/// One non-empty data cell while its row is made. A blank has no `Cell`. A table keeps it smaller and
/// shows it as [`CellRef`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// As [`CellRef::column`].
    pub column: Option<usize>,
    /// As [`CellRef::candidates`].
    pub candidates: Vec<usize>,
    /// As [`CellRef::content`].
    pub content: Content,
    /// As [`CellRef::certainty`].
    pub certainty: Certainty,
    /// As [`CellRef::place`].
    pub place: Place,
}

impl Cell {
    /// A cell whose column is decided.
    #[must_use]
    pub fn new(column: usize, content: Content, certainty: Certainty, place: Place) -> Self {
        Cell {
            column: Some(column),
            candidates: Vec::new(),
            content,
            certainty,
            place,
        }
    }

    /// A cell that may stand in any of these columns, ascending.
    #[must_use]
    pub fn open(candidates: Vec<usize>, content: Content, place: Place) -> Self {
        Cell {
            column: None,
            candidates,
            content,
            certainty: Certainty::Ambiguous,
            place,
        }
    }
}

/// The cells of a row.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    pub(super) rows: &'a Rows,
    pub(super) row: &'a KeptRow,
    pub(super) kept: &'a [KeptCell],
}

impl<'a> Cells<'a> {
    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.kept.len()
    }

    /// Whether the row prints none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.kept.is_empty()
    }

    /// The cell at an index.
    #[must_use]
    pub fn get(self, index: usize) -> Option<CellRef<'a>> {
        self.kept.get(index).map(|kept| self.cell(kept))
    }

    /// All in printed order.
    #[must_use]
    pub fn iter(self) -> CellIter<'a> {
        CellIter {
            kept: self.kept.iter(),
            cells: self,
        }
    }

    fn cell(self, kept: &'a KeptCell) -> CellRef<'a> {
        CellRef {
            rows: self.rows,
            row: self.row,
            held: self.rows.held(kept),
        }
    }
}

impl<'a> IntoIterator for Cells<'a> {
    type Item = CellRef<'a>;
    type IntoIter = CellIter<'a>;

    fn into_iter(self) -> CellIter<'a> {
        self.iter()
    }
}

/// Goes over the cells of a row.
#[derive(Clone)]
pub struct CellIter<'a> {
    cells: Cells<'a>,
    kept: std::slice::Iter<'a, KeptCell>,
}

impl<'a> Iterator for CellIter<'a> {
    type Item = CellRef<'a>;

    fn next(&mut self) -> Option<CellRef<'a>> {
        self.kept.next().map(|kept| self.cells.cell(kept))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.kept.size_hint()
    }
}

impl DoubleEndedIterator for CellIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.kept.next_back().map(|kept| self.cells.cell(kept))
    }
}

impl ExactSizeIterator for CellIter<'_> {}

/// One non-empty data cell of a table.
#[derive(Clone, Copy)]
pub struct CellRef<'a> {
    rows: &'a Rows,
    row: &'a KeptRow,
    held: Held<'a>,
}

impl<'a> CellRef<'a> {
    /// Index into [`Table::columns`](super::Table::columns); `None` while several columns remain
    /// possible.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        match self.held {
            Held::Near(form, _) => Some(usize::from(form.column)),
            Held::Apart(cell) => cell.column,
        }
    }

    /// The columns that remain possible, ascending; empty unless the certainty is ambiguous.
    #[must_use]
    pub fn candidates(&self) -> &'a [usize] {
        match self.held {
            Held::Near(..) => &[],
            Held::Apart(cell) => &cell.candidates,
        }
    }

    /// What is printed.
    #[must_use]
    pub fn content(&self) -> Content {
        match self.held {
            Held::Near(form, kept) => match form.content {
                ContentForm::Figure(form) => Content::Figure(Figure::joined(form, kept.value)),
                ContentForm::Text => Content::Text(self.rows.text(kept).clone()),
            },
            Held::Apart(cell) => cell.content.clone(),
        }
    }

    /// How sure the column is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        match self.held {
            Held::Near(form, _) => form.certainty,
            Held::Apart(cell) => cell.certainty,
        }
    }

    /// Where it is printed.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.held {
            Held::Near(form, kept) => form.place(kept, self.rows.place_of(self.row)),
            Held::Apart(cell) => cell.place,
        }
    }

    /// The figure, where the cell holds one.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        match self.held {
            Held::Near(form, kept) => match form.content {
                ContentForm::Figure(form) => Some(Figure::joined(form, kept.value)),
                ContentForm::Text => None,
            },
            Held::Apart(cell) => match &cell.content {
                Content::Figure(figure) => Some(figure.clone()),
                Content::Text(_) => None,
            },
        }
    }

    /// Whether the cell holds a figure.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        self.text().is_none()
    }

    /// The words, where the cell holds such.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match self.held {
            Held::Near(form, kept) => match form.content {
                ContentForm::Figure(_) => None,
                ContentForm::Text => Some(self.rows.text(kept)),
            },
            Held::Apart(cell) => match &cell.content {
                Content::Figure(_) => None,
                Content::Text(text) => Some(text),
            },
        }
    }

    /// What a reader sees.
    #[must_use]
    pub fn raw(&self) -> EcoString {
        match self.content() {
            Content::Figure(figure) => figure.raw(),
            Content::Text(text) => text,
        }
    }

    /// The cell as it was made.
    #[must_use]
    pub fn to_cell(self) -> Cell {
        Cell {
            column: self.column(),
            candidates: self.candidates().to_vec(),
            content: self.content(),
            certainty: self.certainty(),
            place: self.place(),
        }
    }
}

impl PartialEq for CellRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_cell() == other.to_cell()
    }
}

impl std::fmt::Debug for CellRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.to_cell().fmt(f)
    }
}
