//! The projects of a disclosure, each with its amount and how many targets and instalments are printed for it.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::cards::{self, Card};
use super::project::{Project, draw_line, source, text_of};
use crate::model::DisclosureId;
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
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
            arrived: scene.data.deliveries,
            cards: Arc::new(cards),
        }
    }

    fn renew(&mut self, scene: &Scene) {
        if self.disclosure != scene.current || self.arrived != scene.data.deliveries {
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

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.targets"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back, Action::OpenSource]
    }

    fn update(&mut self, _action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.selected()
            .map(|card| Ask::Open(Box::new(Project::new(self.held.disclosure, card))))
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
