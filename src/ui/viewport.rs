//! Which rows of a long list are on screen: pure window arithmetic, shared by update, mouse and draw.
//!
//! Invariants for a list that is not empty: `from ≤ selected < to` and `to − from ≤ height`.

use std::ops::Range;

/// A selection in a list and the first row shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Viewport {
    /// The selected row.
    pub selected: usize,
    /// The first row on screen when the list was last arranged.
    pub from: usize,
}

/// A step of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To a row.
    To(usize),
}

impl Viewport {
    /// A viewport on this row.
    #[must_use]
    pub fn at(selected: usize) -> Self {
        Viewport { selected, from: 0 }
    }

    /// The rows on screen for a list of `len` rows in `height` lines.
    #[must_use]
    pub fn rows(self, len: usize, height: usize) -> Range<usize> {
        if len == 0 || height == 0 {
            return 0..0;
        }
        let selected = self.selected.min(len - 1);
        // Never leave room at the end while rows are hidden at the beginning.
        let mut from = self.from.min(len.saturating_sub(height));
        if selected < from {
            from = selected;
        }
        if selected >= from + height {
            from = selected + 1 - height;
        }
        from..len.min(from + height)
    }

    /// The selected row of a list of `len` rows, if there is any.
    #[must_use]
    pub fn current(self, len: usize) -> Option<usize> {
        len.checked_sub(1).map(|last| self.selected.min(last))
    }

    /// Moves the selection and keeps it in view.
    pub fn apply(&mut self, step: Move, len: usize, height: usize) {
        let last = len.saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        let here = self.selected.min(last);
        self.selected = match step {
            Move::Up => here.saturating_sub(1),
            Move::Down => here + 1,
            Move::PageUp => here.saturating_sub(page),
            Move::PageDown => here + page,
            Move::First => 0,
            Move::Last => last,
            Move::To(row) => row,
        }
        .min(last);
        self.settle(len, height);
    }

    /// Takes over the window for this size, so that the next frame starts where this one stands.
    pub fn settle(&mut self, len: usize, height: usize) {
        if height > 0 {
            self.selected = self.selected.min(len.saturating_sub(1));
            self.from = self.rows(len, height).start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_the_selection() {
        let mut view = Viewport::default();
        view.apply(Move::To(20), 100, 10);
        assert_eq!(view.rows(100, 10), 11..21);
        view.apply(Move::Up, 100, 10);
        assert_eq!(view.rows(100, 10), 11..21);
        view.apply(Move::First, 100, 10);
        assert_eq!(view.rows(100, 10), 0..10);
    }

    #[test]
    fn a_page_down_and_up_comes_back() {
        let mut view = Viewport::at(40);
        view.settle(100, 10);
        view.apply(Move::PageDown, 100, 10);
        view.apply(Move::PageUp, 100, 10);
        assert_eq!(view.selected, 40);
    }

    #[test]
    fn an_empty_list_has_no_rows() {
        let mut view = Viewport::at(3);
        view.apply(Move::Down, 0, 5);
        assert_eq!(view.rows(0, 5), 0..0);
        assert_eq!(view.current(0), None);
    }
}
