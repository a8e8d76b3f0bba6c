//! The lines of a grid in the order of a column, worked out from what is sorted by alone: no row is moved.

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::model::{At, GridColumn, GridModel};
use crate::model::Table;

/// What a grid is sorted by: the column, and whether the greatest comes first.
pub(super) type By = (GridColumn, bool);

/// Lines in the order of a column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sorted {
    /// What they are sorted by.
    pub(super) by: By,
    /// Printed lines in the order shown.
    order: Vec<u32>,
}

/// What a line is sorted by. Blanks and words without a number come last in either direction.
enum Key<'t> {
    Number(Decimal),
    Words(&'t str),
    Nothing,
}

impl Sorted {
    /// Sorts the lines of a table. Equal lines keep their printed order.
    pub(super) fn new(model: &GridModel, table: &Table, by: By) -> Sorted {
        let mut printed = model.clone();
        printed.sorted = None;
        let count = u32::try_from(printed.len()).unwrap_or(u32::MAX);
        let keys: Vec<Key<'_>> = (0..count)
            .into_par_iter()
            .map(|line| key(&printed, table, line as usize, by.0))
            .collect();
        let (mut numbers, mut words, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
        for (line, key) in (0..count).zip(keys) {
            match key {
                Key::Number(number) => numbers.push((number, line)),
                Key::Words(text) => words.push((text, line)),
                Key::Nothing => nothing.push(line),
            }
        }
        let mut order = match short(&numbers) {
            Some(numbers) => in_order(numbers, by.1),
            None => in_order(numbers, by.1),
        };
        order.extend(in_order(words, by.1));
        order.extend(nothing);
        Sorted { by, order }
    }

    /// The printed line shown at a line.
    pub(super) fn printed(&self, line: usize) -> Option<usize> {
        self.order.get(line).map(|&printed| printed as usize)
    }

    /// The line at which a printed line is shown.
    pub(super) fn line_of(&self, printed: usize) -> Option<usize> {
        let mut lines = self.order.iter();
        lines.position(|found| *found as usize == printed)
    }
}

/// The numbers as digits with the same count of decimals, where all fit: they are compared at once.
fn short(numbers: &[(Decimal, u32)]) -> Option<Vec<(i64, u32)>> {
    let decimals = numbers.iter().map(|(number, _)| number.scale()).max()?;
    let digits = |number: &Decimal| {
        let more = 10_i128.checked_pow(decimals - number.scale())?;
        i64::try_from(number.mantissa().checked_mul(more)?).ok()
    };
    let numbers = numbers.iter();
    numbers
        .map(|(number, line)| Some((digits(number)?, *line)))
        .collect()
}

fn in_order<K: Ord + Send>(mut keyed: Vec<(K, u32)>, greatest_first: bool) -> Vec<u32> {
    keyed.par_sort_unstable_by(|(one, line), (other, other_line)| {
        let order = if greatest_first {
            other.cmp(one)
        } else {
            one.cmp(other)
        };
        order.then(line.cmp(other_line))
    });
    keyed.into_iter().map(|(_, line)| line).collect()
}

fn key<'t>(model: &GridModel, table: &'t Table, line: usize, column: GridColumn) -> Key<'t> {
    let row = || {
        let row = model.row(table, line, column)?;
        table.rows.get(row)
    };
    match column {
        GridColumn::Code(_) => row().map_or(Key::Nothing, |row| Key::Words(&row.code)),
        GridColumn::Name(_) => row().map_or(Key::Nothing, |row| Key::Words(&row.name)),
        GridColumn::Undecided(_) => Key::Nothing,
        GridColumn::Data(_) => match model.at(table, line, column) {
            At::Cell(_, _, cell) => match cell.figure() {
                Some(figure) if figure.is_number() => Key::Number(figure.number()),
                _ => cell.text().map_or(Key::Nothing, Key::Words),
            },
            At::Maybe(_) | At::Blank => Key::Nothing,
        },
    }
}
