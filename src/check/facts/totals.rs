//! What each 合计 of a lane adds up: the whole lane, or the block of rows above or below it.
//!
//! A table that goes through its blocks one by one, each with its own 合计, says nowhere how far a
//! 合计 reaches. The printed figures tell: what the other totals of the lane add up, this one does.

use super::Facts;
use crate::check::judge;
use crate::check::relation::Spot;
use crate::model::RowKind;

/// The total rows of a lane by what they stand for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::check) struct LaneTotals {
    /// Rows that stand for the whole lane, at most two: what more of them print is the same.
    pub(in crate::check) whole: Vec<usize>,
    /// Rows that stand for a block, with the rows of the block.
    pub(in crate::check) blocks: Vec<(usize, Vec<usize>)>,
}

/// How far a total reaches, from the total before it to the one behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Whole,
    Above,
    Below,
}

/// A total with what it may add up.
struct Open {
    row: usize,
    reaches: Vec<(Reach, Vec<usize>)>,
    /// The reach under which it is a sum in some column and in none fails to be one.
    confirmed: Option<Reach>,
}

impl Facts<'_> {
    /// The rows that stand for a whole lane: 合计, printed once or, where an unlabelled row or one
    /// at the other end repeats it, twice.
    #[must_use]
    pub fn total_rows(&self, table: usize, lane: usize) -> Vec<usize> {
        self.lane_totals(table, lane).whole
    }

    /// The first row that stands for the whole lane: 合计, else the outermost unit.
    #[must_use]
    pub fn total_row(&self, table: usize, lane: usize) -> Option<usize> {
        let totals = self.rows_of_kind(table, lane, RowKind::Total);
        if !totals.is_empty() {
            return self.total_rows(table, lane).first().copied();
        }
        let units = self.rows_of_kind(table, lane, RowKind::Unit);
        let roots: Vec<usize> = units
            .into_iter()
            .filter(|&unit| self.parent(table, unit).is_none())
            .collect();
        match roots.as_slice() {
            [root] => Some(*root),
            _ => None,
        }
    }

    /// The totals of a lane with what they stand for. A total whose reach stays open is in neither
    /// list.
    #[must_use]
    pub(in crate::check) fn lane_totals(&self, table: usize, lane: usize) -> LaneTotals {
        let mut rows = self.rows_of_kind(table, lane, RowKind::Total);
        let beyond = self.totals_beyond_items(table, lane, &mut rows);
        let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else {
            // It stands for the lane all the same.
            return LaneTotals {
                whole: beyond.iter().map(|&(total, _)| total).collect(),
                blocks: beyond,
            };
        };
        let alike = |row: &usize| self.print_alike(table, lane, first, *row);
        if rows.iter().all(alike) {
            let mut whole = vec![first, last];
            whole.dedup();
            return LaneTotals {
                whole,
                blocks: beyond,
            };
        }
        let open = self.open_totals(table, lane, &rows);
        let mut found = LaneTotals {
            whole: Vec::new(),
            blocks: beyond,
        };
        for total in &open {
            // 人员经费合计 adds up a part of the lane, wherever its rows stand: no other place is guessed.
            let of_part = self.names_part(table, total.row);
            let guessed = || total.only_reach().or_else(|| reach_of_most(&open));
            let reach = total.confirmed.or_else(|| guessed().filter(|_| !of_part));
            let Some(reach) = reach else {
                continue;
            };
            let mut reaches = total.reaches.iter();
            match reaches.find(|(possible, _)| *possible == reach) {
                Some((Reach::Whole, _)) => found.whole.push(total.row),
                Some((_, rows)) => found.blocks.push((total.row, rows.clone())),
                None => {}
            }
        }
        found
    }

    /// Takes out the totals behind what is carried over, used or distributed: they add that up
    /// together with the items (十、上年结转 between 本年收入合计 and 收入总计).
    fn totals_beyond_items(
        &self,
        table: usize,
        lane: usize,
        rows: &mut Vec<usize>,
    ) -> Vec<(usize, Vec<usize>)> {
        let kinds = [
            RowKind::CarryIn,
            RowKind::CarryOut,
            RowKind::UseOfSurplus,
            RowKind::SurplusDistribution,
        ];
        let carried = kinds.map(|kind| self.rows_of_kind(table, lane, kind));
        let mut carried: Vec<usize> = carried.into_iter().flatten().collect();
        carried.retain(|&row| self.parent(table, row).is_none());
        carried.sort_unstable();
        let (Some(&first), items) = (carried.first(), self.top_items(table, lane)) else {
            return Vec::new();
        };
        let Some(at) = rows.iter().position(|&row| row > first) else {
            return Vec::new();
        };
        let beyond = rows.split_off(at);
        match beyond.as_slice() {
            // What several such totals add up is for nobody to say.
            &[total] if !items.is_empty() => {
                let mut parts = items;
                parts.extend(carried.into_iter().filter(|&row| row < total));
                parts.sort_unstable();
                vec![(total, parts)]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a total row names one side of the economic classification, personnel or running costs.
    #[must_use]
    pub(in crate::check) fn names_part(&self, table: usize, row: usize) -> bool {
        let row = self.row(table, row);
        row.is_some_and(|row| row.name().contains("人员") != row.name().contains("公用"))
    }

    /// Whether no column tells two rows of a lane apart.
    fn print_alike(&self, table: usize, lane: usize, one: usize, other: usize) -> bool {
        let figure = |row, column| self.figure(Spot::new(table, row, column));
        self.money_columns(table, lane).all(|column| {
            let both = figure(one, column).zip(figure(other, column));
            both.is_none_or(|(one, other)| one.amount() == other.amount())
        })
    }

    /// Every total with the blocks it may stand for. The whole lane is tried for the outermost
    /// ones only: there it stands, and adding it up for every block would take the square.
    fn open_totals(&self, table: usize, lane: usize, rows: &[usize]) -> Vec<Open> {
        let items = self.top_items(table, lane);
        let upto = |row: usize| items.partition_point(|&item| item < row);
        let mut open = Vec::with_capacity(rows.len());
        for (at, &row) in rows.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| rows.get(at));
            let (from, here) = (before.map_or(0, |&row| upto(row)), upto(row));
            let to = rows.get(at + 1).map_or(items.len(), |&row| upto(row));
            let outermost = at == 0 || at + 1 == rows.len();
            let ranges = [
                (Reach::Above, from..here),
                (Reach::Below, here..to),
                (Reach::Whole, 0..if outermost { items.len() } else { 0 }),
            ];
            let mut reaches: Vec<(Reach, Vec<usize>)> = Vec::new();
            for (reach, range) in ranges {
                let members = items.get(range).unwrap_or_default();
                let whole = members.len() == items.len();
                let reach = if whole { Reach::Whole } else { reach };
                let known = reaches.iter().any(|(other, _)| *other == reach);
                if !members.is_empty() && !known {
                    reaches.push((reach, members.to_vec()));
                }
            }
            let confirmed = reaches
                .iter()
                .find(|(_, members)| self.is_sum(table, lane, row, members))
                .map(|(reach, _)| *reach);
            open.push(Open {
                row,
                reaches,
                confirmed,
            });
        }
        open
    }

    /// Whether a row can be the sum of others in every column that both print, and is in one.
    fn is_sum(&self, table: usize, lane: usize, total: usize, rows: &[usize]) -> bool {
        let figure = |row, column| self.figure(Spot::new(table, row, column));
        let mut holds = false;
        for column in self.money_columns(table, lane) {
            let parts = rows.iter().filter_map(|&row| figure(row, column));
            let Some(whole) = figure(total, column).filter(judge::is_something) else {
                continue;
            };
            if !judge::may_be_sum_of(&whole, parts) {
                return false;
            }
            holds = true;
        }
        holds
    }
}

impl Open {
    /// What a total stands for where nothing else comes into question.
    fn only_reach(&self) -> Option<Reach> {
        match self.reaches.as_slice() {
            [(reach, _)] => Some(*reach),
            _ => None,
        }
    }
}

/// What more than half of the totals of a lane, the doubtful one counted, are seen to stand for.
fn reach_of_most(totals: &[Open]) -> Option<Reach> {
    [Reach::Above, Reach::Below].into_iter().find(|&reach| {
        let confirmed = totals.iter().filter(|total| total.confirmed == Some(reach));
        confirmed.count() * 2 >= totals.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::DisclosureId;

    fn totals(rows: &str) -> LaneTotals {
        let head = "支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n";
        let disclosure = load("a.txt", format!("{head}{rows}").as_bytes());
        Facts::new(DisclosureId(0), &disclosure).lane_totals(0, 0)
    }

    #[test]
    fn of_many_rows_that_print_the_same_two_stand_for_the_lane() {
        let block =
            "2080505\t机关事业单位基本养老保险缴费支出\t5.00\t5.00\t\n合计\t\t5.00\t5.00\t\n";
        let found = totals(&block.repeat(40));
        assert_eq!(found.whole, [1, 79]);
        assert!(found.blocks.is_empty());
    }

    #[test]
    fn a_total_behind_its_block_adds_up_the_rows_since_the_last_one() {
        let found = totals(
            "2010301\t行政运行\t20.00\t20.00\t\n合计\t\t20.00\t20.00\t\n\
             2080505\t机关事业单位基本养老保险缴费支出\t50.00\t50.00\t\n合计\t\t50.00\t50.00\t\n\
             总计\t\t70.00\t70.00\t\n",
        );
        assert_eq!(found.whole, [4]);
        assert_eq!(found.blocks, [(1, vec![0]), (3, vec![2])]);
    }
}
