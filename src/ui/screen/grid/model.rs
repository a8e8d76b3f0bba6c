//! A table as lines and columns of the screen: lanes side by side as printed, empty columns apart.

use super::choices::{Choices, sort};
use crate::model::{Cell, Content, FigureKind, Row, Table};

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

/// One printed line: the row of each lane, where the lane has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GridLine {
    /// Index into [`Table::rows`] by lane.
    pub(super) rows: Vec<Option<usize>>,
}

/// A table prepared for the grid.
#[derive(Debug, Clone)]
pub(super) struct GridModel {
    /// Lines in printed order.
    pub(super) lines: Vec<GridLine>,
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
    Cell(usize, usize, &'a Cell),
    /// A figure of this row may stand here.
    Maybe(usize),
    /// Nothing is printed.
    Blank,
}

impl GridModel {
    /// Prepares a table as the user chose to see it.
    pub(super) fn new(table: &Table, choices: &Choices) -> Self {
        let lanes = table.lanes.len().max(1);
        let mut columns = Vec::new();
        let mut empty = 0;
        for lane in 0..lanes {
            let mut rows = table.lane_rows(lane).map(|(_, row)| row);
            if rows.any(|row| !row.code.is_empty()) {
                columns.push(GridColumn::Code(lane));
            }
            if lane == 0 || table.lane_rows(lane).any(|(_, row)| !row.name.is_empty()) {
                columns.push(GridColumn::Name(lane));
            }
            for (index, _) in table.lane_columns(lane) {
                if choices.all_columns || is_used(table, index) {
                    columns.push(GridColumn::Data(index));
                } else {
                    empty += 1;
                }
            }
            let undecided = |row: &Row| row.cells.iter().any(|cell| cell.column.is_none());
            if table.lane_rows(lane).any(|(_, row)| undecided(row)) {
                columns.push(GridColumn::Undecided(lane));
            }
        }
        let printed = columns.len();
        columns.retain(|column| !choices.hidden.contains(column));
        let mut model = GridModel {
            lines: lines(table, lanes),
            empty,
            hidden: printed - columns.len(),
            frozen: frozen(&columns, choices),
            columns,
        };
        if let Some((column, greatest_first)) = choices.sorted {
            sort(&mut model, table, column, greatest_first);
        }
        model
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
        *self.lines.get(line)?.rows.get(lane)?
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
            .cells
            .iter()
            .enumerate()
            .find(|(_, cell)| cell.column == Some(index));
        if let Some((cell_index, cell)) = printed {
            return At::Cell(row_index, cell_index, cell);
        }
        let open = |cell: &Cell| cell.column.is_none() && cell.candidates.contains(&index);
        if row.cells.iter().any(open) {
            At::Maybe(row_index)
        } else {
            At::Blank
        }
    }

    /// The line and column a cell of the table stands in.
    pub(super) fn find(&self, row: usize, cell: Option<&Cell>) -> (usize, usize) {
        let line = self
            .lines
            .iter()
            .position(|line| line.rows.contains(&Some(row)));
        let lane = line.and_then(|line| {
            let rows = &self.lines.get(line)?.rows;
            rows.iter().position(|found| *found == Some(row))
        });
        let column = self.columns.iter().position(|column| match (column, cell) {
            (GridColumn::Data(index), Some(cell)) => cell.column == Some(*index),
            (GridColumn::Undecided(found), Some(cell)) => {
                cell.column.is_none() && Some(*found) == lane
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

fn is_used(table: &Table, column: usize) -> bool {
    table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let here = cell.column == Some(column) || cell.candidates.contains(&column);
        let dash =
            matches!(&cell.content, Content::Figure(figure) if figure.kind == FigureKind::Dash);
        here && !dash
    })
}

/// Groups rows that were printed on one line. Within a lane the printed index only grows.
fn lines(table: &Table, lanes: usize) -> Vec<GridLine> {
    let mut lines: Vec<(u32, GridLine)> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let lane = row.lane.min(lanes - 1);
        let fits = lines
            .last()
            .is_some_and(|(printed, line)| *printed == row.index && line.rows[lane].is_none());
        if !fits {
            lines.push((
                row.index,
                GridLine {
                    rows: vec![None; lanes],
                },
            ));
        }
        if let Some((_, line)) = lines.last_mut() {
            line.rows[lane] = Some(index);
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
