//! Codes of units that stand in a column of their own beside those of accounts: taken out of lines that are divided by white space only.
//!
//! A unit beside an account says whose account it is. The order of the words alone tells neither
//! code from the other: read as one more code of an account it would begin a row of its own.

use super::layout::{Layout, Use};
use super::line::{Piece, TextLine};
use super::vocabulary::Stub;

/// Digits of the class of an account, and of each part behind it where they are printed apart.
const CLASS: usize = 3;
const PART: usize = 2;
/// Parts of a code: 类, 款, 项.
const PARTS: usize = 3;
/// Digits of accounts that are printed whole.
const ACCOUNTS: [usize; 3] = [3, 5, 7];

/// The lines without the codes of units, where the layout has columns of both.
#[must_use]
pub(super) fn without_units(mut lines: Vec<TextLine>, layout: &Layout) -> Vec<TextLine> {
    let of = |wanted: fn(Stub) -> bool| {
        let mut slots = layout.slots.iter();
        slots.position(|slot| matches!(slot.use_, Use::Stub(stub) if wanted(stub)))
    };
    let account = of(|stub| matches!(stub, Stub::Code | Stub::Class));
    let unit = of(|stub| stub == Stub::UnitCode);
    let (Some(account), Some(unit)) = (account, unit) else {
        return lines;
    };
    for line in &mut lines {
        let beside = match unit < account {
            true => unit_before(&line.pieces),
            false => unit_behind(&line.pieces),
        };
        if let Some(at) = beside {
            line.pieces.remove(at);
        }
    }
    lines
}

/// The unit's code at the beginning of a line, where that of an account stands right behind it.
fn unit_before(pieces: &[Piece]) -> Option<usize> {
    let first = pieces.first()?;
    let account = account_from(pieces, 1);
    (is_digits(first) && first.text.len() >= CLASS && account > 0).then_some(0)
}

/// The unit's code right behind that of an account at the beginning of a line.
fn unit_behind(pieces: &[Piece]) -> Option<usize> {
    let account = account_from(pieces, 0);
    let unit = pieces.get(account).filter(|_| account > 0)?;
    (is_digits(unit) && unit.text.len() >= CLASS).then_some(account)
}

/// How many words the code of an account takes that begins here: 2080501, or 208 05 01.
fn account_from(pieces: &[Piece], at: usize) -> usize {
    let mut printed = pieces.iter().skip(at);
    let Some(first) = printed.next().filter(|first| is_digits(first)) else {
        return 0;
    };
    if first.text.len() != CLASS {
        return usize::from(ACCOUNTS.contains(&first.text.len()));
    }
    let parts = printed
        .take(PARTS - 1)
        .take_while(|piece| piece.text.len() == PART && is_digits(piece));
    1 + parts.count()
}

fn is_digits(piece: &Piece) -> bool {
    piece.text.bytes().all(|byte| byte.is_ascii_digit())
}
