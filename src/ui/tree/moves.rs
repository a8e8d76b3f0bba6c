//! How a tree is opened, closed and turned to another table, the selection staying on its line where it can.

use super::{TreePane, views};
use crate::model::ClassificationView;
use crate::ui::scene::Scene;

impl TreePane {
    pub(super) fn expand(&mut self, view: &ClassificationView) {
        let Some(node) = self.selected(view) else {
            return;
        };
        let code = view.outline.get(node).map(|node| node.value.code.clone());
        if code.is_some_and(|code| self.closed.remove(&code)) || !view.outline.has_children(node) {
            return;
        }
        self.viewport.selected += 1;
    }

    pub(super) fn collapse(&mut self, view: &ClassificationView) {
        let Some(index) = self.selected(view) else {
            return;
        };
        let Some(node) = view.outline.get(index) else {
            return;
        };
        if view.outline.has_children(index) && !self.is_closed(&node.value) {
            self.closed.insert(node.value.code.clone());
        } else if let Some(parent) = view.outline.parent(index) {
            self.select_node(view, parent);
        }
    }

    pub(super) fn toggle(&mut self, view: &ClassificationView) {
        let Some(index) = self
            .selected(view)
            .filter(|index| view.outline.has_children(*index))
        else {
            return;
        };
        if let Some(node) = view.outline.get(index) {
            let code = node.value.code.clone();
            if !self.closed.remove(&code) {
                self.closed.insert(code);
            }
        }
    }

    /// Shows the first `levels` levels.
    pub(super) fn show_levels(&mut self, view: &ClassificationView, levels: usize) {
        let selected = self.selected(view);
        self.closed = view
            .outline
            .nodes()
            .iter()
            .filter(|node| node.depth + 1 >= levels)
            .map(|node| node.value.code.clone())
            .collect();
        // The selected line may have gone: its nearest shown ancestor takes over.
        let shown = self.lines(view);
        let mut at = selected;
        while let Some(node) = at {
            if shown.contains(&node) {
                self.select_node(view, node);
                return;
            }
            at = view.outline.parent(node);
        }
    }

    pub(super) fn step_lead(&mut self, view: &ClassificationView, step: usize) {
        let count = view.columns.len().max(1);
        let selected = self.selected(view);
        self.lead = (self.lead(view) + step) % count;
        self.hidden.remove(&self.lead);
        if let Some(node) = selected {
            self.select_node(view, node);
        }
    }

    pub(super) fn change_table(&mut self, scene: &Scene, step: usize) {
        let count = self.views(scene).len().max(1);
        let next = (self.table.min(count - 1) + step) % count;
        self.reset();
        self.table = next;
    }

    pub(super) fn next_mode(&mut self, scene: &Scene) {
        let shown = self.mode(scene);
        let at = self
            .modes
            .iter()
            .position(|mode| *mode == shown)
            .unwrap_or(0);
        let following = (1..=self.modes.len()).map(|step| (at + step) % self.modes.len());
        let next = following
            .into_iter()
            .find(|next| !views(self.modes[*next], scene).is_empty());
        self.reset();
        self.mode = next.unwrap_or(at);
    }
}
