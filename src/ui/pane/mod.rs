//! The four panes: departments, functional tree, economic table, findings.

pub mod departments;
pub mod economics;
pub mod findings;
pub mod functions;

use super::action::Action;

/// Which pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaneId {
    /// 部门
    Departments,
    /// 功能分类
    Functions,
    /// 经济分类
    Economics,
    /// 疑点
    Findings,
}

/// What is fixed about a pane.
#[derive(Debug, Clone, Copy)]
pub struct Pane {
    /// Which one.
    pub id: PaneId,
    /// The action that gives it the keys.
    pub focus: Action,
}

/// All panes in the order Tab visits them.
pub const PANES: &[Pane] = &[
    departments::PANE,
    functions::PANE,
    economics::PANE,
    findings::PANE,
];

impl PaneId {
    /// The action that gives it the keys.
    #[must_use]
    pub fn focus_action(self) -> Action {
        PANES
            .iter()
            .find(|pane| pane.id == self)
            .map_or(Action::FocusNext, |pane| pane.focus)
    }

    /// The pane `step` places further, around the end.
    #[must_use]
    pub fn step(self, step: usize) -> PaneId {
        let at = PANES.iter().position(|pane| pane.id == self).unwrap_or(0);
        PANES[(at + step) % PANES.len()].id
    }
}
