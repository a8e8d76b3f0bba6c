//! Parents of the rows of a list of purchases: kinds of goods, buying bodies, accounts, single purchases.

use crate::load::body::RawRow;
use crate::load::numeral;
use crate::model::{RowKind, Unit};

/// The kinds every purchase is one of.
const GOODS: [&str; 3] = ["货物", "工程", "服务"];

/// The rows below a named row that prints amounts but no words of its own.
struct Group {
    head: usize,
    /// Rows without a name, with the last column they print words in.
    rows: Vec<(usize, usize)>,
}

/// For every row, the row it is a part of. A row without a name that prints words belongs to the
/// named row above; where every first one of them prints fewer words than the next, it is a
/// heading too.
#[must_use]
pub(in crate::load) fn parents(
    rows: &[RawRow],
    kind: impl Fn(usize) -> RowKind,
) -> Vec<Option<usize>> {
    let mut parents = vec![None; rows.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut goods = None;
    let mut body = None;
    let mut open = false;
    let bodies_first = begins_with_bodies(rows, &kind);
    for (index, row) in rows.iter().enumerate() {
        let words = last_words(row);
        if kind(index) != RowKind::Item {
            (goods, body, open) = (None, None, false);
        } else if row.name.is_empty() {
            if let (Some(at), true, Some(group)) = (words, open, groups.last_mut()) {
                group.rows.push((index, at));
            }
        } else if words.is_some() {
            open = false;
        } else {
            let rows = Vec::new();
            groups.push(Group { head: index, rows });
            open = true;
            match (is_goods(row), bodies_first) {
                (true, true) => set(&mut parents, index, body),
                (true, false) => goods = Some(index),
                (false, true) => body = Some(index),
                (false, false) => set(&mut parents, index, goods),
            }
        }
    }
    let headed = groups.iter().all(|group| has_headings(&group.rows));
    for group in &groups {
        let mut above: Option<(usize, usize)> = None;
        for (place, &(row, at)) in group.rows.iter().enumerate() {
            let heading = headed && is_heading(&group.rows, place);
            let parent = above.filter(|&(_, words)| !heading && words < at);
            set(
                &mut parents,
                row,
                Some(parent.map_or(group.head, |(row, _)| row)),
            );
            if heading {
                above = Some((row, at));
            }
        }
    }
    parents
}

/// One of the kinds of goods, as a heading: 货物类, 二、工程.
fn is_goods(row: &RawRow) -> bool {
    GOODS.iter().any(|word| row.name.contains(word)) && row.name.chars().count() <= 6
}

/// Whether kinds of goods stand below bodies, not above them: the first heading is another one and
/// a kind of goods follows at once.
fn begins_with_bodies(rows: &[RawRow], kind: impl Fn(usize) -> RowKind) -> bool {
    let heading = |row: &RawRow| !row.name.is_empty() && last_words(row).is_none();
    let mut items = rows
        .iter()
        .enumerate()
        .skip_while(|(index, _)| kind(*index) != RowKind::Item)
        .map(|(_, row)| row);
    let first = items
        .next()
        .is_some_and(|row| heading(row) && !is_goods(row));
    first
        && items
            .next()
            .is_some_and(|row| heading(row) && is_goods(row))
}

fn set(parents: &mut [Option<usize>], row: usize, parent: Option<usize>) {
    if let Some(slot) = parents.get_mut(row) {
        *slot = parent;
    }
}

/// The last column in which a row prints words.
fn last_words(row: &RawRow) -> Option<usize> {
    let words = row.values.iter().filter(|value| {
        numeral::read(&value.text, &Unit::WanYuan).is_none() && value.text != row.name
    });
    words.filter_map(|value| value.column).max()
}

/// Whether the row after this one prints words farther to the right.
fn is_heading(rows: &[(usize, usize)], place: usize) -> bool {
    match (rows.get(place), rows.get(place + 1)) {
        (Some((_, at)), Some((_, next))) => at < next,
        _ => false,
    }
}

/// Whether the first row is a heading, and every row that prints as few words is one too.
fn has_headings(rows: &[(usize, usize)]) -> bool {
    let Some(&(_, least)) = rows.first() else {
        return true;
    };
    is_heading(rows, 0)
        && rows
            .iter()
            .enumerate()
            .all(|(place, &(_, at))| at > least || is_heading(rows, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::body::RawValue;
    use crate::model::Place;

    /// Rows as a name and the columns that print words; every row prints an amount as well.
    fn found(rows: &[(&str, &[usize])]) -> Vec<Option<usize>> {
        let value = |column: usize, text: &str| RawValue::new(Some(column), text, Place::default());
        let rows: Vec<RawRow> = rows
            .iter()
            .map(|(name, words)| {
                let mut values: Vec<_> = words.iter().map(|&at| value(at, "复印纸")).collect();
                values.push(value(9, "5.00"));
                RawRow {
                    name: (*name).into(),
                    values,
                    ..RawRow::default()
                }
            })
            .collect();
        parents(&rows, |row| {
            if row == 0 {
                RowKind::Total
            } else {
                RowKind::Item
            }
        })
    }

    #[test]
    fn goods_bodies_and_purchases_are_three_levels() {
        let all: [(&str, &[usize]); 8] = [
            ("合计", &[]),
            ("货物", &[]),
            ("云山市水务局", &[]),
            ("", &[1, 4]),
            ("", &[1, 4]),
            ("服务", &[]),
            ("云山市水务局", &[]),
            ("", &[1, 4]),
        ];
        let expected = [
            None,
            None,
            Some(1),
            Some(2),
            Some(2),
            None,
            Some(5),
            Some(6),
        ];
        assert_eq!(found(&all), expected);
    }

    #[test]
    fn bodies_may_stand_over_goods() {
        let all: [(&str, &[usize]); 8] = [
            ("合计", &[]),
            ("云山市水务局", &[]),
            ("货物类", &[]),
            ("办公设备购置", &[1, 4]),
            ("服务类", &[]),
            ("云山市水文站", &[]),
            ("工程类", &[]),
            ("测站改造", &[1, 4]),
        ];
        let expected = [None, None, Some(1), None, Some(1), None, Some(5), None];
        assert_eq!(found(&all), expected);
    }

    #[test]
    fn accounts_over_purchases_are_headings() {
        let all: [(&str, &[usize]); 7] = [
            ("合计", &[]),
            ("一、货物A", &[]),
            ("", &[1, 2]),
            ("", &[3, 4]),
            ("", &[2]),
            ("", &[3, 4]),
            ("", &[3, 4]),
        ];
        let expected = [None, None, Some(1), Some(2), Some(1), Some(4), Some(4)];
        assert_eq!(found(&all), expected);
    }

    #[test]
    fn a_purchase_with_fewer_words_is_no_heading() {
        let all: [(&str, &[usize]); 5] = [
            ("合计", &[]),
            ("货物", &[]),
            ("", &[1, 4]),
            ("", &[1]),
            ("", &[1, 4]),
        ];
        assert_eq!(found(&all), [None, None, Some(1), Some(1), Some(1)]);
        let own_words: [(&str, &[usize]); 3] = [("合计", &[]), ("货物", &[1]), ("", &[1])];
        assert_eq!(found(&own_words), [None; 3]);
    }
}
