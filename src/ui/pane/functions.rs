//! The functional tree: what the money is for, by class, section and item (类/款/项).

use super::{Pane, PaneId};
use crate::ui::action::Action;
use crate::ui::keymap::Context;
use crate::ui::tree::{Mode, TreePane};

/// The pane.
pub const PANE: Pane = Pane {
    id: PaneId::Functions,
    focus: Action::FocusFunctions,
};

/// The functional tree before anything was done to it.
#[must_use]
pub fn pane() -> TreePane {
    TreePane::new(PANE, Context::Functions, &[Mode::Function])
}
