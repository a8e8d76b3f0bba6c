//! Tables whose columns are drawn as dashes below the header: `----  -----  ------`.
//!
//! Each run of dashes is as wide as its column. A line of dashes across all columns may stand above the
//! header and below the last row; then blank lines divide the rows, and the words of a cell may be
//! wrapped. Without it every line is a row, and a blank line ends the table.

use std::collections::BTreeMap;
use std::ops::Range;

use super::drawn_frames::{Framed, FramedCell, MEASURES, Measure, places};
use super::fold::is_space;
use super::raw_lines::RawLine;

/// Lines of the highest header.
const HIGHEST_HEADER: usize = 12;
/// Dashes of the narrowest column.
const NARROWEST: usize = 2;

/// The tables among lines, each with where it begins in the source.
#[must_use]
pub(super) fn tables(lines: &[RawLine<'_>]) -> Vec<Framed> {
    let mut found: Vec<Framed> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let free = found.last().map_or(0, |table| table.lines.end);
        let columns = lines.get(at).map_or_else(Vec::new, |line| runs(line.text));
        let table = (columns.len() > 1).then(|| table(lines, free, at, &columns));
        at = match table.flatten() {
            Some(table) => {
                let end = table.lines.end;
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
) -> Option<Framed> {
    let across = columns.first()?.start..columns.last()?.end;
    let closes = |at: usize| {
        let runs = lines.get(at).map_or_else(Vec::new, |line| runs(line.text));
        let ends = runs.first().zip(runs.last());
        ends.is_some_and(|(first, last)| first.start == across.start && last.end == across.end)
    };
    let dashed = |at: usize| {
        lines
            .get(at)
            .is_some_and(|line| !runs(line.text).is_empty())
    };
    let blank = |at: usize| is_blank(lines.get(at));
    let lowest = at.saturating_sub(HIGHEST_HEADER).max(free);
    let above = (lowest..at).rev().take_while(|&line| !blank(line));
    let head = above.clone().find(|&line| closes(line));
    let below = at + 1;
    let lines_of = |range: Range<usize>| lines.get(range).unwrap_or(&[]);
    for measure in MEASURES {
        let fits = |line: &usize| cells(lines.get(*line), columns, measure).is_some();
        // Other dashes draw the columns of another table.
        let inside = |line: &usize| !dashed(*line) && fits(line);
        let end = (below..lines.len())
            .take_while(|line| closes(*line) || inside(line))
            .find(|&line| closes(line));
        let (start, end, closed) = match (head, end) {
            (Some(head), Some(end)) => (head, end, true),
            (_, end) => {
                let header = above.clone().take_while(fits).take(1).last();
                let blank = (below..lines.len()).find(|&line| blank(line));
                let last = end.into_iter().chain(blank).min().unwrap_or(lines.len());
                (header.unwrap_or(at), last, end == Some(last))
            }
        };
        let header = start + usize::from(head == Some(start))..at;
        let divided = closed
            && lines_of(below..end.saturating_sub(1))
                .iter()
                .any(|line| is_blank(Some(line)));
        let mut rows = BTreeMap::new();
        let mut open: Option<(usize, Vec<FramedCell>)> = None;
        let mut whole = true;
        for line in header.clone().chain(below..end) {
            let first_row = line == below;
            let divides = first_row
                || if line < at {
                    line == header.start
                } else {
                    !divided || blank(line)
                };
            if divides {
                rows.extend(open.take());
            }
            if blank(line) {
                continue;
            }
            let Some(words) = cells(lines.get(line), columns, measure) else {
                whole = false;
                break;
            };
            let (_, row) =
                open.get_or_insert_with(|| (line, vec![FramedCell::default(); columns.len()]));
            for (cell, words) in row.iter_mut().zip(words) {
                cell.columns = 1;
                cell.add(words, lines.get(line)?, line);
            }
        }
        rows.extend(open);
        if whole && rows.len() > 1 {
            let end = end + usize::from(closed);
            return Some(Framed {
                lines: start..end,
                rows,
            });
        }
    }
    None
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
    use crate::load::raw_lines::raw_lines;
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
