//! What the kind of the columns of a header says about the words above them: parts of codes have one heading, groups one total.

use std::ops::RangeInclusive;

use crate::load::spread::bands::Token;
use crate::load::spread::heads::{Group, Header};
use crate::load::spread::stack::Stack;
use crate::load::vocabulary::Stub;
use crate::model::Role;

/// What the columns of the parts of one code hold, from left to right.
const PARTS: [Stub; 3] = [Stub::Class, Stub::Section, Stub::Item];

/// The total of the group it is printed in, and of no more.
const SUBTOTAL: &str = "小计";

impl Header<'_> {
    /// What the innermost word of a column names of its rows.
    pub(in crate::load) fn innermost(&self, at: usize) -> Option<Stub> {
        let inner = self.stacks.get(at)?.parts.first()?;
        self.vocabulary.column(&inner.text)?.stub
    }

    /// Whether a column holds a part of codes: 类, 款 or 项, with another beside it.
    pub(in crate::load) fn is_part(&self, at: usize) -> bool {
        let line = |at: usize| Some(self.stacks.get(at)?.parts.first()?.line);
        let part = |at: usize| self.innermost(at).is_some_and(|stub| PARTS.contains(&stub));
        let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        part(at) && beside.any(|other| part(other) && line(other) == line(at))
    }

    /// Whether a column goes on with the code of the column left of it: 款 behind 类, 项 behind 款.
    pub(in crate::load) fn is_begun_before(&self, at: usize) -> bool {
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
    pub(in crate::load) fn names_codes(&self, token: &Token, right: usize) -> bool {
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
    pub(in crate::load) fn whole_code(
        &self,
        group: &Group,
        free: &dyn Fn(usize) -> bool,
    ) -> (usize, usize) {
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
    pub(in crate::load) fn is_second_total(
        &self,
        at: usize,
        parts: RangeInclusive<usize>,
        line: usize,
    ) -> bool {
        let total = |at: usize| {
            let stack = self.stacks.get(at)?;
            let word = self.vocabulary.column(&stack.text(0))?;
            (word.role == Role::Total).then_some(stack.top())
        };
        let free = |at: usize| !self.is_over(at, 0);
        let grand = at.checked_sub(1).filter(|&grand| free(grand) && free(at));
        let (Some(grand), Some(own)) = (grand.and_then(total), total(at)) else {
            return false;
        };
        let mut inside = parts.clone().filter_map(total);
        let level = |at: usize| self.stacks.get(at).map_or(usize::MAX, Stack::top);
        let beside = parts.clone().any(|at| level(at) <= own);
        let all_in_groups = || parts.clone().all(|at| self.is_over(at, line + 1));
        grand < own && inside.all(|inner| own < inner) && (beside || all_in_groups())
    }

    /// Whether a column stands below an inner group that the vocabulary knows as a part of an outer one.
    pub(in crate::load) fn is_in_part(&self, column: usize, outer: &Group) -> bool {
        let known = self.vocabulary.group(&outer.text);
        let part = |inner: &Group| {
            let inside = (inner.first..=inner.last).contains(&column);
            inside && inner.line > outer.line && known.is_some_and(|known| known.holds(&inner.text))
        };
        self.groups.iter().any(part)
    }
    /// Whether a column names rows, and the word over others is one of figures that the vocabulary
    /// knows to hold no names.
    pub(in crate::load) fn names_rows_beside(&self, group: &Group, column: usize) -> bool {
        let text = self.stacks.get(column).map(|stack| stack.text(0));
        let word = text.and_then(|text| self.vocabulary.column(&text));
        let known = self.vocabulary.group(&group.text);
        let figures = self.vocabulary.column(&group.text);
        let figures = figures.is_some_and(|entry| entry.stub.is_none() && entry.kind.is_some());
        figures
            && word.zip(known).is_some_and(|(word, known)| {
                word.stub.is_some() && !known.contains.contains(&word.word)
            })
    }

    /// Whether a column left of a group holds the subtotal the group lacks: 小计 stands in no group
    /// but one it is printed with on one line, and before the parts it sums up.
    pub(in crate::load) fn is_subtotal_before(
        &self,
        at: usize,
        mut parts: RangeInclusive<usize>,
        line: usize,
    ) -> bool {
        let is_subtotal = |at: usize| {
            let stack = self.stacks.get(at);
            stack.is_some_and(|stack| stack.text(0) == SUBTOTAL)
        };
        let level = |at: usize| self.stacks.get(at).map(Stack::top);
        let innermost = (at..=*parts.end()).all(|at| !self.is_over(at, line + 1));
        let part = |inner: usize| !is_subtotal(inner) && level(inner) == level(at);
        is_subtotal(at) && innermost && parts.all(part)
    }

    /// Whether a group in a line, or in one below it, stands over a column.
    fn is_over(&self, column: usize, line: usize) -> bool {
        let over =
            |group: &Group| group.line >= line && (group.first..=group.last).contains(&column);
        self.groups.iter().any(over)
    }
}
