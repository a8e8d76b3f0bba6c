//! The printed numbers of a corpus in the order of their size. The numbers themselves are read where they stand: the index keeps 4 bytes for each.
//!
//! A number is told by the number of its cell, counted through all rows of all tables.

use std::cmp::Ordering;
use std::sync::LazyLock;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::amount::AmountTest;
use super::index::as_u32;
use crate::model::{CellRef, Corpus, Figure, PlainUnit, RowRef, Rows, TableId, Unit};

/// No amount beyond this is an exact one; it is a little less than the greatest [`Decimal`].
const GREATEST: f64 = 7.9e28;

/// Relative difference from which on two approximate sizes decide.
pub(super) const CLOSE: f64 = 1e-9;

/// All printed numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    tables: Vec<Numbered>,
    cells: usize,
    /// The numbers of each unit, the greatest first.
    falling: Vec<(Unit, Vec<u32>)>,
    /// Numbers whose amount leaves the digits of [`Decimal`].
    beyond: Vec<u32>,
}

/// A table and the first of its numbers.
#[derive(Debug)]
struct Numbered {
    first: usize,
    address: TableId,
    /// The entry of its first row.
    entry: usize,
}

impl Numbers {
    /// Adds a table whose first row is this entry; the number of its first cell.
    pub(super) fn push(&mut self, address: TableId, entry: usize, rows: &Rows) -> usize {
        let first = self.cells;
        self.tables.push(Numbered {
            first,
            address,
            entry,
        });
        self.cells += rows.cell_count();
        first
    }

    /// Puts the numbers of all tables in order.
    pub(super) fn sort(&mut self, corpus: &Corpus) {
        // Sizes are asked for many times over while they are sorted, and never again.
        let mut sizes: Vec<f64> = Vec::with_capacity(self.cells);
        for table in &self.tables {
            let Some(found) = corpus.table(table.address) else {
                continue;
            };
            for cell in 0..found.rows.cell_count() {
                let figure = found.rows.figure(cell).filter(Figure::is_number);
                let number = as_u32(sizes.len());
                let known = figure.as_ref().and_then(size);
                sizes.push(known.unwrap_or(0.0));
                match figure {
                    Some(figure) if known.is_some() => {
                        of_unit(&mut self.falling, figure.unit()).push(number);
                    }
                    Some(_) => self.beyond.push(number),
                    None => {}
                }
            }
        }
        let mut falling = std::mem::take(&mut self.falling);
        for (_, numbers) in &mut falling {
            numbers.shrink_to_fit();
            numbers.par_sort_unstable_by(|&one, &other| {
                let size = |number: u32| sizes.get(number as usize).copied().unwrap_or(0.0);
                let printed = |number: u32| self.printed(corpus, number);
                compare(size(one), size(other))
                    .unwrap_or_else(|| printed(other).cmp(&printed(one)))
                    .then(one.cmp(&other))
            });
        }
        self.falling = falling;
    }

    fn table_of(&self, number: usize) -> Option<&Numbered> {
        let behind = self.tables.partition_point(|table| table.first <= number);
        self.tables.get(behind.checked_sub(1)?)
    }

    /// The figure a number is.
    pub(super) fn figure(&self, corpus: &Corpus, number: usize) -> Option<Figure> {
        let table = self.table_of(number)?;
        let rows = &corpus.table(table.address)?.rows;
        rows.figure(number - table.first)
    }

    /// The entry of the row that prints a number.
    pub(super) fn entry_of(&self, corpus: &Corpus, number: usize) -> Option<usize> {
        let table = self.table_of(number)?;
        let rows = &corpus.table(table.address)?.rows;
        Some(table.entry + rows.row_of_cell(number - table.first))
    }

    fn printed(&self, corpus: &Corpus, number: u32) -> Option<Decimal> {
        let figure = self.figure(corpus, number as usize);
        figure.map(|figure| figure.number())
    }

    /// For each unit the numbers that meet a condition, the greatest first, and each by itself those
    /// that have no size.
    pub(super) fn meeting(&self, corpus: &Corpus, asked: &Asked) -> Vec<&[u32]> {
        let units = self.falling.iter().filter_map(|(unit, numbers)| {
            let range = asked.test.range_in(unit)?;
            let is = |number: u32, holds: &dyn Fn(Decimal) -> bool| {
                self.printed(corpus, number).is_some_and(holds)
            };
            let first = numbers.partition_point(|&number| is(number, &|size| range.is_below(size)));
            let rest = numbers.get(first..)?;
            let count = rest.partition_point(|&number| !is(number, &|size| range.is_above(size)));
            rest.get(..count)
        });
        let beyond = self.beyond.iter().filter(|&&number| {
            let figure = self.figure(corpus, number as usize);
            figure.is_some_and(|figure| asked.meets(&figure))
        });
        units.chain(beyond.map(std::slice::from_ref)).collect()
    }
}

/// The list of a unit. There are few units.
fn of_unit<'l>(lists: &'l mut Vec<(Unit, Vec<u32>)>, unit: &Unit) -> &'l mut Vec<u32> {
    let known = lists.iter().position(|(other, _)| other == unit);
    let at = known.unwrap_or_else(|| {
        lists.push((unit.clone(), Vec::new()));
        lists.len() - 1
    });
    &mut lists[at].1
}

/// The greater of two approximate sizes is less; `None` when they are too close to tell.
pub(super) fn compare(one: f64, other: f64) -> Option<Ordering> {
    let gap = CLOSE * one.abs().max(other.abs());
    if one > other + gap {
        Some(Ordering::Less)
    } else if other > one + gap {
        Some(Ordering::Greater)
    } else {
        (gap == 0.0).then_some(Ordering::Equal)
    }
}

/// Decimals a [`Decimal`] can have, and none.
const SCALES: usize = 29;

/// About how much a number is, in 元, for ranking: exact to more than twelve digits. `None` when its
/// amount leaves the digits of [`Decimal`].
#[expect(
    clippy::cast_precision_loss,
    reason = "ranking looks at the exact amounts where these are close"
)]
pub(super) fn size(figure: &Figure) -> Option<f64> {
    /// What one step of the last decimal is about, by unit and decimals.
    static STEPS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let step = |unit: PlainUnit, decimals: u32| {
            let power = i32::try_from(decimals).unwrap_or(0);
            approximate(unit.unit().factor()) / 10_f64.powi(power)
        };
        by_form(&step)
    });
    let step = figure.steps().and_then(|(unit, decimals, digits)| {
        let step = STEPS.get(form(unit, decimals))?;
        Some(digits as f64 * step)
    });
    let size = match step {
        Some(size) => size,
        None => approximate(figure.amount()?.as_decimal()),
    };
    (size.abs() < GREATEST).then_some(size)
}

/// Something for each unit and each number of decimals.
fn by_form<T>(make: &dyn Fn(PlainUnit, u32) -> T) -> Vec<T> {
    let units = PlainUnit::ALL.into_iter();
    units
        .flat_map(|unit| (0..as_u32(SCALES)).map(move |decimals| make(unit, decimals)))
        .collect()
}

/// The place of a unit and decimals in such a list.
fn form(unit: PlainUnit, decimals: u8) -> usize {
    unit as usize * SCALES + usize::from(decimals)
}

/// A condition, ready to be held against many numbers.
#[derive(Debug)]
pub(super) struct Asked {
    test: AmountTest,
    /// By unit and decimals: the least and greatest digits that meet it.
    steps: Vec<Option<(i64, i64)>>,
}

impl Asked {
    /// Prepares a condition.
    pub(super) fn new(test: &AmountTest) -> Asked {
        let steps = |unit: PlainUnit, decimals: u32| test.range_in(unit.unit())?.in_steps(decimals);
        Asked {
            test: test.clone(),
            steps: by_form(&steps),
        }
    }

    /// The first cell of a row that prints a number which meets the condition.
    pub(super) fn first(&self, row: RowRef<'_>) -> Option<usize> {
        let meets = |cell: CellRef<'_>| cell.figure().is_some_and(|figure| self.meets(&figure));
        row.cells().iter().position(meets)
    }

    fn meets(&self, figure: &Figure) -> bool {
        if !figure.is_number() {
            return false;
        }
        if let Some((unit, decimals, digits)) = figure.steps() {
            let steps = self.steps.get(form(unit, decimals)).copied().flatten();
            return steps.is_some_and(|(least, most)| least <= digits && digits <= most);
        }
        let range = self.test.range_in(figure.unit());
        range.is_some_and(|range| range.contains(figure.number()))
    }
}

/// The nearest binary number: good enough to rank by.
pub(super) fn approximate(number: Decimal) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    number.to_f64().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, Cell, Certainty, Content, FigureKind, Place, Row};

    fn row(printed: &[(&str, Unit)]) -> Row {
        let cell = |(raw, unit): &(&str, Unit)| {
            let number: Decimal = raw.parse().unwrap_or_default();
            let (kind, scale) = (FigureKind::Printed, number.scale());
            let content = Content::Figure(Figure::new(kind, number, scale, unit.clone(), raw));
            Cell::new(0, content, Certainty::Printed, Place::default())
        };
        let mut row = Row::new(1, 0);
        row.cells = printed.iter().map(cell).collect();
        row
    }

    #[test]
    fn a_condition_is_exact_however_long_the_number() {
        let printed = [
            ("12.50", Unit::WanYuan),
            ("-3", Unit::Yuan),
            ("1234567890123456789012345.25", Unit::Yuan),
            ("7", Unit::Count("辆".into())),
        ];
        let rows: Rows = [row(&printed)].into_iter().collect();
        let row = rows.get(0).expect("a row");
        for (index, (raw, unit)) in printed.iter().enumerate() {
            let number: Decimal = raw.parse().unwrap_or_default();
            let amount = Amount::new(number).checked_mul(unit.factor());
            let figure = rows.figure(index).expect("a figure");
            assert_eq!(figure.amount(), amount, "{raw}");
            let about = approximate(amount.expect("no overflow").as_decimal());
            let size = size(&figure).expect("a size");
            assert!((size - about).abs() <= about.abs() * CLOSE, "{raw}: {size}");
            let asked = Asked::new(&AmountTest::parse(raw).expect("a condition"));
            assert_eq!(asked.first(row), Some(index), "{raw}");
            let met = row.cells().iter().filter(|cell| {
                let figure = cell.figure();
                figure.is_some_and(|figure| asked.meets(&figure))
            });
            assert_eq!(met.count(), 1, "{raw}");
        }
    }
}
