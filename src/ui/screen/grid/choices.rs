//! What the user chose about a grid: columns hidden, made wider or narrower, kept on screen, sorted by.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::model::{At, GridColumn, GridModel};
use crate::model::Table;

/// Cells one step makes a column wider or narrower.
const STEP: i32 = 4;

/// Everything chosen; the default is the table as printed, empty columns apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choices {
    /// Columns that are empty throughout are shown too.
    pub(super) all_columns: bool,
    /// Columns put away.
    pub(super) hidden: BTreeSet<GridColumn>,
    /// Cells added to the width a column would have.
    pub(super) wider: BTreeMap<GridColumn, i32>,
    /// The last column that is always on screen, instead of the name.
    pub(super) frozen: Option<GridColumn>,
    /// The column sorted by, and whether the greatest comes first.
    pub(super) sorted: Option<(GridColumn, bool)>,
}

impl Choices {
    /// Makes a column wider or narrower by a step.
    pub(super) fn widen(&mut self, column: GridColumn, wider: bool) {
        let added = self.wider.entry(column).or_insert(0);
        *added = (*added + if wider { STEP } else { -STEP }).clamp(-200, 200);
    }

    /// The width of a column with what was added.
    pub(super) fn width(&self, column: GridColumn, natural: usize) -> usize {
        let added = self.wider.get(&column).copied().unwrap_or(0);
        let natural_cells = i32::try_from(natural).unwrap_or(i32::MAX);
        usize::try_from(natural_cells.saturating_add(added).max(4)).unwrap_or(natural)
    }

    /// Sorts by a column: the greatest first, then the least first, then as printed again.
    pub(super) fn sort_by(&mut self, column: GridColumn) {
        self.sorted = match self.sorted {
            Some((sorted, true)) if sorted == column => Some((column, false)),
            Some((sorted, false)) if sorted == column => None,
            _ => Some((column, true)),
        };
    }
}

/// What a line is sorted by. Blanks and words without a number come last in either direction.
enum Key {
    Number(Decimal),
    Words(String),
    Nothing,
}

/// Sorts the lines of a model by a column. Equal lines keep their printed order.
pub(super) fn sort(model: &mut GridModel, table: &Table, column: GridColumn, greatest_first: bool) {
    let mut keyed: Vec<(Key, usize)> = (0..model.lines.len())
        .map(|line| (key(model, table, line, column), line))
        .collect();
    keyed.sort_by(|(one, _), (other, _)| compare(one, other, greatest_first));
    let mut lines = std::mem::take(&mut model.lines);
    model.lines = keyed
        .into_iter()
        .filter_map(|(_, line)| lines.get_mut(line).map(std::mem::take))
        .collect();
}

fn key(model: &GridModel, table: &Table, line: usize, column: GridColumn) -> Key {
    let row = || {
        model
            .row(table, line, column)
            .and_then(|row| table.rows.get(row))
    };
    match column {
        GridColumn::Code(_) => row().map_or(Key::Nothing, |row| Key::Words(row.code.clone())),
        GridColumn::Name(_) => row().map_or(Key::Nothing, |row| Key::Words(row.name.clone())),
        GridColumn::Undecided(_) => Key::Nothing,
        GridColumn::Data(_) => match model.at(table, line, column) {
            At::Cell(_, _, cell) => match cell.figure() {
                Some(figure) if figure.is_number() => Key::Number(figure.number),
                Some(_) => Key::Nothing,
                None => Key::Words(cell.raw().to_owned()),
            },
            At::Maybe(_) | At::Blank => Key::Nothing,
        },
    }
}

fn compare(one: &Key, other: &Key, greatest_first: bool) -> Ordering {
    let turned = |order: Ordering| {
        if greatest_first {
            order.reverse()
        } else {
            order
        }
    };
    match (one, other) {
        (Key::Number(one), Key::Number(other)) => turned(one.cmp(other)),
        (Key::Words(one), Key::Words(other)) => turned(one.cmp(other)),
        (Key::Nothing, Key::Nothing) => Ordering::Equal,
        (Key::Number(_), _) | (Key::Words(_), Key::Nothing) => Ordering::Less,
        (_, Key::Number(_)) | (Key::Nothing, Key::Words(_)) => Ordering::Greater,
    }
}
