//! Rows that were taken apart: the code, the name and the figures stand on lines of their own.

use crate::catalogue;
use crate::load::body::RawRow;
use crate::load::fold::skeleton;
use crate::load::meaning::rows::WORDS_OF_SUMS;

/// Digits of the codes of units and items at least.
const SHORTEST_CODE: usize = 5;

/// Lines a row was taken apart into at most.
const PIECES: usize = 3;

/// Joins neighbours of which one prints the code and one the figures, where the catalogue knows
/// their names, one after the other, by this code.
pub(in crate::load) fn join(rows: &mut Vec<RawRow>) {
    let mut joined: Vec<RawRow> = Vec::with_capacity(rows.len());
    for row in std::mem::take(rows) {
        joined.push(row);
        let found = (2..=PIECES).find_map(|count| {
            let from = joined.len().checked_sub(count)?;
            whole(joined.get(from..)?).map(|row| (from, row))
        });
        if let Some((from, row)) = found {
            joined.truncate(from);
            joined.push(row);
        }
    }
    *rows = joined;
}

/// The row that pieces make up.
fn whole(pieces: &[RawRow]) -> Option<RawRow> {
    let first = pieces.first()?;
    let only = |has: fn(&&RawRow) -> bool| {
        let mut found = pieces.iter().filter(has);
        found.next().filter(|_| found.next().is_none())
    };
    let coded = only(|row| !row.code.is_empty())?;
    let valued = only(|row| !row.values.is_empty())?;
    let name: String = pieces.iter().map(|row| row.name.as_str()).collect();
    let text = skeleton(&name);
    let apart = coded.values.is_empty() && skeleton(&coded.name) != text;
    let mut entries = catalogue::entries(&coded.code).iter();
    let known = !text.is_empty() && entries.any(|entry| skeleton(entry.name) == text);
    let alike = pieces.iter().all(|row| row.lane == first.lane);
    (apart && known && alike).then(|| {
        let mut row = valued.clone();
        row.name = name.into();
        row.code = coded.code.clone();
        (row.index, row.place, row.indent) = (first.index, first.place, first.indent);
        row
    })
}

/// Whether a code stands alone beside figures that have none: they may belong together, or not.
#[must_use]
pub(in crate::load) fn are_apart(rows: &[RawRow]) -> bool {
    let bare = |row: &RawRow| {
        let long = row.code.len() >= SHORTEST_CODE && !row.code.contains('→');
        long && row.name.is_empty() && row.values.is_empty()
    };
    let open = |row: &RawRow| row.code.is_empty() && !row.values.is_empty() && !is_total(&row.name);
    let beside = |one: &RawRow, other: &RawRow| one.lane == other.lane && bare(one) && open(other);
    rows.windows(2).any(|pair| match pair {
        [above, below] => beside(above, below) || beside(below, above),
        _ => false,
    })
}

fn is_total(name: &str) -> bool {
    let name = skeleton(name);
    WORDS_OF_SUMS.iter().any(|word| name.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::body::RawValue;
    use crate::model::Place;

    #[test]
    fn a_code_alone_goes_to_the_row_of_its_name() {
        let row = |code: &str, name: &str, figure: &str| RawRow {
            code: code.into(),
            name: name.into(),
            values: (!figure.is_empty())
                .then(|| RawValue::new(None, figure, Place::default()))
                .into_iter()
                .collect(),
            ..RawRow::default()
        };
        let mut rows = vec![
            row("2210201", "", ""),
            row("", "住房公积金", "5.00"),
            row("2210203", "", ""),
            row("", "别的名称", "1.00"),
        ];
        join(&mut rows);
        let read: Vec<(&str, &str)> = rows
            .iter()
            .map(|row| (row.code.as_str(), row.name.as_str()))
            .collect();
        assert_eq!(
            read,
            [("2210201", "住房公积金"), ("2210203", ""), ("", "别的名称")]
        );
        assert!(are_apart(&rows));
        let mut rows = vec![
            row("2080505", "机关事业单位基本养老保险缴费支", ""),
            row("", "出", "6.00"),
            row("", "机关事业单位职业年金", "3.00"),
            row("2080506", "", ""),
            row("", "缴费支出", ""),
            row("20899", "其他社会保障和就业支出", ""),
            row("", "出", "9.00"),
        ];
        join(&mut rows);
        let read: Vec<(&str, &str, usize)> = rows
            .iter()
            .map(|row| (row.code.as_str(), row.name.as_str(), row.values.len()))
            .collect();
        assert_eq!(
            read,
            [
                ("2080505", "机关事业单位基本养老保险缴费支出", 1),
                ("2080506", "机关事业单位职业年金缴费支出", 1),
                ("20899", "其他社会保障和就业支出", 0),
                ("", "出", 1),
            ]
        );
        assert!(!are_apart(&rows));
    }
}
