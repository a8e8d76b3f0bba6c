//! A statutory form as printed: lanes, columns with their header path, rows, cells, and the identities its header states.

use super::amount::Unit;
use super::cell::CellRef;
use super::figure::{Figure, FigureKind};
use super::kind::TableKind;
use super::row::RowRef;
use super::rows::Rows;
use super::source::Place;

/// What a column means, whatever its printed words. Assigned from the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 合计, 总计, 小计 of a group (the group is in the path).
    Total,
    /// 其中：… a part that does not complete its whole.
    OfWhich,
    /// 基本支出
    Basic,
    /// 项目支出
    Project,
    /// 人员经费
    Personnel,
    /// 公用经费
    Running,
    /// 工资福利支出
    Wages,
    /// 对个人和家庭的补助
    Transfers,
    /// 商品和服务支出
    GoodsServices,
    /// 资本性支出
    Capital,
    /// 其他运转类
    OtherRunning,
    /// 特定目标类
    SpecificPurpose,
    /// 一般公共预算 (拨款)
    GeneralBudget,
    /// 政府性基金
    GovernmentFund,
    /// 国有资本经营预算
    StateCapital,
    /// 财政专户管理资金
    SpecialAccount,
    /// 单位资金, 事业收入 and other own money
    OwnFunds,
    /// 本年收入 as one column
    CurrentIncome,
    /// 上年结转 as one column
    CarryIn,
    /// 因公出国（境）费
    Overseas,
    /// 公务用车购置及运行费 as one column
    Vehicles,
    /// 公务用车购置费
    VehiclePurchase,
    /// 公务用车运行维护费
    VehicleRunning,
    /// 公务接待费
    Reception,
    /// The one amount column of a form (金额, 预算数, 决算数).
    Amount,
    /// Anything else, or unknown.
    Other,
}

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// Money in the unit of the table.
    Amount,
    /// A count.
    Count,
    /// A share.
    Percent,
    /// Words.
    Text,
}

impl ValueKind {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ValueKind::Amount => "amount",
            ValueKind::Count => "count",
            ValueKind::Percent => "percent",
            ValueKind::Text => "text",
        }
    }
}

/// One data column. Code, name, ordinal and line-number columns are the row stub, not columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Printed header texts, outermost first, white space removed.
    pub path: Vec<String>,
    /// What it means.
    pub role: Role,
    /// Index into [`Table::lanes`].
    pub lane: usize,
    /// What its cells hold.
    pub kind: ValueKind,
}

impl Column {
    /// The path joined with `/`, as exports print it.
    #[must_use]
    pub fn label(&self) -> String {
        self.path.join("/")
    }

    /// The innermost header text.
    #[must_use]
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// One of the row streams printed side by side (收入 | 支出; 人员经费 | 公用经费 ×3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lane {
    /// The printed heading of the lane; empty in tables with a single stream.
    pub title: String,
}

/// What a (row, column) position of a table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A printed number, zero included.
    Number(usize, Figure),
    /// A dash: "does not apply".
    Dash(usize),
    /// Words or an unreadable number.
    Text(usize),
    /// Nothing is printed there, and nothing was lost.
    Blank,
    /// Nothing can be said: a figure of this row may or may not stand here.
    Unknown,
}

/// Whether a table has data, and if not, whether it says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableState {
    /// At least one figure or text cell.
    Data,
    /// No data, and a note says so.
    EmptyWithNote,
    /// No data and no word about it.
    Empty,
}

/// A relation the header itself states: `total = Σ parts` in every row of the lane.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnIdentity {
    /// Column of the total.
    pub total: usize,
    /// Columns of the parts, ascending; never empty.
    pub parts: Vec<usize>,
}

/// Why a table, or part of it, is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableDoubt {
    /// The header is missing or could not be matched with the body.
    Header,
    /// The beginning of the table is missing.
    Beginning,
    /// The number of values in some rows does not fit the columns.
    Body,
}

/// A relation that was used up to place a figure and cannot vouch for it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spent {
    /// Header identity `identity` in row `row`.
    Row {
        /// Index into [`Table::rows`].
        row: usize,
        /// Index into [`Table::identities`].
        identity: usize,
    },
    /// The column total of a column.
    Column {
        /// Index into [`Table::columns`].
        column: usize,
    },
    /// Code hierarchy below a row, in a column.
    Children {
        /// Index into [`Table::rows`] of the parent.
        row: usize,
        /// Index into [`Table::columns`].
        column: usize,
    },
}

/// A form as printed in a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Printed number (`01`, `05`) or `t1`, `t2` … for unnumbered tables in order of appearance.
    pub id: String,
    /// What the table is for.
    pub kind: TableKind,
    /// Printed title, white space removed.
    pub title: String,
    /// Unit of its amounts.
    pub unit: Unit,
    /// Whether the table prints the unit itself (otherwise it is inherited or assumed).
    pub unit_printed: bool,
    /// First line of the caption.
    pub place: Place,
    /// Last line that belongs to the table.
    pub last_line: u32,
    /// Row streams; at least one.
    pub lanes: Vec<Lane>,
    /// Data columns in printed order, lane by lane.
    pub columns: Vec<Column>,
    /// `total = Σ parts` relations the header states.
    pub identities: Vec<ColumnIdentity>,
    /// Body rows in printed order; rows of one line follow each other by lane.
    pub rows: Rows,
    /// 注 and 说明 lines under the table.
    pub notes: Vec<(String, Place)>,
    /// Whether there is data.
    pub state: TableState,
    /// Why it is not judged, if so.
    pub doubts: Vec<TableDoubt>,
    /// Relations used up while placing figures, ascending.
    pub spent: Vec<Spent>,
    /// Rows whose figures fit no columns: empty cells were lost, and wherever they are put back a
    /// sum of the header fails. Indexes into [`Table::rows`], ascending; the figures are ambiguous.
    pub impossible: Vec<usize>,
    /// Rows of figures without column that fit the columns in more ways than are tried.
    pub untried: Vec<usize>,
}

impl Table {
    /// What stands at a position. `Unknown` when an ambiguous figure of the row may belong there.
    #[must_use]
    pub fn slot(&self, row: usize, column: usize) -> Slot {
        let Some(row) = self.rows.get(row) else {
            return Slot::Blank;
        };
        let mut slot = Slot::Blank;
        for (index, cell) in row.cells().iter().enumerate() {
            if cell.column() == Some(column) {
                return match cell.figure() {
                    None => Slot::Text(index),
                    Some(figure) => match figure.kind() {
                        FigureKind::Printed | FigureKind::Zero => Slot::Number(index, figure),
                        FigureKind::Dash => Slot::Dash(index),
                        FigureKind::Unreadable => Slot::Text(index),
                    },
                };
            }
            if cell.column().is_none() && cell.candidates().contains(&column) {
                slot = Slot::Unknown;
            }
        }
        slot
    }

    /// Rows of one lane with their index.
    pub fn lane_rows(&self, lane: usize) -> impl Iterator<Item = (usize, RowRef<'_>)> {
        self.rows
            .iter()
            .enumerate()
            .filter(move |(_, row)| row.lane() == lane)
    }

    /// Columns of one lane with their index.
    pub fn lane_columns(&self, lane: usize) -> impl Iterator<Item = (usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.lane == lane)
    }

    /// Indexes of the rows whose parent is `row`.
    pub fn children(&self, row: usize) -> impl Iterator<Item = usize> {
        self.rows
            .iter()
            .enumerate()
            .filter(move |(_, candidate)| candidate.parent() == Some(row))
            .map(|(index, _)| index)
    }

    /// The first column of a lane with this role.
    #[must_use]
    pub fn column_with_role(&self, lane: usize, role: Role) -> Option<usize> {
        self.lane_columns(lane)
            .find(|(_, column)| column.role == role)
            .map(|(index, _)| index)
    }

    /// How many numbers, dashes and unreadable numbers the table prints.
    #[must_use]
    pub fn figure_count(&self) -> usize {
        self.rows
            .iter()
            .flat_map(RowRef::cells)
            .filter(CellRef::is_figure)
            .count()
    }
}
