//! Which lines of a tree are shown and in which order: closed lines hide what is below them, siblings may be sorted by amount.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Line, Measure, Outline};

/// Indexes of the nodes shown. With `lead`, siblings are sorted by the amount in that column,
/// largest first; lines without an amount come last; a line always stays below its parent. Lines
/// that are blank throughout, like everything below them, are left out unless `all`.
#[must_use]
pub(super) fn shown(
    outline: &Outline<Line>,
    closed: &BTreeSet<String>,
    lead: Option<usize>,
    all: bool,
) -> Vec<usize> {
    let roots: Vec<usize> = (0..outline.nodes().len())
        .filter(|index| outline.get(*index).is_some_and(|node| node.depth == 0))
        .collect();
    let mut shown = Vec::new();
    let mut waiting = sorted(outline, roots, lead);
    waiting.reverse();
    while let Some(index) = waiting.pop() {
        if !all && is_blank(outline, index) {
            continue;
        }
        shown.push(index);
        let open = outline
            .get(index)
            .is_some_and(|node| !closed.contains(&node.value.code));
        if open {
            let mut below = sorted(outline, outline.children(index).collect(), lead);
            below.reverse();
            waiting.extend(below);
        }
    }
    shown
}

/// How many lines are blank throughout.
#[must_use]
pub(super) fn blank(outline: &Outline<Line>) -> usize {
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

fn sorted(outline: &Outline<Line>, mut siblings: Vec<usize>, lead: Option<usize>) -> Vec<usize> {
    if let Some(column) = lead {
        siblings.sort_by_key(|index| {
            let line = outline.get(*index).map(|node| &node.value);
            let measure = line.and_then(|line| line.measures.get(column));
            Reverse(measure.and_then(crate::model::tree::Measure::amount))
        });
    }
    siblings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Amount;
    use rust_decimal::Decimal;

    fn outline() -> Outline<Line> {
        let line = |code: &str, yuan: i64| Line {
            code: code.to_owned(),
            name: String::new(),
            catalogue_name: None,
            rows: Vec::new(),
            measures: vec![Measure {
                printed_amount: Some(Amount::new(Decimal::from(yuan))),
                ..Measure::default()
            }],
        };
        Outline::from_depths([
            (0, line("201", 5)),
            (1, line("20101", 2)),
            (1, line("20102", 3)),
            (0, line("206", 9)),
        ])
    }

    #[test]
    fn siblings_are_sorted_below_their_parent() {
        let all = shown(&outline(), &BTreeSet::new(), Some(0), true);
        assert_eq!(all, [3, 0, 2, 1]);
        assert_eq!(
            shown(&outline(), &BTreeSet::new(), None, false),
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn a_closed_line_hides_what_is_below_it() {
        let closed = BTreeSet::from(["201".to_owned()]);
        assert_eq!(shown(&outline(), &closed, None, true), [0, 3]);
    }

    #[test]
    fn blank_lines_are_left_out_and_counted() {
        let blank_line = Line {
            code: "210".to_owned(),
            name: String::new(),
            catalogue_name: None,
            rows: Vec::new(),
            measures: vec![Measure::default()],
        };
        let lines = outline().nodes().to_vec();
        let lines = lines.into_iter().map(|node| (node.depth, node.value));
        let outline = Outline::from_depths(lines.chain([(0, blank_line)]));
        assert_eq!(blank(&outline), 1);
        assert_eq!(shown(&outline, &BTreeSet::new(), None, false).len(), 4);
        assert_eq!(shown(&outline, &BTreeSet::new(), None, true).len(), 5);
    }
}
