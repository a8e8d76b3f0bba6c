//! What the mouse does: a click selects, a second click opens, a right click goes back, the wheel moves the selection; headings, hints and tabs can be clicked.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::action::Action;
use super::arrange::{Areas, Target};
use super::event::Effect;
use super::navigate::{back, focus, follow};
use super::state::State;
use super::update::{act, answer};
use super::viewport::Move;

/// Rows one notch of the wheel moves.
const WHEEL: usize = 3;

/// Applies one mouse event.
pub(super) fn on_mouse(state: &mut State, mouse: MouseEvent, areas: &Areas) -> Vec<Effect> {
    let (x, y) = (mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::ScrollDown => wheel(state, Action::Down, (x, y), areas),
        MouseEventKind::ScrollUp => wheel(state, Action::Up, (x, y), areas),
        MouseEventKind::ScrollLeft => {
            let actions = [Action::CellLeft, Action::ScrollLeft, Action::PanLeft];
            sideways(state, actions, areas)
        }
        MouseEventKind::ScrollRight => {
            let actions = [Action::CellRight, Action::ScrollRight, Action::PanRight];
            sideways(state, actions, areas)
        }
        MouseEventKind::Down(MouseButton::Left) => click(state, x, y, areas),
        MouseEventKind::Down(MouseButton::Right) => act(state, Action::Back, areas),
        _ => Vec::new(),
    }
}

fn wheel(state: &mut State, action: Action, at: (u16, u16), areas: &Areas) -> Vec<Effect> {
    let under = areas
        .views
        .iter()
        .rev()
        .find(|(_, area)| area.outer.contains(at.into()));
    if let Some((Target::Pane(pane), _)) = under
        && state.layers.len() == 1
    {
        state.focus = *pane;
    }
    let pan = match action {
        Action::Up => Action::PanUp,
        _ => Action::PanDown,
    };
    if state.possible(pan) {
        return act(state, pan, areas);
    }
    for _ in 0..WHEEL {
        // The wheel moves the selection: there is one thing to look at, not two.
        let _ = act(state, action, areas);
    }
    Vec::new()
}

/// The wheel turned sideways moves by columns, or moves the text where there are none.
fn sideways(state: &mut State, actions: [Action; 3], areas: &Areas) -> Vec<Effect> {
    let possible = actions.into_iter().find(|action| state.possible(*action));
    possible.map_or_else(Vec::new, |action| act(state, action, areas))
}

fn click(state: &mut State, x: u16, y: u16, areas: &Areas) -> Vec<Effect> {
    if let Some(hint) = areas
        .hints
        .iter()
        .find(|hint| hint.area.contains((x, y).into()))
    {
        return act(state, hint.action, areas);
    }
    if state.layers.len() == 1
        && let Some((_, pane)) = areas
            .tabs
            .iter()
            .find(|(area, _)| area.contains((x, y).into()))
    {
        focus(state, *pane);
        return Vec::new();
    }
    let under = areas
        .views
        .iter()
        .rev()
        .find(|(_, area)| area.outer.contains((x, y).into()));
    let Some((target, area)) = under else {
        return Vec::new();
    };
    let was_focused = match target {
        Target::Pane(pane) if state.layers.len() == 1 => {
            let was = state.focus == *pane;
            state.focus = *pane;
            was
        }
        Target::Layer(index) if index + 1 == state.layers.len() => true,
        // A click beside a popup closes it.
        Target::Pane(_) | Target::Layer(_) => {
            if state.in_popup() {
                back(state);
            }
            return Vec::new();
        }
    };
    let (view, scene) = state.top_mut();
    if area.header.contains((x, y).into())
        && let Some(asks) = view.heading_clicked(x, scene, area)
    {
        return answer(state, asks, areas);
    }
    let Some(row) = area.row_at(x, y) else {
        return Vec::new();
    };
    let again = was_focused && view.viewport().selected == row;
    let len = view.len(scene, area.body.width);
    view.viewport_mut()
        .apply(Move::To(row), len, area.capacity());
    view.clicked(x, scene, area);
    if state.layers.len() == 1 {
        follow(state);
    }
    if again {
        act(state, Action::Enter, areas)
    } else {
        Vec::new()
    }
}
