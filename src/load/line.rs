//! Lines of a source cut into pieces: cells between tabs or strokes, or words between white space.

use std::collections::{BTreeSet, HashSet};

use ecow::{EcoString, EcoVec};

use crate::load::fold::{fold, is_space, squeeze};
use crate::load::grid::merged_labels;
use crate::load::lines::crammed;
use crate::load::lines::dashed_columns;
use crate::load::lines::drawn_frames;
use crate::load::lines::markup;
use crate::load::lines::pages;
use crate::load::lines::raw_lines::{RawLine, raw_lines};
use crate::load::lines::stacked::{self, Stack, StackedCell};
use crate::load::lines::strokes::{self, Ruled, is_stroke};
use crate::model::{Place, Source, Span};

/// What programs print between pages.
const PAGE_BREAK: char = '\u{c}';
/// White space inside running text, in characters.
const WIDEST_SPACE: u32 = 2;

/// One cell of a line of cells, or one word of any other line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// Printed characters without white space.
    pub(super) text: EcoString,
    /// Printed characters, outer white space left out.
    pub(super) span: Span,
    /// 1-based number of the line it is printed on.
    pub(super) line: u32,
    /// Blanks before them in their cell, in half-width characters.
    pub(super) indent: u32,
    /// Whether it prints nothing because a merged cell above covers it.
    pub(super) covered: bool,
    /// Where a word begins in its line, counted in characters, and counted in half-width
    /// characters; nothing in cells.
    pub(super) at: [u32; 2],
}

impl Piece {
    /// The word in two, cut before the byte `at` of its text, where it is printed without white
    /// space inside.
    pub(super) fn cut(self, at: usize) -> Vec<Piece> {
        let printed = (self.span.end - self.span.start) as usize;
        let (Some(left), Some(right)) = (self.text.get(..at), self.text.get(at..)) else {
            return vec![self];
        };
        if printed != self.text.len() {
            return vec![self];
        }
        let bytes = u32::try_from(left.len()).unwrap_or(0);
        let chars = u32::try_from(left.chars().count()).unwrap_or(0);
        let mut first = self.clone();
        first.text = left.into();
        first.span.end = first.span.start + bytes;
        let mut second = self.clone();
        second.text = right.into();
        second.span.start += bytes;
        // Digits are half as wide as they are many.
        second.at = second.at.map(|at| at + chars);
        vec![first, second]
    }
}

/// One line with at least one visible character.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TextLine {
    /// 1-based number.
    pub(super) number: u32,
    /// Cells (empty ones included) or words; copies of the line share them.
    pub(super) pieces: EcoVec<Piece>,
    /// Whether the pieces are cells.
    pub(super) tabbed: bool,
    /// Whether the cells are told by the places of their words.
    pub(super) placed: bool,
    /// Columns of its table are not shown.
    pub(super) cut: bool,
    /// Whether rows of its table may stand in another one.
    pub(super) parted: bool,
    /// Whether it stands between upright strokes; words, where these divide no columns.
    pub(super) ruled: bool,
    /// Whether white space or a page break stands before the first word.
    pub(super) indented: bool,
    /// How many page breaks stand before it.
    pub(super) page: u32,
    /// All words, folded.
    pub(super) folded: EcoString,
}

impl TextLine {
    /// The first cells and words that print something.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.text.is_empty())
    }

    /// Whether white space that no running text prints divides its words, as between columns.
    #[must_use]
    pub(super) fn is_spread(&self) -> bool {
        self.pieces.windows(2).any(|pair| match pair {
            [left, right] => {
                let end = left.at[0] + u32::try_from(left.text.chars().count()).unwrap_or(0);
                right.at[0].saturating_sub(end) > WIDEST_SPACE
            }
            _ => false,
        })
    }

    /// Where its first word begins, in half-width characters.
    #[must_use]
    pub(super) fn start(&self) -> u32 {
        self.printed().next().map_or(0, |piece| piece.at[1])
    }

    /// Adds the words of the line below.
    pub(super) fn extend(&mut self, below: &TextLine) {
        self.pieces.extend(below.pieces.iter().cloned());
        self.folded.push_str(&below.folded);
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
    let raw = raw_lines(source);
    let mut framed = drawn_frames::tables(&raw);
    framed.extend(dashed_columns::tables(&raw));
    framed.sort_by_key(|table| table.lines.start);
    let framed_at = |index: usize| {
        let after = framed.partition_point(|table| table.lines.end <= index);
        framed
            .get(after)
            .filter(|table| table.lines.contains(&index))
    };
    let texts: Vec<&str> = raw
        .iter()
        .enumerate()
        .map(|(index, line)| framed_at(index).map_or(line.text, |_| ""))
        .collect();
    let stacks = stacked::stacks(&raw);
    let stacked = |index: usize| {
        let after = stacks.partition_point(|stack| stack.lines.end <= index);
        stacks
            .get(after)
            .filter(|stack| stack.lines.contains(&index))
    };
    let ruled = strokes::ruled(&texts);
    let mut known = Known::default();
    let mut lines: Vec<TextLine> = raw
        .iter()
        .enumerate()
        .zip(ruled.iter().copied())
        .filter(|(_, ruled)| *ruled != Ruled::Rule)
        .filter_map(|((index, line), ruled)| {
            let RawLine {
                text: whole,
                start,
                number,
                page,
            } = *line;
            if let Some(table) = framed_at(index) {
                return table.row_at(index, &raw);
            }
            let stack = stacked(index);
            if let Some(stack) = stack.filter(|stack| !stack.rows.is_empty()) {
                return stacked_row(stack, index, line, &raw);
            }
            // Strokes that divide into rows in several ways divide nothing.
            let ruled = stack.map_or(ruled, |_| Ruled::Aside);
            let text = markup::printed(whole);
            let text = match ruled {
                Ruled::Aside => text.trim_matches(|c: char| is_stroke(c) || is_space(c)),
                _ => text,
            };
            let offset = start + offset_in(whole, text);
            let row = |ruled| matches!(ruled, Ruled::Row { .. } | Ruled::Known { .. });
            let tabbed = text.contains('\t') || row(ruled);
            let mut pieces = if let Ruled::Row { framed } | Ruled::Known { framed } = ruled {
                let row = strokes::inner(text, framed);
                cells(row, offset + offset_in(text, row), is_stroke)
            } else if ruled == Ruled::Crammed {
                crammed::words(text, offset)
            } else if ruled == Ruled::Aside {
                strokes::cells(text)
                    .flat_map(|cell| words(cell, offset + offset_in(text, cell)))
                    .collect()
            } else if tabbed {
                cells(text, offset, |c| c == '\t')
            } else {
                let mut words = words(text, offset);
                place_in_line(&mut words, whole, start);
                words
            };
            for piece in &mut pieces {
                piece.line = number;
                piece.text = known.shared(std::mem::take(&mut piece.text));
            }
            pieces
                .iter()
                .any(|piece| !piece.text.is_empty())
                .then(|| TextLine {
                    number,
                    pieces: pieces.into(),
                    tabbed,
                    placed: false,
                    cut: false,
                    parted: false,
                    ruled: matches!(ruled, Ruled::Row { .. } | Ruled::Crammed),
                    indented: whole.starts_with(is_space),
                    page,
                    folded: match ruled {
                        Ruled::Free => fold(text),
                        Ruled::Aside => fold(&strokes::cells(text).collect::<String>()),
                        _ => fold(&text.replace(is_stroke, "")),
                    }
                    .into(),
                })
        })
        .collect();
    let kinds = raw.iter().map(|line| line.number).zip(ruled);
    merged_labels::restore_all(&mut lines, kinds);
    pages::count(&mut lines);
    lines
}

/// Long words that were read, to keep those once that are printed many times.
#[derive(Default)]
pub(super) struct Known(HashSet<EcoString>);

impl Known {
    /// The same characters, kept once however often they are printed.
    pub(super) fn shared(&mut self, text: EcoString) -> EcoString {
        if text.len() <= EcoString::INLINE_LIMIT {
            return text;
        }
        if let Some(known) = self.0.get(&text) {
            return known.clone();
        }
        self.0.insert(text.clone());
        text
    }
}

/// The row of a stack whose first printed cell stands on this line.
fn stacked_row(
    stack: &Stack,
    index: usize,
    line: &RawLine<'_>,
    raw: &[RawLine<'_>],
) -> Option<TextLine> {
    let (row, caption) = stack.row_at(index)?;
    let number = |cell: &StackedCell| raw.get(cell.line).map_or(line.number, |line| line.number);
    let pieces = row.iter().map(|cell| Piece {
        text: squeeze(&strokes::printed(&cell.text)).into(),
        span: cell.span,
        line: number(cell),
        ..Piece::default()
    });
    let words: String = row.iter().map(|cell| cell.text.as_str()).collect();
    Some(TextLine {
        number: line.number,
        pieces: pieces
            .filter(|piece| !caption || !piece.text.is_empty())
            .collect(),
        tabbed: !caption,
        page: line.page,
        folded: fold(&words).into(),
        ..TextLine::default()
    })
}

/// Marks the cells that print nothing because a merged cell above covers them, the lines whose cells
/// are told by the places of their words, and those that lack columns.
pub(super) fn mark(lines: &mut [TextLine], marks: &Marks) {
    let covered = &marks.covered;
    for line in lines {
        line.placed = marks.placed.contains(&line.number);
        line.cut = marks.cut.contains(&line.number);
        line.parted = marks.parted.contains(&line.number);
        for (_, at) in covered.range((line.number, 0)..(line.number + 1, 0)) {
            if let Some(cell) = line.pieces.make_mut().get_mut(*at) {
                cell.covered = cell.text.is_empty();
            }
        }
    }
}

/// What a format knows of lines and does not write into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Lines and cells that print nothing because a merged cell above covers them.
    pub(super) covered: BTreeSet<(u32, usize)>,
    /// Lines of tables whose columns are told by the places of their words.
    pub(super) placed: BTreeSet<u32>,
    /// Lines of tables of which columns are not shown.
    pub(super) cut: BTreeSet<u32>,
    /// The lines behind which pictures stand that may hold tables, ascending; 0 is the head.
    pub(super) pictures: Vec<u32>,
    /// Lines of tables of which rows may stand in another one, which has other columns.
    pub(super) parted: BTreeSet<u32>,
}

pub(super) fn offset_in(outer: &str, inner: &str) -> u32 {
    let start = inner.as_ptr() as usize - outer.as_ptr() as usize;
    u32::try_from(start).unwrap_or(0)
}

fn cells(text: &str, offset: u32, between: impl Fn(char) -> bool) -> Vec<Piece> {
    text.split(between)
        .map(|cell| {
            let trimmed = cell.trim_matches(is_space);
            let begin = if trimmed.is_empty() { cell } else { trimmed };
            let start = offset + offset_in(text, begin);
            Piece {
                line: 0,
                indent: indent(cell),
                covered: false,
                at: [0, 0],
                text: squeeze(&strokes::printed(cell)).into(),
                span: Span {
                    start,
                    end: start + length(trimmed),
                },
            }
        })
        .collect()
}

/// Notes where the words begin. A page break takes no room.
fn place_in_line(words: &mut [Piece], line: &str, start: u32) {
    let mut places = line
        .char_indices()
        .scan([0, 0], |at, (index, c)| {
            let here = *at;
            *at = [at[0] + chars_of(c), at[1] + width_of(c)];
            Some((start + length(line.get(..index).unwrap_or("")), here))
        })
        .peekable();
    for word in words {
        while places
            .next_if(|(index, _)| *index < word.span.start)
            .is_some()
        {}
        word.at = places.peek().map_or([0, 0], |(_, at)| *at);
    }
}

fn chars_of(c: char) -> u32 {
    u32::from(c != PAGE_BREAK)
}

/// Width in half-width characters.
pub(super) fn width_of(c: char) -> u32 {
    match c {
        PAGE_BREAK => 0,
        _ if c.is_ascii() => 1,
        _ => 2,
    }
}

/// Width of the white space a cell begins with; an ideographic blank counts two.
pub(super) fn indent(cell: &str) -> u32 {
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
                    line: 0,
                    indent: 0,
                    covered: false,
                    at: [0, 0],
                    text: word.into(),
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

pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}

/// The words of each line with one blank between them, as tests compare them.
#[cfg(test)]
pub(super) fn printed_words(lines: &[TextLine]) -> Vec<String> {
    let words = |line: &TextLine| {
        let words: Vec<&str> = line.printed().map(|piece| piece.text.as_str()).collect();
        words.join(" ")
    };
    lines.iter().map(words).collect()
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
