//! Repairs a header that contradicts its own rows by a sister table that prints the same rows.
//!
//! 一般公共预算支出表 often repeats 支出总表 row for row. Where a converter dropped an empty column
//! of one, the other still shows which: the figures of equal codes stand in equal columns, and the
//! dropped column is empty in the sister. Anything less certain is left in doubt.

use std::collections::BTreeMap;

use crate::load::body::{Body, RawRow};
use crate::load::meaning::identity;
use crate::load::numeral;
use crate::load::placing::evidence::sum;
use crate::model::{Amount, ColumnIdentity, Interval, Unit};

/// Fewer rows in common prove nothing.
const FEWEST_ROWS: usize = 3;

/// Whether most rows contradict the sums their header states: the header is misread rather than
/// the rows wrong.
#[must_use]
pub(in crate::load) fn contradicts(
    body: &Body,
    identities: &[ColumnIdentity],
    unit: &Unit,
) -> bool {
    let (tested, failed) = sums(body, identities, unit);
    tested >= FEWEST_ROWS && failed * 2 > tested
}

/// How many sums of the header its rows can be held against, and how many fail.
#[must_use]
pub(in crate::load) fn sums(
    body: &Body,
    identities: &[ColumnIdentity],
    unit: &Unit,
) -> (usize, usize) {
    let (mut tested, mut failed) = (0, 0);
    for row in &body.rows {
        let at = |column: usize| -> Option<Interval> {
            let value = row
                .values
                .iter()
                .find(|value| value.column == Some(column))?;
            numeral::read(&value.text, unit)?.interval()
        };
        for identity in identities {
            let parts: Vec<Interval> = identity.parts.iter().filter_map(|&part| at(part)).collect();
            // A dash is no sum of figures that are printed.
            let dash = row
                .values
                .iter()
                .any(|value| value.column == Some(identity.total) && numeral::is_dash(&value.text));
            if dash && sum(parts.clone()).is_some_and(|sum| !sum.contains(Amount::ZERO)) {
                tested += 1;
                failed += 1;
            }
            if let Some(total) = at(identity.total) {
                tested += 1;
                failed += usize::from(
                    parts.is_empty() || !sum(parts).is_some_and(|sum| sum.meets(total)),
                );
            }
        }
    }
    (tested, failed)
}

/// The columns of `sister` for `body`, when exactly one column of the sister can have been dropped.
#[must_use]
pub(in crate::load) fn repaired(body: &Body, sister: &Body, unit: &Unit) -> Option<Body> {
    let width = body.layout.columns.len();
    if sister.layout.lanes.len() != 1 || sister.layout.columns.len() != width + 1 {
        return None;
    }
    let shared = shared_rows(body, sister);
    if shared.len() < FEWEST_ROWS {
        return None;
    }
    let mut dropped = (0..=width).filter(|&dropped| {
        shared
            .iter()
            .all(|(own, other)| same_figures(own, other, dropped))
    });
    let only = dropped.next().filter(|_| dropped.next().is_none())?;
    let mut moved = body.clone();
    moved.layout = sister.layout.clone();
    for value in moved.rows.iter_mut().flat_map(|row| &mut row.values) {
        value.column = value.column.map(|column| shifted(column, only));
    }
    let identities = identity::identities(&moved.layout);
    (!contradicts(&moved, &identities, unit)).then_some(moved)
}

fn shifted(column: usize, dropped: usize) -> usize {
    if column < dropped { column } else { column + 1 }
}

/// Rows with figures that both tables print once under the same code.
fn shared_rows<'a>(body: &'a Body, sister: &'a Body) -> Vec<(&'a RawRow, &'a RawRow)> {
    let by_code = |body: &'a Body| {
        let mut rows: BTreeMap<&str, Option<&RawRow>> = BTreeMap::new();
        for row in body
            .rows
            .iter()
            .filter(|row| !row.code.is_empty() && !row.values.is_empty())
        {
            rows.entry(&row.code)
                .and_modify(|twice| *twice = None)
                .or_insert(Some(row));
        }
        rows
    };
    let others = by_code(sister);
    by_code(body)
        .into_iter()
        .filter_map(|(code, own)| Some((own?, (*others.get(code)?)?)))
        .collect()
}

fn same_figures(own: &RawRow, other: &RawRow, dropped: usize) -> bool {
    let moved: Vec<(usize, &str)> = own
        .values
        .iter()
        .filter_map(|value| Some((shifted(value.column?, dropped), value.text.as_str())))
        .collect();
    let printed: Vec<(usize, &str)> = other
        .values
        .iter()
        .filter_map(|value| Some((value.column?, value.text.as_str())))
        .collect();
    moved == printed
}
