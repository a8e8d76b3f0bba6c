//! A column of a header whose words keep their places: its room and its words, from the innermost line up.

use super::spread_bands::Token;

/// A column as its header prints it: its room, and its words, outermost first.
#[derive(Debug, Clone)]
pub(super) struct Stack {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) path: Vec<String>,
    /// Words of its own, innermost first, with their line.
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) line: usize,
    pub(super) text: String,
    /// Twice the middle.
    pub(super) middle: u32,
    /// Where it begins and ends.
    room: (u32, u32),
    /// Whether it begins where it begins on the page.
    apart: bool,
}

impl Stack {
    pub(super) fn of(token: &Token, line: usize) -> Self {
        let mut stack = Stack {
            from: token.from,
            to: token.to,
            path: Vec::new(),
            parts: Vec::new(),
        };
        stack.take(token, line);
        stack
    }

    pub(super) fn take(&mut self, token: &Token, line: usize) {
        self.from = self.from.min(token.from);
        self.to = self.to.max(token.to);
        self.parts.push(Part {
            line,
            text: token.piece.text.to_string(),
            middle: token.from + token.to,
            room: (token.from, token.to),
            apart: token.apart,
        });
    }

    /// Gives up its outermost word, and the room that alone took.
    pub(super) fn give_up_top(&mut self) -> Option<Part> {
        let top = self.parts.pop()?;
        self.measure();
        Some(top)
    }

    /// Gives its innermost word to a column as the second half of the innermost there.
    pub(super) fn move_innermost_to(&mut self, other: &mut Stack) {
        if let (Some(own), Some(half)) = (self.parts.first(), other.parts.first_mut()) {
            half.text.push_str(&own.text);
            self.parts.remove(0);
            self.measure();
        }
    }

    /// The room of its words.
    fn measure(&mut self) {
        let rooms = || self.parts.iter().map(|part| part.room);
        self.from = rooms().map(|room| room.0).min().unwrap_or(self.from);
        self.to = rooms().map(|room| room.1).max().unwrap_or(self.to);
    }

    /// Whether all its words stand where they stand on the page.
    pub(super) fn is_firm(&self) -> bool {
        self.parts.iter().all(|part| part.apart)
    }

    /// The line of its innermost word.
    pub(super) fn bottom(&self) -> Option<usize> {
        Some(self.parts.first()?.line)
    }

    pub(super) fn top(&self) -> usize {
        self.parts.last().map_or(usize::MAX, |part| part.line)
    }

    /// Twice the middle of the words of its own, but for the last `outer`.
    pub(super) fn middle(&self, outer: usize) -> u32 {
        let inner = self.parts.len().saturating_sub(outer).max(1);
        let parts = self.parts.iter().take(inner);
        let widest = parts.max_by_key(|part| part.text.chars().count());
        widest.map_or(self.from + self.to, |part| part.middle)
    }

    pub(super) fn text(&self, outer: usize) -> String {
        let parts = self.parts.iter().rev().skip(outer);
        parts.map(|part| part.text.as_str()).collect()
    }
}
