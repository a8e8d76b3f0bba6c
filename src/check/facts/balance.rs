//! Balance tables: the two streams, their totals, and the rows of each fund.

use super::words::without_ordinal;
use super::{Facts, Side};
use crate::model::{Role, RowKind, TableKind};

use crate::check::relation::Spot;

/// One stream of a balance table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// Index of the table.
    pub table: usize,
    /// Index of the lane.
    pub lane: usize,
    /// The column of the whole.
    pub whole: usize,
}

/// A balance table with both streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// 收入
    pub income: Stream,
    /// 支出
    pub expenditure: Stream,
}

impl Facts<'_> {
    /// Every balance table of the disclosure.
    #[must_use]
    pub fn balances(&self) -> Vec<Balance> {
        self.tables()
            .filter(|(_, table)| {
                matches!(
                    table.kind,
                    TableKind::BudgetSummary | TableKind::FiscalAppropriationSummary
                )
            })
            .filter_map(|(table, _)| self.balance_of(table))
            .collect()
    }

    /// The one balance table of a kind.
    #[must_use]
    pub fn balance(&self, kind: TableKind) -> Option<Balance> {
        self.balance_of(self.only(kind)?)
    }

    fn balance_of(&self, table: usize) -> Option<Balance> {
        let first = |side| self.streams(table, side).first().copied();
        Some(Balance {
            income: first(Side::Income)?,
            expenditure: first(Side::Expenditure)?,
        })
    }

    /// The streams of one side of a balance table: one, or several breakdowns side by side.
    #[must_use]
    pub fn streams(&self, table: usize, side: Side) -> Vec<Stream> {
        let lanes = self.lanes_of_side(table, side).into_iter();
        lanes
            .filter_map(|lane| {
                let whole = self.whole(table, lane)?;
                Some(Stream { table, lane, whole })
            })
            .collect()
    }

    /// The one stream of a side that prints its grand total: a total under several breakdowns is
    /// printed once.
    #[must_use]
    pub fn closing(&self, table: usize, side: Side) -> Option<Stream> {
        let mut closing = self
            .streams(table, side)
            .into_iter()
            .filter(|&stream| self.grand_total(stream).is_some());
        closing.next().filter(|_| closing.next().is_none())
    }

    /// What was received or spent in the year: 本年支出合计, or 支出总计 of a form without any
    /// row for what is left over.
    #[must_use]
    pub fn total_of_the_year(&self, stream: Stream) -> Option<usize> {
        self.year_total(stream).or_else(|| {
            let left_over = [
                RowKind::CarryIn,
                RowKind::UseOfSurplus,
                RowKind::CarryOut,
                RowKind::SurplusDistribution,
            ];
            let mut left_over = left_over.into_iter();
            let none = left_over.all(|kind| {
                let rows = self.rows_of_kind(stream.table, stream.lane, kind);
                rows.is_empty()
            });
            self.grand_total(stream).filter(|_| none)
        })
    }

    /// 本年收入合计 or 本年支出合计.
    #[must_use]
    pub fn year_total(&self, stream: Stream) -> Option<usize> {
        self.only_row(stream.table, stream.lane, RowKind::YearTotal)
    }

    /// 收入总计 or 支出总计.
    #[must_use]
    pub fn grand_total(&self, stream: Stream) -> Option<usize> {
        self.only_row(stream.table, stream.lane, RowKind::GrandTotal)
            .or_else(|| self.only_row(stream.table, stream.lane, RowKind::Total))
    }

    /// The items the year's total adds up: those below it, else the top-level items printed before it.
    #[must_use]
    pub fn year_items(&self, stream: Stream, year_total: usize) -> Vec<usize> {
        let below: Vec<usize> = self
            .children(stream.table, year_total)
            .into_iter()
            .filter(|&row| self.is_item(stream.table, row))
            .collect();
        if !below.is_empty() {
            return below;
        }
        let items: Vec<usize> = self
            .top_items(stream.table, stream.lane)
            .into_iter()
            .filter(|&row| row < year_total)
            .collect();
        if self.is_part_unsaid(stream.table, &items) {
            return Vec::new();
        }
        items
    }

    /// Whether rows without ordinal stand between rows with one: they may be parts of the row above
    /// (基本支出: 人员经费, 公用经费), which nothing says.
    fn is_part_unsaid(&self, table: usize, items: &[usize]) -> bool {
        let numbered: Vec<bool> = items
            .iter()
            .filter_map(|&row| self.row(table, row))
            .map(|row| without_ordinal(row.name()).len() < row.name().len())
            .collect();
        let last = numbered.iter().rposition(|numbered| *numbered);
        let between = numbered.get(..last.unwrap_or(0)).unwrap_or(&[]);
        numbered.first() == Some(&true) && between.contains(&false)
    }

    /// The opening balance row that is no part of another one.
    #[must_use]
    pub fn carry_in(&self, stream: Stream) -> Option<usize> {
        let rows = self.rows_of_kind(stream.table, stream.lane, RowKind::CarryIn);
        let outer: Vec<usize> = rows
            .iter()
            .copied()
            .filter(|&row| {
                !self
                    .parent(stream.table, row)
                    .is_some_and(|parent| rows.contains(&parent))
            })
            .collect();
        match outer.as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }

    /// The row of a fund's income of the year itself.
    #[must_use]
    pub fn current_fund_row(&self, stream: Stream, fund: Role) -> Option<usize> {
        let first_carried = self.first_carried(stream);
        let numbered = |row: usize| {
            self.row(stream.table, row)
                .is_some_and(|row| without_ordinal(row.name()).len() < row.name().len())
        };
        // Among rows with ordinals one without is a part of another, perhaps of what is carried in.
        let items = self.rows_of_kind(stream.table, stream.lane, RowKind::Item);
        let ordinals = items.iter().any(|&row| numbered(row));
        self.only_fund_row(stream, fund, |row| {
            first_carried.is_none_or(|carried| row < carried) && (!ordinals || numbered(row))
        })
    }

    /// The row of a fund's money carried in.
    #[must_use]
    pub fn carried_fund_row(&self, stream: Stream, fund: Role) -> Option<usize> {
        let first_carried = self.first_carried(stream)?;
        self.only_fund_row(stream, fund, |row| row > first_carried)
    }

    fn first_carried(&self, stream: Stream) -> Option<usize> {
        self.rows_of_kind(stream.table, stream.lane, RowKind::CarryIn)
            .first()
            .copied()
    }

    fn only_fund_row(
        &self,
        stream: Stream,
        fund: Role,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let rows: Vec<usize> = self
            .rows_of_kind(stream.table, stream.lane, RowKind::Item)
            .into_iter()
            .filter(|&row| self.fund_of_row(stream.table, row) == Some(fund) && wanted(row))
            .collect();
        match rows.as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }

    /// The rows of a function class in the expenditure stream that print a figure; `None` unless
    /// there is exactly one row to speak of.
    #[must_use]
    pub fn class_row(&self, stream: Stream, class: &str) -> Option<usize> {
        let rows: Vec<usize> = self
            .rows_of_kind(stream.table, stream.lane, RowKind::Item)
            .into_iter()
            .filter(|&row| self.class_of_row(stream.table, row) == Some(class))
            .collect();
        let filled = |row: &usize| {
            self.figure(Spot::new(stream.table, *row, stream.whole))
                .is_some()
        };
        let printed: Vec<usize> = rows.iter().copied().filter(filled).collect();
        match (rows.as_slice(), printed.as_slice()) {
            (_, [row]) | ([row], []) => Some(*row),
            _ => None,
        }
    }

    /// The function classes named by the rows of an expenditure stream, ascending.
    #[must_use]
    pub fn named_classes(&self, stream: Stream) -> Vec<&'static str> {
        let mut classes: Vec<&'static str> = self
            .rows_of_kind(stream.table, stream.lane, RowKind::Item)
            .into_iter()
            .filter_map(|row| self.class_of_row(stream.table, row))
            .collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }

    fn is_item(&self, table: usize, row: usize) -> bool {
        self.row(table, row)
            .is_some_and(|row| row.kind() == RowKind::Item)
    }
}
