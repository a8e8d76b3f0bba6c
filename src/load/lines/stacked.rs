//! Tables between strokes whose cells are printed one below the other: the strokes are counted into rows.
//!
//! Web pages copied to text print every paragraph on a line of its own, also inside a cell. What is
//! left of the table are the strokes behind (or before) its cells: as many for every row. How many
//! is told by the cells: figures stand below figures, words below words, and no row is empty.

use crate::load::fold::{is_space, squeeze};
use crate::load::grid::cells;
use crate::load::lines::raw_lines::RawLine;
use crate::load::lines::strokes::is_stroke;
use crate::model::Span;

/// Fewer strokes are a menu, not a table.
const FEWEST: usize = 6;
/// The widest table, in columns.
const WIDEST: usize = 30;
/// Lines a cell may take.
const HIGHEST: usize = 4;

/// One cell with the places of its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct StackedCell {
    /// Its words, without white space at either end; lines joined.
    pub(in crate::load) text: String,
    /// Where they are printed.
    pub(in crate::load) span: Span,
    /// Index of the line they begin on.
    pub(in crate::load) line: usize,
}

/// A table of stacked cells: the lines it takes, and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Stack {
    /// First line and one past the last.
    pub(in crate::load) lines: std::ops::Range<usize>,
    /// Cells row by row; none where the strokes divide into rows in no way, or in several.
    pub(in crate::load) rows: Vec<Vec<StackedCell>>,
}

impl Stack {
    /// The row whose first words stand on a line, and whether it is a title or unit above the header.
    pub(in crate::load) fn row_at(&self, line: usize) -> Option<(&[StackedCell], bool)> {
        let first = |row: &Vec<StackedCell>| {
            let printed = row.iter().find(|cell| !cell.text.is_empty());
            printed.map_or(usize::MAX, |cell| cell.line)
        };
        let at = self.rows.binary_search_by_key(&line, first).ok()?;
        let alone =
            |row: &Vec<StackedCell>| row.iter().filter(|cell| !cell.text.is_empty()).count() == 1;
        let caption = self.rows.get(..=at)?.iter().all(alone);
        Some((self.rows.get(at)?, caption))
    }
}

/// What a line prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Blank,
    /// Nothing but so many strokes.
    Strokes(usize),
    /// Words and one stroke behind them.
    Ended,
    Words,
    Other,
}

fn shape(line: &str) -> Shape {
    let text = line.trim_matches(is_space);
    let strokes = text.chars().filter(|c| is_stroke(*c)).count();
    let bare = text.chars().all(|c| is_stroke(c) || is_space(c));
    match strokes {
        _ if text.is_empty() => Shape::Blank,
        _ if line.contains('\t') => Shape::Other,
        0 => Shape::Words,
        _ if bare => Shape::Strokes(strokes),
        1 if text.ends_with(is_stroke) => Shape::Ended,
        _ => Shape::Other,
    }
}

/// The stacked tables among lines, each with where it begins in the source.
#[must_use]
pub(in crate::load) fn stacks(lines: &[RawLine<'_>]) -> Vec<Stack> {
    let shapes: Vec<Shape> = lines.iter().map(|line| shape(line.text)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < shapes.len() {
        let end = run(lines, &shapes, at);
        if let Some(stack) = stack(lines, &shapes, at..end) {
            found.push(stack);
        }
        at = end.max(at + 1);
    }
    found
}

/// One past the last line of a run that begins here.
fn run(lines: &[RawLine<'_>], shapes: &[Shape], from: usize) -> usize {
    let number = |at: usize| lines.get(at).map_or(0, |line| line.number as usize);
    let mut end = from;
    let mut at = from;
    // Strokes on lines of their own stand between cells; words below the last are no cell.
    let mut alone = false;
    while let Some(shape) = shapes.get(at) {
        match shape {
            Shape::Strokes(_) | Shape::Ended => {
                alone |= *shape == Shape::Strokes(1);
                end = at + 1;
            }
            Shape::Blank if end > from => {}
            Shape::Words if alone && end > from && number(at) - number(end - 1) <= HIGHEST => {}
            _ => break,
        }
        at += 1;
    }
    end
}

fn stack(lines: &[RawLine<'_>], shapes: &[Shape], range: std::ops::Range<usize>) -> Option<Stack> {
    let here = shapes.get(range.clone())?;
    let beside = |at: Option<usize>| at.and_then(|at| shapes.get(at)) == Some(&Shape::Other);
    let rows_beside = beside(range.start.checked_sub(1)) || beside(Some(range.end));
    let strokes: usize = here.iter().map(|shape| count(*shape)).sum();
    if strokes < FEWEST || rows_beside {
        return None;
    }
    let mut cells = cells(lines.get(range.clone())?, range.start);
    let before = range.start.checked_sub(1);
    let mut range = range;
    if let Some(words) = before.filter(|&at| shapes.get(at) == Some(&Shape::Words))
        && lacks_first(&cells, &filled(here))
        && let Some(line) = lines.get(words)
        && let Some(first) = cells.first_mut()
    {
        add(first, Some(line.text), line.start, words);
        range.start = words;
    }
    let figures = cells.iter().filter(|cell| is_figure(cell)).count();
    let words = cells.iter().filter(|cell| is_words(cell)).count();
    if figures < 2 || words < 2 {
        return None;
    }
    Some(Stack {
        rows: rows(&cells, &filled(here)),
        lines: range,
    })
}

/// Whether strokes stand between the cells only, so that the words before the first are its first cell:
/// the header begins with a blank, the rows with words.
fn lacks_first(cells: &[StackedCell], filled: &[usize]) -> bool {
    let mut rows = cells.chunks(width(cells, filled).unwrap_or(1));
    let header = rows.next().and_then(<[_]>::split_first);
    let begins = header.is_some_and(|(first, others)| {
        first.text.is_empty() && others.iter().any(|cell| !cell.text.is_empty())
    });
    begins && rows.all(|row| row.first().is_some_and(is_words))
}

fn count(shape: Shape) -> usize {
    match shape {
        Shape::Strokes(count) => count,
        Shape::Ended => 1,
        Shape::Blank | Shape::Words | Shape::Other => 0,
    }
}

/// After how many strokes a line of several strokes ends: they fill up a row.
fn filled(shapes: &[Shape]) -> Vec<usize> {
    let mut strokes = 0;
    let mut ends = Vec::new();
    for shape in shapes {
        strokes += count(*shape);
        if matches!(shape, Shape::Strokes(several) if *several > 1) {
            ends.push(strokes);
        }
    }
    ends
}

/// What stands before each stroke.
fn cells(lines: &[RawLine<'_>], first: usize) -> Vec<StackedCell> {
    let mut cells = Vec::new();
    let mut open = StackedCell::default();
    for (index, raw) in lines.iter().enumerate() {
        let (line, offset) = (raw.text, raw.start);
        let mut begin = 0;
        for (at, c) in line.char_indices().filter(|(_, c)| is_stroke(*c)) {
            add(
                &mut open,
                line.get(begin..at),
                offset + length(begin),
                first + index,
            );
            cells.push(std::mem::take(&mut open));
            begin = at + c.len_utf8();
        }
        add(
            &mut open,
            line.get(begin..),
            offset + length(begin),
            first + index,
        );
    }
    cells
}

fn add(cell: &mut StackedCell, words: Option<&str>, offset: u32, line: usize) {
    let words = words.unwrap_or("");
    let trimmed = words.trim_matches(is_space);
    if trimmed.is_empty() {
        return;
    }
    let start = offset + length(words.len() - words.trim_start_matches(is_space).len());
    if cell.text.is_empty() {
        cell.line = line;
        cell.span.start = start;
    }
    cell.text.push_str(trimmed);
    cell.span.end = start + length(trimmed.len());
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(0)
}

fn is_figure(cell: &StackedCell) -> bool {
    cells::is_figure(&squeeze(&cell.text))
}

fn is_words(cell: &StackedCell) -> bool {
    !is_figure(cell) && cell.text.chars().any(char::is_alphabetic)
}

/// How many cells a row has, where the cells allow one width only.
fn width(cells: &[StackedCell], filled: &[usize]) -> Option<usize> {
    let widths = (2..=WIDEST.min(cells.len() / 2)).filter(|&width| {
        cells.len().is_multiple_of(width)
            && filled.iter().all(|end| end.is_multiple_of(width))
            && fits(cells, width)
    });
    let widths: Vec<usize> = widths.collect();
    // Rows that begin with a name may be counted two at a time as well. They stand side by side only
    // where the words of the header come twice.
    match widths.as_slice() {
        [] => None,
        [only] => Some(*only),
        [least, ..] => {
            let multiples = widths.iter().all(|width| width.is_multiple_of(*least));
            let fitting = |width: &&usize| !repeats_header(cells, **width);
            let named = cells.chunks(*least).all(|row| {
                let first = row.iter().find(|cell| !cell.text.is_empty());
                first.is_some_and(is_words)
            });
            widths
                .iter()
                .find(fitting)
                .filter(|_| multiples && named)
                .copied()
        }
    }
}

/// The rows, where the cells allow one width only.
fn rows(cells: &[StackedCell], filled: &[usize]) -> Vec<Vec<StackedCell>> {
    let Some(width) = width(cells, filled) else {
        return Vec::new();
    };
    // Rows that begin or end with a stroke of their own have nothing before or behind it.
    let blank = |column: &usize| {
        let mut column = cells.iter().skip(*column).step_by(width);
        column.all(|cell| cell.text.is_empty())
    };
    let first = (0..width).take_while(blank).count();
    let last = width - (first..width).rev().take_while(blank).count();
    let inner = |row: &[StackedCell]| row.get(first..last).map(<[_]>::to_vec);
    cells.chunks(width).filter_map(inner).collect()
}

/// Whether two rows of the header print the same words below each other.
fn repeats_header(cells: &[StackedCell], width: usize) -> bool {
    let rows: Vec<&[StackedCell]> = cells
        .chunks(width)
        .take_while(|row| !row.iter().any(is_figure))
        .collect();
    let same =
        |(one, other): (&StackedCell, &StackedCell)| !one.text.is_empty() && one.text == other.text;
    rows.windows(2).any(|pair| match pair {
        [one, other] => one.iter().zip(*other).any(same),
        _ => false,
    })
}

/// Whether rows of this width have a header in words, no row is empty, and below the header figures
/// stand in columns of figures.
fn fits(cells: &[StackedCell], width: usize) -> bool {
    let rows: Vec<&[StackedCell]> = cells.chunks(width).collect();
    let header = rows
        .iter()
        .take_while(|row| !row.iter().any(is_figure))
        .count();
    let Some(body) = rows.get(header..) else {
        return false;
    };
    let pure = (0..width).all(|column| {
        let printed = || body.iter().filter_map(|row| row.get(column));
        !(printed().any(is_figure) && printed().any(is_words))
    });
    let empty = |row: &&[StackedCell]| row.iter().all(|cell| cell.text.is_empty());
    header > 0 && !body.is_empty() && pure && !rows.iter().any(empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lines::raw_lines::raw_lines;
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("a", text, Encoding::Utf8);
        let lines = raw_lines(&source);
        let stacks = stacks(&lines);
        assert!(stacks.len() <= 1);
        let rows = stacks.into_iter().flat_map(|stack| stack.rows);
        rows.map(|row| {
            row.into_iter()
                .map(|cell| {
                    let printed = text.get(cell.span.start as usize..cell.span.end as usize);
                    let printed: String = printed.unwrap_or("?").split('\n').collect();
                    assert_eq!(printed, cell.text);
                    cell.text
                })
                .collect()
        })
        .collect()
    }

    #[test]
    fn names_and_figures_by_turns() {
        let rows =
            read("说明。\n项目 |\n预算数 |\n合计 |\n7 |\n接待费 |\n3 |\n车辆费 |\n4 |\n完。");
        assert_eq!(
            rows,
            [
                ["项目", "预算数"],
                ["合计", "7"],
                ["接待费", "3"],
                ["车辆费", "4"]
            ]
        );
    }

    #[test]
    fn strokes_that_fill_up_a_row_tell_its_width() {
        let rows = read(
            "合计 |\n出国费 |\n车辆费 |\n接待费 |\n||\n小计 |\n购置费 |\n运行费 |\n|||\n9 |\n0 |\n7 |\n5 |\n2 |\n2 |\n",
        );
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], ["小计", "购置费", "运行费", "", "", ""]);
        assert_eq!(rows[2], ["9", "0", "7", "5", "2", "2"]);
    }

    #[test]
    fn strokes_on_lines_of_their_own() {
        let rows = read(
            "|\n|\n|\n单位：万元\n|\n|\n项目\n|\n合计\n|\n一般公共\n预算\n|\n|\n运行经费\n|\n5.00\n|\n5.00\n|\n|\n三公经费\n|\n2.00\n|\n2.00\n|\n后文一句。\n又一句。\n",
        );
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1], ["项目", "合计", "一般公共预算"]);
        assert_eq!(rows[3], ["三公经费", "2.00", "2.00"]);
    }

    #[test]
    fn strokes_between_the_cells_only() {
        let rows = read(
            "单位：万元\n项目\n|\n预算数\n|\n合计\n|\n7\n|\n出国费\n|\n|\n接待费\n|\n7\n|\n说明。",
        );
        assert_eq!(
            rows,
            [
                ["项目", "预算数"],
                ["合计", "7"],
                ["出国费", ""],
                ["接待费", "7"]
            ]
        );
        let rows = read(
            "收入 |\n预算数 |\n决算数 |\n支出 |\n预算数 |\n决算数 |\n总计 |\n9 |\n8 |\n总计 |\n9 |\n8 |\n甲 |\n9 |\n8 |\n乙 |\n9 |\n8 |",
        );
        assert_eq!(rows[0].len(), 6);
    }

    #[test]
    fn streams_side_by_side_repeat_their_header() {
        let body = "甲 |\n1 |\n乙 |\n2 |\n丙 |\n3 |\n丁 |\n4 |\n";
        let one = read(&format!("收入 |\n|\n项目 |\n金额 |\n{body}"));
        assert_eq!(one.len(), 6);
        let two = read(&format!(
            "收入 |\n|\n支出 |\n|\n项目 |\n金额 |\n项目 |\n金额 |\n{body}"
        ));
        assert_eq!(two.len(), 4);
        assert_eq!(two[2], ["甲", "1", "乙", "2"]);
    }

    #[test]
    fn menus_and_rows_on_one_line_are_no_stacks() {
        assert!(read("首页 |\n公开 |\n年报 |\n新闻 |\n服务 |\n互动 |\n").is_empty());
        assert!(read("项目 | 数\n甲 |\n乙 |\n丙 |\n丁 |\n戊 |\n己 |\n庚 | 4\n").is_empty());
        // Two widths are possible: nothing is read.
        assert!(read("甲 |\n乙 |\n丙 |\n丁 |\n1 |\n2 |\n3 |\n4 |\n").is_empty());
    }
}
