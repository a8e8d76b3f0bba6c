//! Tables whose columns are drawn as dashes below the header: `----  -----  ------`.
//!
//! Each run of dashes is as wide as its column. A line of dashes across all columns may stand above the
//! header and below the last row; then blank lines divide the rows, and the words of a cell may be
//! wrapped. Without it every line is a row, and a blank line ends the table.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::load::fold::is_space;
use crate::load::lines::drawn_frames::{Framed, FramedCell, MEASURES, MOST_CELLS, Measure, places};
use crate::load::lines::raw_lines::RawLine;

/// Lines of the highest header.
const HIGHEST_HEADER: usize = 12;
/// Dashes of the narrowest column.
const NARROWEST: usize = 2;

/// The tables among lines, each with where it begins in the source.
#[must_use]
pub(in crate::load) fn tables(lines: &[RawLine<'_>]) -> Vec<Framed> {
    let mut found: Vec<Framed> = Vec::new();
    let mut left = MOST_CELLS;
    let mut at = 0;
    while at < lines.len() {
        let free = found.last().map_or(0, |table| table.lines.end);
        let columns = lines.get(at).map_or_else(Vec::new, |line| runs(line.text));
        let table = (columns.len() > 1).then(|| table(lines, free, at, &columns, left));
        at = match table.flatten() {
            Some(table) => {
                let end = table.lines.end;
                left -= table.rows.len() * columns.len();
                found.push(table);
                end
            }
            None => at + 1,
        };
    }
    found
}

/// Where the runs of dashes of a line stand that prints nothing else.
fn runs(line: &str) -> Vec<Range<usize>> {
    let dash = |c: char| matches!(c, '-' | '=');
    let bare = line.chars().all(|c| dash(c) || c == ' ');
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.char_indices().filter(|(_, c)| bare && dash(*c)) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    if runs.iter().any(|run| run.len() < NARROWEST) {
        runs.clear();
    }
    runs
}

fn is_blank(line: Option<&RawLine<'_>>) -> bool {
    line.is_none_or(|line| line.text.chars().all(is_space))
}

/// The table whose columns are drawn on the line `at`; what stands before `free` belongs to another.
fn table(
    lines: &[RawLine<'_>],
    free: usize,
    at: usize,
    columns: &[Range<usize>],
    most: usize,
) -> Option<Framed> {
    MEASURES.iter().find_map(|measure| {
        let extent = Extent::of(lines, free, at, columns, *measure)?;
        let rows = extent.rows(lines, columns, *measure)?;
        let held = rows.len() > 1 && rows.len() * columns.len() <= most;
        held.then_some(Framed {
            lines: extent.start..extent.end,
            rows,
        })
    })
}

/// The lines of a table.
struct Extent {
    /// First line and one past the last, those of dashes included.
    start: usize,
    end: usize,
    header: Range<usize>,
    body: Range<usize>,
    /// Whether blank lines divide the rows.
    divided: bool,
}

impl Extent {
    fn of(
        lines: &[RawLine<'_>],
        free: usize,
        at: usize,
        columns: &[Range<usize>],
        measure: Measure,
    ) -> Option<Self> {
        let drawn = |at: usize| lines.get(at).map_or_else(Vec::new, |line| runs(line.text));
        let across = columns.first()?.start..columns.last()?.end;
        let closes = |at: usize| {
            let runs = drawn(at);
            let ends = runs.first().zip(runs.last());
            ends.is_some_and(|(first, last)| (first.start, last.end) == (across.start, across.end))
        };
        let blank = |at: &usize| is_blank(lines.get(*at));
        let fits = |at: &usize| cells(lines.get(*at), columns, measure).is_some();
        let lowest = at.saturating_sub(HIGHEST_HEADER).max(free);
        let above = (lowest..at).rev().take_while(|line| !blank(line));
        let head = above.clone().find(|&line| closes(line));
        // The table ends with the lines that fit; other dashes draw the columns of another one.
        let below = at + 1;
        let mut inside = below..lines.len();
        let last = inside.find(|line| !drawn(*line).is_empty() || !fits(line));
        let closed = last.filter(|&line| closes(line));
        if let (Some(head), Some(last)) = (head, closed) {
            let inner = below..last.saturating_sub(1);
            return Some(Extent {
                start: head,
                end: last + 1,
                header: head + 1..at,
                body: below..last,
                divided: inner.clone().any(|line| blank(&line)),
            });
        }
        let header = above.clone().take(1).find(|line| fits(line)).unwrap_or(at);
        let last = last.unwrap_or(lines.len());
        let body = below..(below..last).find(blank).unwrap_or(last);
        // Words that stand below no column end no table.
        (body.end < last || closed.is_some() || last == lines.len()).then(|| Extent {
            start: header,
            end: body.end + usize::from(closed == Some(body.end)),
            header: header..at,
            body,
            divided: false,
        })
    }

    /// The cells by the line their row begins on; `None` where a word stands below no column.
    fn rows(
        &self,
        lines: &[RawLine<'_>],
        columns: &[Range<usize>],
        measure: Measure,
    ) -> Option<BTreeMap<usize, Vec<FramedCell>>> {
        let mut rows: BTreeMap<usize, Vec<FramedCell>> = BTreeMap::new();
        // Where the row that is read begins.
        let mut row = self.header.start;
        let mut begins = true;
        for at in self.header.clone().chain(self.body.clone()) {
            let line = lines.get(at)?;
            begins |= at == self.body.start || self.body.contains(&at) && !self.divided;
            if is_blank(Some(line)) {
                begins = true;
                continue;
            }
            if std::mem::take(&mut begins) {
                row = at;
            }
            let words = cells(Some(line), columns, measure)?;
            let cells = rows
                .entry(row)
                .or_insert_with(|| vec![FramedCell::default(); columns.len()]);
            for (cell, words) in cells.iter_mut().zip(words) {
                cell.columns = 1;
                cell.add(words, line, at);
            }
        }
        Some(rows)
    }
}

/// The words of a line below each run of dashes, as byte ranges; `None` where a word stands below two or
/// none. Words may reach beyond the last.
fn cells(
    line: Option<&RawLine<'_>>,
    columns: &[Range<usize>],
    measure: Measure,
) -> Option<Vec<Range<usize>>> {
    let text = line?.text;
    let mut cells: Vec<Range<usize>> = vec![0..0; columns.len()];
    let printed = places(text, measure).filter(|(_, _, c)| !is_space(*c));
    for (at, place, c) in printed {
        let column = columns.partition_point(|column| column.end <= place);
        let column = column.min(columns.len() - 1);
        let begins = columns.get(column)?.start;
        let cell = cells.get_mut(column)?;
        if place < begins {
            return None;
        }
        if cell.start == cell.end {
            cell.start = at;
        }
        cell.end = at + c.len_utf8();
    }
    // A word goes on from one column to the next.
    let touching = cells.windows(2).any(|pair| match pair {
        [one, other] => one.end > one.start && other.end > other.start && one.end == other.start,
        _ => false,
    });
    (!touching).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::lines::raw_lines::raw_lines;
    use crate::model::{Encoding, Source};

    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("a", text, Encoding::Utf8);
        let tables = tables(&raw_lines(&source));
        let rows = tables
            .into_iter()
            .flat_map(|table| table.rows.into_values());
        rows.map(|row| row.into_iter().map(|cell| cell.text).collect())
            .collect()
    }

    #[test]
    fn blank_lines_divide_rows_between_lines_across() {
        let read = rows(
            "说明。\n\n  ------------------------\n  编码   科目名      合计\n         称\n  ------ -------- --------\n         合计         5.00\n\n  205    教育支出     5.00\n         （类）\n\n  ------------------------\n\n说明。\n",
        );
        assert_eq!(
            read,
            [
                ["编码", "科目名称", "合计"],
                ["", "合计", "5.00"],
                ["205", "教育支出（类）", "5.00"]
            ]
        );
    }

    #[test]
    fn every_line_is_a_row_without_a_line_across() {
        let read =
            rows("项目      预算数\n------  --------\n合计        5.00\n接待费\n\n后文 一句\n");
        assert_eq!(read, [["项目", "预算数"], ["合计", "5.00"], ["接待费", ""]]);
    }

    #[test]
    fn words_that_stand_below_no_column_are_no_table() {
        assert!(rows("项目  预算数\n----  ------\n这是一句很长的话，不是表格的一行\n又一句更长更长的话，也不是\n").is_empty());
    }
}
