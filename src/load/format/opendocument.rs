//! ODS and ODT: the text every cell displays, with repeated and covered cells in their places.

use std::collections::BTreeSet;
use std::mem::take;

use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use super::Reduced;
use crate::load::encoding;
use crate::load::message::{self, Unshown};
use crate::load::reduction::container::Container;
use crate::load::reduction::flow::{self, CellNode, DEEPEST, Node, TableNode};
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::one_line;
use crate::load::reduction::stored::beside;
use crate::load::reduction::xml::{Step, Steps, attribute, local, number};
use crate::load::sniff::{self, Format};
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// How often a printed cell or row is repeated at most; forms repeat a handful of times.
const MOST_REPEATS: usize = 1000;

/// Reads the sheets or the text of `content.xml`.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(name, bytes).map_err(|failure| {
        let format = sniff::binary(bytes).unwrap_or(Format::Ods);
        message::failure(name, format, failure)
    })
}

fn read(name: &str, bytes: &[u8]) -> Result<Reduced, Failure> {
    let (content, mut damaged) = content(bytes)?;
    let mut steps = Steps::new(&content);
    let mut body = Body::default();
    body.read(&mut steps)?;
    let mut lines = Lines::new(Vocabulary::embedded());
    if body.is_text {
        flow::write(&body.nodes, &mut lines)?;
    } else {
        for sheet in &body.sheets {
            lines.apart()?;
            let grid = sheet.grid();
            if let Some(title) = lines.title_of_sheet(&sheet.name, &grid) {
                lines.paragraph(&title)?;
            }
            lines.table(&grid)?;
        }
    }
    let mut problems = message::unshown(name, &body.unshown);
    damaged |= steps.damaged;
    if damaged {
        problems.push(message::cut_off(name));
    }
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

/// The part with the text, and whether it is damaged; a flat document is that part alone.
fn content(bytes: &[u8]) -> Result<(String, bool), Failure> {
    if !bytes.starts_with(b"PK") {
        let (text, _, unreadable) = encoding::text(bytes).ok_or(Failure::Damaged)?;
        return Ok((text.into_owned(), unreadable > 0));
    }
    let mut container = Container::open(bytes)?;
    let manifest = container.part("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Failure::Protected);
    }
    let content = container.required("content.xml")?;
    Ok((content, container.damaged))
}

/// A sheet that was read to its end.
struct Sheet {
    name: String,
    table: TableNode,
    /// Columns that print something and are not shown.
    unseen: BTreeSet<usize>,
}

impl Sheet {
    fn grid(&self) -> Grid {
        let mut grid = Grid::default();
        self.unseen.iter().for_each(|&column| grid.hide(column));
        for cell in &self.table.cells {
            let text: Vec<&str> = cell
                .content
                .iter()
                .filter_map(|node| match node {
                    Node::Line(text) => Some(text.as_str()),
                    Node::Table(_) | Node::Picture => None,
                })
                .collect();
            grid.put(cell.row, cell.column, one_line(&text.join("\n")));
            grid.store(cell.row, cell.column, cell.stored);
            grid.merge_down(cell.row, cell.column, cell.rows);
        }
        grid
    }
}

#[derive(Default)]
struct OpenTable {
    name: String,
    hidden: bool,
    table: TableNode,
    row: usize,
    column: usize,
    row_repeats: usize,
    row_hidden: bool,
    row_start: usize,
    cell_repeats: usize,
    cell_rows: usize,
    /// The number of a cell that holds one.
    cell_stored: Option<String>,
    covered: bool,
    content: Vec<Node>,
    /// Position of the next column that is declared, and the columns that are not shown.
    declared: usize,
    hidden_columns: BTreeSet<usize>,
    /// Those of them that print something.
    unseen: BTreeSet<usize>,
}

#[derive(Default)]
struct Body {
    is_text: bool,
    nodes: Vec<Node>,
    sheets: Vec<Sheet>,
    tables: Vec<OpenTable>,
    paragraphs: Vec<String>,
    unshown: Unshown,
    budget: Budget,
    /// Table styles that are not displayed.
    hidden_styles: BTreeSet<String>,
    style: String,
    buried: usize,
}

impl Body {
    fn read(&mut self, steps: &mut Steps<'_>) -> Result<(), Failure> {
        while let Some(step) = steps.next() {
            match step {
                Step::Open(tag) => match local(&tag) {
                    // Comments, deleted text, and shapes' descriptions are not printed.
                    "annotation" | "tracked-changes" | "title" | "desc" | "note" => steps.skip(),
                    _ => self.open(&tag)?,
                },
                Step::Text(text) => {
                    self.budget.text(text.len())?;
                    self.push(&text);
                }
                Step::Close(name) => self.close(&name)?,
            }
        }
        while !self.tables.is_empty() {
            self.end_cell()?;
            self.end_table();
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Failure> {
        match local(tag) {
            "text" if self.tables.is_empty() && tag.name().into_inner() == "office:text" => {
                self.is_text = true;
            }
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "image" => self.put(Node::Picture),
            "p" | "h" => self.paragraphs.push(String::new()),
            "s" => self.push(&" ".repeat(number(tag, "c").unwrap_or(1).min(100))),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "table" => self.begin_table(tag),
            _ if self.buried > 0 => {}
            "table-column" => self.declare_columns(tag),
            "table-row" => self.begin_row(tag),
            "table-cell" => self.begin_cell(tag, false),
            "covered-table-cell" => self.begin_cell(tag, true),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Failure> {
        match name {
            "p" | "h" => {
                let text = self.paragraphs.pop().unwrap_or_default();
                if !text.trim().is_empty() {
                    self.put(Node::Line(text));
                }
            }
            "table" if self.buried > 0 => self.buried -= 1,
            "table" => self.end_table(),
            _ if self.buried > 0 => {}
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push_str(text);
        }
    }

    fn put(&mut self, node: Node) {
        match self.tables.last_mut() {
            Some(table) => table.content.push(node),
            None => self.nodes.push(node),
        }
    }

    fn begin_table(&mut self, tag: &BytesStart<'_>) {
        if self.buried > 0 || self.tables.len() >= DEEPEST {
            self.buried += 1;
            return;
        }
        let style = attribute(tag, "style-name").unwrap_or_default();
        self.tables.push(OpenTable {
            name: attribute(tag, "name").unwrap_or_default(),
            hidden: self.hidden_styles.contains(&style),
            ..OpenTable::default()
        });
    }

    fn declare_columns(&mut self, tag: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let repeats = number(tag, "number-columns-repeated").unwrap_or(1);
        if is_hidden(tag) {
            let last = table.declared.saturating_add(repeats.min(MOST_REPEATS));
            table.hidden_columns.extend(table.declared..last);
        }
        table.declared = table.declared.saturating_add(repeats);
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) {
        if let Some(table) = self.tables.last_mut() {
            table.row_repeats = number(tag, "number-rows-repeated").unwrap_or(1).max(1);
            table.row_hidden = is_hidden(tag);
            table.column = 0;
            table.row_start = table.table.cells.len();
        }
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>, covered: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.cell_repeats = number(tag, "number-columns-repeated").unwrap_or(1).max(1);
            table.cell_rows = number(tag, "number-rows-spanned").unwrap_or(1);
            table.cell_stored = quantity(tag);
            table.covered = covered;
        }
    }

    fn end_cell(&mut self) -> Result<(), Failure> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let content = take(&mut table.content);
        let column = table.column;
        table.column = column.saturating_add(table.cell_repeats);
        // Sheets repeat blank cells to their very end; tables of letters print one for each column.
        if table.cell_repeats == 1 && table.column <= MOST_REPEATS {
            table.table.width = table.table.width.max(table.column);
        }
        if content.is_empty() || table.covered {
            return Ok(());
        }
        let stored = stored(table.cell_stored.as_deref(), &content);
        for at in 0..repeats(table.cell_repeats, &content) {
            if table.hidden_columns.contains(&(column + at)) {
                table.unseen.insert(column + at);
                continue;
            }
            self.budget.cells(1)?;
            self.budget.text(length(&content))?;
            table.table.cells.push(CellNode {
                row: table.row,
                column: column + at,
                rows: table.cell_rows,
                stored,
                content: content.clone(),
            });
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Failure> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let cells = table.table.cells.len();
        let printed = table.row_start..cells;
        if !printed.is_empty() {
            self.unshown.rows += usize::from(table.row_hidden);
            let row = table.table.cells.get(printed).unwrap_or(&[]).to_vec();
            let most = row
                .iter()
                .map(|cell| repeats(table.row_repeats, &cell.content))
                .min();
            for at in 1..most.unwrap_or(1) {
                let row = row.clone();
                self.budget.cells(row.len())?;
                for mut cell in row {
                    self.budget.text(length(&cell.content))?;
                    cell.row += at;
                    table.table.cells.push(cell);
                }
            }
        }
        table.row = table.row.saturating_add(table.row_repeats);
        Ok(())
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        if self.is_text || !self.tables.is_empty() {
            self.put(Node::Table(table.table));
        } else if table.hidden {
            self.unshown.sheets.push(table.name);
        } else {
            self.unshown.columns += table.unseen.len();
            self.sheets.push(Sheet {
                name: table.name,
                table: table.table,
                unseen: table.unseen,
            });
        }
    }
}

/// Cells with tables in them are not repeated: nested repeats would multiply.
fn repeats(asked: usize, content: &[Node]) -> usize {
    let nested = content.iter().any(|node| matches!(node, Node::Table(_)));
    if nested { 1 } else { asked.min(MOST_REPEATS) }
}

/// The number a cell stores; dates, times and words store none.
fn quantity(tag: &BytesStart<'_>) -> Option<String> {
    let kind = attribute(tag, "value-type")?;
    let number = matches!(kind.as_str(), "float" | "percentage" | "currency");
    attribute(tag, "value").filter(|_| number)
}

/// The number of a cell, where it says more than the one paragraph that shows it.
fn stored(number: Option<&str>, content: &[Node]) -> Option<Decimal> {
    match content {
        [Node::Line(shown)] => beside(number?, shown),
        _ => None,
    }
}

/// Rows and columns that are collapsed or filtered away.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|value| value != "visible")
}

fn length(content: &[Node]) -> usize {
    content
        .iter()
        .map(|node| match node {
            Node::Line(text) => text.len(),
            // Nested tables are charged by their own cells.
            Node::Table(_) | Node::Picture => 0,
        })
        .sum()
}
