//! The column chooser of a classification pane.

use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::pane::PaneId;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The columns of a pane and which are shown.
#[derive(Debug)]
pub struct Chooser {
    pane: PaneId,
    labels: Vec<String>,
    chosen: Vec<bool>,
    viewport: Viewport,
}

impl Chooser {
    /// A chooser for the columns of a pane.
    #[must_use]
    pub fn new(pane: PaneId, labels: Vec<String>, chosen: Vec<bool>) -> Self {
        Chooser {
            pane,
            labels,
            chosen,
            viewport: Viewport::default(),
        }
    }
}

impl View for Chooser {
    fn context(&self) -> Context {
        Context::Columns
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.labels.len()
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
        matches!(action, Action::Toggle | Action::Enter)
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.done"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Toggle, Action::Back]
    }

    fn update(&mut self, action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if action == Action::Enter {
            return vec![Ask::Close];
        }
        let row = self.viewport.current(self.labels.len());
        if let Some(chosen) = row.and_then(|row| self.chosen.get_mut(row)) {
            *chosen = !*chosen;
        }
        vec![Ask::ChooseColumns(self.pane, self.chosen.clone())]
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let widest = self
            .labels
            .iter()
            .map(|label| scene.funnel().measure(label))
            .max();
        let wanted = u16::try_from(widest.unwrap_or(0) + 8).unwrap_or(u16::MAX);
        let lines = u16::try_from(self.labels.len()).unwrap_or(u16::MAX);
        (
            wanted.clamp(24, 64).min(width),
            lines.saturating_add(2).min(height),
        )
    }

    fn draw(&self, _scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        for row in area.rows.clone() {
            let Some(label) = self.labels.get(row) else {
                continue;
            };
            let mark = if self.chosen.get(row) == Some(&true) {
                "[x] "
            } else {
                "[ ] "
            };
            canvas.line(
                area.row(row),
                &[span(mark, Role::Key), span(label.clone(), Role::Text)],
            );
        }
        if let Some(row) = self.viewport.current(self.labels.len()) {
            canvas.tint(area.row(row), Role::Selected);
        }
    }
}
