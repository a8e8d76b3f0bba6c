//! The projects of a disclosure, and one of them with its amounts, its plan of payments and its targets.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::cards::{self, Card, CardLine, cell_of};
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

/// Whether the current disclosure prints anything about projects.
#[must_use]
pub fn any(scene: &Scene) -> bool {
    scene.data.disclosure(scene.current).is_some_and(cards::any)
}

/// The projects with what they were put together from.
#[derive(Debug, Clone)]
struct Held {
    disclosure: DisclosureId,
    arrived: usize,
    cards: Arc<Vec<Card>>,
}

impl Held {
    fn new(scene: &Scene) -> Held {
        let cards = scene
            .data
            .disclosure(scene.current)
            .map_or_else(Vec::new, |found| cards::cards(scene.current, found));
        Held {
            disclosure: scene.current,
            arrived: scene.data.arrived,
            cards: Arc::new(cards),
        }
    }

    fn renew(&mut self, scene: &Scene) {
        if self.disclosure != scene.current || self.arrived != scene.data.arrived {
            *self = Held::new(scene);
        }
    }
}

/// The list and the selection.
#[derive(Debug)]
pub struct Projects {
    held: Held,
    viewport: Viewport,
}

impl Projects {
    /// The projects of the current disclosure.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        Projects {
            held: Held::new(scene),
            viewport: Viewport::default(),
        }
    }

    fn selected(&self) -> Option<&Card> {
        let cards = &self.held.cards;
        cards.get(self.viewport.current(cards.len())?)
    }
}

/// The text of a cell as it is shown: figures in the unit chosen, words as printed.
fn text_of(scene: &Scene, id: CellId) -> String {
    let Some(cell) = scene.data.corpus.cell(id) else {
        return String::new();
    };
    match cell.figure() {
        Some(figure) => {
            let unit = scene.settings.unit.resolve(&figure.unit);
            let text = money::figure(figure, scene.settings.unit);
            format!("{text} {}", unit.word())
        }
        None => cell.raw().to_owned(),
    }
}

/// Divides a line: name, amount, words, instalments.
fn columns(area: Rect) -> [Rect; 4] {
    let mut rest = area;
    let counts = if area.width >= 70 { 20 } else { 0 };
    let amount = if area.width >= 40 { 22 } else { 0 };
    let name_width = area.width.saturating_sub(counts + amount);
    let mut name = take_left(&mut rest, name_width);
    name.width = name.width.saturating_sub(1);
    let amount = take_left(&mut rest, amount);
    let words = take_left(&mut rest, counts / 2);
    [name, amount, words, rest]
}

impl View for Projects {
    fn context(&self) -> Context {
        Context::Projects
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let count = self.held.cards.len();
        vec![
            span(format!("{} {count}", self.crumb(scene)), Role::Title),
            span(
                format!("  {}", scene.disclosure_label(self.held.disclosure)),
                Role::Dim,
            ),
        ]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.held.cards.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: if height >= 12 { height / 3 } else { 0 },
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
        self.held.renew(scene);
    }

    fn possible(&self, action: Action, _scene: &Scene) -> bool {
        action == Action::Enter && self.selected().is_some()
    }

    fn enter_word(&self) -> &'static str {
        "enter.targets"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back, Action::OpenSource]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.selected()
            .map(|card| {
                let project = Project {
                    disclosure: self.held.disclosure,
                    card: card.clone(),
                    viewport: Viewport::at(first_entry(card)),
                };
                let _ = scene;
                Ask::Open(Box::new(project))
            })
            .into_iter()
            .collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let card = self.selected()?;
        let amount = card.amount.map(|cell| text_of(scene, cell));
        Some(match what {
            CopyWhat::Cell => card.name.clone(),
            CopyWhat::Row => format!("{}\t{}", card.name, amount.unwrap_or_default()),
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        source(scene, self.held.disclosure, self.selected()?, None)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let [name, amount, words, plan] = columns(area.header);
        canvas.text(name, scene.text("head.project"), Role::Header);
        canvas.text_right(amount, scene.text("head.amount"), Role::Header);
        canvas.text_right(words, scene.text("head.targets"), Role::Header);
        canvas.text_right(plan, scene.text("head.plan"), Role::Header);
        let Some(disclosure) = scene.data.disclosure(self.held.disclosure) else {
            return;
        };
        for row in area.rows.clone() {
            let Some(card) = self.held.cards.get(row) else {
                continue;
            };
            let [name, amount, words, plan] = columns(area.row(row));
            canvas.text(name, &card.name, Role::Text);
            if let Some(cell) = card.amount {
                canvas.figure(amount, &text_of(scene, cell), Role::Figure);
            }
            let (targets, instalments) = card.counts(disclosure);
            for (place, count) in [(words, targets), (plan, instalments)] {
                if count > 0 {
                    canvas.figure(place, &count.to_string(), Role::Dim);
                }
            }
        }
        super::tint_selected(self.viewport, self.held.cards.len(), area, canvas);
        if self.held.cards.is_empty() {
            canvas.text(area.body, scene.text("empty.projects"), Role::Dim);
        }
        if let Some(card) = self.selected() {
            let rows = card
                .lines
                .iter()
                .zip(area.footer.top()..area.footer.bottom());
            for (line, y) in rows {
                let place = Rect {
                    y,
                    height: 1,
                    ..area.footer
                };
                draw_line(scene, line, place, canvas);
            }
        }
    }
}

fn first_entry(card: &Card) -> usize {
    let entry = |line: &CardLine| matches!(line, CardLine::Entry { .. });
    card.lines.iter().position(entry).unwrap_or(0)
}

fn source(
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
        .map(|cell| cell.place)
        .collect();
    places.sort_unstable();
    places.dedup();
    let wanted = cell
        .or(card.amount)
        .and_then(|id| cell_of(found, id))
        .map(|cell| cell.place);
    let first = places.iter().position(|place| Some(*place) == wanted);
    (!places.is_empty()).then(|| SourceTarget {
        disclosure,
        places,
        first: first.unwrap_or(0),
    })
}

/// A line of a card: label, then figure or words.
fn draw_line(scene: &Scene, line: &CardLine, area: Rect, canvas: &mut Canvas<'_>) {
    match line {
        CardLine::Table(table) => {
            canvas.text(area, &scene.table_label(*table), Role::Header);
        }
        CardLine::Entry { label, cell } => {
            let mut rest = area;
            let mut left = take_left(&mut rest, area.width * 2 / 5);
            left.x += 2.min(left.width);
            left.width = left.width.saturating_sub(3);
            canvas.text(left, label, Role::Dim);
            let words = scene
                .data
                .corpus
                .cell(*cell)
                .is_some_and(|cell| matches!(cell.content, Content::Text(_)));
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

/// One project.
#[derive(Debug)]
pub struct Project {
    disclosure: DisclosureId,
    card: Card,
    viewport: Viewport,
}

impl Project {
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

    fn enter_word(&self) -> &'static str {
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
        let text = scene.data.corpus.cell(cell)?.raw().to_owned();
        let label = self.card.lines.iter().find_map(|line| match line {
            CardLine::Entry { label, cell: at } if *at == cell => Some(label.clone()),
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
