//! The filter of a pane: rows follow what is typed, Enter keeps it, Esc puts back what was there.

use crate::model::DisclosureId;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::input::Input;
use crate::ui::keymap::Context;
use crate::ui::pane::PaneId;
use crate::ui::popup::palette::{cursor, draw_input};
use crate::ui::scene::Scene;
use crate::ui::screen::paragraph;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// What is typed, and what stood there before.
#[derive(Debug)]
pub struct FilterBox {
    pane: PaneId,
    before: String,
    origin: DisclosureId,
    kept: bool,
    input: Input,
    viewport: Viewport,
}

impl FilterBox {
    /// A box for a pane that filters by `words` now, while `origin` is looked at.
    #[must_use]
    pub fn new(pane: PaneId, words: &str, origin: DisclosureId) -> Self {
        let mut input = Input::default();
        input.insert(words);
        FilterBox {
            pane,
            before: words.to_owned(),
            origin,
            kept: false,
            input,
            viewport: Viewport::default(),
        }
    }

    fn ask(&self) -> Vec<Ask> {
        vec![Ask::FilterRows(self.pane, self.input.text().to_owned())]
    }
}

impl View for FilterBox {
    fn context(&self) -> Context {
        Context::Filter
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        0
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
        action == Action::Enter || self.input.possible(action)
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.done"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back, Action::ClearInput]
    }

    fn update(&mut self, action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if action == Action::Enter {
            self.kept = true;
            return vec![Ask::Close];
        }
        if self.input.apply(action) {
            return self.ask();
        }
        Vec::new()
    }

    fn cancelled(&self) -> Vec<Ask> {
        if self.kept {
            return Vec::new();
        }
        vec![
            Ask::FilterRows(self.pane, self.before.clone()),
            Ask::Select(self.origin),
        ]
    }

    fn typed(&mut self, text: &str, _scene: &Scene) -> Vec<Ask> {
        self.input.insert(text);
        self.ask()
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        cursor(&self.input, scene, area.header)
    }

    fn sits_low(&self) -> bool {
        true
    }

    fn popup_size(&self, _scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        (width.min(64), height.min(4))
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw_input(&self.input, scene, area.header, canvas);
        paragraph(area.body, scene.text("filter.how"), Role::Dim, canvas);
    }
}
