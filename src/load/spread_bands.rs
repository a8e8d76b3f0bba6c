//! Where words and figures stand in their lines, and the bands of room they share.

use super::line::Piece;
use super::line::{TextLine, width_of};
use super::numeral;
use super::plain;
use crate::model::Unit;

/// How far the edges of the figures of one column may stand apart, in characters.
const DRIFT: u32 = 3;

/// A word or figure with its place in the line.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) numeric: bool,
    pub(super) piece: Piece,
}

/// The room that the figures, or the words, of one column take.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) numeric: bool,
    /// Whether it prints nothing but digits that can be codes.
    pub(super) codes: bool,
}

impl Band {
    /// Whether it shares room with what stands there.
    pub(super) fn touches(&self, from: u32, to: u32) -> bool {
        self.from < to && from < self.to
    }

    /// What columns are ordered by: figures keep their right edge or middle, words their left.
    pub(super) fn key(&self) -> u32 {
        if self.numeric {
            self.from + self.to
        } else {
            2 * self.from
        }
    }
}

/// Length of a text, in characters or in half-width characters.
#[must_use]
pub(super) fn length(text: &str, measure: usize) -> u32 {
    text.chars()
        .map(|c| if measure == 0 { 1 } else { width_of(c) })
        .sum()
}

/// The words and figures of lines.
#[must_use]
pub(super) fn tokens_of(lines: &[TextLine], measure: usize) -> Vec<Vec<Token>> {
    lines.iter().map(|line| tokens(line, measure)).collect()
}

fn tokens(line: &TextLine, measure: usize) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for piece in line.printed() {
        let from = piece.at.get(measure).copied().unwrap_or(0);
        let numeric = numeral::read(&piece.text, &Unit::WanYuan).is_some();
        let to = from + length(&piece.text, measure);
        // 2025 年 is no figure.
        let dated = |last: &&mut Token| {
            last.piece.text.ends_with(|c: char| c.is_ascii_digit())
                && !numeric
                && last.to + 1 >= from
                && piece.text.starts_with(['年', '月', '个', '项'])
        };
        if let Some(last) = tokens.last_mut().filter(dated) {
            last.numeric = false;
            last.piece.text.push_str(&piece.text);
            last.piece.span.end = piece.span.end;
            last.to = to;
        } else {
            tokens.push(Token {
                from,
                to,
                numeric,
                piece: piece.clone(),
            });
        }
    }
    tokens
}

/// The bands of all columns that print something, from left to right; `None` where the figures of
/// a band keep no edge, or two of one line share a band.
pub(super) fn bands(rows: &[Vec<Token>]) -> Option<Vec<Band>> {
    let figures = rows.iter().flatten().filter(|token| token.numeric);
    let mut bands = Vec::new();
    for column in overlapping(figures.collect()) {
        let band = band_of(&column);
        if !band.codes && !keeps_an_edge(&column) {
            return None;
        }
        bands.push(band);
    }
    let clash = |row: &Vec<Token>| {
        bands.iter().any(|band: &Band| {
            let inside =
                |token: &&Token| token.numeric && token.from < band.to && band.from < token.to;
            row.iter().filter(inside).count() > 1
        })
    };
    if bands.is_empty() || rows.iter().any(clash) {
        return None;
    }
    let with_figures = rows
        .iter()
        .filter(|row| row.iter().any(|token| token.numeric));
    let words = with_figures.flatten().filter(|token| !token.numeric);
    bands.extend(
        overlapping(words.collect())
            .iter()
            .map(|column| band_of(column)),
    );
    bands.sort_by_key(Band::key);
    Some(bands)
}

/// Tokens grouped by the room they share.
fn overlapping(mut tokens: Vec<&Token>) -> Vec<Vec<&Token>> {
    tokens.sort_by_key(|token| (token.from, token.to));
    let mut columns: Vec<Vec<&Token>> = Vec::new();
    let mut end = 0;
    for token in tokens {
        match columns.last_mut() {
            Some(column) if token.from < end => column.push(token),
            _ => columns.push(vec![token]),
        }
        end = end.max(token.to);
    }
    columns
}

fn band_of(column: &[&Token]) -> Band {
    let is_code = |token: &&&Token| {
        let text = &token.piece.text;
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 2 || plain::is_code(text))
    };
    Band {
        from: column.iter().map(|token| token.from).min().unwrap_or(0),
        to: column.iter().map(|token| token.to).max().unwrap_or(0),
        numeric: column.iter().any(|token| token.numeric),
        codes: column.iter().filter(is_code).count() == column.len(),
    }
}

/// Whether the left edges, the right edges or the middles stand below each other.
fn keeps_an_edge(column: &[&Token]) -> bool {
    let keeps = |edge: fn(&Token) -> u32, drift: u32| {
        let least = column.iter().map(|token| edge(token)).min().unwrap_or(0);
        let greatest = column.iter().map(|token| edge(token)).max().unwrap_or(0);
        greatest - least <= drift
    };
    keeps(|token| token.to, DRIFT)
        || keeps(|token| token.from, DRIFT)
        || keeps(|token| token.from + token.to, DRIFT)
}
