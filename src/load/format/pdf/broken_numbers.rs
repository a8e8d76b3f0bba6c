//! Numbers broken over two lines where no lines divide the rows: their second halves are no rows of their own.

use super::aligned::Chunk;
use super::aligned_columns::Span;
use super::layout::{half_width, is_amount};

/// Whether the numbers of a line are the rest of those above it, none of them whole without what
/// stands above. Where that is not plain, words stand on one of the two lines: two rows would have a
/// name each.
pub(super) fn go_on(above: &[Chunk], below: &[Chunk]) -> bool {
    let (mut found, mut plain) = (false, false);
    for rest in below.iter().filter(|chunk| chunk.number) {
        let mut begun = above
            .iter()
            .filter(|chunk| chunk.span().overlap(&rest.span()) > 0);
        match (begun.next(), begun.next()) {
            (None, _) => {}
            (Some(begun), None) if is_one(&[begun, rest]) && is_full(begun, rest) => {
                found = true;
                plain |= is_open(&half_width(&begun.text))
                    || rest.text.starts_with(['.', ',', '．', '，']);
            }
            _ => return false,
        }
    }
    let words = |line: &[Chunk]| line.iter().any(|chunk| !chunk.number);
    found && (plain || !(words(above) && words(below)))
}

/// Whether the first line of a cell had no room for more of what stands on the second.
fn is_full(begun: &Chunk, rest: &Chunk) -> bool {
    let width = |chunk: &Chunk| chunk.right - chunk.left;
    width(rest) <= width(begun) + begun.line.size()
}

/// Whether no number of the line between stands above one of the line below.
pub(super) fn is_between(between: &[Chunk], below: &[Chunk]) -> bool {
    let numbers = |line: &[Chunk]| -> Vec<Span> {
        let numbers = line.iter().filter(|chunk| chunk.number);
        numbers.map(Chunk::span).collect()
    };
    let below = numbers(below);
    let meets = |span: &Span| below.iter().any(|other| other.overlap(span) > 0);
    !numbers(between).iter().any(meets)
}

/// Whether the pieces of a cell, from top to bottom, are one number.
pub(super) fn is_one(pieces: &[&Chunk]) -> bool {
    let texts: Vec<String> = pieces
        .iter()
        .map(|piece| half_width(&piece.text).replace(' ', ""))
        .collect();
    let begun = texts.split_last().map_or(&[][..], |(_, begun)| begun);
    let numbers = pieces.iter().all(|piece| piece.number);
    // A nought or a whole amount needs nothing more.
    let whole = |text: &String| is_amount(text) || text.trim_start_matches('-') == "0";
    numbers && !begun.is_empty() && !begun.iter().any(whole) && is_well_formed(&texts.concat())
}

/// Whether a number is plainly not at its end: behind a point or the first decimal, or inside a group
/// of thousands.
fn is_open(text: &str) -> bool {
    if let Some((_, decimals)) = text.rsplit_once('.') {
        return decimals.len() < 2;
    }
    let last = text.rsplit_once(',').map(|(_, last)| last);
    last.is_some_and(|last| last.len() < 3)
}

/// An amount whose thousands are divided everywhere or nowhere.
fn is_well_formed(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().map_or(0, str::len);
    let rest: Vec<&str> = groups.collect();
    let divided = (1..=3).contains(&first) && rest.iter().all(|group| group.len() == 3);
    is_amount(text) && (rest.is_empty() || divided)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_divided_everywhere_or_nowhere() {
        for text in ["1,184,457.99", "1184457.99", "-12,345.60", "0.50"] {
            assert!(is_well_formed(text), "{text}");
        }
        for text in ["1,234567.89", "1,23,456.78", "1234,567.89", "12", "1.2.30"] {
            assert!(!is_well_formed(text), "{text}");
        }
    }
}
