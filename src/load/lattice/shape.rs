//! Learns from the words themselves how wide the columns of a table without borders are.

use std::collections::BTreeMap;

use crate::load::lattice::grammar::Machine;
use crate::load::lattice::words::Words;
use crate::load::lattice::{Shape, divide, least_cost};
use crate::load::wrap::Extent;

/// Widths the search begins at.
const STARTS: usize = 3;
/// Widths that are tried for a column.
const WIDTHS: usize = 8;

/// The shape under which the parts divide most cheaply.
#[must_use]
pub(in crate::load) fn learn(machine: &Machine, parts: &[Words]) -> Shape {
    let mut search = Search {
        machine,
        parts,
        candidates: candidates(parts),
        known: BTreeMap::new(),
    };
    let mut best = (u32::MAX, Shape::default());
    // From one beginning the search may end where no single width can be bettered.
    for start in search.candidates.clone().into_iter().take(STARTS) {
        let mut shape = Shape {
            widths: vec![start; machine.columns],
            apart: false,
        };
        // A width learned late may change what an earlier column had to explain.
        for _ in 0..2 {
            search.descend(&mut shape);
            tighten(machine, parts, &mut shape);
        }
        let cost = search.cost(&shape, u32::MAX);
        if cost < best.0 {
            best = (cost, shape);
        }
    }
    let (_, mut shape) = best;
    shape.widths.resize(machine.columns, 0);
    shape.apart = rows_stand_apart(machine, parts, &shape);
    shape
}

/// Whether nearly all rows begin after a blank line.
fn rows_stand_apart(machine: &Machine, parts: &[Words], shape: &Shape) -> bool {
    let (mut apart, mut close) = (0, 0);
    for words in parts {
        let rows = divide(machine, words, shape);
        for run in rows.iter().filter(|run| run.new_row && run.from > 0) {
            match words.tokens.get(run.from) {
                Some(token) if token.apart => apart += 1,
                _ => close += 1,
            }
        }
    }
    apart >= 2 && apart >= 3 * close
}

/// The widths most lines have, and the greatest.
fn candidates(parts: &[Words]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for token in parts.iter().flat_map(|words| &words.tokens) {
        *counts.entry(Extent::of(&token.text).least).or_default() += 1;
    }
    let widest = counts.keys().last().copied();
    let mut frequent: Vec<(usize, usize)> = counts
        .into_iter()
        .map(|(width, count)| (count, width))
        .collect();
    frequent.sort_unstable_by(|a, b| b.cmp(a));
    frequent.truncate(WIDTHS);
    let mut candidates: Vec<usize> = frequent.into_iter().map(|(_, width)| width).collect();
    candidates.extend(widest);
    candidates
}

/// A search for the widths of the columns.
struct Search<'a> {
    machine: &'a Machine,
    parts: &'a [Words],
    candidates: Vec<usize>,
    /// For each shape that was tried what it costs, or that it costs more than a limit.
    known: BTreeMap<Vec<usize>, Result<u32, Above>>,
}

/// The limit above which a cost was not worked out to the end.
#[derive(Clone, Copy)]
struct Above(u32);

impl Search<'_> {
    /// What all parts cost together; `u32::MAX` where it is dearer than the limit.
    fn cost(&mut self, shape: &Shape, limit: u32) -> u32 {
        match self.known.get(&shape.widths) {
            Some(Ok(cost)) => return *cost,
            Some(Err(Above(known))) if *known >= limit => return u32::MAX,
            _ => {}
        }
        let cost = self.parts.iter().try_fold(0_u32, |total, words| {
            let left = limit.checked_sub(total)?;
            total.checked_add(least_cost(self.machine, words, shape, left)?)
        });
        let found = cost.ok_or(Above(limit));
        self.known.insert(shape.widths.clone(), found);
        found.unwrap_or(u32::MAX)
    }

    /// Takes for one column after the other the width that makes the whole cheapest.
    fn descend(&mut self, shape: &mut Shape) {
        let mut best = self.cost(shape, u32::MAX);
        for column in 0..shape.widths.len() {
            for candidate in self.candidates.clone() {
                let mut tried = shape.clone();
                match tried.widths.get_mut(column) {
                    Some(width) if *width != candidate => *width = candidate,
                    _ => continue,
                }
                let total = self.cost(&tried, best);
                if total < best {
                    best = total;
                    *shape = tried;
                }
            }
        }
    }
}

/// No column is wider than the widest line that stands in it.
fn tighten(machine: &Machine, parts: &[Words], shape: &mut Shape) {
    let mut widest = vec![0; shape.widths.len()];
    for words in parts {
        for run in divide(machine, words, shape) {
            let lines = words.extents.get(run.from..run.to).unwrap_or(&[]);
            let own = lines.iter().map(|line| line.least).max();
            if let Some(width) = widest.get_mut(run.column) {
                *width = own.unwrap_or(0).max(*width);
            }
        }
    }
    for (width, widest) in shape.widths.iter_mut().zip(widest) {
        if widest > 0 {
            *width = widest.min(*width);
        }
    }
}
