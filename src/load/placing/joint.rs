//! A common choice of placements for a row and its parts, so that every column adds up.

use std::collections::BTreeSet;

use crate::load::placing::evidence::sum;
use crate::load::placing::placement::{MOST_STEPS, OpenRow, Placement};
use crate::model::{Amount, Column, Interval, ValueKind};

/// More rows with several placements are not searched together: it bounds the depth.
const MOST_OPEN: usize = 256;

/// What stands in one column below the parent.
#[derive(Clone, Copy)]
struct Below {
    /// How many figures.
    count: usize,
    /// Their sum; `None` on overflow.
    sum: Option<Interval>,
}

impl Below {
    fn plus(self, figure: Interval) -> Below {
        Below {
            count: self.count + 1,
            sum: self.sum.and_then(|sum| sum.checked_add(figure)),
        }
    }
}

/// Joint choice of placements for a parent and its children so that every column adds up.
pub(in crate::load) struct Joint<'a> {
    rows: Vec<&'a OpenRow>,
    columns: Vec<usize>,
    /// A row the page lost: what the first column lacks.
    gap: Option<Interval>,
    /// Members with more than one placement, in order.
    open: Vec<usize>,
    /// What each placement of the open members prints, by position in `columns`: the innermost
    /// loop looks nothing up.
    printed: Vec<Vec<Vec<(usize, Interval)>>>,
    /// The most the parent can print in each column; nothing where it prints nothing.
    most: Vec<Amount>,
    /// Chosen placement of every member.
    chosen: Vec<usize>,
    /// What the children chosen so far print, by column.
    below: Vec<Below>,
    /// Whether some amount is below nothing, so that a part may exceed its whole.
    negative: bool,
    /// Indexes of placements that occur in some solution, by member.
    pub(in crate::load) kept: Vec<BTreeSet<usize>>,
    pub(in crate::load) solutions: usize,
    pub(in crate::load) steps: usize,
}

impl<'a> Joint<'a> {
    /// Shares of a whole do not add up: only other columns are sums of their rows.
    pub(in crate::load) fn new(rows: &'a [OpenRow], members: &[usize], columns: &[Column]) -> Self {
        let rows: Vec<&OpenRow> = members.iter().filter_map(|&row| rows.get(row)).collect();
        let share = |at: usize| {
            let column = columns.get(at);
            column.is_some_and(|column| column.kind == ValueKind::Percent)
        };
        let own = rows.first().map(|row| row.columns.iter().copied());
        let columns: Vec<usize> = own.into_iter().flatten().filter(|&at| !share(at)).collect();
        let nothing = Below {
            count: 0,
            sum: Some(Interval::exact(Amount::ZERO)),
        };
        let is_open = |row: &OpenRow| row.placements.len() > 1;
        let open: Vec<usize> = (0..rows.len())
            .filter(|&member| rows.get(member).is_some_and(|row| is_open(row)))
            .collect();
        let searched = open.iter().take(MOST_OPEN + 1);
        let printed = searched.filter_map(|&member| rows.get(member));
        let printed = printed.map(|row| printed_by(row, &columns)).collect();
        let mut joint = Joint {
            gap: lost_row(&rows),
            open,
            printed,
            most: Vec::new(),
            chosen: vec![0; rows.len()],
            below: vec![nothing; columns.len()],
            negative: rows
                .iter()
                .flat_map(|row| &row.figures)
                .any(|figure| figure.greatest.is_negative()),
            kept: vec![BTreeSet::new(); rows.len()],
            rows,
            columns,
            solutions: 0,
            steps: 0,
        };
        for member in 1..joint.rows.len() {
            if joint.rows.get(member).is_some_and(|row| !is_open(row)) {
                joint.add(member);
            }
        }
        joint.note_totals();
        joint
    }

    /// Searches all choices; `steps` tells whether the search was cut short.
    pub(in crate::load) fn search(&mut self) {
        if self.open.len() > MOST_OPEN {
            self.steps = MOST_STEPS;
        } else {
            self.run(0);
        }
    }

    fn run(&mut self, depth: usize) {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return;
        }
        let Some(&member) = self.open.get(depth) else {
            self.judge();
            return;
        };
        let count = self.rows.get(member).map_or(0, |row| row.placements.len());
        for choice in 0..count {
            if let Some(chosen) = self.chosen.get_mut(member) {
                *chosen = choice;
            }
            let before = if member > 0 {
                self.add_printed(depth, choice)
            } else {
                self.note_totals();
                Vec::new()
            };
            // What the choices before left within its total still is, unless something came to it.
            let within = match depth {
                0 => self.are_within_totals(0..self.columns.len()),
                _ => self.are_within_totals(before.iter().map(|&(at, _)| at)),
            };
            if within {
                self.run(depth + 1);
            }
            for (at, below) in before {
                if let Some(place) = self.below.get_mut(at) {
                    *place = below;
                }
            }
        }
    }

    /// Counts what a placement of an open child prints; gives what stood there before.
    fn add_printed(&mut self, open: usize, choice: usize) -> Vec<(usize, Below)> {
        let printed = self.printed.get(open).and_then(|ways| ways.get(choice));
        let mut before = Vec::new();
        for &(at, figure) in printed.into_iter().flatten() {
            if let Some(below) = self.below.get_mut(at) {
                before.push((at, *below));
                *below = below.plus(figure);
            }
        }
        before
    }

    /// Counts the figures of a child under its chosen placement.
    fn add(&mut self, member: usize) {
        for at in 0..self.columns.len() {
            let figure = self
                .columns
                .get(at)
                .and_then(|&column| self.at(member, column));
            if let (Some(figure), Some(below)) = (figure, self.below.get_mut(at)) {
                *below = below.plus(figure);
            }
        }
    }

    fn judge(&mut self) {
        if self.adds_up() {
            self.solutions += 1;
            for (kept, &choice) in self.kept.iter_mut().zip(&self.chosen) {
                kept.insert(choice);
            }
        }
    }

    fn at(&self, member: usize, column: usize) -> Option<Interval> {
        let row = self.rows.get(member)?;
        row.at(row.placements.get(*self.chosen.get(member)?)?, column)
    }

    /// Whether the children chosen so far exceed no total in these columns; amounts below nothing
    /// lift the bound, and a parent whose placement is still open is chosen first.
    fn are_within_totals(&self, mut columns: impl Iterator<Item = usize>) -> bool {
        self.negative
            || columns.all(|at| {
                let (Some(most), Some(below)) = (self.most.get(at), self.below.get(at)) else {
                    return true;
                };
                below.sum.is_some_and(|sum| sum.least <= *most)
            })
    }

    /// Notes what the parent prints under its chosen placement.
    fn note_totals(&mut self) {
        let most = |column: &usize| self.at(0, *column).map_or(Amount::ZERO, |it| it.greatest);
        self.most = self.columns.iter().map(most).collect();
    }

    fn adds_up(&self) -> bool {
        let balanced = |at: usize, lost: Option<Interval>| {
            let (Some(&column), Some(&below)) = (self.columns.get(at), self.below.get(at)) else {
                return false;
            };
            let below = lost.map_or(below, |lost| below.plus(lost));
            let sum = |fits: &dyn Fn(Interval) -> bool| below.sum.is_some_and(fits);
            match self.at(0, column) {
                Some(total) => below.count > 0 && sum(&|sum| sum.meets(total)),
                None => below.count == 0 || sum(&|sum| sum.contains(Amount::ZERO)),
            }
        };
        let columns = 0..self.columns.len();
        match self.gap {
            None => columns.into_iter().all(|at| balanced(at, None)),
            Some(gap) => {
                // The lost row stands in the first column and in one of the others.
                let mut others = columns.clone().skip(1);
                balanced(0, Some(gap))
                    && others.any(|lost_in| {
                        columns
                            .clone()
                            .skip(1)
                            .all(|at| balanced(at, (at == lost_in).then_some(gap)))
                    })
            }
        }
    }
}

/// What every placement of a row prints in these columns, by their position.
fn printed_by(row: &OpenRow, columns: &[usize]) -> Vec<Vec<(usize, Interval)>> {
    let printed = |placement: &Placement| {
        let columns = columns.iter().enumerate();
        columns
            .filter_map(|(at, &column)| Some((at, row.at(placement, column)?)))
            .collect()
    };
    row.placements.iter().map(printed).collect()
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
