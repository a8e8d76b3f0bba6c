//! Coverage: the one state each figure ends in, so that "not checked" never looks like "passed".

use super::answered::Answered;
use super::coverage::{Coverage, CoverageState, Covered};
use super::facts::Facts;
use super::verdict::Verdict;
use crate::model::{CellId, CellRef, Cells, FigureKind};

/// The state of every figure, in document order.
#[must_use]
pub fn coverage(facts: &Facts<'_>, answers: &[Answered]) -> Coverage {
    let touching = Touching::of(facts, answers);
    let (figures, relations) = (touching.figures.len(), touching.relations.len());
    let mut coverage = Coverage::with_capacity(facts.id, figures, relations);
    let mut figure = 0;
    for (table, found) in facts.disclosure.tables.iter().enumerate() {
        for (row, printed) in found.rows.iter().enumerate() {
            for (cell, content) in printed.cells().iter().enumerate() {
                if content.figure().is_none() {
                    continue;
                }
                let relations = touching.relations(figure);
                figure += 1;
                let answers = relations.iter().filter_map(|&at| answers.get(at as usize));
                coverage.push(Covered {
                    cell: CellId {
                        row: facts.row_id(table, row),
                        cell,
                    },
                    state: state(content, answers.map(|answer| &answer.verdict)),
                    relations,
                });
            }
        }
    }
    coverage
}

/// The relations each figure takes part in, figures numbered in document order. A document has many
/// millions of such pairs: they are counted first and written to their place then, so that nothing
/// has to be sorted.
struct Touching {
    figures: Vec<Touched>,
    relations: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Touched {
    /// How many relations were counted; then where the next is written, and in the end one past the
    /// last.
    at: u32,
    /// The last relation seen: a sum may name a figure twice.
    last: u32,
}

impl Touching {
    fn of(facts: &Facts<'_>, answers: &[Answered]) -> Self {
        let numbers = Numbers::of(facts);
        let untouched = Touched {
            at: 0,
            last: u32::MAX,
        };
        let mut figures = vec![untouched; numbers.figures];
        numbers.each_touched(facts, answers, |figure, index| {
            if let Some(found) = figures.get_mut(figure).filter(|found| found.last != index) {
                (found.at, found.last) = (found.at + 1, index);
            }
        });
        let mut before = 0;
        for found in &mut figures {
            let count = found.at;
            *found = Touched {
                at: before,
                ..untouched
            };
            before += count;
        }
        let mut relations = vec![u32::MAX; before as usize];
        numbers.each_touched(facts, answers, |figure, index| {
            if let Some(found) = figures.get_mut(figure).filter(|found| found.last != index)
                && let Some(slot) = relations.get_mut(found.at as usize)
            {
                *slot = index;
                (found.at, found.last) = (found.at + 1, index);
            }
        });
        Touching { figures, relations }
    }

    fn relations(&self, figure: usize) -> &[u32] {
        let end = |figure: usize| self.figures.get(figure).map_or(0, |one| one.at as usize);
        let start = figure.checked_sub(1).map_or(0, end);
        self.relations.get(start..end(figure)).unwrap_or(&[])
    }
}

/// The number of every figure in document order.
struct Numbers {
    /// Of each table and row, the number of its first figure.
    rows: Vec<Vec<u32>>,
    figures: usize,
}

impl Numbers {
    fn of(facts: &Facts<'_>) -> Self {
        let mut figures = 0;
        let mut first = |cells: Cells<'_>| {
            let here = short(figures);
            figures += cells.iter().filter(CellRef::is_figure).count();
            here
        };
        let tables = facts.disclosure.tables.iter();
        let rows = tables
            .map(|table| table.rows.iter().map(|row| first(row.cells())).collect())
            .collect();
        Numbers { rows, figures }
    }

    fn of_cell(&self, facts: &Facts<'_>, id: CellId) -> Option<usize> {
        let (table, row) = (id.row.table.table, id.row.row);
        let first = *self.rows.get(table)?.get(row)? as usize;
        let cells = facts.row(table, row)?.cells();
        let before = cells.iter().take(id.cell);
        Some(first + before.filter(CellRef::is_figure).count())
    }

    /// Tells the number of every figure of every relation, with the index of the relation.
    fn each_touched(
        &self,
        facts: &Facts<'_>,
        answers: &[Answered],
        mut touched: impl FnMut(usize, u32),
    ) {
        for (index, answer) in (0..).zip(answers) {
            answer.each_printed(facts, |at| {
                let cell = at.cell().and_then(|spot| facts.cell_id(spot));
                if let Some(figure) = cell.and_then(|id| self.of_cell(facts, id)) {
                    touched(figure, index);
                }
            });
        }
    }
}

/// An index in four bytes: a file has fewer rows than bytes, and those are counted in as many.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A contradiction outweighs everything; a relation with power that holds outweighs what is open.
fn state<'v>(cell: CellRef<'_>, verdicts: impl Iterator<Item = &'v Verdict>) -> CoverageState {
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
