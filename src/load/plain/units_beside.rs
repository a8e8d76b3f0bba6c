//! Codes of units that text without columns prints beside the codes of accounts: `208 05 01 302001` is one row.
//!
//! Such a code says whose account the row is; the row is that of the account.

use crate::catalogue;
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::Stub;

/// Digits of a unit code at least; 款 and 项 have two.
const SHORTEST_UNIT: usize = 3;
/// Digits of the class that begins an account, of the part of a level below it, and of a whole code.
const CLASS: usize = 3;
const PART: usize = 2;
const LONGEST_ACCOUNT: usize = 7;

/// The lines without the unit codes beside codes of accounts, where the header has a column of either.
#[must_use]
pub(in crate::load) fn left_out(mut lines: Vec<TextLine>, layout: &Layout) -> Vec<TextLine> {
    let has = |wanted: fn(Stub) -> bool| {
        let mut slots = layout.slots.iter();
        slots.any(|slot| matches!(slot.use_, Use::Stub(stub) if wanted(stub)))
    };
    let both =
        has(|stub| stub == Stub::UnitCode) && has(|stub| matches!(stub, Stub::Code | Stub::Class));
    if both {
        for line in &mut lines {
            if let Some(at) = unit(&line.pieces) {
                line.pieces.remove(at);
            }
        }
    }
    lines
}

/// Where the code of a unit stands beside that of an account at the beginning of a line.
fn unit(pieces: &[Piece]) -> Option<usize> {
    let first = account(pieces);
    let beside = |at: usize| pieces.get(at).is_some_and(|piece| is_unit(&piece.text));
    if first > 0 {
        return beside(first).then_some(first);
    }
    let behind = beside(0) && account(pieces.get(1..).unwrap_or(&[])) > 0;
    behind.then_some(0)
}

/// How many words the code of an account takes that begins here: `2080501`, `208 05 01`, `208`.
fn account(pieces: &[Piece]) -> usize {
    let digits = |piece: &Piece| piece.text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = pieces.first().filter(|piece| digits(piece)) else {
        return 0;
    };
    let mut code = String::from(first.text.as_str());
    let mut used = 1;
    if code.len() == CLASS {
        let parts = pieces.iter().skip(1);
        for part in parts.take_while(|part| digits(part) && part.text.len() == PART) {
            if code.len() == LONGEST_ACCOUNT {
                break;
            }
            code.push_str(&part.text);
            used += 1;
        }
    }
    match is_account(&code) {
        true => used,
        false => 0,
    }
}

/// A published code, or one of the right length below a published one: codes are added every year.
fn is_account(code: &str) -> bool {
    let known = |code: &str| !catalogue::entries(code).is_empty();
    let above = code.len().checked_sub(PART).and_then(|end| code.get(..end));
    let below = matches!(code.len(), 5 | LONGEST_ACCOUNT) && above.is_some_and(known);
    known(code) || below
}

/// Digits that are the code of a unit and of no account.
fn is_unit(text: &str) -> bool {
    text.len() >= SHORTEST_UNIT
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && catalogue::entries(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<Piece> {
        let words = text.split(' ');
        words
            .map(|word| Piece {
                text: word.into(),
                ..Piece::default()
            })
            .collect()
    }

    #[test]
    fn the_unit_stands_beside_the_account() {
        let cases = [
            ("208 05 01 302001 行政单位离退休 1.00", Some(3)),
            ("2080501 302001 行政单位离退休", Some(1)),
            ("302001 208 05 01 行政单位离退休", Some(0)),
            ("301 01 302001", Some(2)),
            ("2070977 302001 水文监测", Some(1)),
            ("302001 水利局 8.00", None),
            ("208 05 行政事业单位养老支出", None),
            ("208 301 工资福利支出", None),
            ("合计 8.00", None),
        ];
        for (text, at) in cases {
            assert_eq!(unit(&pieces(text)), at, "{text}");
        }
    }
}
