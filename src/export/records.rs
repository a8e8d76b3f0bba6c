//! Writing data sets as CSV or as a JSON array, one row at a time.

use std::io::{self, Write};

use serde::Serialize;

use super::dataset::{Dataset, Named};

/// Writes comma-separated values: UTF-8 without byte-order mark, lines ended by a line feed.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write_csv(dataset: &Dataset<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let names = dataset.columns.iter().map(|column| column.name);
    writer.write_record(names).map_err(plain)?;
    for row in dataset.rows() {
        for value in &row {
            writer.write_field(value.text().as_bytes()).map_err(plain)?;
        }
        writer.write_record(None::<&[u8]>).map_err(plain)?;
    }
    writer.flush()
}

/// The error of the writer below. The conversion that comes with the package hides its kind, and
/// with it whether the reader has only gone away.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes a data set as a JSON array of objects, one on a line.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write_json(dataset: &Dataset<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_array(dataset.rows(), out, |row, out| {
        serde_json::to_writer(out, &Named(dataset.columns, &row))
    })
}

/// Writes objects that hold others as a JSON array, one on a line.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write_nested_json<S: Serialize>(
    records: impl Iterator<Item = S>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_array(records, out, |record, out| {
        serde_json::to_writer(out, &record)
    })
}

fn write_array<T>(
    records: impl Iterator<Item = T>,
    out: &mut dyn Write,
    write: impl Fn(T, &mut dyn Write) -> serde_json::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, record) in records.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        write(record, out)?;
    }
    out.write_all(b"\n]\n")
}
