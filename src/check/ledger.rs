//! Coverage: the one state each figure ends in, so that "not checked" never looks like "passed".

use std::collections::BTreeMap;

use super::facts::Facts;
use super::finding::{CoverageState, Covered};
use super::verdict::{Judged, Verdict};
use crate::model::{Cell, CellId, FigureKind};

/// The state of every figure, in document order.
#[must_use]
pub fn coverage(facts: &Facts<'_>, verdicts: &[Judged]) -> Vec<Covered> {
    let mut touching: BTreeMap<CellId, Vec<usize>> = BTreeMap::new();
    for (index, judged) in verdicts.iter().enumerate() {
        for cell in &judged.cells {
            let relations = touching.entry(*cell).or_default();
            if relations.last() != Some(&index) {
                relations.push(index);
            }
        }
    }
    let mut covered = Vec::new();
    for (table, found) in facts.disclosure.tables.iter().enumerate() {
        for (row, printed) in found.rows.iter().enumerate() {
            for (cell, content) in printed.cells.iter().enumerate() {
                if content.figure().is_none() {
                    continue;
                }
                let id = CellId {
                    row: facts.row_id(table, row),
                    cell,
                };
                let relations = touching.remove(&id).unwrap_or_default();
                let answers = relations.iter().filter_map(|&index| verdicts.get(index));
                covered.push(Covered {
                    cell: id,
                    state: state(content, answers.map(|judged| &judged.verdict)),
                    relations,
                });
            }
        }
    }
    covered
}

/// A contradiction outweighs everything; a relation with power that holds outweighs what is open.
fn state<'v>(cell: &Cell, verdicts: impl Iterator<Item = &'v Verdict>) -> CoverageState {
    let unreadable = cell
        .figure()
        .is_some_and(|figure| figure.kind == FigureKind::Unreadable);
    if cell.column.is_none() || unreadable {
        return CoverageState::NotUnderstood;
    }
    verdicts
        .map(|verdict| match verdict {
            Verdict::Inconsistent | Verdict::UndefinedBase => CoverageState::Inconsistent,
            Verdict::Exact
            | Verdict::RoundingConsistent
            | Verdict::ConsistentButUnlikely
            | Verdict::Borderline
            | Verdict::ConsistentOnlyIfRounded => CoverageState::Consistent,
            Verdict::Undetermined | Verdict::ParseDoubt => CoverageState::Undetermined,
            Verdict::Spent => CoverageState::Spent,
            Verdict::LowPower => CoverageState::NotCheckable,
        })
        .max_by_key(|state| match state {
            CoverageState::Inconsistent => 4,
            CoverageState::Consistent => 3,
            CoverageState::Undetermined => 2,
            CoverageState::Spent => 1,
            CoverageState::NotCheckable | CoverageState::NotUnderstood => 0,
        })
        .unwrap_or(CoverageState::NotCheckable)
}
