//! What takes all rows of a long table, done in the background: sorting and looking for something. A short table is done at once.

use std::sync::Arc;

use super::Grid;
use super::finding::{self, Places};
use super::layout::{Look, Prepared};
use super::model::GridModel;
use super::sort::{By, Sorted};
use crate::find::Needle;
use crate::model::{Disclosure, Table, TableId};
use crate::ui::scene::Scene;
use crate::ui::view::Ask;

/// Lines up to which nobody notices the work.
pub(super) const AT_ONCE: usize = 10_000;

/// Work on one table.
#[derive(Debug, Clone)]
pub struct TableWork {
    disclosure: Arc<Disclosure>,
    table: TableId,
    model: Arc<GridModel>,
    task: Task,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Task {
    Sort(By),
    Find(String),
}

impl PartialEq for TableWork {
    fn eq(&self, other: &TableWork) -> bool {
        Arc::ptr_eq(&self.model, &other.model) && self.task == other.task
    }
}

impl Eq for TableWork {}

/// What came out of it.
#[derive(Debug)]
pub struct TableAnswer {
    table: TableId,
    model: Arc<GridModel>,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    Sorted(Arc<Sorted>),
    Found(String, Arc<Places>),
}

impl TableWork {
    /// Whether something is looked for: what is looked for later replaces it.
    #[must_use]
    pub fn is_search(&self) -> bool {
        matches!(self.task, Task::Find(_))
    }

    /// Does it; `None` when it is not wanted any more.
    #[must_use]
    pub fn run(&self, wanted: &(dyn Fn() -> bool + Sync)) -> Option<TableAnswer> {
        let table = self.disclosure.tables.get(self.table.table)?;
        let outcome = match &self.task {
            Task::Sort(by) => Outcome::Sorted(Arc::new(Sorted::new(&self.model, table, *by))),
            Task::Find(text) => {
                let needle = Needle::parse(text);
                let places = finding::places(&needle, &self.model, table, wanted)?;
                Outcome::Found(text.clone(), Arc::new(places))
            }
        };
        Some(TableAnswer {
            table: self.table,
            model: Arc::clone(&self.model),
            outcome,
        })
    }
}

impl Grid {
    /// The table with its columns measured: the one kept, unless it is looked at differently now.
    pub(super) fn prepared(&self, table: &Table, scene: &Scene) -> Arc<Prepared> {
        let look = Look::new(scene, &self.choices);
        if let Some(kept) = &self.prepared
            && kept.look == look
        {
            return Arc::clone(kept);
        }
        let survey = scene.data.survey(self.table);
        let mut prepared = Prepared::new(table, &survey, scene, look);
        prepared.model.sorted = self.order(table, &prepared.model);
        Arc::new(prepared)
    }

    /// The order of the lines: the one kept, as long as another one is worked out.
    fn order(&self, table: &Table, model: &GridModel) -> Option<Arc<Sorted>> {
        let by = self.choices.sorted?;
        let kept = self.prepared.as_ref().map(|kept| &kept.model);
        let kept = kept.filter(|kept| Arc::ptr_eq(kept.survey(), model.survey()));
        let kept = kept.and_then(|kept| kept.sorted.clone());
        let waits = self.waits && model.len() > AT_ONCE;
        match kept {
            Some(kept) if kept.by == by => Some(kept),
            kept if waits => kept,
            _ => Some(Arc::new(Sorted::new(model, table, by))),
        }
    }

    fn work(&self, scene: &Scene, task: Task) -> Option<Ask> {
        let corpus = &scene.data.corpus.disclosures;
        let disclosure = corpus.get(self.table.disclosure.0)?;
        let table = self.shown(scene)?;
        Some(Ask::Work(Box::new(TableWork {
            disclosure: Arc::clone(disclosure),
            table: self.table,
            model: Arc::new(self.prepared(table, scene).model.clone()),
            task,
        })))
    }

    /// Asks for the order that was chosen, where it is not there yet.
    pub(super) fn ask_for_order(&mut self, scene: &Scene) -> Vec<Ask> {
        let Some(table) = self.shown(scene) else {
            return Vec::new();
        };
        let held = self.prepared(table, scene).model.sorted.clone();
        let held = held.map(|sorted| sorted.by);
        self.waits = self.choices.sorted != held;
        self.walked = false;
        match self.choices.sorted {
            Some(by) if self.waits => self.work(scene, Task::Sort(by)).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Looks for the same again in what is shown now: at once in a short table.
    pub(super) fn look_again(&mut self, scene: &Scene) -> Vec<Ask> {
        let Some(table) = self.shown(scene) else {
            return Vec::new();
        };
        let prepared = self.prepared(table, scene);
        let Some(finding) = &mut self.finding else {
            return Vec::new();
        };
        let text = finding.input.text().to_owned();
        finding.needle = Needle::parse(&text);
        finding.waits = prepared.model.len() > AT_ONCE && !finding.needle.is_empty();
        if finding.waits {
            return self.work(scene, Task::Find(text)).into_iter().collect();
        }
        let places = finding::places(&finding.needle, &prepared.model, table, &|| true);
        finding.places = Arc::new(places.unwrap_or_default());
        Vec::new()
    }

    /// Takes what the background worked out, if it is still what is asked for.
    pub(super) fn take(&mut self, answer: &TableAnswer, scene: &Scene) -> Vec<Ask> {
        let Some(table) = self.shown(scene).filter(|_| answer.table == self.table) else {
            return Vec::new();
        };
        let prepared = self.prepared(table, scene);
        if !Arc::ptr_eq(prepared.model.survey(), answer.model.survey()) {
            return Vec::new();
        }
        match &answer.outcome {
            Outcome::Sorted(sorted) if self.choices.sorted == Some(sorted.by) => {
                let (_, row, _) = self.under(table, &prepared.model);
                let mut now = (*prepared).clone();
                now.model.sorted = Some(Arc::clone(sorted));
                self.waits = false;
                // The cursor stays on its row, unless the user went somewhere meanwhile.
                let row = row.filter(|_| !self.walked);
                let line = row.and_then(|row| now.model.line_of(row));
                self.viewport.selected = line.unwrap_or(self.viewport.selected);
                self.prepared = Some(Arc::new(now));
                return self.look_again(scene);
            }
            Outcome::Found(text, places)
                if answer.model.columns == prepared.model.columns
                    && answer.model.sorted == prepared.model.sorted =>
            {
                let typed = self.finding.as_mut();
                let Some(finding) = typed.filter(|finding| finding.input.text() == text) else {
                    return Vec::new();
                };
                finding.places = Arc::clone(places);
                finding.waits = false;
                if std::mem::take(&mut finding.seeks) {
                    self.go_to_first();
                }
            }
            Outcome::Sorted(_) | Outcome::Found(..) => {}
        }
        Vec::new()
    }
}
