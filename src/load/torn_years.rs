//! Years of headers that stand on the line below their word, because their digits are of another font.
//!
//! `年预算数` above `2026`: programs that print text by its height put digits whose base line lies
//! lower on a line of their own, right before the word they belong to.

use super::line::{Piece, TextLine};
use crate::model::year_in;

/// How far the end of a year may stand from the word it belongs to, in characters.
const NEAR: u32 = 3;
/// Lines between a word and its year: years of columns that are narrower stand one line lower still.
const FARTHEST: usize = 2;
/// Digits of a year.
const DIGITS: usize = 4;

/// The lines with every such year before its word.
#[must_use]
pub(super) fn joined(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    for (from, to) in
        (1..lines.len()).flat_map(|at| (1..=FARTHEST).map(move |gap| (at - 1, at - 1 + gap)))
    {
        let Some([above, .., below]) = lines.get_mut(from..=to) else {
            continue;
        };
        if above.tabbed || below.tabbed || above.page != below.page {
            continue;
        }
        join(above, below);
        join(below, above);
    }
    lines.retain(|line| line.printed().next().is_some());
    lines
}

/// Takes years out of one line and puts them before their words in the other. A line that prints a
/// year before its word has lost none.
fn join(words: &mut TextLine, years: &mut TextLine) {
    if !words.printed().any(is_word) || !years.printed().any(is_year) {
        return;
    }
    if is_whole(words) || is_whole(years) {
        return;
    }
    let mut taken: Vec<usize> = Vec::new();
    let mut pieces: Vec<Piece> = words.pieces.to_vec();
    for word in pieces.iter_mut().filter(|word| is_word(word)) {
        let found = years
            .pieces
            .iter()
            .enumerate()
            .find(|(at, year)| is_year(year) && !taken.contains(at) && is_before(year, word));
        if let Some((at, year)) = found {
            word.text = format!("{}{}", year.text, word.text).into();
            word.at = year.at;
            taken.push(at);
        }
    }
    if taken.is_empty() {
        return;
    }
    let mut at = 0..;
    let mut left: Vec<Piece> = years.pieces.to_vec();
    left.retain(|_| !at.next().is_some_and(|at| taken.contains(&at)));
    set(words, pieces);
    set(years, left);
}

/// Whether a year stands right before its word.
fn is_whole(line: &TextLine) -> bool {
    let followed = line.printed().zip(line.printed().skip(1));
    followed
        .into_iter()
        .any(|(year, word)| is_year(year) && is_word(word) && is_before(year, word))
}

fn set(line: &mut TextLine, pieces: Vec<Piece>) {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    line.folded = super::fold::fold(&text).into();
    line.pieces = pieces.into();
}

/// Whether a year ends about where a word begins.
fn is_before(year: &Piece, word: &Piece) -> bool {
    let end = year.at[0] + u32::try_from(DIGITS).unwrap_or(0);
    end.abs_diff(word.at[0]) <= NEAR
}

/// What follows a year: 年, 年度预算数.
fn is_word(piece: &Piece) -> bool {
    piece.text.starts_with('年') && !piece.text.contains(|c: char| c.is_ascii_digit())
}

fn is_year(piece: &Piece) -> bool {
    year_in(&piece.text).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        line::printed_words(&joined(lines))
    }

    #[test]
    fn years_stand_before_their_words_again() {
        let text = "  项目          年预算数\n          2025            年预算数\n                        2026            增减额\n合计       5.00    6.00    1.00";
        assert_eq!(
            read(text),
            [
                "项目 2025年预算数",
                "2026年预算数",
                "增减额",
                "合计 5.00 6.00 1.00"
            ]
        );
    }

    #[test]
    fn years_elsewhere_stay() {
        let text = "年初预算\n                    2026\n年末 2025 年";
        assert_eq!(read(text), ["年初预算", "2026", "年末 2025 年"]);
        let sentence = "水务局 2025 年收支预算与\n相应的 2024 年相比减少";
        assert_eq!(
            read(sentence),
            ["水务局 2025 年收支预算与", "相应的 2024 年相比减少"]
        );
    }
}
