//! Help: the keys that work in the present context, generated from the key map, so it cannot be out of date.

use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::state::State;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The context asked about, and which of its actions mean something now.
#[derive(Debug)]
pub struct Help {
    about: Context,
    actions: Vec<(Action, bool)>,
    viewport: Viewport,
}

impl Help {
    /// Help for what is on top now.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let about = state.context();
        let actions = state.scene.keymap.actions(about);
        Help {
            about,
            actions: actions
                .into_iter()
                .map(|action| (action, state.possible(action)))
                .collect(),
            viewport: Viewport::default(),
        }
    }
}

/// Every line of help: keys, what they do, and at the end what the marks on screen mean.
fn lines(help: &Help, scene: &Scene) -> Vec<Vec<Span>> {
    let keys = |action: Action| {
        let keys = scene.keymap.keys(help.about, action);
        keys.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let funnel = scene.funnel();
    let widest = help
        .actions
        .iter()
        .map(|(action, _)| funnel.measure(&keys(*action)))
        .max();
    let width = widest.unwrap_or(0).min(24);
    let mut lines: Vec<Vec<Span>> = help
        .actions
        .iter()
        .map(|(action, possible)| {
            let role = if *possible { Role::Text } else { Role::Dim };
            let mut spans = vec![
                span(funnel.fit(&keys(*action), width), Role::Key),
                span(format!("  {}", scene.word("about", action.name())), role),
            ];
            if !possible {
                spans.push(span(format!("  {}", scene.text("help.not_now")), Role::Dim));
            }
            spans
        })
        .collect();
    lines.push(Vec::new());
    lines.push(vec![span(scene.text("help.marks"), Role::Header)]);
    for (mark, id) in MARKS {
        lines.push(vec![
            span(funnel.fit(mark, width), Role::Key),
            span(format!("  {}", scene.text(id)), Role::Text),
        ]);
    }
    lines
}

/// Marks on the screens and what they mean.
const MARKS: &[(&str, &str)] = &[
    ("E", "help.mark_error"),
    ("W", "help.mark_warning"),
    ("i", "help.mark_info"),
    ("?3", "help.mark_problem"),
    ("=", "help.mark_computed"),
    ("~", "help.mark_differs"),
    ("*", "help.mark_recovered"),
    ("?", "help.mark_ambiguous"),
    ("-", "help.mark_dash"),
    ("####", "help.mark_narrow"),
];

impl View for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let about = scene.word("view", self.about.name());
        vec![span(format!("{}: {about}", self.crumb(scene)), Role::Title)]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        lines(self, scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape {
            header: 0,
            footer: 0,
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
        let selected = self.actions.get(self.viewport.selected);
        action == Action::Enter && selected.is_some_and(|(_, possible)| *possible)
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Back, Action::Enter, Action::Down]
    }

    /// Enter does what the line says.
    fn update(&mut self, _action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let selected = self.actions.get(self.viewport.selected);
        selected.map_or_else(Vec::new, |(action, _)| vec![Ask::Close, Ask::Run(*action)])
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let lines = u16::try_from(self.len(scene, width)).unwrap_or(u16::MAX);
        (width.min(84), lines.saturating_add(2).min(height))
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let lines = lines(self, scene);
        for row in area.rows.clone() {
            if let Some(line) = lines.get(row) {
                canvas.line(area.row(row), line);
            }
        }
        if let Some(row) = self.viewport.current(lines.len()) {
            canvas.tint(area.row(row), Role::Selected);
        }
    }
}
