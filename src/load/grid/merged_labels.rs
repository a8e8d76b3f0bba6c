//! Rows that lack the cells a merged label covers: 项目类别 printed once beside several projects.
//!
//! Programs that print nothing where a cell is merged over rows print the other cells of these rows one
//! beside the other, from the first column on. The kinds of the cells tell where they belong: amounts
//! stand below amounts, words below words.

use std::collections::BTreeMap;

use crate::load::grid::cells::is_figure;
use crate::load::line::{Piece, TextLine};
use crate::load::lines::strokes::Ruled;

/// What a cell prints; anything may stand above a blank one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    Figure,
    Words,
}

fn sort(cell: &Piece) -> Sort {
    match cell.text.as_str() {
        "" => Sort::Blank,
        text if is_figure(text) => Sort::Figure,
        _ => Sort::Words,
    }
}

/// Puts the covered cells back in all tables whose cells are known; `kinds` says of every line what it is.
pub(in crate::load) fn restore_all(
    lines: &mut [TextLine],
    kinds: impl Iterator<Item = (u32, Ruled)>,
) {
    let mut tables: BTreeMap<u32, usize> = BTreeMap::new();
    let mut table = 0;
    for (number, kind) in kinds {
        match kind {
            Ruled::Known { .. } => {
                tables.insert(number, table);
            }
            Ruled::Rule => {}
            _ => table += 1,
        }
    }
    let of = |line: &TextLine| tables.get(&line.number);
    for table in lines.chunk_by_mut(|line, next| of(line) == of(next)) {
        if table.first().and_then(of).is_some() {
            let cells = table.iter().map(|line| line.pieces.len());
            let columns = cells.max().unwrap_or(0);
            restore(table, columns);
        }
    }
}

/// Puts the covered cells back into the rows of a table below its header. A row whose cells fit nowhere,
/// or in several places, is marked as one that nobody can place.
fn restore(table: &mut [TextLine], columns: usize) {
    let mut above: Vec<Sort> = vec![Sort::Blank; columns];
    for line in table {
        let sorts: Vec<Sort> = line.pieces.iter().map(sort).collect();
        let is_row = sorts.contains(&Sort::Figure);
        if sorts.len() >= columns || !is_row {
            above = learn(&above, &sorts, is_row);
            continue;
        }
        let lacking = columns - sorts.len();
        let fits = |at: &usize| {
            let (before, behind) = sorts.split_at((*at).min(sorts.len()));
            let mut wanted = above.iter();
            agree(before, wanted.by_ref().take(*at)) && agree(behind, wanted.skip(lacking))
        };
        // Labels are merged from the first column on, as lists are divided.
        let places = (0..=sorts.len()).filter(fits);
        match places.min() {
            Some(at) => {
                let covered = Piece {
                    covered: true,
                    line: line.number,
                    ..Piece::default()
                };
                let mut cells: Vec<Piece> = line.pieces.to_vec();
                cells.splice(at..at, std::iter::repeat_n(covered, lacking));
                line.pieces = cells.into();
            }
            None => line.parted = true,
        }
    }
}

/// Whether cells may stand below those above.
fn agree<'s>(cells: &[Sort], above: impl Iterator<Item = &'s Sort>) -> bool {
    let clash = |(cell, above): (&Sort, &Sort)| {
        *cell != Sort::Blank && *above != Sort::Blank && cell != above
    };
    !cells.iter().zip(above).any(clash)
}

/// What stands in each column, a whole row more.
fn learn(above: &[Sort], row: &[Sort], is_row: bool) -> Vec<Sort> {
    let known = above
        .iter()
        .zip(row.iter().chain(std::iter::repeat(&Sort::Blank)));
    let later = |(above, row): (&Sort, &Sort)| match row {
        Sort::Blank => *above,
        printed => *printed,
    };
    match is_row {
        true => known.map(later).collect(),
        false => above.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn rows(text: &str, columns: usize) -> Vec<(String, bool)> {
        let mut lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        restore(&mut lines, columns);
        let row = |line: &TextLine| {
            let cells: Vec<&str> = line.pieces.iter().map(|cell| cell.text.as_str()).collect();
            (cells.join("|"), line.parted)
        };
        lines.iter().map(row).collect()
    }

    #[test]
    fn rows_below_a_merged_label_begin_in_the_next_column() {
        let read = rows(
            "类别\t项目\t单位\t合计\t本年\n特定目标类\t甲\t某局\t3.00\t\n乙\t某局\t2.00\t2.00\n丙\t1.00\t1.00\n",
            5,
        );
        let whole = |row: &str| (row.to_owned(), false);
        assert_eq!(read[2], whole("|乙|某局|2.00|2.00"));
        assert_eq!(read[3], whole("||丙|1.00|1.00"));
    }

    #[test]
    fn a_row_that_fits_nowhere_is_no_row_of_known_columns() {
        let read = rows("项目\t预算数\t单位\n甲\t3.00\t某局\n1.00\t2.00\n", 3);
        assert_eq!(read[2], ("1.00|2.00".to_owned(), true));
    }
}
