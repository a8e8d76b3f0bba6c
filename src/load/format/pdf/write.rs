//! Blocks of pages → the reduced text: lines, rows with tabs, an empty line where something ends.

use super::super::Reduced;
use super::aligned_columns::Span;
use super::layout::{Block, Table, Text, is_amount};
use super::lines::Words;
use super::page::{Length, POINT};
use super::reordered::{self, Order};
use super::turn;
use crate::load::blocks::caption::TABLE_END;
use crate::model::{PageSize, Stretch, Writing};

/// Vertical lines of one column on two pages differ by less than this.
const SAME_COLUMN: Length = POINT * 3;

/// Writes pages one after the other.
#[derive(Default)]
pub(super) struct Writer {
    reduced: Reduced,
    lines: u32,
    /// How the text of the page was written.
    writing: Writing,
    /// Whether no table was written on the page yet, and where the one the text ends with begins.
    at_top: bool,
    begin: u32,
    /// Whether another table stands beside it.
    beside: bool,
    /// The columns of the table the text ends with.
    open: Option<Vec<Length>>,
    /// How far the words of its columns reach, where it has no lines.
    spans: Vec<Span>,
    /// Its heading, and its first row where it has none.
    header: Vec<Vec<Words>>,
}

impl Writer {
    /// Writes one page of this size, whose text was written in this direction.
    pub(super) fn page(&mut self, blocks: Vec<Block>, size: PageSize, writing: Writing) {
        self.reduced.page_starts.push(self.lines + 1);
        self.reduced.page_sizes.push(size);
        self.writing = writing;
        self.at_top = true;
        for block in blocks {
            match block {
                Block::Text(text) => self.text(&text),
                Block::Table(table) => self.table(table),
            }
        }
        self.end_line();
    }

    /// Writes a line of running text.
    fn text(&mut self, text: &Text) {
        // Page numbers stand between the pages of one table.
        if text.text.chars().any(char::is_alphabetic) {
            self.open = None;
        }
        self.words(&text.text);
        self.end_line();
    }

    /// The text with all pages.
    pub(super) fn finish(self) -> Reduced {
        self.reduced
    }

    /// Whether a row prints the words of the first row of the open table.
    fn repeats(&self, row: &[Words]) -> bool {
        let same = |one: &Words, other: &Words| one.trim() == other.trim();
        let first = self.header.first().map_or(&[][..], Vec::as_slice);
        row.len() == first.len() && row.iter().zip(first).all(|(a, b)| same(a, b))
    }

    /// Writes a table. Directly behind another one it is its next page if its columns are among
    /// those of the table before: columns without a line on this page are put back. A page that was
    /// given other widths goes on where it has as many columns and begins with figures or the same
    /// heading. Where its heading names the columns in another order, they are put in the first.
    fn table(&mut self, mut table: Table) {
        let columns = table.xs.len().saturating_sub(1);
        let places = match &self.open {
            Some(open) => places(open, &table.xs).or_else(|| {
                let same = table.rows.first().is_some_and(|row| self.repeats(row));
                let goes_on = same || begins_with_figures(&table);
                let alike = open.len() == table.xs.len();
                let each = || (0..columns).collect();
                let below = || match self.spans.is_empty() {
                    true => within(open, &table.spans),
                    false => below(&self.spans, &table.spans),
                };
                goes_on.then(|| below().or_else(|| alike.then(each)))?
            }),
            None => Some((0..columns).collect()),
        };
        // What stands beside another table without a caption may belong to either.
        let beside = self.open.is_some() && (table.beside || self.beside);
        let places = places.filter(|_| !beside);
        let places = places.and_then(|places| self.in_order(&mut table, places));
        let goes_on = self.open.is_some() && places.is_some();
        if !goes_on && !table.instead.is_empty() {
            table.instead.iter().for_each(|line| self.text(line));
            return;
        }
        if self.open.is_some() && places.is_none() {
            self.reduced.text.push_str(TABLE_END);
            self.end_line();
        }
        // What goes on without a caption on the next page, under other columns, may be the rest.
        let lines = self.lines + 1..=self.lines.saturating_add(length(&table));
        if self.open.is_some() && places.is_none() && (self.at_top || beside) {
            let both = (self.begin..=self.lines).chain(lines.clone());
            self.reduced.marks.parted.extend(both);
        }
        if self.open.is_none() || places.is_none() {
            // Tables side by side go on or end together.
            if self.at_top || !(self.beside && table.beside) {
                self.begin = self.lines + 1;
            }
            self.beside = table.beside;
            self.header = reordered::heading(&table);
            if self.header.is_empty() {
                self.header.extend(table.rows.first().cloned());
            }
        }
        let width = match (&self.open, &places) {
            (Some(open), Some(_)) => open.len().saturating_sub(1),
            _ => columns,
        };
        self.at_top = false;
        let places = places.unwrap_or_else(|| (0..columns).collect());
        if !table.spans.is_empty() {
            self.reduced.marks.placed.extend(lines);
        }
        let mut covered = table.covered.into_iter();
        for row in table.rows {
            for at in covered.next().unwrap_or_default() {
                if let Some(&at) = places.get(at) {
                    self.reduced.marks.covered.insert((self.lines + 1, at));
                }
            }
            let mut cells = vec![Words::default(); width];
            for (&at, text) in places.iter().zip(row) {
                if let Some(cell) = cells.get_mut(at) {
                    *cell = text;
                }
            }
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    self.reduced.text.push('\t');
                }
                self.words(cell);
            }
            self.end_line();
        }
        self.end_line();
        if width == columns {
            self.open = Some(table.xs);
            self.spans = table.spans;
        }
    }

    /// The places of the columns of a page by the words of its heading, which is then that of the
    /// page before; `None` where it names other columns.
    fn in_order(&self, table: &mut Table, places: Vec<usize>) -> Option<Vec<usize>> {
        let page = reordered::heading(table);
        if self.open.is_none() || page.is_empty() {
            return Some(places);
        }
        match reordered::order(&self.header, &page, &places) {
            Order::Same => Some(places),
            Order::Moved(moved) if page.len() == self.header.len() => {
                let back = |row: &Vec<Words>| -> Vec<Words> {
                    let cells = moved.iter().map(|&at| row.get(at).cloned());
                    cells.map(Option::unwrap_or_default).collect()
                };
                let heading: Vec<Vec<Words>> = self.header.iter().map(back).collect();
                table.rows.splice(..page.len(), heading);
                Some(moved)
            }
            Order::Moved(_) | Order::Other => None,
        }
    }

    /// Writes a text and where its characters stand.
    fn words(&mut self, words: &Words) {
        let before = self.reduced.text.len();
        let writing = self.writing;
        let stretches = words.runs.iter().map(|run| Stretch {
            start: u32::try_from(before + run.start).unwrap_or(u32::MAX),
            bytes: u16::try_from(run.bytes).unwrap_or(u16::MAX),
            writing,
            area: turn::area(run, writing),
        });
        self.reduced.print.stretches.extend(stretches);
        self.reduced.text.push_str(words);
    }

    fn end_line(&mut self) {
        self.reduced.text.push('\n');
        self.lines += 1;
    }
}

/// How many rows a table has.
fn length(table: &Table) -> u32 {
    u32::try_from(table.rows.len()).unwrap_or(0)
}

/// Whether the first row is one of the body: it prints an amount.
fn begins_with_figures(table: &Table) -> bool {
    let cells = table.rows.first().into_iter().flatten();
    cells.map(|cell| cell.trim()).any(is_amount)
}

/// For every column of a page without lines the one column of the page before it stands below.
fn below(open: &[Span], spans: &[Span]) -> Option<Vec<usize>> {
    let above = |span: &Span| {
        let mut hit = open.iter().enumerate();
        let mut hit = hit.by_ref().filter(|(_, open)| open.overlap(span) > 0);
        let (at, _) = hit.next()?;
        hit.next().is_none().then_some(at)
    };
    let found: Option<Vec<usize>> = spans.iter().map(above).collect();
    found.filter(|found| is_ascending(found))
}

/// For every column without lines the column between the lines of the heading above that it stands in.
fn within(open: &[Length], spans: &[Span]) -> Option<Vec<usize>> {
    let inside = |span: &Span| {
        open.windows(2).position(|pair| match pair {
            [left, right] => left - POINT <= span.left && span.right <= right + POINT,
            _ => false,
        })
    };
    let found: Option<Vec<usize>> = spans.iter().map(inside).collect();
    found.filter(|found| is_ascending(found))
}

/// Whether there are columns, each of them once and in order.
fn is_ascending(found: &[usize]) -> bool {
    !found.is_empty() && found.windows(2).all(|pair| pair.first() < pair.last())
}

/// For every column of a page its column in the table before, if all its lines are lines there.
pub(super) fn places(open: &[Length], xs: &[Length]) -> Option<Vec<usize>> {
    let shift = xs.first()? - open.first()?;
    let found: Option<Vec<usize>> = xs
        .iter()
        .map(|x| {
            let near = |edge: &Length| (edge + shift - x).abs() <= SAME_COLUMN;
            open.iter().position(near)
        })
        .collect();
    let mut found = found?;
    let ends_alike = found.pop()? + 1 == open.len();
    ends_alike.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_a_line_on_the_next_page_are_put_back() {
        assert_eq!(places(&[0, 5000, 9000], &[10, 9020]), Some(vec![0]));
        assert_eq!(
            places(&[0, 5000, 9000], &[700, 5700, 9700]),
            Some(vec![0, 1])
        );
        assert_eq!(places(&[0, 5000, 9000], &[0, 7000, 9000]), None);
    }
}
