//! What tables that print the same codes tell of one another's rows.
//!
//! Where 一般公共预算支出表 and 支出决算表 print the same total for a code, all of that spending is
//! general budget: its basic and project parts are the same figures, and no other column of the
//! row holds anything.

use std::collections::BTreeMap;

use super::body::{Body, RawRow};
use super::numeral;
use super::placement::{OpenRow, Placement};
use crate::model::{Interval, Role, TableKind, Unit};

/// Parts of expenditure both tables print.
const PARTS: [Role; 2] = [Role::Basic, Role::Project];

/// The rows of tables whose figures all have their column, by code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SisterRows(BTreeMap<String, Known>);

/// A row of expenditure: its total and its parts, as far as they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    total: Interval,
    parts: [Option<Interval>; 2],
}

impl SisterRows {
    /// Adds the rows of a table of general budget expenditure that are placed.
    pub(super) fn add(&mut self, kind: TableKind, body: &Body, unit: &Unit) {
        let whole = !body.header_doubtful && !body.body_doubtful;
        if kind != TableKind::GeneralBudgetExpenditure || !whole || body.layout.lanes.len() != 1 {
            return;
        }
        let roles: Vec<Role> = body
            .layout
            .columns
            .iter()
            .map(|column| column.role)
            .collect();
        for row in body.rows.iter().filter(|row| !row.code.is_empty()) {
            if let Some(known) = known(row, &roles, unit) {
                self.0.insert(row.code.to_string(), known);
            }
        }
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops the placements of a row that put other figures among its parts than the row of the
    /// same code prints, where both print the same total.
    pub(super) fn narrow(&self, open: &mut OpenRow, row: &RawRow, body: &Body) {
        let Some(known) = self.0.get(row.code.as_str()) else {
            return;
        };
        // Income that a class receives is not divided into what is spent on it.
        let mut columns = body.layout.columns.iter();
        if !columns.any(|column| PARTS.contains(&column.role)) {
            return;
        }
        let role = |column: usize| body.layout.columns.get(column).map(|column| column.role);
        let fits = |placement: &Placement| {
            placement
                .iter()
                .zip(&open.figures)
                .all(|(&column, figure)| {
                    let part = PARTS.iter().position(|&part| Some(part) == role(column));
                    let printed = part.and_then(|part| known.parts.get(part).copied().flatten());
                    match role(column) {
                        Some(Role::Total) => *figure == known.total,
                        _ => printed == Some(*figure) || is_nothing(*figure),
                    }
                })
        };
        let same_total = open.placements.iter().any(|placement| {
            let mut columns = placement.iter().zip(&open.figures);
            columns.any(|(&column, figure)| {
                role(column) == Some(Role::Total) && *figure == known.total
            })
        });
        let kept: Vec<Placement> = open
            .placements
            .iter()
            .filter(|one| fits(one))
            .cloned()
            .collect();
        if same_total && !kept.is_empty() {
            open.placements = kept;
        }
    }
}

fn known(row: &RawRow, roles: &[Role], unit: &Unit) -> Option<Known> {
    if row.values.iter().any(|value| value.column.is_none()) {
        return None;
    }
    let at = |wanted: Role| {
        let mut values = row.values.iter();
        let value = values.find(|value| {
            let role = value.column.and_then(|column| roles.get(column));
            role == Some(&wanted)
        })?;
        numeral::read(&value.text, unit)?.interval()
    };
    Some(Known {
        total: at(Role::Total)?,
        parts: PARTS.map(at),
    })
}

/// A printed zero: it may stand in any column.
fn is_nothing(figure: Interval) -> bool {
    figure.negated() == figure
}
