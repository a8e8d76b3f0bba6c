//! Columns of figures that stand so close that some share room: told by the rows that print all of them.

use std::collections::BTreeMap;

use crate::load::spread::bands::{DRIFT, Token};

/// Figures that stand below each other, and whether they share room with those of another column.
pub(in crate::load) type Column<'a> = (Vec<&'a Token>, bool);

/// Columns so close that their figures share room are told by the rows that print all of them: what
/// stands there in the same order and keeps an edge is one column, and what stands alone in other
/// rows belongs to the one column whose edge it keeps.
pub(in crate::load) fn divided<'a>(columns: Vec<Vec<&'a Token>>) -> Vec<Column<'a>> {
    let mut all: Vec<Column<'a>> = Vec::with_capacity(columns.len());
    for column in columns {
        let parts =
            |column: &[&'a Token]| Some(divide(column)?.into_iter().map(|part| (part, true)));
        if let Some(parts) = parts(&column) {
            all.extend(parts);
            continue;
        }
        // Long figures of its first column may share no room with the short ones.
        let close = all.last().filter(|(before, _)| {
            let end = before.iter().map(|token| token.to).max();
            end >= column.iter().map(|token| token.from).min()
        });
        let both = close.map(|(before, _)| [before.as_slice(), &column].concat());
        match both.and_then(|both| parts(&both)) {
            Some(parts) => {
                all.pop();
                all.extend(parts);
            }
            None => all.push((column, false)),
        }
    }
    all
}

fn divide<'a>(column: &[&'a Token]) -> Option<Vec<Vec<&'a Token>>> {
    let mut lines: BTreeMap<u32, Vec<&Token>> = BTreeMap::new();
    for &token in column {
        lines.entry(token.piece.line).or_default().push(token);
    }
    let width = lines
        .values()
        .map(Vec::len)
        .max()
        .filter(|&width| width > 1)?;
    let (whole, others): (Vec<_>, Vec<_>) =
        lines.into_values().partition(|line| line.len() == width);
    let mut parts: Vec<Vec<&Token>> = (0..width)
        .map(|at| {
            whole
                .iter()
                .filter_map(|line| line.get(at).copied())
                .collect()
        })
        .collect();
    if !parts.iter().all(|part| keeps_an_edge(part)) {
        return None;
    }
    for line in others {
        let mut first = 0;
        for token in line {
            let keeps = |at: &usize| {
                let part = parts.get(*at).map_or(&[][..], Vec::as_slice);
                EDGES
                    .iter()
                    .min_by_key(|edge| drift(part, **edge))
                    .is_some_and(|edge| drift(&[part, &[token]].concat(), *edge) <= DRIFT)
            };
            let mut found = (0..width).filter(keeps);
            let at = found
                .next()
                .filter(|at| *at >= first && found.next().is_none())?;
            parts.get_mut(at)?.push(token);
            first = at + 1;
        }
    }
    Some(parts)
}

/// The edges figures of a column may keep: the right, the left, or twice their middle.
const EDGES: [fn(&Token) -> u32; 3] = [
    |token| token.to,
    |token| token.from,
    |token| token.from + token.to,
];

/// How far an edge drifts.
fn drift(column: &[&Token], edge: fn(&Token) -> u32) -> u32 {
    let least = column.iter().map(|token| edge(token)).min().unwrap_or(0);
    let greatest = column.iter().map(|token| edge(token)).max().unwrap_or(0);
    greatest - least
}

/// Whether the left edges, the right edges or the middles stand below each other.
pub(in crate::load) fn keeps_an_edge(column: &[&Token]) -> bool {
    EDGES.iter().any(|edge| drift(column, *edge) <= DRIFT)
}

/// Figures among which one may stand off the edge of the others: where a line holds wider words than
/// its neighbours, all its figures are moved.
const FEW: usize = 8;

/// The same but for few figures, which drift no farther again.
pub(in crate::load) fn nearly_keeps_an_edge(column: &[&Token]) -> bool {
    let off = column.len() / FEW;
    EDGES.iter().any(|edge| {
        let mut edges: Vec<u32> = column.iter().map(|token| edge(token)).collect();
        edges.sort_unstable();
        let kept = edges.windows((edges.len() - off).max(1));
        let close = |edges: &[u32], drift| {
            let ends = edges.first().zip(edges.last());
            ends.is_some_and(|(first, last)| last - first <= drift)
        };
        close(&edges, 2 * DRIFT) && kept.into_iter().any(|most| close(most, DRIFT))
    })
}
