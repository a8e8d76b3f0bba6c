//! The characters of a sentence, folded one by one, with their places in the text.

use crate::model::plain_char;

/// A sentence ready for reading.
pub(super) struct Words {
    /// Folded characters: half-width digits, full-width punctuation.
    pub(super) chars: Vec<char>,
    /// Byte offset of each character in the text, and the length of the text.
    offsets: Vec<usize>,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        Words {
            chars: text.chars().map(plain_char).collect(),
            offsets,
        }
    }

    /// The folded characters of a range.
    pub(super) fn slice(&self, from: usize, to: usize) -> String {
        self.chars
            .get(from..to)
            .map(|chars| chars.iter().collect())
            .unwrap_or_default()
    }

    /// The range in bytes of a range of characters.
    pub(super) fn bytes(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let at = |index: usize| self.offsets.get(index).copied().unwrap_or_default();
        at(from)..at(to)
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Whether these words stand at a character.
    pub(super) fn holds(&self, at: usize, words: &str) -> bool {
        words
            .chars()
            .enumerate()
            .all(|(index, c)| self.get(at + index) == Some(c))
    }

    /// Whether these words end just before a character.
    pub(super) fn ends(&self, at: usize, words: &str) -> bool {
        at.checked_sub(words.chars().count())
            .is_some_and(|from| self.holds(from, words))
    }
}
