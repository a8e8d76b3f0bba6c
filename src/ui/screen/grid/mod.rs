//! One table as a grid: its header kept on screen, names frozen, a cell under the cursor with everything known about it.

mod detail;
mod draw;
mod layout;
mod model;

use std::sync::Arc;

use detail::content;
use layout::{Look, Prepared};
use model::{At, GridColumn, GridModel};

use crate::model::{CellId, Place, RowId, Table, TableId};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::popup::inspect::Inspect;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// Header levels that are shown at most.
const HEADER_LIMIT: u16 = 5;

/// The table shown, the cursor, the columns skipped at the left.
#[derive(Debug)]
pub struct Grid {
    table: TableId,
    viewport: Viewport,
    column: usize,
    skipped: usize,
    all_columns: bool,
    prepared: Option<Arc<Prepared>>,
}

impl Grid {
    /// A table from its beginning, the cursor on its first data column.
    #[must_use]
    pub fn of_table(table: TableId) -> Self {
        Grid {
            table,
            viewport: Viewport::default(),
            column: usize::MAX,
            skipped: 0,
            all_columns: false,
            prepared: None,
        }
    }

    /// The table of a cell, the cursor on it.
    #[must_use]
    pub fn at_cell(id: CellId, scene: &Scene) -> Self {
        let mut grid = Grid::at_row(id.row, scene);
        if let (Some(table), Some(cell)) =
            (scene.data.table(id.row.table), scene.data.corpus.cell(id))
        {
            let model = GridModel::new(table, false);
            (grid.viewport.selected, grid.column) = model.find(id.row.row, Some(cell));
        }
        grid
    }

    /// The table of a row, the cursor on its name.
    #[must_use]
    pub fn at_row(id: RowId, scene: &Scene) -> Self {
        let mut grid = Grid::of_table(id.table);
        if let Some(table) = scene.data.table(id.table) {
            (grid.viewport.selected, grid.column) = GridModel::new(table, false).find(id.row, None);
        }
        grid
    }

    fn table<'a>(&self, scene: &'a Scene) -> Option<&'a Table> {
        scene.data.table(self.table)
    }

    /// The table with its columns measured: the one kept, unless it is looked at differently now.
    fn prepared(&self, table: &Table, scene: &Scene) -> Arc<Prepared> {
        let look = Look::new(scene, self.all_columns);
        match &self.prepared {
            Some(kept) if kept.look == look => Arc::clone(kept),
            _ => Arc::new(Prepared::new(table, scene, look)),
        }
    }

    /// The column of the cursor: the chosen one, else the first after the frozen ones.
    fn cursor(&self, model: &GridModel) -> usize {
        let last = model.columns.len().saturating_sub(1);
        if self.column == usize::MAX {
            model.frozen().min(last)
        } else {
            self.column.min(last)
        }
    }

    /// What the cursor stands on.
    fn under<'a>(
        &self,
        table: &'a Table,
        model: &GridModel,
    ) -> (GridColumn, Option<usize>, At<'a>) {
        let column = model
            .columns
            .get(self.cursor(model))
            .copied()
            .unwrap_or(GridColumn::Name(0));
        let line = self.viewport.current(model.lines.len()).unwrap_or(0);
        (
            column,
            model.row(table, line, column),
            model.at(table, line, column),
        )
    }

    /// The cell under the cursor; for an undecided column, the first undecided figure of the row.
    fn cell(&self, scene: &Scene) -> Option<CellId> {
        let table = self.table(scene)?;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let (column, row, at) = self.under(table, model);
        let id = |row, cell| CellId {
            row: RowId {
                table: self.table,
                row,
            },
            cell,
        };
        match at {
            At::Cell(row, cell, _) => Some(id(row, cell)),
            At::Maybe(row) => {
                let open = table
                    .rows
                    .get(row)?
                    .cells
                    .iter()
                    .position(|cell| cell.column.is_none())?;
                Some(id(row, open))
            }
            At::Blank if matches!(column, GridColumn::Undecided(_)) => {
                let row = row?;
                let open = table
                    .rows
                    .get(row)?
                    .cells
                    .iter()
                    .position(|cell| cell.column.is_none())?;
                Some(id(row, open))
            }
            At::Blank => None,
        }
    }

    fn place(&self, scene: &Scene) -> Option<Place> {
        if let Some(cell) = self.cell(scene) {
            return scene.data.corpus.cell(cell).map(|cell| cell.place);
        }
        let table = self.table(scene)?;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let (_, row, _) = self.under(table, model);
        Some(
            row.and_then(|row| table.rows.get(row))
                .map_or(table.place, |row| row.place),
        )
    }

    fn move_column(&mut self, scene: &Scene, area: &ViewArea, to: impl Fn(usize, usize) -> usize) {
        let Some(table) = self.table(scene) else {
            return;
        };
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let last = model.columns.len().saturating_sub(1);
        self.column = to(self.cursor(model), last).min(last);
        let width = usize::from(area.body.width);
        self.skipped = layout::place(&prepared, self.column, self.skipped, width).before;
    }

    fn show_all(&mut self, scene: &Scene) {
        let Some(table) = self.table(scene) else {
            return;
        };
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let column = model.columns.get(self.cursor(model)).copied();
        self.all_columns = !self.all_columns;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let same = model
            .columns
            .iter()
            .position(|found| Some(*found) == column);
        self.column = same.unwrap_or(usize::MAX);
    }
}

impl View for Grid {
    fn context(&self) -> Context {
        Context::Grid
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let Some(table) = self.table(scene) else {
            return Vec::new();
        };
        let unit = scene.unit_word(&table.unit);
        let mut spans = vec![
            span(scene.label_of(table), Role::Title),
            span(format!("  ({unit})"), Role::Dim),
        ];
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        if model.empty > 0 {
            let count = model.empty.to_string();
            let hidden = scene.fill("grid.empty_columns", &[("count", &count)]);
            spans.push(span(format!("  {hidden}"), Role::Dim));
        }
        spans
    }

    fn crumb(&self, scene: &Scene) -> String {
        scene.table_label(self.table)
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.table(scene)
            .map_or(0, |table| self.prepared(table, scene).model.lines.len())
    }

    fn shape(&self, scene: &Scene, _width: u16, height: u16) -> Shape {
        let depth = self.table(scene).map_or(1, |table| {
            table
                .columns
                .iter()
                .map(|column| column.path.len())
                .max()
                .unwrap_or(1)
        });
        let header = u16::try_from(depth).unwrap_or(1).clamp(1, HEADER_LIMIT);
        // On a low screen the rows matter more than the outer header levels.
        let header = header.min((height / 4).max(1));
        Shape {
            header,
            footer: match height {
                0..=5 => 0,
                6..=9 => 1,
                10..=17 => 2,
                _ => 4,
            },
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn arranged(&mut self, scene: &Scene, _width: u16) {
        if let Some(table) = self.table(scene) {
            self.prepared = Some(self.prepared(table, scene));
        }
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let Some(table) = self.table(scene) else {
            return false;
        };
        match action {
            Action::Enter => self.place(scene).is_some(),
            Action::CellLeft | Action::CellRight | Action::FirstColumn | Action::LastColumn => {
                self.prepared(table, scene).model.columns.len() > 1
            }
            Action::ShowEmptyColumns => {
                self.all_columns || self.prepared(table, scene).model.empty > 0
            }
            Action::Inspect => self.cell(scene).is_some(),
            _ => false,
        }
    }

    fn enter_word(&self) -> &'static str {
        "enter.source"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::Inspect,
            Action::ShowEmptyColumns,
            Action::CopyCell,
            Action::SwitchUnit,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::Enter => return vec![Ask::Run(Action::OpenSource)],
            Action::CellLeft => self.move_column(scene, area, |at, _| at.saturating_sub(1)),
            Action::CellRight => self.move_column(scene, area, |at, _| at + 1),
            Action::FirstColumn => self.move_column(scene, area, |_, _| 0),
            Action::LastColumn => self.move_column(scene, area, |_, last| last),
            Action::ShowEmptyColumns => self.show_all(scene),
            Action::Inspect => {
                let popup = self.cell(scene).map(Inspect::new);
                return popup
                    .map(|popup| Ask::Popup(Box::new(popup)))
                    .into_iter()
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn clicked(&mut self, x: u16, scene: &Scene, area: &ViewArea) {
        let Some(table) = self.table(scene) else {
            return;
        };
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let width = usize::from(area.body.width);
        let placed = layout::place(&prepared, self.cursor(model), self.skipped, width);
        let at = usize::from(x.saturating_sub(area.body.x));
        let hit = placed
            .placed
            .iter()
            .find(|column| at < column.x + column.width + 1);
        if let Some(column) = hit {
            self.column = column.index;
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let table = self.table(scene)?;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let line = self.viewport.current(model.lines.len())?;
        let text = |column: GridColumn| content(model, table, line, column, scene);
        let copied = match what {
            CopyWhat::Cell => text(*model.columns.get(self.cursor(model))?),
            CopyWhat::Row => {
                let cells: Vec<String> = model.columns.iter().map(|column| text(*column)).collect();
                cells.join("\t")
            }
        };
        (!copied.trim().is_empty()).then_some(copied)
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        Some(SourceTarget {
            disclosure: self.table.disclosure,
            places: vec![self.place(scene)?],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw::draw(self, scene, area, canvas);
    }
}
