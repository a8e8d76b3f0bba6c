//! A header whose words lost their order: its tree by what each word holds, its columns in the order of the forms.
//!
//! Where a program takes the words in the order in which a page draws them, neither the lines of a header
//! nor the words of a tier tell which column is which. What holds what is in the vocabulary, and so is the
//! order in which forms print the parts of a sum. Where either leaves a choice, nothing is read.

use crate::load::body::Body;
use crate::load::header;
use crate::load::header::index_line::is_index_line;
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::meaning::identity;
use crate::load::placing::sister;
use crate::load::plain;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{OrgUnit, Role, Unit, ValueKind};

/// Words of the widest header; more are rows that were taken for one.
const MOST_WORDS: usize = 60;
/// Forms that print the parts of one sum in different orders: so many are tried.
const MOST_CHOICES: usize = 3;
/// Levels of the deepest header.
const DEEPEST: usize = 6;
/// The total of a group.
const SUBTOTAL: &str = "小计";
/// Columns of words that stand last.
const LAST: [&str; 2] = ["备注", "说明"];

/// Whether the words of a header do not stand where the page prints them: they were drawn behind rows.
#[must_use]
pub(in crate::load) fn is_shuffled(header: &[TextLine], body: &[TextLine]) -> bool {
    let first = body.iter().map(|line| line.number).min();
    header
        .iter()
        .any(|line| first.is_some_and(|first| line.number > first))
}

/// Reads header and rows; `None` where the order of the columns is not known, or no sum bears it out.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    let rows = plain::without_repeats(header, body);
    let mut found: Option<Body> = None;
    for paths in orders(header, vocabulary) {
        let layout = Layout::new(&header::from_paths(paths, vocabulary));
        if found.as_ref().is_some_and(|found| found.layout == layout) {
            continue;
        }
        if let Some(read) = borne_out(&rows, layout, units, vocabulary) {
            // Two orders that fit tell neither.
            if found.is_some() {
                return None;
            }
            found = Some(read);
        }
    }
    found
}

/// The columns in every order the forms print them in.
pub(in crate::load) fn orders(
    header: &[TextLine],
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = Vec<Vec<String>>> {
    (0..MOST_CHOICES).filter_map(|choice| paths(header, choice, vocabulary))
}

/// The rows below these columns, where their sums hold.
pub(in crate::load) fn borne_out(
    rows: &[TextLine],
    layout: Layout,
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    if layout.columns.is_empty() || layout.lanes.len() > 2 || !plain::is_in_order(&layout) {
        return None;
    }
    let mut read = plain::rows(rows.to_vec(), layout, units, vocabulary);
    read.header_pieced = true;
    is_borne_out(&read).then_some(read)
}

/// Whether the sums of the rows hold below their columns, and nothing is in doubt.
pub(in crate::load) fn is_borne_out(read: &Body) -> bool {
    let identities = identity::identities(&read.layout);
    let (tested, failed) = sister::sums(read, &identities, &Unit::WanYuan);
    let empty = read.rows.iter().all(|row| row.values.is_empty());
    let borne_out = identities.is_empty() || tested > 0 || empty || plain::has_open(read);
    let fits = failed == 0 && borne_out && plain::tiers::misfits(read) == 0;
    fits && !read.header_doubtful && !read.body_doubtful
}

/// A word and what stands below it.
struct Node {
    word: String,
    /// Line and place in the line it is printed at.
    printed: (usize, usize),
    parent: Option<usize>,
}

struct Tree<'a> {
    nodes: Vec<Node>,
    /// Which of several orders is taken.
    choice: usize,
    vocabulary: &'a Vocabulary,
}

/// The columns, outermost word first.
fn paths(header: &[TextLine], choice: usize, vocabulary: &Vocabulary) -> Option<Vec<Vec<String>>> {
    let nodes = words(header, vocabulary)?;
    let mut tree = Tree {
        nodes,
        choice,
        vocabulary,
    };
    tree.settle()?;
    let mut paths = Vec::new();
    tree.walk(None, &mut Vec::new(), &mut paths)?;
    // 购置费 below 公务用车购置及运行费 is shown as it is printed.
    let printed = header.iter().flat_map(TextLine::printed);
    let short = printed.filter(|piece| header::tiers::full(&piece.text, vocabulary) != piece.text);
    for piece in short {
        let full = header::tiers::full(&piece.text, vocabulary);
        let last = paths.iter_mut().filter_map(|path| path.last_mut());
        last.filter(|last| **last == full)
            .for_each(|last| *last = piece.text.to_string());
    }
    Some(paths)
}

/// The words with their places; those of a line that is printed again on a further page once.
fn words(header: &[TextLine], vocabulary: &Vocabulary) -> Option<Vec<Node>> {
    let lines: Vec<&TextLine> = header.iter().filter(|line| !is_index_line(line)).collect();
    let text: Vec<String> = lines
        .iter()
        .map(|line| {
            let words = line
                .printed()
                .map(|piece| header::tiers::full(&piece.text, vocabulary));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let (words, unknown) = header::cut::cut(&text.concat(), vocabulary);
    if unknown > 0 || words.len() > MOST_WORDS || words.is_empty() {
        return None;
    }
    // Where each word begins, by the characters before it.
    let ends = text.iter().scan(0, |end, text| {
        *end += text.chars().filter(|c| *c != ' ').count();
        Some(*end)
    });
    let ends: Vec<usize> = ends.collect();
    let mut at = 0;
    let nodes = words.into_iter().map(|word| {
        let line = ends.iter().position(|&end| at < end).unwrap_or(ends.len());
        let printed = (line, at);
        at += word.chars().count();
        Node {
            word,
            printed,
            parent: None,
        }
    });
    Some(nodes.collect())
}

impl Tree<'_> {
    fn word(&self, at: usize) -> &str {
        self.nodes.get(at).map_or("", |node| node.word.as_str())
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.vocabulary.column(self.word(at)).map(|word| word.role)
    }

    fn is_total(&self, at: usize) -> bool {
        self.role(at) == Some(Role::Total)
    }

    fn stub(&self, at: usize) -> Option<Stub> {
        let stub = self.vocabulary.column(self.word(at))?.stub?;
        (stub != Stub::LabelName).then_some(stub)
    }

    fn holds(&self, group: usize, at: usize) -> bool {
        let holds = self.vocabulary.group(self.word(group));
        group != at
            && self.word(group) != self.word(at)
            && !self.is_total(group)
            && holds.is_some_and(|group| group.holds(self.word(at)))
    }

    /// Gives every word the group it stands below: outer words first. `None` where several are as good.
    fn settle(&mut self) -> Option<()> {
        let count = self.nodes.len();
        let mut order: Vec<usize> = (0..count).collect();
        let key = |&at: &usize| {
            (
                self.is_total(at),
                self.level(at, 0),
                self.stub(at).is_none(),
            )
        };
        order.sort_by_cached_key(key);
        let mut done: Vec<usize> = Vec::new();
        let mut settled: Vec<bool> = vec![false; count];
        for at in order {
            if settled.get(at).copied()? {
                continue;
            }
            let same: Vec<usize> = (0..count)
                .filter(|&other| self.word(other) == self.word(at))
                .collect();
            let parents = self.parents(at, &done, same.len())?;
            for (&word, parent) in same.iter().zip(parents) {
                self.nodes.get_mut(word)?.parent = parent;
                *settled.get_mut(word)? = true;
                done.push(word);
            }
        }
        Some(())
    }

    /// How many words may stand above one another above this one.
    fn level(&self, at: usize, deep: usize) -> usize {
        if deep > DEEPEST {
            return deep;
        }
        let above = (0..self.nodes.len()).filter(|&group| self.holds(group, at));
        above
            .map(|group| self.level(group, deep + 1) + 1)
            .max()
            .unwrap_or(0)
    }

    /// Where a word that is printed `count` times stands.
    fn parents(&self, at: usize, done: &[usize], count: usize) -> Option<Vec<Option<usize>>> {
        let fits = |group: usize| {
            let chain = std::iter::successors(Some(group), |&at| self.nodes.get(at)?.parent);
            chain.filter(|&above| self.holds(above, at)).count()
        };
        let groups = || done.iter().copied().filter(|&group| self.holds(group, at));
        let best = groups().map(fits).max().unwrap_or(0);
        let mut best: Vec<usize> = groups().filter(|&group| fits(group) == best).collect();
        best.sort_by_key(|&group| self.nodes.get(group).map(|node| node.printed));
        if best.is_empty() && self.word(at) == SUBTOTAL {
            let of_figures = |&group: &usize| {
                let mut below = done.iter().filter(|&&other| {
                    self.nodes.get(other).and_then(|node| node.parent) == Some(group)
                });
                below.any(|&below| self.stub(below).is_none())
            };
            // Groups whose total is printed by another word have theirs.
            let totalled = |&group: &usize| {
                (0..self.nodes.len()).any(|at| self.is_total(at) && self.holds(group, at))
            };
            let groups = done.iter().copied().filter(of_figures);
            best = groups.filter(|group| !totalled(group)).collect();
            return (best.len() == count).then(|| best.into_iter().map(Some).collect());
        }
        let inside = best.len();
        if inside > count
            && let Some(lanes) = self.lanes(at, &best)
        {
            return Some(lanes);
        }
        // 科目编码 stands below 人员经费 or 公用经费 in forms that print it below both.
        let figures = |&group: &usize| {
            let word = self.vocabulary.column(self.word(group));
            word.is_some_and(|word| word.kind == Some(ValueKind::Amount))
        };
        if inside > count && self.stub(at).is_some() && best.iter().all(figures) {
            return Some(vec![None; count]);
        }
        let mut parents: Vec<Option<usize>> = best.into_iter().map(Some).collect();
        if inside == count {
            return Some(parents);
        }
        // One total more than groups is that of the table.
        if inside == 0 && count == 1 || self.is_total(at) && inside + 1 == count {
            parents.push(None);
            return Some(parents);
        }
        None
    }

    /// Of several groups side by side the one whose names stand before a word on its line.
    fn lanes(&self, at: usize, groups: &[usize]) -> Option<Vec<Option<usize>>> {
        let same = (0..self.nodes.len()).filter(|&other| self.word(other) == self.word(at));
        let lane = |at: usize| {
            let (line, place) = self.nodes.get(at)?.printed;
            let names = self.nodes.iter().enumerate().filter(|&(other, node)| {
                let before = node.printed.0 == line && node.printed.1 < place;
                before && self.stub(other) == Some(Stub::Name)
            });
            let last = names.max_by_key(|(_, node)| node.printed)?;
            last.1.parent.filter(|parent| groups.contains(parent))
        };
        same.map(|at| lane(at).map(Some)).collect()
    }

    /// The columns below a word, in the order of the forms.
    fn walk(
        &self,
        parent: Option<usize>,
        path: &mut Vec<String>,
        paths: &mut Vec<Vec<String>>,
    ) -> Option<()> {
        let below: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| self.nodes.get(at).is_some_and(|node| node.parent == parent))
            .collect();
        if below.is_empty() {
            paths.push(path.clone());
            return (path.len() <= DEEPEST).then_some(());
        }
        for at in self.ordered(below)? {
            path.push(self.word(at).to_owned());
            self.walk(Some(at), path, paths)?;
            path.pop();
        }
        Some(())
    }

    /// Whether a word names rows, or holds nothing but words that do.
    fn names_rows(&self, at: usize) -> Option<(usize, Option<Stub>)> {
        let below = |at: usize| {
            let nodes = self.nodes.iter().enumerate();
            nodes
                .filter(move |(_, node)| node.parent == Some(at))
                .map(|(at, _)| at)
        };
        if below(at).next().is_none() {
            return self.stub(at).map(|stub| (0, Some(stub)));
        }
        let all = below(at).all(|at| self.names_rows(at).is_some());
        all.then_some((0, None))
    }

    /// Words of one group: what names the rows, totals, parts, remarks.
    fn ordered(&self, words: Vec<usize>) -> Option<Vec<usize>> {
        let (mut stubs, rest): (Vec<usize>, Vec<usize>) = words
            .into_iter()
            .partition(|&at| self.names_rows(at).is_some());
        // The word over codes stands before the names beside it.
        stubs.sort_by_key(|&at| self.names_rows(at).and_then(|(_, stub)| stub));
        let (last, rest): (Vec<usize>, Vec<usize>) = rest
            .into_iter()
            .partition(|&at| LAST.contains(&self.word(at)));
        let (totals, parts): (Vec<usize>, Vec<usize>) =
            rest.into_iter().partition(|&at| self.is_total(at));
        let of_words = |at: &usize| {
            let word = self.vocabulary.column(self.word(*at));
            word.is_some_and(|word| word.kind == Some(ValueKind::Text))
        };
        let (texts, parts): (Vec<usize>, Vec<usize>) = parts.into_iter().partition(of_words);
        for text in texts {
            // Where nothing else names the rows, the first words do.
            let before = match stubs.is_empty() {
                true => None,
                false => Some(stubs.iter().position(|&stub| self.follows(text, stub))?),
            };
            stubs.insert(before.map_or(0, |before| before + 1), text);
        }
        if last.len() > 1 || totals.len() > 1 {
            return None;
        }
        let parts = self.in_order(parts)?;
        Some(
            stubs
                .into_iter()
                .chain(totals)
                .chain(parts)
                .chain(last)
                .collect(),
        )
    }

    /// Whether a word is printed right behind another, on its line.
    fn follows(&self, at: usize, other: usize) -> bool {
        let node = |at: usize| self.nodes.get(at);
        let same_line = node(at).zip(node(other));
        same_line.is_some_and(|(node, other)| node.printed.0 == other.printed.0) && at == other + 1
    }

    /// Whether a word is printed before another one, or on another line.
    fn stands_before(&self, one: usize, other: usize) -> bool {
        let printed = |at: usize| self.nodes.get(at).map(|node| node.printed);
        let both = printed(one).zip(printed(other));
        both.is_none_or(|(one, other)| one.0 != other.0 || one.1 < other.1)
    }

    /// Parts of one sum in the order of all forms that print them; where none does, as their line does.
    fn in_order(&self, parts: Vec<usize>) -> Option<Vec<usize>> {
        if parts.len() < 2 {
            return Some(parts);
        }
        let mut found: Vec<Vec<usize>> = Vec::new();
        for order in self.vocabulary.orders() {
            let place = |&at: &usize| {
                let mut words = order.iter();
                words.position(|wordings| wordings.iter().any(|word| word == self.word(at)))
            };
            if !parts.iter().all(|at| place(at).is_some()) {
                continue;
            }
            let mut ordered = parts.clone();
            ordered.sort_by_key(place);
            if !found.contains(&ordered) {
                found.push(ordered);
            }
        }
        // Words of one line stand in its order; the form that prints them so is meant.
        let as_printed = |ordered: &Vec<usize>| {
            let mut at = ordered.iter().enumerate();
            at.all(|(nth, &one)| {
                let mut behind = ordered.iter().skip(nth + 1);
                behind.all(|&other| self.stands_before(one, other))
            })
        };
        if found.len() > 1 && found.iter().any(as_printed) {
            found.retain(as_printed);
        }
        let choice = if found.len() > 1 { self.choice } else { 0 };
        let several = !found.is_empty();
        let found = found.into_iter().nth(choice);
        if several && found.is_none() {
            return None;
        }
        let printed = |&at: &usize| self.nodes.get(at).map(|node| node.printed);
        let line = |at: &usize| printed(at).map(|printed| printed.0);
        let on_one = || {
            let first = parts.first().and_then(line);
            parts.iter().all(|at| line(at) == first)
        };
        let mut by_line = parts.clone();
        by_line.sort_by_key(printed);
        match found {
            // Their line says otherwise: another form.
            Some(found) if on_one() && found != by_line => None,
            Some(found) => Some(found),
            None => on_one().then_some(by_line),
        }
    }
}
