//! Blanks that hold something all the same: the figure was lost by the text, or never printed.

use super::Facts;
use crate::check::relation::Spot;
use crate::model::{Amount, CellRef, FigureKind, RowKind, Slot, Table, ValueKind};

/// Fewer printed zeros than this for each blank do not say that a table prints its zeros.
const ZEROS_PER_BLANK: usize = 4;

impl Facts<'_> {
    /// Whether a blank cannot be read as nothing: what belongs to it prints something, or everything
    /// else in a table of text prints its zeros. Where the row adds up without it, nothing was lost: the
    /// amount stands in another column.
    #[must_use]
    pub fn may_be_lost(&self, spot: Spot) -> bool {
        self.slot(spot) == Slot::Blank
            && (self.prints_its_zeros(spot.table()) || self.is_blank_above_figures(spot))
            && !self.is_complete_without(spot)
    }

    /// Whether the other parts of a sum in the row of a blank make up its total.
    fn is_complete_without(&self, spot: Spot) -> bool {
        let Some(table) = self.table(spot.table()) else {
            return false;
        };
        let amount = |column: usize| {
            let figure = self.figure(Spot::new(spot.table(), spot.row(), column))?;
            figure.amount()
        };
        let mut sums = table.identities.iter();
        sums.any(|sum| {
            let mut printed = sum.parts.iter().filter_map(|&part| amount(part));
            let others = printed.try_fold(Amount::ZERO, Amount::checked_add);
            let total = amount(sum.total);
            sum.parts.contains(&spot.column()) && total.is_some() && total == others
        })
    }

    /// Whether a table of text without cells of its own prints a zero or a dash where there is nothing.
    fn prints_its_zeros(&self, table: usize) -> bool {
        let tables = || self.disclosure.tables.iter();
        let of_text = self.disclosure.source.format.is_empty();
        of_text
            && self
                .zeros
                .get_or_init(|| tables().map(prints_its_zeros).collect())
                .get(table)
                .copied()
                .unwrap_or(false)
    }

    /// Whether the parts of a blank print something: parts of its row, or rows that belong to its row.
    fn is_blank_above_figures(&self, spot: Spot) -> bool {
        let (table, row, column) = (spot.table(), spot.row(), spot.column());
        let beside = self.table(table).is_some_and(|found| {
            let sums = found.identities.iter();
            let mut parts = sums
                .filter(|sum| sum.total == column)
                .flat_map(|sum| &sum.parts);
            parts.any(|&part| self.prints_something(Spot::new(table, row, part)))
        });
        beside
            || self.parts_below(table, row).into_iter().any(|part| {
                let part = Spot::new(table, part, column);
                self.prints_something(part)
            })
    }

    /// The rows a row adds up: its parts, or for the total of a lane its items.
    fn parts_below(&self, table: usize, row: usize) -> Vec<usize> {
        match self.row(table, row) {
            Some(total) if total.kind() == RowKind::Total => {
                self.rows_of_kind(table, total.lane(), RowKind::Item)
            }
            _ => self.children(table, row),
        }
    }
}

/// Whether rows with figures leave hardly any column of money blank, and print zeros or dashes.
fn prints_its_zeros(table: &Table) -> bool {
    let money: Vec<usize> = (0..table.lanes.len())
        .map(|lane| {
            let columns = table.lane_columns(lane);
            columns
                .filter(|(_, column)| column.kind == ValueKind::Amount)
                .count()
        })
        .collect();
    let (mut zeros, mut blanks) = (0, 0);
    for row in table.rows.iter() {
        let figures: Vec<FigureKind> = (row.cells().iter())
            .filter(CellRef::is_figure)
            .filter_map(|cell| cell.figure())
            .map(|figure| figure.kind())
            .collect();
        if figures.is_empty() {
            continue;
        }
        let none = |kind: &&FigureKind| matches!(kind, FigureKind::Zero | FigureKind::Dash);
        zeros += figures.iter().filter(none).count();
        let columns = money.get(row.lane()).copied().unwrap_or(0);
        blanks += columns.saturating_sub(figures.len());
    }
    zeros > 0 && blanks * ZEROS_PER_BLANK <= zeros
}
