//! The columns of a tree: what stands in them, how wide they are, which ones fit beside the name.

use super::TreePane;
use super::lens::{ColumnId, Lens};
use crate::model::{Amount, Measure, Table};
use crate::ui::money::{self, Alignment};
use crate::ui::scene::Scene;
use crate::ui::theme::Role;

/// One amount as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The figure; empty when there is none.
    pub(crate) text: String,
    /// One cell that says what kind of figure it is.
    pub(crate) mark: &'static str,
    /// Its role.
    pub(crate) role: Role,
}

impl Value {
    fn blank() -> Self {
        Value {
            text: String::new(),
            mark: " ",
            role: Role::Figure,
        }
    }

    fn computed(text: String) -> Self {
        Value {
            text,
            mark: "=",
            role: Role::FigureComputed,
        }
    }
}

/// The amount of a measure: printed, else computed; marked when computed or when both differ.
#[must_use]
pub(crate) fn value(measure: &Measure, table: &Table, scene: &Scene) -> Value {
    let printed = measure
        .printed
        .and_then(|(row, cell)| table.rows.get(row)?.cells().get(cell)?.figure());
    match (printed, measure.computed) {
        (Some(figure), computed) => {
            let differs = computed.is_some_and(|sum| measure.printed_amount != Some(sum));
            Value {
                text: money::figure(&figure, scene.settings.unit),
                mark: if differs { "~" } else { " " },
                role: Role::Figure,
            }
        }
        (None, Some(sum)) => Value::computed(scene.amount(sum, &table.unit)),
        (None, None) if measure.uncertain => Value {
            text: "?".to_owned(),
            mark: " ",
            role: Role::FigureAmbiguous,
        },
        (None, None) => Value::blank(),
    }
}

/// Printed minus computed, where both are known.
fn difference(measure: &Measure) -> Option<Amount> {
    measure.printed_amount?.checked_sub(measure.computed?)
}

/// What a column on screen shows of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The figure, printed or else computed.
    Figure,
    /// The sum of what is below, whether printed or not.
    Sum,
    /// Printed minus sum.
    Difference,
}

/// One column on screen.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) id: ColumnId,
    pub(super) part: Part,
    /// Its heading.
    pub(super) label: String,
    /// Brings decimal points in line.
    pub(super) alignment: Alignment,
    /// Cells of the figure.
    pub(super) width: usize,
}

impl Shown {
    /// What stands in the column for a measure.
    pub(super) fn value(&self, measure: &Measure, lens: &Lens<'_>) -> Value {
        let Some(table) = lens.table(self.id.view) else {
            return Value::blank();
        };
        let write = |amount| lens.scene.amount(amount, &table.unit);
        match self.part {
            Part::Figure => value(measure, table, lens.scene),
            Part::Sum => measure
                .computed
                .map_or_else(Value::blank, |sum| Value::computed(write(sum))),
            Part::Difference => match difference(measure) {
                Some(amount) if !amount.is_zero() => Value {
                    mark: "~",
                    ..Value::computed(write(amount))
                },
                Some(amount) => Value {
                    mark: " ",
                    ..Value::computed(write(amount))
                },
                None => Value::blank(),
            },
        }
    }
}

/// How the width is divided.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Cells of code and name; they never scroll.
    pub(super) name: usize,
    /// Cells of the share bar; 0 for none.
    pub(super) bar: usize,
    /// Columns on screen, in their order.
    pub(super) shown: Vec<Shown>,
    /// Columns that would stand to the left and to the right.
    pub(super) beside: (usize, usize),
    /// Columns with figures that were put away by hand.
    pub(super) put_away: usize,
}

/// Cells of ` 100.0%`.
pub(super) const PERCENT: usize = 7;

/// Divides `width`: name first, then the share bar, then the columns from the first one that lets
/// the leading column fit.
#[must_use]
pub(super) fn layout(pane: &TreePane, lens: &Lens<'_>, width: usize) -> Layout {
    let funnel = lens.scene.funnel();
    let flat = pane.flat;
    let nodes = lens.view.outline.nodes();
    let wide = |node: &crate::model::outline::Node<crate::model::Line>| {
        let indent = if flat { 0 } else { node.depth * 2 };
        indent + 3 + node.value.code.len() + funnel.measure(&node.value.name)
    };
    let natural = nodes.iter().map(wide).max().unwrap_or(0);
    let bar = if width >= 64 { 8 } else { 0 };
    let bar_width = if bar > 0 { bar + PERCENT + 2 } else { 0 };
    let lead = pane.lead(lens);
    let columns: Vec<Shown> = pane
        .active(lens)
        .into_iter()
        .flat_map(|id| parts(pane, lens, id, Some(id) == lead))
        .collect();
    // Two cells in front carry the mark of the worst finding.
    let taken = |from: usize, to: usize| -> usize {
        columns[from..to]
            .iter()
            .map(|column| column.width + 2)
            .sum()
    };
    let leads = |column: &Shown| Some(column.id) == lead;
    let first_lead = columns.iter().position(leads).unwrap_or(0);
    let last_lead = columns.iter().rposition(leads).unwrap_or(0);
    let end_of_lead = (last_lead + 1).min(columns.len());
    // The leading column with its sum is worth more than the end of a name, down to a few letters.
    let least = natural.min(18);
    let wanted_name = natural
        .min(44)
        .min(width / 2)
        .min(width.saturating_sub(2 + bar_width + taken(first_lead, end_of_lead)))
        .max(least);
    let room = width.saturating_sub(2 + bar_width + wanted_name);
    let from = (0..=first_lead)
        .find(|from| taken(*from, end_of_lead) <= room)
        .unwrap_or(first_lead)
        .min(columns.len());
    let to = (from..=columns.len())
        .rev()
        .find(|to| taken(from, *to) <= room)
        .unwrap_or(from)
        .max((from + 1).min(columns.len()));
    let used = taken(from, to);
    // What is left lets long names run on, then the bar grow; amounts stay near their names.
    let free = width.saturating_sub(2 + used + bar_width);
    let name = free.min(natural.max(wanted_name));
    let hidden = pane.put_away(lens).len();
    Layout {
        name,
        bar: if bar > 0 {
            bar + (free - name).min(12)
        } else {
            0
        },
        beside: (from, columns.len() - to),
        shown: columns.into_iter().take(to).skip(from).collect(),
        put_away: hidden,
    }
}

/// A column as it is shown; the leading one with its sum and difference when they are asked for.
fn parts(pane: &TreePane, lens: &Lens<'_>, id: ColumnId, leads: bool) -> Vec<Shown> {
    let kinds: &[Part] = if leads && pane.sums {
        &[Part::Figure, Part::Sum, Part::Difference]
    } else {
        &[Part::Figure]
    };
    let total = pane.total(lens, id);
    kinds
        .iter()
        .map(|part| {
            let label = match part {
                Part::Figure => lens.label(id),
                Part::Sum => lens.scene.text("head.sum").to_owned(),
                Part::Difference => lens.scene.text("head.difference").to_owned(),
            };
            let mut shown = Shown {
                id,
                part: *part,
                alignment: Alignment::default(),
                width: 0,
                label,
            };
            let texts: Vec<String> = (0..lens.view.outline.nodes().len())
                .map(|node| lens.measure(node, id))
                .chain([total])
                .map(|measure| shown.value(&measure, lens).text)
                .filter(|text| !text.is_empty())
                .collect();
            shown.alignment = Alignment::of(texts.iter().map(String::as_str));
            let heading = lens.scene.funnel().measure(&shown.label).min(18);
            shown.width = shown.alignment.width().max(heading);
            shown
        })
        .collect()
}
