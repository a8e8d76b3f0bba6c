//! Lines of a source cut into pieces: tab-separated cells, or words between white space.

use super::fold::{fold, is_space, squeeze};
use crate::model::{Place, Source, Span};

/// One cell of a tab-separated line, or one word of any other line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// Printed characters without white space.
    pub(super) text: String,
    /// Printed characters, outer white space left out.
    pub(super) span: Span,
    /// Blanks before them in their cell, in half-width characters.
    pub(super) indent: u32,
}

/// One line with at least one visible character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextLine {
    /// 1-based number.
    pub(super) number: u32,
    /// Cells (empty ones included) or words.
    pub(super) pieces: Vec<Piece>,
    /// Whether the pieces are cells.
    pub(super) tabbed: bool,
    /// Whether white space or a page break stands before the first word.
    pub(super) indented: bool,
    /// All words, folded.
    pub(super) folded: String,
}

impl TextLine {
    /// The first cells and words that print something.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.text.is_empty())
    }

    /// Where the line begins.
    #[must_use]
    pub(super) fn place(&self) -> Place {
        Place {
            line: self.number,
            page: None,
            span: self
                .printed()
                .next()
                .map_or_else(Span::default, |piece| piece.span),
        }
    }

    /// The printed words, without white space.
    #[must_use]
    pub(super) fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

/// All lines that print something.
#[must_use]
pub(super) fn lines(source: &Source) -> Vec<TextLine> {
    let count = u32::try_from(source.line_count()).unwrap_or(u32::MAX);
    (1..=count)
        .filter_map(|number| {
            let span = source.line_span(number);
            let whole = source.slice(span);
            let text = strip_markup(whole);
            let offset = span.start + offset_in(whole, text);
            let tabbed = text.contains('\t');
            let pieces = if tabbed {
                cells(text, offset)
            } else {
                words(text, offset)
            };
            pieces
                .iter()
                .any(|piece| !piece.text.is_empty())
                .then(|| TextLine {
                    number,
                    pieces,
                    tabbed,
                    indented: whole.starts_with(is_space),
                    folded: fold(text),
                })
        })
        .collect()
}

/// Heading and emphasis marks that converters leave behind (`##`, `**`, `- `): no printed text.
fn strip_markup(text: &str) -> &str {
    let trimmed = text.trim_matches(|c: char| is_space(c) && c != '\t');
    let without_hashes = trimmed.trim_start_matches('#');
    let heading = if without_hashes.len() < trimmed.len() && without_hashes.starts_with(' ') {
        without_hashes.trim_start()
    } else {
        trimmed
    };
    let bullet = heading.strip_prefix("- ").unwrap_or(heading);
    let emphasised = bullet
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"));
    emphasised.unwrap_or(bullet)
}

fn offset_in(outer: &str, inner: &str) -> u32 {
    let start = inner.as_ptr() as usize - outer.as_ptr() as usize;
    u32::try_from(start).unwrap_or(0)
}

fn cells(text: &str, offset: u32) -> Vec<Piece> {
    let mut at = offset;
    text.split('\t')
        .map(|cell| {
            let trimmed = cell.trim_matches(is_space);
            let start = at
                + if trimmed.is_empty() {
                    0
                } else {
                    offset_in(cell, trimmed)
                };
            at += length(cell) + 1;
            Piece {
                indent: indent(cell),
                text: squeeze(cell),
                span: Span {
                    start,
                    end: start + length(trimmed),
                },
            }
        })
        .collect()
}

/// Width of the white space a cell begins with; an ideographic blank counts two.
fn indent(cell: &str) -> u32 {
    cell.chars()
        .take_while(|&c| is_space(c))
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum()
}

fn words(text: &str, offset: u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (index, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_space(c)) {
            (None, false) => start = Some(index),
            (Some(from), true) => {
                let word = text.get(from..index).unwrap_or("");
                let begin = offset + u32::try_from(from).unwrap_or(0);
                pieces.push(Piece {
                    indent: 0,
                    text: word.to_owned(),
                    span: Span {
                        start: begin,
                        end: begin + length(word),
                    },
                });
                start = None;
            }
            _ => {}
        }
    }
    pieces
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Encoding;

    #[test]
    fn spans_slice_the_printed_characters() {
        let source = Source::new(
            "a",
            "  206\t科学技术 支出 \t\t1,000.00\n\n本 年 收 入  82.34\n## 标题 一",
            Encoding::Utf8,
        );
        let lines = lines(&source);
        let printed: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| {
                line.pieces
                    .iter()
                    .map(|piece| source.slice(piece.span))
                    .collect()
            })
            .collect();
        assert_eq!(printed[0], ["206", "科学技术 支出", "", "1,000.00"]);
        assert_eq!(printed[1], ["本", "年", "收", "入", "82.34"]);
        assert_eq!(printed[2], ["标题", "一"]);
        assert_eq!(lines[0].pieces[1].text, "科学技术支出");
        assert_eq!(lines[1].number, 3);
    }
}
