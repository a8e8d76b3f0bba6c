//! The note of a review: one line is typed, Enter keeps it, Esc leaves everything as it was.

use super::palette::{cursor, draw_input};
use crate::review::{Decision, Review};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::FindingId;
use crate::ui::input::Input;
use crate::ui::keymap::Context;
use crate::ui::reviewing;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// What is decided about which finding, and what is typed.
#[derive(Debug)]
pub struct Note {
    finding: FindingId,
    decision: Decision,
    input: Input,
    viewport: Viewport,
}

impl Note {
    /// The note for a decision; it begins with the one that is there.
    #[must_use]
    pub fn new(finding: FindingId, decision: Decision, scene: &Scene) -> Self {
        let mut input = Input::default();
        if let Some(review) = scene.data.review(finding) {
            input.insert(&review.note);
        }
        Note {
            finding,
            decision,
            input,
            viewport: Viewport::default(),
        }
    }

    /// An explanation that explains nothing is none.
    fn is_complete(&self) -> bool {
        self.decision != Decision::Explained || !self.input.text().trim().is_empty()
    }

    fn title_of_finding<'a>(&self, scene: &'a Scene) -> &'a str {
        scene.data.finding(self.finding).map_or("", |finding| {
            finding.title.in_language(scene.settings.language)
        })
    }

    /// What the note is about, and what is missing.
    fn lines(&self, scene: &Scene, width: u16) -> Vec<String> {
        let id = if self.is_complete() {
            "note.about"
        } else {
            "note.needed"
        };
        let text = scene.fill(id, &[("finding", self.title_of_finding(scene))]);
        scene.funnel().wrap(&text, usize::from(width))
    }
}

impl View for Note {
    fn context(&self) -> Context {
        Context::Note
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let decision = scene.word("decision", self.decision.name());
        let crumb = self.crumb(scene);
        vec![span(format!("{crumb}: {decision}"), Role::Title)]
    }

    fn len(&self, scene: &Scene, width: u16) -> usize {
        self.lines(scene, width).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape::around(1, 0)
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, _scene: &Scene) -> bool {
        match action {
            Action::Enter => self.is_complete(),
            _ => self.input.possible(action),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.keep"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back, Action::ClearInput]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if action != Action::Enter {
            self.input.apply(action);
            return Vec::new();
        }
        let review = Review {
            decision: self.decision,
            note: self.input.text().trim().to_owned(),
        };
        let order = reviewing::order(self.finding, Some(review), scene);
        let write = order.map(|order| Ask::Review(Box::new(order)));
        std::iter::once(Ask::Close).chain(write).collect()
    }

    fn typed(&mut self, text: &str, _scene: &Scene) -> Vec<Ask> {
        self.input.insert(text);
        Vec::new()
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        cursor(&self.input, scene, area.header)
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let width = width.min(84);
        let lines = self.len(scene, width.saturating_sub(2));
        let wanted = u16::try_from(lines + 3).unwrap_or(u16::MAX);
        (width, wanted.min(height))
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw_input(&self.input, scene, area.header, canvas);
        let lines = self.lines(scene, area.body.width);
        for row in area.rows.clone() {
            if let Some(line) = lines.get(row) {
                canvas.text(area.row(row), line, Role::Dim);
            }
        }
    }
}
