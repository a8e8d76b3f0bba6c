//! Headers that print the same columns several times, once for every year: each time the words above take the same ones.
//!
//! Where a word stands over several columns, its place tells which. Converters squeeze headers, and
//! the places of one word are off. A header that prints a run of columns again and again says it
//! several times over: what stands above a run takes the same columns in each.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::load::spread::heads::Group;
use crate::load::spread::stack::Stack;
use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// Columns a run has at least.
const SHORTEST: usize = 3;
/// Runs that fewer words may share.
const MOST_SHARED: usize = 6;

/// Runs of equal columns behind those that name the rows.
struct Runs {
    first: usize,
    length: usize,
    count: usize,
}

impl Runs {
    /// The longest runs that fill the header behind its first columns.
    fn find(texts: &[String]) -> Option<Self> {
        let all = texts.len();
        let longest = all / 2;
        (SHORTEST..=longest).rev().find_map(|length| {
            let mut repeated = texts.iter().rev().skip(length).zip(texts.iter().rev());
            let same = repeated.by_ref().take_while(|(one, other)| one == other);
            let count = same.count() / length + 1;
            (count > 1).then(|| Runs {
                first: all - count * length,
                length,
                count,
            })
        })
    }

    fn run(&self, at: usize) -> usize {
        at.saturating_sub(self.first) / self.length
    }

    /// A range of columns within one of the runs.
    fn inside(&self, group: &Group) -> Option<RangeInclusive<usize>> {
        let run = self.run(group.first);
        let start = self.first + run * self.length;
        let alike = group.first >= self.first && self.run(group.last) == run;
        alike.then(|| group.first - start..=group.last - start)
    }
}

/// Whether columns stand in every run of a header where they stand in the others: no run has one
/// that the fullest lacks.
pub(in crate::load) fn are_alike(texts: &[String], columns: &[usize]) -> bool {
    let Some(runs) = Runs::find(texts) else {
        return false;
    };
    let own = columns.iter().copied().filter(|&at| at >= runs.first);
    let mut sets = vec![BTreeSet::new(); runs.count];
    for at in own {
        if let Some(set) = sets.get_mut(runs.run(at)) {
            set.insert((at - runs.first) % runs.length);
        }
    }
    let fullest = sets.iter().max_by_key(|set| set.len());
    let equal = |fullest: &BTreeSet<usize>| sets.iter().filter(|set| *set == fullest).count();
    fullest
        .is_some_and(|fullest| equal(fullest) > 1 && sets.iter().all(|set| set.is_subset(fullest)))
}

/// Gives words that stand above every run the same columns of each.
pub(in crate::load) fn settle(groups: &mut [Group], stacks: &[Stack], vocabulary: &Vocabulary) {
    let texts: Vec<String> = stacks.iter().map(|stack| stack.text(0)).collect();
    let Some(runs) = Runs::find(&texts) else {
        return;
    };
    let mut lines: Vec<usize> = groups.iter().map(|group| group.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let outermost = lines.first().copied();
    // Ranges found so far, of inner words.
    let mut inner: Vec<RangeInclusive<usize>> = Vec::new();
    for line in lines.into_iter().rev() {
        let own: Vec<usize> = (0..groups.len())
            .filter(|&at| groups.get(at).is_some_and(|group| group.line == line))
            .collect();
        let mut in_order = own.clone();
        in_order.sort_by_key(|&at| groups.get(at).map(|group| group.middle));
        let text = |at: usize| groups.get(at).map_or("", |group| group.text.as_str());
        let alike = in_order
            .iter()
            .all(|&at| text(at) == text(own.first().copied().unwrap_or(at)));
        let over_all = outermost == Some(line) && !alike && in_order.len() == runs.count;
        if over_all {
            for (run, &at) in in_order.iter().enumerate() {
                take(groups, at, &runs, run, &(0..=runs.length - 1));
            }
            continue;
        }
        let several = outermost == Some(line) && in_order.len() > 1;
        if several && let Some(shares) = shares(&in_order, groups, &runs, stacks) {
            for (&at, share) in in_order.iter().zip(shares) {
                take_runs(groups, at, &runs, &share);
            }
            continue;
        }
        let mut words: Vec<&str> = in_order.iter().map(|&at| text(at)).collect();
        words.sort_unstable();
        words.dedup();
        let sets: Vec<Vec<usize>> = words
            .iter()
            .map(|word| {
                in_order
                    .iter()
                    .copied()
                    .filter(|&at| text(at) == *word)
                    .collect()
            })
            .collect();
        for set in sets
            .into_iter()
            .filter(|set: &Vec<usize>| set.len() == runs.count)
        {
            let members: Vec<&Group> = set.iter().filter_map(|&at| groups.get(at)).collect();
            if let Some(range) = range(&members, &runs, stacks, &inner, vocabulary) {
                for (run, &at) in set.iter().enumerate() {
                    take(groups, at, &runs, run, &range);
                }
                inner.push(range);
            }
        }
    }
}

fn take(groups: &mut [Group], at: usize, runs: &Runs, run: usize, range: &RangeInclusive<usize>) {
    let start = runs.first + run * runs.length;
    if let Some(group) = groups.get_mut(at) {
        (group.first, group.last) = (start + range.start(), start + range.end());
        group.settled = true;
    }
}

/// The runs that each of fewer words takes which share all of them out: every word stands nearest to
/// the middle of its share, and no other division comes near.
fn shares(
    words: &[usize],
    groups: &[Group],
    runs: &Runs,
    stacks: &[Stack],
) -> Option<Vec<RangeInclusive<usize>>> {
    let middles: Option<Vec<u32>> = words
        .iter()
        .map(|&at| Some(groups.get(at)?.middle))
        .collect();
    let middles = middles?;
    if words.len() >= runs.count || runs.count > MOST_SHARED {
        return None;
    }
    let edge = |run: usize, last: bool| {
        let first = runs.first + run * runs.length;
        let at = if last { first + runs.length - 1 } else { first };
        stacks.get(at).map_or(0, |stack| stack.middle(0))
    };
    let mut found: Vec<(u32, Vec<RangeInclusive<usize>>)> = Vec::new();
    for cuts in 0_u32..1 << (runs.count - 1) {
        let shares = cut(runs.count, cuts);
        if shares.len() != middles.len() {
            continue;
        }
        let off = shares.iter().zip(&middles).map(|(share, middle)| {
            (edge(*share.start(), false) + edge(*share.end(), true)).abs_diff(2 * middle)
        });
        found.push((off.sum(), shares));
    }
    found.sort_by_key(|(off, _)| *off);
    let next = found.get(1).map_or(u32::MAX, |(off, _)| *off);
    let (least, shares) = found.into_iter().next()?;
    (least.saturating_mul(2) < next).then_some(shares)
}

/// Runs divided at the cuts whose bits are set.
fn cut(count: usize, cuts: u32) -> Vec<RangeInclusive<usize>> {
    let mut shares = Vec::new();
    let mut first = 0;
    for run in 0..count {
        if run + 1 == count || cuts >> run & 1 == 1 {
            shares.push(first..=run);
            first = run + 1;
        }
    }
    shares
}

fn take_runs(groups: &mut [Group], at: usize, runs: &Runs, share: &RangeInclusive<usize>) {
    if let Some(group) = groups.get_mut(at) {
        group.first = runs.first + share.start() * runs.length;
        group.last = runs.first + (share.end() + 1) * runs.length - 1;
        group.settled = true;
    }
}

/// The columns of a run a word stands above: those it touches in any of them, those the vocabulary
/// puts below it, and whole groups; of all such ranges the one in whose middle it stands.
fn range(
    members: &[&Group],
    runs: &Runs,
    stacks: &[Stack],
    inner: &[RangeInclusive<usize>],
    vocabulary: &Vocabulary,
) -> Option<RangeInclusive<usize>> {
    let word = |at: usize| {
        let stack = stacks.get(runs.first + at)?;
        vocabulary.column(&stack.text(0))
    };
    let known = vocabulary.group(&members.first()?.text);
    let known = known.filter(|known| !known.open);
    let below = |at: usize| {
        let word = word(at).filter(|word| word.role != Role::Total);
        known
            .zip(word)
            .is_some_and(|(known, word)| known.contains.contains(&word.word))
    };
    let touched = members.iter().filter_map(|group| runs.inside(group));
    let touched: Vec<RangeInclusive<usize>> = touched.collect();
    let named = (0..runs.length).filter(|&at| below(at));
    let named: Vec<usize> = named.collect();
    // Where the vocabulary tells what the word holds, squeezed places tell less.
    let touched = touched.into_iter().flatten().filter(|_| named.is_empty());
    let first = touched.clone().chain(named.iter().copied()).min()?;
    let last = touched.chain(named.iter().copied()).max()?;
    let nested = |at: usize| inner.iter().any(|inner| inner.contains(&at));
    // What the vocabulary knows and does not put below the word.
    let foreign = |at: usize| {
        let known = known.zip(word(at).filter(|word| word.role != Role::Total));
        known.is_some_and(|(known, word)| !known.contains.contains(&word.word))
    };
    let total = |at: usize| word(at).is_some_and(|word| word.role == Role::Total);
    let middle = |at: usize| stacks.get(at).map_or(0, |stack| stack.middle(0));
    let cost = |from: usize, to: usize| -> u32 {
        let off = members.iter().enumerate().map(|(run, group)| {
            let start = runs.first + run * runs.length;
            (middle(start + from) + middle(start + to)).abs_diff(2 * group.middle)
        });
        off.sum()
    };
    let ranges = (0..=first).flat_map(|from| (last..runs.length).map(move |to| from..=to));
    ranges
        .filter(|range| {
            let whole = inner.iter().all(|inner| {
                let (one, other) = (range.contains(inner.start()), range.contains(inner.end()));
                one == other
            });
            let totals = range.clone().filter(|&at| total(at) && !nested(at)).count();
            let strange = range.clone().any(|at| foreign(at) && !nested(at));
            whole && totals < 2 && !strange
        })
        .min_by_key(|range| cost(*range.start(), *range.end()))
}
