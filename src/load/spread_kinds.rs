//! What the kind of the columns of a header says about the words above them: parts of codes have one heading, groups one total.

use super::spread_bands::Token;
use super::spread_header::{Group, Header};
use super::spread_stack::Stack;
use super::vocabulary::Stub;
use crate::model::Role;

/// What the columns of the parts of one code hold, from left to right.
const PARTS: [Stub; 3] = [Stub::Class, Stub::Section, Stub::Item];

impl Header<'_> {
    /// What the innermost word of a column names of its rows.
    pub(super) fn innermost(&self, at: usize) -> Option<Stub> {
        let inner = self.stacks.get(at)?.parts.first()?;
        self.vocabulary.column(&inner.text)?.stub
    }

    /// Whether a column holds a part of codes: 类, 款 or 项, with another beside it.
    pub(super) fn is_part(&self, at: usize) -> bool {
        let line = |at: usize| Some(self.stacks.get(at)?.parts.first()?.line);
        let part = |at: usize| self.innermost(at).is_some_and(|stub| PARTS.contains(&stub));
        let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        part(at) && beside.any(|other| part(other) && line(other) == line(at))
    }

    /// Whether a column goes on with the code of the column left of it: 款 behind 类, 项 behind 款.
    pub(super) fn is_begun_before(&self, at: usize) -> bool {
        let level = |at: usize| {
            PARTS
                .iter()
                .position(|part| self.innermost(at) == Some(*part))
        };
        let before = at.checked_sub(1).filter(|_| self.is_part(at));
        let upper = before.and_then(level);
        upper.is_some() && upper.map(|upper| upper + 1) == level(at)
    }

    /// Whether a word stands between two parts of codes: 编码 over 类 and 款 is none of its own. No
    /// column stands between two parts of one code, however far apart these are.
    pub(super) fn names_codes(&self, token: &Token, right: usize) -> bool {
        if self.is_begun_before(right) {
            return true;
        }
        let edge = |at: usize| {
            self.stacks
                .get(at)
                .map_or((0, 0), |stack| (stack.from, stack.to))
        };
        right > 0
            && (self.is_part(right) && self.is_part(right - 1))
            && token.from <= edge(right - 1).1 + 1
            && edge(right).0 <= token.to + 2
    }

    /// The columns of the code whose parts a word stands over: all of them have one heading.
    pub(super) fn whole_code(&self, group: &Group, free: &dyn Fn(usize) -> bool) -> (usize, usize) {
        let (mut first, mut last) = (group.first, group.last);
        while self.is_begun_before(first) && free(first - 1) {
            first -= 1;
        }
        while self.is_begun_before(last + 1) && free(last + 1) {
            last += 1;
        }
        (first, last)
    }

    /// Whether a column left of a group holds a total that stands lower in the header than a total
    /// beside it on its left, while the group has none of its own: totals of groups inside stand lower,
    /// and columns beside these as high.
    pub(super) fn is_second_total(&self, at: usize, first: usize, last: usize) -> bool {
        let total = |at: usize| {
            let stack = self.stacks.get(at)?;
            let word = self.vocabulary.column(&stack.text(0))?;
            (word.role == Role::Total).then_some(stack.top())
        };
        let over = |column: usize| {
            let mut groups = self.groups.iter();
            groups.any(|group| (group.first..=group.last).contains(&column))
        };
        let grand = at.checked_sub(1).filter(|&grand| !over(grand) && !over(at));
        let (Some(grand), Some(own)) = (grand.and_then(total), total(at)) else {
            return false;
        };
        let mut inside = (first..=last).filter_map(total);
        let level = |at: usize| self.stacks.get(at).map_or(usize::MAX, Stack::top);
        let mut beside = (first..=last).filter(|&at| level(at) <= own);
        grand < own && inside.all(|inner| own < inner) && beside.next().is_some()
    }
}
