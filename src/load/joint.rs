//! A common choice of placements for a row and its parts, so that every column adds up.

use std::collections::BTreeSet;

use super::evidence::sum;
use super::placement::{MOST_STEPS, OpenRow};
use crate::model::{Amount, Interval};

/// Joint choice of placements for a parent and its children so that every column adds up.
pub(super) struct Joint<'a> {
    rows: Vec<&'a OpenRow>,
    columns: Vec<usize>,
    /// A row the page lost: what the first column lacks.
    gap: Option<Interval>,
    chosen: Vec<usize>,
    /// Indexes of placements that occur in some solution, by member.
    pub(super) kept: Vec<BTreeSet<usize>>,
    pub(super) solutions: usize,
    pub(super) steps: usize,
}

impl<'a> Joint<'a> {
    pub(super) fn new(rows: &'a [OpenRow], members: &[usize]) -> Self {
        let rows: Vec<&OpenRow> = members.iter().filter_map(|&row| rows.get(row)).collect();
        let columns = rows
            .first()
            .map(|row| row.columns.clone())
            .unwrap_or_default();
        let gap = lost_row(&rows);
        Joint {
            kept: vec![BTreeSet::new(); rows.len()],
            rows,
            columns,
            gap,
            chosen: Vec::new(),
            solutions: 0,
            steps: 0,
        }
    }

    pub(super) fn run(&mut self, member: usize) {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return;
        }
        if member == self.rows.len() {
            if self.adds_up() {
                self.solutions += 1;
                for (kept, &choice) in self.kept.iter_mut().zip(&self.chosen) {
                    kept.insert(choice);
                }
            }
            return;
        }
        let count = self.rows.get(member).map_or(0, |row| row.placements.len());
        for choice in 0..count {
            self.chosen.push(choice);
            if self.within_totals() {
                self.run(member + 1);
            }
            self.chosen.pop();
        }
    }

    fn at(&self, member: usize, column: usize) -> Option<Interval> {
        let row = self.rows.get(member)?;
        row.at(row.placements.get(*self.chosen.get(member)?)?, column)
    }

    /// Whether the children chosen so far exceed no total; amounts below nothing lift the bound.
    fn within_totals(&self) -> bool {
        let negative = self
            .rows
            .iter()
            .flat_map(|row| &row.figures)
            .any(|figure| figure.greatest.is_negative());
        negative
            || self.columns.iter().all(|&column| {
                let children = (1..self.chosen.len()).filter_map(|member| self.at(member, column));
                let total = self.at(0, column).unwrap_or(Interval::exact(Amount::ZERO));
                sum(children).is_some_and(|children| children.least <= total.greatest)
            })
    }

    fn adds_up(&self) -> bool {
        let balanced = |column: usize, lost: Option<Interval>| {
            let children = (1..self.chosen.len()).filter_map(|member| self.at(member, column));
            let children: Vec<Interval> = children.chain(lost).collect();
            match self.at(0, column) {
                Some(total) => {
                    !children.is_empty() && sum(children).is_some_and(|sum| sum.meets(total))
                }
                None => {
                    children.is_empty()
                        || sum(children).is_some_and(|sum| sum.contains(Amount::ZERO))
                }
            }
        };
        match self.gap {
            None => self.columns.iter().all(|&column| balanced(column, None)),
            Some(gap) => {
                // The lost row stands in the first column and in one of the others.
                let Some((&first, others)) = self.columns.split_first() else {
                    return false;
                };
                balanced(first, Some(gap))
                    && others.iter().any(|&lost_in| {
                        others
                            .iter()
                            .all(|&column| balanced(column, (column == lost_in).then_some(gap)))
                    })
            }
        }
    }
}

/// What the children lack of the parent in the first column, where all print one: a row was lost.
fn lost_row(rows: &[&OpenRow]) -> Option<Interval> {
    let (parent, children) = rows.split_first()?;
    let first = |row: &&OpenRow| row.figures.first().copied();
    let total = first(parent)?;
    let children = sum(children.iter().filter_map(first))?;
    if children.meets(total) {
        return None;
    }
    let gap = total.checked_add(children.negated())?;
    (!gap.greatest.is_negative()).then_some(gap)
}
