//! Which lines of a tree are shown and in which order: closed lines hide what is below them, siblings may be sorted by amount, a filter keeps matches with what is above them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Amount, Line, Measure, Outline};
use crate::ui::row_words::RowWords;

/// In which order siblings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// As the classification numbers them.
    #[default]
    Code,
    /// Largest amount first.
    Falling,
    /// Smallest amount first.
    Rising,
}

impl Order {
    /// The order after this one.
    pub(crate) fn next(self) -> Self {
        match self {
            Order::Code => Order::Falling,
            Order::Falling => Order::Rising,
            Order::Rising => Order::Code,
        }
    }
}

/// How the lines are looked at.
pub(crate) struct Choice<'a> {
    /// Codes of closed lines.
    pub(crate) closed: &'a BTreeSet<String>,
    /// In which order siblings stand.
    pub(crate) order: Order,
    /// Whether lines that are blank throughout are shown.
    pub(crate) all: bool,
    /// Whether only innermost lines are shown, without those above them.
    pub(crate) flat: bool,
    /// Words a line or one below it must hold.
    pub(crate) words: &'a str,
}

/// What a line is opened and closed by: its code, else its name.
#[must_use]
pub(crate) fn key(line: &Line) -> &String {
    if line.code.is_empty() {
        &line.name
    } else {
        &line.code
    }
}

/// Indexes of the nodes shown. Lines without an amount come last when sorted; a line always stays
/// below its parent. Lines that are blank throughout, like everything below them, are left out
/// unless asked for.
#[must_use]
pub(crate) fn shown(
    outline: &Outline<Line>,
    choice: &Choice<'_>,
    amount: &dyn Fn(usize) -> Option<Amount>,
) -> Vec<usize> {
    let held = held(outline, choice.words);
    let kept = |index: usize| {
        let held = held
            .as_ref()
            .is_none_or(|held| held.get(index) == Some(&true));
        held && (choice.all || !is_blank(outline, index))
    };
    let all = 0..outline.nodes().len();
    if choice.flat {
        let leaves = all.filter(|index| !outline.has_children(*index) && kept(*index));
        return sorted(leaves.collect(), choice.order, amount);
    }
    let roots = all.filter(|index| outline.get(*index).is_some_and(|node| node.depth == 0));
    let mut waiting = sorted(roots.collect(), choice.order, amount);
    waiting.reverse();
    let mut shown = Vec::new();
    while let Some(index) = waiting.pop() {
        if !kept(index) {
            continue;
        }
        shown.push(index);
        // What a filter looks for is never hidden in a closed line.
        let closed = |code: &String| choice.words.trim().is_empty() && choice.closed.contains(code);
        if outline
            .get(index)
            .is_some_and(|node| !closed(key(&node.value)))
        {
            let mut below = sorted(outline.children(index).collect(), choice.order, amount);
            below.reverse();
            waiting.extend(below);
        }
    }
    shown
}

/// For each line whether it, one below it, or one above it holds the words: a code by its
/// beginning, a name anywhere. `None` when there are no words.
fn held(outline: &Outline<Line>, words: &str) -> Option<Vec<bool>> {
    let words = RowWords::new(words)?;
    let nodes = outline.nodes();
    let mut held = vec![false; nodes.len()];
    for index in 0..nodes.len() {
        if !holds(outline, index, &words) {
            continue;
        }
        let end = outline.get(index).map_or(index, |node| node.end);
        if let Some(below) = held.get_mut(index..end) {
            below.fill(true);
        }
        let mut above = outline.parent(index);
        while let Some(line) = above {
            if let Some(slot) = held.get_mut(line) {
                *slot = true;
            }
            above = outline.parent(line);
        }
    }
    Some(held)
}

/// Whether a line itself holds the words.
#[must_use]
pub(crate) fn is_match(outline: &Outline<Line>, index: usize, words: &str) -> bool {
    RowWords::new(words).is_none_or(|words| holds(outline, index, &words))
}

fn holds(outline: &Outline<Line>, index: usize, words: &RowWords) -> bool {
    let line = outline.get(index).map(|node| &node.value);
    line.is_some_and(|line| words.are_in(&line.code, &line.name))
}

/// The outermost lines of what is shown: what their sum is made of.
#[must_use]
pub(crate) fn outermost(outline: &Outline<Line>, words: &str) -> Vec<usize> {
    let all = 0..outline.nodes().len();
    let Some(words) = RowWords::new(words) else {
        return all
            .filter(|index| outline.get(*index).is_some_and(|node| node.depth == 0))
            .collect();
    };
    let mut until = 0;
    let mut found = Vec::new();
    for index in all {
        if index >= until && holds(outline, index, &words) {
            found.push(index);
            until = outline.get(index).map_or(index, |node| node.end);
        }
    }
    found
}

/// How many lines are blank throughout.
#[must_use]
pub(crate) fn blank(outline: &Outline<Line>) -> usize {
    (0..outline.nodes().len())
        .filter(|index| is_blank(outline, *index))
        .count()
}

fn is_blank(outline: &Outline<Line>, index: usize) -> bool {
    let end = outline.get(index).map_or(index, |node| node.end);
    let has_amount = |measure: &Measure| measure.uncertain || measure.amount().is_some();
    !(index..end)
        .filter_map(|below| outline.get(below))
        .any(|node| node.value.measures.iter().any(has_amount))
}

fn sorted(
    mut siblings: Vec<usize>,
    order: Order,
    amount: &dyn Fn(usize) -> Option<Amount>,
) -> Vec<usize> {
    match order {
        Order::Code => {}
        Order::Falling => siblings.sort_by_cached_key(|index| Reverse(amount(*index))),
        Order::Rising => siblings.sort_by_cached_key(|index| {
            let found = amount(*index);
            (found.is_none(), found)
        }),
    }
    siblings
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn line(code: &str, name: &str, yuan: Option<i64>) -> Line {
        Line {
            code: code.to_owned(),
            name: name.to_owned(),
            catalogue_name: None,
            rows: Vec::new(),
            measures: vec![Measure {
                printed_amount: yuan.map(|yuan| Amount::new(Decimal::from(yuan))),
                ..Measure::default()
            }],
        }
    }

    fn outline() -> Outline<Line> {
        Outline::from_depths([
            (0, line("201", "服务", Some(5))),
            (1, line("20101", "行政运行", Some(2))),
            (1, line("20102", "其他事务", Some(3))),
            (0, line("206", "科学技术", Some(9))),
        ])
    }

    fn look(outline: &Outline<Line>, change: impl FnOnce(&mut Choice<'_>)) -> Vec<usize> {
        let closed = BTreeSet::new();
        let mut choice = Choice {
            closed: &closed,
            order: Order::Code,
            all: false,
            flat: false,
            words: "",
        };
        change(&mut choice);
        let amount = |index: usize| outline.get(index)?.value.measures.first()?.amount();
        shown(outline, &choice, &amount)
    }

    #[test]
    fn siblings_are_sorted_below_their_parent() {
        let outline = outline();
        assert_eq!(
            look(&outline, |choice| choice.order = Order::Falling),
            [3, 0, 2, 1]
        );
        assert_eq!(
            look(&outline, |choice| choice.order = Order::Rising),
            [0, 1, 2, 3]
        );
        assert_eq!(look(&outline, |_| {}), [0, 1, 2, 3]);
    }

    #[test]
    fn a_closed_line_hides_what_is_below_it() {
        let closed = BTreeSet::from(["201".to_owned()]);
        let outline = outline();
        let choice = Choice {
            closed: &closed,
            order: Order::Code,
            all: true,
            flat: false,
            words: "",
        };
        assert_eq!(shown(&outline, &choice, &|_| None), [0, 3]);
        // A filter looks into closed lines.
        let filtered = Choice {
            words: "20102",
            ..choice
        };
        assert_eq!(shown(&outline, &filtered, &|_| None), [0, 2]);
    }

    #[test]
    fn a_flat_tree_is_its_innermost_lines() {
        let outline = outline();
        let flat = look(&outline, |choice| {
            choice.flat = true;
            choice.order = Order::Falling;
        });
        assert_eq!(flat, [3, 2, 1]);
    }

    #[test]
    fn a_filter_keeps_what_is_above_and_below_a_match() {
        let outline = outline();
        assert_eq!(look(&outline, |choice| choice.words = "运行"), [0, 1]);
        assert_eq!(look(&outline, |choice| choice.words = "服务"), [0, 1, 2]);
        assert_eq!(
            look(&outline, |choice| choice.words = "0102"),
            [] as [usize; 0]
        );
        assert_eq!(outermost(&outline, "服务"), [0]);
        assert_eq!(outermost(&outline, "运行"), [1]);
        assert_eq!(outermost(&outline, ""), [0, 3]);
    }

    #[test]
    fn blank_lines_are_left_out_and_counted() {
        let lines = outline().nodes().to_vec();
        let lines = lines.into_iter().map(|node| (node.depth, node.value));
        let outline = Outline::from_depths(lines.chain([(0, line("210", "", None))]));
        assert_eq!(blank(&outline), 1);
        assert_eq!(look(&outline, |_| {}).len(), 4);
        assert_eq!(look(&outline, |choice| choice.all = true).len(), 5);
    }
}
