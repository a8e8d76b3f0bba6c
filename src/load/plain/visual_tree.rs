//! The trees of a header whose lines are in visual order: words of one line stand from left to right, a word over others above all of them, and the columns of one group in the middle of one height.
//!
//! Blank-divided text keeps which line a piece of a cell is printed on, and nothing of its place in the
//! line but the order. Lines are not evenly apart, so heights are compared as orders of lines: a cell of
//! two lines may have its middle on any line between them.

use crate::load::header::pieces::Word;
use crate::load::header::tiers::full;
use crate::load::plain::visual_heights::{are_aligned, bottom, middle, top};
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::ValueKind;

/// Words of the widest header read so.
const MOST_WORDS: usize = 48;
/// Trees that are looked at, and steps to find them; more tell nothing.
const MOST_TREES: usize = 64;
const MOST_STEPS: usize = 6_000;
/// Orders of the columns of one tree.
const MOST_ORDERS: usize = 8;
/// Words in one path of a header at most.
const DEEPEST: usize = 6;
/// The total of a table, never that of a group.
const GRAND: &str = "总计";
/// Columns of words that stand last.
const LAST: [&str; 2] = ["备注", "说明"];

/// The columns of a tree from left to right, the outermost word first.
pub(in crate::load) type Tree = Vec<Vec<String>>;

/// All trees in which so many words stand outside groups that could hold them; `None` where there are too
/// many to be told apart.
#[must_use]
pub(in crate::load) fn trees(
    words: &[Word],
    outside: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Tree>> {
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let mut words = words.to_vec();
    words.sort_by_key(|word| word.pieces.first().copied());
    let count = words.len();
    let names = words.iter().map(|word| full(&word.text, vocabulary));
    let mut search = Search {
        names: names.collect(),
        words: &words,
        vocabulary,
        parents: Vec::new(),
        beside: vec![vec![None; count]; count],
        found: Vec::new(),
        steps: 0,
        outside,
    };
    search.next();
    let told = search.steps <= MOST_STEPS && search.found.len() <= MOST_TREES;
    told.then_some(search.found)
}

struct Search<'a> {
    words: &'a [Word],
    /// The words as the vocabulary knows them.
    names: Vec<String>,
    vocabulary: &'a Vocabulary,
    /// For every word placed the word it stands below; `None` is the table.
    parents: Vec<Option<usize>>,
    /// For two words below one: whether the first stands left of the second.
    beside: Vec<Vec<Option<bool>>>,
    found: Vec<Tree>,
    steps: usize,
    /// How many words may still stand outside groups that could hold them.
    outside: usize,
}

impl Search<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    fn stub(&self, at: usize) -> Option<Stub> {
        let stub = self.vocabulary.column(self.name(at))?.stub?;
        (stub != Stub::LabelName).then_some(stub)
    }

    fn is_total(&self, at: usize) -> bool {
        self.vocabulary.is_total(self.name(at))
    }

    /// Gives the next word a place below every word that may hold it.
    fn next(&mut self) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.found.len() > MOST_TREES {
            return;
        }
        let at = self.parents.len();
        if at == self.words.len() {
            if self.outside == 0 {
                self.end();
            }
            return;
        }
        let above = (0..at).rev().filter(|&group| self.may_hold(group, at));
        let parents: Vec<Option<usize>> = above.map(Some).chain([None]).collect();
        for parent in parents {
            if self.has_alike(parent, at) {
                continue;
            }
            let passes = usize::from(self.passes_over(parent, at));
            let Some(left) = self.outside.checked_sub(passes) else {
                continue;
            };
            self.outside = left;
            self.parents.push(parent);
            if let Some(noted) = self.note_order(at) {
                self.next();
                self.forget(&noted);
            }
            self.parents.pop();
            self.outside += passes;
        }
    }

    fn may_hold(&self, group: usize, at: usize) -> bool {
        let (Some(above), Some(own)) = (self.word(group), self.word(at)) else {
            return false;
        };
        let known = self.vocabulary.group(self.name(group));
        bottom(above) < top(own)
            && !self.is_total(group)
            && known.is_some_and(|known| {
                let total = self.is_total(at) && self.name(at) != GRAND;
                known.holds(self.name(at)) || total && self.holds_figures(&known.contains)
            })
    }

    /// Whether some of these words head columns of figures: what names rows has no total.
    fn holds_figures(&self, words: &[String]) -> bool {
        words.iter().any(|word| {
            let entry = self.vocabulary.column(word);
            entry.is_some_and(|entry| entry.stub.is_none())
        })
    }

    /// Whether the same word stands below the same one already; streams side by side repeat theirs.
    fn has_alike(&self, parent: Option<usize>, at: usize) -> bool {
        let streams = |at: usize| self.stub(at) == Some(Stub::Name);
        let mut below = (0..at).filter(|&other| self.parents.get(other) == Some(&parent));
        let alike = below.any(|other| self.name(other) == self.name(at));
        let mut names = (0..self.words.len()).filter(|&at| streams(at));
        let first = names.next();
        let repeated = names.any(|at| first.is_some_and(|first| self.name(first) == self.name(at)));
        alike && !repeated
    }

    /// The word and those above it, from the outermost in.
    fn chain(&self, at: usize) -> Vec<usize> {
        let above = |at: &usize| self.parents.get(*at).copied().flatten();
        let mut chain: Vec<usize> = std::iter::successors(Some(at), above).collect();
        chain.reverse();
        chain
    }

    /// Notes what the lines of a new word say of the order of the words; `None` where they contradict.
    fn note_order(&mut self, at: usize) -> Option<Vec<(usize, usize)>> {
        let mut noted = Vec::new();
        let own = self.chain(at);
        for other in 0..at {
            let (Some(word), Some(beside)) = (self.word(at), self.word(other)) else {
                continue;
            };
            let Some(left) = word.is_left_of(beside) else {
                continue;
            };
            let chain = self.chain(other);
            let parts = own.iter().zip(&chain).find(|(one, two)| one != two);
            let Some((&one, &two)) = parts else {
                self.forget(&noted);
                return None;
            };
            match self.order(one, two) {
                None => {
                    self.set(one, two, Some(left));
                    noted.push((one, two));
                }
                Some(known) if known != left => {
                    self.forget(&noted);
                    return None;
                }
                Some(_) => {}
            }
        }
        if own.len() > DEEPEST {
            self.forget(&noted);
            return None;
        }
        Some(noted)
    }

    fn order(&self, one: usize, two: usize) -> Option<bool> {
        *self.beside.get(one)?.get(two)?
    }

    fn set(&mut self, one: usize, two: usize, left: Option<bool>) {
        let mut put = |one: usize, two: usize, left| {
            if let Some(place) = self.beside.get_mut(one).and_then(|row| row.get_mut(two)) {
                *place = left;
            }
        };
        put(one, two, left);
        put(two, one, left.map(|left| !left));
    }

    fn forget(&mut self, noted: &[(usize, usize)]) {
        for &(one, two) in noted {
            self.set(one, two, None);
        }
    }

    fn below(&self, parent: Option<usize>) -> Vec<usize> {
        let all = 0..self.words.len();
        all.filter(|&at| self.parents.get(at) == Some(&parent))
            .collect()
    }

    fn is_leaf(&self, at: usize) -> bool {
        !self.parents.contains(&Some(at))
    }

    /// Keeps a tree that can have been printed, in every order of its columns that can.
    fn end(&mut self) {
        let whole = (0..self.words.len()).all(|at| {
            let entry = self.vocabulary.column(self.name(at));
            let group = self.vocabulary.group(self.name(at));
            let alone = entry.is_some() && group.is_none_or(|group| !group.always);
            match self.below(Some(at)).len() {
                0 => alone,
                1 => false,
                _ => true,
            }
        });
        let parents = (0..self.words.len()).map(Some).chain([None]);
        if !whole || !parents.into_iter().all(|parent| self.is_level(parent)) {
            return;
        }
        let mut orders = vec![Vec::new()];
        self.walk(None, &mut orders);
        for leaves in orders {
            let path = |&at: &usize| -> Vec<String> {
                let printed = |at: &usize| match self.is_leaf(*at) {
                    true => self
                        .word(*at)
                        .map_or(String::new(), |word| word.text.clone()),
                    false => self.name(*at).to_owned(),
                };
                self.chain(at).iter().map(printed).collect()
            };
            let tree = leaves.iter().map(path).collect();
            if !self.found.contains(&tree) {
                self.found.push(tree);
            }
        }
    }

    /// Whether the columns right below a word can stand at one height, and no group lower than they.
    fn is_level(&self, parent: Option<usize>) -> bool {
        let below = self.below(parent);
        let (leaves, groups): (Vec<usize>, Vec<usize>) =
            below.into_iter().partition(|&at| self.is_leaf(at));
        let cells = |these: &[usize]| -> Vec<&Word> {
            these.iter().filter_map(|&at| self.word(at)).collect()
        };
        let leaves = cells(&leaves);
        let lowest = leaves.iter().map(|word| middle(word).1).min();
        let mut groups = cells(&groups).into_iter();
        are_aligned(&leaves)
            && groups.all(|group| lowest.is_none_or(|lowest| middle(group).0 <= lowest))
    }

    /// Whether a word that stands below this one could stand below one beside it.
    fn passes_over(&self, parent: Option<usize>, at: usize) -> bool {
        let mut beside = (0..at).filter(|&group| self.parents.get(group) == Some(&parent));
        beside.any(|group| self.may_hold(group, at))
    }

    /// Appends the columns below a word to every order found so far.
    fn walk(&self, parent: Option<usize>, orders: &mut Vec<Vec<usize>>) {
        let below = self.below(parent);
        let mut ways = Vec::new();
        self.ordered(&mut Vec::new(), &below, &mut ways);
        let before = std::mem::take(orders);
        for way in ways {
            let mut open = before.clone();
            for at in way {
                match self.is_leaf(at) {
                    true => open.iter_mut().for_each(|order| order.push(at)),
                    false => self.walk(Some(at), &mut open),
                }
            }
            orders.extend(open);
            orders.truncate(MOST_ORDERS + 1);
        }
    }

    /// The orders of words below one: as their lines say, else names, totals, parts as forms print them.
    fn ordered(&self, done: &mut Vec<usize>, below: &[usize], ways: &mut Vec<Vec<usize>>) {
        if ways.len() > MOST_ORDERS {
            return;
        }
        let left: Vec<usize> = below
            .iter()
            .copied()
            .filter(|at| !done.contains(at))
            .collect();
        if left.is_empty() {
            ways.push(done.clone());
            return;
        }
        let first = |at: &usize| {
            left.iter()
                .all(|&other| self.order(*at, other) != Some(false))
        };
        let free: Vec<usize> = left.iter().copied().filter(first).collect();
        for at in self.foremost(free, below) {
            done.push(at);
            self.ordered(done, below, ways);
            done.pop();
        }
    }

    /// Those of several words that may stand first.
    fn foremost(&self, free: Vec<usize>, below: &[usize]) -> Vec<usize> {
        if free.len() < 2 {
            return free;
        }
        let names_rows = |at: usize| -> bool {
            let below = self.below(Some(at));
            match below.is_empty() {
                true => self.stub(at).is_some(),
                false => below.iter().all(|&at| self.stub(at).is_some()),
            }
        };
        let stubs: Vec<usize> = free.iter().copied().filter(|&at| names_rows(at)).collect();
        if !stubs.is_empty() {
            let least = stubs.iter().map(|&at| self.stub(at)).min();
            let least = stubs.into_iter().filter(|&at| Some(self.stub(at)) == least);
            return least.collect();
        }
        let is_last = |at: usize| LAST.contains(&self.name(at));
        let text = |at: usize| {
            let entry = self.vocabulary.column(self.name(at));
            entry.is_some_and(|entry| entry.kind == Some(ValueKind::Text))
        };
        let parts: Vec<usize> = free.iter().copied().filter(|&at| !is_last(at)).collect();
        if parts.len() < free.len() && !parts.is_empty() {
            return self.foremost(parts, below);
        }
        if let Some(by_form) = self.by_form(&free, below) {
            return by_form;
        }
        let totals: Vec<usize> = free
            .iter()
            .copied()
            .filter(|&at| self.is_total(at))
            .collect();
        match totals.is_empty() || free.iter().any(|&at| text(at)) {
            true => free,
            false => totals,
        }
    }

    /// Those that forms print first which print all of these words in the order of their lines.
    fn by_form(&self, free: &[usize], below: &[usize]) -> Option<Vec<usize>> {
        let mut best: Vec<(usize, usize)> = Vec::new();
        for order in self.vocabulary.orders() {
            let place = |at: usize| {
                let mut words = order.iter();
                words.position(|wordings| wordings.iter().any(|word| word == self.name(at)))
            };
            let known: Vec<(usize, usize)> = below
                .iter()
                .filter_map(|&at| Some((at, place(at)?)))
                .collect();
            let agrees = known.iter().all(|&(one, at)| {
                known.iter().all(|&(two, other)| {
                    self.order(one, two).is_none_or(|left| left == (at < other))
                })
            });
            let all = free.iter().all(|&at| place(at).is_some());
            let first = free.iter().copied().min_by_key(|&at| place(at));
            if let Some(first) = first.filter(|_| all && agrees) {
                best.push((known.len(), first));
            }
        }
        let most = best.iter().map(|(known, _)| *known).max()?;
        let mut first: Vec<usize> = best
            .into_iter()
            .filter(|(known, _)| *known == most)
            .map(|(_, at)| at)
            .collect();
        first.sort_unstable();
        first.dedup();
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::pieces::Pieces;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn columns(text: &str, outside: usize) -> Vec<Vec<String>> {
        let vocabulary = Vocabulary::embedded();
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let words = Pieces::of(&lines, vocabulary).joined(vocabulary);
        let words = words.first().cloned().unwrap_or_default();
        let found = trees(&words, outside, vocabulary).unwrap_or_default();
        let joined = |tree: Tree| tree.iter().map(|path| path.join("/")).collect();
        found.into_iter().map(joined).collect()
    }

    #[test]
    fn words_of_three_heights_whose_lines_are_not_evenly_apart() {
        let text = "财政拨款 单位资金\n财政专户 上年结余、\n支出项目类别 总计\n\
                    一般公共 政府性基金 事业单位\n管理资金 结转\n小计 事业收入\n\
                    预算拨款 预算拨款 经营收入";
        let found = columns(text, 0);
        let below = |first: &str, second: &str| {
            [
                "支出项目类别",
                "总计",
                first,
                "财政拨款/一般公共预算拨款",
                "财政拨款/政府性基金预算拨款",
                "财政专户管理资金",
                second,
                "单位资金/事业收入",
                "单位资金/事业单位经营收入",
                "上年结余、结转",
            ]
            .into_iter()
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
        };
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.contains(&below("财政拨款/小计", "")), "{found:?}");
        assert!(found.contains(&below("", "单位资金/小计")), "{found:?}");
    }

    #[test]
    fn columns_of_one_group_stand_in_the_middle_of_one_height() {
        let text = "2024年预算数\n科目编码 科目名称 2023年预算数\n小计 基本支出 项目支出";
        let group = ["小计", "基本支出", "项目支出"];
        let group = group.map(|word| format!("2024年预算数/{word}"));
        let alone = ["2023年预算数".to_owned()];
        let found = columns(text, 0);
        assert_eq!(found.len(), 2, "{found:?}");
        for figures in [[&alone[..], &group].concat(), [&group[..], &alone].concat()] {
            let names = ["科目编码", "科目名称"].map(str::to_owned);
            assert!(
                found.contains(&[&names[..], &figures].concat()),
                "{found:?}"
            );
        }
        assert_eq!(columns("科目编码\n合计 神秘栏目", 0), [[""; 0]; 0]);
    }
}
