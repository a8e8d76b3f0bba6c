//! Rows that a page break cuts: which lines at the top of a page end the row before it.

use std::ops::Range;

use crate::load::fold::{fold, split_ordinal};
use crate::load::spread::rows::Placed;

/// How many lines at the top of a page end the row that was cut by the page break before it: words
/// of other columns above the name of the first row, or the bracket that closes its name. Words that go
/// on below the figures, and stand not beside them, are the upper half of a cell of that row.
pub(in crate::load) fn cut_off(lines: &[Placed<'_>], first: Range<usize>, names: usize) -> usize {
    let group = lines.get(first).unwrap_or(&[]);
    let anchors = |line: &&Placed<'_>| line.cells.iter().any(|(_, token)| token.numeric);
    let named = |line: &Placed<'_>| line.cells.iter().any(|(at, _)| *at == names);
    let above = group.iter().take_while(|line| !anchors(line));
    let words = above.clone().take_while(|line| !named(line)).count();
    if words > 0 && group.iter().skip(words).any(named) {
        return words - upper_half(group, words).min(words);
    }
    let bracket = |line: &&Placed<'_>| {
        let text = line.text(names);
        let alone = line.cells.iter().all(|(at, _)| *at == names);
        let opened = text.starts_with('（') && split_ordinal(&fold(&text)).0.is_none();
        alone && text.ends_with('）') && (opened || !text.contains('（'))
    };
    above.take_while(bracket).count()
}

/// How many of the first lines of a row are the upper half of a cell in the middle of it: as many as its
/// lower half has.
fn upper_half(group: &[Placed<'_>], above: usize) -> usize {
    let numeric = |line: &Placed<'_>| line.cells.iter().any(|(_, token)| token.numeric);
    let Some(anchor) = group.iter().position(numeric) else {
        return 0;
    };
    let prints = |at: usize, line: &Placed<'_>| line.cells.iter().any(|(own, _)| *own == at);
    let words = group.iter().take(above).flat_map(|line| &line.cells);
    let halves = words.map(|(at, _)| {
        let beside = group.get(anchor).is_some_and(|line| prints(*at, line));
        let below = group.iter().skip(anchor + 1);
        let below = below.take_while(|line| prints(*at, line)).count();
        if beside { 0 } else { below }
    });
    halves.max().unwrap_or(0)
}
