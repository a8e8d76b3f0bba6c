//! How a tree is opened, closed and turned to another table, the selection staying on its line where it can.

use super::lens::Lens;
use super::{TreePane, lines, views};
use crate::ui::scene::Scene;

impl TreePane {
    pub(super) fn expand(&mut self, lens: &Lens<'_>) {
        let Some(node) = self.selected(lens) else {
            return;
        };
        let code = lens
            .view
            .outline
            .get(node)
            .map(|node| lines::key(&node.value).clone());
        if code.is_some_and(|code| self.closed.remove(&code))
            || !lens.view.outline.has_children(node)
        {
            return;
        }
        self.viewport.selected += 1;
    }

    pub(super) fn collapse(&mut self, lens: &Lens<'_>) {
        let Some(index) = self.selected(lens) else {
            return;
        };
        let Some(node) = lens.view.outline.get(index) else {
            return;
        };
        if lens.view.outline.has_children(index) && !self.is_closed(&node.value) {
            self.closed.insert(lines::key(&node.value).clone());
        } else if let Some(parent) = lens.view.outline.parent(index) {
            self.select_node(lens, parent);
        }
    }

    pub(super) fn toggle(&mut self, lens: &Lens<'_>) {
        let Some(index) = self
            .selected(lens)
            .filter(|index| lens.view.outline.has_children(*index))
        else {
            return;
        };
        if let Some(node) = lens.view.outline.get(index) {
            let code = lines::key(&node.value).clone();
            if !self.closed.remove(&code) {
                self.closed.insert(code);
            }
        }
    }

    /// Shows the first `levels` levels.
    pub(super) fn show_levels(&mut self, lens: &Lens<'_>, levels: usize) {
        let selected = self.selected(lens);
        self.closed = lens
            .view
            .outline
            .nodes()
            .iter()
            .filter(|node| node.depth + 1 >= levels)
            .map(|node| lines::key(&node.value).clone())
            .collect();
        // The selected line may have gone: its nearest shown ancestor takes over.
        let shown = self.lines(lens);
        let mut at = selected;
        while let Some(node) = at {
            if shown.contains(&node) {
                self.select_node(lens, node);
                return;
            }
            at = lens.view.outline.parent(node);
        }
    }

    /// Goes to the line above; in a flat list the tree comes back for it.
    pub(super) fn go_to_parent(&mut self, lens: &Lens<'_>) {
        let node = self.selected(lens);
        if let Some(parent) = node.and_then(|node| lens.view.outline.parent(node)) {
            self.flat = false;
            self.select_node(lens, parent);
        }
    }

    /// Shares and order follow a column `step` places further.
    pub(super) fn step_lead(&mut self, scene: &Scene, step: usize) {
        let next = Lens::new(self, scene).and_then(|lens| {
            let active = self.active(&lens);
            let lead = self.lead(&lens)?;
            let at = active.iter().position(|id| *id == lead)?;
            active.get((at + step) % active.len()).copied()
        });
        self.keeping(scene, |pane| pane.chosen = next);
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
