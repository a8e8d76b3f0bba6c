//! One table as a grid: its header kept on screen, names frozen, a cell under the cursor with everything known about it.

mod choices;
mod cursor;
mod detail;
mod draw;
mod finding;
mod layout;
mod model;
mod sort;
mod work;

use std::sync::Arc;

use choices::Choices;
use detail::content;
use finding::Finding as Find;
use layout::Prepared;
use model::GridColumn;
pub use work::{TableAnswer, TableWork};

use crate::model::{Table, TableId};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::job::Delivery;
use crate::ui::keymap::Context;
use crate::ui::popup::inspect::Inspect;
use crate::ui::popup::palette::cursor as input_cursor;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, TableForm, View, ViewArea};
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
    choices: Choices,
    finding: Option<Find>,
    prepared: Option<Arc<Prepared>>,
    /// Whether the order that was chosen is worked out in the background.
    waits: bool,
    /// Whether the user moved the cursor since.
    walked: bool,
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
            choices: Choices::default(),
            finding: None,
            prepared: None,
            waits: false,
            walked: false,
        }
    }

    fn shown<'a>(&self, scene: &'a Scene) -> Option<&'a Table> {
        scene.data.table(self.table)
    }
}

impl View for Grid {
    fn context(&self) -> Context {
        match &self.finding {
            Some(finding) if finding.typing => Context::Find,
            _ => Context::Grid,
        }
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let Some(table) = self.shown(scene) else {
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
        if model.hidden > 0 {
            let count = model.hidden.to_string();
            let hidden = scene.fill("grid.hidden_columns", &[("count", &count)]);
            spans.push(span(format!("  {hidden}"), Role::Warning));
        }
        if let Some((column, greatest_first)) = self.choices.sorted {
            let name = draw::column_name(scene, table, column);
            let id = if greatest_first {
                "grid.sorted_down"
            } else {
                "grid.sorted_up"
            };
            let words = scene.fill(id, &[("column", &name)]);
            spans.push(span(format!("  {words}"), Role::Warning));
            if self.waits {
                spans.push(span(scene.text("grid.sorting"), Role::Dim));
            }
        }
        spans
    }

    fn crumb(&self, scene: &Scene) -> String {
        scene.table_label(self.table)
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.shown(scene)
            .map_or(0, |table| self.prepared(table, scene).model.len())
    }

    fn shape(&self, scene: &Scene, _width: u16, height: u16) -> Shape {
        let depth = self.shown(scene).map_or(1, |table| {
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
            } + u16::from(self.finding.is_some()),
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
        if let Some(table) = self.shown(scene) {
            self.prepared = Some(self.prepared(table, scene));
        }
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let Some(table) = self.shown(scene) else {
            return false;
        };
        match action {
            Action::Enter => self.place(scene).is_some(),
            Action::CellLeft | Action::CellRight | Action::FirstColumn | Action::LastColumn => {
                self.prepared(table, scene).model.columns.len() > 1
            }
            Action::ShowEmptyColumns => {
                self.choices.all_columns || self.prepared(table, scene).model.empty > 0
            }
            Action::Inspect => self.cell(scene).is_some(),
            Action::HideColumn => {
                let model = &self.prepared(table, scene).model;
                model.columns.len() > 1 && self.cursor(model) > 0
            }
            Action::ShowColumns => !self.choices.hidden.is_empty(),
            Action::NarrowColumn | Action::WidenColumn => !table.columns.is_empty(),
            Action::FreezeColumns => self.prepared(table, scene).model.columns.len() > 1,
            Action::SortColumn => self.prepared(table, scene).model.len() > 1,
            Action::FindHere => !table.rows.is_empty(),
            Action::NextHighlight | Action::PreviousHighlight => {
                let finding = self.finding.as_ref();
                finding.is_some_and(|finding| !finding.places.is_empty())
            }
            _ => self
                .finding
                .as_ref()
                .is_some_and(|finding| finding.typing && finding.input.possible(action)),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        match &self.finding {
            Some(finding) if finding.typing => "enter.done",
            _ => "enter.source",
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::NextHighlight,
            Action::Inspect,
            Action::FindHere,
            Action::SortColumn,
            Action::HideColumn,
            Action::ShowColumns,
            Action::ShowEmptyColumns,
            Action::CopyCell,
            Action::CopyTable,
            Action::SwitchUnit,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask> {
        if let Some(asks) = self.edited(action, scene) {
            return asks;
        }
        match action {
            Action::Enter => return vec![Ask::Run(Action::OpenSource)],
            Action::CellLeft => self.move_column(scene, area, |at, _| at.saturating_sub(1)),
            Action::CellRight => self.move_column(scene, area, |at, _| at + 1),
            Action::FirstColumn => self.move_column(scene, area, |_, _| 0),
            Action::LastColumn => self.move_column(scene, area, |_, last| last),
            Action::ShowEmptyColumns => {
                return self.choose(scene, |grid, _| {
                    grid.choices.all_columns = !grid.choices.all_columns;
                });
            }
            Action::HideColumn => {
                return self.choose(scene, |grid, column| {
                    grid.choices.hidden.insert(column);
                });
            }
            Action::ShowColumns => {
                return self.choose(scene, |grid, _| grid.choices.hidden.clear());
            }
            Action::NarrowColumn => {
                return self.choose(scene, |grid, column| {
                    grid.choices.widen(column, false);
                });
            }
            Action::WidenColumn => {
                return self.choose(scene, |grid, column| {
                    grid.choices.widen(column, true);
                });
            }
            Action::FreezeColumns => {
                return self.choose(scene, |grid, column| {
                    let held = grid.choices.frozen == Some(column);
                    grid.choices.frozen = (!held).then_some(column);
                    grid.skipped = 0;
                });
            }
            Action::SortColumn => {
                return self.choose(scene, |grid, column| {
                    grid.choices.sort_by(column);
                });
            }
            Action::FindHere => {
                let origin = self.stands(scene);
                self.finding = Some(Find {
                    typing: true,
                    origin,
                    ..Find::default()
                });
            }
            Action::NextHighlight | Action::PreviousHighlight => {
                let here = self.stands(scene);
                let forward = action == Action::NextHighlight;
                let finding = self.finding.as_ref();
                if let Some(place) = finding.and_then(|finding| finding.step(here, forward)) {
                    self.go_to(place, scene, area);
                }
            }
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

    fn typed(&mut self, text: &str, scene: &Scene) -> Vec<Ask> {
        if let Some(finding) = self.finding.as_mut().filter(|finding| finding.typing) {
            finding.input.insert(text);
            return self.look(scene);
        }
        Vec::new()
    }

    /// Out of the input box, back to where the cursor stood; then the marks go.
    fn step_back(&mut self) -> bool {
        let Some(finding) = self.finding.take() else {
            return false;
        };
        if finding.typing {
            (self.viewport.selected, self.column) = finding.origin;
        }
        true
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        let finding = self.finding.as_ref().filter(|finding| finding.typing)?;
        input_cursor(&finding.input, scene, self.find_line(area)?)
    }

    fn table(&self) -> Option<TableId> {
        Some(self.table)
    }

    /// As printed: what is sorted or has columns put away has other lines and columns.
    fn position(&self, scene: &Scene) -> Option<(TableId, (usize, usize))> {
        (self.choices == Choices::default()).then(|| (self.table, self.stands(scene)))
    }

    fn has_table(&self, scene: &Scene) -> bool {
        self.shown(scene)
            .is_some_and(|table| !table.rows.is_empty())
    }

    fn copy_table(&self, form: TableForm, scene: &Scene) -> Option<String> {
        self.whole(form, scene)
    }

    fn clicked(&mut self, x: u16, scene: &Scene, area: &ViewArea) {
        if let Some(column) = self.column_at(x, scene, area) {
            self.column = column;
        }
    }

    /// A click on a heading sorts by its column.
    fn heading_clicked(&mut self, x: u16, scene: &Scene, area: &ViewArea) -> Option<Vec<Ask>> {
        self.column = self.column_at(x, scene, area)?;
        Some(self.choose(scene, |grid, column| grid.choices.sort_by(column)))
    }

    fn walked(&mut self) {
        self.walked = true;
    }

    fn deliver(&mut self, delivery: &Delivery, scene: &Scene) -> Vec<Ask> {
        match delivery {
            Delivery::Table(answer) => self.take(answer, scene),
            _ => Vec::new(),
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let table = self.shown(scene)?;
        let prepared = self.prepared(table, scene);
        let model = &prepared.model;
        let line = self.viewport.current(model.len())?;
        let text = |column: GridColumn| content(model, table, line, column, scene);
        let copied = match what {
            CopyWhat::Cell => text(*model.columns.get(Grid::cursor(self, model))?),
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
