//! Formats that are no plain text, each reduced to lines of text: the rest of the loader knows lines only.

mod pdf;

use super::encoding::Format;
use crate::model::Problem;

/// A file reduced to lines of text; table rows are lines whose cells are divided by tabs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reduced {
    /// The lines. An empty line stands between tables, headings and pages.
    pub(super) text: String,
    /// 1-based first line of every page; empty for formats without pages.
    pub(super) page_starts: Vec<u32>,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
}

/// Reads one file of a format; `Err` says in one sentence why nothing could be read.
pub(super) type Reduce = fn(name: &str, bytes: &[u8]) -> Result<Reduced, Problem>;

/// The formats that are read.
const FORMATS: &[(Format, Reduce)] = &[(Format::Pdf, pdf::reduce)];

/// The reader of a format, if that format is read.
#[must_use]
pub(super) fn reader(format: Format) -> Option<Reduce> {
    FORMATS
        .iter()
        .find(|(listed, _)| *listed == format)
        .map(|&(_, reduce)| reduce)
}
