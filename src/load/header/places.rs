//! The tree of a header from its words and where they stand: words of one line stand from left to right, and a word over others takes a run of what is printed below it.
//!
//! Converters squeeze headers: a word need not stand above its columns. What survives is the order
//! of the words of each line and which line they stand on. Between its neighbours a word over others
//! may take several runs of columns; the vocabulary rules most of them out, and of the rest the one
//! is taken in whose middle the word stands.

use std::ops::Range;

use crate::load::vocabulary::Vocabulary;

/// A word with its place.
#[derive(Debug, Clone)]
pub(in crate::load) struct Placed {
    /// The characters, as the vocabulary knows them.
    pub(in crate::load) text: String,
    /// Line and place in the line of each piece, from the top.
    pub(in crate::load) pieces: Vec<(usize, usize)>,
    /// Where its pieces begin and end.
    pub(in crate::load) room: (u32, u32),
}

impl Placed {
    fn top(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.0)
    }

    fn bottom(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.0)
    }

    /// Twice the middle.
    fn middle(&self) -> u32 {
        self.room.0 + self.room.1
    }

    /// Whether both print on one line and this one stands on the left.
    fn is_left_of(&self, other: &Placed) -> bool {
        let mut pairs = self
            .pieces
            .iter()
            .flat_map(|own| other.pieces.iter().map(move |piece| (own, piece)));
        pairs.any(|(own, piece)| own.0 == piece.0 && own.1 < piece.1)
    }
}

/// Runs of columns looked at for the words of one line; more are not told apart.
const MOST_RUNS: usize = 100_000;
/// Words of the widest header that is read so.
const MOST_WORDS: usize = 80;
/// Words in one path of a header at most.
const DEEPEST: usize = 8;
/// What speaks against a run: a word the vocabulary puts elsewhere, a word twice, two totals.
const FOREIGN: u32 = 1_000;
/// A word left outside that the vocabulary puts inside, 小计 outside, a total behind its parts.
const OUTSIDE: u32 = 400;

/// A total inside that may be the total of all.
const GRAND: u32 = 150;
/// The total of a group.
const SUBTOTAL: &str = "小计";

/// Words that may head a column or stand over several, at most; more are taken to stand over others.
const MOST_EITHER: usize = 5;
/// A word over one column only, and one over none that could stand over some.
const OVER_ONE: u32 = 200;
const OVER_NONE: u32 = 100;

/// A column: the words over it from the outermost in, and which word heads it.
pub(in crate::load) type Column = (Vec<String>, usize);

/// The columns from left to right; `None` where the words stand in no order.
#[must_use]
pub(in crate::load) fn columns(words: &[Placed], vocabulary: &Vocabulary) -> Option<Vec<Column>> {
    if words.len() > MOST_WORDS {
        return None;
    }
    let order = in_order(words)?;
    let below = |at: usize| {
        let own = words.get(at);
        let below = words
            .iter()
            .filter(move |word| own.is_some_and(|own| word.top() > own.bottom()));
        own.and_then(|own| vocabulary.group(&own.text))
            .zip(Some(below))
    };
    let heads = |at: usize| {
        let entry = words.get(at).and_then(|word| vocabulary.column(&word.text));
        entry.is_some_and(|entry| entry.kind.is_some() || entry.stub.is_some())
    };
    let (mut groups, mut either) = (Vec::new(), Vec::new());
    for &at in &order {
        let Some((known, mut below)) = below(at) else {
            continue;
        };
        let holds = below.clone().any(|word| known.holds(&word.text));
        match heads(at) || !known.always {
            true if holds => either.push(at),
            false if below.next().is_some() => groups.push(at),
            _ => {}
        }
    }
    if either.len() > MOST_EITHER {
        groups.append(&mut either);
    }
    let ways = (0..1_u32 << either.len()).filter_map(|way| {
        let over = |number: &usize| way & (1 << number) == 0;
        let (own, none): (Vec<usize>, Vec<usize>) = (0..either.len()).partition(over);
        let own = own.into_iter().filter_map(|number| either.get(number));
        let groups: Vec<usize> = groups.iter().chain(own).copied().collect();
        let (cost, found) = under(words, &order, groups, vocabulary)?;
        Some((cost + OVER_NONE * u32::try_from(none.len()).ok()?, found))
    });
    ways.min_by_key(|(cost, _)| *cost).map(|(_, found)| found)
}

/// The cheapest columns below these words over others, and what they cost.
fn under(
    words: &[Placed],
    order: &[usize],
    mut groups: Vec<usize>,
    vocabulary: &Vocabulary,
) -> Option<(u32, Vec<Column>)> {
    let leaves = order.iter().copied().filter(|at| !groups.contains(at));
    let mut tree = Tree {
        words,
        leaves: leaves.collect(),
        spans: Vec::new(),
        vocabulary,
    };
    let mut whole = 0;
    groups.sort_by_key(|&at| {
        let place = order.iter().position(|&other| other == at);
        (
            words.get(at).map(|word| std::cmp::Reverse(word.bottom())),
            place,
        )
    });
    while let Some(&first) = groups.first() {
        let zone = tree.zone(first);
        let line = words.get(first)?.bottom();
        // Groups of one line without a column between them share what stands below.
        let shares = |at: &usize| {
            words.get(*at).is_some_and(|word| word.bottom() == line) && tree.zone(*at) == zone
        };
        let (own, rest): (Vec<usize>, Vec<usize>) = groups.iter().partition(|at| shares(at));
        groups = rest;
        let (cost, spans) = tree.divided(&own, zone)?;
        whole += cost;
        tree.spans.extend(own.into_iter().zip(spans));
    }
    let found = (0..tree.leaves.len()).map(|leaf| {
        let around = tree.spans.iter().filter(|(_, span)| span.contains(&leaf));
        let mut above: Vec<usize> = around.map(|(at, _)| *at).collect();
        let at = *tree.leaves.get(leaf)?;
        above.sort_by_key(|&at| words.get(at).map(Placed::top));
        above.push(at);
        let text = |at: &usize| Some(words.get(*at)?.text.clone());
        let path: Option<Vec<String>> = above.iter().map(text).collect();
        Some((path.filter(|path| path.len() <= DEEPEST)?, at))
    });
    Some((whole, found.collect::<Option<_>>()?))
}

/// The words from left to right: as their lines print them, else as they stand.
fn in_order(words: &[Placed]) -> Option<Vec<usize>> {
    let mut left: Vec<usize> = (0..words.len()).collect();
    left.sort_by_key(|&at| words.get(at).map(Placed::middle));
    let mut order = Vec::with_capacity(words.len());
    while !left.is_empty() {
        let free = |&at: &usize| {
            let own = words.get(at);
            let mut others = left.iter().filter(|&&other| other != at);
            own.is_some_and(|own| {
                !others.any(|&other| words.get(other).is_some_and(|other| other.is_left_of(own)))
            })
        };
        let next = left.iter().position(free)?;
        order.push(left.remove(next));
    }
    Some(order)
}

/// What a division of columns costs, and the run of its last group.
type Division = (u32, Range<usize>);

struct Tree<'a> {
    words: &'a [Placed],
    /// The words that head columns, from left to right.
    leaves: Vec<usize>,
    /// Words over others with the columns they take; the inner ones first.
    spans: Vec<(usize, Range<usize>)>,
    vocabulary: &'a Vocabulary,
}

impl Tree<'_> {
    fn leaf(&self, at: usize) -> Option<&Placed> {
        self.words.get(*self.leaves.get(at)?)
    }

    /// The columns between the neighbours of a word that are printed below it.
    fn zone(&self, group: usize) -> Range<usize> {
        let Some(own) = self.words.get(group) else {
            return 0..0;
        };
        let beside = |at: &usize| {
            self.leaf(*at)
                .is_some_and(|leaf| leaf.is_left_of(own) || own.is_left_of(leaf))
        };
        let all = 0..self.leaves.len();
        let left = |at: &usize| self.leaf(*at).is_some_and(|leaf| leaf.is_left_of(own));
        let first = all.clone().filter(left).max().map_or(0, |at| at + 1);
        let last = all
            .clone()
            .filter(|at| *at >= first && beside(at))
            .min()
            .unwrap_or(all.end);
        first..last
    }

    /// The cheapest division of a zone among the groups over it; `None` where one gets nothing.
    fn divided(&self, groups: &[usize], zone: Range<usize>) -> Option<(u32, Vec<Range<usize>>)> {
        let length = zone.len();
        if groups.len() * length.pow(3) > MOST_RUNS {
            return None;
        }
        // best[k][i]: cost of the first k groups within the first i columns, and the run of the last.
        let mut best: Vec<Vec<Option<Division>>> = vec![vec![None; length + 1]; groups.len() + 1];
        // outside[i]: cost of the first i columns with none of them in a group.
        let mut outside = vec![0; length + 1];
        for at in 0..length {
            let cost = *outside.get(at)? + self.cost_outside(zone.start + at, groups);
            *outside.get_mut(at + 1)? = cost;
        }
        for (first, &cost) in best.first_mut()?.iter_mut().zip(&outside) {
            *first = Some((cost, 0..0));
        }
        for (number, &group) in groups.iter().enumerate() {
            // The cheapest division whose last run ends with a column, by the end of that run.
            let mut closed: Vec<Option<Division>> = vec![None; length + 1];
            for last in 1..=length {
                for first in 0..last {
                    let Some(Some((before, _))) = best.get(number).and_then(|row| row.get(first))
                    else {
                        continue;
                    };
                    let run = zone.start + first..zone.start + last;
                    let Some(own) = self.cost(group, &run) else {
                        continue;
                    };
                    let choice = closed.get_mut(last)?;
                    if choice
                        .as_ref()
                        .is_none_or(|(least, _)| before + own < *least)
                    {
                        *choice = Some((before + own, run));
                    }
                }
            }
            for end in 0..=length {
                let mut choice: Option<Division> = None;
                for last in 1..=end {
                    let Some(Some((cost, run))) = closed.get(last) else {
                        continue;
                    };
                    let cost = cost + outside.get(end)? - outside.get(last)?;
                    if choice.as_ref().is_none_or(|(least, _)| cost < *least) {
                        choice = Some((cost, run.clone()));
                    }
                }
                *best.get_mut(number + 1)?.get_mut(end)? = choice;
            }
        }
        let mut spans = Vec::with_capacity(groups.len());
        let mut end = length;
        for number in (1..=groups.len()).rev() {
            let (_, run) = best.get(number)?.get(end)?.clone()?;
            end = run.start - zone.start;
            spans.push(run);
        }
        spans.reverse();
        let (cost, _) = best.last()?.last()?.clone()?;
        Some((cost, spans))
    }

    /// The words right below a group that takes a run: inner groups, and columns of none.
    fn inside(&self, run: &Range<usize>) -> Option<Vec<&Placed>> {
        let mut found = Vec::new();
        let mut at = run.start;
        while at < run.end {
            let mut around = self.spans.iter().filter(|(_, span)| span.contains(&at));
            match around.next_back() {
                Some((group, span)) => {
                    if span.start < run.start || span.end > run.end {
                        return None;
                    }
                    found.push(self.words.get(*group)?);
                    at = span.end;
                }
                None => {
                    found.push(self.leaf(at)?);
                    at += 1;
                }
            }
        }
        Some(found)
    }

    fn is_total(&self, word: &Placed) -> bool {
        self.vocabulary.is_total(&word.text)
    }

    /// What speaks against a run below a group; `None` where it cannot be.
    fn cost(&self, group: usize, run: &Range<usize>) -> Option<u32> {
        let own = self.words.get(group)?;
        let known = self.vocabulary.group(&own.text)?;
        let inside = self.inside(run)?;
        let above = |word: &&Placed| word.top() <= own.bottom();
        if inside.iter().any(above) {
            return None;
        }
        let strange =
            |word: &&&Placed| !known.open && !self.is_total(word) && !known.holds(&word.text);
        let mut texts: Vec<&str> = inside.iter().map(|word| word.text.as_str()).collect();
        texts.sort_unstable();
        let twice = texts
            .windows(2)
            .filter(|pair| pair.first() == pair.last())
            .count();
        let totals = inside.iter().filter(|word| self.is_total(word)).count();
        let late = inside
            .iter()
            .skip(1)
            .filter(|word| self.is_total(word))
            .count();
        let foreign = inside.iter().filter(strange).count() + twice + totals.saturating_sub(1);
        let middle = |at: usize| self.leaf(at).map_or(0, Placed::middle);
        let off = (middle(run.start) + middle(run.end - 1)).abs_diff(2 * own.middle()) / 4;
        let one = if inside.len() == 1 { OVER_ONE } else { 0 };
        // 总计 is that of the table where the vocabulary does not put it below the word.
        let grand = |word: &&&Placed| {
            self.is_total(word) && word.text != SUBTOTAL && !known.holds(&word.text)
        };
        let one = one + count_of(inside.iter().filter(grand).count()) * GRAND;
        Some(count_of(foreign) * FOREIGN + count_of(late) * OUTSIDE + one + off)
    }

    /// What speaks against a column outside all groups over its zone.
    fn cost_outside(&self, at: usize, groups: &[usize]) -> u32 {
        let Some(leaf) = self.leaf(at) else {
            return 0;
        };
        let holds = |group: &usize| {
            let word = self.words.get(*group);
            word.and_then(|word| self.vocabulary.group(&word.text))
                .is_some_and(|known| known.holds(&leaf.text))
        };
        let within = self.spans.iter().any(|(_, span)| span.contains(&at));
        // A table has one total; the next one sums up a part.
        let total = |leaf: &Placed| self.is_total(leaf);
        let second = total(leaf) && (0..at).any(|at| self.leaf(at).is_some_and(total));
        let held = !within && (groups.iter().any(holds) || leaf.text == SUBTOTAL || second);
        if held { OUTSIDE } else { 0 }
    }
}

fn count_of(count: usize) -> u32 {
    u32::try_from(count)
        .unwrap_or(u32::MAX / FOREIGN / 2)
        .min(u32::MAX / FOREIGN / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of lines; `a|b` are the pieces of one word on two lines at one place.
    fn paths(lines: &[&[(&str, u32)]], joined: &[&[(usize, usize)]]) -> Vec<String> {
        let piece = |&(line, at): &(usize, usize)| lines[line][at];
        let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(0);
        let alone = lines
            .iter()
            .enumerate()
            .flat_map(|(line, words)| (0..words.len()).map(move |at| vec![(line, at)]));
        let alone = alone.filter(|word| !joined.iter().any(|other| other.contains(&word[0])));
        let words = joined.iter().map(|word| word.to_vec()).chain(alone);
        let words: Vec<Placed> = words
            .map(|pieces| Placed {
                text: pieces.iter().map(|at| piece(at).0).collect(),
                room: (
                    pieces.iter().map(|at| piece(at).1).min().unwrap_or(0),
                    pieces
                        .iter()
                        .map(|at| piece(at).1 + length(piece(at).0))
                        .max()
                        .unwrap_or(0),
                ),
                pieces,
            })
            .collect();
        let found = columns(&words, Vocabulary::embedded()).unwrap_or_default();
        found.iter().map(|(path, _)| path.join("/")).collect()
    }

    #[test]
    fn squeezed_words_below_two_groups() {
        let lines: &[&[(&str, u32)]] = &[
            &[
                ("科目编码", 0),
                ("科目名称", 14),
                ("2025年预", 24),
                ("2026年预算数", 43),
                ("2026年比2025年增减", 63),
            ],
            &[
                ("算数", 26),
                ("小计", 37),
                ("基本支出", 40),
                ("项目支出", 45),
                ("增减额", 50),
                ("增减%", 54),
            ],
        ];
        assert_eq!(
            paths(lines, &[&[(0, 2), (1, 0)]]),
            [
                "科目编码",
                "科目名称",
                "2025年预算数",
                "2026年预算数/小计",
                "2026年预算数/基本支出",
                "2026年预算数/项目支出",
                "2026年比2025年增减/增减额",
                "2026年比2025年增减/增减%",
            ]
        );
    }

    #[test]
    fn a_group_inside_a_group_and_a_column_as_high_as_both() {
        let lines: &[&[(&str, u32)]] = &[
            &[("“三公”经费预算数", 30)],
            &[("公务用车购置及运行费", 49), ("机关运行经费预算数", 72)],
            &[("合计", 3), ("因公出国（境）费", 16), ("公务接待费", 31)],
            &[("小计", 43), ("公务用车购置费", 53), ("公务用车运行费", 61)],
        ];
        let outer = "“三公”经费预算数";
        let inner = format!("{outer}/公务用车购置及运行费");
        assert_eq!(
            paths(lines, &[]),
            [
                format!("{outer}/合计"),
                format!("{outer}/因公出国（境）费"),
                format!("{outer}/公务接待费"),
                format!("{inner}/小计"),
                format!("{inner}/公务用车购置费"),
                format!("{inner}/公务用车运行费"),
                "机关运行经费预算数".to_owned(),
            ]
        );
    }
}
