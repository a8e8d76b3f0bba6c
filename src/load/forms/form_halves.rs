//! Forms whose blocks have two halves side by side that print the same labels.
//!
//! Amounts of the whole period stand beside those of the year.

use crate::load::forms::form::is_number;
use crate::load::line::{Piece, TextLine};

/// No sheet prints more lines above its indicators.
const MOST_LINES: usize = 200;

/// The block of a form that a line stands in, and what heads its halves.
pub(in crate::load) struct Halves<'a> {
    /// The block: its first line alone prints a label at the left edge.
    block: &'a [TextLine],
    /// The lines above the indicators.
    lines: &'a [TextLine],
}

impl<'a> Halves<'a> {
    /// The block that the line with this number stands in.
    #[must_use]
    pub(in crate::load) fn of(lines: &'a [TextLine], at: usize) -> Self {
        let opens = |line: &TextLine| label(line, 0).is_some();
        let nearest = at.saturating_sub(MOST_LINES);
        let above = lines.get(nearest..=at).unwrap_or(&[]);
        let first = nearest + above.iter().rposition(opens).unwrap_or(0);
        let below = lines.iter().skip(first + 1).take(2 * MOST_LINES);
        let rest = below.take_while(|line| !opens(line)).count();
        let block = lines.get(first..=first + rest).unwrap_or(&[]);
        let lines = lines.get(..MOST_LINES).unwrap_or(lines);
        Halves { block, lines }
    }

    /// Whether a label of a line is one of the left half whose amount is blank: the next label stands
    /// behind an empty cell, and the halves print some label both. A label that holds for the next one
    /// is never the same.
    #[must_use]
    pub(in crate::load) fn is_blank(&self, line: &TextLine, at: usize) -> bool {
        let mut behind = line.pieces.iter().enumerate().skip(at + 1);
        let next = behind.find(|(_, piece)| !piece.text.is_empty());
        let Some((next, _)) = next.filter(|(next, _)| at > 0 && *next > at + 1) else {
            return false;
        };
        let both =
            |line: &TextLine| label(line, at).is_some_and(|one| label(line, next) == Some(one));
        label(line, next).is_some() && self.block.iter().any(both)
    }

    /// Puts the headings of the halves into paths that are the same in both.
    pub(in crate::load) fn tell_apart(&self, found: &mut [(usize, Vec<String>, &Piece)]) {
        let [(left, one, _), (right, other, _)] = found else {
            return;
        };
        let headings = self
            .lines
            .iter()
            .find_map(|line| heads(line, [*left, *right]));
        if let Some([first, second]) = headings.filter(|_| one == other) {
            one.insert(one.len().min(1), first);
            other.insert(other.len().min(1), second);
        }
    }
}

/// The words in a cell.
fn label(line: &TextLine, at: usize) -> Option<&str> {
    let piece = line.pieces.get(at)?;
    let words = !piece.text.is_empty() && !is_number(piece);
    words.then_some(piece.text.as_str())
}

/// The different words that a line prints in these columns, and nowhere else but at its left edge.
fn heads(line: &TextLine, columns: [usize; 2]) -> Option<[String; 2]> {
    let [left, right] = columns.map(|at| label(line, at));
    let only = line.printed().count() == 3 && label(line, 0).is_some();
    let (left, right) = left.zip(right).filter(|(left, right)| left != right)?;
    only.then(|| [left, right].map(str::to_owned))
}
