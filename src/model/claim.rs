//! A figure stated in running text: what it says, where it stands and which table cell it restates.

use super::figure::Figure;
use super::source::Place;

/// What kind of statement a figure makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimKind {
    /// Money: so much was planned, received or spent.
    Amount,
    /// A share of a whole (占…) or of a plan (完成…的).
    SharePercent,
    /// A change in money against another year or stage.
    DeltaAmount,
    /// A change in percent against another year or stage.
    DeltaPercent,
    /// Pieces, people, vehicles, projects; points by which a share or a rate has changed.
    Count,
}

impl ClaimKind {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ClaimKind::Amount => "amount",
            ClaimKind::SharePercent => "share_percent",
            ClaimKind::DeltaAmount => "delta_amount",
            ClaimKind::DeltaPercent => "delta_percent",
            ClaimKind::Count => "count",
        }
    }
}

/// The printed direction of a change, also when the change is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Direction {
    /// A level, or a change whose direction is not said.
    #[default]
    None,
    /// 增加, 增长, 上升 …
    Up,
    /// 减少, 下降 …
    Down,
}

impl Direction {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Direction::None => "none",
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

/// A position of a table, whether something is printed there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Index into [`Disclosure::tables`](super::Disclosure::tables).
    pub table: usize,
    /// Index into [`Table::rows`](super::Table::rows).
    pub row: usize,
    /// Index into [`Table::columns`](super::Table::columns).
    pub column: usize,
}

/// One figure of the running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The number as printed, with its unit. A number in Chinese numerals keeps them as raw text.
    pub figure: Figure,
    /// What it states.
    pub kind: ClaimKind,
    /// Printed direction of a change.
    pub direction: Direction,
    /// Year a change is counted from (上年 resolved), or the other year an amount belongs to.
    pub base_year: Option<u16>,
    /// What the figure is said of, in the words of the sentence.
    pub subject: String,
    /// Index into [`Disclosure::prose`](super::Disclosure::prose).
    pub sentence: usize,
    /// The digits themselves.
    pub place: Place,
    /// Index into [`Disclosure::claims`](super::Disclosure::claims) of the amount that a share or a
    /// change speaks of.
    pub about: Option<usize>,
    /// Index of the amount in whose list (其中, 主要用于 …) this one is printed.
    pub whole: Option<usize>,
    /// The table position it restates; `None` where no single one is addressed.
    pub link: Option<Position>,
}
