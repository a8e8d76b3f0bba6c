//! Search: results as you type, each with its table and amount; Enter jumps there, Esc leaves everything as it was.

use ratatui::layout::Rect;

use crate::find::{Hit, MatchKind, Target};
use crate::model::CellId;
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::FindingId;
use crate::ui::input::Input;
use crate::ui::job::Delivery;
use crate::ui::keymap::Context;
use crate::ui::pane::PaneId;
use crate::ui::popup::palette::{cursor, draw_input};
use crate::ui::scene::Scene;
use crate::ui::screen::grid::Grid;
use crate::ui::screen::proof::Proof;
use crate::ui::screen::source::SourceText;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// How many results are asked for at most.
pub const LIMIT: usize = 500;

/// What is typed, the newest results, and whether they answer what is typed.
#[derive(Debug, Default)]
pub struct Search {
    input: Input,
    hits: Vec<Hit>,
    answered: String,
    viewport: Viewport,
}

impl Search {
    fn ask(&mut self) -> Vec<Ask> {
        self.viewport = Viewport::default();
        if self.input.text().trim().is_empty() {
            self.hits.clear();
            self.answered.clear();
        }
        vec![Ask::Search(self.input.text().to_owned())]
    }

    fn selected(&self) -> Option<&Hit> {
        self.hits.get(self.viewport.current(self.hits.len())?)
    }

    /// The line under the input box: how many, or why none.
    fn status(&self, scene: &Scene) -> String {
        let (done, all) = scene.data.progress();
        let typed = self.input.text().trim();
        if typed.is_empty() {
            return scene.text("search.how").to_owned();
        }
        if self.answered != self.input.text() {
            return scene.text("search.running").to_owned();
        }
        let mut words = if self.hits.is_empty() {
            scene.text("search.none").to_owned()
        } else if self.hits.len() >= LIMIT {
            scene.fill("search.many", &[("count", &LIMIT.to_string())])
        } else {
            scene.fill("search.count", &[("count", &self.hits.len().to_string())])
        };
        if self
            .hits
            .first()
            .is_some_and(|hit| hit.how == MatchKind::Fuzzy)
        {
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

    fn draw_hit(hit: &Hit, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let mut rest = area;
        let how = take_left(&mut rest, 3);
        let tail = if rest.width >= 60 {
            rest.width / if rest.width >= 100 { 3 } else { 4 }
        } else {
            0
        };
        let amount_width = if rest.width >= 36 { 18 } else { 0 };
        let text_width = rest.width.saturating_sub(tail + amount_width);
        let text = take_left(&mut rest, text_width);
        let amount = take_left(&mut rest, amount_width);
        let letter = match hit.how {
            MatchKind::Literal | MatchKind::Code | MatchKind::Amount => " ",
            MatchKind::Pinyin => "p",
            MatchKind::Fuzzy => "~",
        };
        canvas.text(how, letter, Role::Dim);
        canvas.line(text, &highlighted(hit));
        if let Some((printed, unit)) = &hit.amount {
            canvas.figure(amount, &format!("{printed} {}", unit.word()), Role::Figure);
        }
        let mut place = rest;
        take_left(&mut place, 2);
        let table = if scene.data.status.len() > 1 {
            format!(
                "{}  {}",
                hit.table,
                scene.data.name(disclosure_of(hit.target))
            )
        } else {
            hit.table.clone()
        };
        canvas.text(place, &table, Role::Dim);
    }
}

fn disclosure_of(target: Target) -> crate::model::DisclosureId {
    match target {
        Target::Row(row) => row.table.disclosure,
        Target::Cell(cell) => cell.row.table.disclosure,
        Target::Sentence { disclosure, .. }
        | Target::Department(disclosure)
        | Target::Finding { disclosure, .. } => disclosure,
    }
}

/// The text of a hit with what matched set off. A hit deep in a long text begins near its match.
fn highlighted(hit: &Hit) -> Vec<Span> {
    let characters: Vec<char> = hit.text.chars().collect();
    let first = hit.highlights.first().map_or(0, |range| range.start);
    let from = if first > 30 { first - 10 } else { 0 };
    let mut spans = Vec::new();
    let mut at = from;
    let cut = |from: usize, to: usize| -> String {
        characters
            .get(from..to.min(characters.len()))
            .unwrap_or(&[])
            .iter()
            .collect()
    };
    if from > 0 {
        spans.push(span("..", Role::Dim));
    }
    for range in hit.highlights.iter().filter(|range| range.start >= from) {
        spans.push(span(cut(at, range.start), Role::Text));
        spans.push(span(cut(range.start, range.end), Role::Match));
        at = range.end;
    }
    spans.push(span(cut(at, characters.len()), Role::Text));
    spans
}

/// Where a hit leads.
fn follow(hit: &Hit, scene: &Scene) -> Vec<Ask> {
    let disclosure = disclosure_of(hit.target);
    let mut asks = vec![Ask::Close, Ask::Select(disclosure)];
    match hit.target {
        Target::Cell(cell) => asks.push(Ask::Open(Box::new(Grid::at_cell(cell, scene)))),
        Target::Row(row) => {
            // The figure shown with the hit is the one to land on.
            let printed = hit.amount.as_ref().map(|(printed, _)| printed.as_str());
            let cells = scene.data.corpus.row(row).map_or(&[][..], |row| &row.cells);
            let cell = cells.iter().position(|cell| Some(cell.raw()) == printed);
            let grid = match cell {
                Some(cell) => Grid::at_cell(CellId { row, cell }, scene),
                None => Grid::at_row(row, scene),
            };
            asks.push(Ask::Open(Box::new(grid)));
        }
        Target::Sentence { index, .. } => {
            let sentence = scene
                .data
                .disclosure(disclosure)
                .and_then(|found| found.prose.get(index));
            if let Some(sentence) = sentence {
                let target = SourceTarget {
                    disclosure,
                    places: vec![sentence.place],
                    first: 0,
                };
                asks.push(Ask::Open(Box::new(SourceText::new(target, scene))));
            }
        }
        Target::Department(_) => asks.push(Ask::Focus(PaneId::Functions)),
        Target::Finding { index, .. } => {
            let id = FindingId { disclosure, index };
            asks.push(Ask::SelectFinding(id));
            asks.push(Ask::Open(Box::new(Proof::of_finding(id, scene))));
        }
    }
    asks
}

impl View for Search {
    fn context(&self) -> Context {
        Context::Search
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.hits.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: 2,
            footer: if height >= 10 { 2 } else { 0 },
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
            Action::Enter => self.selected().is_some(),
            _ => self.input.possible(action),
        }
    }

    fn enter_word(&self) -> &'static str {
        "enter.jump"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::Down,
            Action::ClearInput,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if action == Action::Enter {
            return self
                .selected()
                .map_or_else(Vec::new, |hit| follow(hit, scene));
        }
        if self.input.apply(action) {
            self.ask()
        } else {
            Vec::new()
        }
    }

    fn typed(&mut self, text: &str, _scene: &Scene) -> Vec<Ask> {
        self.input.insert(text);
        self.ask()
    }

    fn deliver(&mut self, delivery: &Delivery, _scene: &Scene) {
        if let Delivery::Hits { query, hits } = delivery
            && query == self.input.text()
        {
            self.answered.clone_from(query);
            self.hits.clone_from(hits);
        }
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
            canvas.text(second, &self.status(scene), Role::Dim);
        }
        for row in area.rows.clone() {
            if let Some(hit) = self.hits.get(row) {
                Self::draw_hit(hit, scene, area.row(row), canvas);
            }
        }
        if let Some(row) = self.viewport.current(self.hits.len()) {
            canvas.tint(area.row(row), Role::Selected);
        }
        if let Some(hit) = self.selected() {
            let text = format!("{}  {}", hit.text, hit.table);
            crate::ui::screen::paragraph(area.footer, &text, Role::Dim, canvas);
        }
    }
}
