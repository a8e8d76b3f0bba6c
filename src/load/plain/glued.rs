//! Words of a line that a program printed without the white space between them, or behind the figures they name.

use crate::load::fold::{fold, split_ordinal};
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Role, RowKind};

/// The line with an amount and the ordinal or total of the stream beside it as two words: narrow
/// columns are printed without white space between them (`47,483,458二、卫生健康支出`).
pub(in crate::load) fn unglued(line: &TextLine) -> TextLine {
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

/// Whether a word of the header is that of a kind of spending and a total behind it, and no word of
/// the vocabulary itself: 项目支出合计 is one column, which the characters alone would make two.
pub(in crate::load) fn is_total_of_a_kind(header: &[TextLine], vocabulary: &Vocabulary) -> bool {
    const TOTAL: &str = "合计";
    let is_one = |text: &str| {
        let word = fold(text);
        let kind = word
            .strip_suffix(TOTAL)
            .and_then(|kind| vocabulary.column(kind));
        kind.is_some_and(|kind| matches!(kind.role, Role::Basic | Role::Project))
            && vocabulary.column(&word).is_none()
    };
    let mut words = header.iter().flat_map(TextLine::printed);
    words.any(|piece| is_one(&piece.text))
}

/// Where the row of the stream beside begins that is printed right behind an amount.
pub(in crate::load) fn glued_at(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    let (amount, rest) = text.split_at(at);
    let begins_row = || {
        split_ordinal(&fold(rest)).0.is_some() || Vocabulary::embedded().row_kind(rest).is_some()
    };
    (is_amount(amount) && begins_row()).then_some(at)
}
