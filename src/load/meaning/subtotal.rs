//! Whether the printed figures confirm which rows are said to be parts of which.

use std::collections::BTreeMap;

use crate::load::body::RawRow;
use crate::load::meaning::rows::RowMeaning;
use crate::load::numeral;
use crate::load::placing::evidence::sum;
use crate::model::{Interval, RowKind, Unit};

/// Fewer sums that fail may be errors of the document.
const FEWEST_FAILED: usize = 3;

/// How many sums hold, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::load) struct Sums {
    holds: usize,
    fails: usize,
}

impl Sums {
    /// Both together.
    pub(in crate::load) fn and(self, other: Sums) -> Sums {
        Sums {
            holds: self.holds + other.holds,
            fails: self.fails + other.fails,
        }
    }

    /// Whether they confirm what they were taken from: some hold, and none fails.
    pub(in crate::load) fn confirm(self) -> bool {
        self.holds > 0 && self.fails == 0
    }

    /// Whether some fails.
    pub(in crate::load) fn fail(self) -> bool {
        self.fails > 0
    }

    /// Whether more fail than errors of a document explain.
    pub(in crate::load) fn contradict(self) -> bool {
        self.fails >= FEWEST_FAILED && self.fails * 3 > self.holds
    }

    fn count(&mut self, whole: &RawRow, parts: &[&RawRow], unit: &Unit) {
        // Figures that have no column yet may stand in any: no sum is known.
        let mut values = parts.iter().flat_map(|row| &row.values);
        if values.any(|value| value.column.is_none()) {
            return;
        }
        for column in whole.values.iter().filter_map(|value| value.column) {
            let figures = parts.iter().filter_map(|row| interval(row, column, unit));
            let figures: Vec<Interval> = figures.collect();
            let Some(whole) = interval(whole, column, unit) else {
                continue;
            };
            if !figures.is_empty() {
                let meets = sum(figures).is_some_and(|sum| sum.meets(whole));
                self.holds += usize::from(meets);
                self.fails += usize::from(!meets);
            }
        }
    }
}

/// Rows that stand for other rows: how many of them add up in some column, and how many in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::load) struct Groups {
    pub(in crate::load) confirmed: usize,
    pub(in crate::load) refuted: usize,
}

impl Groups {
    /// Both together.
    pub(in crate::load) fn and(self, other: Groups) -> Groups {
        Groups {
            confirmed: self.confirmed + other.confirmed,
            refuted: self.refuted + other.refuted,
        }
    }

    /// The rows of one sum.
    pub(in crate::load) fn of(sums: Sums) -> Groups {
        Groups {
            confirmed: usize::from(sums.holds > 0),
            refuted: usize::from(sums.holds == 0 && sums.fails > 0),
        }
    }
}

/// The sums of rows with the rows that are parts of them, in one lane.
#[must_use]
pub(in crate::load) fn of_parents(
    rows: &[RawRow],
    meanings: &[RowMeaning],
    lane: usize,
    unit: &Unit,
) -> Sums {
    let sums = sums_of_parents(rows, meanings, lane, unit);
    sums.into_iter().fold(Sums::default(), Sums::and)
}

/// The same by the rows that have parts.
#[must_use]
pub(in crate::load) fn groups_of_parents(
    rows: &[RawRow],
    meanings: &[RowMeaning],
    lane: usize,
    unit: &Unit,
) -> Groups {
    let sums = sums_of_parents(rows, meanings, lane, unit);
    let groups = sums.into_iter().map(Groups::of);
    groups.fold(Groups::default(), Groups::and)
}

fn sums_of_parents(
    rows: &[RawRow],
    meanings: &[RowMeaning],
    lane: usize,
    unit: &Unit,
) -> Vec<Sums> {
    let mut parts: BTreeMap<usize, Vec<&RawRow>> = BTreeMap::new();
    for (row, meaning) in rows.iter().zip(meanings) {
        if let Some(parent) = meaning.parent
            && row.lane == lane
            && matches!(meaning.kind, RowKind::Item | RowKind::Unit)
        {
            parts.entry(parent).or_default().push(row);
        }
    }
    let wholes = parts.into_iter().filter_map(|(parent, parts)| {
        let mut sums = Sums::default();
        sums.count(rows.get(parent)?, &parts, unit);
        Some(sums)
    });
    wholes.collect()
}

/// The sums of the total of a lane with the rows that are parts of no other.
#[must_use]
pub(in crate::load) fn of_lane(
    rows: &[RawRow],
    meanings: &[RowMeaning],
    lane: usize,
    unit: &Unit,
) -> Sums {
    let own = || {
        let both = rows.iter().zip(meanings);
        both.filter(|(row, meaning)| row.lane == lane && meaning.parent.is_none())
    };
    let parts: Vec<&RawRow> = own()
        .filter(|(_, meaning)| matches!(meaning.kind, RowKind::Item | RowKind::Unit))
        .map(|(row, _)| row)
        .collect();
    let total = |kind| matches!(kind, RowKind::Total | RowKind::YearTotal);
    let mut totals = own().filter(|(_, meaning)| total(meaning.kind));
    let mut sums = Sums::default();
    if let Some((total, _)) = totals.next() {
        sums.count(total, &parts, unit);
    }
    sums
}

/// What a row prints in a column. Zeros prove nothing: blanks are as good.
fn interval(row: &RawRow, column: usize, unit: &Unit) -> Option<Interval> {
    let mut values = row.values.iter();
    let value = values.find(|value| value.column == Some(column))?;
    let figure = numeral::read(&value.text, unit)?;
    figure.interval().filter(|_| !figure.number().is_zero())
}
