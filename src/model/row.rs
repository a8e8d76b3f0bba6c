//! One printed row of one lane: as it is made, and as it is read from a table.

use std::sync::{Arc, LazyLock};

use ecow::EcoString;

use super::cell::{Cell, CellRef, Cells};
use super::code::{Classification, Level};
use super::rows::{KeptRow, Rows};
use super::source::Place;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKind {
    /// 合计, 总计, or an unlabelled row of totals: the sum of the whole lane.
    Total,
    /// 本年收入合计, 本年支出合计: the sum of the year's items of a balance table.
    YearTotal,
    /// 收入总计, 支出总计, 总计 at the foot of a balance table.
    GrandTotal,
    /// 上年结转, 年初结转和结余
    CarryIn,
    /// 年终结转结余, 年末结转和结余
    CarryOut,
    /// 使用非财政拨款结余
    UseOfSurplus,
    /// 结余分配
    SurplusDistribution,
    /// A unit that repeats or splits the total (单位 rows with a unit code).
    Unit,
    /// 其中：… a part that does not complete its whole.
    OfWhich,
    /// A 小计 inside the table, e.g. “三公”经费小计.
    Subtotal,
    /// An ordinary item at any level.
    Item,
}

impl RowKind {
    /// Whether a row of this kind sums a lane up: 合计, 本年支出合计, 支出总计.
    #[must_use]
    pub fn is_total(self) -> bool {
        matches!(
            self,
            RowKind::Total | RowKind::YearTotal | RowKind::GrandTotal
        )
    }
}

/// The code and the name a row begins with. Tables and documents repeat them: a copy takes 8 bytes
/// and shares the words with the one it was copied from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stub(Arc<(EcoString, EcoString)>);

impl Stub {
    /// A code and a name as [`Stub::code`] and [`Stub::name`] give them back.
    #[must_use]
    pub fn new(code: impl Into<EcoString>, name: impl Into<EcoString>) -> Self {
        Stub(Arc::new((code.into(), name.into())))
    }

    /// Digits of the code, e.g. `2060101`; `30239→50201` for a pair; empty when none is printed.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.0
    }

    /// Unwrapped name without white space; a pair is joined with `→`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.1
    }
}

impl Default for Stub {
    fn default() -> Self {
        static EMPTY: LazyLock<Stub> = LazyLock::new(|| Stub::new("", ""));
        EMPTY.clone()
    }
}

/// A row while it is made. A table keeps it smaller, as [`Rows`], and shows it as [`RowRef`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As [`RowRef::index`].
    pub index: u32,
    /// Code and name.
    pub stub: Stub,
    /// As [`RowRef::kind`].
    pub kind: RowKind,
    /// As [`RowRef::level`].
    pub level: Option<(Classification, Level)>,
    /// As [`RowRef::cells`].
    pub cells: Vec<Cell>,
    /// As [`RowRef::place`].
    pub place: Place,
    pub(super) lane: u16,
    pub(super) depth: u16,
    /// [`NO_ROW`] where there is none.
    pub(super) parent: u32,
}

/// In the place of the index of a row: none.
pub(super) const NO_ROW: u32 = u32::MAX;

impl Row {
    /// An item without code, name and cells, below no other row. `index` as in [`RowRef::index`],
    /// `lane` as in [`RowRef::lane`].
    #[must_use]
    pub fn new(index: u32, lane: usize) -> Self {
        Row {
            index,
            stub: Stub::default(),
            kind: RowKind::Item,
            level: None,
            cells: Vec::new(),
            place: Place::default(),
            lane: u16::try_from(lane).unwrap_or(u16::MAX),
            depth: 0,
            parent: NO_ROW,
        }
    }

    /// The same row as a part of another, which is no longer above it when `None`: an index into
    /// [`Table::rows`](super::Table::rows), and how deep it is nested.
    #[must_use]
    pub fn below(mut self, parent: Option<usize>, depth: usize) -> Self {
        self.parent = parent
            .and_then(|parent| u32::try_from(parent).ok())
            .unwrap_or(NO_ROW);
        self.depth = u16::try_from(depth).unwrap_or(u16::MAX);
        self
    }
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct RowRef<'a> {
    pub(super) rows: &'a Rows,
    pub(super) kept: &'a KeptRow,
    /// Index of its first cell among the cells of all rows.
    pub(super) first: u32,
}

impl<'a> RowRef<'a> {
    /// 1-based printed body row; the lanes of one printed line share it.
    #[must_use]
    pub fn index(self) -> u32 {
        self.kept.index
    }

    /// Index into [`Table::lanes`](super::Table::lanes).
    #[must_use]
    pub fn lane(self) -> usize {
        usize::from(self.kept.lane)
    }

    /// Nesting for display and for sums without codes: 0 is outermost.
    #[must_use]
    pub fn depth(self) -> usize {
        usize::from(self.kept.depth)
    }

    /// Index into [`Table::rows`](super::Table::rows) of the row this one is a part of.
    #[must_use]
    pub fn parent(self) -> Option<usize> {
        (self.kept.parent != NO_ROW).then_some(self.kept.parent as usize)
    }

    /// Code and name, to be shared.
    #[must_use]
    pub fn stub(self) -> &'a Stub {
        &self.kept.stub
    }

    /// As [`Stub::code`].
    #[must_use]
    pub fn code(self) -> &'a str {
        self.kept.stub.code()
    }

    /// As [`Stub::name`].
    #[must_use]
    pub fn name(self) -> &'a str {
        self.kept.stub.name()
    }

    /// The department-economic or function code: the first of a pair.
    #[must_use]
    pub fn main_code(self) -> &'a str {
        self.code().split('→').next().unwrap_or("")
    }

    /// The government-economic code of a pair.
    #[must_use]
    pub fn paired_code(self) -> Option<&'a str> {
        self.code().split_once('→').map(|(_, second)| second)
    }

    /// What the row is.
    #[must_use]
    pub fn kind(self) -> RowKind {
        self.kept.kind
    }

    /// Classification and level, when the code (the first of a pair) has one.
    #[must_use]
    pub fn level(self) -> Option<(Classification, Level)> {
        self.kept.level
    }

    /// Where the row begins.
    #[must_use]
    pub fn place(self) -> Place {
        self.rows.place_of(self.kept)
    }

    /// The index of its first cell, counted through all rows of the table.
    #[must_use]
    pub fn first_cell(self) -> usize {
        self.first as usize
    }

    /// Non-empty cells in printed order.
    #[must_use]
    pub fn cells(self) -> Cells<'a> {
        self.rows.cells_of(self)
    }

    /// The row as it was made.
    #[must_use]
    pub fn to_row(self) -> Row {
        Row {
            index: self.kept.index,
            stub: self.kept.stub.clone(),
            kind: self.kept.kind,
            level: self.kept.level,
            cells: self.cells().iter().map(CellRef::to_cell).collect(),
            place: self.place(),
            lane: self.kept.lane,
            depth: self.kept.depth,
            parent: self.kept.parent,
        }
    }
}

impl PartialEq for RowRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_row() == other.to_row()
    }
}

impl std::fmt::Debug for RowRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.to_row().fmt(f)
    }
}
