//! One printed cell of a table: what stands there, in which column, and where it is printed.

use std::num::NonZeroU32;

use ecow::EcoString;

use super::figure::Figure;
use super::source::{Place, Span};

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
    /// Words, white space removed. Boxed because figures are smaller and far more.
    Text(Box<EcoString>),
}

impl Content {
    /// Words.
    #[must_use]
    pub fn text(words: impl Into<EcoString>) -> Self {
        Content::Text(Box::new(words.into()))
    }
}

/// One non-empty data cell. A blank has no `Cell`.
///
/// It takes 32 bytes, because a table may have millions. What seldom occurs is kept apart: a column
/// that is not decided, a number too large for its field.
#[derive(Clone, PartialEq, Eq)]
pub struct Cell {
    body: Body,
    place: ShortPlace,
    column: u16,
    certainty: Certainty,
}

#[derive(Clone, PartialEq, Eq)]
enum Body {
    Decided(Content),
    Apart(Box<Apart>),
}

/// What does not fit the fields of a [`Cell`].
#[derive(Clone, PartialEq, Eq)]
struct Apart {
    content: Content,
    column: Option<usize>,
    candidates: Vec<usize>,
    place: Place,
}

impl Cell {
    /// A cell whose column is decided.
    #[must_use]
    pub fn new(column: usize, content: Content, certainty: Certainty, place: Place) -> Self {
        Cell::kept(Some(column), Vec::new(), content, certainty, place)
    }

    /// A cell that may stand in any of these columns, ascending.
    #[must_use]
    pub fn open(candidates: Vec<usize>, content: Content, place: Place) -> Self {
        Cell::kept(None, candidates, content, Certainty::Ambiguous, place)
    }

    /// A cell with what is known of its column, as [`Cell::column`] and [`Cell::candidates`] tell it.
    #[must_use]
    pub fn kept(
        column: Option<usize>,
        candidates: Vec<usize>,
        content: Content,
        certainty: Certainty,
        place: Place,
    ) -> Self {
        let narrow = column
            .filter(|_| candidates.is_empty())
            .and_then(|column| u16::try_from(column).ok());
        let (body, place, column) = match narrow.zip(ShortPlace::of(place)) {
            Some((column, place)) => (Body::Decided(content), place, column),
            None => {
                let apart = Apart {
                    content,
                    column,
                    candidates,
                    place,
                };
                (Body::Apart(Box::new(apart)), ShortPlace::default(), 0)
            }
        };
        Cell {
            body,
            place,
            column,
            certainty,
        }
    }

    /// Index into [`Table::columns`](super::Table::columns); `None` while several columns remain
    /// possible.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        match &self.body {
            Body::Decided(_) => Some(usize::from(self.column)),
            Body::Apart(apart) => apart.column,
        }
    }

    /// The columns that remain possible, ascending; empty unless the certainty is ambiguous.
    #[must_use]
    pub fn candidates(&self) -> &[usize] {
        match &self.body {
            Body::Decided(_) => &[],
            Body::Apart(apart) => &apart.candidates,
        }
    }

    /// What is printed.
    #[must_use]
    pub fn content(&self) -> &Content {
        match &self.body {
            Body::Decided(content) => content,
            Body::Apart(apart) => &apart.content,
        }
    }

    /// How sure the column is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// Where it is printed.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.body {
            Body::Decided(_) => self.place.place(),
            Body::Apart(apart) => apart.place,
        }
    }

    /// Says where the cell is printed.
    pub fn set_place(&mut self, place: Place) {
        if let (Body::Decided(_), Some(short)) = (&self.body, ShortPlace::of(place)) {
            self.place = short;
            return;
        }
        let (column, candidates) = (self.column(), self.candidates().to_vec());
        let content = self.content().clone();
        *self = Cell::kept(column, candidates, content, self.certainty, place);
    }

    /// The figure, where the cell holds one.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match self.content() {
            Content::Figure(figure) => Some(figure),
            Content::Text(_) => None,
        }
    }

    /// The words, where the cell holds such.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self.content() {
            Content::Figure(_) => None,
            Content::Text(text) => Some(text),
        }
    }

    /// What a reader sees.
    #[must_use]
    pub fn raw(&self) -> EcoString {
        match self.content() {
            Content::Figure(figure) => figure.raw(),
            Content::Text(text) => (**text).clone(),
        }
    }
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell")
            .field("column", &self.column())
            .field("candidates", &self.candidates())
            .field("content", self.content())
            .field("certainty", &self.certainty)
            .field("place", &self.place())
            .finish()
    }
}

/// A [`Place`] on one of the first 65,535 pages, and of at most as many bytes.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct ShortPlace {
    line: u32,
    start: u32,
    length: u16,
    /// 0 where the format has no pages.
    page: u16,
}

impl ShortPlace {
    fn of(place: Place) -> Option<Self> {
        let Span { start, end } = place.span;
        Some(ShortPlace {
            line: place.line,
            start,
            length: u16::try_from(end.checked_sub(start)?).ok()?,
            page: u16::try_from(place.page.map_or(0, NonZeroU32::get)).ok()?,
        })
    }

    fn place(self) -> Place {
        Place {
            line: self.line,
            page: NonZeroU32::new(u32::from(self.page)),
            span: Span {
                start: self.start,
                end: self.start + u32::from(self.length),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FigureKind, Row, Unit};
    use rust_decimal::Decimal;

    #[test]
    fn cells_and_rows_stay_small() {
        assert_eq!(size_of::<Figure>(), 16);
        assert_eq!(size_of::<Cell>(), 32);
        assert!(size_of::<Row>() <= 80, "{}", size_of::<Row>());
    }

    #[test]
    fn a_cell_gives_back_what_it_was_made_of() {
        let place = |line, page, start, end| Place {
            line,
            page: NonZeroU32::new(page),
            span: Span { start, end },
        };
        let places = [
            place(1, 0, 0, 0),
            place(u32::MAX, 65_535, u32::MAX - 1, u32::MAX),
            place(7, 65_536, 3, 9),
            place(7, 1, 3, 70_000),
            place(7, 1, 9, 3),
        ];
        let number = Figure::new(FigureKind::Printed, Decimal::ONE, 0, Unit::Yuan, "1");
        for content in [Content::Figure(number), Content::text("科学技术")] {
            for place in places {
                for column in [Some(0), Some(65_536), None] {
                    for candidates in [vec![], vec![1, 70_000]] {
                        let sure = Certainty::Recovered;
                        let made = (column, candidates.clone(), content.clone());
                        let cell = Cell::kept(column, candidates, content.clone(), sure, place);
                        let kept = (
                            cell.column(),
                            cell.candidates().to_vec(),
                            cell.content().clone(),
                        );
                        assert_eq!(kept, made);
                        assert_eq!((cell.certainty(), cell.place()), (sure, place));
                        let mut moved = cell.clone();
                        moved.set_place(Place::default());
                        assert_eq!(moved.place(), Place::default());
                        moved.set_place(place);
                        assert_eq!(moved, cell);
                    }
                }
            }
        }
    }
}
