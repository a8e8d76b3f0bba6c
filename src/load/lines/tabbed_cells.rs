//! Word tables of a text that prints every cell on a line of its own behind a tab: a row is put on one line.
//!
//! A blank line ends the row, a tab alone is a blank cell.

use crate::load::line::{Piece, TextLine};
use crate::model::Source;

/// Fewer such lines are no way to print tables.
const FEWEST_CELLS: usize = 12;

/// The lines with every such row on one of them.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>, source: &Source) -> Vec<TextLine> {
    let tabbed = lines.iter().filter(|line| line.tabbed).count();
    let cells = lines.iter().filter(|line| is_cell(line)).count();
    if cells < FEWEST_CELLS || cells * 10 < tabbed * 9 {
        return lines;
    }
    let mut rows: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    let mut read = 0;
    while let Some(line) = rest.next() {
        if !is_cell(&line) {
            read = line.number;
            rows.push(line);
            continue;
        }
        let blanks = (read + 1..line.number).rev();
        let before = blanks.take_while(|&at| is_blank_cell(source, at)).count();
        let mut row = Row::beginning(&line, before);
        read = line.number;
        loop {
            let next = read + 1;
            if let Some(line) = rest.next_if(|line| line.number == next) {
                row.take(&line);
            } else if is_blank_cell(source, next) {
                row.cells.push(Piece::default());
            } else {
                break;
            }
            read = next;
        }
        rows.push(row.line(line));
    }
    rows
}

/// A tab, and one cell behind it.
fn is_cell(line: &TextLine) -> bool {
    match line.pieces.as_slice() {
        [margin, cell] => line.tabbed && margin.text.is_empty() && !cell.text.is_empty(),
        _ => false,
    }
}

/// A tab, on a line of which nothing was read: it is blank, or prints signs that are no words (`**`).
fn is_blank_cell(source: &Source, number: u32) -> bool {
    let known = usize::try_from(number).is_ok_and(|number| number <= source.line_count());
    let text = || source.slice(source.line_span(number));
    known && text().starts_with('\t')
}

/// The cells of a row as they are found.
struct Row {
    cells: Vec<Piece>,
    folded: String,
}

impl Row {
    fn beginning(line: &TextLine, blanks: usize) -> Self {
        let mut row = Row {
            cells: vec![Piece::default(); blanks],
            folded: String::new(),
        };
        row.take(line);
        row
    }

    /// Adds a cell, or what a line break inside a cell left below it.
    fn take(&mut self, line: &TextLine) {
        self.folded.push_str(&line.folded);
        let mut printed = line.printed().cloned();
        let Some(mut cell) = printed.next() else {
            return;
        };
        for word in printed {
            cell.text.push_str(&word.text);
            cell.span.end = word.span.end;
        }
        match self.cells.last_mut() {
            Some(above) if !line.tabbed && !above.text.is_empty() => {
                above.text.push_str(&cell.text);
                above.span.end = cell.span.end;
            }
            _ => self.cells.push(cell),
        }
    }

    /// The row on one line; a cell alone stays as it is printed.
    fn line(self, first: TextLine) -> TextLine {
        if self.cells.len() < 2 {
            return first;
        }
        TextLine {
            pieces: self.cells.into(),
            folded: self.folded.into(),
            ..first
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line::{lines, printed_words};
    use crate::model::Encoding;

    #[test]
    fn cells_behind_tabs_make_up_rows() {
        let text = "支出表\n\t编码\n\t名称\n\t合计\n\n\t\n\t合计\n\t3.00\n\n\t205\n\t教育\n支出\n\t3.00\n\n\t20502\n\t普通教育\n\t\n\n\t2050201\n\t学前教育\n\t3.00\n\n说明";
        let source = Source::new("a", text, Encoding::Utf8);
        let rows = joined(lines(&source), &source);
        let words = printed_words(&rows);
        assert_eq!(
            words[1..4],
            ["编码 名称 合计", "合计 3.00", "205 教育支出 3.00"]
        );
        assert_eq!(rows[2].pieces.len(), 3);
        assert_eq!(rows[4].pieces.len(), 3);
        assert_eq!(words[6], "说明");
    }
}
