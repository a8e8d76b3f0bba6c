//! What an event does to the state. Pure: what must happen outside is returned as effects.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::action::Action;
use super::arrange::Areas;
use super::chord::Chord;
use super::data::Status;
use super::event::{Effect, Event};
use super::job::Delivery;
use super::keymap::Context;
use super::memory::{remember, remember_position};
use super::mouse;
use super::navigate::{back, filter_rows, focus, follow, navigate, open, select, show_finding};
use super::pane::PaneId;
use super::popup;
use super::reviewing;
use super::scene::Scene;
use super::state::{Layer, State};
use super::view::{Ask, CopyWhat, TableForm, list_move};
use crate::model::Language;

/// Applies one event.
#[must_use]
pub fn update(state: &mut State, event: Event, areas: &Areas) -> Vec<Effect> {
    let effects = apply(state, event, areas);
    state.panes.narrow_findings(&state.scene);
    remember_position(state);
    effects
}

fn apply(state: &mut State, event: Event, areas: &Areas) -> Vec<Effect> {
    match event {
        Event::Key(key) => on_key(state, key, areas),
        Event::Mouse(mouse) => mouse::on_mouse(state, mouse, areas),
        Event::Paste(text) => {
            let (view, scene) = state.top_mut();
            let asks = view.typed(&text, scene);
            answer(state, asks, areas)
        }
        Event::Job(delivery) => on_delivery(state, delivery, areas),
        Event::Quit | Event::InputLost => vec![Effect::Quit],
        Event::Resize => Vec::new(),
    }
}

fn on_key(state: &mut State, key: KeyEvent, areas: &Areas) -> Vec<Effect> {
    // Some terminals also report the release of a key.
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    state.notice = None;
    let chord = Chord::from_event(key);
    let context = state.context();
    if let Some(action) = state.scene.keymap.lookup(context, chord) {
        return act(state, action, areas);
    }
    if let Some(letter) = chord.typed().filter(|_| takes_text(context)) {
        let (view, scene) = state.top_mut();
        let asks = view.typed(&letter.to_string(), scene);
        return answer(state, asks, areas);
    }
    Vec::new()
}

fn takes_text(context: Context) -> bool {
    context.wider().contains(&Context::Input)
}

/// Does one action, wherever it came from.
#[must_use]
pub fn act(state: &mut State, action: Action, areas: &Areas) -> Vec<Effect> {
    if !state.possible(action) {
        // Esc, arrows at an end and keys of an input box are no mistakes; any other key deserves
        // an answer.
        let silent =
            action == Action::Back || list_move(action).is_some() || takes_text(state.context());
        if !silent {
            state.notice = Some(state.refusal(action));
        }
        return Vec::new();
    }
    let area = areas.top(state);
    if let Some(step) = list_move(action) {
        let (view, scene) = state.top_mut();
        let len = view.len(scene, area.body.width);
        view.viewport_mut().apply(step, len, area.capacity());
        view.walked();
        if matches!(state.layers.last(), Some(Layer::Panes)) {
            follow(state);
        }
        return Vec::new();
    }
    if let Some(effect) = outside(state, action) {
        return vec![effect];
    }
    if navigate(state, action) || switch(state, action) {
        return Vec::new();
    }
    match action {
        Action::CopyCell => copy(state, CopyWhat::Cell),
        Action::CopyRow => copy(state, CopyWhat::Row),
        Action::CopyTable => copy_table(state, TableForm::Tabs),
        Action::CopyMarkdown => copy_table(state, TableForm::Markdown),
        Action::Inspect if state.figure().is_some() => {
            let inspect = state.figure().map(popup::inspect::Inspect::new);
            let layers = inspect.map(|inspect| Layer::Popup(Box::new(inspect)));
            state.layers.extend(layers);
            Vec::new()
        }
        _ => {
            let (view, scene) = state.top_mut();
            let asks = view.update(action, scene, &area);
            answer(state, asks, areas)
        }
    }
}

/// Actions whose work lies outside the state.
fn outside(state: &mut State, action: Action) -> Option<Effect> {
    Some(match action {
        Action::Quit => Effect::Quit,
        Action::Suspend => Effect::Suspend,
        Action::Redraw => Effect::Redraw,
        Action::Reload => {
            state.scene.data.stopped = false;
            state.notice = Some(state.scene.text("notice.reloading").to_owned());
            Effect::Reload(state.scene.data.ids().collect())
        }
        Action::StopLoading => {
            state.scene.data.stopped = true;
            let text = state
                .scene
                .advice("notice.stopped", state.context(), Action::Reload);
            state.notice = Some(text);
            Effect::StopLoading
        }
        Action::SwitchMouse => {
            let on = !state.scene.settings.mouse;
            state.scene.settings.mouse = on;
            let id = if on {
                "notice.mouse_on"
            } else {
                "notice.mouse_off"
            };
            state.notice = Some(state.scene.text(id).to_owned());
            Effect::Mouse(on)
        }
        _ => return None,
    })
}

/// Actions that change how things look.
fn switch(state: &mut State, action: Action) -> bool {
    let settings = &mut state.scene.settings;
    let said = match action {
        Action::SwitchUnit => {
            settings.unit = settings.unit.next();
            let name = match settings.unit {
                super::money::ShownUnit::Printed => "notice.unit_printed",
                super::money::ShownUnit::Yuan => "notice.unit_yuan",
                super::money::ShownUnit::WanYuan => "notice.unit_wan",
                super::money::ShownUnit::YiYuan => "notice.unit_yi",
            };
            state.scene.text(name).to_owned()
        }
        Action::SwitchLanguage => {
            settings.language = match settings.language {
                Language::Chinese => Language::English,
                Language::English => Language::Chinese,
            };
            state.scene.text("notice.language").to_owned()
        }
        Action::SwitchTheme => {
            settings.theme = settings.theme.next();
            let name = settings.theme.name().to_owned();
            state.scene.fill("notice.theme", &[("name", &name)])
        }
        Action::SwitchPlain => {
            settings.plain = !settings.plain;
            let id = if settings.plain {
                "notice.plain_on"
            } else {
                "notice.plain_off"
            };
            state.scene.text(id).to_owned()
        }
        _ => return false,
    };
    state.notice = Some(said);
    true
}

fn copy(state: &mut State, what: CopyWhat) -> Vec<Effect> {
    let Some(text) = state.top().copy(what, &state.scene) else {
        return Vec::new();
    };
    let shown = text.replace('\t', "  ");
    state.notice = Some(state.scene.fill("notice.copied", &[("text", &shown)]));
    vec![Effect::Copy(text)]
}

/// Copies a whole table; the message says how much, not what.
fn copy_table(state: &mut State, form: TableForm) -> Vec<Effect> {
    let Some(text) = state.top().copy_table(form, &state.scene) else {
        return Vec::new();
    };
    let lines = text.lines().count().to_string();
    state.notice = Some(
        state
            .scene
            .fill("notice.copied_table", &[("count", &lines)]),
    );
    vec![Effect::Copy(text)]
}

/// Does what a view asked for.
pub(super) fn answer(state: &mut State, asks: Vec<Ask>, areas: &Areas) -> Vec<Effect> {
    let mut effects = Vec::new();
    for ask in asks {
        match ask {
            Ask::Open(view) => open(state, view),
            Ask::Popup(view) => state.layers.push(Layer::Popup(view)),
            Ask::Close => back(state),
            Ask::Say(text) => state.notice = Some(text),
            Ask::Select(disclosure) => select(state, disclosure),
            Ask::Focus(pane) => focus(state, pane),
            Ask::SelectFinding(finding) => show_finding(state, finding),
            Ask::Run(action) => effects.extend(act(state, action, areas)),
            Ask::Remember(query) => remember(state, query),
            Ask::Search(query) => effects.push(Effect::Search(query)),
            Ask::ChooseColumns(pane, chosen) => {
                let State { scene, panes, .. } = state;
                match pane {
                    PaneId::Functions => panes.functions.choose(scene, &chosen),
                    PaneId::Economics => panes.economics.choose(scene, &chosen),
                    PaneId::Departments | PaneId::Findings => {}
                }
            }
            Ask::FilterRows(pane, words) => filter_rows(state, pane, words),
            Ask::Review(order) => effects.push(Effect::Review(order)),
            Ask::Work(work) => effects.push(Effect::Work(work)),
        }
    }
    effects
}

fn on_delivery(state: &mut State, delivery: Delivery, areas: &Areas) -> Vec<Effect> {
    match delivery {
        Delivery::Changed { ids } => {
            let names: Vec<&str> = ids.iter().map(|id| state.scene.data.name(*id)).collect();
            let names = names.join(", ");
            state.notice = Some(state.scene.fill("notice.changed", &[("names", &names)]));
            // A file that is a part of another changes that one too.
            let joined = |id| matches!(state.scene.data.status(id), Status::Joined(_));
            let all = state.scene.data.ids();
            if state.scene.data.ids().any(joined) {
                return vec![Effect::Reload(all.collect())];
            }
            return vec![Effect::Reload(ids)];
        }
        Delivery::Started { id } => {
            state.scene.data.set_status(id, Status::Reading);
        }
        Delivery::Loaded { id, document } => {
            let kept = state.panes.findings.selected(&state.scene);
            let listed = state.panes.departments.selected(&state.scene);
            state.scene.data.deliver(id, *document);
            state.panes.findings.moved_to(&state.scene, kept);
            // A file that was read moves to its body; the selection stays on its disclosure.
            state.panes.departments.moved_to(&state.scene, listed);
        }
        Delivery::Reviewed { order, problem } => reviewing::written(state, &order, problem),
        Delivery::Joined { id, whole } => state.scene.data.join(id, whole),
        Delivery::Failed { id, message } => {
            if let Some(id) = id {
                state.scene.data.set_status(id, Status::Failed);
            }
            let text = scene_failed(&state.scene, &message);
            let popup = popup::message::Message::new(text);
            state.layers.push(Layer::Popup(Box::new(popup)));
        }
        Delivery::Indexed | Delivery::Hits { .. } | Delivery::Table(_) | Delivery::Painted(_) => {
            let State { scene, layers, .. } = state;
            let mut asks = Vec::new();
            for layer in layers {
                if let Layer::Screen(view) | Layer::Popup(view) = layer {
                    asks.extend(view.deliver(&delivery, scene));
                }
            }
            return answer(state, asks, areas);
        }
    }
    Vec::new()
}

fn scene_failed(scene: &Scene, message: &str) -> String {
    scene.fill("notice.job_failed", &[("message", message)])
}
