//! The header of a table whose words keep their places: which words stand above which column, and which span several.

use crate::load::header;
use crate::load::header::meaning::split_year;
use crate::load::spread;
use crate::load::spread::bands::{Band, Token};
use crate::load::spread::halves::untorn;
use crate::load::spread::stack::Stack;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Role, ValueKind};

/// How far the middle of a word may stand from the middle of the words below it, in half
/// characters, and still belong to the same column.
const ASIDE: u32 = 8;

/// What an inner word is that stands higher than both its neighbours and above the gap between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Gaps {
    /// A column of its own, unless the vocabulary knows it as a group.
    AreColumns,
    /// A word over both.
    AreSpanned,
}

/// Words over the parts of what stands beside them.
const OF_WHICH: [&str; 2] = ["其中", "其中："];

/// Characters of words that name rows and are no end of another.
const LONG: usize = 3;

/// A word that stands above several columns.
pub(in crate::load) struct Group {
    pub(in crate::load) line: usize,
    pub(in crate::load) text: String,
    /// Twice the middle.
    pub(in crate::load) middle: u32,
    pub(in crate::load) first: usize,
    pub(in crate::load) last: usize,
    /// Whether its columns are known.
    pub(in crate::load) settled: bool,
}

/// The columns of a header, from left to right.
#[must_use]
pub(in crate::load) fn stacks(
    lines: &[Vec<Token>],
    numbers: &[Token],
    bands: &[Band],
    gaps: Gaps,
    vocabulary: &Vocabulary,
) -> Vec<Stack> {
    let lines: Vec<Vec<Token>> = lines
        .iter()
        .map(|line| joined(line, vocabulary))
        .filter(|line| !line.is_empty())
        .collect();
    let lines = untorn(lines, vocabulary);
    let mut header = Header {
        lines: &lines,
        stacks: Vec::new(),
        groups: Vec::new(),
        numbers,
        bands,
        gaps,
        vocabulary,
    };
    for (at, line) in lines.iter().enumerate().rev() {
        for token in line {
            header.word(token, at);
        }
    }
    header.join_torn();
    header.move_to_the_left();
    header.lift_groups();
    spread::repeat::settle(&mut header.groups, &header.stacks, vocabulary);
    header.widen_groups();
    header.finish()
}

/// `项     目` is one word, and so are `2026 年` and a remark in brackets close behind its word; other
/// words between white space stand alone.
fn joined(line: &[Token], vocabulary: &Vocabulary) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.first() {
        let singles = rest
            .iter()
            .take_while(|token| token.piece.text.chars().count() == 1)
            .count();
        let word = |length: &usize| {
            let text: String = rest
                .iter()
                .take(*length)
                .map(|token| token.piece.text.as_str())
                .collect();
            vocabulary.column(&text).is_some()
        };
        let length = (2..=singles).rev().find(word).unwrap_or(1);
        let mut token = first.clone();
        for more in rest.iter().take(length).skip(1) {
            token.piece.text.push_str(&more.piece.text);
            token.to = more.to;
        }
        if let Some(last) = words.last_mut()
            && token.piece.text.starts_with('（')
            && token.from <= last.to + 1
        {
            last.piece.text.push_str(&token.piece.text);
            last.to = token.to;
        } else {
            words.push(token);
        }
        rest = rest.get(length..).unwrap_or(&[]);
    }
    spread::phrases::whole(words)
}

/// The header while its words find their columns.
pub(in crate::load) struct Header<'a> {
    lines: &'a [Vec<Token>],
    pub(in crate::load) stacks: Vec<Stack>,
    pub(in crate::load) groups: Vec<Group>,
    /// The line that numbers the columns, where there is one.
    pub(in crate::load) numbers: &'a [Token],
    /// Where the body prints figures and words.
    pub(in crate::load) bands: &'a [Band],
    gaps: Gaps,
    pub(in crate::load) vocabulary: &'a Vocabulary,
}

impl Header<'_> {
    /// Adds a word above the columns found so far; lines are taken from the innermost.
    fn word(&mut self, token: &Token, line: usize) {
        let touched: Vec<usize> = (0..self.stacks.len())
            .filter(|&at| {
                let stack = self.stacks.get(at);
                stack.is_some_and(|stack| stack.from < token.to && token.from < stack.to)
            })
            .collect();
        let middle = token.from + token.to;
        match touched.as_slice() {
            [] => self.beside(token, line),
            [only] => {
                if let Some(stack) = self.stacks.get_mut(*only) {
                    if stack.top() == line {
                        self.insert(token, line);
                    } else {
                        stack.take(token, line);
                    }
                }
            }
            [first, .., last] => self.groups.push(Group {
                line,
                text: token.piece.text.clone().into(),
                middle,
                first: *first,
                last: *last,
                settled: false,
            }),
        }
    }

    /// A word that touches none: a column of its own, or in the outermost line a word that stands
    /// over the gap between its columns.
    fn beside(&mut self, token: &Token, line: usize) {
        let right = self.stacks.iter().position(|stack| stack.from >= token.to);
        let entry = self.vocabulary.column(&token.piece.text);
        let stub = entry.is_some_and(|entry| entry.stub.is_some());
        let group = self.vocabulary.group(&token.piece.text).is_some();
        if let Some(right) = right.filter(|&right| self.names_codes(token, right)) {
            let first = right - usize::from(self.is_begun_before(right));
            self.groups.push(Group {
                line,
                text: token.piece.text.clone().into(),
                middle: token.from + token.to,
                first,
                last: right,
                settled: false,
            });
            return;
        }
        let below = |at: usize| self.stacks.get(at).is_some_and(|stack| stack.top() > line);
        match right {
            Some(right)
                if right > 0
                    && (line == 0 && !stub || group || self.gaps == Gaps::AreSpanned && !stub)
                    && (!self.heads_a_band(token, right)
                        || group && self.begins_below(line, right))
                    && !self.ends_a_word(token, line)
                    && below(right)
                    && below(right - 1) =>
            {
                self.groups.push(Group {
                    line,
                    text: token.piece.text.clone().into(),
                    middle: token.from + token.to,
                    first: right - 1,
                    last: right,
                    settled: false,
                });
            }
            _ => self.insert(token, line),
        }
    }

    /// Whether a total left of a gap stands lower than what is left of it: it belongs to a group, which
    /// only the word over the gap can be, unless the words right of it begin higher. Figures of a wide column may reach below that.
    fn begins_below(&self, line: usize, right: usize) -> bool {
        let level = |at: usize| self.stacks.get(at).map(Stack::top);
        let first = right.checked_sub(1).and_then(|at| self.stacks.get(at));
        let total = first.and_then(|stack| self.vocabulary.column(&stack.text(0)));
        let lower = right.checked_sub(2).and_then(level) < right.checked_sub(1).and_then(level);
        let figures = self.bands.iter().filter(|band| band.numeric && !band.codes);
        let named = |at: &usize| self.innermost(*at).is_some();
        let columns = (0..self.stacks.len()).filter(|at| !named(at)).count();
        total.is_some_and(|total| total.role == Role::Total)
            && lower
            && level(right).is_some_and(|level| level > line)
            && level(right) >= right.checked_sub(1).and_then(level)
            && figures.count() <= columns
    }

    /// Whether it is the last line of a word whose other lines stand above it: 其他 over 收入.
    fn ends_a_word(&self, token: &Token, line: usize) -> bool {
        let mut text = token.piece.text.clone();
        let above = self.lines.get(..line).unwrap_or(&[]).iter().rev();
        for line in above {
            let mut over = line
                .iter()
                .filter(|word| word.from < token.to && token.from < word.to);
            if let Some(word) = over.next() {
                text.insert_str(0, &word.piece.text);
                if self.vocabulary.column(&text).is_some() {
                    return true;
                }
            }
        }
        false
    }

    fn insert(&mut self, token: &Token, line: usize) {
        let at = self
            .stacks
            .iter()
            .position(|stack| stack.from + stack.to > token.from + token.to)
            .unwrap_or(self.stacks.len());
        self.stacks.insert(at, Stack::of(token, line));
        for group in &mut self.groups {
            group.first += usize::from(group.first >= at);
            group.last += usize::from(group.last >= at);
        }
    }

    /// A word that touches one column only may still span its neighbours: where its middle is far
    /// from the middle of the words below it, or where the vocabulary knows both.
    fn lift_groups(&mut self) {
        for at in 0..self.stacks.len() {
            while let Some(group) = self.lifted(at) {
                self.groups.push(group);
                if let Some(stack) = self.stacks.get_mut(at) {
                    stack.give_up_top();
                }
            }
        }
    }

    fn lifted(&self, at: usize) -> Option<Group> {
        let stack = self.stacks.get(at).filter(|stack| stack.parts.len() > 1)?;
        let top = stack.parts.last()?;
        let words = |text: &str| header::cut::cut(text, self.vocabulary).1 == 0;
        let whole = self.vocabulary.column(&stack.text(0)).is_some();
        let group = self.vocabulary.group(&top.text).is_some();
        let total = |text: &str| {
            let entry = self.vocabulary.column(text);
            entry.is_some_and(|entry| entry.role == Role::Total)
        };
        let rest = stack.text(1);
        let year = matches!(split_year(&top.text), (Some(_), ""));
        // 项目名称 below 支出用途.
        // 其中 says nothing without the columns it stands over.
        let of_which = OF_WHICH.contains(&top.text.as_str());
        let long = stack
            .parts
            .first()
            .is_some_and(|inner| inner.text.chars().count() > LONG);
        let named = !whole && long && self.innermost(at).is_some();
        let over_part = self.is_part(at) || named;
        let free = |at: Option<usize>| {
            at.and_then(|at| self.stacks.get(at))
                .is_some_and(|other| other.top() > top.line)
        };
        let room = free(at.checked_sub(1)) || free(Some(at + 1));
        let known = rest.starts_with("其中")
            || of_which && room
            || over_part
            || year && room && words(&rest)
            || words(&rest) && (words(&top.text) || total(&rest)) && (!whole || group && room);
        let aside = top.middle.abs_diff(stack.middle(1)) > ASIDE && (group || !whole);
        (aside || known).then(|| Group {
            line: top.line,
            text: top.text.clone(),
            middle: top.middle,
            first: at,
            last: at,
            settled: false,
        })
    }

    /// Widens every group over the columns beside it until it stands in the middle of them.
    fn widen_groups(&mut self) {
        self.groups.sort_by_key(|group| (group.line, group.first));
        let all = || 0..self.groups.len();
        // Once more for words over groups widened after them, by what they mean alone.
        let ways = [true, false]
            .into_iter()
            .flat_map(|far| all().map(move |at| (at, far)));
        for (at, far) in ways.collect::<Vec<_>>() {
            let widened = self.widened(at, far);
            if let (Some((first, last)), Some(group)) = (widened, self.groups.get_mut(at)) {
                (group.first, group.last) = (first, last);
            }
        }
        self.mend_cut_groups();
    }

    /// Whether the vocabulary lets a word stand over a column: it knows what its groups hold, and
    /// what names rows stands over no figures.
    fn may_hold(&self, group: &Group, stack: &Stack, column: usize) -> bool {
        let entry = |text: &str| self.vocabulary.column(text);
        let stub = entry(&group.text).is_some_and(|entry| entry.stub.is_some());
        let figures = entry(&stack.text(0))
            .and_then(|entry| entry.kind)
            .is_some_and(|kind| kind != ValueKind::Text);
        if stub && figures || self.names_rows_beside(group, column) {
            return false;
        }
        let Some(known) = self
            .vocabulary
            .group(&group.text)
            .filter(|known| !known.open)
        else {
            return true;
        };
        let nested = self
            .groups
            .iter()
            .any(|inner| inner.line > group.line && (inner.first..=inner.last).contains(&column));
        let word = self.vocabulary.column(&stack.text(0));
        let foreign = word
            .is_some_and(|word| word.role != Role::Total && !known.contains.contains(&word.word));
        nested || !foreign
    }

    fn widened(&self, at: usize, far: bool) -> Option<(usize, usize)> {
        let group = self.groups.get(at).filter(|group| !group.settled)?;
        // What stands above parts of codes stands above nothing else.
        let coded = (group.first..=group.last).all(|column| self.is_part(column));
        let free = |column: usize| {
            let below = self
                .stacks
                .get(column)
                .filter(|_| !coded || self.is_part(column));
            below.is_some_and(|stack| {
                stack.top() > group.line && self.may_hold(group, stack, column)
            }) && !self.groups.iter().enumerate().any(|(other, taken)| {
                other != at
                    && taken.line == group.line
                    && (taken.first..=taken.last).contains(&column)
            })
        };
        if coded {
            return Some(self.whole_code(group, &free));
        }
        let middle = |at: usize| self.stacks.get(at).map_or(0, |stack| stack.middle(0));
        let off =
            |first: usize, last: usize| (middle(first) + middle(last)).abs_diff(2 * group.middle);
        let (mut first, mut last) = (group.first, group.last);
        let known = self.vocabulary.group(&group.text);
        let belongs = |column: usize| {
            let word = self
                .stacks
                .get(column)
                .and_then(|stack| self.vocabulary.column(&stack.text(0)));
            word.zip(known).is_some_and(|(word, known)| {
                word.role != Role::Total && known.contains.contains(&word.word)
            }) || self.is_in_part(column, group)
        };
        // A group prints no word twice below itself.
        let nested = |column: usize| {
            self.groups.iter().any(|inner| {
                inner.line > group.line && (inner.first..=inner.last).contains(&column)
            })
        };
        let text = |at: usize| self.stacks.get(at).map(|stack| stack.text(0));
        let total = |at: usize| {
            let word = text(at).and_then(|text| self.vocabulary.column(&text));
            word.is_some_and(|word| word.role == Role::Total)
        };
        let level = |at: usize| self.stacks.get(at).map_or(0, Stack::top);
        // The total of the group stands higher than those of the groups inside.
        let own = |at: usize, column: usize| total(column) && level(at) != level(column);
        let twice = |column: usize, first: usize, last: usize| {
            let mut inside = (first..=last).filter(|&at| !nested(at) && !own(at, column));
            !nested(column) && inside.any(|at| text(at) == text(column))
        };
        loop {
            // What the vocabulary puts below the word stands there, wherever its middle is.
            let may = |at: &usize| free(*at) && !twice(*at, first, last);
            let (left, right) = (first.checked_sub(1).filter(may), Some(last + 1).filter(may));
            if right.is_some_and(belongs) {
                last += 1;
                continue;
            }
            if let Some(left) = left.filter(|&at| belongs(at)) {
                first = left;
                continue;
            }
            // 合计 between 总计 and the parts of a group is the total of the group: none is printed
            // twice for all columns.
            if let Some(left) = left
                && (self.is_second_total(left, first..=last, group.line)
                    || self.is_subtotal_before(left, first..=last, group.line))
            {
                first = left;
                continue;
            }
            // The total right of a group is the one of the table.
            let right = right.filter(|&at| !total(at));
            // The group that begins with its own total has no cell left of it that is merged over
            // more lines.
            let lower = |at: usize| (first..=last).all(|inner| level(at) < level(inner));
            let begun = |at: &usize| total(first) && lower(*at);
            let left = left.filter(|at| !begun(at));
            let to_left = left.map(|left| (off(left, last), left, last));
            let to_right = right.map(|right| (off(first, right), first, right));
            let both = left.zip(right);
            let to_both = both.map(|(left, right)| (off(left, right), left, right));
            let all = [to_left, to_right, to_both].into_iter().flatten();
            let Some(best) = all.min().filter(|_| far) else {
                return Some((first, last));
            };
            let now = off(first, last);
            // Columns on both sides keep the middle: words stand over all that is free below them.
            let inner = (first..=last).map(level).min().unwrap_or(0);
            let both = best.1 < first && best.2 > last;
            let beside = both && level(best.1) >= inner && level(best.2) >= inner;
            let better = best.0 < now || beside && best.0 <= now.max(ASIDE / 2);
            if !better {
                return Some((first, last));
            }
            (first, last) = (best.1, best.2);
        }
    }

    fn finish(mut self) -> Vec<Stack> {
        for at in 0..self.stacks.len() {
            let mut above: Vec<&Group> = self
                .groups
                .iter()
                .filter(|group| (group.first..=group.last).contains(&at))
                .collect();
            above.sort_by_key(|group| group.line);
            let mut path: Vec<String> = above.iter().map(|group| group.text.clone()).collect();
            if let Some(stack) = self.stacks.get_mut(at) {
                let own = stack.text(0);
                if !own.is_empty() {
                    path.push(own);
                }
                stack.path = path;
            }
        }
        self.stacks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::load::spread::bands::{Scale, tokens_of};
    use crate::model::{Encoding, Source};

    fn paths(text: &str) -> Vec<String> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let found = stacks(
            &tokens_of(&lines, Scale::of_close_characters()),
            &[],
            &[],
            Gaps::AreColumns,
            Vocabulary::embedded(),
        );
        found.iter().map(|stack| stack.path.join("/")).collect()
    }

    #[test]
    fn wrapped_words_and_groups_in_the_middle() {
        let text = "
                                本年收入
  代码      名称       合计
                             一般公共预 政府性基     上年
                              算拨款    金预算    结转";
        let text = text.trim_start_matches('\n');
        assert_eq!(
            paths(text),
            [
                "代码",
                "名称",
                "合计",
                "本年收入/一般公共预算拨款",
                "本年收入/政府性基金预算",
                "上年结转"
            ]
        );
    }
}
