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
        });
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
