//! CSV: quoted cells as cells, everything else as the text loader reads it.

use super::Reduced;
use crate::load::encoding;
use crate::load::message;
use crate::load::reduction::grid::Grid;
use crate::load::reduction::limit::{Budget, Failure};
use crate::load::reduction::lines::Lines;
use crate::load::reduction::one_line;
use crate::load::sniff::Format;
use crate::load::vocabulary::Vocabulary;
use crate::model::Problem;

/// Reads all records as one sheet.
pub(super) fn reduce(name: &str, bytes: &[u8]) -> Result<Reduced, Problem> {
    read(bytes).map_err(|failure| message::failure(name, Format::Csv, failure))
}

fn read(bytes: &[u8]) -> Result<Reduced, Failure> {
    let (text, _, _) = encoding::text(bytes).ok_or(Failure::Damaged)?;
    let mut lines = Lines::new(Vocabulary::embedded());
    let mut grid = Grid::default();
    let mut budget = Budget::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Failure::Damaged)?;
        budget.cells(record.len())?;
        for (column, cell) in record.iter().enumerate() {
            grid.put(row, column, one_line(cell));
        }
    }
    lines.table(&grid)?;
    Ok(lines.finish())
}
