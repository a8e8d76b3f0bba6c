//! Codes whose last digit a narrow column put on a line of its own: `208050` over `5`.

use crate::catalogue;
use crate::load::line::TextLine;

/// Digits of the codes of 款 and 项.
const WHOLE: [usize; 2] = [5, 7];

/// The lines with torn codes made whole.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut joined: Vec<TextLine> = Vec::with_capacity(lines.len());
    for line in lines {
        let whole = joined.last().and_then(|above| whole(above, &line));
        let above = joined.last_mut();
        let piece = above.and_then(|above| above.pieces.make_mut().first_mut());
        match (whole, piece) {
            (Some(whole), Some(piece)) => piece.text = whole.into(),
            _ => joined.push(line),
        }
    }
    joined
}

/// The code whose digits stand on two lines: one of a class the catalogue knows.
#[must_use]
pub(in crate::load) fn whole(above: &TextLine, line: &TextLine) -> Option<String> {
    let rest = only_digits(line).filter(|rest| rest.len() == 1)?;
    let whole = format!("{}{rest}", only_digits(above)?);
    let class = whole.get(..3)?;
    let known = !catalogue::entries(class).is_empty();
    (WHOLE.contains(&whole.len()) && known).then_some(whole)
}

fn only_digits(line: &TextLine) -> Option<&str> {
    let mut words = line.printed();
    let first = words.next()?.text.as_str();
    let alone = words.next().is_none() && first.bytes().all(|byte| byte.is_ascii_digit());
    alone.then_some(first)
}
