//! Years of headers that stand on the line below their word, because their digits are of another font.
//!
//! `年预算数` above `2026`: programs that print text by its height put digits whose base line lies
//! lower on a line of their own, right before the word they belong to.

use crate::load::line::{Piece, TextLine};
use crate::load::vocabulary::Vocabulary;
use crate::model::year_in;

/// How far the end of a year may stand from the word it belongs to, in characters.
const NEAR: u32 = 3;
/// Lines between a word and its year: years of columns that are narrower stand one line lower still.
const FARTHEST: usize = 2;
/// Digits of a year.
const DIGITS: usize = 4;

/// The lines with every such year before its word. What else stands on the line of the years, behind
/// the words that took them, is printed on the line of the words.
#[must_use]
pub(in crate::load) fn joined(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    lines.iter_mut().for_each(turn_round);
    let mut at = 0;
    while at + 1 < lines.len() {
        let last = (at + FARTHEST).min(lines.len() - 1);
        // A line that was taken up makes room for one more step of the stairs.
        match (at + 1..=last).find(|&to| takes_up(&mut lines, at, to)) {
            Some(empty) => {
                lines.remove(empty);
            }
            None => at += 1,
        }
    }
    lines.retain(|line| line.printed().next().is_some());
    lines
}

/// `年预算数2025` is `2025年预算数`: the digits begin where the word does, and a little lower.
fn turn_round(line: &mut TextLine) {
    let turned = |piece: &Piece| {
        let at = piece.text.len().checked_sub(DIGITS)?;
        let (word, year) = piece.text.split_at_checked(at)?;
        let known = Vocabulary::embedded()
            .column(&format!("{year}{word}"))
            .is_some();
        (year_in(year).is_some() && word.starts_with('年') && known)
            .then(|| format!("{year}{word}"))
    };
    if line.tabbed || !line.pieces.iter().any(|piece| turned(piece).is_some()) {
        return;
    }
    let mut pieces: Vec<Piece> = line.pieces.to_vec();
    for piece in &mut pieces {
        if let Some(text) = turned(piece) {
            piece.text = text.into();
        }
    }
    set(line, pieces);
}

/// Joins the years of two lines to their words; whether that leaves nothing on the second.
fn takes_up(lines: &mut [TextLine], at: usize, to: usize) -> bool {
    let Some([above, .., below]) = lines.get_mut(at..=to) else {
        return false;
    };
    if above.tabbed || below.tabbed || above.page != below.page {
        return false;
    }
    if join(above, below) {
        move_up(below, above);
    }
    join(below, above);
    below.printed().next().is_none()
}

/// Takes years out of one line and puts them before their words in the other; whether there are any.
fn join(words: &mut TextLine, years: &mut TextLine) -> bool {
    if !words.printed().any(is_word) || !years.printed().any(is_year) {
        return false;
    }
    let (own, others) = (years_of(words), years_of(years));
    let mut taken: Vec<usize> = Vec::new();
    let mut pieces: Vec<Piece> = words.pieces.to_vec();
    let free = pieces
        .iter_mut()
        .enumerate()
        .filter(|(at, word)| is_word(word) && !own.iter().any(|&(_, word)| word == *at));
    for (_, word) in free {
        let found = years.pieces.iter().enumerate().find(|(at, year)| {
            let of_another = others.iter().any(|(year, _)| year == at);
            is_year(year) && !of_another && !taken.contains(at) && is_before(year, word)
        });
        if let Some((at, year)) = found {
            *word = behind(year, word);
            taken.push(at);
        }
    }
    if taken.is_empty() {
        return false;
    }
    let mut at = 0..;
    let mut left: Vec<Piece> = years.pieces.to_vec();
    left.retain(|_| !at.next().is_some_and(|at| taken.contains(&at)));
    set(words, whole(pieces));
    set(years, whole(left));
    true
}

/// Moves the words of a line to the end of another where all stand behind it.
fn move_up(below: &mut TextLine, above: &mut TextLine) {
    let end = |piece: &Piece| piece.at.first().map_or(0, |at| at + length(piece));
    let last = above.printed().map(end).max().unwrap_or(0);
    let behind = |piece: &Piece| piece.at.first().is_some_and(|&at| at > last);
    let number = |piece: &Piece| piece.text.starts_with(|c: char| c.is_ascii_digit());
    let word = |piece: &Piece| behind(piece) && (!number(piece) || piece.text.contains('年'));
    if below.printed().all(word) {
        let pieces = [above.pieces.as_slice(), &below.pieces].concat();
        set(above, pieces);
        set(below, Vec::new());
    }
}

fn length(piece: &Piece) -> u32 {
    u32::try_from(piece.text.chars().count()).unwrap_or(u32::MAX)
}

/// The years of a line that stand right before a word of it, with that word.
fn years_of(line: &TextLine) -> Vec<(usize, usize)> {
    let printed = line.pieces.iter().enumerate();
    let printed: Vec<_> = printed
        .filter(|(_, piece)| !piece.text.is_empty())
        .collect();
    let followed = printed.windows(2).filter_map(|pair| match pair {
        [(year, before), (word, behind)] => {
            let whole = is_year(before) && is_word(behind) && is_before(before, behind);
            whole.then_some((*year, *word))
        }
        _ => None,
    });
    followed.collect()
}

/// The pieces with each year that stands right before its word in one piece with it.
fn whole(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match kept.last_mut() {
            Some(year) if is_year(year) && is_word(&piece) && is_before(year, &piece) => {
                *year = behind(year, &piece);
            }
            _ => kept.push(piece),
        }
    }
    kept
}

/// A word with its year before it.
fn behind(year: &Piece, word: &Piece) -> Piece {
    Piece {
        text: format!("{}{}", year.text, word.text).into(),
        at: year.at,
        ..word.clone()
    }
}

fn set(line: &mut TextLine, pieces: Vec<Piece>) {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    line.folded = crate::load::fold::fold(&text).into();
    line.pieces = pieces.into();
}

/// Whether a word begins about where a year ends, or where it begins: their places are counted in
/// lines of their own.
fn is_before(year: &Piece, word: &Piece) -> bool {
    let end = year.at[0] + u32::try_from(DIGITS).unwrap_or(0);
    (year.at[0]..=end + NEAR).contains(&word.at[0]) || end.abs_diff(word.at[0]) <= NEAR
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
    use super::*;
    use crate::load::line;
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
                "项目 2025年预算数 2026年预算数 增减额",
                "合计 5.00 6.00 1.00"
            ]
        );
        let text = "名称        2025   年预算          年预算数\n                          2026                 2026年比2025年增减\n            数      小计   基本支出    增减额";
        assert_eq!(
            read(text),
            [
                "名称 2025年预算 2026年预算数 2026年比2025年增减",
                "数 小计 基本支出 增减额"
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
