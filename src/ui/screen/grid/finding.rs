//! Looking for something inside one table: what is typed, where it stands, and the step from one place to the next.

use ratatui::layout::Rect;

use super::Grid;
use super::model::{At, GridColumn, GridModel};
use crate::find::Needle;
use crate::model::Table;
use crate::ui::action::Action;
use crate::ui::canvas::Canvas;
use crate::ui::input::Input;
use crate::ui::popup::palette::draw_input_with;
use crate::ui::scene::Scene;
use crate::ui::view::ViewArea;

/// Lines and columns of all places, in reading order.
type Places = Vec<(usize, usize)>;

/// What is looked for in a table.
#[derive(Debug, Default)]
pub(super) struct Finding {
    pub(super) input: Input,
    /// Whether the keys write into the input box.
    pub(super) typing: bool,
    pub(super) needle: Needle,
    pub(super) places: Places,
    /// Where the cursor stood before.
    pub(super) origin: (usize, usize),
}

impl Finding {
    /// Reads what is typed now and looks for it.
    pub(super) fn look(&mut self, model: &GridModel, table: &Table) {
        self.needle = Needle::parse(self.input.text());
        self.places = places(&self.needle, model, table);
    }

    /// The place at or after a position, else the first.
    pub(super) fn from(&self, at: (usize, usize)) -> Option<(usize, usize)> {
        let next = self.places.iter().find(|place| **place >= at);
        next.or(self.places.first()).copied()
    }

    /// The next place, or the one before, round the end.
    pub(super) fn step(&self, at: (usize, usize), forward: bool) -> Option<(usize, usize)> {
        if forward {
            let next = self.places.iter().find(|place| **place > at);
            next.or(self.places.first()).copied()
        } else {
            let before = self.places.iter().rev().find(|place| **place < at);
            before.or(self.places.last()).copied()
        }
    }

    /// Which of the places the cursor stands on, counted from one; 0 for none.
    pub(super) fn number(&self, at: (usize, usize)) -> usize {
        self.places
            .iter()
            .position(|place| *place == at)
            .map_or(0, |index| index + 1)
    }
}

fn places(needle: &Needle, model: &GridModel, table: &Table) -> Places {
    if needle.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    for line in 0..model.lines.len() {
        for (index, column) in model.columns.iter().enumerate() {
            if meets(needle, model, table, line, *column) {
                places.push((line, index));
            }
        }
    }
    places
}

/// Whether what stands at a line and column is what is looked for.
pub(super) fn meets(
    needle: &Needle,
    model: &GridModel,
    table: &Table,
    line: usize,
    column: GridColumn,
) -> bool {
    let row = || {
        model
            .row(table, line, column)
            .and_then(|row| table.rows.get(row))
    };
    match column {
        GridColumn::Code(_) => row().is_some_and(|row| needle.in_code(&row.code)),
        GridColumn::Name(_) => row().is_some_and(|row| needle.in_text(&row.name).is_some()),
        GridColumn::Undecided(_) => row().is_some_and(|row| {
            let mut open = row.cells.iter().filter(|cell| cell.column.is_none());
            open.any(|cell| cell.figure().is_some_and(|figure| needle.in_figure(figure)))
        }),
        GridColumn::Data(_) => match model.at(table, line, column) {
            At::Cell(_, _, cell) => match cell.figure() {
                Some(figure) => needle.in_figure(figure),
                None => needle.in_text(cell.raw()).is_some(),
            },
            At::Maybe(_) | At::Blank => false,
        },
    }
}

impl Grid {
    /// Does an action of the input box; whether there was one.
    pub(super) fn edited(&mut self, action: Action, scene: &Scene) -> bool {
        let Some(finding) = self.finding.as_mut().filter(|finding| finding.typing) else {
            return false;
        };
        if action == Action::Enter {
            finding.typing = false;
            if finding.places.is_empty() {
                self.finding = None;
            }
            return true;
        }
        if matches!(action, Action::NextHighlight | Action::PreviousHighlight) {
            return false;
        }
        if finding.input.apply(action) {
            self.look(scene);
        }
        true
    }

    /// The line below the rows on which what is looked for stands.
    pub(super) fn find_line(&self, area: &ViewArea) -> Option<Rect> {
        let footer = area.footer;
        (self.finding.is_some() && footer.height > 0).then(|| Rect {
            y: footer.bottom() - 1,
            height: 1,
            ..footer
        })
    }

    pub(super) fn draw_find(&self, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(finding) = &self.finding else {
            return;
        };
        let number = finding.number(self.stands(scene)).to_string();
        let count = finding.places.len().to_string();
        let values = [("number", &*number), ("count", &*count)];
        let words = if finding.needle.is_empty() {
            scene.text("find.how").to_owned()
        } else if finding.places.is_empty() {
            scene.text("find.none").to_owned()
        } else {
            scene.fill("find.count", &values)
        };
        draw_input_with(&finding.input, &words, scene, area, canvas);
    }
}
