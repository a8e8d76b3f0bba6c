//! Words of a header over others: a group stands whole below one word, never below two.

use crate::load::spread::heads::Header;
use crate::load::spread::stack::Stack;

impl Header<'_> {
    /// Gives groups that two neighbours above them divide to one of these, whole: so that both stand nearer
    /// to the middle of what is below them.
    pub(in crate::load) fn mend_cut_groups(&mut self) {
        for inner in 0..self.groups.len() {
            let Some((left, right)) = self.neighbours_above(inner) else {
                continue;
            };
            let span = |at: usize| self.groups.get(at).map(|group| (group.first, group.last));
            let (Some(inner), Some(one), Some(other)) = (span(inner), span(left), span(right))
            else {
                continue;
            };
            let to_left = ((one.0, inner.1), (inner.1 + 1, other.1));
            let to_right = ((one.0, inner.0.saturating_sub(1)), (inner.0, other.1));
            let whole = |ways: &((usize, usize), (usize, usize))| {
                ways.0.0 <= ways.0.1 && ways.1.0 <= ways.1.1
            };
            let off = |ways: &((usize, usize), (usize, usize))| {
                self.aside(left, ways.0) + self.aside(right, ways.1)
            };
            let ways = [to_left, to_right].into_iter().filter(whole);
            let Some((one, other)) = ways.min_by_key(off) else {
                continue;
            };
            for (at, (first, last)) in [(left, one), (right, other)] {
                if let Some(group) = self.groups.get_mut(at) {
                    (group.first, group.last) = (first, last);
                }
            }
        }
    }

    /// The neighbours of one line above a group that divide it between them.
    fn neighbours_above(&self, inner: usize) -> Option<(usize, usize)> {
        let group = self.groups.get(inner)?;
        let above = |at: &usize| {
            let other = self.groups.get(*at);
            other.is_some_and(|other| other.line < group.line && !other.settled)
        };
        let begins = |at: &usize| {
            let other = self.groups.get(*at);
            other.is_some_and(|other| group.first < other.first && other.first <= group.last)
        };
        let right = (0..self.groups.len()).filter(above).find(begins)?;
        let (first, line) = self
            .groups
            .get(right)
            .map(|right| (right.first, right.line))?;
        let ends = |at: &usize| {
            let other = self.groups.get(*at);
            other.is_some_and(|other| other.line == line && other.last + 1 == first)
        };
        let left = (0..self.groups.len()).filter(above).find(ends)?;
        Some((left, right))
    }

    /// How far a word stands from the middle of some columns, counted twice.
    fn aside(&self, at: usize, (first, last): (usize, usize)) -> u32 {
        let middle = |at: usize| {
            let stack: Option<&Stack> = self.stacks.get(at);
            stack.map_or(0, |stack| stack.middle(0))
        };
        let word = self.groups.get(at).map_or(0, |group| group.middle);
        (middle(first) + middle(last)).abs_diff(2 * word)
    }
}
