//! Divides a run of words into the cells of a table whose borders are lost, and says of each cell whether another division would be as good.
//!
//! Every division of the words into cells has a cost: lines that end before their column is full
//! and yet go on, values that look like names, rows whose columns are out of order. The cheapest
//! division is taken; a cell is certain when every division nearly as cheap contains it.

pub(super) mod grammar;
pub(super) mod shape;
pub(super) mod words;

use crate::load::lattice::grammar::{Machine, Step};
use crate::load::lattice::words::{End, Ends, Words};

/// One cell of the cheapest division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Run {
    /// First token.
    pub(in crate::load) from: usize,
    /// Token after the last.
    pub(in crate::load) to: usize,
    /// Column.
    pub(in crate::load) column: usize,
    /// Whether it begins a row.
    pub(in crate::load) new_row: bool,
    /// Whether every division nearly as good has this cell.
    pub(in crate::load) certain: bool,
    /// Columns its words may stand in, its own included.
    pub(in crate::load) possible: Vec<usize>,
}

/// What is learned of a table before its words are divided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Shape {
    /// Width of each column.
    pub(in crate::load) widths: Vec<usize>,
    /// Whether rows begin after a blank line.
    pub(in crate::load) apart: bool,
}

/// Divisions this much dearer than the cheapest still count as possible.
const MARGIN: u32 = 3;
/// A row that begins without the blank line other rows begin after.
const CLOSE_ROW: u32 = 4;
/// A division that is this much dearer than one that is already further is given up.
const HOPELESS: u32 = 20;
/// How many tokens further such a division is looked for.
const FURTHEST: usize = 40;
/// Longer runs of words are not divided: no printed table comes near.
const LONGEST_RUN: usize = 1500;

/// What the cheapest division costs; worked out only while it is not above the limit.
#[must_use]
pub(in crate::load) fn least_cost(
    machine: &Machine,
    words: &Words,
    shape: &Shape,
    limit: u32,
) -> Option<u32> {
    let lattice = Lattice::new(machine, words, shape);
    let forward = lattice.forward(limit)?;
    lattice.cheapest(&forward)
}

/// The cheapest division; empty when there is none.
#[must_use]
pub(in crate::load) fn divide(machine: &Machine, words: &Words, shape: &Shape) -> Vec<Run> {
    Lattice::new(machine, words, shape).division()
}

/// What it costs to be in each state before each token, or to come from there to the end;
/// [`NEVER`] where no way leads.
struct Costs {
    states: usize,
    costs: Vec<u32>,
}

const NEVER: u32 = u32::MAX;

impl Costs {
    fn at(&self, token: usize) -> &[u32] {
        let from = token * self.states;
        self.costs.get(from..from + self.states).unwrap_or(&[])
    }

    fn get(&self, token: usize, state: usize) -> u32 {
        self.at(token).get(state).copied().unwrap_or(NEVER)
    }

    fn lower(&mut self, token: usize, state: usize, cost: u32) {
        if let Some(known) = self.costs.get_mut(token * self.states + state) {
            *known = cost.min(*known);
        }
    }

    /// Gives up what is dearer than a limit.
    fn cut(&mut self, token: usize, limit: u32) {
        let from = token * self.states;
        let here = self.costs.get_mut(from..from + self.states);
        for cost in here.into_iter().flatten().filter(|cost| **cost > limit) {
            *cost = NEVER;
        }
    }
}

/// A cell as a step from one state at one token to another state at a later one.
struct Edge {
    from: usize,
    to: usize,
    step: Step,
    /// What the cheapest division with this cell costs.
    through: u32,
    unlikely: bool,
}

impl Edge {
    fn is_same_cell(&self, other: &Edge) -> bool {
        (self.from, self.to, self.step.column, self.step.new_row)
            == (other.from, other.to, other.step.column, other.step.new_row)
    }
}

/// All ways to divide words into cells of a shape.
struct Lattice<'a> {
    machine: &'a Machine,
    words: &'a Words,
    shape: &'a Shape,
    /// For each column where its cells may end.
    ends: Vec<Ends>,
}

impl<'a> Lattice<'a> {
    fn new(machine: &'a Machine, words: &'a Words, shape: &'a Shape) -> Self {
        let widths = shape.widths.iter().enumerate();
        let ends = widths.map(|(column, &width)| words.ends(column, width));
        Lattice {
            machine,
            words,
            shape,
            ends: ends.collect(),
        }
    }

    fn tokens(&self) -> usize {
        self.words.tokens.len()
    }

    fn costs(&self) -> Costs {
        let states = self.machine.ends.len();
        Costs {
            states,
            costs: vec![NEVER; states * (self.tokens() + 1)],
        }
    }

    /// Where a cell of a column that begins at a token may end.
    fn ends(&self, from: usize, column: usize) -> &[End] {
        let ends = self.ends.get(column).and_then(|ends| ends.get(from));
        ends.map_or(&[], Vec::as_slice)
    }

    /// What a step costs at a token before its words; `None` where it cannot be.
    fn step_cost(&self, from: usize, step: Step) -> Option<u32> {
        if !step.new_row || from == 0 {
            return Some(step.cost);
        }
        let apart = self.words.tokens.get(from).is_some_and(|token| token.apart);
        let close = self.shape.apart && !apart;
        let cost = step.cost + if close { CLOSE_ROW } else { 0 };
        (!self.words.same_line(from)).then_some(cost)
    }

    /// The cheapest way from the beginning to each state before each token; `None` as soon as every
    /// way is dearer than the limit.
    fn forward(&self, limit: u32) -> Option<Costs> {
        if self.tokens() > LONGEST_RUN {
            return None;
        }
        let mut costs = self.costs();
        costs.lower(0, 0, 0);
        // The least it costs to be anywhere before each token.
        let mut least = vec![NEVER; self.tokens() + 1];
        let mut here = Vec::new();
        for from in 0..self.tokens() {
            let beyond = least.iter().skip(from + 1).take(FURTHEST);
            let ahead = beyond.copied().min().unwrap_or(NEVER);
            if ahead < NEVER && ahead > limit {
                return None;
            }
            costs.cut(from, ahead.saturating_add(HOPELESS));
            here.clear();
            here.extend_from_slice(costs.at(from));
            let live = here.iter().zip(&self.machine.steps);
            for (&before, steps) in live.filter(|&(&before, _)| before < NEVER) {
                for &step in steps {
                    let Some(own) = self.step_cost(from, step) else {
                        continue;
                    };
                    for end in self.ends(from, step.column) {
                        let cost = before + own + end.cost;
                        costs.lower(end.to, step.target, cost);
                        if let Some(least) = least.get_mut(end.to) {
                            *least = cost.min(*least);
                        }
                    }
                }
            }
        }
        Some(costs)
    }

    fn cheapest(&self, forward: &Costs) -> Option<u32> {
        let last = forward.at(self.tokens()).iter().zip(&self.machine.ends);
        let reached = last.filter(|&(&cost, _)| cost < NEVER);
        reached
            .filter_map(|(&cost, &end)| cost.checked_add(end?))
            .min()
    }

    /// Cheapest way from each state before each token to the end.
    fn backward(&self) -> Costs {
        let mut costs = self.costs();
        for (state, end) in self.machine.ends.iter().enumerate() {
            costs.lower(self.tokens(), state, end.unwrap_or(NEVER));
        }
        for from in (0..self.tokens()).rev() {
            for &step in self.machine.steps.iter().flatten() {
                let Some(own) = self.step_cost(from, step) else {
                    continue;
                };
                for end in self.ends(from, step.column) {
                    let after = costs.get(end.to, step.target);
                    costs.lower(from, step.source, after.saturating_add(own + end.cost));
                }
            }
        }
        costs
    }

    /// The cells of all divisions that cost no more than a limit.
    fn edges(&self, forward: &Costs, limit: u32) -> Vec<Edge> {
        let backward = self.backward();
        let mut edges = Vec::new();
        for from in 0..self.tokens() {
            for &step in self.machine.steps.iter().flatten() {
                let before = forward.get(from, step.source);
                let Some(own) = self.step_cost(from, step).filter(|_| before < NEVER) else {
                    continue;
                };
                for end in self.ends(from, step.column) {
                    let after = backward.get(end.to, step.target);
                    let through = (before + own + end.cost).saturating_add(after);
                    if through <= limit {
                        edges.push(Edge {
                            from,
                            to: end.to,
                            step,
                            through,
                            unlikely: end.unlikely,
                        });
                    }
                }
            }
        }
        // Of divisions equally cheap the one whose first cell stands in the first column, and is
        // the shortest, is taken.
        edges.sort_by_key(|edge| (edge.from, edge.step.column, edge.to));
        edges
    }

    fn division(&self) -> Vec<Run> {
        let Some(forward) = self.forward(NEVER) else {
            return Vec::new();
        };
        let Some(best) = self.cheapest(&forward) else {
            return Vec::new();
        };
        let possible = self.edges(&forward, best + MARGIN - 1);
        let mut runs = Vec::new();
        let (mut at, mut state) = (0, 0);
        while let Some(edge) = possible
            .iter()
            .find(|edge| edge.from == at && edge.step.source == state && edge.through == best)
        {
            let overlapping: Vec<&Edge> = possible
                .iter()
                .filter(|other| edge.from < other.to && other.from < edge.to)
                .collect();
            let certain = overlapping.iter().all(|other| other.is_same_cell(edge));
            runs.push(Run {
                from: edge.from,
                to: edge.to,
                column: edge.step.column,
                new_row: edge.step.new_row,
                certain: certain && !edge.unlikely,
                possible: overlapping.iter().map(|other| other.step.column).collect(),
            });
            (at, state) = (edge.to, edge.step.target);
        }
        runs
    }
}
