//! The command palette: every action that means something now, found by Chinese, English or key, with its key beside it.

use ratatui::layout::Rect;

use crate::find::Needle;
use crate::model::Language;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::input::Input;
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::state::State;
use crate::ui::text;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// What is typed and what it is looked for in.
#[derive(Debug)]
pub struct Palette {
    about: Context,
    offered: Vec<Action>,
    input: Input,
    viewport: Viewport,
}

impl Palette {
    /// The palette for what is on top now.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let editing = |action: &Action| {
            matches!(
                action,
                Action::Palette
                    | Action::Up
                    | Action::Down
                    | Action::PageUp
                    | Action::PageDown
                    | Action::First
                    | Action::Last
            )
        };
        let mut offered: Vec<Action> = Action::ALL
            .iter()
            .map(|(action, _)| *action)
            .filter(|action| !editing(action) && state.possible(*action))
            .collect();
        // What is first is one Enter away: leaving must not be.
        offered.sort_by_key(|action| *action == Action::Quit);
        Palette {
            about: state.context(),
            offered,
            input: Input::default(),
            viewport: Viewport::default(),
        }
    }

    /// Actions every typed word of which stands in the name or description of either language, or
    /// sounds so.
    fn list(&self) -> Vec<Action> {
        let needle = Needle::parse(self.input.text());
        let fits = |action: &Action| {
            let name = action.name();
            let mut names = vec![name.to_owned()];
            for language in [Language::Chinese, Language::English] {
                for family in ["action", "about"] {
                    let id = format!("{family}.{name}");
                    names.push(text::lookup(language, &id).to_owned());
                }
            }
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            needle.in_any(&names)
        };
        self.offered.iter().copied().filter(fits).collect()
    }
}

impl View for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        vec![span(self.crumb(scene), Role::Title)]
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.list().len()
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
            Action::Enter => !self.list().is_empty(),
            _ => self.input.possible(action),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.run"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::Down,
            Action::ClearInput,
        ]
    }

    fn update(&mut self, action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        if action == Action::Enter {
            let list = self.list();
            let chosen = self
                .viewport
                .current(list.len())
                .and_then(|row| list.get(row));
            return chosen.map_or_else(Vec::new, |action| vec![Ask::Close, Ask::Run(*action)]);
        }
        if self.input.apply(action) {
            self.viewport = Viewport::default();
        }
        Vec::new()
    }

    fn typed(&mut self, text: &str, _scene: &Scene) -> Vec<Ask> {
        self.input.insert(text);
        self.viewport = Viewport::default();
        Vec::new()
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        cursor(&self.input, scene, area.header)
    }

    fn popup_size(&self, _scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        (width.min(84), height.min(24))
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw_input(&self.input, scene, area.header, canvas);
        let list = self.list();
        let funnel = scene.funnel();
        for row in area.rows.clone() {
            let Some(action) = list.get(row) else {
                continue;
            };
            let key = scene.key(self.about, *action);
            let spans = [
                span(funnel.fit(&key, 10), Role::Key),
                span(scene.word("about", action.name()), Role::Text),
            ];
            canvas.line(area.row(row), &spans);
        }
        if let Some(row) = self.viewport.current(list.len()) {
            canvas.tint(area.row(row), Role::Selected);
        }
        if list.is_empty() {
            canvas.text(area.body, scene.text("empty.palette"), Role::Dim);
        }
    }
}

/// Cells of the prompt in front of an input box.
const PROMPT: &str = "> ";

/// Draws an input box.
pub(super) fn draw_input(input: &Input, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
    let room = usize::from(area.width).saturating_sub(PROMPT.len());
    let (text, _) = input.window(scene.funnel(), room);
    canvas.line(area, &[span(PROMPT, Role::Key), span(text, Role::Strong)]);
}

/// Draws an input box with words behind what is typed.
pub(crate) fn draw_input_with(
    input: &Input,
    words: &str,
    scene: &Scene,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let funnel = scene.funnel();
    let taken = u16::try_from(funnel.measure(words)).unwrap_or(0);
    let mut box_area = area;
    if area.width > taken + 20 {
        let place = Rect {
            x: area.right() - taken,
            width: taken,
            ..area
        };
        canvas.text(place, words, Role::Dim);
        box_area.width -= taken + 1;
    }
    draw_input(input, scene, box_area, canvas);
}

/// Where the terminal's cursor stands in an input box.
pub(crate) fn cursor(input: &Input, scene: &Scene, area: Rect) -> Option<(u16, u16)> {
    let room = usize::from(area.width).saturating_sub(PROMPT.len());
    let (_, cursor) = input.window(scene.funnel(), room);
    let x = u16::try_from(PROMPT.len() + cursor).ok()?;
    Some((area.x.saturating_add(x), area.y))
}
