//! Where cells stand when the markup lists only those that no other cell covers.

use super::limit::{Budget, Failure};

/// Widest and tallest span of a cell.
const MOST_SPAN: usize = 1000;

/// Widest table.
const MOST_COLUMNS: usize = 16_384;

/// Gives every cell the first place that no cell above or before it covers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Placer {
    row: usize,
    column: usize,
    /// For every column: the first row that is free again.
    free_from: Vec<usize>,
}

impl Placer {
    /// Begins the next row.
    pub(in crate::load) fn end_row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Goes on with the row at this index.
    pub(in crate::load) fn go_to_row(&mut self, row: usize) {
        self.row = row;
        self.column = 0;
    }

    /// Goes on with the column at this index.
    pub(in crate::load) fn go_to_column(&mut self, column: usize) {
        self.column = column.min(MOST_COLUMNS);
    }

    /// Row and column of the next cell, by its height and width.
    pub(in crate::load) fn place(
        &mut self,
        rows: usize,
        columns: usize,
        budget: &mut Budget,
    ) -> Result<(usize, usize), Failure> {
        while self
            .free_from
            .get(self.column)
            .is_some_and(|&row| row > self.row)
        {
            self.column += 1;
        }
        let columns = columns.clamp(1, MOST_SPAN);
        budget.cells(columns)?;
        let column = self.column;
        let end = column + columns;
        if end > MOST_COLUMNS {
            return Err(Failure::TooLarge);
        }
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        let below = self.row + rows.clamp(1, MOST_SPAN);
        for free in self.free_from.get_mut(column..end).unwrap_or(&mut []) {
            *free = below;
        }
        self.column = end;
        Ok((self.row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covered_places_are_passed_over() {
        let mut placer = Placer::default();
        let mut budget = Budget::default();
        let mut place =
            |placer: &mut Placer, rows, columns| placer.place(rows, columns, &mut budget);
        assert_eq!(place(&mut placer, 2, 1), Ok((0, 0)));
        assert_eq!(place(&mut placer, 1, 2), Ok((0, 1)));
        assert_eq!(place(&mut placer, 3, 1), Ok((0, 3)));
        placer.end_row();
        assert_eq!(place(&mut placer, 1, 1), Ok((1, 1)));
        assert_eq!(place(&mut placer, 1, 1), Ok((1, 2)));
        assert_eq!(place(&mut placer, 1, 1), Ok((1, 4)));
        placer.end_row();
        assert_eq!(place(&mut placer, 1, 3), Ok((2, 0)));
    }

    #[test]
    fn a_table_wider_than_any_sheet_is_refused() {
        let mut placer = Placer::default();
        let mut budget = Budget::default();
        let placed: Result<Vec<_>, _> = (0..17)
            .map(|_| placer.place(1, usize::MAX, &mut budget))
            .collect();
        assert_eq!(placed, Err(Failure::TooLarge));
    }
}
