//! Bands of figures whose columns their header leaves open, and the headings that stand nearest to them.

use super::spread_bands::Band;
use super::spread_places::{Column, Sort, is_words};
use super::spread_repeat;

/// Bands of figures of which only the order of the columns is certain.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// The columns they were given for their order.
    pub(super) columns: Vec<usize>,
    /// The columns whose headings stand nearest; empty where that is not clear.
    pub(super) nearest: Vec<usize>,
}

/// For every band of figures the column whose heading stands nearest: half as far away as any
/// other at most, in order, and no column twice. Squeezed headers stand elsewhere: only where a
/// header prints its columns several times, and each time the same ones are near, is that told.
pub(super) fn nearest_columns(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
) -> Option<Vec<usize>> {
    let figures: Vec<usize> = (0..columns.len())
        .filter(|at| sorts.get(*at) == Some(&Sort::Figures))
        .collect();
    let printed = bands.iter().filter(|band| !is_words(band));
    let nearest = printed.map(|band| {
        let mut away: Vec<(u32, usize)> = figures
            .iter()
            .filter_map(|&at| {
                let column = columns.get(at).filter(|column| column.has_room())?;
                let middle = column.from + column.to;
                Some((middle.abs_diff(band.from + band.to), at))
            })
            .collect();
        away.sort_unstable();
        match away.as_slice() {
            [(least, at), (next, _), ..] if least * 2 <= *next => Some(*at),
            _ => None,
        }
    });
    let nearest: Vec<usize> = nearest.collect::<Option<_>>()?;
    let rising = nearest.windows(2).all(|pair| pair.first() < pair.last());
    let leaf = |column: &Column| column.path.last().cloned().unwrap_or_default();
    let leaves: Vec<String> = columns.iter().map(leaf).collect();
    (rising && spread_repeat::are_alike(&leaves, &nearest)).then_some(nearest)
}
