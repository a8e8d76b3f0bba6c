//! The reduced text: paragraphs and table rows as lines, captions inside sheets told from rows.

use std::collections::BTreeMap;
use std::ops::Range;

use super::grid::{Grid, GridRow, columns};
use super::limit::{Budget, Failure};
use super::one_line;
use crate::load::blocks::caption::{LineKind, TABLE_END};
use crate::load::blocks::caption_rows::{self, CaptionRows, is_strong};
use crate::load::fold::is_space;
use crate::load::format::Reduced;
use crate::load::line::Marks;
use crate::load::pictures::SOMEWHERE;
use crate::load::vocabulary::Vocabulary;
use crate::model::StoredNumbers;

/// Most lines of a caption before its number, unit or well-known title.
const MOST_LEAD: usize = 5;

/// Digits without a sign that are no year, no number of a column and no code.
const SHORTEST_WHOLE_AMOUNT: usize = 8;

/// The lines of a file in the making.
pub(in crate::load) struct Lines<'v> {
    text: String,
    /// How many there are.
    count: u32,
    /// Which cells a merged cell above covers.
    marks: Marks,
    /// What cells store beside what they print.
    stored: StoredNumbers,
    vocabulary: &'v Vocabulary,
    captions: CaptionRows<'v>,
    budget: Budget,
    /// The table the text ends with, if it ends with one.
    last: Option<LastTable>,
    /// Width and printed columns of the table that rows without header may go on.
    above: Option<(usize, Vec<usize>)>,
}

/// What tells whether a further table continues the one before.
struct LastTable {
    first_row: Vec<String>,
    width: usize,
}

impl<'v> Lines<'v> {
    /// No line yet.
    #[must_use]
    pub(in crate::load) fn new(vocabulary: &'v Vocabulary) -> Self {
        Lines {
            text: String::new(),
            count: 0,
            marks: Marks::default(),
            stored: StoredNumbers::default(),
            vocabulary,
            captions: CaptionRows::new(vocabulary),
            budget: Budget::default(),
            last: None,
            above: None,
        }
    }

    /// The text so far.
    #[must_use]
    pub(in crate::load) fn finish(self) -> Reduced {
        Reduced {
            text: self.text,
            marks: self.marks,
            stored: self.stored,
            ..Reduced::default()
        }
    }

    /// A paragraph; line breaks in it stay. A tab stays only before a page number, where it makes
    /// an entry of a list of contents.
    pub(in crate::load) fn paragraph(&mut self, text: &str) -> Result<(), Failure> {
        for line in text.lines() {
            let entry = line.trim_matches(is_space).rsplit_once('\t');
            let numbered = entry.filter(|(_, page)| {
                (1..=3).contains(&page.len()) && page.chars().all(|c| c.is_ascii_digit())
            });
            match numbered {
                Some((title, page)) => {
                    let title = plain(title);
                    self.line(&format!("{title}\t{page}"))?;
                }
                None => self.line(plain(line).trim_matches(is_space))?,
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), Failure> {
        if line.is_empty() {
            return Ok(());
        }
        self.last = None;
        let begins = |kind| matches!(kind, LineKind::Title(_) | LineKind::Mark(_));
        if self.above.is_some() && begins(self.captions.kind(line)) {
            self.above = None;
        }
        self.push(line)
    }

    fn push(&mut self, line: &str) -> Result<(), Failure> {
        self.budget.text(line.len() + 1)?;
        self.text.push_str(line);
        self.text.push('\n');
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// Notes a picture behind the last line.
    pub(in crate::load) fn picture(&mut self) {
        self.marks.pictures.push(self.count);
    }

    /// Notes a picture of which the format does not tell where it stands.
    pub(in crate::load) fn picture_somewhere(&mut self) {
        self.marks.pictures.push(SOMEWHERE);
    }

    /// Ends a table: whatever cells come next, they belong to another one.
    pub(in crate::load) fn apart(&mut self) -> Result<(), Failure> {
        if self.last.take().is_some() {
            self.push(TABLE_END)?;
        }
        Ok(())
    }

    /// A table or sheet. Parts that stand side by side, a blank column between them, are tables of
    /// their own where each has its own title.
    pub(in crate::load) fn table(&mut self, grid: &Grid) -> Result<(), Failure> {
        let parts = grid.parts();
        let titled = |part: &Grid| {
            let rows = part.rows();
            let mut head = rows
                .iter()
                .take(MOST_LEAD)
                .flat_map(|(_, cells)| cells.values());
            head.any(|text| matches!(self.captions.kind(text), LineKind::Title(_)))
        };
        if parts.len() < 2 || !parts.iter().all(titled) {
            return self.rows(grid);
        }
        for part in &parts {
            self.apart()?;
            self.rows(part)?;
        }
        Ok(())
    }

    /// The rows of one table. Its title, unit and notes become paragraphs; a further header after a
    /// blank row begins a further table.
    fn rows(&mut self, grid: &Grid) -> Result<(), Failure> {
        let rows = grid.rows();
        let width = columns(&rows).len();
        let mut head = true;
        let mut block: Vec<GridRow<'_>> = Vec::new();
        let mut before = None;
        let mut lead = 0;
        for (at, &(row, cells)) in rows.iter().enumerate() {
            let more = at + 1 < rows.len();
            let gap = before.is_some_and(|before| row > before + 1);
            if gap && lead == 0 {
                lead = self.lead(rows.get(at..).unwrap_or(&[]));
            }
            if lead > 0 {
                lead -= 1;
                self.block(&block, grid)?;
                block.clear();
                for caption in labelled(cells.values()) {
                    self.paragraph(&caption)?;
                }
                head = true;
            } else if let Some(captions) =
                self.captions(cells.values(), head && more && width > 1, head)
            {
                self.block(&block, grid)?;
                block.clear();
                for caption in captions {
                    self.paragraph(&caption)?;
                }
                head = true;
            } else {
                if gap && block.len() > 1 && self.is_header(cells.values()) {
                    self.block(&block, grid)?;
                    block.clear();
                    self.apart()?;
                }
                block.push((row, cells));
                head = false;
            }
            before = Some(row);
        }
        self.block(&block, grid)
    }

    /// How many rows from here on are lines of a caption before one that is plainly part of a caption:
    /// a title in words of its own, the body, the year.
    fn lead(&self, rows: &[GridRow<'_>]) -> usize {
        for (at, (_, cells)) in rows.iter().take(MOST_LEAD + 1).enumerate() {
            let pieces = labelled(cells.values());
            let [piece] = pieces.as_slice() else {
                return 0;
            };
            if is_strong(&self.captions.kind(piece)) {
                return at;
            }
            if at == 0 && !self.captions.may_title(piece) {
                return 0;
            }
        }
        0
    }

    /// The columns of rows: where they go on a table of the same width, those of that table, because
    /// a column may print nothing on one page and still be there.
    fn columns(&self, rows: &[GridRow<'_>], width: usize) -> Vec<usize> {
        let own = columns(rows);
        let Some((_, above)) = self.above.as_ref().filter(|above| above.0 == width) else {
            return own;
        };
        let Some((_, first)) = rows.first() else {
            return own;
        };
        let mut cells = rows.iter().flat_map(|(_, cells)| cells.values());
        let digits = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
        let figures = cells.any(|cell| is_figure(cell) || digits(cell));
        let headed = self.is_header(first.values());
        let inside = own.iter().all(|column| above.contains(column));
        if figures && !headed && inside {
            above.clone()
        } else {
            own
        }
    }

    fn block(&mut self, rows: &[GridRow<'_>], grid: &Grid) -> Result<(), Failure> {
        let width = grid.width();
        let columns = self.columns(rows, width);
        let Some((_, first)) = rows.first() else {
            return Ok(());
        };
        self.budget
            .cells(rows.len().saturating_mul(columns.len()))?;
        let first_row: Vec<String> = first.values().cloned().collect();
        let continues = self.last.as_ref().is_none_or(|last| {
            last.first_row == first_row
                || last.width == columns.len() && !self.is_header(first.values())
        });
        if !continues {
            self.apart()?;
        }
        let mut line = String::new();
        let mut tall: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, cells) in rows {
            line.clear();
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    line.push('\t');
                }
                if let Some(text) = cells.get(column) {
                    tall.insert(*column, grid.last_row(*row, *column));
                    line.extend(std::iter::repeat_n(' ', grid.indent(*row, *column)));
                    if let Some(number) = grid.stored(*row, *column) {
                        let start = u32::try_from(self.text.len() + line.len());
                        self.stored.push(start.unwrap_or(u32::MAX), number);
                    }
                    line.push_str(text);
                } else if tall.get(column).is_some_and(|last| last >= row) {
                    self.marks.covered.insert((self.count + 1, at));
                }
            }
            self.push(&line)?;
            if grid.hidden() > 0 {
                self.marks.cut.insert(self.count);
            }
        }
        self.last = Some(LastTable {
            first_row,
            width: columns.len(),
        });
        self.above = Some((width, columns));
        Ok(())
    }

    /// Whether the cells are the header of a table: words the vocabulary knows as columns.
    fn is_header<'s>(&self, cells: impl Iterator<Item = &'s String>) -> bool {
        let mut known = 0;
        let mut count = 0;
        for cell in cells {
            // 本年收入合计 and 本年支出合计 are columns of some forms and rows of others.
            if is_figure(cell) {
                return false;
            }
            count += 1;
            known += usize::from(self.vocabulary.column(cell).is_some());
        }
        known >= 2 && known * 2 >= count
    }

    /// The captions a row holds, when it is no row of the table.
    fn captions<'s>(
        &self,
        cells: impl Iterator<Item = &'s String>,
        titled: bool,
        head: bool,
    ) -> Option<Vec<String>> {
        let cells: Vec<&str> = cells.map(String::as_str).collect();
        let captions = self.captions.of(&cells, titled, head)?;
        Some(pieces(&cells, &captions))
    }

    /// The title a sheet gives its table by its own name, when the name is one.
    #[must_use]
    pub(in crate::load) fn title_of_sheet(&self, name: &str, grid: &Grid) -> Option<String> {
        let bare = name.trim_start_matches(|c: char| {
            is_space(c) || c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | '、')
        });
        let is_title = |text: &str| matches!(self.captions.kind(text), LineKind::Title(_));
        let title = [name, bare].into_iter().find(|text| is_title(text))?;
        let named = grid.rows().iter().take(6).any(|(_, cells)| {
            let first = cells.values().next();
            cells.len() <= 2 && first.is_some_and(|text| is_title(text) || text.ends_with('表'))
        });
        (!named).then(|| one_line(title))
    }
}

/// Whether a cell prints an amount. Headers print years and the numbers of columns, which are short and
/// have neither decimals nor groups.
fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches('-');
    let printed = |sign: char| digits.contains(sign);
    let long = digits.len() >= SHORTEST_WHOLE_AMOUNT;
    (printed('.') || printed(',') || long)
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// The texts of a row; a label that ends with a colon takes the text beside it.
fn labelled<'s>(cells: impl Iterator<Item = &'s String>) -> Vec<String> {
    let cells: Vec<&str> = cells.map(String::as_str).collect();
    pieces(&cells, &caption_rows::labelled(&cells))
}

fn pieces(cells: &[&str], ranges: &[Range<usize>]) -> Vec<String> {
    let text = |range: &Range<usize>| cells.get(range.clone()).unwrap_or(&[]).concat();
    ranges.iter().map(text).collect()
}

/// Without tabs and control characters.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::load::load;

    #[test]
    fn a_total_in_whole_yuan_behind_a_blank_row_heads_no_further_table() {
        for total in ["9,000,000", "90000000", "9.00"] {
            let page = format!(
                "<p>青溪县城管局2026年部门预算</p><p>收支预算总表</p><p>单位：元</p><table>\
                 <tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr>\
                 <tr><td>一、财政拨款收入</td><td>{total}</td><td>一、教育支出</td><td>{total}</td></tr>\
                 <tr><td>二、事业收入</td><td></td><td></td><td></td></tr>\
                 <tr><td></td><td></td><td></td><td></td></tr>\
                 <tr><td>收入总计</td><td>{total}</td><td>支出总计</td><td>{total}</td></tr></table>"
            );
            assert_eq!(load("a.html", page.as_bytes()).tables.len(), 1, "{total}");
        }
    }
}
