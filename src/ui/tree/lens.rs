//! What a tree reads its columns and lines from: the table it shows, and the other tables of the same classification beside it.

use super::{Mode, TreePane};
use crate::model::{Amount, ClassificationView, DisclosureId, Line, Measure, Slot, Table, TableId};
use crate::ui::scene::Scene;

/// A column a tree can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ColumnId {
    /// Index of the view it comes from.
    pub(super) view: usize,
    /// Index into [`ClassificationView::columns`].
    pub(super) column: usize,
}

/// The views of one classification with the one that is shown.
#[derive(Clone, Copy)]
pub(super) struct Lens<'a> {
    pub(super) scene: &'a Scene,
    pub(super) views: &'a [ClassificationView],
    pub(super) at: usize,
    pub(super) view: &'a ClassificationView,
    mode: Mode,
}

impl<'a> Lens<'a> {
    pub(super) fn new(pane: &TreePane, scene: &'a Scene) -> Option<Self> {
        let views = pane.views(scene);
        let at = pane.table.min(views.len().saturating_sub(1));
        Some(Lens {
            scene,
            views,
            at,
            view: views.get(at)?,
            mode: pane.mode(scene),
        })
    }

    fn disclosure(&self) -> DisclosureId {
        self.scene.current
    }

    pub(super) fn table_id(&self, view: usize) -> Option<TableId> {
        Some(TableId {
            disclosure: self.disclosure(),
            table: self.views.get(view)?.table,
        })
    }

    pub(super) fn table(&self, view: usize) -> Option<&'a Table> {
        self.scene.data.table(self.table_id(view)?)
    }

    /// Every column there is: those of the table shown, then those of the others.
    pub(super) fn offered(&self) -> Vec<ColumnId> {
        let others = (0..self.views.len()).filter(|view| self.mode.joins() && *view != self.at);
        std::iter::once(self.at)
            .chain(others)
            .flat_map(|view| {
                let count = self.views.get(view).map_or(0, |view| view.columns.len());
                (0..count).map(move |column| ColumnId { view, column })
            })
            .filter(|id| id.view == self.at || !self.is_blank(*id))
            .collect()
    }

    /// Whether no line of the table shown has a figure in the column.
    pub(super) fn is_blank(&self, id: ColumnId) -> bool {
        let nodes = 0..self.view.outline.nodes().len();
        !nodes.into_iter().any(|node| {
            let measure = self.measure(node, id);
            measure.uncertain || measure.amount().is_some()
        })
    }

    /// The line of a view that shows the code of one of our lines.
    fn line(&self, view: usize, node: usize) -> Option<&'a Line> {
        let own = &self.view.outline.get(node)?.value;
        if view == self.at {
            return Some(own);
        }
        let nodes = self.views.get(view)?.outline.nodes();
        // A tree in reading order is sorted by code.
        let found = nodes.binary_search_by(|other| other.value.code.as_str().cmp(&own.code));
        nodes.get(found.ok()?).map(|node| &node.value)
    }

    /// What stands in a column of a line.
    pub(super) fn measure(&self, node: usize, id: ColumnId) -> Measure {
        let line = self.line(id.view, node);
        let measure = line.and_then(|line| line.measures.get(id.column));
        measure.copied().unwrap_or_default()
    }

    /// The printed total of a column, and the sum of the outermost lines.
    pub(super) fn total(&self, id: ColumnId, nodes: &[usize]) -> Measure {
        let mut total = Measure::default();
        let mut sum = None;
        let mut certain = true;
        for &node in nodes {
            let measure = self.measure(node, id);
            certain &= !measure.uncertain || measure.printed_amount.is_some();
            if let Some(amount) = measure.amount() {
                let added = sum.unwrap_or(Amount::ZERO).checked_add(amount);
                certain &= added.is_some();
                sum = added;
            }
        }
        total.uncertain = !certain;
        total.computed = sum.filter(|_| certain);
        total
    }

    /// Puts the printed total of the table beside a computed one, where exactly one is printed.
    pub(super) fn with_printed(&self, id: ColumnId, mut total: Measure) -> Measure {
        // The two parts stand in two columns, so no one cell is their total.
        if self.mode == Mode::Split {
            return total;
        }
        let printed = || {
            let table = self.table(id.view)?;
            let column = *self.views.get(id.view)?.columns.get(id.column)?;
            let lane = table.columns.get(column)?.lane;
            let survey = self.scene.data.survey(self.table_id(id.view)?);
            // Blocks that are each totalled, 人员经费 beside 公用经费, print no total of both.
            let blocks = survey.lanes.iter().zip(&survey.totals);
            let totalled = blocks.filter(|(lane, total)| lane.code.is_some() && total.is_some());
            let row = (*survey.totals.get(lane)?).filter(|_| totalled.count() == 1)?;
            match table.slot(row, column) {
                Slot::Number(cell, figure) => Some(((row, cell), figure.amount()?)),
                Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
            }
        };
        if let Some((cell, amount)) = printed() {
            total.printed = Some(cell);
            total.printed_amount = Some(amount);
        }
        total
    }

    /// What a column is called where there is room: one of another table with the table's title.
    pub(super) fn full_label(&self, id: ColumnId) -> String {
        let own = self.label(id);
        let other = self.table(id.view).filter(|_| id.view != self.at);
        other.map_or(own.clone(), |table| {
            format!("{own}  {}", self.scene.title_of(table))
        })
    }

    /// What each column is called: its innermost heading, with the one above where that alone is
    /// not clear; a column of another table with the number of that table, and its unit where it
    /// is another one.
    pub(super) fn label(&self, id: ColumnId) -> String {
        let Some(table) = self.table(id.view) else {
            return String::new();
        };
        let columns: Vec<_> = self
            .views
            .get(id.view)
            .into_iter()
            .flat_map(|view| &view.columns)
            .filter_map(|index| table.columns.get(*index))
            .collect();
        if self.mode == Mode::Split {
            return self.scene.text("head.amount").to_owned();
        }
        let Some(column) = columns.get(id.column) else {
            return String::new();
        };
        let alike = columns.iter().filter(|other| other.leaf() == column.leaf());
        let own = match column.path.len() {
            0 => self.scene.text("head.amount").to_owned(),
            depth if depth > 1 && alike.count() > 1 => column.path[depth - 2..].join("/"),
            _ => column.leaf().to_owned(),
        };
        if id.view == self.at {
            return own;
        }
        let unit = if self
            .table(self.at)
            .is_some_and(|shown| shown.unit == table.unit)
        {
            String::new()
        } else {
            format!("({})", self.scene.unit_word(&table.unit))
        };
        format!("{} {own}{unit}", table.id)
    }
}
