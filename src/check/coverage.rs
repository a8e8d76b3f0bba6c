//! What became of every figure: the state it ended in and the relations it takes part in.

use std::ops::Range;

use crate::model::{CellId, DisclosureId, RowId, TableId};

/// The one state a figure ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CoverageState {
    /// Part of a relation with power that holds.
    Consistent,
    /// Part of a relation that cannot hold.
    Inconsistent,
    /// Its only relations were used up to find its column.
    Spent,
    /// No relation of this document touches it.
    NotCheckable,
    /// Its relations could not be decided (blank or lost cells, doubtful table).
    Undetermined,
    /// Its column is not certain, or it is no readable number.
    NotUnderstood,
}

impl CoverageState {
    /// All states in reading order.
    pub const ALL: &[CoverageState] = &[
        CoverageState::Consistent,
        CoverageState::Inconsistent,
        CoverageState::Spent,
        CoverageState::NotCheckable,
        CoverageState::Undetermined,
        CoverageState::NotUnderstood,
    ];

    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CoverageState::Consistent => "consistent",
            CoverageState::Inconsistent => "inconsistent",
            CoverageState::Spent => "spent",
            CoverageState::NotCheckable => "not_checkable",
            CoverageState::Undetermined => "undetermined",
            CoverageState::NotUnderstood => "not_understood",
        }
    }
}

/// What became of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered<'c> {
    /// The figure.
    pub cell: CellId,
    /// Its state.
    pub state: CoverageState,
    /// Indexes into [`DisclosureReport::verdicts`](super::DisclosureReport::verdicts) of the
    /// relations it takes part in, ascending.
    pub relations: &'c [u32],
}

/// What became of every figure of a disclosure, in document order. Documents print millions of
/// figures, so each takes sixteen bytes besides its relations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    disclosure: DisclosureId,
    figures: Vec<Kept>,
    /// Of each table with figures: its index and its first figure, ascending.
    tables: Vec<(usize, usize)>,
    /// The relations of the figures, one after the other.
    relations: Vec<u32>,
}

/// A figure of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    row: u32,
    cell: u32,
    /// One past its last relation; its first is where those of the figure before end.
    relations_end: u32,
    state: CoverageState,
}

impl Coverage {
    /// Room for so many figures with so many relations in all.
    #[must_use]
    pub fn with_capacity(disclosure: DisclosureId, figures: usize, relations: usize) -> Self {
        Coverage {
            disclosure,
            figures: Vec::with_capacity(figures),
            tables: Vec::new(),
            relations: Vec::with_capacity(relations),
        }
    }

    /// Adds a figure behind all that stand before it.
    pub fn push(&mut self, covered: Covered<'_>) {
        let RowId { table, row } = covered.cell.row;
        self.disclosure = table.disclosure;
        if self
            .tables
            .last()
            .is_none_or(|(last, _)| *last != table.table)
        {
            self.tables.push((table.table, self.figures.len()));
        }
        self.relations.extend(covered.relations);
        self.figures.push(Kept {
            row: short(row),
            cell: short(covered.cell.cell),
            relations_end: short(self.relations.len()),
            state: covered.state,
        });
    }

    /// How many figures there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// All figures in document order.
    pub fn iter(&self) -> impl Iterator<Item = Covered<'_>> {
        (0..self.tables.len()).flat_map(|at| self.of_table(at))
    }

    /// The figures of one table in document order.
    pub fn in_table(&self, table: usize) -> impl Iterator<Item = Covered<'_>> {
        let at = self
            .tables
            .binary_search_by_key(&table, |(found, _)| *found);
        at.ok().into_iter().flat_map(|at| self.of_table(at))
    }

    /// What became of a figure; `None` for a cell that prints none.
    #[must_use]
    pub fn of(&self, cell: CellId) -> Option<Covered<'_>> {
        let table = cell.row.table;
        let at = self
            .tables
            .binary_search_by_key(&table.table, |(found, _)| *found);
        let range = self.range(at.ok()?);
        let wanted = (short(cell.row.row), short(cell.cell));
        let figures = self.figures.get(range.clone())?;
        let at = figures.binary_search_by_key(&wanted, |kept| (kept.row, kept.cell));
        self.figure(table.table, range.start + at.ok()?)
    }

    fn of_table(&self, at: usize) -> impl Iterator<Item = Covered<'_>> {
        let table = self.tables.get(at).map_or(0, |(table, _)| *table);
        self.range(at)
            .filter_map(move |figure| self.figure(table, figure))
    }

    fn range(&self, at: usize) -> Range<usize> {
        let start = |at: usize| self.tables.get(at).map(|(_, first)| *first);
        start(at).unwrap_or(0)..start(at + 1).unwrap_or(self.figures.len())
    }

    fn figure(&self, table: usize, figure: usize) -> Option<Covered<'_>> {
        let end = |figure: usize| Some(self.figures.get(figure)?.relations_end as usize);
        let start = figure.checked_sub(1).and_then(end).unwrap_or(0);
        let kept = self.figures.get(figure)?;
        Some(Covered {
            cell: CellId {
                row: RowId {
                    table: TableId {
                        disclosure: self.disclosure,
                        table,
                    },
                    row: kept.row as usize,
                },
                cell: kept.cell as usize,
            },
            state: kept.state,
            relations: self.relations.get(start..end(figure)?)?,
        })
    }
}

/// An index in four bytes: a file has fewer rows than bytes, and those are counted in as many.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
