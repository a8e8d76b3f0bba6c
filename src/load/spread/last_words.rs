//! Words of a last column that are printed below the figures before it: set apart from the names.
//!
//! 绩效目标 is the last column of a list of projects. Converters that squeeze lines print its
//! sentences where the figures of other lines stand, or right behind those of their own line. What
//! begins right of the first figures of the page can be no name.

use crate::load::fold::fold;
use crate::load::line::TextLine;
use crate::load::plain::is_amount;
use crate::load::spread::bands::Token;

/// Characters between the last figures and the words that are set apart.
const ROOM: u32 = 4;
/// Lines below figures that show that goals are printed there.
const FEWEST_LINES: usize = 3;

/// Whether goals are the last column of a header.
pub(in crate::load) fn are_last(header: &[TextLine]) -> bool {
    let pieces = header.iter().flat_map(TextLine::printed);
    let last = pieces.max_by_key(|piece| piece.at);
    last.is_some_and(|last| fold(&last.text) == "绩效目标")
}

/// Moves the words of the last column to the right of all figures.
pub(in crate::load) fn set_apart(rows: &mut [Vec<Token>]) {
    let amount = |token: &&Token| token.numeric && is_amount(&token.piece.text);
    let amounts = || rows.iter().flatten().filter(amount);
    let Some(first) = amounts().map(|token| token.from).min() else {
        return;
    };
    let last = amounts().map(|token| token.to).max().unwrap_or(0);
    let among = |row: &&Vec<Token>| {
        let begins = row
            .first()
            .filter(|_| !row.iter().any(|token| amount(&token)));
        begins.is_some_and(|token| (first..last).contains(&token.from))
    };
    if rows.iter().filter(among).count() < FEWEST_LINES {
        return;
    }
    let behind = last + ROOM;
    for row in rows {
        let figures = row.iter().position(|token| amount(&token));
        let behind_figures = |at: usize| figures.is_some_and(|figures| figures < at);
        let mut printed = row.iter().enumerate();
        let words = printed
            .position(|(at, token)| !token.numeric && (token.from >= first || behind_figures(at)));
        let mut from = behind;
        for token in row.iter_mut().skip(words.unwrap_or(usize::MAX)) {
            token.numeric = false;
            (token.from, token.to) = (from, from + token.to - token.from);
            from = token.to + 1;
        }
    }
}
