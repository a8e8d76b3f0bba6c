//! Words of a header that were torn: halves on two lines, beside each other, or below another word.

use crate::load::header::meaning::meaning;
use crate::load::spread::bands::Token;
use crate::load::spread::heads::Header;
use crate::load::spread::stack::Stack;
use crate::load::vocabulary::Vocabulary;

/// How many lines below its first half the second half of a word may stand.
const TORN: usize = 2;

/// A word over several columns that runs over two lines is one word: one the vocabulary knows as
/// such, or one that is printed whole elsewhere in the header.
pub(in crate::load) fn untorn(
    mut lines: Vec<Vec<Token>>,
    vocabulary: &Vocabulary,
) -> Vec<Vec<Token>> {
    let whole: Vec<String> = lines
        .iter()
        .flatten()
        .map(|token| token.piece.text.to_string())
        .collect();
    let known = |text: &str| vocabulary.is_header_word(text);
    for at in 0..lines.len() {
        for word in 0..lines.get(at).map_or(0, Vec::len) {
            let Some(upper) = lines.get(at).and_then(|line| line.get(word)).cloned() else {
                continue;
            };
            let lower = (at + 1..lines.len().min(at + 1 + TORN)).find_map(|below| {
                let line = lines.get(below)?;
                let half = line.iter().position(|token| {
                    let from = upper.from.min(token.from);
                    let to = upper.to.max(token.to);
                    let under = || {
                        let all = lines.iter().skip(below + 1).flatten();
                        all.filter(|word| word.from < to && from < word.to)
                    };
                    let text = format!("{}{}", upper.piece.text, token.piece.text);
                    let halves = [&upper.piece.text, &token.piece.text];
                    let one = vocabulary.group(&text).is_some() || whole.contains(&text);
                    let touches = token.from < upper.to && upper.from < token.to;
                    let longer = |word: &Token| known(&format!("{text}{}", word.piece.text));
                    let heads = under().next().is_some() && !under().any(longer);
                    heads && touches && one && !halves.iter().any(|half| known(half))
                })?;
                Some((below, half))
            });
            if let Some((below, half)) = lower {
                let half = lines.get_mut(below).map(|line| line.remove(half));
                let upper = lines.get_mut(at).and_then(|line| line.get_mut(word));
                if let Some((upper, half)) = upper.zip(half) {
                    upper.piece.text.push_str(&half.piece.text);
                }
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

impl Header<'_> {
    /// Two halves of a word that were printed beside each other on two lines are one.
    pub(in crate::load) fn join_torn(&mut self) {
        let mut at = 0;
        while at + 1 < self.stacks.len() {
            if let Some(joined) = self.torn(at) {
                self.stacks.splice(at..at + 2, [joined]);
                for group in &mut self.groups {
                    group.first -= usize::from(group.first > at);
                    group.last -= usize::from(group.last > at);
                }
            } else {
                at += 1;
            }
        }
    }

    fn torn(&self, at: usize) -> Option<Stack> {
        let (one, other) = (self.stacks.get(at)?, self.stacks.get(at + 1)?);
        let lines = |stack: &Stack| stack.parts.iter().map(|part| part.line).collect::<Vec<_>>();
        let apart = lines(one).iter().all(|line| !lines(other).contains(line));
        let known = |text: &str| match apart {
            true => self.vocabulary.column(text).is_some(),
            // Words of one line are no halves but where both together name the codes of accounts.
            false => self.is_stub(text),
        };
        let alone = |stack: &Stack| {
            let text = stack.text(0);
            self.vocabulary.column(&text).is_some() || self.is_stub(&text)
        };
        if alone(one) && alone(other) || !apart && (alone(one) || alone(other)) {
            return None;
        }
        let mut parts = [one.parts.clone(), other.parts.clone()].concat();
        parts.sort_by_key(|part| (std::cmp::Reverse(part.line), std::cmp::Reverse(part.middle)));
        let joined = Stack {
            from: one.from.min(other.from),
            to: one.to.max(other.to),
            path: Vec::new(),
            parts,
        };
        known(&joined.text(0)).then_some(joined)
    }

    /// Whether a word names rows, or their codes.
    fn is_stub(&self, text: &str) -> bool {
        meaning(&[text.to_owned()], self.vocabulary).is_some_and(|word| word.stub.is_some())
    }

    /// Second halves of words that all stand one column too far to the right: a line whose words
    /// touch begins nearer to its neighbours than it is printed.
    pub(in crate::load) fn move_to_the_left(&mut self) {
        let mut end = 1;
        while end < self.stacks.len() {
            if let Some(first) = self.moved_from(end) {
                for at in first..end {
                    let (left, right) = self.stacks.split_at_mut(at + 1);
                    if let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) {
                        right.move_innermost_to(left);
                    }
                }
                self.stacks.remove(end);
                for group in &mut self.groups {
                    group.first -= usize::from(group.first >= end);
                    group.last -= usize::from(group.last >= end);
                }
            } else {
                end += 1;
            }
        }
    }

    /// The first column of a run whose second halves stand one column too far to the right, the last
    /// of them alone in the column `end`.
    fn moved_from(&self, end: usize) -> Option<usize> {
        let last = self
            .stacks
            .get(end)
            .filter(|stack| stack.parts.len() == 1)?;
        let line = last.bottom()?;
        let known = |text: &str| self.vocabulary.column(text).is_some();
        let mut all_known = known(&last.text(0));
        let mut half = last.parts.first()?.text.clone();
        for at in (0..end).rev() {
            let stack = self.stacks.get(at)?;
            let lowest = stack.bottom()?;
            if lowest > line {
                return None;
            }
            let torn = lowest == line;
            let upper: String = stack
                .parts
                .iter()
                .skip(usize::from(torn))
                .rev()
                .map(|part| part.text.as_str())
                .collect();
            if upper.is_empty() || !known(&format!("{upper}{half}")) {
                return None;
            }
            if !torn {
                return (!all_known).then_some(at);
            }
            all_known &= known(&stack.text(0));
            half = stack.parts.first()?.text.clone();
        }
        None
    }
}
