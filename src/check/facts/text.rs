//! The printed text itself: its lines, what it says anywhere, and where words of it stand.

use std::ops::Range;

use super::Facts;
use crate::model::{Place, Span};

impl<'a> Facts<'a> {
    /// Every printed line with its 1-based number.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &'a str)> + use<'a> {
        let source = &self.disclosure.source;
        let count = u32::try_from(source.line_count()).unwrap_or(u32::MAX);
        (1..=count).map(|number| (number, source.line(number)))
    }

    /// Whether the document prints any of these words; asked once of all its lines together, that
    /// takes far less than asking every line.
    #[must_use]
    pub fn prints_any(&self, words: &[&str]) -> bool {
        let text = self.disclosure.source.text.as_bytes();
        let mut words = words.iter();
        words.any(|word| memchr::memmem::find(text, word.as_bytes()).is_some())
    }

    /// Where a range of bytes of a line is printed.
    #[must_use]
    pub fn place_in_line(&self, line: u32, range: Range<usize>) -> Place {
        let source = &self.disclosure.source;
        let start = source.line_span(line).start;
        let at = |offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        Place {
            line,
            page: source.page_at(line),
            span: Span {
                start: at(range.start),
                end: at(range.end),
            },
        }
    }

    /// The whole text without white space.
    #[must_use]
    pub fn squeezed(&self) -> &str {
        self.squeezed.get_or_init(|| {
            let text = &self.disclosure.source.text;
            let mut squeezed = String::with_capacity(text.len());
            squeezed.extend(text.chars().filter(|c| !c.is_whitespace()));
            squeezed
        })
    }

    /// Gives back the room that [`Facts::squeezed`] takes, when all rules have spoken.
    pub fn forget_text(&mut self) {
        self.squeezed.take();
    }

    /// Whether any of these words is printed anywhere, line breaks and spaces left out.
    #[must_use]
    pub fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.squeezed().contains(word))
    }

    /// The printed place of a range of bytes of a sentence; else where the sentence begins.
    #[must_use]
    pub fn place_in_sentence(&self, sentence: usize, range: Range<usize>) -> Place {
        self.disclosure
            .prose
            .get(sentence)
            .map(|found| found.printed(range).unwrap_or(found.place))
            .unwrap_or_default()
    }

    /// Whether the figures of a table can be relied on one by one.
    #[must_use]
    pub fn is_legible(&self, table: usize) -> bool {
        !self.is_doubtful(table) && !self.may_not_accuse(table)
    }
}
