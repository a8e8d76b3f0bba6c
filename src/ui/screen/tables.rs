//! All tables of the current disclosure: number, title, kind, state, figures, doubts; and those the contents promise in vain.

use ratatui::layout::Rect;

use super::grid::Grid;
use crate::model::{Promised, Table, TableDoubt, TableId, TableState};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, TableForm, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The selection in the list.
#[derive(Debug, Default)]
pub struct Tables {
    viewport: Viewport,
    /// Whether a promised table is selected that is not there.
    on_promised: bool,
}

impl Tables {
    /// The tables of the current disclosure, the cursor on the one looked at last.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let disclosure = scene.data.disclosure(scene.current);
        let last = disclosure.and_then(|disclosure| scene.memory.table(disclosure));
        Tables {
            viewport: Viewport::at(last.unwrap_or(0)),
            ..Tables::default()
        }
    }

    fn selected(&self, scene: &Scene) -> Option<TableId> {
        let table = self.viewport.current(count(scene))?;
        (table < tables(scene).len()).then_some(TableId {
            disclosure: scene.current,
            table,
        })
    }

    /// The promised table that is not there, when one is selected.
    fn promised<'a>(&self, scene: &'a Scene) -> Option<&'a Promised> {
        missing(scene, self.viewport.current(count(scene))?)
    }

    /// The selected table as the grid opens it, for copying.
    fn grid(&self, scene: &Scene) -> Option<Grid> {
        self.selected(scene).map(Grid::of_table)
    }
}

/// Tables and promised ones without a table.
fn count(scene: &Scene) -> usize {
    let missing = scene.data.derived(scene.current);
    tables(scene).len() + missing.map_or(0, |derived| derived.missing.len())
}

/// The promised table in a row below the tables.
fn missing(scene: &Scene, row: usize) -> Option<&Promised> {
    let index = row.checked_sub(tables(scene).len())?;
    let promised = *scene.data.derived(scene.current)?.missing.get(index)?;
    scene.data.disclosure(scene.current)?.promised.get(promised)
}

fn tables(scene: &Scene) -> &[Table] {
    scene
        .data
        .disclosure(scene.current)
        .map_or(&[], |disclosure| &disclosure.tables)
}

/// What a state of a table is called.
fn state_words(scene: &Scene, table: &Table) -> String {
    let mut words = match table.state {
        TableState::Data => String::new(),
        TableState::EmptyWithNote => scene.text("table.empty_with_note").to_owned(),
        TableState::Empty => scene.text("table.empty").to_owned(),
    };
    for doubt in &table.doubts {
        let id = match doubt {
            TableDoubt::Header => "table.doubt_header",
            TableDoubt::Beginning => "table.doubt_beginning",
            TableDoubt::Body => "table.doubt_body",
        };
        if !words.is_empty() {
            words.push_str("; ");
        }
        words.push_str(scene.text(id));
    }
    if words.is_empty() {
        words.push_str(scene.text("table.data"));
    }
    words
}

/// Divides a line: mark, number, title, kind, unit, figures, state.
fn columns(area: Rect) -> [Rect; 7] {
    let mut rest = area;
    let mark = take_left(&mut rest, 2);
    let number = take_left(&mut rest, 5);
    let narrow = area.width < 72;
    let tail = if narrow {
        [0, 0, 7]
    } else {
        [area.width / 5, 7, 8]
    };
    let state = rest.width / 4;
    let title_width = rest.width.saturating_sub(tail.iter().sum::<u16>() + state);
    let mut title = take_left(&mut rest, title_width);
    title.width = title.width.saturating_sub(1);
    let [kind, unit, figures] = tail.map(|width| {
        let mut place = take_left(&mut rest, width);
        place.width = place.width.saturating_sub(1);
        place
    });
    [mark, number, title, kind, unit, figures, rest]
}

impl View for Tables {
    fn context(&self) -> Context {
        Context::Tables
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let count = tables(scene).len();
        vec![
            span(format!("{} {count}", self.crumb(scene)), Role::Title),
            span(
                format!("  {}", scene.disclosure_label(scene.current)),
                Role::Dim,
            ),
        ]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        count(scene)
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: if height >= 8 { 2 } else { 0 },
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        action == Action::Enter
            && (self.selected(scene).is_some() || self.promised(scene).is_some())
    }

    fn arranged(&mut self, scene: &Scene, _width: u16) {
        self.on_promised = self.promised(scene).is_some();
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        if self.on_promised {
            "enter.source"
        } else {
            "enter.table"
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::CopyTable]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if self.promised(scene).is_some() {
            return vec![Ask::Run(Action::OpenSource)];
        }
        self.selected(scene)
            .map(|table| Ask::Open(Box::new(Grid::where_left(table, scene))))
            .into_iter()
            .collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let table = scene.data.table(self.selected(scene)?)?;
        Some(match what {
            CopyWhat::Cell => scene.label_of(table),
            CopyWhat::Row => format!(
                "{}\t{}\t{}\t{}\t{}",
                table.id,
                table.title,
                scene.kind(table.kind),
                scene.data.survey(self.selected(scene)?).figures,
                state_words(scene, table),
            ),
        })
    }

    fn has_table(&self, scene: &Scene) -> bool {
        self.grid(scene).is_some_and(|grid| grid.has_table(scene))
    }

    fn copy_table(&self, form: TableForm, scene: &Scene) -> Option<String> {
        self.grid(scene)?.copy_table(form, scene)
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        if let Some(promised) = self.promised(scene) {
            return Some(SourceTarget {
                disclosure: scene.current,
                places: vec![promised.place],
                first: 0,
            });
        }
        let table = scene.data.table(self.selected(scene)?)?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![table.place],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let heads = columns(area.header);
        let names = [
            "head.number",
            "head.title",
            "head.kind",
            "head.unit",
            "head.figures",
            "head.state",
        ];
        for (index, (place, name)) in heads.iter().skip(1).zip(names).enumerate() {
            if index == 4 {
                canvas.text_right(*place, scene.text(name), Role::Header);
            } else {
                canvas.text(*place, scene.text(name), Role::Header);
            }
        }
        let standing = scene.data.standing(scene.current);
        for row in area.rows.clone() {
            let Some(table) = tables(scene).get(row) else {
                draw_missing(scene, row, area.row(row), canvas);
                continue;
            };
            let [mark, number, title, kind, unit, figures, state] = columns(area.row(row));
            let id = TableId {
                disclosure: scene.current,
                table: row,
            };
            if let Some(found) = standing.and_then(|standing| standing.table_mark(id)) {
                canvas.text(mark, &found.letter().to_string(), found.role());
            }
            canvas.text(number, &table.id, Role::Dim);
            let role = if table.state == TableState::Data {
                Role::Text
            } else {
                Role::Dim
            };
            canvas.text(title, &scene.title_of(table), role);
            canvas.text(kind, &scene.kind(table.kind), Role::Dim);
            canvas.text(unit, table.unit.word(), Role::Dim);
            canvas.figure(
                figures,
                &scene.data.survey(id).figures.to_string(),
                Role::Figure,
            );
            let role = if table.state == TableState::Data && table.doubts.is_empty() {
                Role::Dim
            } else {
                Role::Warning
            };
            canvas.text(state, &state_words(scene, table), role);
        }
        super::tint_selected(self.viewport, count(scene), area, canvas);
        if area.rows.is_empty() {
            canvas.text(area.body, scene.text("empty.tables"), Role::Dim);
        }
        self.draw_detail(scene, area.footer, canvas);
    }
}

/// A table the contents promise and that was not found.
fn draw_missing(scene: &Scene, row: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(promised) = missing(scene, row) else {
        return;
    };
    let [mark, _, title, .., state] = columns(area);
    canvas.text(mark, "!", Role::Warning);
    canvas.text(title, &promised.title, Role::Dim);
    canvas.text(state, scene.text("table.missing"), Role::Warning);
}

impl Tables {
    fn draw_detail(&self, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        if let Some(promised) = self.promised(scene) {
            let place = scene.place_words(scene.current, promised.place);
            let values = [("title", &*promised.title), ("place", &*place)];
            let text = scene.fill("table.missing_detail", &values);
            super::paragraph(area, &text, Role::Text, canvas);
            return;
        }
        let Some(table) = self.selected(scene).and_then(|id| scene.data.table(id)) else {
            return;
        };
        let first = Rect {
            height: area.height.min(1),
            ..area
        };
        let second = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let unit = if table.unit_printed {
            "table.unit_printed"
        } else {
            "table.unit_assumed"
        };
        let values = [
            ("title", &*scene.label_of(table)),
            ("kind", &*scene.kind(table.kind)),
            ("unit", table.unit.word()),
            ("place", &*scene.place_words(scene.current, table.place)),
        ];
        canvas.text(first, &scene.fill("table.detail", &values), Role::Text);
        let state = state_words(scene, table);
        let unit = scene.fill(unit, &[("unit", table.unit.word())]);
        let words = [unit, state].into_iter().filter(|word| !word.is_empty());
        canvas.text(second, &words.collect::<Vec<_>>().join("; "), Role::Dim);
    }
}
