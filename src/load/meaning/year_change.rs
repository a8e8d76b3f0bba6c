//! What a header says of change: 增减额 is this year less the year before.
//!
//! A misprinted change is an error of the document, not a reason to give up a row: the relation only
//! chooses between placements that the sums of the header leave.

use crate::load::body::Body;
use crate::load::numeral;
use crate::load::placing::evidence::sum;
use crate::load::placing::placement::{OpenRow, Placement};
use crate::model::{Amount, Column, Interval, Role, Unit, ValueKind, year_in};

/// Words of a change that are no amount of it.
const NO_AMOUNT: [&str; 5] = ["%", "％", "率", "幅", "原因"];

/// Columns of a change: this year, the year before, what lies between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    now: usize,
    before: usize,
    by: usize,
}

/// Keeps the placements under which the change is what the years differ by, if there are any.
pub(in crate::load) fn narrow(open: &mut OpenRow, columns: &[Column]) {
    if open.placements.len() < 2 {
        return;
    }
    let Some(change) = change(&open.columns, columns) else {
        return;
    };
    let nothing = Interval::exact(Amount::ZERO);
    let fits = |placement: &&Placement| {
        let at = |column: usize| open.at(placement, column).unwrap_or(nothing);
        let between = sum([at(change.now), at(change.before).negated()]);
        between.is_some_and(|between| between.meets(at(change.by)))
    };
    let kept: Vec<Placement> = open.placements.iter().filter(fits).cloned().collect();
    if !kept.is_empty() {
        open.placements = kept;
    }
}

/// Whether the printed changes bear out the columns they stand in: more rows hold than do not.
#[must_use]
pub(in crate::load) fn is_borne_out(body: &Body, unit: &Unit) -> bool {
    let columns = &body.layout.columns;
    let all: Vec<usize> = (0..columns.len()).collect();
    let Some(change) = change(&all, columns) else {
        return true;
    };
    let hold = body.rows.iter().filter_map(|row| {
        let at = |column: usize| {
            let mut values = row.values.iter();
            let value = values.find(|value| value.column == Some(column))?;
            numeral::read(&value.text, unit)?.interval()
        };
        let between = sum([at(change.now)?, at(change.before)?.negated()])?;
        Some(between.meets(at(change.by)?))
    });
    let (hold, fail): (Vec<bool>, Vec<bool>) = hold.partition(|hold| *hold);
    hold.len() > fail.len() || fail.is_empty()
}

/// The change a lane prints beside two years.
fn change(lane: &[usize], columns: &[Column]) -> Option<Change> {
    let amounts = || {
        let own = lane.iter().filter_map(|&at| Some((at, columns.get(at)?)));
        own.filter(|(_, column)| column.kind == ValueKind::Amount)
    };
    let of_change = |column: &Column| column.path.iter().any(|word| word.contains("增减"));
    let is_amount = |column: &Column| !NO_AMOUNT.iter().any(|word| column.leaf().contains(word));
    let mut changes = amounts().filter(|(_, column)| of_change(column) && is_amount(column));
    let (by, _) = changes.next().filter(|_| changes.next().is_none())?;
    let mut years: Vec<(u16, Vec<usize>)> = Vec::new();
    for (at, column) in amounts().filter(|(_, column)| !of_change(column)) {
        let year = column.path.iter().find_map(|word| year_of(word))?;
        match years.iter_mut().find(|(known, _)| *known == year) {
            Some((_, own)) => own.push(at),
            None => years.push((year, vec![at])),
        }
    }
    years.sort_unstable();
    let [(_, before), (_, now)] = years.as_slice() else {
        return None;
    };
    let whole = |own: &[usize]| match own {
        [only] => Some(*only),
        _ => {
            let total = |at: &&usize| columns.get(**at).is_some_and(|it| it.role == Role::Total);
            let mut totals = own.iter().filter(total);
            totals.next().copied().filter(|_| totals.next().is_none())
        }
    };
    Some(Change {
        now: whole(now)?,
        before: whole(before)?,
        by,
    })
}

/// The year a heading begins with; the year before this one, and this one, where they are not numbered.
fn year_of(word: &str) -> Option<u16> {
    let unnumbered = [("上年", 0), ("本年", 1)];
    let told = unnumbered.iter().find(|(begin, _)| word.starts_with(begin));
    told.map(|&(_, year)| year)
        .or_else(|| year_in(word.get(..4)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::Leaf;
    use crate::load::layout::Layout;
    use crate::load::vocabulary::Vocabulary;

    fn read(paths: &[&str]) -> Option<(usize, usize, usize)> {
        let leaf = |path: &&str| {
            let path = path.split('/').map(str::to_owned).collect();
            Leaf::new(path, Vocabulary::embedded())
        };
        let layout = Layout::new(&paths.iter().map(leaf).collect::<Vec<_>>());
        let all: Vec<usize> = (0..layout.columns.len()).collect();
        let found = change(&all, &layout.columns)?;
        Some((found.before, found.now, found.by))
    }

    #[test]
    fn a_change_lies_between_two_years() {
        let paths = [
            "2022年预算数",
            "2023年预算数/小计",
            "2023年预算数/基本支出",
            "2023年预算数/项目支出",
            "2023年预算数比2022年预算数/增减额",
            "2023年预算数比2022年预算数/增减%",
        ];
        assert_eq!(read(&paths), Some((0, 1, 4)));
        let paths = ["2025年预算数", "2024年预算数", "增减额"];
        assert_eq!(read(&paths), Some((1, 0, 2)));
        let paths = ["2025年预算数", "2024年预算数", "2024年执行数", "增减额"];
        assert_eq!(read(&paths), None);
    }
}
