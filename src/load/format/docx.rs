//! DOCX: paragraphs, tables with their grid, text boxes; tracked changes as if all were accepted.

use std::collections::BTreeMap;
use std::mem::take;

use quick_xml::events::BytesStart;

use super::Reduced;
use crate::load::message;
use crate::load::reduction::container::Container;
use crate::load::reduction::flow::{self, CellNode, DEEPEST, Node, TableNode};
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::numbering::Numbering;
use crate::load::reduction::xml::{Step, Steps, attribute, flag, local, number};
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Widest span of a cell.
const WIDEST: usize = 1000;

/// A drawing narrower than this holds no table: 5 cm in units of 1/360,000 cm.
const NARROWEST_PICTURE: usize = 1_800_000;

/// Reads the main part of the document.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(name, bytes).map_err(|failure| message::failure(name, Format::Docx, failure))
}

fn read(name: &str, bytes: &[u8]) -> Result<Reduced, Failure> {
    let mut container = Container::open(bytes)?;
    let numbering = container.part("word/numbering.xml")?.unwrap_or_default();
    let document = match container.part("word/document.xml")? {
        Some(document) => document,
        // Some programs number the part: word/document2.xml.
        None => {
            let part = container
                .names()
                .find(|name| name.starts_with("word/document") && name.ends_with(".xml"))
                .ok_or(Failure::Damaged)?;
            container.required(&part)?
        }
    };
    let mut steps = Steps::new(&document);
    let mut body = Body::new(Numbering::parse(&numbering));
    body.read(&mut steps)?;
    let mut lines = Lines::new(Vocabulary::embedded());
    flow::write(&body.nodes, &mut lines)?;
    let mut problems = Vec::new();
    if steps.damaged || container.damaged {
        problems.push(message::cut_off(name));
    }
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

/// A table whose end is not reached.
#[derive(Default)]
struct OpenTable {
    table: TableNode,
    row: usize,
    column: usize,
    /// How many cells the table had when its row began.
    row_start: usize,
    /// For every column its last printed cell, by its place among the cells.
    heads: BTreeMap<usize, usize>,
    /// The row was deleted by a tracked change.
    deleted: bool,
    cell: OpenCell,
}

impl OpenTable {
    /// Merges the last printed cell of a column down to this row.
    fn merge_down(&mut self, column: usize) {
        let head = self.heads.get(&column);
        // A deleted row takes its cells with it.
        if let Some(cell) = head.and_then(|&at| self.table.cells.get_mut(at))
            && cell.column == column
        {
            cell.rows = (self.row + 1).saturating_sub(cell.row);
        }
    }
}

#[derive(Default)]
struct OpenCell {
    span: usize,
    /// The cell is covered by the one above or on its left.
    covered: bool,
    /// The cell is covered by the one above.
    below: bool,
    content: Vec<Node>,
}

/// A paragraph whose end is not reached. Text boxes stand inside paragraphs, so there may be
/// several.
#[derive(Default)]
struct Paragraph {
    text: String,
    label: String,
    /// The present run is hidden text.
    hidden: bool,
    level: Option<usize>,
    list: Option<String>,
}

struct Body {
    nodes: Vec<Node>,
    tables: Vec<OpenTable>,
    paragraphs: Vec<Paragraph>,
    numbering: Numbering,
    budget: Budget,
    /// Tables deeper than the limit, whose markup is passed over.
    buried: usize,
    /// Inside `w:t`: other character data is white space of the markup.
    in_text: bool,
    /// Inside `w:trPr`.
    in_row_properties: bool,
    /// How wide the present drawing is.
    picture_width: Option<usize>,
}

impl Body {
    fn new(numbering: Numbering) -> Self {
        Body {
            nodes: Vec::new(),
            tables: Vec::new(),
            paragraphs: Vec::new(),
            numbering,
            budget: Budget::default(),
            buried: 0,
            in_text: false,
            in_row_properties: false,
            picture_width: None,
        }
    }

    fn read(&mut self, steps: &mut Steps<'_>) -> Result<(), Failure> {
        while let Some(step) = steps.next() {
            match step {
                Step::Open(tag) => {
                    if is_left_out(local(&tag)) {
                        self.deleted_row(&tag);
                        steps.skip();
                    } else {
                        self.open(&tag)?;
                    }
                }
                Step::Close(name) => self.close(&name),
                Step::Text(text) => {
                    if self.in_text {
                        self.budget.text(text.len())?;
                        self.push(&text);
                    }
                }
            }
        }
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_cell();
            self.end_table();
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Failure> {
        match local(tag) {
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "r" => self.hide(false),
            "vanish" => self.hide(attribute(tag, "val").is_none() || flag(tag, "val")),
            "ilvl" => self.set_level(number(tag, "val")),
            "numId" => self.set_list(attribute(tag, "val")),
            "tbl" => self.begin_table(),
            "extent" => self.picture_width = number(tag, "cx"),
            "blip" | "imagedata" => self.picture(),
            _ if self.buried > 0 => {}
            "tr" => self.begin_row(),
            "trPr" => self.in_row_properties = true,
            "tc" => {
                self.budget.cells(1)?;
                self.begin_cell();
            }
            name => self.property(name, tag),
        }
        Ok(())
    }

    /// A picture, unless its drawing says that it is too narrow to hold a table.
    fn picture(&mut self) {
        let width = self.picture_width.take();
        if width.is_none_or(|width| width >= NARROWEST_PICTURE) {
            self.put(Node::Picture);
        }
    }

    /// `w:del` among the properties of a row deletes the row, not the text in it.
    fn deleted_row(&mut self, tag: &BytesStart<'_>) {
        if self.in_row_properties
            && local(tag) == "del"
            && let Some(table) = self.tables.last_mut()
        {
            table.deleted = true;
        }
    }

    /// What the properties of a row or cell say about its place.
    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let span = || number(tag, "val").unwrap_or(1).clamp(1, WIDEST);
        let continues = || attribute(tag, "val").is_none_or(|value| value == "continue");
        match name {
            "gridBefore" => table.column += number(tag, "val").unwrap_or(0).min(WIDEST),
            "gridSpan" => table.cell.span = span(),
            "vMerge" if continues() => {
                table.cell.covered = true;
                table.cell.below = true;
            }
            "hMerge" => table.cell.covered |= continues(),
            "cellDel" => table.cell.covered = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tbl" if self.buried > 0 => self.buried -= 1,
            "tbl" => self.end_table(),
            _ if self.buried > 0 => {}
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "trPr" => self.in_row_properties = false,
            "pPr" => self.label(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut()
            && !paragraph.hidden
        {
            paragraph.text.push_str(text);
        }
    }

    fn hide(&mut self, hidden: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.hidden = hidden;
        }
    }

    fn set_level(&mut self, level: Option<usize>) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.level = level;
        }
    }

    fn set_list(&mut self, list: Option<String>) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.list = list;
        }
    }

    /// The number a list gives its paragraph stands in no text: it is counted.
    fn label(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // The properties of the paragraph mark say nothing about the text.
            paragraph.hidden = false;
            if let Some(list) = paragraph.list.take() {
                let level = paragraph.level.unwrap_or(0);
                paragraph.label = self.numbering.next(&list, level);
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if !paragraph.text.trim().is_empty() {
            let text = format!("{}{}", paragraph.label, paragraph.text);
            self.put(Node::Line(text));
        }
    }

    fn put(&mut self, node: Node) {
        match self.tables.last_mut() {
            Some(table) => table.cell.content.push(node),
            None => self.nodes.push(node),
        }
    }

    fn begin_table(&mut self) {
        if self.buried > 0 || self.tables.len() >= DEEPEST {
            self.buried += 1;
        } else {
            self.tables.push(OpenTable::default());
        }
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column = 0;
            table.deleted = false;
            table.row_start = table.table.cells.len();
        }
    }

    fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell = OpenCell {
                span: 1,
                ..OpenCell::default()
            };
        }
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let cell = take(&mut table.cell);
            let column = table.column;
            if cell.covered {
                if cell.below {
                    table.merge_down(column);
                }
            } else if cell.content.is_empty() {
                table.heads.remove(&column);
            } else {
                table.heads.insert(column, table.table.cells.len());
                table.table.cells.push(CellNode {
                    row: table.row,
                    column,
                    rows: 1,
                    stored: None,
                    content: cell.content,
                });
            }
            table.column += cell.span;
            table.table.width = table.table.width.max(table.column);
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            if table.deleted {
                table.table.cells.truncate(table.row_start);
            }
            table.row += 1;
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.put(Node::Table(table.table));
        }
    }
}

/// Deleted and moved-away text, the second form of what another program shows in a first, field
/// codes, and formerly valid properties.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "delText"
            | "instrText"
            | "rPrChange"
            | "pPrChange"
            | "tcPrChange"
            | "trPrChange"
            | "tblPrChange"
            | "sectPr"
            | "tblGrid"
            | "tabs"
            | "rt"
    )
}
