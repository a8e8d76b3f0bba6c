//! XLS (Excel before 2007): the visible sheets, numbers as their formats print them.

use std::io::Cursor;

use office_oxide::limits::Limits;
use office_oxide::options::ParseOptions;
use office_oxide::xls::{CellValue, Sheet, XlsDocument, XlsError};
use office_oxide::{Document, DocumentFormat, OfficeError};

use super::Reduced;
use crate::load::message::{self, Unshown};
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::number_format::NumberFormat;
use crate::load::reduction::one_line;
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads all sheets that are shown.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    let mut options = ParseOptions::default();
    options.limits = Limits::strict();
    let input = Cursor::new(bytes.to_vec());
    let fail = |failure| message::failure(name, Format::Xls, failure);
    let document = Document::from_reader_with(input, DocumentFormat::Xls, &options)
        .map_err(|error| fail(cause(&error)))?;
    let book = document.as_xls().ok_or_else(|| fail(Failure::Damaged))?;
    read(name, book).map_err(fail)
}

fn cause(error: &OfficeError) -> Failure {
    match error {
        OfficeError::Xls(XlsError::Encrypted | XlsError::EncryptionNotSupported(_)) => {
            Failure::Protected
        }
        _ => Failure::Damaged,
    }
}

fn read(name: &str, book: &XlsDocument) -> Result<Reduced, Failure> {
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut unshown = Unshown::default();
    for sheet in &book.sheets {
        if sheet.hidden {
            unshown.sheets.push(sheet.name.clone());
            continue;
        }
        let grid = grid(sheet, lines.budget())?;
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
        text: lines.finish(),
        problems,
        ..Reduced::default()
    })
}

fn grid(sheet: &Sheet, budget: &mut Budget) -> Result<Grid, Failure> {
    let mut grid = Grid::default();
    for (row, cells) in sheet.rows.iter().enumerate() {
        budget.cells(cells.len())?;
        for (column, value) in cells.iter().enumerate() {
            let text = shown(sheet, row, column, value);
            budget.text(text.len())?;
            grid.put(row, column, text);
        }
    }
    for &(top, bottom, left, right) in &sheet.merged_cells {
        let columns = usize::from(left)..=usize::from(right);
        budget.cells(grid.merge(usize::from(top)..=usize::from(bottom), &columns))?;
    }
    Ok(grid)
}

/// Digits beyond which a number without format shows the noise of its binary fraction.
const MOST_DIGITS: usize = 15;

fn shown(sheet: &Sheet, row: usize, column: usize, value: &CellValue) -> String {
    let text = sheet.display_text(row, column).unwrap_or_default();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let noisy = matches!(value, CellValue::Number(_)) && digits > MOST_DIGITS;
    if noisy && text.contains('.') {
        NumberFormat::default().show(&text)
    } else {
        one_line(&text)
    }
}
