//! What takes all rows of a table to know, worked out once when its document arrives: how wide its columns are, which are used, what stands on one line.

use std::ops::Range;

use rayon::prelude::*;

use super::money::{Alignment, ShownUnit};
use super::width::Funnel;
use super::{money, width};
use crate::model::{CellRef, Content, Figure, FigureKind, RowKind, RowRef, Table};

/// Rows one thread takes at a time.
const PART: usize = 1 << 13;

/// All funnels: with all characters, and with plain ones only.
const FUNNELS: [Funnel; 2] = [Funnel { plain: false }, Funnel { plain: true }];

/// All units, in the order of [`ShownUnit::next`].
const UNITS: [ShownUnit; 4] = [
    ShownUnit::Printed,
    ShownUnit::Yuan,
    ShownUnit::WanYuan,
    ShownUnit::YiYuan,
];

/// Stands in [`Survey::lines`] where a lane has no row.
const NO_ROW: u32 = u32::MAX;

/// The survey of one table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// How many numbers, dashes and unreadable numbers are printed.
    pub figures: usize,
    /// By lane, the row of its total, where exactly one is printed.
    pub totals: Vec<Option<usize>>,
    /// What the stubs of the lanes hold.
    pub lanes: Vec<LaneSurvey>,
    /// What the data columns hold.
    pub columns: Vec<ColumnSurvey>,
    /// The rows of each printed line, lane by lane; nothing when each row is a line.
    lines: Option<Vec<u32>>,
    /// How many rows there are.
    rows: usize,
}

/// Code, name and undecided figures of a lane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LaneSurvey {
    /// Cells the widest code takes; `None` when no row has one.
    pub code: Option<Widths>,
    /// Cells the widest name takes, indented; `None` when no row has one.
    pub name: Option<Widths>,
    /// Cells the figures of a row without a certain column take; `None` when there are none.
    pub undecided: Option<[Widths; UNITS.len()]>,
    totals: usize,
    total: Option<usize>,
}

/// Figures and words of a data column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnSurvey {
    /// Whether anything but dashes stands or may stand here.
    pub used: bool,
    words: Widths,
    figures: [Alignment; UNITS.len()],
    unreadable: [Alignment; FUNNELS.len()],
}

/// Cells a text takes in each funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths([usize; FUNNELS.len()]);

impl Widths {
    fn of(text: &str) -> Widths {
        // Most names are plain: they take the same room in every funnel.
        match width::plain_width(text) {
            Some(width) => Widths([width; FUNNELS.len()]),
            None => Widths(FUNNELS.map(|funnel| funnel.measure(text))),
        }
    }

    fn with(self, more: usize) -> Widths {
        Widths(self.0.map(|width| width + more))
    }

    fn join(self, other: Widths) -> Widths {
        let [one, two] = self.0;
        let [other_one, other_two] = other.0;
        Widths([one.max(other_one), two.max(other_two)])
    }

    /// Cells in one funnel.
    #[must_use]
    pub fn in_funnel(self, funnel: Funnel) -> usize {
        self.0[usize::from(funnel.plain)]
    }
}

fn place(unit: ShownUnit) -> usize {
    UNITS.iter().position(|known| *known == unit).unwrap_or(0)
}

impl ColumnSurvey {
    /// Cells the widest words take.
    #[must_use]
    pub fn words(&self, funnel: Funnel) -> usize {
        self.words.in_funnel(funnel)
    }

    /// What brings the figures in line.
    #[must_use]
    pub fn alignment(&self, unit: ShownUnit, funnel: Funnel) -> Alignment {
        self.figures[place(unit)].join(self.unreadable[usize::from(funnel.plain)])
    }

    fn join(&mut self, other: &ColumnSurvey) {
        self.used |= other.used;
        self.words = self.words.join(other.words);
        for (one, other) in self.figures.iter_mut().zip(other.figures) {
            *one = one.join(other);
        }
        for (one, other) in self.unreadable.iter_mut().zip(other.unreadable) {
            *one = one.join(other);
        }
    }
}

impl LaneSurvey {
    /// Cells the undecided figures of a row take at most.
    #[must_use]
    pub fn undecided(&self, unit: ShownUnit, funnel: Funnel) -> usize {
        let widths = self.undecided.map(|widths| widths[place(unit)]);
        widths.map_or(0, |widths| widths.in_funnel(funnel))
    }

    fn join(&mut self, other: &LaneSurvey) {
        let wider = |one: Option<Widths>, other: Option<Widths>| match (one, other) {
            (Some(one), Some(other)) => Some(one.join(other)),
            (one, other) => one.or(other),
        };
        self.code = wider(self.code, other.code);
        self.name = wider(self.name, other.name);
        self.undecided = match (self.undecided, other.undecided) {
            (Some(mut all), Some(others)) => {
                for (one, other) in all.iter_mut().zip(others) {
                    *one = one.join(other);
                }
                Some(all)
            }
            (one, other) => one.or(other),
        };
        self.totals += other.totals;
        self.total = self.total.or(other.total);
    }
}

impl Survey {
    /// Surveys a table.
    #[must_use]
    pub fn of(table: &Table) -> Survey {
        let lanes = table.lanes.len().max(1);
        let parts = (0..table.rows.len()).into_par_iter().step_by(PART);
        let empty = || Survey::empty(table, lanes);
        let mut survey = parts
            .map(|first| {
                let mut survey = empty();
                let rows = table.rows.range(first..first + PART);
                for (index, row) in (first..).zip(rows) {
                    survey.add(row, index);
                }
                survey
            })
            .reduce(empty, |one, other| one.join(&other));
        let total = |lane: &LaneSurvey| lane.total.filter(|_| lane.totals == 1);
        survey.totals = survey.lanes.iter().map(total).collect();
        survey.rows = table.rows.len();
        if lanes > 1 {
            survey.lines = Some(lines(table, lanes));
        }
        survey
    }

    fn empty(table: &Table, lanes: usize) -> Survey {
        Survey {
            lanes: vec![LaneSurvey::default(); lanes],
            columns: vec![ColumnSurvey::default(); table.columns.len()],
            ..Survey::default()
        }
    }

    fn join(mut self, other: &Survey) -> Survey {
        self.figures += other.figures;
        for (one, other) in self.lanes.iter_mut().zip(&other.lanes) {
            one.join(other);
        }
        for (one, other) in self.columns.iter_mut().zip(&other.columns) {
            one.join(other);
        }
        self
    }

    fn add(&mut self, row: RowRef<'_>, index: usize) {
        let mut lane = LaneSurvey {
            code: (!row.code().is_empty()).then(|| Widths::of(row.code())),
            name: (!row.name().is_empty())
                .then(|| Widths::of(row.name()).with(2 * row.depth().min(INDENTS))),
            ..LaneSurvey::default()
        };
        if row.kind() == RowKind::Total {
            (lane.totals, lane.total) = (1, Some(index));
        }
        if row.cells().iter().any(|cell| cell.column().is_none()) {
            lane.undecided = Some(UNITS.map(|unit| Widths::of(&undecided(row, unit))));
        }
        if let Some(known) = self.lanes.get_mut(row.lane()) {
            known.join(&lane);
        }
        for cell in row.cells() {
            self.figures += usize::from(cell.figure().is_some());
            self.add_cell(cell);
        }
    }

    fn add_cell(&mut self, cell: CellRef<'_>) {
        let dash = cell
            .figure()
            .is_some_and(|figure| figure.kind() == FigureKind::Dash);
        for &candidate in cell.candidates() {
            if let Some(column) = self.columns.get_mut(candidate) {
                column.used |= !dash;
            }
        }
        let Some(column) = cell.column().and_then(|index| self.columns.get_mut(index)) else {
            return;
        };
        column.used |= !dash;
        match cell.content() {
            Content::Text(text) => column.words = column.words.join(Widths::of(&text)),
            Content::Figure(figure) => column.add_figure(&figure),
        }
    }

    /// How many printed lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let lanes = self.lanes.len().max(1);
        self.lines
            .as_ref()
            .map_or(self.rows, |lines| lines.len() / lanes)
    }

    /// Whether there are no lines.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of a lane on a printed line.
    #[must_use]
    pub fn row(&self, line: usize, lane: usize) -> Option<usize> {
        match &self.lines {
            None => (lane == 0 && line < self.rows).then_some(line),
            Some(lines) => {
                let row = *lines
                    .get(self.on_line(line))
                    .and_then(|rows| rows.get(lane))?;
                (row != NO_ROW).then_some(row as usize)
            }
        }
    }

    fn on_line(&self, line: usize) -> Range<usize> {
        let lanes = self.lanes.len();
        line.saturating_mul(lanes)..line.saturating_add(1).saturating_mul(lanes)
    }

    /// The printed line a row stands on, and its lane.
    #[must_use]
    pub fn line_of(&self, row: usize) -> Option<(usize, usize)> {
        let Some(lines) = &self.lines else {
            return (row < self.rows).then_some((row, 0));
        };
        let at = lines.iter().position(|found| *found as usize == row)?;
        let lanes = self.lanes.len().max(1);
        Some((at / lanes, at % lanes))
    }
}

impl ColumnSurvey {
    fn add_figure(&mut self, figure: &Figure) {
        if figure.kind() == FigureKind::Unreadable {
            for (column, funnel) in self.unreadable.iter_mut().zip(FUNNELS) {
                let clean = funnel.clean(&figure.raw());
                *column = column.join(Alignment::of([clean.as_str()]));
            }
            return;
        }
        for (column, unit) in self.figures.iter_mut().zip(UNITS) {
            *column = column.join(money::alignment(figure, unit));
        }
    }
}

/// Levels of depth that indent a name.
pub const INDENTS: usize = 4;

/// The figures of a row whose column is not certain, each with a question mark.
#[must_use]
pub fn undecided(row: RowRef<'_>, unit: ShownUnit) -> String {
    let open = row.cells().iter().filter(|cell| cell.column().is_none());
    let figures: Vec<String> = open
        .map(|cell| match cell.figure() {
            Some(figure) => format!("{}?", money::figure(&figure, unit)),
            None => format!("{}?", cell.raw()),
        })
        .collect();
    figures.join(" ")
}

/// Groups rows that were printed on one line. Within a lane the printed index only grows.
fn lines(table: &Table, lanes: usize) -> Vec<u32> {
    let mut lines: Vec<u32> = Vec::new();
    let mut printed = None;
    for (index, row) in table.rows.iter().enumerate() {
        let lane = row.lane().min(lanes - 1);
        let last = lines.len().saturating_sub(lanes);
        let free = lines.get(last + lane) == Some(&NO_ROW);
        if printed != Some(row.index()) || !free {
            lines.extend(std::iter::repeat_n(NO_ROW, lanes));
            printed = Some(row.index());
        }
        let last = lines.len().saturating_sub(lanes);
        if let Some(slot) = lines.get_mut(last + lane) {
            *slot = u32::try_from(index).unwrap_or(NO_ROW);
        }
    }
    lines
}
