//! XLSX: the visible sheets of a workbook, numbers as their formats print them, results of formulas as stored.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use super::Reduced;
use crate::load::message::{self, Unshown};
use crate::load::reduction::container::Container;
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::number_format::NumberFormat;
use crate::load::reduction::one_line;
use crate::load::reduction::stored::beside;
use crate::load::reduction::xml::{Step, Steps, attribute, flag, local, number};
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads all sheets that are shown.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(name, bytes).map_err(|failure| message::failure(name, Format::Xlsx, failure))
}

fn read(name: &str, bytes: &[u8]) -> Result<Reduced, Failure> {
    let mut container = Container::open(bytes)?;
    let workbook = container.required("xl/workbook.xml")?;
    let relations = container
        .part("xl/_rels/workbook.xml.rels")?
        .unwrap_or_default();
    let targets = targets(&relations, "xl");
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut budget = Budget::default();
    let strings = container.part("xl/sharedStrings.xml")?.unwrap_or_default();
    let styles = container.part("xl/styles.xml")?.unwrap_or_default();
    let book = Book {
        strings: shared_strings(&strings, &mut budget)?,
        formats: formats(&styles),
    };
    let mut unshown = Unshown::default();
    let mut damaged = false;
    for sheet in sheets(&workbook) {
        let Some(Target {
            part,
            sheet: is_sheet,
        }) = targets.get(&sheet.relation)
        else {
            continue;
        };
        if sheet.hidden {
            unshown.sheets.push(sheet.name);
            continue;
        }
        // Sheets that hold a chart alone have a part of another kind.
        if !is_sheet {
            continue;
        }
        let Some(text) = container.part(part)? else {
            damaged = true;
            continue;
        };
        let mut steps = Steps::new(&text);
        let mut read = Sheet::new(&book);
        read.read(&mut steps, &mut budget, &mut unshown)?;
        let grid = read.grid;
        damaged |= steps.damaged;
        lines.apart()?;
        if let Some(title) = lines.title_of_sheet(&sheet.name, &grid) {
            lines.paragraph(&title)?;
        }
        lines.table(&grid)?;
        if read.draws && holds_picture(&mut container, part)? {
            lines.picture();
        }
    }
    let mut problems = message::unshown(name, &unshown);
    if damaged || container.damaged {
        problems.push(message::cut_off(name));
    }
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

fn sheets(workbook: &str) -> Vec<Listed> {
    let mut sheets = Vec::new();
    each(workbook, "sheet", |tag| {
        sheets.push(Listed {
            name: attribute(tag, "name").unwrap_or_default(),
            relation: attribute(tag, "id").unwrap_or_default(),
            hidden: attribute(tag, "state").is_some_and(|state| state != "visible"),
        });
    });
    sheets
}

fn each(text: &str, name: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut steps = Steps::new(text);
    while let Some(step) = steps.next() {
        if let Step::Open(tag) = step
            && local(&tag) == name
        {
            visit(&tag);
        }
    }
}

/// The part a relation leads to.
struct Target {
    part: String,
    /// Whether it is a sheet of cells.
    sheet: bool,
}

/// Parts by the identifier of their relation; `folder` is the one of the part that lists them.
fn targets(relations: &str, folder: &str) -> BTreeMap<String, Target> {
    let mut targets = BTreeMap::new();
    each(relations, "Relationship", |tag| {
        let part = resolved(folder, &attribute(tag, "Target").unwrap_or_default());
        let kind = attribute(tag, "Type").unwrap_or_default();
        // The kind tells; where it is lost, the folder does.
        let sheet = kind.ends_with("/worksheet") || kind.is_empty() && part.contains("worksheets/");
        targets.insert(
            attribute(tag, "Id").unwrap_or_default(),
            Target { part, sheet },
        );
    });
    targets
}

/// The name of a part from the folder of the part that names it: `../drawings/drawing1.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut names: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|name| !name.is_empty()).collect(),
    };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Whether a drawing of a sheet holds a picture.
fn holds_picture(container: &mut Container<'_>, sheet: &str) -> Result<bool, Failure> {
    let (folder, name) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    let relations = container.part(&format!("{folder}/_rels/{name}.rels"))?;
    let relations = relations.unwrap_or_default();
    let mut drawings = Vec::new();
    each(&relations, "Relationship", |tag| {
        let kind = attribute(tag, "Type").unwrap_or_default();
        let target = attribute(tag, "Target").unwrap_or_default();
        if kind.ends_with("/drawing") {
            drawings.push(resolved(folder, &target));
        }
    });
    for drawing in drawings {
        let drawing = container.part(&drawing)?.unwrap_or_default();
        let mut held = false;
        each(&drawing, "blip", |_| held = true);
        if held {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What all sheets refer to.
struct Book {
    strings: Vec<String>,
    formats: Vec<NumberFormat>,
}

fn shared_strings(text: &str, budget: &mut Budget) -> Result<Vec<String>, Failure> {
    let mut strings = Vec::new();
    let mut steps = Steps::new(text);
    let mut string = String::new();
    let mut in_text = false;
    while let Some(step) = steps.next() {
        match step {
            Step::Open(tag) => match local(&tag) {
                // How a name is read aloud is no part of it.
                "rPh" => steps.skip(),
                "t" => in_text = true,
                _ => {}
            },
            Step::Text(text) if in_text => string.push_str(&text),
            Step::Text(_) => {}
            Step::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "si" => {
                    budget.cells(1)?;
                    strings.push(one_line(&unescaped(&std::mem::take(&mut string))));
                }
                _ => {}
            },
        }
    }
    Ok(strings)
}

/// The number format of every cell style.
fn formats(styles: &str) -> Vec<NumberFormat> {
    let mut own: BTreeMap<usize, NumberFormat> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    let mut steps = Steps::new(styles);
    while let Some(step) = steps.next() {
        match step {
            Step::Open(tag) => match local(&tag) {
                "numFmt" => {
                    let code = attribute(&tag, "formatCode").unwrap_or_default();
                    let id = number(&tag, "numFmtId").unwrap_or(0);
                    own.insert(id, NumberFormat::parse(&code));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number(&tag, "numFmtId").unwrap_or(0);
                    let format = own.get(&id).cloned();
                    formats.push(format.unwrap_or_else(|| NumberFormat::built_in(id)));
                }
                _ => {}
            },
            Step::Close(name) if name == "cellXfs" => in_cells = false,
            Step::Close(_) | Step::Text(_) => {}
        }
    }
    formats
}

/// A sheet in reading.
struct Sheet<'b> {
    book: &'b Book,
    grid: Grid,
    row: usize,
    column: usize,
    /// Columns that are not shown, first and last.
    hidden_columns: Vec<(usize, usize)>,
    row_hidden: bool,
    unseen_rows: BTreeSet<usize>,
    hides_zeros: bool,
    /// Whether pictures, shapes or charts stand on it.
    draws: bool,
    cell: Cell,
    /// Which text is being read.
    part: Part,
}

#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: String,
    formula: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Value,
}

impl<'b> Sheet<'b> {
    fn new(book: &'b Book) -> Self {
        Sheet {
            book,
            grid: Grid::default(),
            row: 0,
            column: 0,
            hidden_columns: Vec::new(),
            row_hidden: false,
            unseen_rows: BTreeSet::new(),
            hides_zeros: false,
            draws: false,
            cell: Cell::default(),
            part: Part::None,
        }
    }

    fn read(
        &mut self,
        steps: &mut Steps<'_>,
        budget: &mut Budget,
        unshown: &mut Unshown,
    ) -> Result<(), Failure> {
        let mut merged = Vec::new();
        while let Some(step) = steps.next() {
            match step {
                Step::Open(tag) => match local(&tag) {
                    "rPh" => steps.skip(),
                    "sheetView" => {
                        self.hides_zeros |= attribute(&tag, "showZeros").as_deref() == Some("0");
                    }
                    "col" if flag(&tag, "hidden") => self.hide_columns(&tag),
                    "row" => self.begin_row(&tag),
                    "c" => self.begin_cell(&tag),
                    "v" | "t" => self.part = Part::Value,
                    "f" => self.cell.formula = true,
                    "drawing" => self.draws = true,
                    "mergeCell" => merged.extend(attribute(&tag, "ref")),
                    _ => {}
                },
                Step::Text(text) if self.part == Part::Value => self.cell.value.push_str(&text),
                Step::Text(_) => {}
                Step::Close(name) => match name.as_str() {
                    "v" | "t" => self.part = Part::None,
                    "c" => self.end_cell(budget, unshown)?,
                    _ => {}
                },
            }
        }
        for range in &merged {
            if let Some(((top, left), (bottom, right))) = area(range) {
                budget.cells(self.grid.merge(top..=bottom, &(left..=right)))?;
            }
        }
        unshown.columns += self.grid.hidden();
        unshown.rows += self.unseen_rows.len();
        Ok(())
    }

    fn hide_columns(&mut self, tag: &BytesStart<'_>) {
        let first = number(tag, "min").unwrap_or(1).saturating_sub(1);
        let last = number(tag, "max").unwrap_or(1).saturating_sub(1);
        self.hidden_columns.push((first, last));
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) {
        self.row = match number(tag, "r") {
            Some(row) => row.saturating_sub(1),
            None => self.row + 1,
        };
        self.column = 0;
        self.row_hidden = flag(tag, "hidden");
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        if let Some((row, column)) = attribute(tag, "r").as_deref().and_then(position) {
            self.row = row;
            self.column = column;
        }
        self.cell = Cell {
            kind: attribute(tag, "t").unwrap_or_default(),
            style: number(tag, "s").unwrap_or(0),
            ..Cell::default()
        };
    }

    fn end_cell(&mut self, budget: &mut Budget, unshown: &mut Unshown) -> Result<(), Failure> {
        let cell = std::mem::take(&mut self.cell);
        let column = self.column;
        self.column += 1;
        unshown.formulas += usize::from(cell.formula && cell.value.is_empty());
        let text = self.shown(&cell);
        if text.is_empty() {
            return Ok(());
        }
        let hidden = |(first, last): &(usize, usize)| (*first..=*last).contains(&column);
        if self.hidden_columns.iter().any(hidden) {
            self.grid.hide(column);
            return Ok(());
        }
        if self.row_hidden {
            self.unseen_rows.insert(self.row);
        }
        budget.cells(1)?;
        budget.text(text.len())?;
        let stored = self.stored(&cell, &text);
        self.grid.put(self.row, column, text);
        self.grid.store(self.row, column, stored);
        Ok(())
    }

    /// The number of a cell, where it says more than the cell shows.
    fn stored(&self, cell: &Cell, shown: &str) -> Option<Decimal> {
        let number = matches!(cell.kind.as_str(), "" | "n");
        let date = || (self.book.formats.get(cell.style)).is_some_and(NumberFormat::is_date);
        (number && !date()).then(|| beside(&cell.value, shown))?
    }

    fn shown(&self, cell: &Cell) -> String {
        match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse().ok();
                let string = index.and_then(|index: usize| self.book.strings.get(index));
                string.cloned().unwrap_or_default()
            }
            "" | "n" if cell.value.is_empty() => String::new(),
            "" | "n" => {
                let general = NumberFormat::default();
                let format = self.book.formats.get(cell.style).unwrap_or(&general);
                if self.hides_zeros && is_zero(&cell.value) {
                    return String::new();
                }
                one_line(&format.show(&cell.value))
            }
            "b" => if cell.value.trim() == "1" {
                "TRUE"
            } else {
                "FALSE"
            }
            .to_owned(),
            _ => one_line(&unescaped(&cell.value)),
        }
    }
}

/// Without the form in which workbooks write characters that XML has no room for: `_x000D_`.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => plain.push(c),
            None => plain.push_str("_x"),
        }
        rest = from
            .get(if code.is_some() { 7 } else { 2 }..)
            .unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn is_zero(stored: &str) -> bool {
    stored.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// `B3` → row 2, column 1.
fn position(reference: &str) -> Option<(usize, usize)> {
    let letters = reference
        .find(|c: char| c.is_ascii_digit())
        .filter(|count| (1..=3).contains(count))?;
    let (letters, digits) = reference.split_at(letters);
    let mut column = 0;
    for letter in letters.bytes() {
        let place = letter.to_ascii_uppercase().checked_sub(b'A')?;
        column = column * 26 + usize::from(place) + 1;
    }
    let row: usize = digits.parse().ok()?;
    let fits = row <= 1_048_576 && column <= 16_384;
    fits.then(|| (row.saturating_sub(1), column.saturating_sub(1)))
}

/// `A1:C2` → first and last cell.
fn area(range: &str) -> Option<((usize, usize), (usize, usize))> {
    let (first, last) = range.split_once(':')?;
    let (first, last) = (position(first)?, position(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
}
