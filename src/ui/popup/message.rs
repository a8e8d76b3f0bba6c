//! A message that needs to be read: it can be copied, and any way back closes it.

use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The text.
#[derive(Debug)]
pub struct Message {
    text: String,
    viewport: Viewport,
}

impl Message {
    /// A popup with this text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Message {
            text,
            viewport: Viewport::default(),
        }
    }
}

impl View for Message {
    fn context(&self) -> Context {
        Context::Message
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Error)]
    }

    fn len(&self, scene: &Scene, width: u16) -> usize {
        scene.funnel().wrap(&self.text, usize::from(width)).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape::around(0, 0)
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, _scene: &Scene) -> bool {
        action == Action::Enter
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.done"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Back]
    }

    fn update(&mut self, _action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        vec![Ask::Close]
    }

    fn copy(&self, _what: CopyWhat, _scene: &Scene) -> Option<String> {
        Some(self.text.clone())
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let width = width.min(64);
        let lines = self.len(scene, width.saturating_sub(2));
        (
            width,
            u16::try_from(lines + 2).unwrap_or(u16::MAX).min(height),
        )
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let lines = scene
            .funnel()
            .wrap(&self.text, usize::from(area.body.width));
        for row in area.rows.clone() {
            if let Some(line) = lines.get(row) {
                canvas.text(area.row(row), line, Role::Text);
            }
        }
    }
}
