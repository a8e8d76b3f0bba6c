//! The whole state of the explorer: shared scene, four panes, a stack of layers, what to say.

use super::action::Action;
use super::arrange::{Areas, Target};
use super::data::{Data, FindingId};
use super::finding_list::Way;
use super::keymap::Context;
use super::pane::departments::Departments;
use super::pane::findings::Findings;
use super::pane::{PaneId, economics, functions};
use super::scene::Scene;
use super::tree::TreePane;
use super::view::{View, ViewArea};
use crate::model::CellId;

/// The panes with their selections.
#[derive(Debug)]
pub struct Panes {
    /// 部门
    pub departments: Departments,
    /// 功能分类
    pub functions: TreePane,
    /// 经济分类
    pub economics: TreePane,
    /// 疑点
    pub findings: Findings,
}

impl Panes {
    /// A pane to look at.
    #[must_use]
    pub fn get(&self, id: PaneId) -> &dyn View {
        match id {
            PaneId::Departments => &self.departments,
            PaneId::Functions => &self.functions,
            PaneId::Economics => &self.economics,
            PaneId::Findings => &self.findings,
        }
    }

    /// Lists only rows of a pane that hold these words.
    pub fn filter(&mut self, id: PaneId, scene: &Scene, words: String) {
        match id {
            PaneId::Departments => self.departments.filter(scene, words),
            PaneId::Functions => self.functions.filter(scene, words),
            PaneId::Economics => self.economics.filter(scene, words),
            PaneId::Findings => {}
        }
    }

    /// The findings follow the words of the trees: one filter drives rows, totals and findings.
    pub fn narrow_findings(&mut self, scene: &Scene) {
        let trees = [
            (PaneId::Functions, self.functions.words()),
            (PaneId::Economics, self.economics.words()),
        ];
        self.findings.narrow(scene, &trees);
    }

    /// A pane to change.
    pub fn get_mut(&mut self, id: PaneId) -> &mut dyn View {
        match id {
            PaneId::Departments => &mut self.departments,
            PaneId::Functions => &mut self.functions,
            PaneId::Economics => &mut self.economics,
            PaneId::Findings => &mut self.findings,
        }
    }
}

/// One entry of the stack.
#[derive(Debug)]
pub enum Layer {
    /// The four panes; always at the bottom.
    Panes,
    /// A view that takes the whole screen.
    Screen(Box<dyn View>),
    /// A view over what is below it.
    Popup(Box<dyn View>),
}

impl Layer {
    /// The view of a screen or popup.
    #[must_use]
    pub fn view(&self) -> Option<&dyn View> {
        match self {
            Layer::Panes => None,
            Layer::Screen(view) | Layer::Popup(view) => Some(view.as_ref()),
        }
    }
}

/// The whole state. Invariant: `layers` begins with [`Layer::Panes`] and holds it once.
#[derive(Debug)]
pub struct State {
    /// What every view may look at.
    pub scene: Scene,
    /// The panes.
    pub panes: Panes,
    /// The pane with the keys.
    pub focus: PaneId,
    /// Whether that pane takes the whole screen.
    pub zoomed: bool,
    /// What is on top of what.
    pub layers: Vec<Layer>,
    /// Screens that were gone back from, latest last.
    pub forward: Vec<Layer>,
    /// The line that tells what happened.
    pub notice: Option<String>,
    /// Queries asked before, latest last.
    pub asked: Vec<String>,
}

impl State {
    /// The state before anything was done.
    #[must_use]
    pub fn new(scene: Scene) -> Self {
        State {
            scene,
            panes: Panes {
                departments: Departments::default(),
                functions: functions::pane(),
                economics: economics::pane(),
                findings: Findings::default(),
            },
            focus: PaneId::Departments,
            zoomed: false,
            layers: vec![Layer::Panes],
            forward: Vec::new(),
            notice: None,
            asked: Vec::new(),
        }
    }

    /// The view that has the keys.
    #[must_use]
    pub fn top(&self) -> &dyn View {
        self.layers
            .last()
            .and_then(Layer::view)
            .unwrap_or_else(|| self.panes.get(self.focus))
    }

    /// The view that has the keys, with the scene, to change it.
    pub fn top_mut(&mut self) -> (&mut dyn View, &Scene) {
        let State {
            scene,
            panes,
            layers,
            focus,
            ..
        } = self;
        match layers.last_mut() {
            Some(Layer::Screen(view) | Layer::Popup(view)) => (view.as_mut(), scene),
            Some(Layer::Panes) | None => (panes.get_mut(*focus), scene),
        }
    }

    /// The keys in force.
    #[must_use]
    pub fn context(&self) -> Context {
        self.top().context()
    }

    /// Whether a popup is on top.
    #[must_use]
    pub fn in_popup(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Popup(_)))
    }

    /// Whether there is a finding to go to, here or in a disclosure that way.
    fn can_step(&self, way: Way) -> bool {
        let findings = &self.panes.findings;
        findings.has_any(&self.scene) || findings.beyond(&self.scene, way).is_some()
    }

    /// Whether an action means something now; hints, help and palette all ask this.
    #[must_use]
    pub fn possible(&self, action: Action) -> bool {
        let top = self.top();
        match action {
            Action::Back => self.layers.len() > 1 || self.zoomed,
            Action::Forward => !self.forward.is_empty(),
            Action::NextFinding => self.can_step(Way::Forward),
            Action::PreviousFinding => self.can_step(Way::Back),
            Action::OpenSource => top.source(&self.scene).is_some(),
            Action::CopyCell => top.copy(super::view::CopyWhat::Cell, &self.scene).is_some(),
            Action::CopyRow => top.copy(super::view::CopyWhat::Row, &self.scene).is_some(),
            Action::Inspect => self.figure().is_some() || top.possible(action, &self.scene),
            Action::OpenTables => self.has_tables(),
            Action::OpenCoverage | Action::OpenCharts => self.has_tables(),
            Action::OpenCompare => {
                super::screen::compare::fits(&super::screen::compare::candidates(self))
            }
            Action::OpenClaims => {
                let found = self.scene.data.disclosure(self.scene.current);
                found.is_some_and(|found| !found.claims.is_empty())
            }
            Action::OpenProjects => super::screen::projects::any(&self.scene),
            Action::Reload => self.scene.data.can_reload(),
            Action::StopLoading => {
                let (done, all) = self.scene.data.progress();
                done < all
            }
            Action::CopyTable | Action::CopyMarkdown => top.has_table(&self.scene),
            Action::OpenProblems => super::screen::problems::any(&self.scene),
            Action::Quit
            | Action::Help
            | Action::Palette
            | Action::Search
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::FocusDepartments
            | Action::FocusFunctions
            | Action::FocusEconomics
            | Action::FocusFindings
            | Action::Zoom
            | Action::SwitchUnit
            | Action::SwitchLanguage
            | Action::SwitchTheme
            | Action::SwitchPlain
            | Action::SwitchMouse
            | Action::Suspend
            | Action::Redraw => true,
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => top.len(&self.scene, 80) > 1,
            _ => top.possible(action, &self.scene),
        }
    }

    /// The selected figure of a view that does not tell itself what it takes part in.
    #[must_use]
    pub fn figure(&self) -> Option<CellId> {
        self.top().figure(&self.scene)
    }

    /// Why an action means nothing now.
    #[must_use]
    pub fn refusal(&self, action: Action) -> String {
        if action == Action::OpenCompare {
            let count = super::screen::compare::candidates(self).len().to_string();
            return self
                .scene
                .fill("notice.not_comparable", &[("count", &count)]);
        }
        let on_line = self.context().wider().contains(&Context::Tree);
        if action == Action::Inspect && on_line {
            return self.scene.text("notice.not_printed").to_owned();
        }
        let nothing = match action {
            Action::OpenProblems => Some("notice.no_problems"),
            Action::OpenClaims => Some("notice.no_claims"),
            Action::OpenProjects => Some("notice.no_projects"),
            _ => None,
        };
        if let Some(nothing) = nothing {
            return self.scene.text(nothing).to_owned();
        }
        let about = self.scene.word("about", action.name());
        self.scene.fill("notice.not_now", &[("action", &about)])
    }

    fn has_tables(&self) -> bool {
        self.scene
            .data
            .disclosure(self.scene.current)
            .is_some_and(|disclosure| !disclosure.tables.is_empty())
    }

    /// The finding the next-finding key starts from.
    #[must_use]
    pub fn finding(&self) -> Option<FindingId> {
        let shown = self
            .layers
            .iter()
            .rev()
            .find_map(|layer| layer.view().and_then(View::finding));
        shown.or_else(|| self.panes.findings.selected(&self.scene))
    }

    /// Replaces the data and keeps every selection where it was.
    pub fn set_data(&mut self, data: Data) {
        self.scene.data = data;
    }

    /// Takes over the windows of a frame, so that the next one starts where this one stands.
    pub fn settle(&mut self, areas: &Areas) {
        for (target, area) in &areas.views {
            self.settle_view(*target, area);
        }
    }

    fn settle_view(&mut self, target: Target, area: &ViewArea) {
        let State {
            scene,
            panes,
            layers,
            ..
        } = self;
        let view: &mut dyn View = match target {
            Target::Pane(id) => panes.get_mut(id),
            Target::Layer(index) => match layers.get_mut(index) {
                Some(Layer::Screen(view) | Layer::Popup(view)) => view.as_mut(),
                Some(Layer::Panes) | None => return,
            },
        };
        view.arranged(scene, area.body.width);
        let len = view.len(scene, area.body.width);
        view.viewport_mut().settle(len, area.capacity());
    }
}
