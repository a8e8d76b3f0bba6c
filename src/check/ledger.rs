//! Coverage: the one state each figure ends in, so that "not checked" never looks like "passed".

use super::facts::Facts;
use super::finding::{CoverageState, Covered};
use super::verdict::Verdict;
use super::work::Worked;
use crate::model::{Cell, CellId, FigureKind};

/// The state of every figure, in document order.
#[must_use]
pub fn coverage(facts: &Facts<'_>, worked: &[Worked]) -> Vec<Covered> {
    let mut touching = touching(facts, worked).into_iter().peekable();
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
                let here = [table, row, cell].map(short);
                while touching.next_if(|(at, _)| *at < here).is_some() {}
                let relations = std::iter::from_fn(|| touching.next_if(|(at, _)| *at == here));
                let relations: Box<[u32]> = relations.map(|(_, index)| index).collect();
                let answers = relations.iter().filter_map(|&at| worked.get(at as usize));
                covered.push(Covered {
                    cell: id,
                    state: state(content, answers.map(|worked| &worked.verdict)),
                    relations,
                });
            }
        }
    }
    covered
}

/// Table, row and cell of every figure with each relation it takes part in, ascending.
fn touching(facts: &Facts<'_>, worked: &[Worked]) -> Vec<([u32; 3], u32)> {
    let mut touching = Vec::new();
    for (index, worked) in (0..).zip(worked) {
        let spots = worked.stakes.iter().filter_map(|held| held.at.cell());
        let cells = spots.filter_map(|spot| facts.cell_id(spot));
        let places = cells.map(|id| [id.row.table.table, id.row.row, id.cell].map(short));
        touching.extend(places.map(|place| (place, index)));
    }
    touching.sort_unstable();
    touching.dedup();
    touching
}

/// An index in four bytes: a file has fewer rows than bytes, and those are counted in as many.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A contradiction outweighs everything; a relation with power that holds outweighs what is open.
fn state<'v>(cell: &Cell, verdicts: impl Iterator<Item = &'v Verdict>) -> CoverageState {
    let unreadable = cell
        .figure()
        .is_some_and(|figure| figure.kind() == FigureKind::Unreadable);
    if cell.column().is_none() || unreadable {
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
