//! Holds what the loader read against what was printed, figure by figure.

use std::collections::BTreeMap;

use chazhang::model::{CellRef, Content, Disclosure, RowRef, Table};

use crate::generator::print::Stated;

/// What became of a printed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Right,
    /// The loader says that several columns are possible, the right one among them.
    Ambiguous,
    /// No column is named, and the right one is not among those that remain possible.
    Astray,
    /// In the right row, in a wrong column.
    WrongColumn,
    /// In a wrong table kind or row, or with another value.
    WrongRow,
    /// Not read at all.
    Missing,
    /// Read where no figure was printed.
    Extra,
}

/// One compared figure.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    pub(crate) outcome: Outcome,
    pub(crate) kind: &'static str,
    /// Printed and read, for people.
    pub(crate) what: String,
}

/// Compares every printed figure and every figure read.
pub(crate) fn compare(stated: &[Stated], disclosure: &Disclosure) -> Vec<Compared> {
    let mut read: BTreeMap<u32, (&Table, RowRef<'_>, CellRef<'_>)> = BTreeMap::new();
    for table in &disclosure.tables {
        for row in &table.rows {
            for cell in row.cells().iter().filter(|cell| cell.figure().is_some()) {
                read.insert(cell.place().span.start, (table, row, cell));
            }
        }
    }
    let mut compared: Vec<Compared> = stated
        .iter()
        .map(|stated| match read.remove(&stated.start) {
            Some((table, row, cell)) => one(stated, table, row, cell),
            None => Compared {
                outcome: Outcome::Missing,
                kind: stated.kind.name(),
                what: printed(stated),
            },
        })
        .collect();
    compared.extend(read.into_values().map(|(table, row, cell)| Compared {
        outcome: Outcome::Extra,
        kind: table.kind.name(),
        what: shown(table, row, cell),
    }));
    compared
}

fn one(stated: &Stated, table: &Table, row: RowRef<'_>, cell: CellRef<'_>) -> Compared {
    let path = |column: usize| table.columns[column].label();
    let value = match cell.content() {
        Content::Figure(figure) => figure.raw() == stated.raw && *figure.unit() == stated.unit,
        Content::Text(_) => false,
    };
    let row_right = table.kind == stated.kind
        && row.code() == stated.code
        && row.name() == stated.name
        && value;
    let outcome = match cell.column() {
        Some(column) if row_right && path(column) == stated.path => Outcome::Right,
        None if row_right && cell.candidates().iter().any(|&at| path(at) == stated.path) => {
            Outcome::Ambiguous
        }
        None if row_right => Outcome::Astray,
        Some(_) if row_right => Outcome::WrongColumn,
        _ => Outcome::WrongRow,
    };
    Compared {
        outcome,
        kind: stated.kind.name(),
        what: format!(
            "{}\n      read {}",
            printed(stated),
            shown(table, row, cell)
        ),
    }
}

fn printed(stated: &Stated) -> String {
    format!(
        "{} | {} {} | {} | {} {}",
        stated.kind.name(),
        stated.code,
        stated.name,
        stated.path,
        stated.raw,
        stated.unit
    )
}

fn shown(table: &Table, row: RowRef<'_>, cell: CellRef<'_>) -> String {
    let column = match cell.column() {
        Some(column) => table.columns[column].label(),
        None => {
            let labels = cell.candidates().iter();
            let labels: Vec<String> = labels.map(|&at| table.columns[at].label()).collect();
            format!("? {}", labels.join(" "))
        }
    };
    format!(
        "{} | {} {} | {column} | {} (line {})",
        table.kind.name(),
        row.code(),
        row.name(),
        cell.raw(),
        cell.place().line
    )
}
