//! Which column is the sum of all others, told by the figures of the rows alone.
//!
//! A row that prints a figure in every column, one of them exactly the sum of several others, tells
//! where the total stands. A header that was put together from its words and gives that column
//! another word, and the word of the total to another column, was put together wrongly.

use crate::load::body::{Body, RawRow};
use crate::load::numeral;
use crate::model::{Amount, Role, Unit, ValueKind};

/// A sum of fewer figures than these is told from a repetition by nothing.
const FEWEST_PARTS: usize = 2;
/// So many columns take part in a sum at least: the total and its parts.
const FEWEST_COLUMNS: usize = FEWEST_PARTS + 1;

/// How many rows tell that the sum of all columns stands in another than the header says.
#[must_use]
pub(in crate::load) fn elsewhere(body: &Body) -> usize {
    let lanes = 0..body.layout.lanes.len();
    lanes.map(|lane| elsewhere_in(body, lane)).sum()
}

fn elsewhere_in(body: &Body, lane: usize) -> usize {
    let columns: Vec<usize> = (0..body.layout.columns.len())
        .filter(|&at| {
            let column = body.layout.columns.get(at);
            column.is_some_and(|column| column.lane == lane && column.kind == ValueKind::Amount)
        })
        .collect();
    let others = body.layout.columns.iter().filter(|column| {
        column.lane == lane && !matches!(column.kind, ValueKind::Amount | ValueKind::Text)
    });
    let is_total = |at: &usize| {
        let column = body.layout.columns.get(*at);
        column.is_some_and(|column| column.role == Role::Total)
    };
    if columns.len() < FEWEST_COLUMNS
        || others.count() > 0
        || columns.iter().filter(|at| is_total(at)).count() != 1
    {
        return 0;
    }
    let rows = body.rows.iter().filter(|row| row.lane == lane);
    let told = rows.filter_map(|row| total_of(row, columns.len()));
    told.filter(|&at| columns.get(at).is_some_and(|column| !is_total(column)))
        .count()
}

/// Which figure of a row that prints `width` of them is the sum of all others, several of which are
/// something.
fn total_of(row: &RawRow, width: usize) -> Option<usize> {
    let amounts: Vec<Amount> = row
        .values
        .iter()
        .filter_map(|value| numeral::read(&value.text, &Unit::WanYuan)?.amount())
        .collect();
    if row.values.len() != width || amounts.len() != width {
        return None;
    }
    let all = amounts
        .iter()
        .try_fold(Amount::ZERO, |sum, &amount| sum.checked_add(amount))?;
    let half = |&at: &usize| {
        let amount = amounts.get(at).copied();
        let rest = amount.and_then(|amount| all.checked_sub(amount));
        amount.is_some_and(|amount| !amount.is_zero()) && amount == rest
    };
    let mut found = (0..width).filter(half);
    let at = found.next().filter(|_| found.next().is_none())?;
    let something = amounts.iter().filter(|amount| !amount.is_zero()).count();
    (something > FEWEST_PARTS).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::body::RawValue;
    use crate::load::header::Leaf;
    use crate::load::layout::Layout;
    use crate::load::vocabulary::Vocabulary;
    use crate::model::Place;

    fn told(words: &[&str], rows: &[&[&str]]) -> usize {
        let leaf = |word: &&str| Leaf::new(vec![(*word).to_owned()], Vocabulary::embedded());
        let leaves: Vec<Leaf> = words.iter().map(leaf).collect();
        let row = |figures: &&[&str]| RawRow {
            values: figures
                .iter()
                .map(|text| RawValue::new(None, text, Place::default()))
                .collect(),
            ..RawRow::default()
        };
        elsewhere(&Body {
            layout: Layout::new(&leaves),
            rows: rows.iter().map(row).collect(),
            ..Body::default()
        })
    }

    #[test]
    fn a_row_tells_where_the_total_stands() {
        let rows: &[&[&str]] = &[&["9.00", "5.00", "4.00"], &["5.00", "5.00"]];
        assert_eq!(told(&["人员经费", "公用经费", "合计"], rows), 1);
        assert_eq!(told(&["合计", "人员经费", "公用经费"], rows), 0);
    }

    #[test]
    fn repetitions_changes_and_misprints_tell_nothing() {
        let words = ["人员经费", "公用经费", "合计"];
        assert_eq!(told(&words, &[&["5.00", "5.00", "0.00"]]), 0);
        assert_eq!(told(&words, &[&["9.10", "5.00", "4.00"]]), 0);
        let change = ["2023年决算数", "2024年预算数", "增减额"];
        assert_eq!(told(&change, &[&["5.00", "9.00", "4.00"]]), 0);
    }
}
