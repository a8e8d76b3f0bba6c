//! What is known of the cell under the cursor: its address, what is printed, how certain its column is, how it was checked.

use ratatui::layout::Rect;

use super::draw::Drawn;
use super::model::{At, GridColumn, GridModel};
use crate::check::CoverageState;
use crate::model::{Certainty, Table};
use crate::ui::action::Action;
use crate::ui::canvas::Canvas;
use crate::ui::keymap::Context;
use crate::ui::money;
use crate::ui::scene::Scene;
use crate::ui::survey::undecided;
use crate::ui::theme::Role;

impl Drawn<'_> {
    /// Up to four lines: where, what is printed, how certain, what it takes part in.
    pub(super) fn detail(&self, area: Rect, canvas: &mut Canvas<'_>) {
        if area.height == 0 {
            return;
        }
        let mut lines = vec![(self.address(), Role::Text), (self.printed(), Role::Dim)];
        if let Some(certainty) = self.certainty() {
            lines.push((certainty, Role::FigureAmbiguous));
        }
        if let Some(checked) = self.checked() {
            lines.push((checked, Role::Dim));
        }
        for (offset, (text, role)) in lines.iter().take(usize::from(area.height)).enumerate() {
            let y = area.y + u16::try_from(offset).unwrap_or(0);
            canvas.text(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                text,
                *role,
            );
        }
    }

    /// Row and column of the cursor in full.
    fn address(&self) -> String {
        let (column, row, _) = self.grid.under(self.table, self.model);
        let row = row.and_then(|row| self.table.rows.get(row));
        let name = row.map_or_else(String::new, |row| format!("{} {}", row.code(), row.name()));
        let column = match column {
            GridColumn::Data(index) => self
                .table
                .columns
                .get(index)
                .map(crate::model::table::Column::label),
            GridColumn::Code(_) | GridColumn::Name(_) => None,
            GridColumn::Undecided(_) => Some(self.scene.text("head.undecided").to_owned()),
        };
        match column {
            Some(column) => format!("{} | {column}", name.trim()),
            None => name.trim().to_owned(),
        }
    }

    /// The text as printed, with its line.
    fn printed(&self) -> String {
        let place = self.grid.place(self.scene).unwrap_or_default();
        let place = self.scene.place_words(self.grid.table.disclosure, place);
        let Some(cell) = self.grid.cell(self.scene) else {
            let (column, _, at) = self.grid.under(self.table, self.model);
            let line_number = self.grid.viewport.current(self.model.len()).unwrap_or(0);
            let text = content(self.model, self.table, line_number, column, self.scene);
            let id = if matches!(at, At::Blank) && matches!(column, GridColumn::Data(_)) {
                "grid.blank"
            } else {
                "grid.words"
            };
            return self.scene.fill(id, &[("text", &text), ("place", &place)]);
        };
        let printed = self.scene.data.corpus.cell(cell);
        let raw = printed.map(|cell| cell.raw()).unwrap_or_default();
        let figure = printed.and_then(|cell| cell.figure());
        let unit = figure.as_ref().map_or("", |figure| figure.unit().word());
        let stored = printed.map(|found| {
            let disclosure = cell.row.table.disclosure;
            self.scene.stored_words(disclosure, found.place())
        });
        let values = [("text", &*raw), ("unit", unit), ("place", &*place)];
        self.scene.fill("grid.printed", &values) + &stored.unwrap_or_default()
    }

    /// Why the column of the figure is not simply printed.
    fn certainty(&self) -> Option<String> {
        let cell = self.scene.data.corpus.cell(self.grid.cell(self.scene)?)?;
        match cell.certainty() {
            Certainty::Printed => None,
            Certainty::Recovered => Some(self.scene.text("grid.recovered").to_owned()),
            Certainty::Ambiguous => {
                let names: Vec<String> = cell
                    .candidates()
                    .iter()
                    .filter_map(|index| self.table.columns.get(*index))
                    .map(crate::model::Column::label)
                    .collect();
                let columns = names.join(self.scene.text("grid.or"));
                let raw = cell.raw();
                let values = [("text", &*raw), ("columns", &*columns)];
                Some(self.scene.fill("grid.ambiguous", &values))
            }
        }
    }

    /// State of the figure in the report and how many relations it takes part in.
    fn checked(&self) -> Option<String> {
        let cell = self.grid.cell(self.scene)?;
        let disclosure = self.grid.table.disclosure;
        let covered = self.scene.data.report(disclosure)?.covered(cell)?;
        let state = self.scene.word("coverage", covered.state.name());
        let count = covered.relations.len().to_string();
        let key = self.scene.key(Context::Grid, Action::Inspect);
        let id = match covered.state {
            CoverageState::NotCheckable | CoverageState::NotUnderstood => "grid.unchecked",
            CoverageState::Consistent
            | CoverageState::Inconsistent
            | CoverageState::Spent
            | CoverageState::Undetermined => "grid.checked",
        };
        let values = [("state", &*state), ("count", &*count), ("key", &*key)];
        Some(self.scene.fill(id, &values))
    }
}

/// The text of a line in a column, as it is copied.
pub(super) fn content(
    model: &GridModel,
    table: &Table,
    line: usize,
    column: GridColumn,
    scene: &Scene,
) -> String {
    let row = model
        .row(table, line, column)
        .and_then(|row| table.rows.get(row));
    match (column, row) {
        (_, None) => String::new(),
        (GridColumn::Code(_), Some(row)) => row.code().to_string(),
        (GridColumn::Name(_), Some(row)) => row.name().to_string(),
        (GridColumn::Undecided(_), Some(row)) => undecided(row, scene.settings.unit),
        (GridColumn::Data(_), Some(_)) => match model.at(table, line, column) {
            At::Cell(_, _, cell) => match cell.figure() {
                Some(figure) => money::figure(&figure, scene.settings.unit),
                None => cell.raw().to_string(),
            },
            At::Maybe(_) => "?".to_owned(),
            At::Blank => String::new(),
        },
    }
}
