//! Words of wrapped cells, with their places.

use crate::load::body::place;
use crate::load::lattice::Run;
use crate::load::line::{Piece, TextLine};
use crate::model::Place;

/// A run of characters without white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The characters.
    pub(super) text: String,
    /// Where they stand.
    pub(super) place: Place,
    /// Whether a blank line or a page break parts them from what was printed before.
    pub(super) apart: bool,
}

/// The words of lines, a number and its measure word after a blank joined.
#[must_use]
pub(super) fn tokens(lines: &[TextLine]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for line in lines {
        for piece in line.printed() {
            push(&mut tokens, piece, line);
        }
    }
    tokens
}

/// Adds a word; a measure word goes to the number before it in the line (`1-2 项`).
pub(super) fn push(tokens: &mut Vec<Token>, piece: &Piece, line: &TextLine) {
    let measure =
        piece.text.chars().count() <= 2 && !piece.text.starts_with(|c: char| c.is_ascii());
    match tokens.last_mut() {
        Some(last)
            if measure
                && last.place.line == line.number
                && last.text.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            last.text.push_str(&piece.text);
            last.place.span.end = piece.span.end;
        }
        last => {
            let blank = |last: &Token| last.place.line + 1 < line.number;
            // A page begins with a blank or form feed instead of a blank line.
            let apart = line.indented || last.is_some_and(|last| blank(last));
            tokens.push(Token {
                text: piece.text.clone().into(),
                place: place(line.number, piece.span),
                apart,
            });
        }
    }
}

/// The characters of a cell.
#[must_use]
pub(super) fn text(tokens: &[Token], run: &Run) -> String {
    let cell = tokens.get(run.from..run.to).unwrap_or(&[]);
    cell.iter().map(|token| token.text.as_str()).collect()
}

/// Where a cell begins: its first line.
#[must_use]
pub(super) fn begins(tokens: &[Token], run: &Run) -> Place {
    tokens
        .get(run.from)
        .map(|token| token.place)
        .unwrap_or_default()
}
