//! Excel 2003 XML, which budget systems write and name .xls: cells by index, merged cells, number formats.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::{Reduced, html};
use crate::load::message::{self, Unshown};
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::number_format::NumberFormat;
use crate::load::reduction::one_line;
use crate::load::reduction::placer::Placer;
use crate::load::reduction::stored::beside;
use crate::load::reduction::xml::{Step, Steps, attribute, flag, local, number};
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads all sheets that are shown.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(name, bytes).map_err(|failure| message::failure(name, Format::SpreadsheetXml, failure))
}

fn read(name: &str, bytes: &[u8]) -> Result<Reduced, Failure> {
    let text = html::decode(bytes)?;
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut steps = Steps::new(&text);
    let mut book = Book::default();
    while let Some(step) = steps.next() {
        match step {
            Step::Open(tag) => book.open(&tag),
            Step::Text(text) if book.depth_of_text > 0 => book.text.push_str(&text),
            Step::Text(_) => {}
            Step::Close(element) => book.close(&element, &mut lines)?,
        }
    }
    let mut problems = message::unshown(name, &book.unshown);
    if steps.damaged {
        // The sheet that was being read when the file broke off.
        book.end_sheet(&mut lines)?;
        problems.push(message::cut_off(name));
    }
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

#[derive(Default)]
struct Book {
    formats: BTreeMap<String, NumberFormat>,
    style: String,
    unshown: Unshown,
    budget: Budget,
    sheet: String,
    sheet_hidden: bool,
    grid: Grid,
    placer: Placer,
    row_hidden: bool,
    row_printed: bool,
    cell: Cell,
    text: String,
    /// Elements around the present text, counted from `Data`; formatted text has some inside.
    depth_of_text: usize,
}

#[derive(Default)]
struct Cell {
    style: String,
    number: bool,
    across: usize,
    down: usize,
    formula: bool,
}

impl Book {
    fn open(&mut self, tag: &BytesStart<'_>) {
        if self.depth_of_text > 0 {
            self.depth_of_text += 1;
            return;
        }
        match local(tag) {
            "Style" => self.style = attribute(tag, "ID").unwrap_or_default(),
            "NumberFormat" => {
                let code = attribute(tag, "Format").unwrap_or_default();
                self.formats.insert(self.style.clone(), named_format(&code));
            }
            "Worksheet" => {
                self.sheet = attribute(tag, "Name").unwrap_or_default();
                self.sheet_hidden = false;
                self.grid = Grid::default();
                self.placer = Placer::default();
            }
            "Row" => {
                if let Some(index) = number(tag, "Index") {
                    self.placer.go_to_row(index.saturating_sub(1));
                }
                self.row_hidden = flag(tag, "Hidden");
                self.row_printed = false;
            }
            "Cell" => self.begin_cell(tag),
            "Data" => {
                self.cell.number = attribute(tag, "Type").as_deref() == Some("Number");
                self.text.clear();
                self.depth_of_text = 1;
            }
            _ => {}
        }
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        if let Some(index) = number(tag, "Index") {
            self.placer.go_to_column(index.saturating_sub(1));
        }
        self.text.clear();
        self.cell = Cell {
            style: attribute(tag, "StyleID").unwrap_or_default(),
            across: number(tag, "MergeAcross").unwrap_or(0),
            down: number(tag, "MergeDown").unwrap_or(0),
            formula: attribute(tag, "Formula").is_some(),
            ..Cell::default()
        };
    }

    fn close(&mut self, element: &str, lines: &mut Lines<'_>) -> Result<(), Failure> {
        if self.depth_of_text > 0 {
            self.depth_of_text -= 1;
            return Ok(());
        }
        match element {
            "Cell" => self.end_cell()?,
            "Row" => {
                self.unshown.rows += usize::from(self.row_hidden && self.row_printed);
                self.placer.end_row();
            }
            "Visible" => self.sheet_hidden = true,
            "Worksheet" => self.end_sheet(lines)?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Failure> {
        let cell = std::mem::take(&mut self.cell);
        self.unshown.formulas += usize::from(cell.formula && self.text.is_empty());
        let mut stored = None;
        let text = if cell.number {
            let general = NumberFormat::default();
            let format = self.formats.get(&cell.style).unwrap_or(&general);
            let shown = format.show(&self.text);
            stored = beside(&self.text, &shown).filter(|_| !format.is_date());
            shown
        } else {
            one_line(&self.text)
        };
        let (rows, columns) = (cell.down.saturating_add(1), cell.across.saturating_add(1));
        let (row, column) = self.placer.place(rows, columns, &mut self.budget)?;
        self.budget.text(text.len())?;
        self.row_printed |= !text.is_empty();
        self.grid.put(row, column, text);
        self.grid.store(row, column, stored);
        self.grid.merge_down(row, column, rows);
        Ok(())
    }

    fn end_sheet(&mut self, lines: &mut Lines<'_>) -> Result<(), Failure> {
        let grid = std::mem::take(&mut self.grid);
        let name = std::mem::take(&mut self.sheet);
        if self.sheet_hidden {
            self.unshown.sheets.push(name);
            return Ok(());
        }
        lines.apart()?;
        if let Some(title) = lines.title_of_sheet(&name, &grid) {
            lines.paragraph(&title)?;
        }
        lines.table(&grid)
    }
}

/// Formats go by English names beside their codes.
fn named_format(code: &str) -> NumberFormat {
    NumberFormat::parse(match code {
        "" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Currency" | "Euro Currency" => "#,##0.00",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => "yyyy-mm-dd",
        code => code,
    })
}
