//! The heights of header cells whose lines are known by their order only.

use crate::load::header::pieces::Word;

/// The lines, counted twice, on which the middle of a cell may stand.
pub(in crate::load) fn middle(word: &Word) -> (usize, usize) {
    let mut lines: Vec<usize> = word.pieces.iter().map(|piece| piece.0).collect();
    lines.dedup();
    let line = |at: usize| 2 * lines.get(at).copied().unwrap_or(0);
    let half = lines.len() / 2;
    match lines.len() % 2 {
        0 => (
            line(half.saturating_sub(1)) + 1,
            line(half).saturating_sub(1),
        ),
        _ => (line(half), line(half)),
    }
}

/// The line a cell begins on.
pub(in crate::load) fn top(word: &Word) -> usize {
    word.pieces.first().map_or(0, |piece| piece.0)
}

/// The line a cell ends on.
pub(in crate::load) fn bottom(word: &Word) -> usize {
    word.pieces.last().map_or(0, |piece| piece.0)
}

/// Whether cells of one height can be aligned alike: by their middles, their last or their first lines.
pub(in crate::load) fn are_aligned(words: &[&Word]) -> bool {
    let same = |line: fn(&Word) -> usize| {
        let mut lines = words.iter().map(|word| line(word));
        let first = lines.next();
        lines.all(|line| Some(line) == first)
    };
    let lowest = words.iter().map(|word| middle(word).1).min();
    let highest = words.iter().map(|word| middle(word).0).max();
    highest <= lowest || same(bottom) || same(top)
}
