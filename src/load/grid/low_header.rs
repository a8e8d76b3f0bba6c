//! Headers whose merged cells kept their width and lost their height.
//!
//! Programs that turn pages into Markdown print blank cells where a cell is merged over columns, and
//! nothing where one is merged over rows: the cells of the next row stand side by side, those under a
//! cell that reaches down left out. Only cells over several columns head cells of their own, so the row
//! below fills up their columns, in their order.

use std::ops::Range;

use crate::load::header::index_line::is_index_line;
use crate::load::line::TextLine;

/// Rows of the highest header.
const HIGHEST: usize = 5;

/// The words above each column; `None` where a row lost no cell, or does not fill up the columns of the
/// cells above it.
#[must_use]
pub(in crate::load) fn read(header: &[TextLine], columns: usize) -> Option<Vec<Vec<String>>> {
    let rows: Vec<&TextLine> = header.iter().filter(|line| !is_index_line(line)).collect();
    let short = |line: &&&TextLine| line.pieces.len() < columns;
    if rows.len() > HIGHEST || !rows.iter().any(|line| short(&line)) {
        return None;
    }
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); columns];
    let mut open: Vec<Range<usize>> = std::iter::once(0..columns).collect();
    for row in rows {
        open = deal(row, &open, &mut paths)?;
    }
    paths.iter().all(|path| !path.is_empty()).then_some(paths)
}

/// Deals the cells of a row out over the columns of the cells above; returns the columns of those over
/// several.
fn deal(
    row: &TextLine,
    open: &[Range<usize>],
    paths: &mut [Vec<String>],
) -> Option<Vec<Range<usize>>> {
    let mut wide = Vec::new();
    let mut cells = row.pieces.iter().peekable();
    for columns in open {
        let mut at = columns.start;
        while at < columns.end {
            let word = cells.next().filter(|cell| !cell.text.is_empty())?;
            let mut end = at + 1;
            while end < columns.end && cells.next_if(|cell| cell.text.is_empty()).is_some() {
                end += 1;
            }
            for path in paths.get_mut(at..end)? {
                path.push(word.text.to_string());
            }
            if end - at > 1 {
                wide.push(at..end);
            }
            at = end;
        }
    }
    cells.next().is_none().then_some(wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn paths(header: &str, columns: usize) -> Option<Vec<String>> {
        let lines = line::lines(&Source::new("a", header, Encoding::Utf8));
        let paths = read(&lines, columns)?;
        Some(paths.iter().map(|path| path.join("/")).collect())
    }

    #[test]
    fn cells_fill_up_the_columns_of_those_above() {
        let read = paths(
            "科目\t\t总计\t本年收入\t\t\t结转\n编码\t名称\t小计\t拨款\t\n一般公共预算\t政府性基金预算\n",
            7,
        );
        let expected = [
            "科目/编码",
            "科目/名称",
            "总计",
            "本年收入/小计",
            "本年收入/拨款/一般公共预算",
            "本年收入/拨款/政府性基金预算",
            "结转",
        ];
        assert_eq!(read, Some(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn rows_that_do_not_fill_up_and_rows_in_their_places_are_others() {
        // 小计 has no room.
        assert_eq!(paths("科目\t\t总计\n编码\t名称\t小计\t拨款\n", 4), None);
        // Every row prints all its cells.
        assert_eq!(paths("科目\t\t总计\n编码\t名称\t\n", 3), None);
        // A blank cell is covered from above.
        assert_eq!(paths("科目\t\t总计\t\n\t\t小计\n", 4), None);
    }
}
