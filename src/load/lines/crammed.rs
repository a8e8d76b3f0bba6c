//! Rows whose cells hold the figures of several columns, as programs print them that miss the gaps between columns: read as words in their order.
//!
//! `|财政拨款<br>36.00<br>一、教育支出|20.00|` has four columns and two cells. What such strokes
//! divide is no column, so the line is one of words and white space, as text without any strokes.

use crate::load::fold::{is_space, squeeze};
use crate::load::grid::cells::is_number;
use crate::load::line::{Piece, length, offset_in};
use crate::load::lines::strokes::{is_stroke, printed};
use crate::load::vocabulary::Vocabulary;
use crate::model::Span;

/// How these programs print the end of a line inside a cell.
const BREAK: &str = "<br>";
/// Longer words are a text, not the name of a row.
const LONGEST_NAME: usize = 40;

/// Whether some cell of a row holds a figure and what stands beside it.
#[must_use]
pub(in crate::load) fn is_crammed(row: &str) -> bool {
    row.split(is_stroke).any(|cell| {
        let parts: Vec<&str> = cell.split(BREAK).map(trimmed).collect();
        let texts = parts.iter().any(|part| is_text(part));
        let mut printed = parts.iter().filter(|part| !part.is_empty());
        !texts && printed.clone().nth(1).is_some() && printed.any(|part| is_amount(part))
    })
}

/// The words and figures of a row in their order; `offset` is where its text begins.
#[must_use]
pub(in crate::load) fn words(text: &str, offset: u32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for cell in text.split(is_stroke) {
        let parts = cell.split(BREAK).map(trimmed);
        let mut parts = parts.filter(|part| !part.is_empty()).peekable();
        while let Some(first) = parts.next() {
            let (mut word, mut last) = (first.to_owned(), first);
            while let Some(half) = parts.next_if(|part| is_half(&word, part)) {
                word.push_str(half);
                last = half;
            }
            let span = Span {
                start: offset + offset_in(text, first),
                end: offset + offset_in(text, last) + length(last),
            };
            let text = squeeze(&printed(&word));
            if !text.is_empty() {
                pieces.push(Piece {
                    text: text.into(),
                    span,
                    ..Piece::default()
                });
            }
        }
    }
    pieces
}

/// Whether a name goes on in the part below: not where two words of a header are printed that are
/// none together.
fn is_half(word: &str, below: &str) -> bool {
    let known = |text: &str| {
        let (text, vocabulary) = (squeeze(text), Vocabulary::embedded());
        vocabulary.is_header_word(&text)
    };
    let two = || known(word) && known(below) && !known(&format!("{word}{below}"));
    !is_amount(word) && !is_amount(below) && !two()
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(is_space)
}

/// Whole figures only: 1,234. above 56 is one of them.
fn is_amount(text: &str) -> bool {
    text.contains('.') && !text.ends_with('.') && is_number(text)
}

fn is_text(part: &str) -> bool {
    part.contains(['。', '；', ';', '，']) || part.chars().nth(LONGEST_NAME).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(row: &str) -> Vec<String> {
        let pieces = words(row, 0);
        let slice = |piece: &Piece| &row[piece.span.start as usize..piece.span.end as usize];
        for piece in &pieces {
            assert_eq!(squeeze(&printed(slice(piece))), piece.text, "{row}");
        }
        let texts = pieces.into_iter().map(|piece| piece.text.to_string());
        texts.collect()
    }

    #[test]
    fn figures_of_several_columns_in_one_cell() {
        let row = "财政拨款<br>36.00<br>一、教育支出|20.00|";
        assert!(is_crammed(row));
        assert_eq!(
            words_of(row),
            ["财政拨款", "36.00", "一、教育支出", "20.00"]
        );
        let row = "2080505|机关事业单位<br>养老保险缴费支出|3.00<br>-|4.00<br>5.00";
        assert!(is_crammed(row));
        let words = words_of(row);
        assert_eq!(words[1], "机关事业单位养老保险缴费支出");
        assert_eq!(words[2..], ["3.00", "-", "4.00", "5.00"]);
    }

    #[test]
    fn words_of_a_header_stand_apart_and_halves_do_not() {
        let row = "收入<br>支出|项目<br>2026 年预算数<br>项目|政府性<br>基金预算|";
        let header = [
            "收入",
            "支出",
            "项目",
            "2026年预算数",
            "项目",
            "政府性基金预算",
        ];
        assert_eq!(words_of(row), header);
    }

    #[test]
    fn wrapped_names_and_figures_and_sentences_are_cells() {
        for row in [
            "2080505|机关事业单位<br>养老保险缴费支出|3.00",
            "2010301|行政运行|1,234.<br>56",
            "2210203<br>购房补贴|3.00|3.00",
            "绩效目标|目标一：完成3项；<br>1.00<br>目标二|1.00",
        ] {
            assert!(!is_crammed(row), "{row}");
        }
    }
}
