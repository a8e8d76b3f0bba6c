//! Parents of rows that are told by nothing but how far their names are moved to the right.

use crate::load::body::RawRow;

/// Deeper forms are not known: class, section, item and a remark.
const MOST_LEVELS: usize = 4;

/// Positions of names of one level differ by less than this, in half-width characters.
const SAME_LEVEL: u32 = 1;

/// For every member of a lane, the row its name is moved in below; all `None` where the positions
/// are no steps (centred names) or where rows carry codes.
pub(in crate::load) fn parents(
    members: &[usize],
    rows: &[RawRow],
    is_item: impl Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let nothing = vec![None; members.len()];
    let member_rows = members.iter().map(|&index| (index, rows.get(index)));
    let named: Vec<(usize, Option<&RawRow>)> = member_rows
        .map(|(index, row)| (index, row.filter(|row| !row.name.is_empty())))
        .collect();
    let items = || {
        let items = named.iter().filter(|(index, _)| is_item(*index));
        items.filter_map(|&(_, row)| row)
    };
    let mut positions: Vec<u32> = items().map(|row| row.indent).collect();
    positions.sort_unstable();
    let levels: Vec<u32> = positions
        .chunk_by(|a, b| b - a <= SAME_LEVEL)
        .filter_map(|level| level.last().copied())
        .collect();
    let coded = items().any(|row| !row.code.is_empty());
    if coded || !(2..=MOST_LEVELS).contains(&levels.len()) {
        return nothing;
    }
    let mut parents = Vec::with_capacity(members.len());
    let mut open: Vec<usize> = Vec::new();
    // After a centred total, rows wait for the next one that stands at the left.
    let mut waiting = false;
    for &(index, row) in &named {
        let level = row.map_or(usize::MAX, |row| {
            levels.partition_point(|&level| level < row.indent)
        });
        // A total stands farther to the right than any level of items.
        if level > open.len() || level >= levels.len() {
            if is_item(index) && row.is_some() && !waiting {
                return nothing;
            }
            open.clear();
            waiting = true;
            parents.push(None);
            continue;
        }
        waiting &= level > 0;
        open.truncate(level);
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(indents: &[u32]) -> Vec<Option<usize>> {
        let rows: Vec<RawRow> = indents
            .iter()
            .map(|&indent| RawRow {
                name: "行政运行".into(),
                indent,
                ..RawRow::default()
            })
            .collect();
        let members: Vec<usize> = (0..rows.len()).collect();
        parents(&members, &rows, |_| true)
    }

    #[test]
    fn steps_are_levels() {
        let found = lane(&[0, 2, 4, 4, 2, 5, 0]);
        let expected = [None, Some(0), Some(1), Some(1), Some(0), Some(4), None];
        assert_eq!(found, expected);
    }

    #[test]
    fn centred_names_are_no_steps() {
        assert_eq!(lane(&[0, 6, 2, 9, 4]), [None; 5]);
        assert_eq!(lane(&[4, 0, 2]), [None; 3]);
        assert_eq!(lane(&[0, 0, 0]), [None; 3]);
    }
}
