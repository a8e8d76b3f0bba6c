//! Words of a header above the gap between two columns: over both, or a column of their own.

use crate::load::spread::bands::{Band, Token};
use crate::load::spread::heads::Header;
use crate::model::ValueKind;

/// Words that are no column of their own: parts and totals of what is printed above them.
const WITHIN: [&str; 2] = ["其中", "小计"];

impl Header<'_> {
    /// Whether a word is a column of its own: figures stand below it that stand below no other. The
    /// column left of it has them where its word is a part of this one, and figures begin right of
    /// it; and no column goes without a number where the header numbers its columns.
    pub(in crate::load) fn heads_a_band(&self, token: &Token, right: usize) -> bool {
        let own = |band: &&Band| {
            let mut stacks = self.stacks.iter();
            !stacks.any(|stack| band.touches(stack.from, stack.to))
        };
        let below = self
            .bands
            .iter()
            .filter(|band| band.numeric && band.touches(token.from, token.to));
        below.filter(own).any(|band| {
            !(self.is_without_number(token) || self.belongs_to_left(token, right, band))
        })
    }

    /// Whether the header numbers the columns on both sides of a word, and not the word.
    fn is_without_number(&self, token: &Token) -> bool {
        let touches = |number: &&Token| number.from < token.to && token.from < number.to;
        let before = self.numbers.iter().any(|number| number.to <= token.from);
        let behind = self.numbers.iter().any(|number| token.to <= number.from);
        before && behind && !self.numbers.iter().any(|number| touches(&number))
    }

    /// Whether figures below a word are those of the column left of it, which has no others.
    fn belongs_to_left(&self, token: &Token, right: usize, band: &Band) -> bool {
        let Some(left) = right.checked_sub(1) else {
            return false;
        };
        let room = |at: usize| {
            self.stacks
                .get(at)
                .map_or((0, 0), |stack| (stack.from, stack.to))
        };
        let text = |at: usize| self.stacks.get(at).map(|stack| stack.text(0));
        let text = |at: usize| text(at).unwrap_or_default();
        let free = !self.bands.iter().any(|other| {
            let (from, to) = room(left);
            other.numeric && other.touches(from, to)
        });
        let group = self.vocabulary.group(&token.piece.text);
        let part = |at: usize| {
            let text = text(at);
            WITHIN.iter().any(|word| text.starts_with(word))
                || group.is_some_and(|group| group.contains.contains(&text))
        };
        let nearest = band.from < room(right).0;
        let between = || self.is_sum(left) && self.prints_words(right) && self.are_all_headed();
        free && nearest
            && self.innermost(left).is_none()
            && (part(left) && part(right) || between())
    }

    /// Whether the word of a column, 金额 or 预算数, says that it prints figures.
    fn is_sum(&self, at: usize) -> bool {
        let text = self.stacks.get(at).map(|stack| stack.text(0));
        let entry = text.and_then(|text| self.vocabulary.column(&text));
        let kind = entry.and_then(|entry| entry.kind);
        kind.is_some_and(|kind| kind != ValueKind::Text)
    }

    /// Whether words and no figures stand below a column.
    fn prints_words(&self, at: usize) -> bool {
        let Some(stack) = self.stacks.get(at) else {
            return false;
        };
        let mut own = self
            .bands
            .iter()
            .filter(|band| band.touches(stack.from, stack.to))
            .peekable();
        own.peek().is_some() && own.all(|band| !band.numeric || band.codes)
    }

    /// Whether there are as many columns of figures as words that head some: none is left for a word over a
    /// gap. 支出 over 功能分类, 金额, 经济分类, 金额 heads no fifth.
    fn are_all_headed(&self) -> bool {
        let figures = self.bands.iter().filter(|band| band.numeric && !band.codes);
        let heads = (0..self.stacks.len())
            .filter(|&at| self.innermost(at).is_none() && !self.prints_words(at));
        figures.count() == heads.count()
    }
}
