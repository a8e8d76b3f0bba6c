//! A table as lines and columns of the screen: lanes side by side as printed, empty columns apart.

use std::sync::Arc;

use super::choices::Choices;
use super::sort::Sorted;
use crate::model::{CellRef, Table};
use crate::ui::survey::Survey;

/// One column that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GridColumn {
    /// Codes of a lane.
    Code(usize),
    /// Names of a lane.
    Name(usize),
    /// A data column, by its index in the table.
    Data(usize),
    /// Figures of a lane whose column is not certain.
    Undecided(usize),
}

/// A table prepared for the grid.
#[derive(Debug, Clone)]
pub(super) struct GridModel {
    survey: Arc<Survey>,
    /// The order of the lines; nothing for the printed one.
    pub(super) sorted: Option<Arc<Sorted>>,
    /// Columns in printed order, the stub of the first lane first.
    pub(super) columns: Vec<GridColumn>,
    /// How many data columns are empty throughout and left out.
    pub(super) empty: usize,
    /// How many columns the user put away.
    pub(super) hidden: usize,
    /// How many columns at the left always stay on screen.
    pub(super) frozen: usize,
}

/// What stands at a line and column.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'a> {
    /// A printed cell with its row and cell index.
    Cell(usize, usize, CellRef<'a>),
    /// A figure of this row may stand here.
    Maybe(usize),
    /// Nothing is printed.
    Blank,
}

impl GridModel {
    /// Prepares a table as the user chose to see it, its lines as printed.
    pub(super) fn new(table: &Table, survey: &Arc<Survey>, choices: &Choices) -> Self {
        let mut columns = Vec::new();
        let mut empty = 0;
        for (lane, held) in survey.lanes.iter().enumerate() {
            if held.code.is_some() {
                columns.push(GridColumn::Code(lane));
            }
            if lane == 0 || held.name.is_some() {
                columns.push(GridColumn::Name(lane));
            }
            for (index, _) in table.lane_columns(lane) {
                let used = survey.columns.get(index).is_some_and(|column| column.used);
                if choices.all_columns || used {
                    columns.push(GridColumn::Data(index));
                } else {
                    empty += 1;
                }
            }
            if held.undecided.is_some() {
                columns.push(GridColumn::Undecided(lane));
            }
        }
        let printed = columns.len();
        columns.retain(|column| !choices.hidden.contains(column));
        GridModel {
            survey: Arc::clone(survey),
            sorted: None,
            empty,
            hidden: printed - columns.len(),
            frozen: frozen(&columns, choices),
            columns,
        }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.survey.len()
    }

    /// The survey of the table.
    pub(super) fn survey(&self) -> &Arc<Survey> {
        &self.survey
    }

    /// The line a row stands on.
    pub(super) fn line_of(&self, row: usize) -> Option<usize> {
        let (printed, _) = self.survey.line_of(row)?;
        match &self.sorted {
            Some(sorted) => sorted.line_of(printed),
            None => Some(printed),
        }
    }

    /// How many columns at the left always stay on screen.
    pub(super) fn frozen(&self) -> usize {
        self.frozen
    }

    /// The row of the table at a line, in the lane of a column.
    pub(super) fn row(&self, table: &Table, line: usize, column: GridColumn) -> Option<usize> {
        let lane = match column {
            GridColumn::Code(lane) | GridColumn::Name(lane) | GridColumn::Undecided(lane) => lane,
            GridColumn::Data(index) => table.columns.get(index)?.lane,
        };
        let printed = match &self.sorted {
            Some(sorted) => sorted.printed(line)?,
            None => line,
        };
        self.survey.row(printed, lane)
    }

    /// What stands at a line and a data column.
    pub(super) fn at<'a>(&self, table: &'a Table, line: usize, column: GridColumn) -> At<'a> {
        let GridColumn::Data(index) = column else {
            return At::Blank;
        };
        let Some(row_index) = self.row(table, line, column) else {
            return At::Blank;
        };
        let Some(row) = table.rows.get(row_index) else {
            return At::Blank;
        };
        let printed = row
            .cells()
            .iter()
            .enumerate()
            .find(|(_, cell)| cell.column() == Some(index));
        if let Some((cell_index, cell)) = printed {
            return At::Cell(row_index, cell_index, cell);
        }
        let open =
            |cell: CellRef<'_>| cell.column().is_none() && cell.candidates().contains(&index);
        if row.cells().iter().any(open) {
            At::Maybe(row_index)
        } else {
            At::Blank
        }
    }

    /// The line and column a cell of the table stands in.
    pub(super) fn find(&self, row: usize, cell: Option<CellRef<'_>>) -> (usize, usize) {
        let line = self.line_of(row);
        let lane = self.survey.line_of(row).map(|(_, lane)| lane);
        let column = self.columns.iter().position(|column| match (column, cell) {
            (GridColumn::Data(index), Some(cell)) => cell.column() == Some(*index),
            (GridColumn::Undecided(found), Some(cell)) => {
                cell.column().is_none() && Some(*found) == lane
            }
            (GridColumn::Name(found), None) => Some(*found) == lane,
            _ => false,
        });
        (line.unwrap_or(0), column.unwrap_or(0))
    }
}

/// The columns up to the chosen one; without a choice the code and the name.
fn frozen(columns: &[GridColumn], choices: &Choices) -> usize {
    let chosen = choices
        .frozen
        .and_then(|last| columns.iter().position(|column| *column == last));
    chosen.map_or_else(
        || {
            columns
                .iter()
                .take_while(|column| matches!(column, GridColumn::Code(0) | GridColumn::Name(0)))
                .count()
        },
        |last| last + 1,
    )
}
