//! A table seen as a tree of classes, sections and items: the functional and the economic pane are both one of these.

mod chosen;
pub(crate) mod columns;
mod draw;
mod lens;
pub(crate) mod lines;
mod moves;
mod view;

use std::collections::BTreeSet;

use super::keymap::Context;
use super::pane::Pane;
use super::scene::Scene;
use super::screen::grid::Grid;
use super::view::Ask;
use super::viewport::Viewport;
use crate::model::{CellId, ClassificationView, Line, RowId, TableId};
use lens::{ColumnId, Lens};
use lines::{Choice, Order};

/// Which classification a tree shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    Department,
    /// 政府预算支出经济分类
    Government,
    /// Printed pairs of the two.
    Pairs,
    /// 人员经费 and 公用经费, each by class.
    Split,
}

impl Mode {
    /// Whether tables of this classification have their lines in common.
    fn joins(self) -> bool {
        match self {
            Mode::Function | Mode::Department | Mode::Government => true,
            Mode::Pairs | Mode::Split => false,
        }
    }

    /// The id of its name in the texts.
    fn name(self) -> &'static str {
        match self {
            Mode::Function => "mode.function",
            Mode::Department => "mode.department",
            Mode::Government => "mode.government",
            Mode::Pairs => "mode.pairs",
            Mode::Split => "mode.split",
        }
    }
}

/// A classification pane: what it shows, what is closed, how it is sorted.
#[derive(Debug)]
pub struct TreePane {
    pane: Pane,
    context: Context,
    modes: &'static [Mode],
    mode: usize,
    table: usize,
    closed: BTreeSet<String>,
    /// The column that shares and order follow, where one was chosen.
    chosen: Option<ColumnId>,
    order: Order,
    /// Columns of the table shown that were put away.
    dropped: BTreeSet<ColumnId>,
    /// Columns of other tables that were fetched.
    added: BTreeSet<ColumnId>,
    all_lines: bool,
    flat: bool,
    sums: bool,
    words: String,
    viewport: Viewport,
}

impl TreePane {
    /// A tree that offers these classifications.
    #[must_use]
    pub fn new(pane: Pane, context: Context, modes: &'static [Mode]) -> Self {
        TreePane {
            pane,
            context,
            modes,
            mode: 0,
            table: 0,
            closed: BTreeSet::new(),
            chosen: None,
            order: Order::default(),
            dropped: BTreeSet::new(),
            added: BTreeSet::new(),
            all_lines: false,
            flat: false,
            sums: false,
            words: String::new(),
            viewport: Viewport::default(),
        }
    }

    /// Goes back to the first line of the best table, for another disclosure.
    pub fn reset(&mut self) {
        self.table = 0;
        self.closed.clear();
        self.chosen = None;
        self.dropped.clear();
        self.added.clear();
        self.viewport = Viewport::default();
    }

    /// The words the lines are narrowed to.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Shows only lines that hold these words, and what is above and below them.
    pub fn filter(&mut self, scene: &Scene, words: String) {
        self.keeping(scene, |pane| pane.words = words);
    }

    /// The classification shown. The chosen one when it has a table, else the first that has.
    fn mode(&self, scene: &Scene) -> Mode {
        let has = |mode: &Mode| !views(*mode, scene).is_empty();
        let chosen = self.modes.get(self.mode).copied().unwrap_or(Mode::Function);
        if has(&chosen) {
            return chosen;
        }
        self.modes.iter().copied().find(has).unwrap_or(chosen)
    }

    fn views<'a>(&self, scene: &'a Scene) -> &'a [ClassificationView] {
        views(self.mode(scene), scene)
    }

    fn view<'a>(&self, scene: &'a Scene) -> Option<&'a ClassificationView> {
        let views = self.views(scene);
        views.get(self.table.min(views.len().saturating_sub(1)))
    }

    fn table_id(&self, scene: &Scene) -> Option<TableId> {
        self.view(scene).map(|view| TableId {
            disclosure: scene.current,
            table: view.table,
        })
    }

    /// Outline nodes on screen, in the order shown.
    fn lines(&self, lens: &Lens<'_>) -> Vec<usize> {
        let choice = Choice {
            closed: &self.closed,
            order: self.order,
            all: self.all_lines,
            flat: self.flat,
            words: &self.words,
        };
        let lead = match self.order {
            Order::Code => None,
            Order::Falling | Order::Rising => self.lead(lens),
        };
        let amount = |node: usize| lens.measure(node, lead?).amount();
        lines::shown(&lens.view.outline, &choice, &amount)
    }

    /// The selected outline node.
    fn selected(&self, lens: &Lens<'_>) -> Option<usize> {
        let lines = self.lines(lens);
        lines.get(self.viewport.current(lines.len())?).copied()
    }

    fn selected_line<'a>(&self, scene: &'a Scene) -> Option<&'a Line> {
        let lens = Lens::new(self, scene)?;
        let node = lens.view.outline.get(self.selected(&lens)?)?;
        Some(&node.value)
    }

    /// The printed cell of the leading column, else any printed cell of the line.
    fn cell(&self, scene: &Scene) -> Option<CellId> {
        let lens = Lens::new(self, scene)?;
        let node = self.selected(&lens)?;
        let active = self.active(&lens);
        let found = self.lead(&lens).into_iter().chain(active).find_map(|id| {
            let (row, cell) = lens.measure(node, id).printed?;
            let table = lens.table_id(id.view)?;
            Some(CellId {
                row: RowId { table, row },
                cell,
            })
        });
        let any = || {
            let measures = &lens.view.outline.get(node)?.value.measures;
            let (row, cell) = measures.iter().find_map(|measure| measure.printed)?;
            let table = lens.table_id(lens.at)?;
            Some(CellId {
                row: RowId { table, row },
                cell,
            })
        };
        found.or_else(any)
    }

    fn select_node(&mut self, lens: &Lens<'_>, node: usize) {
        let at = self.lines(lens).iter().position(|shown| *shown == node);
        self.viewport.selected = at.unwrap_or(0);
    }

    /// Changes what is shown and keeps the selection on its line.
    fn keeping(&mut self, scene: &Scene, change: impl FnOnce(&mut Self)) {
        let node = Lens::new(self, scene).and_then(|lens| self.selected(&lens));
        change(self);
        if let (Some(lens), Some(node)) = (Lens::new(self, scene), node) {
            self.select_node(&lens, node);
        }
    }

    fn is_closed(&self, line: &Line) -> bool {
        self.words.trim().is_empty() && self.closed.contains(lines::key(line))
    }

    fn open(&self, scene: &Scene) -> Vec<Ask> {
        let Some(table) = self.table_id(scene) else {
            return Vec::new();
        };
        if let Some(cell) = self.cell(scene) {
            return vec![Ask::Open(Box::new(Grid::at_cell(cell, scene)))];
        }
        match self.selected_line(scene).and_then(|line| line.rows.first()) {
            Some(&row) => vec![Ask::Open(Box::new(Grid::at_row(
                RowId { table, row },
                scene,
            )))],
            None => vec![Ask::Say(scene.text("notice.not_printed").to_owned())],
        }
    }
}

fn views(mode: Mode, scene: &Scene) -> &[ClassificationView] {
    let Some(derived) = scene.data.derived(scene.current) else {
        return &[];
    };
    match mode {
        Mode::Function => &derived.functions,
        Mode::Department => &derived.department,
        Mode::Government => &derived.government,
        Mode::Pairs => &derived.pairs,
        Mode::Split => &derived.split,
    }
}

/// The key that gives a pane the keys, for its title.
#[must_use]
pub fn key_of(scene: &Scene, pane: Pane) -> String {
    let keys = scene.keymap.keys(Context::Panes, pane.focus);
    keys.first()
        .map_or_else(String::new, |key| format!("{key} "))
}
