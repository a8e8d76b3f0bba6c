//! Tables whose cells stand in frames drawn with characters: `+---+---+`, `┌──┬──┐`.
//!
//! Converters of documents draw a frame around every cell, so that a cell may be as wide as several
//! columns, as high as several rows, or wrap its words. The joints of the rules say where the columns
//! begin; a rule that stops says which cells go on below it. Programs disagree on how wide a Chinese
//! character is: the measure under which every stroke stands on a joint is theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ecow::EcoVec;
use unicode_width::UnicodeWidthChar;

use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::fold::{fold, is_space, squeeze};
use crate::load::grid::cells::is_figure;
use crate::load::line::{Piece, TextLine, indent};
use crate::load::lines::raw_lines::RawLine;
use crate::load::lines::strokes::{self, is_stroke};
use crate::load::vocabulary::Vocabulary;
use crate::model::Span;

/// A table has a header and a row.
const FEWEST_ROWS: usize = 2;
/// One column is a box around words.
const FEWEST_COLUMNS: usize = 2;
/// Cells of one text that are read so, each some hundred bytes; a yearbook has some hundred thousand.
pub(in crate::load) const MOST_CELLS: usize = 1_000_000;
/// Rows that say what the table is: title, number, body, unit.
const MOST_CAPTIONS: usize = 4;
/// Characters a rule has at the least between two joints.
const SHORTEST_RULE: usize = 1;

/// How wide a program takes a character to be.
pub(in crate::load) type Measure = fn(char) -> usize;

/// The measures programs use: Chinese characters are two wide, quotation marks as well, or all are one.
pub(in crate::load) const MEASURES: [Measure; 3] = [width, width_of_east_asia, |_| 1];

/// One cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct FramedCell {
    /// Its words, without white space at either end; lines joined.
    pub(in crate::load) text: String,
    /// White space its first line begins with, as printed.
    pub(in crate::load) lead: String,
    /// Where its words are printed.
    pub(in crate::load) span: Span,
    /// Index of the line they begin on.
    pub(in crate::load) line: usize,
    /// Whether a cell of a row above, or the one before it, reaches into it.
    pub(in crate::load) covered: bool,
    /// Columns it reaches over.
    pub(in crate::load) columns: usize,
}

/// A table: the lines it takes, and its rows by the line they begin on. A cell as wide as several
/// columns prints in the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Framed {
    /// First line and one past the last.
    pub(in crate::load) lines: Range<usize>,
    /// As many cells for every row as the table has columns.
    pub(in crate::load) rows: BTreeMap<usize, Vec<FramedCell>>,
}

impl FramedCell {
    /// Adds the words of a line in this byte range.
    pub(in crate::load) fn add(&mut self, words: Range<usize>, line: &RawLine<'_>, index: usize) {
        let text = line.text.get(words.clone()).unwrap_or("");
        let printed = text.trim_matches(is_space);
        if printed.is_empty() {
            return;
        }
        let lead = text.len() - text.trim_start_matches(is_space).len();
        let start = line.start + length(words.start + lead);
        if self.text.is_empty() {
            self.line = index;
            self.span.start = start;
            self.lead = text.get(..lead).unwrap_or("").to_owned();
        }
        self.text.push_str(printed);
        self.span.end = start + length(printed.len());
    }
}

impl Framed {
    /// The row that begins on a line. A cell over all columns is a title, a unit or a note: words.
    pub(in crate::load) fn row_at(&self, index: usize, raw: &[RawLine<'_>]) -> Option<TextLine> {
        let row = self.rows.get(&index)?;
        let line = raw.get(index)?;
        let number = |cell: &FramedCell| raw.get(cell.line).map_or(line.number, |at| at.number);
        let piece = |cell: &FramedCell| Piece {
            text: squeeze(&strokes::printed(&cell.text)).into(),
            span: cell.span,
            line: match cell.text.as_str() {
                "" => line.number,
                _ => number(cell),
            },
            indent: indent(&cell.lead),
            covered: cell.covered,
            ..Piece::default()
        };
        let across = row.iter().any(|cell| cell.columns == row.len());
        let words = across || self.is_caption(index);
        let printed = |cell: &&FramedCell| !words || !cell.text.is_empty();
        let pieces: EcoVec<Piece> = row.iter().filter(printed).map(piece).collect();
        let text: String = row.iter().map(|cell| cell.text.as_str()).collect();
        pieces
            .iter()
            .any(|piece| !piece.text.is_empty())
            .then(|| TextLine {
                number: line.number,
                pieces,
                tabbed: !words,
                page: line.page,
                folded: fold(&text).into(),
                ..TextLine::default()
            })
    }
}

impl Framed {
    /// Whether a row at the top prints what the table is: its number, body and unit beside each other.
    fn is_caption(&self, index: usize) -> bool {
        let above = self.rows.range(..=index).take(MOST_CAPTIONS + 1);
        let captions = CaptionRows::new(Vocabulary::embedded());
        above.clone().count() <= MOST_CAPTIONS
            && above.map(|(_, row)| row).all(|row| {
                let cells = row.iter().map(|cell| cell.text.as_str());
                let printed: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
                let across = row.iter().any(|cell| cell.columns == row.len());
                across || captions.of(&printed, false, true).is_some()
            })
    }
}

/// The tables among lines, each with where it begins in the source.
#[must_use]
pub(in crate::load) fn tables(lines: &[RawLine<'_>]) -> Vec<Framed> {
    let mut found = Vec::new();
    let mut left = MOST_CELLS;
    let mut at = 0;
    while at < lines.len() {
        let framed = |line: &&RawLine<'_>| begins_framed(line.text);
        let length = lines.iter().skip(at).take_while(framed).count();
        let block = at..at + length;
        if length > 0
            && let Some(here) = lines.get(block.clone())
            && is_rule(trimmed(here.first()))
        {
            let read = |measure: &Measure| read(here, at, *measure, left);
            let rows = MEASURES.iter().find_map(read).filter(fits);
            left -= rows
                .iter()
                .flatten()
                .map(|(_, row)| row.len())
                .sum::<usize>();
            found.extend(rows.map(|rows| Framed { lines: block, rows }));
        }
        at += length.max(1);
    }
    found
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

fn width_of_east_asia(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

fn trimmed<'l>(line: Option<&RawLine<'l>>) -> &'l str {
    line.map_or("", |line| line.text.trim_matches(is_space))
}

/// Corners, crossings and ends of drawn lines.
fn is_joint(c: char) -> bool {
    c == '+' || ('\u{250c}'..='\u{254b}').contains(&c) || ('\u{2552}'..='\u{256c}').contains(&c)
}

/// What rules are made of; Markdown prints colons where a column is aligned.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | ':' | '─' | '━' | '═')
}

fn begins_framed(line: &str) -> bool {
    let first = line.trim_start_matches(is_space).chars().next();
    first.is_some_and(|c| is_joint(c) || is_stroke(c))
}

/// Whether a line is one rule from end to end, with joints at its ends.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| is_joint(c) || is_dash(c))
        && line.contains(is_dash)
        && line.starts_with(is_joint)
        && line.ends_with(is_joint)
}

/// The characters of a line between two joints or strokes.
struct Segment<'l> {
    /// Columns it reaches over.
    columns: Range<usize>,
    text: &'l str,
    /// Byte offset of the text in its line.
    at: usize,
}

impl Segment<'_> {
    fn is_rule(&self) -> bool {
        self.text.chars().all(is_dash) && self.text.chars().count() >= SHORTEST_RULE
    }
}

/// The rows of a block of lines, where every stroke stands on a joint under this measure.
fn read(
    lines: &[RawLine<'_>],
    first: usize,
    measure: Measure,
    most: usize,
) -> Option<BTreeMap<usize, Vec<FramedCell>>> {
    let rules = lines.iter().filter(|line| is_rule(trimmed(Some(line))));
    let joints: BTreeSet<usize> = rules
        .flat_map(|line| places(line.text, measure))
        .filter(|(_, _, c)| is_joint(*c))
        .map(|(_, place, _)| place)
        .collect();
    let joints: Vec<usize> = joints.into_iter().collect();
    let mut table = Drawing::new(joints.len().checked_sub(1)?);
    for (index, line) in lines.iter().enumerate() {
        let segments = segments(line.text, &joints, measure)?;
        table.line(&segments, line, first + index)?;
    }
    (table.begins.len().saturating_mul(joints.len()) <= most).then(|| table.finish())?
}

/// The characters of a line: byte offset, place under a measure, character.
pub(in crate::load) fn places(
    line: &str,
    measure: Measure,
) -> impl Iterator<Item = (usize, usize, char)> {
    line.char_indices().scan(0, move |place, (at, c)| {
        let here = *place;
        *place += measure(c);
        Some((at, here, c))
    })
}

/// What stands between the joints and strokes of a line; `None` where one of them stands on no joint
/// of the table.
fn segments<'l>(line: &'l str, joints: &[usize], measure: Measure) -> Option<Vec<Segment<'l>>> {
    let line = line.trim_end_matches(is_space);
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, place, c) in places(line, measure) {
        let column = joints.binary_search(&place);
        if !(is_stroke(c) || is_joint(c) && column.is_ok()) {
            continue;
        }
        let column = column.ok()?;
        if let Some((from, begin)) = open {
            found.push(Segment {
                columns: from..column,
                text: line.get(begin..at)?,
                at: begin,
            });
        }
        open = Some((column, at + c.len_utf8()));
    }
    let (last, end) = open?;
    (last + 1 == joints.len() && end == line.len()).then_some(found)
}

/// A cell while its lines are read.
struct Open {
    row: usize,
    columns: Range<usize>,
    cell: FramedCell,
    /// Lines of it that print a figure.
    figures: usize,
}

/// A table while its lines are read.
struct Drawing {
    cells: Vec<Open>,
    /// The cell that goes on in each column.
    open: Vec<Option<usize>>,
    row: usize,
    /// Where each row begins.
    begins: Vec<usize>,
    /// Whether a cell printed in the row, blanks included.
    used: bool,
}

impl Drawing {
    fn new(columns: usize) -> Self {
        Drawing {
            cells: Vec::new(),
            open: vec![None; columns],
            row: 0,
            begins: Vec::new(),
            used: false,
        }
    }

    /// Takes one line. `None` where rows are not divided by rules.
    fn line(&mut self, segments: &[Segment<'_>], line: &RawLine<'_>, index: usize) -> Option<()> {
        if segments.iter().any(Segment::is_rule) {
            self.row += usize::from(std::mem::take(&mut self.used));
        }
        for segment in segments {
            let columns = segment.columns.clone();
            if segment.is_rule() {
                self.open.get_mut(columns)?.fill(None);
                continue;
            }
            let here = self.open.get(columns.clone())?;
            let going_on = here.first().copied().flatten();
            let whole = going_on.and_then(|cell| self.cells.get(cell));
            let cell = match (going_on, whole) {
                (Some(cell), Some(whole)) if whole.columns == columns => cell,
                (Some(_), _) => return None,
                (None, _) => self.begin(columns, index)?,
            };
            self.words(cell, segment, line, index)?;
        }
        Some(())
    }

    /// A new cell in the row that is read.
    fn begin(&mut self, columns: Range<usize>, index: usize) -> Option<usize> {
        if self.begins.len() <= self.row {
            self.begins.push(index);
        }
        self.used = true;
        let cell = self.cells.len();
        self.open.get_mut(columns.clone())?.fill(Some(cell));
        self.cells.push(Open {
            row: self.row,
            cell: FramedCell {
                columns: columns.len(),
                ..FramedCell::default()
            },
            columns,
            figures: 0,
        });
        Some(cell)
    }

    /// Adds the words of a segment to its cell; `None` for a second figure, which is one of the next
    /// row: rules stand around the whole table only.
    fn words(
        &mut self,
        cell: usize,
        segment: &Segment<'_>,
        line: &RawLine<'_>,
        index: usize,
    ) -> Option<()> {
        let open = self.cells.get_mut(cell)?;
        open.figures += usize::from(is_figure(&squeeze(segment.text)));
        let words = segment.at..segment.at + segment.text.len();
        open.cell.add(words, line, index);
        (open.figures <= 1).then_some(())
    }

    fn finish(self) -> Option<BTreeMap<usize, Vec<FramedCell>>> {
        let width = self.open.len();
        let row = || vec![FramedCell::default(); width];
        let mut rows: Vec<Vec<FramedCell>> = self.begins.iter().map(|_| row()).collect();
        // What no cell begins in is covered by one from above, or by its neighbour.
        let mut begun: Vec<Vec<Option<usize>>> = vec![vec![None; width]; rows.len()];
        for open in self.cells {
            begun
                .get_mut(open.row)?
                .get_mut(open.columns.clone())?
                .fill(Some(open.row));
            *rows.get_mut(open.row)?.get_mut(open.columns.start)? = open.cell;
        }
        for (row, begun) in rows.iter_mut().zip(&begun) {
            for (cell, begun) in row.iter_mut().zip(begun) {
                cell.covered = begun.is_none();
            }
        }
        Some(self.begins.into_iter().zip(rows).collect())
    }
}

fn fits(rows: &BTreeMap<usize, Vec<FramedCell>>) -> bool {
    rows.len() >= FEWEST_ROWS && rows.values().all(|row| row.len() >= FEWEST_COLUMNS)
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lines::raw_lines::raw_lines;
    use crate::model::{Encoding, Source};

    /// The cells of the only table; `^` stands for one that another covers.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("a", text, Encoding::Utf8);
        let tables = tables(&raw_lines(&source));
        assert!(tables.len() <= 1);
        let cell = |cell: FramedCell| match cell.covered {
            true => "^".to_owned(),
            false => cell.text,
        };
        let rows = tables
            .into_iter()
            .flat_map(|table| table.rows.into_values());
        rows.map(|row| row.into_iter().map(cell).collect())
            .collect()
    }

    #[test]
    fn rules_that_stop_tell_cells_over_rows_and_missing_joints_cells_over_columns() {
        let read = rows(
            "+------+-------------+\n| 名称 | 本年        |\n|      +------+------+\n|      | 小计 | 其他 |\n+======+======+======+\n| 合计 | 5.00 |      |\n+------+------+------+\n",
        );
        assert_eq!(
            read,
            [
                ["名称", "本年", ""],
                ["^", "小计", "其他"],
                ["合计", "5.00", ""]
            ]
        );
    }

    #[test]
    fn a_chinese_character_may_be_as_wide_as_any_other() {
        let read = rows("┌──┬────┐\n│名称│预算数 │\n├──┼────┤\n│合计│5.00│\n└──┴────┘\n");
        assert_eq!(read, [["名称", "预算数"], ["合计", "5.00"]]);
    }

    #[test]
    fn rules_around_the_whole_divide_no_rows() {
        let text = "+------+------+\n| 名称 | 金额 |\n+------+------+\n| 合计 | 5.00 |\n| 其他 | 5.00 |\n+------+------+\n";
        assert!(rows(text).is_empty());
    }

    #[test]
    fn strokes_beside_the_joints_are_no_frame() {
        assert!(rows("+----+----+\n| 合 | 5 |\n+----+----+\n| 1 | 6 |\n+----+----+\n").is_empty());
    }
}
