//! Rows whose code is printed on a line of its own: the name and the figures below belong to it.

use super::body::RawRow;
use super::fold::skeleton;
use crate::catalogue;

/// Joins a code without name and figures to the row below that has both and no code, where the
/// catalogue knows the name by this code.
pub(super) fn join(rows: &mut Vec<RawRow>) {
    let mut joined: Vec<RawRow> = Vec::with_capacity(rows.len());
    for mut row in std::mem::take(rows) {
        if let Some(above) = joined.pop_if(|above| belongs(above, &row)) {
            row.code = above.code;
            row.place = above.place;
            row.indent = above.indent;
        }
        joined.push(row);
    }
    *rows = joined;
}

fn belongs(above: &RawRow, row: &RawRow) -> bool {
    let bare = !above.code.is_empty() && above.name.is_empty() && above.values.is_empty();
    let named = row.code.is_empty() && !row.name.is_empty() && !row.values.is_empty();
    let name = skeleton(&row.name);
    let known = |code: &str| {
        let mut entries = catalogue::entries(code).iter();
        entries.any(|entry| skeleton(entry.name) == name)
    };
    bare && named && above.lane == row.lane && known(&above.code)
}

#[cfg(test)]
mod tests {
    use super::super::body::RawValue;
    use super::*;
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
    }
}
