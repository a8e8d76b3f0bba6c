//! Help: the keys that work in the present context, generated from the key map, so it cannot be out of date.

use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::state::State;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// One line that is taken from the key map.
#[derive(Debug, Clone, Copy)]
enum Entry {
    /// Keys of this context follow.
    Heading(Context),
    /// Keys that mean nothing now follow.
    NotNow,
    /// An action, and whether it means something now.
    Action(Action, bool),
}

/// The context asked about and what the key map holds for it, nearest context first.
#[derive(Debug)]
pub struct Help {
    about: Context,
    entries: Vec<Entry>,
    viewport: Viewport,
}

impl Help {
    /// Help for what is on top now.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let about = state.context();
        let keymap = &state.scene.keymap;
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for context in about.chain() {
            let reachable = |action: &Action| !keymap.keys(about, *action).is_empty();
            let actions = keymap.bound_actions(context).into_iter().filter(reachable);
            let (now, later): (Vec<Action>, Vec<Action>) =
                actions.partition(|action| state.possible(*action));
            if !now.is_empty() {
                entries.push(Entry::Heading(context));
                entries.extend(now.into_iter().map(|action| Entry::Action(action, true)));
            }
            others.extend(later.into_iter().map(|action| Entry::Action(action, false)));
        }
        if !others.is_empty() {
            entries.push(Entry::NotNow);
            entries.extend(others);
        }
        Help {
            about,
            entries,
            viewport: Viewport::at(1),
        }
    }

    /// The action of the selected line, when it means something now.
    fn selected(&self) -> Option<Action> {
        match self.entries.get(self.viewport.selected)? {
            Entry::Action(action, true) => Some(*action),
            Entry::Action(_, false) | Entry::Heading(_) | Entry::NotNow => None,
        }
    }
}

/// Every line of help: keys, what they do, and at the end what the marks on screen mean.
fn lines(help: &Help, scene: &Scene, width: u16) -> Vec<Vec<Span>> {
    let keys = |action: Action| {
        let keys = scene.keymap.keys(help.about, action);
        keys.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let funnel = scene.funnel();
    let width = usize::from(width / 3).min(24);
    let mut lines: Vec<Vec<Span>> = Vec::new();
    for entry in &help.entries {
        lines.push(match entry {
            Entry::Heading(context) => {
                vec![span(scene.word("view", context.name()), Role::Header)]
            }
            Entry::NotNow => vec![span(scene.text("help.not_now"), Role::Header)],
            Entry::Action(action, possible) => {
                let (key, role) = match possible {
                    true => (Role::Key, Role::Text),
                    false => (Role::Dim, Role::Dim),
                };
                let keys = funnel.fit(&keys(*action), width);
                let words = scene.word("about", action.name());
                vec![
                    span(format!("  {keys}"), key),
                    span(format!("  {words}"), role),
                ]
            }
        });
    }
    lines.push(Vec::new());
    lines.push(vec![span(scene.text("help.marks"), Role::Header)]);
    for (mark, id) in MARKS {
        lines.push(vec![
            span(format!("  {}", funnel.fit(mark, width)), Role::Key),
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
    ("e w", "help.mark_secondary"),
    ("[+] [=] [-]", "help.mark_reviewed"),
    ("?3", "help.mark_problem"),
    ("=", "help.mark_computed"),
    ("~", "help.mark_differs"),
    ("*", "help.mark_recovered"),
    ("?", "help.mark_ambiguous"),
    ("-", "help.mark_dash"),
    ("####", "help.mark_narrow"),
    ("! +", "help.mark_claim"),
    ("x .", "help.mark_marked"),
    ("r", "help.mark_renamed"),
    ("—", "help.mark_no_base"),
];

impl View for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let about = scene.word("view", self.about.name());
        vec![span(format!("{}: {about}", self.crumb(scene)), Role::Title)]
    }

    fn len(&self, scene: &Scene, width: u16) -> usize {
        lines(self, scene, width).len()
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
        action == Action::Enter && self.selected().is_some()
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.run"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Back, Action::Enter, Action::Down]
    }

    /// Enter does what the line says.
    fn update(&mut self, _action: Action, _scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        self.selected()
            .map_or_else(Vec::new, |action| vec![Ask::Close, Ask::Run(action)])
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let lines = u16::try_from(self.len(scene, width)).unwrap_or(u16::MAX);
        (width.min(84), lines.saturating_add(2).min(height))
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let lines = lines(self, scene, area.body.width);
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
