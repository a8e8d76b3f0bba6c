//! The departments pane: region, body and disclosure as a tree, with findings by severity, gaps and coverage; several may be marked.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Pane, PaneId};
use crate::model::DisclosureId;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, chip_spans, span};
use crate::ui::data::Status;
use crate::ui::keymap::Context;
use crate::ui::popup::filter::FilterBox;
use crate::ui::roster::draw::{Brush, detail};
use crate::ui::roster::{self, Choice, Entry, Order, What};
use crate::ui::scene::Scene;
use crate::ui::screen::{problems, tint_selected};
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The pane.
pub const PANE: Pane = Pane {
    id: PaneId::Departments,
    focus: Action::FocusDepartments,
};

/// The pane's selection, marks, order and filter.
#[derive(Debug, Default)]
pub struct Departments {
    viewport: Viewport,
    choice: Choice,
    marked: BTreeSet<DisclosureId>,
    kept: roster::Kept,
}

impl Departments {
    fn entries(&self, scene: &Scene) -> Rc<Vec<Entry>> {
        self.kept.entries(scene, &self.choice)
    }

    fn entry(&self, scene: &Scene) -> Option<Entry> {
        let entries = self.entries(scene);
        entries.get(self.viewport.current(entries.len())?).cloned()
    }

    /// The selected disclosure; of a selected group the one that is looked at already, else the
    /// last; `None` on a path that led to no file.
    #[must_use]
    pub fn selected(&self, scene: &Scene) -> Option<DisclosureId> {
        let ids = self.entry(scene)?.ids;
        let current = ids.iter().find(|id| **id == scene.current);
        current.or(ids.last()).copied()
    }

    /// Selects a disclosure. A filter that hides it is lifted, a closed line above it is opened.
    pub fn select(&mut self, scene: &Scene, id: DisclosureId) {
        if self.selected(scene) == Some(id) {
            return;
        }
        if self.choice.hides(scene, id) {
            self.choice.words.clear();
            self.choice.severities = None;
        }
        let row = |entries: &[Entry]| {
            let is_it = |entry: &Entry| entry.what == What::Disclosure && entry.ids == [id];
            entries.iter().position(is_it)
        };
        let entries = self.entries(scene);
        let mut found = row(&entries);
        if found.is_none() {
            self.choice.closed.clear();
            found = row(&self.entries(scene));
        }
        self.viewport.selected = found.unwrap_or(0);
    }

    /// Keeps the selection on a disclosure while lines come and go around it.
    pub fn moved_to(&mut self, scene: &Scene, id: Option<DisclosureId>) {
        let entries = self.entries(scene);
        let holds = |entry: &&Entry| id.is_some_and(|id| entry.ids.contains(&id));
        // The innermost line that stands for it.
        let best = entries.iter().filter(holds).max_by_key(|entry| entry.depth);
        let row = best.and_then(|best| entries.iter().position(|entry| entry == best));
        self.viewport.selected = row.unwrap_or(0);
    }

    /// The disclosures marked, in the order they were opened.
    #[must_use]
    pub fn marked(&self) -> Vec<DisclosureId> {
        self.marked.iter().copied().collect()
    }

    /// Lists only disclosures that hold these words.
    pub fn filter(&mut self, scene: &Scene, words: String) {
        let kept = self.selected(scene);
        self.choice.words = words;
        self.moved_to(scene, kept);
    }

    /// Marks what the selected line stands for, or takes the marks away when all of it is marked.
    fn mark(&mut self, scene: &Scene) {
        let Some(entry) = self.entry(scene) else {
            return;
        };
        let ready = |id: &&DisclosureId| scene.data.status(**id) == Status::Ready;
        let ids: Vec<DisclosureId> = entry.ids.iter().filter(ready).copied().collect();
        if ids.iter().all(|id| self.marked.contains(id)) {
            self.marked.retain(|id| !ids.contains(id));
        } else {
            self.marked.extend(ids);
        }
        let last = self.entries(scene).len().saturating_sub(1);
        if entry.what == What::Disclosure {
            self.viewport.selected = (self.viewport.selected + 1).min(last);
        }
    }

    fn expand(&mut self, scene: &Scene) {
        let Some(entry) = self.entry(scene) else {
            return;
        };
        if !self.choice.closed.remove(&entry.key) && roster::is_group(&entry) {
            self.viewport.selected += 1;
        }
    }

    /// Closes a group; from inside it goes to the group first.
    fn collapse(&mut self, scene: &Scene) {
        let entries = self.entries(scene);
        let Some(row) = self.viewport.current(entries.len()) else {
            return;
        };
        let Some(entry) = entries.get(row) else {
            return;
        };
        if roster::is_group(entry) && self.choice.closed.insert(entry.key.clone()) {
            return;
        }
        let above = entries[..row]
            .iter()
            .rposition(|above| above.depth < entry.depth);
        self.viewport.selected = above.unwrap_or(row);
    }

    fn chips(&self, scene: &Scene) -> Vec<Span> {
        let mut chips = Vec::new();
        if !self.marked.is_empty() {
            let count = self.marked.len().to_string();
            chips.push(scene.fill("chip.marked", &[("count", &count)]));
        }
        match self.choice.severities {
            Some(1) => chips.push(scene.text("chip.errors").to_owned()),
            Some(_) => chips.push(scene.text("chip.warnings").to_owned()),
            None => {}
        }
        if !self.choice.words.trim().is_empty() {
            chips.push(scene.fill("chip.words", &[("words", self.choice.words.trim())]));
        }
        let order = match self.choice.order {
            Order::Opened => None,
            Order::Name => Some("order.name"),
            Order::Findings => Some("order.findings"),
            Order::Stake => Some("order.stake"),
            Order::Coverage => Some("order.coverage"),
        };
        chips.extend(order.map(|id| scene.text(id).to_owned()));
        chip_spans(chips)
    }

    fn change(&mut self, scene: &Scene, change: impl FnOnce(&mut Choice)) {
        let kept = self.selected(scene);
        change(&mut self.choice);
        self.moved_to(scene, kept);
    }
}

impl View for Departments {
    fn context(&self) -> Context {
        Context::Departments
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let (done, all) = scene.data.progress();
        let count = if done < all {
            format!(" {done}/{all}")
        } else {
            format!(" {all}")
        };
        let mut spans = vec![
            span(crate::ui::tree::key_of(scene, PANE), Role::Key),
            span(format!("{}{count}", self.crumb(scene)), Role::Title),
        ];
        spans.extend(self.chips(scene));
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.entries(scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape::around(u16::from(height >= 4), u16::from(height >= 6))
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let entry = self.entry(scene);
        let ready = |id: &DisclosureId| scene.data.status(*id) == Status::Ready;
        match action {
            Action::Enter => entry.is_some(),
            Action::Mark => entry.is_some_and(|entry| entry.ids.iter().any(ready)),
            Action::ClearMarks => !self.marked.is_empty(),
            Action::Expand | Action::Parent => entry.as_ref().is_some_and(|entry| {
                let inside = action == Action::Parent && entry.depth > 0;
                inside || action == Action::Expand && roster::is_group(entry)
            }),
            Action::Collapse => {
                entry.is_some_and(|entry| roster::is_group(&entry) || entry.depth > 0)
            }
            Action::FilterErrors => self.choice.severities != Some(1),
            Action::FilterWarnings => self.choice.severities != Some(2),
            Action::FilterNothing => self.choice.is_filter(),
            Action::NextOrder | Action::Flatten | Action::FilterRows => scene.data.status.len() > 1,
            _ => false,
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.look"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Mark,
            Action::OpenCompare,
            Action::FilterRows,
            Action::FilterNothing,
            Action::NextOrder,
            Action::OpenCharts,
            Action::FocusNext,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::Enter => return self.open(scene),
            Action::Mark => self.mark(scene),
            Action::ClearMarks => self.marked.clear(),
            Action::Expand => self.expand(scene),
            Action::Collapse => self.collapse(scene),
            Action::Parent => {
                let entries = self.entries(scene);
                let row = self.viewport.current(entries.len()).unwrap_or(0);
                let depth = entries.get(row).map_or(0, |entry| entry.depth);
                let above = entries
                    .iter()
                    .take(row)
                    .rposition(|entry| entry.depth < depth);
                self.viewport.selected = above.unwrap_or(row);
            }
            Action::NextOrder => self.change(scene, |choice| choice.order = choice.order.next()),
            Action::Flatten => self.change(scene, |choice| choice.flat = !choice.flat),
            Action::FilterErrors => self.change(scene, |choice| choice.severities = Some(1)),
            Action::FilterWarnings => self.change(scene, |choice| choice.severities = Some(2)),
            Action::FilterNothing => self.change(scene, |choice| {
                choice.severities = None;
                choice.words.clear();
            }),
            Action::FilterRows => {
                let filter = FilterBox::new(PaneId::Departments, &self.choice.words, scene.current);
                return vec![Ask::Popup(Box::new(filter))];
            }
            _ => {}
        }
        self.selected(scene).map(Ask::Select).into_iter().collect()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let entry = self.entry(scene)?;
        let id = *entry.ids.first()?;
        if roster::is_group(&entry) {
            return Some(entry.name);
        }
        let name = scene.data.name(id).to_owned();
        Some(match what {
            CopyWhat::Cell => name,
            CopyWhat::Row => {
                let file = scene
                    .data
                    .disclosure(id)
                    .map_or("", |found| &found.source.name);
                format!("{name}\t{}\t{file}", scene.period(id))
            }
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let entries = self.entries(scene);
        let brush = Brush::new(scene, &self.choice, &self.marked, &entries);
        brush.header(area.header, canvas);
        for row in area.rows.clone() {
            if let Some(entry) = entries.get(row) {
                brush.entry(entry, area.row(row), canvas);
            }
        }
        tint_selected(self.viewport, entries.len(), area, canvas);
        if entries.is_empty() {
            let text = if self.choice.is_filter() {
                scene.advice(
                    "empty.departments_filtered",
                    Context::Departments,
                    Action::FilterNothing,
                )
            } else {
                scene.text("empty.departments").to_owned()
            };
            canvas.text(area.body, &text, Role::Dim);
        }
        if let Some(entry) = self.entry(scene) {
            canvas.text(area.footer, &detail(scene, &entry), Role::Dim);
        }
    }
}

impl Departments {
    /// Enter goes on to what most people want next: the findings, else the tree, else the reason
    /// why there is nothing.
    fn open(&self, scene: &Scene) -> Vec<Ask> {
        let Some(id) = self.selected(scene) else {
            return vec![Ask::Open(Box::new(problems::Problems::default()))];
        };
        match scene.data.status(id) {
            Status::Ready => {
                let found = roster::tally(scene, id)
                    .findings
                    .iter()
                    .any(|count| *count > 0);
                let next = if found {
                    PaneId::Findings
                } else {
                    PaneId::Functions
                };
                vec![Ask::Select(id), Ask::Focus(next)]
            }
            Status::Failed => vec![
                Ask::Select(id),
                Ask::Open(Box::new(problems::Problems::default())),
            ],
            Status::Joined(whole) => vec![Ask::Select(whole)],
            Status::Waiting | Status::Reading => {
                vec![Ask::Say(scene.text("notice.still_loading").to_owned())]
            }
        }
    }
}
