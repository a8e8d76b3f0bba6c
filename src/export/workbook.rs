//! Data sets as a workbook (XLSX), one sheet for each kind of record.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::dataset::{Dataset, Holds, Row, Shortfall, TypedColumn, Value, typed};

/// The most rows a sheet can have, the header among them.
pub const SHEET_ROWS: u32 = 1_048_576;

/// The most UTF-16 units of a text.
const TEXT_UNITS: usize = 32_767;

/// The numbers of a workbook are binary. Every decimal with so many digits is the only one of them
/// next to its binary number; of longer ones the last digits would be lost.
const NUMBER_DIGITS: usize = 15;

/// The narrowest and the widest column, in digits.
const WIDTHS: (usize, usize) = (6, 60);

/// Room for the arrow of the filter.
const ARROW: usize = 3;

/// Writes a workbook with a sheet for each data set, and further sheets where one has `sheet_rows`
/// rows, which are at most [`SHEET_ROWS`].
///
/// # Errors
/// When the package cannot make the file.
pub fn workbook(datasets: &[Dataset<'_>], sheet_rows: u32) -> io::Result<(Vec<u8>, Shortfall)> {
    fill(datasets, sheet_rows.min(SHEET_ROWS)).map_err(io::Error::other)
}

fn fill(datasets: &[Dataset<'_>], sheet_rows: u32) -> Result<(Vec<u8>, Shortfall), XlsxError> {
    let mut workbook = Workbook::new();
    // The same documents give the same bytes on every day.
    let day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut styles = Styles::default();
    let mut shortfall = Shortfall::default();
    for dataset in datasets {
        let mut rows = dataset.rows().peekable();
        let mut name = dataset.name.to_owned();
        for further in 2.. {
            let page = rows.by_ref().take(sheet_rows.saturating_sub(1) as usize);
            let sheet = workbook.add_worksheet().set_name(&name)?;
            Sheet::new(sheet, typed(dataset.columns), &mut styles, &mut shortfall)?.fill(page)?;
            if rows.peek().is_none() {
                break;
            }
            name = format!("{} {further}", dataset.name);
        }
    }
    Ok((workbook.save_to_buffer()?, shortfall))
}

/// How cells are shown.
struct Styles {
    header: Format,
    /// A text that would become a formula if someone edited it.
    quoted: Format,
    /// Figures by the number of their decimals.
    figures: BTreeMap<u32, Format>,
}

impl Default for Styles {
    fn default() -> Styles {
        Styles {
            header: Format::new().set_bold(),
            quoted: Format::new().set_quote_prefix(),
            figures: BTreeMap::new(),
        }
    }
}

impl Styles {
    /// All printed decimals, thousands apart.
    fn figure(&mut self, decimals: u32) -> &Format {
        self.figures.entry(decimals).or_insert_with(|| {
            let point = if decimals > 0 { "." } else { "" };
            let zeros = "0".repeat(decimals as usize);
            Format::new().set_num_format(format!("#,##0{point}{zeros}"))
        })
    }
}

/// A sheet being filled.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    columns: Vec<TypedColumn>,
    widths: Vec<usize>,
    styles: &'a mut Styles,
    shortfall: &'a mut Shortfall,
}

impl<'a> Sheet<'a> {
    /// A sheet with its header.
    fn new(
        sheet: &'a mut Worksheet,
        columns: Vec<TypedColumn>,
        styles: &'a mut Styles,
        shortfall: &'a mut Shortfall,
    ) -> Result<Sheet<'a>, XlsxError> {
        let mut widths = Vec::new();
        for (at, column) in (0..).zip(&columns) {
            sheet.write_string_with_format(0, at, &column.name, &styles.header)?;
            widths.push(column.name.width() + ARROW);
        }
        Ok(Sheet {
            sheet,
            columns,
            widths,
            styles,
            shortfall,
        })
    }

    fn fill(mut self, rows: impl Iterator<Item = Row>) -> Result<(), XlsxError> {
        let mut last = 0;
        for (line, row) in (1..).zip(rows) {
            last = line;
            for at in 0..self.columns.len() {
                self.write(line, at, &row)?;
            }
        }
        let mut end = 0;
        for (at, width) in (0..).zip(&self.widths) {
            let width = (*width).clamp(WIDTHS.0, WIDTHS.1);
            self.sheet
                .set_column_width(at, u16::try_from(width).unwrap_or(u16::MAX))?;
            end = at;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.autofilter(0, 0, last, end)?;
        // The digits of figures are texts on purpose.
        self.sheet
            .ignore_error_range(0, 0, last, end, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    fn write(&mut self, line: u32, at: usize, row: &Row) -> Result<(), XlsxError> {
        let Some((column, value)) = self
            .columns
            .get(at)
            .and_then(|column| Some((column, row.get(column.index)?)))
        else {
            return Ok(());
        };
        let place = u16::try_from(at).unwrap_or(u16::MAX);
        let mut shown = value.text();
        match (column.holds, value) {
            (_, Value::Absent) => return Ok(()),
            (Holds::Figure, _) => match value.number() {
                None => return Ok(()),
                Some(number) if digits(number) <= NUMBER_DIGITS => {
                    let style = self.styles.figure(number.scale());
                    self.sheet
                        .write_number_with_format(line, place, binary(&shown), style)?;
                }
                Some(_) => {
                    self.shortfall.figures += 1;
                    self.sheet.write_string(line, place, &*shown)?;
                }
            },
            (Holds::Whole, Value::Whole(number)) if number.to_string().len() <= NUMBER_DIGITS => {
                self.sheet.write_number(line, place, binary(&shown))?;
            }
            (_, Value::Flag(flag)) => {
                self.sheet.write_boolean(line, place, *flag)?;
            }
            _ => {
                let cut = fitting(&shown);
                if cut.len() < shown.len() {
                    self.shortfall.texts += 1;
                    shown = Cow::Owned(format!("{cut}…"));
                }
                if shown.starts_with(['=', '+', '-', '@']) {
                    let style = &self.styles.quoted;
                    self.sheet
                        .write_string_with_format(line, place, &*shown, style)?;
                } else {
                    self.sheet.write_string(line, place, &*shown)?;
                }
            }
        }
        if let Some(width) = self.widths.get_mut(at) {
            *width = (*width).max(shown.width() + 1);
        }
        Ok(())
    }
}

/// How many digits a number has, nought before it and behind it not counted.
fn digits(number: Decimal) -> usize {
    number
        .normalize()
        .mantissa()
        .unsigned_abs()
        .to_string()
        .len()
}

/// The binary number next to a decimal, which the digits it may have make the only one.
fn binary(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::NAN)
}

/// What of a text fits, with room for the sign that it was cut.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let mut room = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units < TEXT_UNITS {
            room = at + character.len_utf8();
        }
    }
    if units <= TEXT_UNITS {
        text
    } else {
        &text[..room]
    }
}
