//! The columns of a tree: what stands in them, how wide they are, which ones fit.

use std::collections::BTreeSet;

use crate::model::{ClassificationView, Measure, Table};
use crate::ui::money::{self, Alignment};
use crate::ui::scene::Scene;
use crate::ui::theme::Role;

/// One amount as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The figure; empty when there is none.
    pub(super) text: String,
    /// One cell that says what kind of figure it is.
    pub(super) mark: &'static str,
    /// Its role.
    pub(super) role: Role,
}

/// The amount of a measure: printed, else computed; marked when computed or when both differ.
#[must_use]
pub(super) fn value(measure: &Measure, table: &Table, scene: &Scene) -> Value {
    let printed = measure
        .printed
        .and_then(|(row, cell)| table.rows.get(row)?.cells.get(cell)?.figure());
    match (printed, measure.computed) {
        (Some(figure), computed) => {
            let differs = computed.is_some_and(|sum| measure.printed_amount != Some(sum));
            Value {
                text: money::figure(figure, scene.settings.unit),
                mark: if differs { "~" } else { " " },
                role: Role::Figure,
            }
        }
        (None, Some(sum)) => Value {
            text: scene.amount(sum, &table.unit),
            mark: "=",
            role: Role::FigureComputed,
        },
        (None, None) if measure.uncertain => Value {
            text: "?".to_owned(),
            mark: " ",
            role: Role::FigureAmbiguous,
        },
        (None, None) => Value {
            text: String::new(),
            mark: " ",
            role: Role::Figure,
        },
    }
}

/// What each column is called: its innermost heading, with the one above where that alone is not
/// clear.
#[must_use]
pub(super) fn labels(view: &ClassificationView, scene: &Scene) -> Vec<String> {
    let table = scene
        .data
        .disclosure(scene.current)
        .and_then(|disclosure| disclosure.tables.get(view.table));
    let columns: Vec<_> = view
        .columns
        .iter()
        .filter_map(|index| table?.columns.get(*index))
        .collect();
    columns
        .iter()
        .map(|column| {
            let twin = columns
                .iter()
                .filter(|other| other.leaf() == column.leaf())
                .count()
                > 1;
            match column.path.len() {
                0 => scene.text("head.amount").to_owned(),
                depth if twin && depth > 1 => column.path[depth - 2..].join("/"),
                _ => column.leaf().to_owned(),
            }
        })
        .collect()
}

/// One column on screen.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// Index into [`ClassificationView::columns`].
    pub(super) index: usize,
    /// Its heading.
    pub(super) label: String,
    /// Brings decimal points in line.
    pub(super) alignment: Alignment,
    /// Cells of the figure.
    pub(super) width: usize,
}

/// How the width is divided.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Cells of code and name.
    pub(super) name: usize,
    /// Cells of the share bar; 0 for none.
    pub(super) bar: usize,
    /// Columns on screen, the leading one first.
    pub(super) shown: Vec<Shown>,
    /// How many columns have figures but do not fit, or were hidden by hand.
    pub(super) left_out: usize,
}

/// Cells of ` 100.0%`.
pub(super) const PERCENT: usize = 7;

/// Divides `width`: names first, then the leading column, the share bar, and the other columns in
/// printed order while they fit. Columns without any figure are left out silently only when no
/// line has one.
#[must_use]
pub(super) fn layout(
    view: &ClassificationView,
    lead: usize,
    hidden: &BTreeSet<usize>,
    scene: &Scene,
    width: usize,
) -> Layout {
    let labels = labels(view, scene);
    let Some(table) = scene
        .data
        .disclosure(scene.current)
        .and_then(|disclosure| disclosure.tables.get(view.table))
    else {
        return Layout {
            name: width,
            bar: 0,
            shown: Vec::new(),
            left_out: 0,
        };
    };
    let funnel = scene.funnel();
    let natural = view
        .outline
        .nodes()
        .iter()
        .map(|node| node.depth * 2 + 3 + node.value.code.len() + funnel.measure(&node.value.name))
        .max()
        .unwrap_or(0);
    let column = |index: usize| {
        let texts: Vec<String> = view
            .outline
            .nodes()
            .iter()
            .filter_map(|node| node.value.measures.get(index))
            .map(|measure| value(measure, table, scene).text)
            .filter(|text| !text.is_empty())
            .collect();
        if texts.is_empty() && index != lead {
            return None;
        }
        let alignment = Alignment::of(texts.iter().map(String::as_str));
        let label = labels.get(index).cloned().unwrap_or_default();
        let heading = funnel.measure(&label).min(18);
        Some(Shown {
            index,
            width: alignment.width().max(heading),
            label,
            alignment,
        })
    };
    let mut shown: Vec<Shown> = column(lead).into_iter().collect();
    let taken: usize = shown.iter().map(|column| column.width + 2).sum();
    let mut bar = if width >= 64 { 8 } else { 0 };
    let bar_width = if bar > 0 { bar + PERCENT + 1 } else { 0 };
    // Two cells in front carry the mark of the worst finding.
    let wanted_name = natural.min(44).min(width / 2);
    let mut rest = width.saturating_sub(2 + taken + bar_width + wanted_name);
    let mut left_out = 0;
    for index in (0..view.columns.len()).filter(|index| *index != lead) {
        match column(index) {
            Some(_) if hidden.contains(&index) => left_out += 1,
            Some(column) if left_out == 0 && column.width + 2 <= rest => {
                rest -= column.width + 2;
                shown.push(column);
            }
            Some(_) => left_out += 1,
            None => {}
        }
    }
    // What is left lets long names run on, then the bar grow; amounts stay near their names.
    let used: usize = shown.iter().map(|column| column.width + 2).sum();
    let free = width.saturating_sub(2 + used + bar_width);
    let name = free.min(natural.max(wanted_name));
    if bar > 0 {
        bar += (free - name).min(12);
    }
    Layout {
        name,
        bar,
        shown,
        left_out,
    }
}
