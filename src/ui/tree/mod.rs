//! A table seen as a tree of classes, sections and items: the functional and the economic pane are both one of these.

mod chosen;
pub(crate) mod columns;
mod draw;
mod lens;
pub(crate) mod lines;
mod moves;

use std::collections::BTreeSet;

use super::action::Action;
use super::canvas::{Canvas, Span, span};
use super::keymap::Context;
use super::pane::Pane;
use super::popup::columns::Chooser;
use super::popup::filter::FilterBox;
use super::popup::printed::Printed;
use super::scene::Scene;
use super::screen::grid::Grid;
use super::theme::Role;
use super::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use super::viewport::Viewport;
use crate::model::{CellId, ClassificationView, Line, RowId, RowRef, TableId};
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
        self.words.clear();
        self.viewport = Viewport::default();
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

impl View for TreePane {
    fn context(&self) -> Context {
        self.context
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let mut spans = vec![
            span(key_of(scene, self.pane), Role::Key),
            span(self.crumb(scene), Role::Title),
        ];
        if self.modes.len() > 1 {
            spans.push(span(
                format!(" {}", scene.text(self.mode(scene).name())),
                Role::Title,
            ));
        }
        let table = self.table_id(scene).and_then(|id| scene.data.table(id));
        if let Some(table) = table {
            let count = self.views(scene).len();
            let at = self.table.min(count.saturating_sub(1)) + 1;
            let unit = scene.unit_word(&table.unit);
            let name = format!("  {}", scene.label_of(table));
            spans.push(span(name, Role::Dim));
            spans.push(span(format!(" ({unit})"), Role::Dim));
            if count > 1 {
                spans.push(span(format!(" {at}/{count}"), Role::Dim));
            }
        }
        spans.extend(self.chips(scene));
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        Lens::new(self, scene).map_or(0, |lens| self.lines(&lens).len())
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            // The headings, and below them the total.
            header: match height {
                0..=3 => 0,
                4..=7 => 1,
                _ => 2,
            },
            footer: match height {
                0..=6 => 0,
                7..=9 => 1,
                _ => 2,
            },
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let Some(lens) = Lens::new(self, scene) else {
            return false;
        };
        let outline = &lens.view.outline;
        let node = self.selected(&lens);
        match action {
            Action::Enter => node.is_some(),
            Action::Expand | Action::Toggle => {
                !self.flat && node.is_some_and(|node| outline.has_children(node))
            }
            Action::Collapse => {
                let closes =
                    |node: usize| outline.has_children(node) || outline.parent(node).is_some();
                !self.flat && node.is_some_and(closes)
            }
            Action::Parent => node.is_some_and(|node| outline.parent(node).is_some()),
            Action::Level1 | Action::Level2 | Action::Level3 => !self.flat,
            Action::NextOrder | Action::FilterRows | Action::ShowSums | Action::Flatten => true,
            Action::FilterNothing => !self.words.is_empty(),
            Action::WherePrinted => self
                .selected_line(scene)
                .is_some_and(|line| Printed::is_there(scene, &line.code)),
            Action::NextColumn | Action::PreviousColumn => self.active(&lens).len() > 1,
            Action::ChooseColumns => lens.offered().len() > 1,
            Action::ShowBlankLines => lines::blank(outline) > 0,
            Action::NextTable | Action::PreviousTable => lens.views.len() > 1,
            Action::NextClassification => {
                let has = |mode: &&Mode| !views(**mode, scene).is_empty();
                self.modes.iter().filter(has).count() > 1
            }
            _ => false,
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::FilterNothing,
            Action::Inspect,
            Action::NextClassification,
            Action::NextOrder,
            Action::Toggle,
            Action::Level1,
            Action::NextColumn,
            Action::ShowSums,
            Action::NextTable,
            Action::ChooseColumns,
            Action::WherePrinted,
            Action::FilterRows,
            Action::Flatten,
            Action::ShowBlankLines,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(lens) = Lens::new(self, scene) else {
            return Vec::new();
        };
        match action {
            Action::Enter => return self.open(scene),
            Action::ShowBlankLines => {
                self.keeping(scene, |pane| pane.all_lines = !pane.all_lines);
            }
            Action::Expand => self.expand(&lens),
            Action::Collapse => self.collapse(&lens),
            Action::Toggle => self.toggle(&lens),
            Action::Parent => self.go_to_parent(&lens),
            Action::Level1 => self.show_levels(&lens, 1),
            Action::Level2 => self.show_levels(&lens, 2),
            Action::Level3 => self.show_levels(&lens, 3),
            Action::NextOrder => self.keeping(scene, |pane| pane.order = pane.order.next()),
            Action::Flatten => self.keeping(scene, |pane| pane.flat = !pane.flat),
            Action::ShowSums => self.sums = !self.sums,
            Action::FilterNothing => self.keeping(scene, |pane| pane.words.clear()),
            Action::FilterRows => {
                let filter = FilterBox::new(self.pane.id, &self.words, scene.current);
                return vec![Ask::Popup(Box::new(filter))];
            }
            Action::WherePrinted => {
                let code = self.selected_line(scene).map(|line| line.code.clone());
                let printed = code.and_then(|code| Printed::of(scene, &code));
                return printed
                    .map(|printed| Ask::Popup(Box::new(printed)))
                    .into_iter()
                    .collect();
            }
            Action::NextColumn => self.step_lead(scene, 1),
            Action::PreviousColumn => {
                let last = self.active(&lens).len().max(1) - 1;
                self.step_lead(scene, last);
            }
            Action::NextTable => self.change_table(scene, 1),
            Action::PreviousTable => self.change_table(scene, lens.views.len().max(1) - 1),
            Action::NextClassification => self.next_mode(scene),
            Action::ChooseColumns => {
                let offered = lens.offered();
                let labels = offered.iter().map(|id| lens.full_label(*id)).collect();
                let chosen = offered.iter().map(|id| self.is_on(&lens, *id)).collect();
                let chooser = Chooser::new(self.pane.id, labels, chosen);
                return vec![Ask::Popup(Box::new(chooser))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let lens = Lens::new(self, scene)?;
        let node = self.selected(&lens)?;
        let line = &lens.view.outline.get(node)?.value;
        let value = |id: ColumnId| {
            let table = lens.table(id.view)?;
            Some(columns::value(&lens.measure(node, id), table, scene).text)
        };
        Some(match what {
            CopyWhat::Cell => value(self.lead(&lens)?)?,
            CopyWhat::Row => {
                let figures: Vec<String> =
                    self.active(&lens).into_iter().filter_map(value).collect();
                format!("{}\t{}\t{}", line.code, line.name, figures.join("\t"))
            }
        })
        .filter(|text| !text.is_empty())
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let table = self.table_id(scene)?;
        let cell = self.cell(scene);
        let cell = cell.and_then(|cell| scene.data.corpus.cell(cell));
        let row = self.selected_line(scene)?.rows.first();
        let row = row.and_then(|row| scene.data.table(table)?.rows.get(*row));
        let place = cell.map(|cell| cell.place()).or(row.map(RowRef::place))?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![place],
            first: 0,
        })
    }

    fn figure(&self, scene: &Scene) -> Option<CellId> {
        self.cell(scene)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw::draw(self, scene, area, canvas);
    }
}
