//! The cursor of a grid: what it stands on, where that is printed, and its moves.

use super::choices::Choices;
use super::detail::content;
use super::layout;
use super::model::{At, GridColumn, GridModel};
use super::work::AT_ONCE;
use super::{Find, Grid};
use crate::model::{CellId, Place, RowId, RowRef, Table, TableId};
use crate::ui::scene::Scene;
use crate::ui::view::{Ask, TableForm, ViewArea};
use crate::ui::viewport::Move;

impl Grid {
    /// A table, the cursor where the reader left it.
    #[must_use]
    pub fn where_left(table: TableId, scene: &Scene) -> Grid {
        let mut grid = Grid::of_table(table);
        let disclosure = scene.data.disclosure(table.disclosure);
        let left = disclosure.and_then(|found| scene.memory.cell(found, table));
        if let Some((line, column)) = left {
            grid.viewport.selected = line;
            grid.column = column;
        }
        grid
    }

    /// The table of a cell, the cursor on it.
    #[must_use]
    pub fn at_cell(id: CellId, scene: &Scene) -> Self {
        let mut grid = Grid::at_row(id.row, scene);
        if let (Some(table), Some(cell)) =
            (scene.data.table(id.row.table), scene.data.corpus.cell(id))
        {
            let survey = scene.data.survey(id.row.table);
            let model = GridModel::new(table, &survey, &Choices::default());
            (grid.viewport.selected, grid.column) = model.find(id.row.row, Some(cell));
        }
        grid
    }

    /// The table of a row, the cursor on its name.
    #[must_use]
    pub fn at_row(id: RowId, scene: &Scene) -> Self {
        let mut grid = Grid::of_table(id.table);
        if let Some(table) = scene.data.table(id.table) {
            (grid.viewport.selected, grid.column) =
                GridModel::new(table, &scene.data.survey(id.table), &Choices::default())
                    .find(id.row, None);
        }
        grid
    }

    /// The column of the cursor: the chosen one, else the first after the frozen ones.
    pub(super) fn cursor(&self, model: &GridModel) -> usize {
        let last = model.columns.len().saturating_sub(1);
        if self.column == usize::MAX {
            model.frozen().min(last)
        } else {
            self.column.min(last)
        }
    }

    /// What the cursor stands on.
    pub(super) fn under<'a>(
        &self,
        table: &'a Table,
        model: &GridModel,
    ) -> (GridColumn, Option<usize>, At<'a>) {
        let column = model
            .columns
            .get(self.cursor(model))
            .copied()
            .unwrap_or(GridColumn::Name(0));
        let line = self.viewport.current(model.len()).unwrap_or(0);
        (
            column,
            model.row(table, line, column),
            model.at(table, line, column),
        )
    }

    /// The cell under the cursor; for an undecided column, the first undecided figure of the row.
    pub(super) fn cell(&self, scene: &Scene) -> Option<CellId> {
        let table = self.shown(scene)?;
        let prepared = self.prepared(table, scene);
        let (column, row, at) = self.under(table, &prepared.model);
        let id = |row, cell| CellId {
            row: RowId {
                table: self.table,
                row,
            },
            cell,
        };
        let open = |row: usize| {
            let cells = &table.rows.get(row)?.cells();
            let open = cells.iter().position(|cell| cell.column().is_none())?;
            Some(id(row, open))
        };
        match at {
            At::Cell(row, cell, _) => Some(id(row, cell)),
            At::Maybe(row) => open(row),
            At::Blank if matches!(column, GridColumn::Undecided(_)) => open(row?),
            At::Blank => None,
        }
    }

    pub(super) fn place(&self, scene: &Scene) -> Option<Place> {
        if let Some(cell) = self.cell(scene) {
            return scene.data.corpus.cell(cell).map(|cell| cell.place());
        }
        let table = self.shown(scene)?;
        let prepared = self.prepared(table, scene);
        let (_, row, _) = self.under(table, &prepared.model);
        Some(
            row.and_then(|row| table.rows.get(row))
                .map_or(table.place, RowRef::place),
        )
    }

    pub(super) fn move_column(
        &mut self,
        scene: &Scene,
        area: &ViewArea,
        to: impl Fn(usize, usize) -> usize,
    ) {
        let Some(table) = self.shown(scene) else {
            return;
        };
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let last = model.columns.len().saturating_sub(1);
        self.column = to(self.cursor(model), last).min(last);
        let width = usize::from(area.body.width);
        self.skipped = layout::place(&prepared, self.column, self.skipped, width).before;
    }

    /// Puts the cursor on a line and column.
    pub(super) fn go_to(&mut self, (line, column): (usize, usize), scene: &Scene, area: &ViewArea) {
        let len = self.lines(scene);
        self.viewport.apply(Move::To(line), len, area.capacity());
        self.move_column(scene, area, |_, _| column);
    }

    /// The column under a place of the screen.
    pub(super) fn column_at(&self, x: u16, scene: &Scene, area: &ViewArea) -> Option<usize> {
        let table = self.shown(scene)?;
        let prepared = self.prepared(table, scene);
        let cursor = self.cursor(&prepared.model);
        let width = usize::from(area.body.width);
        let placed = layout::place(&prepared, cursor, self.skipped, width);
        let at = usize::from(x.saturating_sub(area.body.x));
        let hit = placed
            .placed
            .iter()
            .find(|column| at < column.x + column.width + 1);
        hit.map(|column| column.index)
    }

    fn lines(&self, scene: &Scene) -> usize {
        self.shown(scene)
            .map_or(0, |table| self.prepared(table, scene).model.len())
    }

    /// Line and column of the cursor.
    pub(super) fn stands(&self, scene: &Scene) -> (usize, usize) {
        let column = self
            .shown(scene)
            .map_or(0, |table| self.cursor(&self.prepared(table, scene).model));
        (self.viewport.selected, column)
    }

    /// Changes what the user chose and keeps the cursor on the cell it stood on.
    pub(super) fn choose(
        &mut self,
        scene: &Scene,
        change: impl FnOnce(&mut Grid, GridColumn),
    ) -> Vec<Ask> {
        let Some(table) = self.shown(scene) else {
            return Vec::new();
        };
        let before = self.prepared(table, scene);
        let (column, row, _) = self.under(table, &before.model);
        change(self, column);
        // A long table is sorted in the background and stays as it is until then.
        self.waits = before.model.len() > AT_ONCE;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let same = model.columns.iter().position(|found| *found == column);
        self.column = same.unwrap_or(self.column);
        let line = row.and_then(|row| model.line_of(row));
        self.viewport.selected = line.unwrap_or(self.viewport.selected);
        self.prepared = Some(prepared);
        let mut asks = self.ask_for_order(scene);
        asks.extend(self.look_again(scene));
        asks
    }

    /// Looks for what is typed and goes to the first place from where the search began.
    pub(super) fn look(&mut self, scene: &Scene) -> Vec<Ask> {
        let asks = self.look_again(scene);
        if asks.is_empty() {
            self.go_to_first();
        } else if let Some(finding) = &mut self.finding {
            finding.seeks = true;
        }
        asks
    }

    /// Goes to the first place from where the search began.
    pub(super) fn go_to_first(&mut self) {
        let place = self.finding.as_ref().map(|finding: &Find| {
            let origin = finding.origin;
            finding.from(origin).unwrap_or(origin)
        });
        if let Some((line, column)) = place {
            self.viewport.selected = line;
            self.column = column;
        }
    }

    /// Heading and rows as they are shown, for copying.
    pub(super) fn whole(&self, form: TableForm, scene: &Scene) -> Option<String> {
        let table = self.shown(scene)?;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let head = |column: &GridColumn| match column {
            GridColumn::Code(_) => scene.text("head.code").to_owned(),
            GridColumn::Name(_) => scene.text("head.item").to_owned(),
            GridColumn::Undecided(_) => scene.text("head.undecided").to_owned(),
            GridColumn::Data(index) => table
                .columns
                .get(*index)
                .map_or_else(String::new, crate::model::Column::label),
        };
        let mut rows: Vec<Vec<String>> = vec![model.columns.iter().map(head).collect()];
        rows.extend((0..model.len()).map(|line| {
            let cells = model.columns.iter();
            cells
                .map(|column| content(model, table, line, *column, scene))
                .collect()
        }));
        Some(super::super::written(form, &rows))
    }
}
