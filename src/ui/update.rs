//! What an event does to the state. Pure: what must happen outside is returned as effects.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::action::Action;
use super::arrange::Areas;
use super::chord::Chord;
use super::data::{FindingId, Status};
use super::event::{Effect, Event};
use super::finding_list::Way;
use super::job::Delivery;
use super::keymap::Context;
use super::memory::{remember, remember_position};
use super::mouse;
use super::pane::{PANES, PaneId};
use super::popup;
use super::reviewing;
use super::scene::Scene;
use super::screen;
use super::state::{Layer, State};
use super::view::{Ask, CopyWhat, TableForm, View, list_move};
use crate::model::Language;

/// Applies one event.
#[must_use]
pub fn update(state: &mut State, event: Event, areas: &Areas) -> Vec<Effect> {
    let effects = apply(state, event, areas);
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
        return moved(state, areas);
    }
    if let Some(effect) = outside(state, action) {
        return vec![effect];
    }
    if navigate(state, action, areas) || switch(state, action) {
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

/// Lets the view on top react to its new selection.
fn moved(state: &mut State, areas: &Areas) -> Vec<Effect> {
    if matches!(state.layers.last(), Some(Layer::Panes)) {
        follow(state);
    }
    let _ = areas;
    Vec::new()
}

/// The panes show the disclosure that is selected in the departments pane, or that the selected
/// finding is about.
pub(super) fn follow(state: &mut State) {
    let chosen = match state.focus {
        PaneId::Departments => state.panes.departments.selected(&state.scene),
        PaneId::Findings => state
            .panes
            .findings
            .selected(&state.scene)
            .map(|finding| finding.disclosure),
        PaneId::Functions | PaneId::Economics => None,
    };
    if let Some(disclosure) = chosen {
        select(state, disclosure);
    }
}

fn select(state: &mut State, disclosure: crate::model::DisclosureId) {
    if state.scene.current == disclosure {
        return;
    }
    let keep = state.panes.findings.selected(&state.scene);
    state.scene.current = disclosure;
    state.panes.departments.select(&state.scene, disclosure);
    state.panes.functions.reset();
    state.panes.economics.reset();
    state.panes.findings.moved_to(&state.scene, keep);
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

/// Actions that change what is on top or who has the keys.
fn navigate(state: &mut State, action: Action, areas: &Areas) -> bool {
    match action {
        Action::Back => {
            if !state.top_mut().0.step_back() {
                back(state);
            }
        }
        Action::Forward => {
            if let Some(layer) = state.forward.pop() {
                state.layers.push(layer);
            }
        }
        Action::Help => {
            let help = popup::help::Help::new(state);
            state.layers.push(Layer::Popup(Box::new(help)));
        }
        Action::Palette => {
            let palette = popup::palette::Palette::new(state);
            state.layers.push(Layer::Popup(Box::new(palette)));
        }
        Action::Search => {
            let search = popup::search::Search::new(state);
            state.layers.push(Layer::Popup(Box::new(search)));
        }
        Action::FocusNext => focus(state, state.focus.step(1)),
        Action::FocusPrevious => focus(state, state.focus.step(PANES.len() - 1)),
        Action::FocusDepartments => focus(state, PaneId::Departments),
        Action::FocusFunctions => focus(state, PaneId::Functions),
        Action::FocusEconomics => focus(state, PaneId::Economics),
        Action::FocusFindings => focus(state, PaneId::Findings),
        Action::Zoom => state.zoomed = !state.zoomed,
        Action::OpenTables => open(state, Box::new(screen::tables::Tables::new(&state.scene))),
        Action::OpenProblems => open(state, Box::new(screen::problems::Problems::default())),
        Action::OpenClaims => open(state, Box::new(screen::claims::Claims::default())),
        Action::OpenProjects => {
            let projects = screen::projects::Projects::new(&state.scene);
            open(state, Box::new(projects));
        }
        Action::OpenCoverage => open(state, Box::new(screen::coverage::Coverage::default())),
        Action::OpenCompare => {
            let sides = screen::compare::candidates(state);
            open(
                state,
                Box::new(screen::compare::Compare::new(sides, &state.scene)),
            );
        }
        Action::OpenCharts => {
            let sides = screen::compare::candidates(state);
            open(state, Box::new(screen::charts::Charts::new(sides)));
        }
        Action::OpenSource => {
            if let Some(target) = state.top().source(&state.scene) {
                let source = screen::source::SourceText::new(target, &state.scene);
                open(state, Box::new(source));
            }
        }
        Action::NextFinding => next_finding(state, Way::Forward),
        Action::PreviousFinding => next_finding(state, Way::Back),
        _ => return false,
    }
    let _ = areas;
    true
}

pub(super) fn focus(state: &mut State, pane: PaneId) {
    state.layers.truncate(1);
    state.focus = pane;
    follow(state);
}

/// Puts a screen on top. Where the screen below shows the same, it takes its place, so that going
/// to and fro between a table and its original piles nothing up.
fn open(state: &mut State, view: Box<dyn View>) {
    state.forward.clear();
    let alike = |below: &dyn View| {
        below.context() == view.context() && below.crumb(&state.scene) == view.crumb(&state.scene)
    };
    if let [.., Layer::Screen(below), Layer::Screen(_)] = &state.layers[..]
        && alike(below.as_ref())
    {
        state.layers.truncate(state.layers.len() - 2);
    }
    state.layers.push(Layer::Screen(view));
}

/// One step back. At the bottom it leaves the zoom, then does nothing: it never quits.
pub(super) fn back(state: &mut State) {
    if state.layers.len() <= 1 {
        state.zoomed = false;
        return;
    }
    match state.layers.pop() {
        Some(screen @ Layer::Screen(_)) => state.forward.push(screen),
        Some(Layer::Popup(view)) => {
            for ask in view.cancelled() {
                match ask {
                    Ask::FilterRows(pane, words) => filter_rows(state, pane, words),
                    Ask::Select(disclosure) => select(state, disclosure),
                    _ => {}
                }
            }
        }
        Some(Layer::Panes) | None => {}
    }
}

/// Goes to the next finding of the list; `usize::MAX` steps back by one.
/// From the selected finding to the next; after the last of a disclosure to the first of the next
/// disclosure that has one.
fn next_finding(state: &mut State, way: Way) {
    let list = state.panes.findings.list(&state.scene);
    let here = state
        .finding()
        .and_then(|finding| list.iter().position(|id| *id == finding));
    let on_panes = state.layers.len() == 1;
    let fresh = on_panes && state.focus != PaneId::Findings;
    let next = match (here, way) {
        // The first press shows the selected finding instead of skipping it.
        (Some(at), _) if fresh => list.get(at),
        (Some(at), Way::Forward) => list.get(at + 1),
        (Some(at), Way::Back) => at.checked_sub(1).and_then(|at| list.get(at)),
        (None, _) => list.first(),
    };
    let beyond = || state.panes.findings.beyond(&state.scene, way);
    let Some(finding) = next.copied().or_else(beyond) else {
        let id = match way {
            Way::Forward => "notice.last_finding",
            Way::Back => "notice.first_finding",
        };
        state.notice = Some(state.scene.text(id).to_owned());
        return;
    };
    show_finding(state, finding);
    if on_panes {
        state.focus = PaneId::Findings;
        return;
    }
    let proof = screen::proof::Proof::of_finding(finding, &state.scene);
    // A proof on top is turned to the next finding; from a cell or line we go back to it.
    state.layers.truncate(1);
    open(state, Box::new(proof));
}

fn show_finding(state: &mut State, finding: FindingId) {
    state.panes.findings.select(&state.scene, finding);
    select(state, finding.disclosure);
    state.panes.findings.select(&state.scene, finding);
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

fn filter_rows(state: &mut State, pane: PaneId, words: String) {
    state.panes.filter(pane, &state.scene, words);
    // What the list leads to changes with the list.
    if pane == PaneId::Departments
        && let Some(disclosure) = state.panes.departments.selected(&state.scene)
    {
        select(state, disclosure);
    }
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
