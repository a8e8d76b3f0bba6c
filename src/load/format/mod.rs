//! The formats documents are published in, each reduced to the lines of text the loader understands.
//!
//! One file for one format, one line in `FORMATS`. A reader may fail, but on no bytes may it hang,
//! overflow the stack or take more memory than the limits of `reduction::limit` allow.

mod csv_text;
mod docx;
mod html;
mod markdown;
mod mht;
mod old_excel;
mod old_word;
mod opendocument;
pub(super) mod pdf;
mod spreadsheet_xml;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::reduction::limit::Failure;
use crate::load::line::Marks;
use crate::load::message;
use crate::load::sniff::Format;
use crate::model::{PageSize, Print, Problem, StoredNumbers};

/// A file reduced to lines of text; table rows are lines whose cells are divided by tabs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reduced {
    /// The lines.
    pub(super) text: String,
    /// 1-based first lines of the pages, where the format has pages.
    pub(super) page_starts: Vec<u32>,
    /// How large the pages are, where the format tells.
    pub(super) page_sizes: Vec<PageSize>,
    /// Where on the pages the characters stand, where the format tells.
    pub(super) print: Print,
    /// Pages whose text was recognised from pictures.
    pub(super) recognised: Vec<u32>,
    /// What cells store beside what they print.
    pub(super) stored: StoredNumbers,
    /// What is known of the lines besides.
    pub(super) marks: Marks,
    /// What was not read.
    pub(super) problems: Vec<Problem>,
}

type Reduce = fn(&str, &[u8]) -> Result<Reduced, Problem>;

/// Every format that is read, and its reader.
const FORMATS: &[(Format, Reduce)] = &[
    (Format::Csv, csv_text::reduce),
    (Format::Doc, old_word::reduce),
    (Format::Docx, docx::reduce),
    (Format::Html, html::reduce),
    (Format::Markdown, markdown::reduce),
    (Format::Mht, mht::reduce),
    (Format::Ods, opendocument::reduce),
    (Format::Odt, opendocument::reduce),
    (Format::Pdf, pdf::reduce),
    (Format::SpreadsheetXml, spreadsheet_xml::reduce),
    (Format::Xls, old_excel::reduce),
    (Format::Xlsx, xlsx::reduce),
];

/// Reduces a file of this format. A format nobody reads, and a fault inside a reader, are problems
/// like any other.
pub(super) fn reduce(format: Format, name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    let Some((_, reader)) = FORMATS.iter().find(|(known, _)| *known == format) else {
        return Err(message::not_read(name, format));
    };
    catch_unwind(AssertUnwindSafe(|| reader(name, bytes)))
        .unwrap_or_else(|_| Err(message::failure(name, format, Failure::Damaged)))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests;
