//! The hint bar: the keys that do something now, taken from the key map, as many as fit.

use ratatui::layout::Rect;

use super::action::Action;
use super::arrange::HintArea;
use super::state::State;

/// What every screen offers after its own hints, most useful first.
const EVERYWHERE: &[Action] = &[
    Action::Back,
    Action::NextFinding,
    Action::OpenSource,
    Action::OpenTables,
    Action::OpenClaims,
    Action::OpenProjects,
    Action::Search,
    Action::Palette,
    Action::CopyCell,
    Action::SwitchUnit,
    Action::OpenProblems,
    Action::OpenCoverage,
    Action::Zoom,
    Action::SwitchLanguage,
    Action::Quit,
];

/// The hints that mean something now and their places in `line`. Help always has the last place.
#[must_use]
pub fn arrange(line: Rect, state: &State) -> Vec<HintArea> {
    let own = state.top().hints().iter();
    let wanted = own.chain(EVERYWHERE).copied();
    let help = hint(state, Action::Help);
    let room =
        |used: u16, wanted: u16| u32::from(used) + u32::from(wanted) <= u32::from(line.width);
    let reserved = help.as_ref().map_or(0, |hint| hint.area.width + 1);
    let mut hints: Vec<HintArea> = Vec::new();
    let mut used: u16 = 0;
    for action in wanted {
        if hints.iter().any(|hint| hint.action == action) || !state.possible(action) {
            continue;
        }
        let Some(mut hint) = hint(state, action) else {
            continue;
        };
        if !room(used, hint.area.width + 2 + reserved) {
            break;
        }
        hint.area = Rect::new(line.x + used, line.y, hint.area.width, 1);
        used += hint.area.width + 2;
        hints.push(hint);
    }
    if let Some(mut help) = help.filter(|help| room(used, help.area.width)) {
        help.area = Rect::new(line.x + used, line.y, help.area.width, 1);
        hints.push(help);
    }
    hints
}

/// A hint at the origin; `None` when no key reaches the action from here.
fn hint(state: &State, action: Action) -> Option<HintArea> {
    let scene = &state.scene;
    let key = scene
        .keymap
        .keys(state.context(), action)
        .first()?
        .to_string();
    let word = match action {
        Action::Enter => scene.text(state.top().enter_word(scene)).to_owned(),
        _ => scene.word("action", action.name()),
    };
    let funnel = scene.funnel();
    let width = funnel.measure(&key) + 1 + funnel.measure(&word);
    Some(HintArea {
        area: Rect::new(0, 0, u16::try_from(width).ok()?, 1),
        action,
        key,
        word,
    })
}
