//! A table seen as a tree of classes, sections and items: the functional and the economic pane are both one of these.

mod columns;
mod draw;
mod lines;
mod moves;

use std::collections::BTreeSet;

use super::action::Action;
use super::canvas::{Canvas, Span, span};
use super::keymap::Context;
use super::pane::Pane;
use super::popup::columns::Chooser;
use super::scene::Scene;
use super::screen::grid::Grid;
use super::theme::Role;
use super::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use super::viewport::Viewport;
use crate::model::{CellId, ClassificationView, Line, RowId, TableId};

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
}

impl Mode {
    /// The id of its name in the texts.
    fn name(self) -> &'static str {
        match self {
            Mode::Function => "mode.function",
            Mode::Department => "mode.department",
            Mode::Government => "mode.government",
            Mode::Pairs => "mode.pairs",
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
    lead: usize,
    by_amount: bool,
    hidden: BTreeSet<usize>,
    all_lines: bool,
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
            lead: 0,
            by_amount: false,
            hidden: BTreeSet::new(),
            all_lines: false,
            viewport: Viewport::default(),
        }
    }

    /// Goes back to the first line of the best table, for another disclosure.
    pub fn reset(&mut self) {
        self.table = 0;
        self.closed.clear();
        self.lead = 0;
        self.hidden.clear();
        self.viewport = Viewport::default();
    }

    /// Hides these columns of the view.
    pub fn hide(&mut self, columns: Vec<usize>) {
        self.hidden = columns.into_iter().collect();
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

    /// Index of the column that shares and sorting follow.
    fn lead(&self, view: &ClassificationView) -> usize {
        self.lead.min(view.columns.len().saturating_sub(1))
    }

    /// Outline nodes on screen, in the order shown.
    fn lines(&self, view: &ClassificationView) -> Vec<usize> {
        let lead = self.by_amount.then(|| self.lead(view));
        lines::shown(&view.outline, &self.closed, lead, self.all_lines)
    }

    /// The selected outline node.
    fn selected(&self, view: &ClassificationView) -> Option<usize> {
        let lines = self.lines(view);
        lines.get(self.viewport.current(lines.len())?).copied()
    }

    fn selected_line<'a>(&self, scene: &'a Scene) -> Option<&'a Line> {
        let view = self.view(scene)?;
        let node = view.outline.get(self.selected(view)?)?;
        Some(&node.value)
    }

    /// The printed cell of the leading column, else any printed cell of the line.
    fn cell(&self, scene: &Scene) -> Option<CellId> {
        let view = self.view(scene)?;
        let line = self.selected_line(scene)?;
        let lead = line
            .measures
            .get(self.lead(view))
            .and_then(|measure| measure.printed);
        let printed = lead.or_else(|| line.measures.iter().find_map(|measure| measure.printed));
        let table = self.table_id(scene)?;
        printed.map(|(row, cell)| CellId {
            row: RowId { table, row },
            cell,
        })
    }

    fn select_node(&mut self, view: &ClassificationView, node: usize) {
        let at = self.lines(view).iter().position(|shown| *shown == node);
        self.viewport.selected = at.unwrap_or(0);
    }

    fn is_closed(&self, line: &Line) -> bool {
        self.closed.contains(&line.code)
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
            spans.push(span(
                format!("  {} ({unit})", scene.label_of(table)),
                Role::Dim,
            ));
            if count > 1 {
                spans.push(span(format!(" {at}/{count}"), Role::Dim));
            }
        }
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.view(scene).map_or(0, |view| self.lines(view).len())
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
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
        let Some(view) = self.view(scene) else {
            return false;
        };
        match action {
            Action::Enter
            | Action::Expand
            | Action::Collapse
            | Action::Toggle
            | Action::Level1
            | Action::Level2
            | Action::Level3
            | Action::SortByAmount => true,
            Action::NextColumn | Action::PreviousColumn | Action::ChooseColumns => {
                view.columns.len() > 1
            }
            Action::ShowBlankLines => lines::blank(&view.outline) > 0,
            Action::NextTable | Action::PreviousTable => self.views(scene).len() > 1,
            Action::NextClassification => {
                self.modes
                    .iter()
                    .filter(|mode| !views(**mode, scene).is_empty())
                    .count()
                    > 1
            }
            _ => false,
        }
    }

    fn enter_word(&self) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::NextClassification,
            Action::SortByAmount,
            Action::Toggle,
            Action::Level1,
            Action::NextColumn,
            Action::NextTable,
            Action::ChooseColumns,
            Action::ShowBlankLines,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(view) = self.view(scene) else {
            return Vec::new();
        };
        let tables = self.views(scene).len();
        match action {
            Action::Enter => return self.open(scene),
            Action::ShowBlankLines => {
                let node = self.selected(view);
                self.all_lines = !self.all_lines;
                if let Some(node) = node {
                    self.select_node(view, node);
                }
            }
            Action::Expand => self.expand(view),
            Action::Collapse => self.collapse(view),
            Action::Toggle => self.toggle(view),
            Action::Level1 => self.show_levels(view, 1),
            Action::Level2 => self.show_levels(view, 2),
            Action::Level3 => self.show_levels(view, 3),
            Action::SortByAmount => {
                let node = self.selected(view);
                self.by_amount = !self.by_amount;
                if let Some(node) = node {
                    self.select_node(view, node);
                }
            }
            Action::NextColumn => self.step_lead(view, 1),
            Action::PreviousColumn => self.step_lead(view, view.columns.len().max(1) - 1),
            Action::NextTable => self.change_table(scene, 1),
            Action::PreviousTable => self.change_table(scene, tables.max(1) - 1),
            Action::NextClassification => self.next_mode(scene),
            Action::ChooseColumns => {
                let chooser =
                    Chooser::new(self.pane.id, columns::labels(view, scene), &self.hidden);
                return vec![Ask::Popup(Box::new(chooser))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let view = self.view(scene)?;
        let line = self.selected_line(scene)?;
        let table = scene.data.table(self.table_id(scene)?)?;
        let value = |index: usize| {
            let measure = line.measures.get(index).copied().unwrap_or_default();
            columns::value(&measure, table, scene).text
        };
        Some(match what {
            CopyWhat::Cell => value(self.lead(view)),
            CopyWhat::Row => {
                let figures: Vec<String> = (0..view.columns.len()).map(value).collect();
                format!("{}\t{}\t{}", line.code, line.name, figures.join("\t"))
            }
        })
        .filter(|text| !text.is_empty())
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let table = self.table_id(scene)?;
        let cell = self
            .cell(scene)
            .and_then(|cell| scene.data.corpus.cell(cell));
        let row = self.selected_line(scene)?.rows.first();
        let row = row.and_then(|row| scene.data.table(table)?.rows.get(*row));
        let place = cell.map(|cell| cell.place).or(row.map(|row| row.place))?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![place],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw::draw(self, scene, area, canvas);
    }
}
