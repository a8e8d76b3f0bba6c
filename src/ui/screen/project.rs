//! One project: its amounts, its plan of payments and its targets, each where it is printed.

use ratatui::layout::Rect;

use super::cards::{Card, CardLine, cell_of};
use super::grid::Grid;
use crate::model::{CellId, Content, DisclosureId};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::money;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// One project.
#[derive(Debug)]
pub(super) struct Project {
    disclosure: DisclosureId,
    card: Card,
    viewport: Viewport,
}

impl Project {
    /// The card of a project, the cursor on its first entry.
    #[must_use]
    pub(super) fn new(disclosure: DisclosureId, card: &Card) -> Self {
        Project {
            disclosure,
            viewport: Viewport::at(first_entry(card)),
            card: card.clone(),
        }
    }

    fn cell(&self) -> Option<CellId> {
        let lines = &self.card.lines;
        match lines.get(self.viewport.current(lines.len())?)? {
            CardLine::Entry { cell, .. } => Some(*cell),
            CardLine::Table(_) => None,
        }
    }
}

impl View for Project {
    fn context(&self) -> Context {
        Context::Project
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let mut spans = vec![span(self.card.name.clone(), Role::Title)];
        if let Some(cell) = self.card.amount {
            spans.push(span(format!("  {}", text_of(scene, cell)), Role::Dim));
        }
        spans
    }

    fn crumb(&self, _scene: &Scene) -> String {
        self.card.name.clone()
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.card.lines.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: 0,
            footer: match height {
                0..=9 => 0,
                10..=17 => 3,
                _ => 6,
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

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let cell = || self.cell().and_then(|cell| scene.data.corpus.cell(cell));
        action == Action::Enter && cell().is_some()
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::OpenSource,
            Action::CopyCell,
        ]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.cell()
            .map(|cell| Ask::Open(Box::new(Grid::at_cell(cell, scene))))
            .into_iter()
            .collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let cell = self.cell()?;
        let text = scene.data.corpus.cell(cell)?.raw().to_string();
        let label = self.card.lines.iter().find_map(|line| match line {
            CardLine::Entry {
                label, cell: at, ..
            } if *at == cell => Some(label.clone()),
            CardLine::Entry { .. } | CardLine::Table(_) => None,
        });
        Some(match what {
            CopyWhat::Cell => text,
            CopyWhat::Row => format!("{}\t{text}", label.unwrap_or_default()),
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        source(scene, self.disclosure, &self.card, self.cell())
    }

    fn figure(&self, _scene: &Scene) -> Option<CellId> {
        self.cell()
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        for row in area.rows.clone() {
            if let Some(line) = self.card.lines.get(row) {
                draw_line(scene, line, area.row(row), canvas);
            }
        }
        super::tint_selected(self.viewport, self.card.lines.len(), area, canvas);
        if let Some(cell) = self.cell() {
            let text = text_of(scene, cell);
            super::paragraph(area.footer, &text, Role::Text, canvas);
        }
    }
}

fn first_entry(card: &Card) -> usize {
    let entry = |line: &CardLine| matches!(line, CardLine::Entry { .. });
    card.lines.iter().position(entry).unwrap_or(0)
}

/// Where everything on a card is printed, the entry asked for first.
pub(super) fn source(
    scene: &Scene,
    disclosure: DisclosureId,
    card: &Card,
    cell: Option<CellId>,
) -> Option<SourceTarget> {
    let found = scene.data.disclosure(disclosure)?;
    let entries = card.lines.iter().filter_map(|line| match line {
        CardLine::Entry { cell, .. } => Some(*cell),
        CardLine::Table(_) => None,
    });
    let mut places: Vec<_> = entries
        .filter_map(|id| cell_of(found, id))
        .map(|cell| cell.place())
        .collect();
    places.sort_unstable();
    places.dedup();
    let wanted = cell
        .or(card.amount)
        .and_then(|id| cell_of(found, id))
        .map(|cell| cell.place());
    let first = places.iter().position(|place| Some(*place) == wanted);
    (!places.is_empty()).then(|| SourceTarget {
        disclosure,
        places,
        first: first.unwrap_or(0),
    })
}

/// A line of a card: label, then figure or words.
pub(super) fn draw_line(scene: &Scene, line: &CardLine, area: Rect, canvas: &mut Canvas<'_>) {
    match line {
        CardLine::Table(table) => {
            canvas.text(area, &scene.table_label(*table), Role::Header);
        }
        CardLine::Entry {
            label,
            cell,
            target,
        } => {
            let mut rest = area;
            let mut left = take_left(&mut rest, area.width * 2 / 5);
            left.x += 2.min(left.width);
            left.width = left.width.saturating_sub(3);
            let role = if *target { Role::Text } else { Role::Dim };
            canvas.text(left, label, role);
            let words = scene
                .data
                .corpus
                .cell(*cell)
                .is_some_and(|cell| matches!(cell.content(), Content::Text(_)));
            if words {
                canvas.text(rest, &text_of(scene, *cell), Role::Text);
            } else {
                let mut place = rest;
                place.width = place.width.min(24);
                canvas.figure(place, &text_of(scene, *cell), Role::Figure);
            }
        }
    }
}

/// The text of a cell as it is shown: figures in the unit chosen, words as printed.
pub(super) fn text_of(scene: &Scene, id: CellId) -> String {
    let Some(cell) = scene.data.corpus.cell(id) else {
        return String::new();
    };
    match cell.figure() {
        Some(figure) => {
            let unit = scene.settings.unit.resolve(figure.unit());
            let text = money::figure(&figure, scene.settings.unit);
            format!("{text} {}", unit.word())
        }
        None => cell.raw().to_string(),
    }
}
