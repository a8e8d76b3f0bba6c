//! XLS (Excel before 2007): the visible sheets, numbers as their formats print them.

mod records;

use std::io::Cursor;

use office_oxide::limits::Limits;
use office_oxide::options::ParseOptions;
use office_oxide::xls::{CellValue, Sheet, XlsDocument, XlsError};
use office_oxide::{Document, DocumentFormat, OfficeError};
use rust_decimal::Decimal;

use super::Reduced;
use crate::load::message::{self, Unshown};
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::number_format::NumberFormat;
use crate::load::reduction::one_line;
use crate::load::reduction::stored::beside;
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;
use records::{SheetShown, Shown};

/// Reads all sheets that are shown.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    let mut options = ParseOptions::default();
    options.limits = Limits::strict();
    let input = Cursor::new(bytes.to_vec());
    let fail = |failure| message::failure(name, Format::Xls, failure);
    let document = Document::from_reader_with(input, DocumentFormat::Xls, &options)
        .map_err(|error| fail(cause(&error)))?;
    let book = document.as_xls().ok_or_else(|| fail(Failure::Damaged))?;
    read(name, book, &records::read(bytes)).map_err(fail)
}

fn cause(error: &OfficeError) -> Failure {
    match error {
        OfficeError::Xls(XlsError::Encrypted | XlsError::EncryptionNotSupported(_)) => {
            Failure::Protected
        }
        _ => Failure::Damaged,
    }
}

fn read(name: &str, book: &XlsDocument, shown: &Shown) -> Result<Reduced, Failure> {
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut budget = Budget::default();
    let mut unshown = Unshown::default();
    let all = SheetShown::default();
    for (index, sheet) in book.sheets.iter().enumerate() {
        if sheet.hidden {
            unshown.sheets.push(sheet.name.clone());
            continue;
        }
        let view = View {
            sheet,
            shown,
            look: shown.sheets.get(index).unwrap_or(&all),
        };
        let grid = view.grid(&mut budget, &mut unshown)?;
        lines.apart()?;
        if let Some(title) = lines.title_of_sheet(&sheet.name, &grid) {
            lines.paragraph(&title)?;
        }
        lines.table(&grid)?;
    }
    let mut problems = message::unshown(name, &unshown);
    if book.truncated() {
        problems.push(message::cut_off(name));
    }
    Ok(Reduced {
        problems,
        ..lines.finish()
    })
}

/// A sheet and how it is shown.
struct View<'b> {
    sheet: &'b Sheet,
    shown: &'b Shown,
    look: &'b SheetShown,
}

impl View<'_> {
    fn grid(&self, budget: &mut Budget, unshown: &mut Unshown) -> Result<Grid, Failure> {
        let mut grid = Grid::default();
        for (row, cells) in self.sheet.rows.iter().enumerate() {
            budget.cells(cells.len())?;
            let mut prints = false;
            for (column, value) in cells.iter().enumerate() {
                let format = match value {
                    CellValue::Number(_) => self.format(row, column),
                    _ => None,
                };
                let text = self.text(row, column, value, format.as_ref());
                if text.is_empty() {
                    continue;
                }
                if self.look.hidden_columns.contains(&column) {
                    grid.hide(column);
                    continue;
                }
                prints = true;
                budget.text(text.len())?;
                let stored = stored(value, &text, format.as_ref());
                grid.put(row, column, text);
                grid.store(row, column, stored);
            }
            unshown.rows += usize::from(prints && self.look.hidden_rows.contains(&row));
        }
        unshown.columns += grid.hidden();
        for &(top, bottom, left, right) in &self.sheet.merged_cells {
            let columns = usize::from(left)..=usize::from(right);
            budget.cells(grid.merge(usize::from(top)..=usize::from(bottom), &columns))?;
        }
        Ok(grid)
    }

    fn text(
        &self,
        row: usize,
        column: usize,
        value: &CellValue,
        format: Option<&NumberFormat>,
    ) -> String {
        if !matches!(value, CellValue::Number(_)) {
            return one_line(&value.as_text_cow());
        }
        let stored = value.as_text_cow();
        if self.look.hides_zeros && stored == "0" {
            return String::new();
        }
        match format {
            Some(format) => one_line(&format.show(&stored)),
            None => self.as_the_package_shows(row, column),
        }
    }

    fn format(&self, row: usize, column: usize) -> Option<NumberFormat> {
        let styles = self.sheet.xf.get(row);
        let style = styles.and_then(|styles| styles.get(column)).copied();
        style.and_then(|style| self.shown.format(style))
    }

    fn as_the_package_shows(&self, row: usize, column: usize) -> String {
        let text = self.sheet.display_text(row, column).unwrap_or_default();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits > MOST_DIGITS && text.contains('.') {
            NumberFormat::default().show(&text)
        } else {
            one_line(&text)
        }
    }
}

/// The number of a cell, where it says more than the cell shows. Without a format nothing tells a date
/// from a quantity.
fn stored(value: &CellValue, shown: &str, format: Option<&NumberFormat>) -> Option<Decimal> {
    let number = matches!(value, CellValue::Number(_)) && !format?.is_date();
    number.then(|| beside(&value.as_text_cow(), shown))?
}

/// Digits beyond which a number without format shows the noise of its binary fraction.
const MOST_DIGITS: usize = 15;
