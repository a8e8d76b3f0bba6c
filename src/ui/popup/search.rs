//! Search: results as you type, each with its table, amount and surroundings; Enter jumps there, Esc leaves everything as it was.

use ratatui::layout::Rect;

use super::{hits, preview};
use crate::find::{Hit, MatchKind, Within};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::event::Asked;
use crate::ui::input::Input;
use crate::ui::job::Delivery;
use crate::ui::keymap::Context;
use crate::ui::popup::palette::{cursor, draw_input};
use crate::ui::scene::Scene;
use crate::ui::state::State;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// How many results are asked for at most.
pub const LIMIT: usize = 500;

/// What is typed, the newest results, and whether they answer what is typed.
#[derive(Debug, Default)]
pub struct Search {
    input: Input,
    hits: Vec<Hit>,
    answered: Asked,
    viewport: Viewport,
    /// Parts that can be searched, the widest first, and the chosen one.
    parts: Vec<Within>,
    part: usize,
    /// Queries asked before, latest first, and how far back one was taken.
    asked: Vec<String>,
    taken: usize,
}

impl Search {
    /// An empty search in everything, opened over what is on top.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let mut parts = vec![Within::All];
        if state.scene.data.status.len() > 1 {
            parts.push(Within::Disclosure(state.scene.current));
        }
        parts.extend(state.top().table().map(Within::Table));
        Search {
            parts,
            asked: state.asked.iter().rev().cloned().collect(),
            ..Search::default()
        }
    }

    fn within(&self) -> Within {
        self.parts.get(self.part).copied().unwrap_or_default()
    }

    /// What is asked now.
    fn wanted(&self, scene: &Scene) -> Asked {
        Asked {
            text: self.input.text().to_owned(),
            within: self.within(),
            language: scene.settings.language,
        }
    }

    fn ask(&mut self, scene: &Scene) -> Vec<Ask> {
        self.viewport = Viewport::default();
        if self.is_blank() {
            self.hits.clear();
            self.answered = Asked::default();
        }
        vec![Ask::Search(self.wanted(scene))]
    }

    fn is_blank(&self) -> bool {
        self.input.text().trim().is_empty()
    }

    /// While nothing is typed the rows are queries asked before.
    fn rows(&self) -> usize {
        if self.is_blank() {
            self.asked.len()
        } else {
            self.hits.len()
        }
    }

    fn selected(&self) -> Option<&Hit> {
        if self.is_blank() {
            return None;
        }
        self.hits.get(self.viewport.current(self.hits.len())?)
    }

    /// The query asked before in the selected row.
    fn selected_query(&self) -> Option<&String> {
        if !self.is_blank() {
            return None;
        }
        self.asked.get(self.viewport.current(self.asked.len())?)
    }

    fn take(&mut self, query: &str) {
        self.input.apply(Action::ClearInput);
        self.input.insert(query);
    }

    /// What is searched, as words.
    fn part_words(&self, scene: &Scene) -> String {
        match self.within() {
            Within::All => scene.text("search.in_all").to_owned(),
            Within::Disclosure(id) => {
                scene.fill("search.in", &[("part", &scene.disclosure_label(id))])
            }
            Within::Table(id) => scene.fill("search.in", &[("part", &scene.table_label(id))]),
        }
    }

    /// The line under the input box: how many, or why none.
    fn status(&self, scene: &Scene) -> String {
        let (done, all) = scene.data.progress();
        let typed = self.input.text().trim();
        if typed.is_empty() {
            return scene.text("search.how").to_owned();
        }
        if self.answered != self.wanted(scene) {
            return scene.text("search.running").to_owned();
        }
        let mut words = if self.hits.is_empty() {
            scene.text("search.none").to_owned()
        } else if self.hits.len() >= LIMIT {
            scene.fill("search.many", &[("count", &LIMIT.to_string())])
        } else {
            scene.fill("search.count", &[("count", &self.hits.len().to_string())])
        };
        let found_by = |how| self.hits.iter().any(|hit| hit.how == how);
        if found_by(MatchKind::Pinyin) {
            words.push_str(scene.text("search.pinyin"));
        }
        if found_by(MatchKind::Fuzzy) {
            words.push_str(scene.text("search.fuzzy"));
        }
        if done < all {
            words.push_str(&scene.fill(
                "search.partial",
                &[("done", &done.to_string()), ("all", &all.to_string())],
            ));
        }
        words
    }
}

impl View for Search {
    fn context(&self) -> Context {
        Context::Search
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.rows()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: 2,
            footer: match height {
                0..=9 => 0,
                10..=19 => 2,
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

    fn possible(&self, action: Action, _scene: &Scene) -> bool {
        match action {
            Action::Enter => self.selected().is_some() || self.selected_query().is_some(),
            Action::NextScope => self.parts.len() > 1,
            Action::PreviousQuery => self.taken < self.asked.len(),
            _ => self.input.possible(action),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.jump"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::NextScope,
            Action::PreviousQuery,
            Action::Down,
            Action::ClearInput,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::Enter => {
                if let Some(query) = self.selected_query().cloned() {
                    self.take(&query);
                    return self.ask(scene);
                }
                let Some(hit) = self.selected() else {
                    return Vec::new();
                };
                let mut asks = vec![Ask::Remember(self.input.text().trim().to_owned())];
                asks.extend(hits::follow(hit, scene));
                asks
            }
            Action::NextScope => {
                self.part = (self.part + 1) % self.parts.len().max(1);
                self.ask(scene)
            }
            Action::PreviousQuery => {
                let Some(query) = self.asked.get(self.taken).cloned() else {
                    return Vec::new();
                };
                self.taken += 1;
                self.take(&query);
                self.ask(scene)
            }
            _ if self.input.apply(action) => self.ask(scene),
            _ => Vec::new(),
        }
    }

    fn typed(&mut self, text: &str, scene: &Scene) -> Vec<Ask> {
        self.input.insert(text);
        self.ask(scene)
    }

    fn deliver(&mut self, delivery: &Delivery, scene: &Scene) -> Vec<Ask> {
        if let Delivery::Hits { query, hits } = delivery
            && *query == self.wanted(scene)
        {
            self.answered.clone_from(query);
            self.hits.clone_from(hits);
        }
        Vec::new()
    }

    fn copy(&self, _what: CopyWhat, _scene: &Scene) -> Option<String> {
        self.selected().map(|hit| hit.text.clone())
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        cursor(&self.input, scene, area.header)
    }

    fn popup_size(&self, _scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let wide = if width >= 100 { width * 4 / 5 } else { width };
        let high = if height >= 24 { height * 4 / 5 } else { height };
        (wide, high)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let first = Rect {
            height: area.header.height.min(1),
            ..area.header
        };
        draw_input(&self.input, scene, first, canvas);
        if area.header.height > 1 {
            let second = Rect {
                y: area.header.y + 1,
                height: 1,
                ..area.header
            };
            let mut spans = vec![span(self.status(scene), Role::Dim)];
            if self.parts.len() > 1 {
                spans.insert(0, span("  ", Role::Dim));
                spans.insert(0, span(format!(" {} ", self.part_words(scene)), Role::Chip));
            }
            canvas.line(second, &spans);
        }
        for row in area.rows.clone() {
            if self.is_blank() {
                if let Some(query) = self.asked.get(row) {
                    canvas.text(area.row(row), query, Role::Text);
                }
            } else if let Some(hit) = self.hits.get(row) {
                hits::draw(hit, scene, area.row(row), canvas);
            }
        }
        if let Some(row) = self.viewport.current(self.rows()) {
            canvas.tint(area.row(row), Role::Selected);
        }
        if let Some(hit) = self.selected() {
            preview::draw(hit, scene, area.footer, canvas);
        }
    }
}
