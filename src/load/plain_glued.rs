//! Words of a line that a program printed without the white space between them, or behind the figures they name.

use super::fold::{fold, split_ordinal};
use super::line::{Piece, TextLine};
use super::plain::is_amount;
use super::vocabulary::Vocabulary;
use crate::model::RowKind;

/// The line with an amount and the ordinal or total of the stream beside it as two words: narrow
/// columns are printed without white space between them (`47,483,458二、卫生健康支出`).
pub(super) fn unglued(line: &TextLine) -> TextLine {
    let mut line = line.clone();
    let mut pieces = Vec::with_capacity(line.pieces.len());
    for piece in std::mem::take(&mut line.pieces) {
        match glued_at(&piece.text) {
            Some(at) => pieces.extend(piece.cut(at)),
            None => pieces.push(piece),
        }
    }
    if is_total_behind(&pieces) {
        pieces.rotate_right(1);
    }
    line.pieces = pieces.into();
    line
}

/// Whether a line prints the figures of a total before its label: `723.31 696.31 27.00 合计`. A program
/// that takes the words in the order in which a page draws them prints them so.
fn is_total_behind(pieces: &[Piece]) -> bool {
    let Some((label, figures)) = pieces.split_last() else {
        return false;
    };
    let total = Vocabulary::embedded().row_kind(&label.text) == Some(RowKind::Total);
    total && figures.len() > 1 && figures.iter().all(|piece| is_amount(&piece.text))
}

/// Where the row of the stream beside begins that is printed right behind an amount.
pub(super) fn glued_at(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    let (amount, rest) = text.split_at(at);
    let begins_row = || {
        split_ordinal(&fold(rest)).0.is_some() || Vocabulary::embedded().row_kind(rest).is_some()
    };
    (is_amount(amount) && begins_row()).then_some(at)
}
