//! The economic table: what the money is spent on, by department classification, government classification, both, or personnel against running costs.

use super::{Pane, PaneId};
use crate::ui::action::Action;
use crate::ui::keymap::Context;
use crate::ui::tree::{Mode, TreePane};

/// The pane.
pub const PANE: Pane = Pane {
    id: PaneId::Economics,
    focus: Action::FocusEconomics,
};

/// The economic table before anything was done to it.
#[must_use]
pub fn pane() -> TreePane {
    let modes = &[Mode::Department, Mode::Government, Mode::Pairs, Mode::Split];
    TreePane::new(PANE, Context::Economics, modes)
}
