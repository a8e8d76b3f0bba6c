//! Widths of the grid's columns and which of them are on screen: frozen ones, then as many as fit.

use std::sync::Arc;

use super::choices::Choices;
use super::model::{GridColumn, GridModel};
use crate::model::{Language, Table};
use crate::ui::money::{Alignment, ShownUnit};
use crate::ui::scene::Scene;
use crate::ui::survey::Survey;

/// The widest a column of words gets while others wait.
const TEXT_LIMIT: usize = 28;
/// The widest a heading makes a column of figures; longer ones take more lines.
const HEADING_LIMIT: usize = 14;

/// One column on screen.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Index into [`GridModel::columns`].
    pub(super) index: usize,
    /// Which.
    pub(super) column: GridColumn,
    /// First cell, from the left edge of the grid.
    pub(super) x: usize,
    /// Cells, marks included.
    pub(super) width: usize,
    /// Brings decimal points in line; `None` for words.
    pub(super) alignment: Option<Alignment>,
}

/// Where the columns stand.
#[derive(Debug, Clone)]
pub(super) struct GridLayout {
    /// Columns on screen from left to right.
    pub(super) placed: Vec<Placed>,
    /// Columns that wait at the left.
    pub(super) before: usize,
    /// Columns that wait at the right.
    pub(super) after: usize,
}

/// Cells behind a figure for its marks.
pub(super) const MARKS: usize = 2;

/// What the widths depend on besides the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    unit: ShownUnit,
    language: Language,
    plain: bool,
    choices: Choices,
    /// How many documents had arrived: a file that was read again may have another table.
    arrived: usize,
}

impl Look {
    /// How a table is looked at now.
    pub(super) fn new(scene: &Scene, choices: &Choices) -> Self {
        Look {
            unit: scene.settings.unit,
            language: scene.settings.language,
            plain: scene.settings.plain,
            choices: choices.clone(),
            arrived: scene.data.deliveries,
        }
    }
}

/// A table with its columns measured, as it is looked at.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// What it was worked out for.
    pub(super) look: Look,
    /// Lines and columns.
    pub(super) model: GridModel,
    measured: Vec<(usize, Option<Alignment>)>,
}

impl Prepared {
    /// Prepares a table.
    pub(super) fn new(table: &Table, survey: &Arc<Survey>, scene: &Scene, look: Look) -> Self {
        let model = GridModel::new(table, survey, &look.choices);
        let measured = model
            .columns
            .iter()
            .map(|column| {
                let (natural, alignment) = measure(survey, table, scene, *column);
                (look.choices.width(*column, natural), alignment)
            })
            .collect();
        Prepared {
            look,
            model,
            measured,
        }
    }
}

/// Places the columns. `cursor` is always on screen; `skipped` is where the window stood last.
pub(super) fn place(
    prepared: &Prepared,
    cursor: usize,
    skipped: usize,
    width: usize,
) -> GridLayout {
    let Prepared {
        model, measured, ..
    } = prepared;
    let frozen = model.frozen();
    let mut placed = Vec::new();
    let mut x = 0;
    for (index, (natural, alignment)) in measured.iter().enumerate().take(frozen) {
        let column = model.columns[index];
        // Names have half the screen at most, so that a wide table never shows an empty body.
        let cells = match column {
            GridColumn::Name(0) => (*natural).min((width / 2).saturating_sub(x).max(4)),
            _ => *natural,
        };
        // Frozen columns leave room for at least one that moves.
        if index > 1 && x + cells + 1 > width * 3 / 4 {
            break;
        }
        placed.push(Placed {
            index,
            column,
            x,
            width: cells,
            alignment: *alignment,
        });
        x += cells + 1;
    }
    let frozen = placed.len();
    let room = width.saturating_sub(x);
    let from = first(measured, frozen, cursor, skipped, room);
    let mut after = 0;
    for (index, (natural, alignment)) in measured.iter().enumerate().skip(from) {
        let left = width.saturating_sub(x);
        // The first column is shown whatever its width: `####` says more than nothing.
        let fits = *natural <= left || (index == from && left > 0);
        if !fits || after > 0 {
            after += 1;
            continue;
        }
        let cells = (*natural).min(left);
        placed.push(Placed {
            index,
            column: model.columns[index],
            x,
            width: cells,
            alignment: *alignment,
        });
        x += cells + 1;
    }
    GridLayout {
        placed,
        before: from - frozen,
        after,
    }
}

/// The first column after the frozen ones so that the cursor is on screen.
fn first(
    measured: &[(usize, Option<Alignment>)],
    frozen: usize,
    cursor: usize,
    skipped: usize,
    room: usize,
) -> usize {
    let mut from = frozen + skipped.min(measured.len().saturating_sub(frozen + 1));
    if cursor < frozen {
        return from.min(measured.len());
    }
    from = from.min(cursor);
    while from < cursor {
        let taken: usize = measured[from..=cursor]
            .iter()
            .map(|(width, _)| width + 1)
            .sum();
        if taken <= room + 1 {
            break;
        }
        from += 1;
    }
    from
}

fn measure(
    survey: &Survey,
    table: &Table,
    scene: &Scene,
    column: GridColumn,
) -> (usize, Option<Alignment>) {
    let funnel = scene.funnel();
    let unit = scene.settings.unit;
    let lane = |lane: usize| survey.lanes.get(lane);
    match column {
        GridColumn::Code(index) => {
            let widest = lane(index).and_then(|lane| lane.code);
            let widest = widest.map_or(0, |widest| widest.in_funnel(funnel));
            (widest.clamp(4, 14), None)
        }
        GridColumn::Name(index) => {
            let widest = lane(index).and_then(|lane| lane.name);
            let widest = widest.map_or(0, |widest| widest.in_funnel(funnel));
            (widest.max(funnel.measure(scene.text("head.item"))), None)
        }
        GridColumn::Undecided(index) => {
            let widest = lane(index).map_or(0, |lane| lane.undecided(unit, funnel));
            let head = funnel.measure(scene.text("head.undecided"));
            (widest.clamp(head, 30), None)
        }
        GridColumn::Data(index) => {
            let column = survey.columns.get(index);
            let alignment = column.map(|column| column.alignment(unit, funnel));
            let alignment = alignment.unwrap_or_default();
            let words = column.map_or(0, |column| column.words(funnel));
            let leaf = table.columns.get(index).map_or("", |column| column.leaf());
            let heading = funnel.measure(leaf).min(HEADING_LIMIT);
            let needed = (alignment.width() + MARKS)
                .max(words.min(TEXT_LIMIT))
                .max(heading)
                .max(4);
            (needed, Some(alignment))
        }
    }
}
