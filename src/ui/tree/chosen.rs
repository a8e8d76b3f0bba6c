//! What the user chose to see of a tree: columns, the leading one, filter and flatness.

use super::lens::{ColumnId, Lens};
use super::{TreePane, lines};
use crate::model::Measure;
use crate::ui::canvas::{Span, chip_spans};
use crate::ui::scene::Scene;

impl TreePane {
    /// Shows those of the offered columns that are chosen.
    pub fn choose(&mut self, scene: &Scene, chosen: &[bool]) {
        let Some(lens) = Lens::new(self, scene) else {
            return;
        };
        for (id, chosen) in lens.offered().into_iter().zip(chosen) {
            let own = id.view == lens.at;
            let exceptions = if own {
                &mut self.dropped
            } else {
                &mut self.added
            };
            if *chosen == own {
                exceptions.remove(&id);
            } else {
                exceptions.insert(id);
            }
        }
    }

    /// Whether a column was not put away, or was fetched.
    pub(super) fn is_on(&self, lens: &Lens<'_>, id: ColumnId) -> bool {
        if id.view == lens.at {
            !self.dropped.contains(&id)
        } else {
            self.added.contains(&id)
        }
    }

    /// The columns that stand beside the names: those with figures that were not put away, and
    /// those fetched from other tables. Never none as long as there are any.
    pub(super) fn active(&self, lens: &Lens<'_>) -> Vec<ColumnId> {
        let offered = lens.offered();
        let on = |id: &ColumnId| self.is_on(lens, *id) && !lens.is_blank(*id);
        let active: Vec<ColumnId> = offered.iter().copied().filter(on).collect();
        if active.is_empty() {
            return offered.into_iter().take(1).collect();
        }
        active
    }

    /// Columns with figures that were put away by hand.
    pub(super) fn put_away(&self, lens: &Lens<'_>) -> Vec<ColumnId> {
        let own = |id: &ColumnId| self.dropped.contains(id) && !lens.is_blank(*id);
        lens.offered().into_iter().filter(own).collect()
    }

    /// The column that shares and order follow.
    pub(super) fn lead(&self, lens: &Lens<'_>) -> Option<ColumnId> {
        let active = self.active(lens);
        self.chosen
            .filter(|chosen| active.contains(chosen))
            .or_else(|| active.first().copied())
    }

    /// Printed total and sum of what is shown in a column; under a filter only the sum means
    /// anything.
    pub(super) fn total(&self, lens: &Lens<'_>, id: ColumnId) -> Measure {
        let total = lens.total(id, &lines::outermost(&lens.view.outline, &self.words));
        if self.words.trim().is_empty() {
            lens.with_printed(id, total)
        } else {
            total
        }
    }

    /// What is active and should be seen.
    pub(super) fn chips(&self, scene: &Scene) -> Vec<Span> {
        let mut chips = Vec::new();
        if !self.words.trim().is_empty() {
            chips.push(scene.fill("chip.words", &[("words", self.words.trim())]));
        }
        if self.flat {
            chips.push(scene.text("chip.flat").to_owned());
        }
        chip_spans(chips)
    }
}
