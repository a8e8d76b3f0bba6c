//! Words that run over the side of their cell into what the next one prints.
//!
//! A name too long for its cell is drawn on across the line, over the figure beside it. Taken by their
//! places the characters of both would be mixed; they are told apart by being drawn in one go.

use std::collections::BTreeMap;
use std::ops::Range;

use super::page::{Glyph, Length};

/// Longer words, and cells with more characters, are no names beside figures.
const MOST: usize = 400;

/// A ruled table of the page and one of its cells.
type Cell = (usize, usize);

/// Gives characters that were drawn over those of another cell back to the cell their words begin in.
/// `cells` are those under the glyphs, which stand in the order they were drawn.
pub(super) fn give_back(glyphs: &[Glyph], cells: &mut [Option<Cell>]) {
    let mut by_cell: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    let runs = runs(glyphs);
    let crosses = |run: &Range<usize>| {
        let run = cells.get(run.clone()).unwrap_or(&[]);
        run.len() <= MOST && run.windows(2).any(|pair| pair.first() != pair.last())
    };
    let crossing: Vec<Range<usize>> = runs.into_iter().filter(crosses).collect();
    if crossing.is_empty() {
        return;
    }
    for (at, cell) in cells.iter().enumerate() {
        if let Some(cell) = cell {
            by_cell.entry(*cell).or_default().push(at);
        }
    }
    for run in crossing {
        let home = cells.get(run.start).copied().flatten();
        let own = run.clone();
        let covers = |at: &usize| {
            let others = cells.get(*at).copied().flatten();
            let others = others.filter(|cell| Some(*cell) != home);
            let others = others.and_then(|cell| by_cell.get(&cell));
            let others = others
                .filter(|others| others.len() <= MOST)
                .into_iter()
                .flatten();
            let glyph = glyphs.get(*at);
            let over = |other: &Glyph| glyph.is_some_and(|glyph| overlap(glyph, other));
            let mut others = others.filter(|other| !own.contains(other));
            others.any(|&other| glyphs.get(other).is_some_and(over))
        };
        if home.is_some() && run.clone().any(|at| covers(&at)) {
            let run = cells.get_mut(run).unwrap_or_default();
            run.iter_mut().for_each(|cell| *cell = home);
        }
    }
}

/// Characters of one line that were drawn one right behind the other.
fn runs(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| glyphs.get(before));
        let goes_on = before.is_some_and(|before| follows(before, glyph));
        match runs.last_mut() {
            Some(run) if goes_on => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn follows(before: &Glyph, glyph: &Glyph) -> bool {
    let gap = (glyph.left - before.right).abs();
    on_one_line(before, glyph) && before.size == glyph.size && gap * 8 <= glyph.size
}

fn overlap(one: &Glyph, other: &Glyph) -> bool {
    let shared = one.right.min(other.right) - one.left.max(other.left);
    let narrower = (one.right - one.left).min(other.right - other.left);
    on_one_line(one, other) && shared * 4 > narrower
}

fn on_one_line(one: &Glyph, other: &Glyph) -> bool {
    let apart: Length = (one.middle - other.middle).abs();
    apart * 2 < one.size
}
