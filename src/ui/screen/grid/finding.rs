//! Looking for something inside one table: what is typed, where it stands, and the step from one place to the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::layout::Rect;
use rayon::prelude::*;

use super::Grid;
use super::model::{At, GridColumn, GridModel};
use crate::find::Needle;
use crate::model::Table;
use crate::ui::action::Action;
use crate::ui::canvas::Canvas;
use crate::ui::input::Input;
use crate::ui::popup::palette::draw_input_with;
use crate::ui::scene::Scene;
use crate::ui::view::{Ask, ViewArea};

/// Lines and columns of all places, in reading order.
pub(super) type Places = Vec<(usize, usize)>;

/// What is looked for in a table.
#[derive(Debug, Default)]
pub(super) struct Finding {
    pub(super) input: Input,
    /// Whether the keys write into the input box.
    pub(super) typing: bool,
    pub(super) needle: Needle,
    pub(super) places: Arc<Places>,
    /// Whether the places are still looked for.
    pub(super) waits: bool,
    /// Whether the cursor goes to the first of them when they are found.
    pub(super) seeks: bool,
    /// Where the cursor stood before.
    pub(super) origin: (usize, usize),
}

impl Finding {
    /// The place at or after a position, else the first.
    pub(super) fn from(&self, at: (usize, usize)) -> Option<(usize, usize)> {
        let next = self.places.partition_point(|place| *place < at);
        self.places.get(next).or(self.places.first()).copied()
    }

    /// The next place, or the one before, round the end.
    pub(super) fn step(&self, at: (usize, usize), forward: bool) -> Option<(usize, usize)> {
        if forward {
            let next = self.places.partition_point(|place| *place <= at);
            self.places.get(next).or(self.places.first()).copied()
        } else {
            let before = self.places.partition_point(|place| *place < at);
            let before = before.checked_sub(1);
            let before = before.and_then(|before| self.places.get(before));
            before.or(self.places.last()).copied()
        }
    }

    /// Which of the places the cursor stands on, counted from one; 0 for none.
    pub(super) fn number(&self, at: (usize, usize)) -> usize {
        self.places.binary_search(&at).map_or(0, |index| index + 1)
    }
}

/// All places in reading order; `None` when they are not wanted any more.
pub(super) fn places(
    needle: &Needle,
    model: &GridModel,
    table: &Table,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Places> {
    if needle.is_empty() {
        return Some(Vec::new());
    }
    let stopped = AtomicBool::new(false);
    let places = (0..model.len()).into_par_iter().flat_map_iter(|line| {
        if line.is_multiple_of(SLICE) && !wanted() {
            stopped.store(true, Ordering::Relaxed);
        }
        let columns = model.columns.iter().enumerate();
        let columns = columns.filter(|_| !stopped.load(Ordering::Relaxed));
        let met = columns.filter(move |(_, column)| meets(needle, model, table, line, **column));
        met.map(move |(index, _)| (line, index))
    });
    let places = places.collect();
    (!stopped.into_inner()).then_some(places)
}

/// Lines looked at between two questions whether the answer is still wanted.
const SLICE: usize = 1024;

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
        GridColumn::Code(_) => row().is_some_and(|row| needle.in_code(row.code())),
        GridColumn::Name(_) => row().is_some_and(|row| needle.is_in(row.name())),
        GridColumn::Undecided(_) if !needle.asks_for_amounts() => false,
        GridColumn::Undecided(_) => row().is_some_and(|row| {
            let mut open = row.cells().iter().filter(|cell| cell.column().is_none());
            open.any(|cell| {
                cell.figure()
                    .is_some_and(|figure| needle.in_figure(&figure))
            })
        }),
        GridColumn::Data(_) => match model.at(table, line, column) {
            At::Cell(_, _, cell) => match cell.text() {
                Some(text) => needle.is_in(text),
                None if !needle.asks_for_amounts() => false,
                None => cell
                    .figure()
                    .is_some_and(|figure| needle.in_figure(&figure)),
            },
            At::Maybe(_) | At::Blank => false,
        },
    }
}

impl Grid {
    /// Does an action of the input box and asks for what is looked for; `None` when it is no such
    /// action.
    pub(super) fn edited(&mut self, action: Action, scene: &Scene) -> Option<Vec<Ask>> {
        let finding = self.finding.as_mut().filter(|finding| finding.typing)?;
        if action == Action::Enter {
            finding.typing = false;
            if finding.places.is_empty() && !finding.waits {
                self.finding = None;
            }
            return Some(Vec::new());
        }
        if matches!(action, Action::NextHighlight | Action::PreviousHighlight) {
            return None;
        }
        let changed = finding.input.apply(action);
        Some(if changed {
            self.look(scene)
        } else {
            Vec::new()
        })
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
        } else if finding.waits {
            scene.text("search.running").to_owned()
        } else if finding.places.is_empty() {
            scene.text("find.none").to_owned()
        } else {
            scene.fill("find.count", &values)
        };
        draw_input_with(&finding.input, &words, scene, area, canvas);
    }
}
