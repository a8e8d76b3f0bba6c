//! Every place a disclosure prints a class: table, column and figure, each one step from its cell.

use ratatui::layout::Rect;

use crate::model::{CellId, RowId, RowRef, Slot, TableId, ValueKind};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::money::{self, Alignment};
use crate::ui::scene::Scene;
use crate::ui::screen::grid::Grid;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// One printed figure.
#[derive(Debug, Clone)]
struct Place {
    cell: CellId,
    column: usize,
}

/// The places of one code.
#[derive(Debug)]
pub struct Printed {
    code: String,
    places: Vec<Place>,
    viewport: Viewport,
}

impl Printed {
    /// The places the current disclosure prints a code at; `None` when there is none.
    #[must_use]
    pub fn of(scene: &Scene, code: &str) -> Option<Self> {
        let places: Vec<Place> = places(scene, code).collect();
        (!places.is_empty()).then(|| Printed {
            code: code.to_owned(),
            places,
            viewport: Viewport::default(),
        })
    }

    /// Whether the current disclosure prints a code with an amount.
    #[must_use]
    pub fn is_there(scene: &Scene, code: &str) -> bool {
        places(scene, code).next().is_some()
    }

    fn selected(&self) -> Option<&Place> {
        self.places.get(self.viewport.current(self.places.len())?)
    }
}

/// Amounts printed beside a code, in document order.
fn places<'s>(scene: &'s Scene, code: &str) -> impl Iterator<Item = Place> + use<'s> {
    let coded = scene.data.derived(scene.current);
    let rows = coded.and_then(|derived| derived.coded.get(code));
    let rows = rows.map_or(&[][..], Vec::as_slice).iter();
    rows.flat_map(|&(table, row)| {
        let (table, row) = (table as usize, row as usize);
        let table_id = TableId {
            disclosure: scene.current,
            table,
        };
        let row_id = RowId {
            table: table_id,
            row,
        };
        let table = scene.data.table(table_id);
        table.into_iter().flat_map(move |table| {
            let lane = table.rows.get(row).map_or(0, RowRef::lane);
            let columns = table.lane_columns(lane);
            let columns = columns.filter(|(_, found)| found.kind == ValueKind::Amount);
            columns.filter_map(move |(column, _)| match table.slot(row, column) {
                Slot::Number(cell, _) => Some(Place {
                    cell: CellId { row: row_id, cell },
                    column,
                }),
                Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
            })
        })
    })
}

/// What is said of a place: table, name of the row, column, figure and unit.
struct Words {
    table: String,
    column: String,
    figure: String,
    unit: String,
}

fn words(place: &Place, scene: &Scene) -> Option<Words> {
    let table = scene.data.table(place.cell.row.table)?;
    let figure = scene.data.corpus.cell(place.cell)?.figure()?;
    let row = scene.data.corpus.row(place.cell.row)?;
    let mut column = table.columns.get(place.column)?.label();
    // Of a pair, the other code says which row it is.
    if row.code().contains('→') {
        column = format!("{}  {column}", row.code());
    }
    Some(Words {
        table: scene.label_of(table),
        column,
        figure: money::figure(&figure, scene.settings.unit),
        unit: scene.unit_word(figure.unit()),
    })
}

/// Cells of the unit.
const UNIT: u16 = 7;

/// Table, column, figure and unit; the figure is never cut.
fn columns(area: Rect, figure: u16) -> [Rect; 4] {
    let figure = (figure + 1).min(area.width);
    let words = area.width - figure;
    let unit = if words > 40 { UNIT } else { 0 };
    let words = words - unit;
    let at = |x: u16, width: u16| Rect {
        x: area.x + x,
        width,
        ..area
    };
    let table = words / 2;
    [
        at(0, table.saturating_sub(1)),
        at(table, words - table),
        at(words, figure),
        at(words + figure, unit),
    ]
}

impl View for Printed {
    fn context(&self) -> Context {
        Context::Printed
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let count = self.places.len().to_string();
        let title = scene.fill("printed.title", &[("code", &self.code), ("count", &count)]);
        vec![span(title, Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.places.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape::around(0, u16::from(height >= 6))
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, _scene: &Scene) -> bool {
        action == Action::Enter && self.selected().is_some()
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        match (action, self.selected()) {
            (Action::Enter, Some(place)) => vec![
                Ask::Close,
                Ask::Open(Box::new(Grid::at_cell(place.cell, scene))),
            ],
            _ => Vec::new(),
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let words = words(self.selected()?, scene)?;
        Some(match what {
            CopyWhat::Cell => words.figure,
            CopyWhat::Row => format!(
                "{}\t{}\t{}\t{}\t{}",
                self.code, words.table, words.column, words.figure, words.unit
            ),
        })
    }

    fn popup_size(&self, _scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let lines = u16::try_from(self.places.len()).unwrap_or(u16::MAX);
        (width.min(100), lines.saturating_add(3).min(height))
    }

    fn figure(&self, _scene: &Scene) -> Option<CellId> {
        self.selected().map(|place| place.cell)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let texts: Vec<Option<Words>> = self
            .places
            .iter()
            .map(|place| words(place, scene))
            .collect();
        let figures = texts.iter().flatten().map(|words| words.figure.as_str());
        let alignment = Alignment::of(figures);
        let width = u16::try_from(alignment.width()).unwrap_or(u16::MAX);
        for row in area.rows.clone() {
            let Some(Some(words)) = texts.get(row) else {
                continue;
            };
            let [table, column, figure, unit] = columns(area.row(row), width);
            canvas.text(table, &words.table, Role::Text);
            canvas.text(column, &words.column, Role::Dim);
            canvas.figure(figure, &alignment.pad(&words.figure), Role::Figure);
            canvas.text(unit, &format!(" {}", words.unit), Role::Dim);
        }
        if let Some(row) = self.viewport.current(self.places.len()) {
            canvas.tint(area.row(row), Role::Selected);
        }
        let selected = self.selected().and_then(|place| words(place, scene));
        if let Some(words) = selected {
            let line = format!("{}  {}", words.table, words.column);
            canvas.text(area.footer, &line, Role::Dim);
        }
    }
}
