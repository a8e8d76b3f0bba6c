//! What is on top and who has the keys: opens screens, goes back, moves between panes and findings.

use super::action::Action;
use super::data::FindingId;
use super::finding_list::Way;
use super::pane::{PANES, PaneId};
use super::popup;
use super::screen;
use super::state::{Layer, State};
use super::view::{Ask, View};

/// Actions that change what is on top or who has the keys.
pub(super) fn navigate(state: &mut State, action: Action) -> bool {
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
    true
}

pub(super) fn focus(state: &mut State, pane: PaneId) {
    state.layers.truncate(1);
    state.focus = pane;
    follow(state);
}

/// Puts a screen on top. Where the screen below shows the same, it takes its place, so that going
/// to and fro between a table and its original piles nothing up.
pub(super) fn open(state: &mut State, view: Box<dyn View>) {
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

pub(super) fn show_finding(state: &mut State, finding: FindingId) {
    if !state.panes.findings.is_on_rows(&state.scene, finding) {
        for tree in [PaneId::Functions, PaneId::Economics] {
            filter_rows(state, tree, String::new());
        }
        state.panes.narrow_findings(&state.scene);
    }
    state.panes.findings.select(&state.scene, finding);
    select(state, finding.disclosure);
    state.panes.findings.select(&state.scene, finding);
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

pub(super) fn select(state: &mut State, disclosure: crate::model::DisclosureId) {
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

/// Narrows a pane to the rows that hold the words.
pub(super) fn filter_rows(state: &mut State, pane: PaneId, words: String) {
    state.panes.filter(pane, &state.scene, words);
    // What the list leads to changes with the list.
    if pane == PaneId::Departments
        && let Some(disclosure) = state.panes.departments.selected(&state.scene)
    {
        select(state, disclosure);
    }
}
