//! What single words of a row printed with white space are: dashes for figures, codes of one level only.

use crate::load::body::{RawValue, place};
use crate::load::codes::split_coded_name;
use crate::load::fold::{fold, split_ordinal};
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::plain::is_amount;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{Column, Place, RowKind, Span, ValueKind, year_in};

/// Whole numbers at the end of a line that make it a row, and digits of one that can only be money.
const FEWEST_FIGURES: usize = 3;
const LARGE: usize = 4;

/// What is printed before the figures of a row.
pub(in crate::load) enum Part {
    /// Digits of one code, joined.
    Code(String),
    /// A run of words, joined.
    Words(String),
}

/// A dash that stands where a figure could: behind the figures of the row on the same line, or behind
/// its name with nothing but figures and dashes after it.
#[must_use]
pub(in crate::load) fn is_dash_for_figure(
    pieces: &[&Piece],
    at: usize,
    last: Option<&RawValue>,
    named: bool,
) -> bool {
    let Some(piece) = pieces.get(at).filter(|piece| numeral::is_dash(&piece.text)) else {
        return false;
    };
    let figure = |piece: &&Piece| {
        numeral::is_dash(&piece.text) || is_amount(&piece.text) || is_digits(&piece.text)
    };
    let follows = last.is_some_and(|last| last.place.line == piece.line);
    let rest = pieces.get(at..).unwrap_or(&[]);
    follows || named && rest.iter().all(figure)
}

/// A whole number between the figures of one line, with nothing but figures behind it: no code stands
/// there in a table of one stream.
#[must_use]
pub(in crate::load) fn is_among_figures(
    pieces: &[&Piece],
    at: usize,
    last: Option<&RawValue>,
) -> bool {
    let number = |piece: &&Piece| is_amount(&piece.text) || is_digits(&piece.text);
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let follows = before.zip(last).is_some_and(|(before, last)| {
        before.line == last.place.line && before.span == last.place.span
    });
    let rest = pieces.get(at..).unwrap_or(&[]);
    follows && rest.iter().all(number)
}

/// Whether a line ends in so many whole numbers that it is a row of figures without decimals, not words
/// of a header with their years or numbers.
#[must_use]
pub(in crate::load) fn ends_in_figures(line: &TextLine) -> bool {
    let pieces: Vec<&Piece> = line.printed().collect();
    let figures = pieces
        .iter()
        .rev()
        .take_while(|piece| is_digits(&piece.text));
    let large = |piece: &&&Piece| piece.text.len() >= LARGE && year_in(&piece.text).is_none();
    let count = figures.clone().count();
    (FEWEST_FIGURES..pieces.len()).contains(&count) && figures.filter(large).count() > 0
}

/// What divides the decimals of an amount.
const POINT: char = '.';

/// Whether all amounts of a table are whole numbers, and codes stand left of the names they belong to.
/// A rate behind them has decimals all the same.
#[must_use]
pub(in crate::load) fn are_whole(lines: &[TextLine], layout: &Layout) -> bool {
    let stubs = layout.slots.iter().filter_map(|slot| match slot.use_ {
        Use::Stub(stub) => Some(stub),
        _ => None,
    });
    let named = stubs.skip_while(|stub| *stub != Stub::Name);
    let code = |stub| matches!(stub, Stub::Code | Stub::Class | Stub::UnitCode);
    let text = |column: &Column| column.kind == ValueKind::Text && column.path.len() > 1;
    let rate = |column: &Column| column.kind == ValueKind::Percent;
    let rates = usize::from(layout.columns.last().is_some_and(rate));
    let mut pieces = lines
        .iter()
        .flat_map(|line| line.pieces.iter().rev().skip(rates));
    layout.lanes.len() == 1
        && !layout.columns.iter().any(text)
        && named.clone().count() == 1
        && !named.clone().any(code)
        && !pieces.any(|piece| is_amount(&piece.text) && piece.text.contains(POINT))
}

/// A whole number behind words of its line, with nothing but such numbers behind it.
#[must_use]
pub(in crate::load) fn is_behind_name(pieces: &[&Piece], at: usize) -> bool {
    let word = |piece: &&Piece| piece.text.chars().any(char::is_alphabetic);
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let rest = pieces.get(at..).unwrap_or(&[]);
    before.is_some_and(word) && rest.iter().all(|piece| is_digits(&piece.text))
}

/// Code and name in one word, where the table has no column of codes.
#[must_use]
pub(in crate::load) fn coded_name(piece: &Piece) -> Option<(String, Piece)> {
    let (code, name) = split_coded_name(&piece.text)?;
    let mut named = piece.clone();
    named.text = name.into();
    named.span.start = piece.span.end - u32::try_from(name.len()).ok()?;
    Some((code.to_owned(), named))
}

/// Whether a line of nothing but figures stands below a whole row: name and first figure on one line.
#[must_use]
pub(in crate::load) fn is_of_next_row(row: Option<(Place, &RawValue)>, line: &TextLine) -> bool {
    let whole = row.is_some_and(|(name, figure)| {
        figure.place.line == name.line && figure.place.line < line.number
    });
    whole && line.printed().all(|piece| is_amount(&piece.text))
}

/// Whether a line begins with a code that prints the digits of its own level only, and its name: 05, or
/// 01, where the row above prints a class or such a code.
#[must_use]
pub(in crate::load) fn is_own_code(pieces: &[&Piece], above: Option<&str>) -> bool {
    let code = pieces
        .first()
        .is_some_and(|piece| piece.text.len() == 2 && is_digits(&piece.text));
    let named = pieces
        .get(1)
        .is_some_and(|piece| piece.text.starts_with(|c: char| !c.is_ascii()));
    code && named && above.is_some_and(|above| matches!(above.len(), 2 | 3))
}

/// Whether words begin with the number of an item of a list: 五、 or （二）.
fn is_counted(text: &str) -> bool {
    let folded = fold(text);
    let (ordinal, rest) = split_ordinal(&folded);
    ordinal.is_some_and(|ordinal| ordinal.style <= 1) && !rest.is_empty()
}

/// Whether words that begin a line end the row above them: 五、事业收入 without a figure ends where the
/// next line counts on, or prints a total.
#[must_use]
pub(in crate::load) fn counts_on(above: &[Part], words: &str, vocabulary: &Vocabulary) -> bool {
    let counted = matches!(above.first(), Some(Part::Words(name)) if is_counted(name));
    let kind = vocabulary.row_kind(words);
    counted && (is_counted(words) || kind.is_some_and(|kind| kind != RowKind::OfWhich))
}

/// Whether words begin a row of two codes whose first has no name behind it: that name was printed
/// elsewhere.
#[must_use]
pub(in crate::load) fn lost_name(parts: &[Part]) -> bool {
    let mut pairs = parts.windows(2);
    matches!(parts.first(), Some(Part::Words(_)))
        && pairs.any(|pair| matches!(pair, [Part::Code(_), Part::Code(_)]))
}

/// Where the words begin to say `text`, which may be wrapped over several runs.
#[must_use]
pub(in crate::load) fn printed_at(words: &[(String, Place)], text: &str) -> Option<Place> {
    let joined: String = words.iter().map(|(run, _)| run.as_str()).collect();
    let mut offset = joined.find(text)?;
    for (run, here) in words {
        if offset < run.len() {
            let start = here.span.start + u32::try_from(offset).ok()?;
            let span = Span {
                start,
                end: here.span.end,
            };
            return Some(place(here.line, span));
        }
        offset -= run.len();
    }
    None
}

fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').filter(|rest| !rest.is_empty());
    digits
        .unwrap_or(text)
        .bytes()
        .all(|byte| byte.is_ascii_digit())
}
