//! Finds the columns of figures whose empty neighbours were lost, by what must add up.
//!
//! Every order-keeping placement is enumerated that satisfies the header's own sums in the row.
//! Then placements are dropped that no choice for the other rows completes to the printed column
//! totals and parents. A placement is published only when it is the only one left; otherwise the
//! figure keeps its candidates. What was used up on the way is recorded and vouches for nothing
//! any more. The effort is bounded; a row that exceeds the bound stays ambiguous.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::load::body::{Body, RawRow};
use crate::load::meaning::rows::RowMeaning;
use crate::load::meaning::year_change;
use crate::load::numeral;
use crate::load::placing::evidence::Evidence;
use crate::load::placing::joint::Joint;
use crate::load::placing::open_bands::{self, OpenBands};
use crate::load::placing::placement::{MOST_STEPS, OpenRow, open_row, place_misprinted};
use crate::model::{Certainty, Column, ColumnIdentity, RowKind, Spent, TableKind, Unit, ValueKind};

/// Rows looked at as parts of some sum, over all sums of a table.
const MOST_MEMBERS: usize = 1_000_000;

/// What recovery used up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Outcome {
    /// Relations that cannot vouch for figures any more.
    pub(in crate::load) spent: Vec<Spent>,
    /// Rows for which no placement satisfies the sums of the header.
    pub(in crate::load) impossible: Vec<usize>,
    /// Rows with more placements than are tried.
    pub(in crate::load) untried: Vec<usize>,
}

impl Outcome {
    /// What two passes over one table used up; what the later one found impossible or left untried.
    pub(in crate::load) fn then(mut self, later: Outcome) -> Outcome {
        self.spent.extend(later.spent);
        self.spent.sort_unstable();
        self.spent.dedup();
        self.impossible = later.impossible;
        self.untried = later.untried;
        self
    }
}

/// Places the open figures of a table.
pub(in crate::load) fn place(
    (kind, body): (TableKind, &mut Body),
    meanings: &[RowMeaning],
    identities: &[ColumnIdentity],
    evidence: &Evidence,
    unit: &Unit,
) -> Outcome {
    // Rows whose columns are all known leave nothing to find, however many they are.
    let mut values = body.rows.iter().flat_map(|row| &row.values);
    if values.all(|value| value.column.is_some()) {
        return Outcome::default();
    }
    let sisters = evidence.sisters.of(kind, body, meanings);
    let bands = open_bands::find(body, identities, evidence, unit);
    let search = |by_class: bool| {
        let open = |(at, row): (usize, &RawRow)| {
            let mut open = open_row(row, body, identities, evidence, &bands, unit, by_class);
            year_change::narrow(&mut open, &body.layout.columns);
            sisters.narrow(&mut open, at);
            open
        };
        let mut rows: Vec<OpenRow> = body.rows.iter().enumerate().map(open).collect();
        place_misprinted(&mut rows);
        let mut table = Search {
            rows,
            meanings,
            columns: &body.layout.columns,
            spent: BTreeSet::new(),
            unsolved: false,
            untried: BTreeSet::new(),
            given_up: BTreeMap::new(),
        };
        table.narrow();
        table
    };
    // Where 对个人和家庭的补助 is personnel in all but a few places, sums tell the few.
    let mut table = search(true);
    if table.unsolved {
        let other = search(false);
        if !other.unsolved {
            table = other;
        }
    }
    table.keep_bands_together(&body.rows, bands);
    let mut outcome = Outcome::default();
    for (index, open) in table.rows.iter().enumerate() {
        if open.figures.is_empty() || open.settled {
            continue;
        }
        if open.impossible {
            outcome.impossible.push(index);
        }
        let cut_short = open.cut_short || table.untried.contains(&index);
        if cut_short && open.placements.len() != 1 {
            outcome.untried.push(index);
        }
        if open.used_identities && open.placements.len() == 1 {
            for identity in identities_of(open.lane, table.columns, identities) {
                table.spent.insert(Spent::Row {
                    row: index,
                    identity,
                });
            }
        }
    }
    outcome.spent = table.spent.iter().copied().collect();
    let rows = std::mem::take(&mut table.rows);
    for (row, open) in body.rows.iter_mut().zip(rows) {
        publish(row, &open);
    }
    outcome
}

/// Whether most rows have fewer cells than the header; a few end early.
#[must_use]
pub(in crate::load) fn are_mostly_short(body: &Body) -> bool {
    let short = body.rows.iter().filter(|row| row.short).count();
    body.layout.lanes.len() == 1 && short * 2 > body.rows.len()
}

/// Cells at the end of a row are often left out. Where the sums fail, others may have been lost
/// instead: the figures of short rows lose their columns.
pub(in crate::load) fn reopen_short_rows(body: &mut Body, unit: &Unit) {
    let columns = &body.layout.columns;
    let amount = |column: usize| {
        let column = columns.get(column);
        column.is_some_and(|column| column.kind == ValueKind::Amount)
    };
    for row in body.rows.iter_mut().filter(|row| row.short) {
        for value in &mut row.values {
            if value.column.is_some_and(amount) && numeral::read(&value.text, unit).is_some() {
                value.column = None;
            }
        }
    }
}

/// What a row is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sum {
    /// The total of a lane.
    OfLane(usize),
    /// Another row.
    OfRow(usize),
}

struct Search<'a> {
    rows: Vec<OpenRow>,
    meanings: &'a [RowMeaning],
    columns: &'a [Column],
    spent: BTreeSet<Spent>,
    /// Whether no choice of placements makes some row the sum of its parts.
    unsolved: bool,
    /// Rows not all of whose placements were tried with those of the others.
    untried: BTreeSet<usize>,
    /// Placements left of a parent and its parts when their common search was cut short.
    given_up: BTreeMap<usize, usize>,
}

impl Search<'_> {
    /// Drops placements that no choice for the other rows completes, until nothing changes.
    fn narrow(&mut self) {
        let mut members = 0;
        for _ in 0..8 {
            let mut changed = false;
            for (parent, children) in self.families() {
                members += children.len();
                if members > MOST_MEMBERS {
                    self.untried.extend(0..self.rows.len());
                    return;
                }
                changed |= self.narrow_family(parent, &children);
            }
            if !changed {
                return;
            }
        }
    }

    /// Figures of one band stand in one column: what is ruled out in a row is in all.
    fn keep_bands_together(&mut self, rows: &[RawRow], mut bands: OpenBands) {
        let open = || {
            rows.iter()
                .enumerate()
                .filter_map(|(at, row)| Some((at, OpenBands::of_row(row)?)))
        };
        for (at, (page, own)) in open() {
            if let Some(row) = self.rows.get(at).filter(|row| !row.placements.is_empty()) {
                bands.narrow(page, &own, &row.placements);
            }
        }
        for (at, (page, own)) in open() {
            if let Some(row) = self.rows.get_mut(at) {
                row.placements = bands.placements(page, &own);
            }
        }
    }

    /// Every row with the rows that add up to it: parents by code, units, and the total rows of a
    /// lane, whose parts are the rows that belong to no other.
    fn families(&self) -> Vec<(usize, Rc<[usize]>)> {
        let mut parts: BTreeMap<Sum, Vec<usize>> = BTreeMap::new();
        let mut wholes: Vec<(usize, Sum)> = Vec::new();
        let plain = self.plain_lanes();
        for (index, (row, meaning)) in self.rows.iter().zip(self.meanings).enumerate() {
            let additive = meaning.kind != RowKind::OfWhich && !meaning.kind.is_total();
            if additive {
                let sum = meaning.parent.map_or(Sum::OfLane(row.lane), Sum::OfRow);
                parts.entry(sum).or_default().push(index);
            }
            let sum = match meaning.kind {
                RowKind::Total => Sum::OfLane(row.lane),
                RowKind::GrandTotal if plain.contains(&row.lane) => Sum::OfLane(row.lane),
                _ => Sum::OfRow(index),
            };
            wholes.push((index, sum));
        }
        let parts: BTreeMap<Sum, Rc<[usize]>> = parts
            .into_iter()
            .map(|(sum, rows)| (sum, rows.into()))
            .collect();
        wholes
            .into_iter()
            .filter_map(|(index, sum)| Some((index, Rc::clone(parts.get(&sum)?))))
            .collect()
    }

    /// The lanes of which 支出总计 is the sum: they list items, and nothing is carried over.
    fn plain_lanes(&self) -> BTreeSet<usize> {
        let plain = |kind| matches!(kind, RowKind::Item | RowKind::OfWhich | RowKind::GrandTotal);
        let lanes: BTreeSet<usize> = self.rows.iter().map(|row| row.lane).collect();
        let rows = self.rows.iter().zip(self.meanings);
        let others = rows.filter(|(_, meaning)| !plain(meaning.kind));
        let others: BTreeSet<usize> = others.map(|(row, _)| row.lane).collect();
        lanes.difference(&others).copied().collect()
    }

    fn narrow_family(&mut self, parent: usize, children: &[usize]) -> bool {
        let members: Vec<usize> = std::iter::once(parent)
            .chain(children.iter().copied())
            .collect();
        let undecided = self.undecided_columns(&members);
        let readable = members.iter().all(|&row| {
            self.rows
                .get(row)
                .is_some_and(|row| !row.placements.is_empty())
        });
        if undecided.is_empty() || !readable {
            return false;
        }
        // Placements are only dropped: with as many left as before, they are the same.
        let rows = members.iter().filter_map(|&row| self.rows.get(row));
        let left = rows.map(|row| row.placements.len()).sum();
        if self.given_up.get(&parent) == Some(&left) {
            return false;
        }
        let mut joint = Joint::new(&self.rows, &members, self.columns);
        joint.search();
        if joint.steps >= MOST_STEPS {
            self.given_up.insert(parent, left);
            self.untried.extend(members);
            return false;
        }
        if joint.solutions == 0 {
            self.unsolved = true;
            return false;
        }
        let kept = std::mem::take(&mut joint.kept);
        let mut changed = false;
        for (&row, kept) in members.iter().zip(kept) {
            if let Some(open) = self.rows.get_mut(row)
                && kept.len() < open.placements.len()
            {
                let mut index = 0;
                open.placements.retain(|_| {
                    index += 1;
                    kept.contains(&(index - 1))
                });
                changed = true;
            }
        }
        if changed {
            self.spend(parent, &undecided);
        }
        changed
    }

    /// Records the column sums that told placements apart. A column that holds a figure under
    /// every placement was decided without its sum, which can still vouch for it.
    fn spend(&mut self, parent: usize, undecided: &BTreeSet<usize>) {
        let total = self
            .meanings
            .get(parent)
            .is_some_and(|meaning| meaning.kind == RowKind::Total);
        for &column in undecided {
            self.spent.insert(if total {
                Spent::Column { column }
            } else {
                Spent::Children {
                    row: parent,
                    column,
                }
            });
        }
    }

    /// Columns that some placements of a row fill and others leave blank.
    fn undecided_columns(&self, members: &[usize]) -> BTreeSet<usize> {
        members
            .iter()
            .filter_map(|&row| self.rows.get(row))
            .flat_map(|row| {
                row.columns.iter().copied().filter(|column| {
                    let filled = row
                        .placements
                        .iter()
                        .filter(|placement| placement.contains(column))
                        .count();
                    filled > 0 && filled < row.placements.len()
                })
            })
            .collect()
    }
}

fn identities_of(lane: usize, columns: &[Column], identities: &[ColumnIdentity]) -> Vec<usize> {
    (0..identities.len())
        .filter(|&index| {
            identities
                .get(index)
                .and_then(|identity| columns.get(identity.total))
                .is_some_and(|column| column.lane == lane)
        })
        .collect()
}

/// Writes the result into the row: a column where only one is left, else the candidates.
fn publish(row: &mut RawRow, open: &OpenRow) {
    if open.settled {
        return;
    }
    let count = open.positions.len();
    for (order, &position) in open.positions.iter().enumerate() {
        let Some(value) = row.values.get_mut(position) else {
            continue;
        };
        let mut possible: Vec<usize> = open
            .placements
            .iter()
            .filter_map(|placement| placement.get(order).copied())
            .collect();
        possible.sort_unstable();
        possible.dedup();
        if possible.is_empty() {
            // Only the order is known: the figure stands right of the ones before it.
            let last = open.columns.len().saturating_sub(count - order - 1);
            possible = open
                .columns
                .get(order..last)
                .unwrap_or(&open.columns)
                .to_vec();
        }
        match possible.as_slice() {
            [only] if !open.placements.is_empty() => {
                value.column = Some(*only);
                value.certainty = Certainty::Recovered;
            }
            _ => {
                value.candidates = possible.into();
                value.certainty = Certainty::Ambiguous;
            }
        }
    }
}
