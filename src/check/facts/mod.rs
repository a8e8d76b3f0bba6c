//! What the rules may ask of a disclosure: tables by kind, columns by meaning, rows by part and code.
//!
//! Everything is looked up; nothing here compares amounts.

mod balance;
mod compared;
mod contents;
mod defined;
mod holdings;
mod indicators;
mod labels;
mod lists;
mod loose;
mod lost;
mod named;
mod names;
mod periods;
mod rows;
mod said;
mod spoken;
mod statements;
mod target;
mod text;
mod torn;
mod totals;
mod words;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Amount, CellId, CellRef, Column, Disclosure, DisclosureId, Figure, FigureKind, Place, Role,
    RowId, RowRef, Slot, Stage, Table, TableDoubt, TableId, TableKind, TableState, ValueKind,
};

use super::judge;
use super::relation::{Addend, Spot};

pub use balance::{Balance, Stream};
pub use compared::{Compared, Measure};
pub use contents::{missing_tables, plain_title};
pub use defined::{DefinedSum, Summed};
pub use indicators::{Indicator, Weights};
pub use lists::List;
pub use names::{Wording, codes_named, is_muddled, is_piece, unified};
pub use said::core as item_of;
pub use statements::{Change, Completion, Share};
pub use target::Target;
pub use words::{Flow, ThreePublicItem};

/// The two streams of a balance table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 收入
    Income,
    /// 支出
    Expenditure,
}

/// One disclosure with what was derived from it once, each when it is first asked for.
pub struct Facts<'a> {
    /// Its place in the corpus.
    pub id: DisclosureId,
    /// The disclosure.
    pub disclosure: &'a Disclosure,
    /// For each table: the most decimals its money prints.
    decimals: OnceCell<Vec<u32>>,
    /// For each table and row: the row it is a part of, units included.
    parents: OnceCell<Vec<Vec<Option<usize>>>>,
    /// For each table the parts of its rows that have any.
    parts: OnceCell<Vec<BTreeMap<usize, Vec<usize>>>>,
    /// For each table the rows of each main code with a level in the classification.
    coded: OnceCell<Vec<BTreeMap<&'a str, Vec<usize>>>>,
    /// For each table the rows whose place among the others is not certain.
    loose: OnceCell<Vec<BTreeSet<usize>>>,
    /// For each table whether it prints its zeros.
    zeros: OnceCell<Vec<bool>>,
    /// For each table the rows whose figures were cut.
    torn: OnceCell<Vec<BTreeSet<usize>>>,
    /// Every amount that a table prints, ascending.
    printed: OnceCell<Vec<Amount>>,
    /// The amounts of the text by name.
    named: OnceCell<named::Named<'a>>,
    /// The text without white space, once somebody asked for it.
    squeezed: OnceCell<String>,
    /// The words of every sentence in the form they are compared in, with their figures.
    spoken: OnceCell<spoken::Spoken>,
}

impl<'a> Facts<'a> {
    /// The facts of one disclosure.
    #[must_use]
    pub fn new(id: DisclosureId, disclosure: &'a Disclosure) -> Self {
        Facts {
            id,
            disclosure,
            decimals: OnceCell::new(),
            parents: OnceCell::new(),
            parts: OnceCell::new(),
            coded: OnceCell::new(),
            loose: OnceCell::new(),
            zeros: OnceCell::new(),
            torn: OnceCell::new(),
            printed: OnceCell::new(),
            named: OnceCell::new(),
            squeezed: OnceCell::new(),
            spoken: OnceCell::new(),
        }
    }

    /// The same where [`Facts::all_decimals`] are known from before.
    #[must_use]
    pub fn with_decimals(self, decimals: Vec<u32>) -> Self {
        Facts {
            decimals: OnceCell::from(decimals),
            ..self
        }
    }

    /// For each table the most decimals its money prints.
    #[must_use]
    pub fn all_decimals(&self) -> &[u32] {
        let tables = || self.disclosure.tables.iter();
        self.decimals
            .get_or_init(|| tables().map(most_decimals).collect())
    }

    fn parents(&self) -> &[Vec<Option<usize>>] {
        let tables = || self.disclosure.tables.iter();
        self.parents
            .get_or_init(|| tables().map(rows::parents).collect())
    }

    fn parts(&self) -> &[BTreeMap<usize, Vec<usize>>] {
        let parents = || self.parents().iter();
        self.parts
            .get_or_init(|| parents().map(|of| rows::parts(of)).collect())
    }

    fn coded(&self) -> &[BTreeMap<&'a str, Vec<usize>>] {
        let tables = || self.disclosure.tables.iter();
        self.coded
            .get_or_init(|| tables().map(rows::coded).collect())
    }

    fn loose(&self) -> &[BTreeSet<usize>] {
        let tables = || self.disclosure.tables.iter();
        self.loose
            .get_or_init(|| tables().map(loose::loose).collect())
    }

    fn named(&self) -> &named::Named<'a> {
        self.named.get_or_init(|| named::Named::of(self.disclosure))
    }

    /// Whether a table prints an amount.
    fn prints(&self, amount: Amount) -> bool {
        let printed = self.printed.get_or_init(|| {
            let mut printed: Vec<Amount> =
                self.disclosure.tables.iter().flat_map(amounts).collect();
            printed.sort_unstable();
            printed.dedup();
            printed
        });
        printed.binary_search(&amount).is_ok()
    }

    /// The table with this index.
    ///
    /// Indexes come from this disclosure, so there is always one; an empty list of tables has no
    /// index to ask with.
    #[must_use]
    pub fn table(&self, table: usize) -> Option<&'a Table> {
        self.disclosure.tables.get(table)
    }

    /// All tables with data, with their index.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &'a Table)> + use<'a> {
        self.disclosure
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.state == TableState::Data)
    }

    /// The one table of a kind with data. `None` when there are several: which of them another
    /// table must agree with is not said.
    #[must_use]
    pub fn only(&self, kind: TableKind) -> Option<usize> {
        let mut found = self.tables().filter(|(_, table)| table.kind == kind);
        let (index, _) = found.next()?;
        found.next().is_none().then_some(index)
    }

    /// Whether this is a final account.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.disclosure.stage == Some(Stage::FinalAccount)
    }

    /// Whether the columns of a table are not understood: then nothing is said about it.
    #[must_use]
    pub fn is_doubtful(&self, table: usize) -> bool {
        self.has_doubt(table, |doubt| {
            matches!(doubt, TableDoubt::Header | TableDoubt::Beginning)
        })
    }

    /// Whether some rows of a table do not fit its columns: what agrees is still evidence, but what
    /// disagrees may be our misreading.
    #[must_use]
    pub fn may_not_accuse(&self, table: usize) -> bool {
        self.has_doubt(table, |doubt| doubt == TableDoubt::Body)
    }

    fn has_doubt(&self, table: usize, wanted: impl Fn(TableDoubt) -> bool) -> bool {
        self.table(table)
            .is_some_and(|table| table.doubts.iter().copied().any(wanted))
    }

    /// The most decimals the money of a table prints.
    #[must_use]
    pub fn decimals(&self, table: usize) -> u32 {
        self.all_decimals().get(table).copied().unwrap_or(0)
    }

    /// A row of a table.
    #[must_use]
    pub fn row(&self, table: usize, row: usize) -> Option<RowRef<'a>> {
        self.table(table)?.rows.get(row)
    }

    /// A column of a table.
    #[must_use]
    pub fn column(&self, table: usize, column: usize) -> Option<&'a Column> {
        self.table(table)?.columns.get(column)
    }

    /// What stands at a position.
    #[must_use]
    pub fn slot(&self, spot: Spot) -> Slot {
        self.table(spot.table())
            .map_or(Slot::Blank, |table| table.slot(spot.row(), spot.column()))
    }

    /// The printed number at a position.
    #[must_use]
    pub fn figure(&self, spot: Spot) -> Option<Figure> {
        match self.slot(spot) {
            Slot::Number(_, figure) => Some(figure),
            Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
        }
    }

    /// Whether a number other than zero is printed at a position.
    #[must_use]
    pub fn prints_something(&self, spot: Spot) -> bool {
        self.figure(spot).as_ref().is_some_and(judge::is_something)
    }

    /// The address of whatever is printed at a position.
    #[must_use]
    pub fn cell_id(&self, spot: Spot) -> Option<CellId> {
        let cell = match self.slot(spot) {
            Slot::Number(cell, _) | Slot::Dash(cell) | Slot::Text(cell) => cell,
            Slot::Blank | Slot::Unknown => return None,
        };
        Some(CellId {
            row: self.row_id(spot.table(), spot.row()),
            cell,
        })
    }

    /// The cell with this address.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<CellRef<'a>> {
        self.row(id.row.table.table, id.row.row)?
            .cells()
            .get(id.cell)
    }

    /// Where a position is printed; for a blank, where its row begins.
    #[must_use]
    pub fn place(&self, spot: Spot) -> Place {
        let cell = self.cell_id(spot).and_then(|id| self.cell(id));
        let row = self.row(spot.table(), spot.row());
        cell.map(|cell| cell.place())
            .or_else(|| row.map(RowRef::place))
            .unwrap_or_default()
    }

    /// The address of a row.
    #[must_use]
    pub fn row_id(&self, table: usize, row: usize) -> RowId {
        RowId {
            table: self.table_id(table),
            row,
        }
    }

    /// The address of a table.
    #[must_use]
    pub fn table_id(&self, table: usize) -> TableId {
        TableId {
            disclosure: self.id,
            table,
        }
    }

    /// The position of a cell, when its column is decided.
    #[must_use]
    pub fn spot(&self, table: usize, row: usize, cell: usize) -> Option<Spot> {
        let column = self.row(table, row)?.cells().get(cell)?.column()?;
        Some(Spot::new(table, row, column))
    }

    // Columns.

    /// Columns of a lane that hold money.
    pub fn money_columns(
        &self,
        table: usize,
        lane: usize,
    ) -> impl Iterator<Item = usize> + use<'a> {
        self.value_columns(table, lane, &[ValueKind::Amount])
    }

    /// Columns of a lane that hold money or counts.
    pub fn number_columns(
        &self,
        table: usize,
        lane: usize,
    ) -> impl Iterator<Item = usize> + use<'a> {
        self.value_columns(table, lane, &[ValueKind::Amount, ValueKind::Count])
    }

    fn value_columns(
        &self,
        table: usize,
        lane: usize,
        kinds: &'static [ValueKind],
    ) -> impl Iterator<Item = usize> + use<'a> {
        self.table(table)
            .into_iter()
            .flat_map(move |table| table.lane_columns(lane))
            .filter(move |(_, column)| kinds.contains(&column.kind))
            .map(|(index, _)| index)
    }

    /// The first column of a lane that shows the whole: 合计, or the one amount of the form.
    #[must_use]
    pub fn whole(&self, table: usize, lane: usize) -> Option<usize> {
        let found = self.table(table)?;
        found
            .lane_columns(lane)
            .filter(|(_, column)| column.kind == ValueKind::Amount)
            .filter(|(index, _)| self.is_of_now(table, *index))
            .filter(|(index, _)| !self.is_beside_expenditure(table, *index))
            .find(|(_, column)| matches!(column.role, Role::Total | Role::Amount))
            .map(|(index, _)| index)
            .or_else(|| {
                let mut money = self
                    .money_columns(table, lane)
                    .filter(|&column| self.is_of_now(table, column));
                money.next().filter(|_| money.next().is_none())
            })
    }

    /// The first column of a lane with this meaning: its role, or for a 小计 the group it closes.
    #[must_use]
    pub fn column_meaning(&self, table: usize, lane: usize, role: Role) -> Option<usize> {
        let found = self.table(table)?;
        found
            .lane_columns(lane)
            .filter(|(_, column)| column.kind == ValueKind::Amount)
            .filter(|(index, _)| self.is_of_now(table, *index))
            .filter(|(index, _)| !self.is_beside_expenditure(table, *index))
            .filter(|(_, column)| {
                !(self.holds_all_money(table) && words::is_share_of_fund(column, role))
            })
            .filter(|(_, column)| role == Role::CarryIn || !words::is_carried(column))
            .find(|(_, column)| words::meaning(column) == role)
            .map(|(index, _)| index)
    }

    /// The column of a fund's money of the year itself, without what was carried over.
    #[must_use]
    pub fn current_fund_column(&self, table: usize, lane: usize, role: Role) -> Option<usize> {
        let found = self.table(table)?;
        let candidates: Vec<(usize, &Column)> = found
            .lane_columns(lane)
            .filter(|(_, column)| words::meaning(column) == role)
            .filter(|(index, column)| !words::is_carried(column) && self.is_of_now(table, *index))
            .collect();
        candidates
            .iter()
            .find(|(_, column)| words::is_current(column))
            .or_else(|| candidates.first().filter(|_| candidates.len() == 1))
            .map(|(index, _)| *index)
    }

    /// Whether a column shows money carried over: 上年结转结余/一般公共预算.
    #[must_use]
    pub fn is_carried(&self, table: usize, column: usize) -> bool {
        self.column(table, column).is_some_and(words::is_carried)
    }

    /// Whether a column speaks of the year itself: 本年收入, 本年收入合计.
    #[must_use]
    pub fn is_current(&self, table: usize, column: usize) -> bool {
        self.column(table, column).is_some_and(words::is_current)
    }

    // Lanes.

    /// The first lane of a side of a balance table.
    #[must_use]
    pub fn side(&self, table: usize, side: Side) -> Option<usize> {
        self.lanes_of_side(table, side).first().copied()
    }

    /// The lanes of a side of a balance table: expenditure may be broken down twice side by side,
    /// by function and by use.
    #[must_use]
    pub fn lanes_of_side(&self, table: usize, side: Side) -> Vec<usize> {
        self.table(table).map_or_else(Vec::new, |found| {
            (0..found.lanes.len())
                .filter(|&lane| side_of_lane(found, lane) == Some(side))
                .collect()
        })
    }

    /// How many lanes a table has.
    #[must_use]
    pub fn lanes(&self, table: usize) -> usize {
        self.table(table).map_or(0, |table| table.lanes.len())
    }

    // Positions.

    /// Positions of one column in several rows, as terms.
    #[must_use]
    pub fn terms(&self, table: usize, rows: &[usize], column: usize) -> Vec<Addend> {
        rows.iter()
            .map(|&row| Spot::new(table, row, column).into())
            .collect()
    }
}

/// The lane's own heading, else the outermost header of its columns.
/// 收入 or 支出: the outermost heading of a lane that says one of them.
fn side_of_lane(table: &Table, index: usize) -> Option<Side> {
    let lane = table.lanes.get(index)?;
    let (_, first) = table.lane_columns(index).next()?;
    std::iter::once(&lane.title)
        .chain(&first.path)
        .find_map(|heading| {
            let says = |word| heading.contains(word);
            match (says("收入"), says("支出")) {
                (true, false) => Some(Side::Income),
                (false, true) => Some(Side::Expenditure),
                _ => None,
            }
        })
}

/// The amounts a table prints.
fn amounts(table: &Table) -> impl Iterator<Item = Amount> + '_ {
    let cells = table.rows.iter().flat_map(RowRef::cells);
    cells.filter_map(|cell| cell.figure()?.amount())
}

/// The most decimals among the money a table prints.
fn most_decimals(table: &Table) -> u32 {
    table
        .rows
        .iter()
        .flat_map(RowRef::cells)
        .filter_map(|cell| cell.figure())
        .filter(|figure| figure.unit().is_money())
        .filter(|figure| matches!(figure.kind(), FigureKind::Printed | FigureKind::Zero))
        .map(|figure| figure.decimals())
        .max()
        .unwrap_or(0)
}
