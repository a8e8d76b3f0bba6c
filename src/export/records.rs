//! Writing rows of named values as CSV or as a JSON array, one row at a time.

use std::io::{self, Write};

use serde::Serialize;

/// A row of a table.
pub trait Record: Serialize {
    /// The names of the values in order, exactly as the header line prints them.
    const HEADER: &'static [&'static str];
}

/// Writes comma-separated values: UTF-8 without byte-order mark, lines ended by a line feed.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write_csv<R: Record>(
    records: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> io::Result<()> {
    // The header is written by hand because an export without rows has one, too.
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(out);
    writer.write_record(R::HEADER).map_err(plain)?;
    for record in records {
        writer.serialize(record).map_err(plain)?;
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

/// Writes a JSON array of objects, one on a line.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write_json<S: Serialize>(
    records: impl Iterator<Item = S>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, record) in records.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &record)?;
    }
    out.write_all(b"\n]\n")
}

/// The names under which serde writes a record; tests compare them with [`Record::HEADER`].
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
pub(super) fn names_of<R: Record>(record: &R) -> Vec<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(record).unwrap();
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let header = text.lines().next().unwrap();
    header.split(',').map(str::to_owned).collect()
}
