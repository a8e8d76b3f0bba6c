//! Bands of figures whose columns their header leaves open, and the headings that stand nearest to them.

use crate::load::body::Nearest;
use crate::load::spread;
use crate::load::spread::bands::Band;
use crate::load::spread::places::{Column, Sort, is_words};

/// Bands of figures of which only the order of the columns is certain.
#[derive(Debug, Default)]
pub(in crate::load) struct Open {
    /// The columns they were given for their order.
    pub(in crate::load) columns: Vec<usize>,
    /// The columns whose headings stand nearest; nothing where that is not clear.
    pub(in crate::load) nearest: Option<Nearest>,
}

/// For every band of figures the column whose heading stands nearest: half as far away as any
/// other at most, in order, and no column twice. Squeezed headers stand elsewhere: only where a
/// header prints its columns several times, and each time the same ones are near, is that told.
pub(in crate::load) fn nearest_columns(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
) -> Option<Nearest> {
    let figures = figures_of(sorts);
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
    (rising && spread::repeat::are_alike(&leaves, &nearest)).then_some(Nearest {
        columns: nearest,
        by_sums: false,
    })
}

/// For every band of figures the column whose heading it touches: the last one whose middle is left
/// of its end, as in columns whose figures keep the right edge. Headings that begin where they begin
/// on the page are above them; those one blank behind others may stand farther right there.
pub(in crate::load) fn columns_above(
    columns: &[Column],
    sorts: &[Sort],
    bands: &[Band],
) -> Option<Nearest> {
    let figures = figures_of(sorts);
    let room = |at: usize| {
        columns
            .get(at)
            .map_or((0, 0), |column| (column.from, column.to))
    };
    let firm = |at: usize| columns.get(at).is_some_and(|column| column.firm);
    let above = |band: &Band| {
        let middle = |at: usize| (room(at).0 + room(at).1) / 2;
        let own = figures.iter().copied().rfind(|&at| middle(at) < band.to)?;
        let mut touched = figures
            .iter()
            .copied()
            .filter(|&at| band.touches(room(at).0, room(at).1))
            .peekable();
        touched.peek()?;
        let agrees = touched.all(|at| at == own || at > own && !firm(at));
        (agrees && firm(own)).then_some(own)
    };
    let printed = bands.iter().filter(|band| !is_words(band));
    let found: Vec<usize> = printed.map(above).collect::<Option<_>>()?;
    let rising = found.windows(2).all(|pair| pair.first() < pair.last());
    rising.then_some(Nearest {
        columns: found,
        by_sums: true,
    })
}

fn figures_of(sorts: &[Sort]) -> Vec<usize> {
    let figures = |at: &usize| sorts.get(*at) == Some(&Sort::Figures);
    (0..sorts.len()).filter(figures).collect()
}
