//! Divides a run of words into the cells of a table whose borders are lost, and says of each cell whether another division would be as good.
//!
//! Every division of the words into cells has a cost: lines that end before their column is full
//! and yet go on, values that look like names, rows whose columns are out of order. The cheapest
//! division is taken; a cell is certain when every division nearly as cheap contains it.

use std::collections::BTreeMap;

use super::tokens::Token;
use super::wrap::{self, Extent};

/// A run of words and what each of them costs in each column; worked out once, because a run is
/// divided many times.
pub(super) struct Words {
    /// The words.
    pub(super) tokens: Vec<Token>,
    pub(super) extents: Vec<Extent>,
    atoms: Vec<usize>,
    /// For each column and first token: what the words cost, by the number of tokens less one.
    costs: Vec<Vec<Vec<u32>>>,
}

impl Words {
    /// Weighs words under a grammar.
    #[must_use]
    pub(super) fn new<G: Grammar>(grammar: &G, tokens: Vec<Token>) -> Self {
        let texts = || tokens.iter().map(|token| token.text.as_str());
        let costs = (0..grammar.columns())
            .map(|column| {
                (0..tokens.len())
                    .map(|from| weigh(grammar, &tokens, column, from))
                    .collect()
            })
            .collect();
        Words {
            extents: texts().map(Extent::of).collect(),
            atoms: texts().map(wrap::first_atom).collect(),
            costs,
            tokens,
        }
    }

    /// Whether a token stands on the line of the one before it.
    fn same_line(&self, at: usize) -> bool {
        let line = |at: usize| self.tokens.get(at).map(|token| token.place.line);
        at > 0 && line(at - 1) == line(at)
    }

    /// The ends a cell beginning at `from` may have.
    fn ends(&self, from: usize, column: usize, width: usize) -> Vec<End> {
        let costs = self.costs.get(column).and_then(|costs| costs.get(from));
        let (mut breaks, mut line) = (0, Extent::default());
        let mut ends = Vec::new();
        for (at, &words) in (from..).zip(costs.into_iter().flatten()) {
            let own = self.extents.get(at).copied().unwrap_or_default();
            if at > from && self.same_line(at) {
                breaks += SAME_LINE;
                line = line.beside(own);
            } else {
                if at > from {
                    breaks += self.break_cost(at, line, width);
                }
                line = own;
            }
            if breaks > DEAREST_BREAKS {
                break;
            }
            let last = wrap::overflow_cost(line, width) + wrap::full_end_cost(line, width);
            ends.push(End {
                to: at + 1,
                cost: breaks + last + words,
                unlikely: words >= UNLIKELY,
            });
        }
        ends
    }

    /// What it costs to go on at a token after a line of the same cell.
    fn break_cost(&self, at: usize, line: Extent, width: usize) -> u32 {
        let atom = self.atoms.get(at).copied().unwrap_or(0);
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let early = wrap::break_cost(line, atom, width);
        let sentence = early > 0 && before.is_some_and(|token| token.text.ends_with('。'));
        let after = if sentence { AFTER_SENTENCE } else { 0 };
        early + after + wrap::overflow_cost(line, width)
    }
}

fn weigh<G: Grammar>(grammar: &G, tokens: &[Token], column: usize, from: usize) -> Vec<u32> {
    let before: String = tokens
        .get(from.saturating_sub(2)..from)
        .unwrap_or(&[])
        .iter()
        .map(|token| token.text.as_str())
        .collect();
    let mut text = String::new();
    tokens
        .iter()
        .skip(from)
        .take(grammar.longest(column))
        .map(|token| {
            text.push_str(&token.text);
            grammar.words(column, &text, &before)
        })
        .collect()
}

/// What may follow what in a row, and what the words say about their column.
pub(super) trait Grammar {
    /// What the rest of the row depends on.
    type State: Copy + Ord;
    /// Before the first cell.
    fn start(&self) -> Self::State;
    /// How many columns cells may stand in.
    fn columns(&self) -> usize;
    /// How many lines a cell of a column may take.
    fn longest(&self, column: usize) -> usize;
    /// The state after a cell, and what it costs to have it here; `None` where it cannot stand.
    fn step(&self, state: Self::State, column: usize, new_row: bool) -> Option<(Self::State, u32)>;
    /// What it costs to end here.
    fn end(&self, state: Self::State) -> Option<u32>;
    /// What it costs to read these words in a column; `before` is printed just before them.
    fn words(&self, column: usize, text: &str, before: &str) -> u32;
}

/// One cell of the cheapest division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// First token.
    pub(super) from: usize,
    /// Token after the last.
    pub(super) to: usize,
    /// Column.
    pub(super) column: usize,
    /// Whether it begins a row.
    pub(super) new_row: bool,
    /// Whether every division nearly as good has this cell.
    pub(super) certain: bool,
    /// Columns its words may stand in, its own included.
    pub(super) possible: Vec<usize>,
}

/// What is learned of a table before its words are divided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// Width of each column.
    pub(super) widths: Vec<usize>,
    /// Whether rows begin after a blank line.
    pub(super) apart: bool,
}

/// Divisions this much dearer than the cheapest still count as possible.
const MARGIN: u32 = 3;
/// Words of one line that are read as one cell although white space parts them.
const SAME_LINE: u32 = 5;
/// A cell that goes on after a sentence that ended before its line was full.
const AFTER_SENTENCE: u32 = 3;
/// Breaks dearer than this together end the search for a longer cell.
const DEAREST_BREAKS: u32 = 16;
/// Words that cost this much in their column are left out even where nothing else is possible.
const UNLIKELY: u32 = 6;
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
pub(super) fn least_cost<G: Grammar>(
    grammar: &G,
    words: &Words,
    shape: &Shape,
    limit: u32,
) -> Option<u32> {
    Lattice::new(grammar, words, shape, Some(limit)).cheapest(grammar)
}

/// The cheapest division; empty when there is none.
#[must_use]
pub(super) fn divide<G: Grammar>(grammar: &G, words: &Words, shape: &Shape) -> Vec<Run> {
    Lattice::new(grammar, words, shape, None).division(grammar)
}

/// A cell as a step from one state at one token to another state at a later one.
struct Edge<S> {
    from: usize,
    to: usize,
    column: usize,
    new_row: bool,
    source: S,
    target: S,
    cost: u32,
    unlikely: bool,
}

impl<S> Edge<S> {
    fn is_same_cell(&self, other: &Edge<S>) -> bool {
        (self.from, self.to, self.column, self.new_row)
            == (other.from, other.to, other.column, other.new_row)
    }
}

type Costs<S> = Vec<BTreeMap<S, u32>>;

struct Lattice<S> {
    edges: Vec<Edge<S>>,
    /// Cheapest way from the beginning to each state before each token.
    forward: Costs<S>,
}

impl<S: Copy + Ord> Lattice<S> {
    /// With a limit only the cost is worked out, and only while it is not above the limit.
    fn new<G: Grammar<State = S>>(
        grammar: &G,
        words: &Words,
        shape: &Shape,
        limit: Option<u32>,
    ) -> Self {
        let mut lattice = Lattice {
            edges: Vec::new(),
            forward: vec![BTreeMap::new(); words.tokens.len() + 1],
        };
        if words.tokens.len() > LONGEST_RUN {
            return lattice;
        }
        if let Some(start) = lattice.forward.first_mut() {
            start.insert(grammar.start(), 0);
        }
        for from in 0..words.tokens.len() {
            let ahead = lattice.ahead(from);
            if ahead < u32::MAX && limit.is_some_and(|limit| ahead > limit) {
                return lattice;
            }
            let states: Vec<(S, u32)> = lattice
                .forward
                .get(from)
                .into_iter()
                .flatten()
                .map(|(&state, &cost)| (state, cost))
                .filter(|&(_, cost)| cost <= ahead.saturating_add(HOPELESS))
                .collect();
            if !states.is_empty() {
                lattice.extend(grammar, words, shape, (from, &states), limit.is_none());
            }
        }
        lattice
    }

    /// The least it costs to get beyond a token.
    fn ahead(&self, from: usize) -> u32 {
        let beyond = self.forward.iter().skip(from + 1).take(FURTHEST);
        let costs = beyond.flat_map(BTreeMap::values).copied();
        costs.min().unwrap_or(u32::MAX)
    }

    /// Adds every cell that may begin at a token; without `keep` only what it costs to get there.
    fn extend<G: Grammar<State = S>>(
        &mut self,
        grammar: &G,
        words: &Words,
        shape: &Shape,
        (from, states): (usize, &[(S, u32)]),
        keep: bool,
    ) {
        let begins_line = from == 0 || !words.same_line(from);
        let apart = from == 0 || words.tokens.get(from).is_some_and(|token| token.apart);
        let close = if shape.apart && !apart { CLOSE_ROW } else { 0 };
        for (column, &width) in shape.widths.iter().enumerate() {
            let steps: Vec<(S, u32, bool, S, u32)> = states
                .iter()
                .flat_map(|&(source, before)| {
                    [true, false].map(|new_row| (source, before, new_row))
                })
                .filter(|&(_, _, new_row)| begins_line || !new_row)
                .filter_map(|(source, before, new_row)| {
                    let (target, cost) = grammar.step(source, column, new_row)?;
                    let cost = if new_row { cost + close } else { cost };
                    Some((source, before, new_row, target, cost))
                })
                .collect();
            if steps.is_empty() {
                continue;
            }
            for end in words.ends(from, column, width) {
                for &(source, before, new_row, target, cost) in &steps {
                    let (to, cost) = (end.to, cost + end.cost);
                    let reached = before + cost;
                    if let Some(states) = self.forward.get_mut(to) {
                        let known = states.entry(target).or_insert(reached);
                        *known = reached.min(*known);
                    }
                    if !keep {
                        continue;
                    }
                    self.edges.push(Edge {
                        from,
                        to,
                        column,
                        new_row,
                        source,
                        target,
                        cost,
                        unlikely: end.unlikely,
                    });
                }
            }
        }
    }

    fn cheapest<G: Grammar<State = S>>(&self, grammar: &G) -> Option<u32> {
        let last = self.forward.last()?;
        last.iter()
            .filter_map(|(&state, &cost)| Some(cost + grammar.end(state)?))
            .min()
    }

    /// Cheapest way from each state before each token to the end.
    fn backward<G: Grammar<State = S>>(&self, grammar: &G) -> Costs<S> {
        let mut backward: Costs<S> = vec![BTreeMap::new(); self.forward.len()];
        if let (Some(end), Some(last)) = (backward.last_mut(), self.forward.last()) {
            *end = last
                .keys()
                .filter_map(|&state| Some((state, grammar.end(state)?)))
                .collect();
        }
        // Edges stand in the order of the token they begin at.
        for edge in self.edges.iter().rev() {
            let Some(&after) = backward
                .get(edge.to)
                .and_then(|states| states.get(&edge.target))
            else {
                continue;
            };
            let total = edge.cost + after;
            if let Some(states) = backward.get_mut(edge.from) {
                let known = states.entry(edge.source).or_insert(total);
                *known = total.min(*known);
            }
        }
        backward
    }

    fn division<G: Grammar<State = S>>(&self, grammar: &G) -> Vec<Run> {
        let Some(best) = self.cheapest(grammar) else {
            return Vec::new();
        };
        let backward = self.backward(grammar);
        let through = |edge: &Edge<S>| -> Option<u32> {
            let before = self.forward.get(edge.from)?.get(&edge.source)?;
            let after = backward.get(edge.to)?.get(&edge.target)?;
            Some(before + edge.cost + after)
        };
        let possible: Vec<&Edge<S>> = self
            .edges
            .iter()
            .filter(|edge| through(edge).is_some_and(|cost| cost < best + MARGIN))
            .collect();
        let mut runs = Vec::new();
        let (mut at, mut state) = (0, grammar.start());
        while let Some(edge) = possible
            .iter()
            .find(|edge| edge.from == at && edge.source == state && through(edge) == Some(best))
        {
            let overlapping: Vec<&&Edge<S>> = possible
                .iter()
                .filter(|other| edge.from < other.to && other.from < edge.to)
                .collect();
            let certain = overlapping.iter().all(|other| other.is_same_cell(edge));
            runs.push(Run {
                from: edge.from,
                to: edge.to,
                column: edge.column,
                new_row: edge.new_row,
                certain: certain && !edge.unlikely,
                possible: overlapping.iter().map(|other| other.column).collect(),
            });
            (at, state) = (edge.to, edge.target);
        }
        runs
    }
}

/// Where a cell may end.
struct End {
    to: usize,
    cost: u32,
    unlikely: bool,
}
