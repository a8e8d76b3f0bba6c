//! A column of a header whose words keep their places: its room and its words, from the innermost line up.

use crate::load::spread::bands::Token;

/// A column as its header prints it: its room, and its words, outermost first.
#[derive(Debug, Clone)]
pub(in crate::load) struct Stack {
    pub(in crate::load) from: u32,
    pub(in crate::load) to: u32,
    pub(in crate::load) path: Vec<String>,
    /// Words of its own, innermost first, with their line.
    pub(in crate::load) parts: Vec<Part>,
}

#[derive(Debug, Clone)]
pub(in crate::load) struct Part {
    pub(in crate::load) line: usize,
    pub(in crate::load) text: String,
    /// Twice the middle.
    pub(in crate::load) middle: u32,
    /// Where it begins and ends.
    room: (u32, u32),
    /// Whether it begins where it begins on the page.
    apart: bool,
}

impl Stack {
    pub(in crate::load) fn of(token: &Token, line: usize) -> Self {
        let mut stack = Stack {
            from: token.from,
            to: token.to,
            path: Vec::new(),
            parts: Vec::new(),
        };
        stack.take(token, line);
        stack
    }

    pub(in crate::load) fn take(&mut self, token: &Token, line: usize) {
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
    pub(in crate::load) fn give_up_top(&mut self) -> Option<Part> {
        let top = self.parts.pop()?;
        self.measure();
        Some(top)
    }

    /// Gives its innermost word to a column as the second half of the innermost there.
    pub(in crate::load) fn move_innermost_to(&mut self, other: &mut Stack) {
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
    pub(in crate::load) fn is_firm(&self) -> bool {
        self.parts.iter().all(|part| part.apart)
    }

    /// The line of its innermost word.
    pub(in crate::load) fn bottom(&self) -> Option<usize> {
        Some(self.parts.first()?.line)
    }

    pub(in crate::load) fn top(&self) -> usize {
        self.parts.last().map_or(usize::MAX, |part| part.line)
    }

    /// Twice the middle of the words of its own, but for the last `outer`.
    pub(in crate::load) fn middle(&self, outer: usize) -> u32 {
        let inner = self.parts.len().saturating_sub(outer).max(1);
        let parts = self.parts.iter().take(inner);
        let widest = parts.max_by_key(|part| part.text.chars().count());
        widest.map_or(self.from + self.to, |part| part.middle)
    }

    pub(in crate::load) fn text(&self, outer: usize) -> String {
        let parts = self.parts.iter().rev().skip(outer);
        parts.map(|part| part.text.as_str()).collect()
    }
}
