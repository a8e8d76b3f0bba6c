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

/// Lines by what they are sorted by.
struct Keyed<'t, K> {
    numbers: Vec<(K, u32)>,
    words: Vec<(&'t str, u32)>,
    nothing: Vec<u32>,
}

impl<K: Ord + Send> Keyed<'_, K> {
    fn in_order(self, greatest_first: bool) -> Vec<u32> {
        let mut order = in_order(self.numbers, greatest_first);
        order.extend(in_order(self.words, greatest_first));
        order.extend(self.nothing);
        order
    }
}

/// Lines whose keys are worked out at once: those of a whole long table take too much room.
const AT_ONCE: usize = 1 << 14;

impl Sorted {
    /// Sorts the lines of a table. Equal lines keep their printed order.
    pub(super) fn new(model: &GridModel, table: &Table, by: By) -> Sorted {
        let mut printed = model.clone();
        printed.sorted = None;
        let key = |line: usize| key(&printed, table, line, by.0);
        let count = printed.len();
        let order = match keyed(count, &key, short) {
            Some(keyed) => keyed.in_order(by.1),
            None => keyed(count, &key, Some).map_or_else(Vec::new, |keyed| keyed.in_order(by.1)),
        };
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

/// All lines with what they are sorted by, numbers as `number` puts them; `None` where it does not.
fn keyed<'t, K>(
    count: usize,
    key: &(dyn Fn(usize) -> Key<'t> + Sync),
    number: impl Fn(Decimal) -> Option<K>,
) -> Option<Keyed<'t, K>> {
    let mut keyed = Keyed {
        numbers: Vec::with_capacity(count),
        words: Vec::new(),
        nothing: Vec::new(),
    };
    for first in (0..count).step_by(AT_ONCE) {
        let lines = first..count.min(first + AT_ONCE);
        let keys: Vec<Key<'t>> = lines.clone().into_par_iter().map(key).collect();
        for (line, key) in lines.zip(keys) {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            match key {
                Key::Number(size) => keyed.numbers.push((number(size)?, line)),
                Key::Words(text) => keyed.words.push((text, line)),
                Key::Nothing => keyed.nothing.push(line),
            }
        }
    }
    Some(keyed)
}

/// More decimals than amounts are printed with.
const DECIMALS: u32 = 6;

/// A number as digits with so many decimals, where they fit: they are compared at once.
fn short(number: Decimal) -> Option<i64> {
    let more = 10_i128.checked_pow(DECIMALS.checked_sub(number.scale())?)?;
    i64::try_from(number.mantissa().checked_mul(more)?).ok()
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
        GridColumn::Code(_) => row().map_or(Key::Nothing, |row| Key::Words(row.code())),
        GridColumn::Name(_) => row().map_or(Key::Nothing, |row| Key::Words(row.name())),
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
