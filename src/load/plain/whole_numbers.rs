//! Amounts without decimals in text that lost its columns: `378` is told from codes and years, and written as groups while its table is read.
//!
//! Forms in 万元 print `3,764 3,386 378`: only the first two look like money. Every reader of rows knows
//! amounts by their separators, so a small one gets the group it lacks (`0,378`, which nobody prints) and
//! loses it when the rows are read.

use ecow::EcoString;

use crate::catalogue;
use crate::load::body::Body;
use crate::load::fold::fold;
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::plain::{is_amount, is_code};
use crate::model::year_in;

/// Words of headers whose columns hold numbers that are no money: numbers of rows, values of indicators.
const OTHER_NUMBERS: [&str; 4] = ["行次", "序号", "指标", "绩效"];
/// Digits of the longest whole amount.
const LONGEST: usize = 9;
/// What no small amount begins with.
const GROUP: &str = "0,";

/// The lines of a body with every whole amount in groups, where all its money is whole; else `None`.
#[must_use]
pub(in crate::load) fn grouped(header: &[TextLine], body: &[TextLine]) -> Option<Vec<TextLine>> {
    let words: String = header.iter().map(|line| fold(&line.text())).collect();
    if OTHER_NUMBERS.iter().any(|other| words.contains(other)) || !are_whole(body) {
        return None;
    }
    let mut lines = body.to_vec();
    let mut named = false;
    for line in &mut lines {
        let printed: Vec<usize> = (0..line.pieces.len())
            .filter(|&at| {
                line.pieces
                    .get(at)
                    .is_some_and(|piece| !piece.text.is_empty())
            })
            .collect();
        let pieces: Vec<Piece> = line.printed().cloned().collect();
        // Nothing but numbers, below a name that still lacks its figures.
        let all = pieces.len() > 1 && pieces.iter().all(is_number);
        let found = match all && named {
            true => (0..pieces.len())
                .filter(|&at| pieces.get(at).is_some_and(|piece| is_whole(&piece.text)))
                .collect(),
            false => figures(&pieces),
        };
        named = !pieces.iter().any(|piece| is_amount(&piece.text)) && found.is_empty();
        for at in found {
            let text = pieces.get(at).map(|piece| with_group(&piece.text));
            let at = printed.get(at).copied().unwrap_or(usize::MAX);
            if let Some((text, piece)) = text.zip(line.pieces.make_mut().get_mut(at)) {
                piece.text = text;
            }
        }
    }
    Some(lines)
}

/// Takes the groups off again: a figure is kept as it is printed.
pub(in crate::load) fn restore(body: &mut Body) {
    for row in &mut body.rows {
        for value in &mut row.values {
            if let Some(text) = without_group(&value.text) {
                value.text = text;
            }
        }
    }
}

/// Whether money with separators is printed, and none of it has decimals; shares may.
fn are_whole(body: &[TextLine]) -> bool {
    let amounts = || {
        let printed = body.iter().flat_map(TextLine::printed);
        printed.filter(|piece| is_amount(&piece.text) && !is_share(&piece.text))
    };
    amounts().next().is_some() && amounts().all(|piece| !piece.text.contains('.'))
}

fn is_share(text: &str) -> bool {
    text.ends_with(['%', '％'])
}

/// Which words of a line are whole amounts: numbers behind words or amounts, with nothing behind them
/// that a code or a year would have.
fn figures(pieces: &[Piece]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = false;
    for (at, piece) in pieces.iter().enumerate() {
        if is_amount(&piece.text) || open && numeral::is_dash(&piece.text) {
            open = true;
        } else if !is_whole(&piece.text) {
            open = piece.text.chars().any(char::is_alphabetic);
        } else if open && !belongs_behind(pieces, at) {
            found.push(at);
        } else {
            open = false;
        }
    }
    found
}

/// Whether a number belongs to the words behind it: a code and its name, 2024 年, or the number that
/// ends a name.
fn belongs_behind(pieces: &[Piece], at: usize) -> bool {
    let Some(piece) = pieces.get(at) else {
        return false;
    };
    let text = piece.text.as_str();
    let before = at.checked_sub(1).and_then(|at| pieces.get(at));
    let follows = before.is_some_and(is_number);
    match pieces.get(at + 1) {
        None => year_in(text).is_some() && !follows,
        Some(next) if is_number(next) || numeral::is_dash(&next.text) => {
            is_code(text) && text.len() > 3 && !follows && !catalogue::entries(text).is_empty()
        }
        Some(next) => {
            let counted = next.text.starts_with([
                '年', '月', '日', '期', '号', '个', '批', '届', '辆', '台', '人',
            ]);
            let named = fold(&next.text);
            let mut entries = catalogue::entries(text).iter();
            counted || entries.any(|entry| fold(entry.name).starts_with(&named))
        }
    }
}

fn is_number(piece: &Piece) -> bool {
    is_amount(&piece.text) || is_whole(&piece.text)
}

/// Digits, with a sign or as a share, that no separator shows to be money.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let digits = digits.trim_end_matches(['%', '％']);
    let leading = digits.len() > 1 && digits.starts_with('0');
    (1..=LONGEST).contains(&digits.len())
        && !leading
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `378` → `0,378`, `-1` → `-0,001`.
fn with_group(text: &str) -> EcoString {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let ends = digits.find(['%', '％']).unwrap_or(digits.len());
    let (digits, share) = digits.split_at(ends);
    let width = digits.len().next_multiple_of(3);
    let padded = format!("{digits:0>width$}");
    let mut text = EcoString::from(sign);
    text.push_str(GROUP.trim_end_matches(','));
    for (at, digit) in padded.chars().enumerate() {
        if at % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(share);
    text
}

/// What is printed where [`with_group`] wrote a group.
fn without_group(text: &str) -> Option<EcoString> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let digits: String = rest
        .strip_prefix(GROUP)?
        .chars()
        .filter(|c| *c != ',')
        .collect();
    let ends = digits.find(['%', '％']).unwrap_or(digits.len());
    let (number, share) = digits.split_at(ends);
    let number = number.trim_start_matches('0');
    let number = if number.is_empty() { "0" } else { number };
    Some(format!("{sign}{number}{share}").into())
}
