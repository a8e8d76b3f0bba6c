//! How a comparison is opened and closed, the selection staying on its line where it can.

use super::Compare;
use crate::ui::tree::lines;

impl Compare {
    /// Changes what is shown and keeps the selection on its line, or on one above it.
    pub(super) fn keeping(&mut self, change: impl FnOnce(&mut Self)) {
        let node = self.selected();
        change(self);
        let lines = self.lines();
        let mut at = node;
        while let Some(wanted) = at {
            if let Some(row) = lines.iter().position(|line| *line == wanted) {
                self.viewport.selected = row;
                return;
            }
            at = self.sheet.outline.parent(wanted);
        }
    }

    /// Shows the first `levels` levels.
    pub(super) fn show_levels(&mut self, levels: usize) {
        self.keeping(|compare| {
            let nodes = compare.sheet.outline.nodes().iter();
            compare.closed = nodes
                .filter(|node| node.depth + 1 >= levels)
                .map(|node| lines::key(&node.value).clone())
                .collect();
        });
    }

    /// Opens or closes the selected line; closing what is closed goes to the line above.
    pub(super) fn toggle(&mut self, close: Option<bool>) {
        let Some(node) = self.selected() else {
            return;
        };
        let outline = &self.sheet.outline;
        let key = outline
            .get(node)
            .map(|node| lines::key(&node.value).clone());
        let Some(key) = key.filter(|_| outline.has_children(node)) else {
            if close == Some(true) {
                self.go_to_parent();
            }
            return;
        };
        let closed = self.closed.contains(&key);
        match (close, closed) {
            (Some(true), true) => self.go_to_parent(),
            (Some(false), false) => self.viewport.selected += 1,
            (Some(false) | None, true) => {
                self.closed.remove(&key);
            }
            (Some(true) | None, false) => {
                self.closed.insert(key);
            }
        }
    }

    /// Goes to the line above.
    pub(super) fn go_to_parent(&mut self) {
        let parent = self
            .selected()
            .and_then(|node| self.sheet.outline.parent(node));
        let row = parent.and_then(|parent| self.lines().iter().position(|line| *line == parent));
        if let Some(row) = row {
            self.viewport.selected = row;
        }
    }
}
