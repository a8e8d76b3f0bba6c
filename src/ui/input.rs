//! A line of text being typed: edited by grapheme, with the real cursor of the terminal in it.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Action;
use super::width::Funnel;

/// The text and the cursor, counted in graphemes.
#[derive(Debug, Clone, Default)]
pub struct Input {
    text: String,
    cursor: usize,
}

impl Input {
    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts text in at the cursor; line breaks and control characters of a paste become blanks.
    pub fn insert(&mut self, text: &str) {
        let plain: String = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        let at = self.byte(self.cursor);
        let before = self.count();
        self.text.insert_str(at, &plain);
        self.cursor += self.count() - before.min(self.count());
    }

    /// Whether an action would change the text or move the cursor.
    #[must_use]
    pub fn possible(&self, action: Action) -> bool {
        match action {
            Action::DeleteBack | Action::CursorLeft | Action::CursorHome => self.cursor > 0,
            Action::DeleteForward | Action::CursorRight | Action::CursorEnd => {
                self.cursor < self.count()
            }
            Action::ClearInput => !self.text.is_empty(),
            _ => false,
        }
    }

    /// Does an editing action; whether the text changed.
    pub fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::DeleteBack if self.cursor > 0 => {
                self.cursor -= 1;
                self.remove(self.cursor)
            }
            Action::DeleteForward => self.remove(self.cursor),
            Action::CursorLeft => {
                self.cursor = self.cursor.saturating_sub(1);
                false
            }
            Action::CursorRight => {
                self.cursor = (self.cursor + 1).min(self.count());
                false
            }
            Action::CursorHome => {
                self.cursor = 0;
                false
            }
            Action::CursorEnd => {
                self.cursor = self.count();
                false
            }
            Action::ClearInput => {
                self.text.clear();
                self.cursor = 0;
                true
            }
            _ => false,
        }
    }

    /// The part of the text that fits into `width` cells with the cursor in view, and the cell of
    /// the cursor in it.
    #[must_use]
    pub fn window(&self, funnel: Funnel, width: usize) -> (String, usize) {
        let (before, after) = self.text.split_at(self.byte(self.cursor));
        let room = width.saturating_sub(1);
        let mut head: Vec<&str> = before.graphemes(true).collect();
        let mut skipped = 0;
        while funnel.measure(&head[skipped..].concat()) > room && skipped < head.len() {
            skipped += 1;
        }
        head.drain(..skipped);
        let shown = head.concat();
        let cursor = funnel.measure(&shown);
        (funnel.clean(&format!("{shown}{after}")), cursor)
    }

    fn remove(&mut self, index: usize) -> bool {
        let (from, to) = (self.byte(index), self.byte(index + 1));
        self.text.replace_range(from..to, "");
        from < to
    }

    fn count(&self) -> usize {
        self.text.graphemes(true).count()
    }

    fn byte(&self, grapheme: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .nth(grapheme)
            .map_or(self.text.len(), |(byte, _)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_goes_by_grapheme() {
        let mut input = Input::default();
        input.insert("基本e\u{301}");
        assert!(input.apply(Action::DeleteBack));
        assert_eq!(input.text(), "基本");
        input.apply(Action::CursorLeft);
        input.insert("x\ny");
        assert_eq!(input.text(), "基x y本");
        assert!(input.apply(Action::DeleteForward));
        assert_eq!(input.text(), "基x y");
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        let mut input = Input::default();
        for _ in 0..30 {
            input.insert("款");
            let (_, cursor) = input.window(Funnel::default(), 11);
            assert!(cursor < 11);
        }
    }
}
