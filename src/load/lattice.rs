//! Divides a run of words into the cells of a table whose borders are lost, and says of each cell whether another division would be as good.
//!
//! Every division of the words into cells has a cost: lines that end before their column is full
//! and yet go on, values that look like names, rows whose columns are out of order. The cheapest
//! division is taken; a cell is certain when every division nearly as cheap contains it.

use std::collections::BTreeMap;

use super::line::TextLine;
use super::wrap;
use crate::model::Place;

/// A run of characters without white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The characters.
    pub(super) text: String,
    /// Where they stand.
    pub(super) place: Place,
}

/// What may follow what in a row, and what the words say about their column.
pub(super) trait Grammar {
    /// What the rest of the row depends on.
    type State: Copy + Ord;
    /// Before the first cell.
    fn start(&self) -> Self::State;
    /// How many columns cells may stand in.
    fn columns(&self) -> usize;
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
}

/// Divisions this much dearer than the cheapest still count as possible.
const MARGIN: u32 = 3;
/// Words of one line that are read as one cell although white space parts them.
const SAME_LINE: u32 = 5;
/// A cell that goes on after a sentence that ended before its line was full.
const AFTER_SENTENCE: u32 = 3;
/// Breaks dearer than this together end the search for a longer cell.
const DEAREST_BREAKS: u32 = 16;
/// Longest cell, in lines.
const LONGEST_CELL: usize = 80;
/// Longer runs of words are not divided: no printed table comes near.
const LONGEST_RUN: usize = 4000;
/// Widths that are tried for a column.
const WIDTHS: usize = 8;

/// The words of lines, a number and its measure word after a blank joined.
#[must_use]
pub(super) fn tokens(lines: &[TextLine]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for line in lines {
        for piece in line.printed() {
            push(
                &mut tokens,
                Token {
                    text: piece.text.clone(),
                    place: super::body::place(line.number, piece.span),
                },
            );
        }
    }
    tokens
}

/// Adds a token; a measure word goes to the number before it in the line (`1-2 项`).
pub(super) fn push(tokens: &mut Vec<Token>, token: Token) {
    let measure =
        token.text.chars().count() <= 2 && !token.text.starts_with(|c: char| c.is_ascii());
    match tokens.last_mut() {
        Some(last)
            if measure
                && last.place.line == token.place.line
                && last.text.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            last.text.push_str(&token.text);
            last.place.span.end = token.place.span.end;
        }
        _ => tokens.push(token),
    }
}

/// The characters of a cell.
#[must_use]
pub(super) fn text(tokens: &[Token], run: &Run) -> String {
    let cell = tokens.get(run.from..run.to).unwrap_or(&[]);
    cell.iter().map(|token| token.text.as_str()).collect()
}

/// Where a cell begins: its first line.
#[must_use]
pub(super) fn begins(tokens: &[Token], run: &Run) -> Place {
    tokens
        .get(run.from)
        .map(|token| token.place)
        .unwrap_or_default()
}

/// The widths of the columns under which the parts divide most cheaply.
#[must_use]
pub(super) fn learn_widths<G: Grammar>(grammar: &G, parts: &[Vec<Token>]) -> Vec<usize> {
    let candidates = candidates(parts);
    let first = candidates.first().copied().unwrap_or(0);
    let mut widths = vec![first; grammar.columns()];
    // A width learned late may change what an earlier column had to explain.
    for _ in 0..2 {
        descend(grammar, parts, &candidates, &mut widths);
        tighten(grammar, parts, &mut widths);
    }
    widths
}

/// The widths most lines have, and the greatest.
fn candidates(parts: &[Vec<Token>]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for token in parts.iter().flatten() {
        *counts.entry(wrap::width(&token.text)).or_default() += 1;
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

/// Takes for one column after the other the width that makes the whole cheapest.
fn descend<G: Grammar>(
    grammar: &G,
    parts: &[Vec<Token>],
    candidates: &[usize],
    widths: &mut [usize],
) {
    let cost = |widths: &[usize]| -> u64 {
        let cheapest = parts.iter().map(|tokens| {
            Lattice::new(grammar, tokens, widths)
                .cheapest(grammar)
                .map_or(u64::from(u32::MAX), u64::from)
        });
        cheapest.sum()
    };
    let mut best = cost(widths);
    for column in 0..widths.len() {
        for &candidate in candidates {
            let mut tried = widths.to_vec();
            if let Some(width) = tried.get_mut(column) {
                *width = candidate;
            }
            let total = cost(&tried);
            if total < best {
                best = total;
                widths.copy_from_slice(&tried);
            }
        }
    }
}

/// No column is wider than the widest line that stands in it.
fn tighten<G: Grammar>(grammar: &G, parts: &[Vec<Token>], widths: &mut [usize]) {
    let mut widest = vec![0; widths.len()];
    for tokens in parts {
        for run in divide(grammar, tokens, widths) {
            let lines = tokens.get(run.from..run.to).unwrap_or(&[]);
            let own = lines.iter().map(|token| wrap::width(&token.text)).max();
            if let Some(width) = widest.get_mut(run.column) {
                *width = own.unwrap_or(0).max(*width);
            }
        }
    }
    for (width, widest) in widths.iter_mut().zip(widest) {
        if widest > 0 {
            *width = widest.min(*width);
        }
    }
}

/// The cheapest division under given widths; empty when there is none.
#[must_use]
pub(super) fn divide<G: Grammar>(grammar: &G, tokens: &[Token], widths: &[usize]) -> Vec<Run> {
    Lattice::new(grammar, tokens, widths).division(grammar)
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
    fn new<G: Grammar<State = S>>(grammar: &G, tokens: &[Token], widths: &[usize]) -> Self {
        let mut lattice = Lattice {
            edges: Vec::new(),
            forward: vec![BTreeMap::new(); tokens.len() + 1],
        };
        if tokens.len() > LONGEST_RUN {
            return lattice;
        }
        if let Some(start) = lattice.forward.first_mut() {
            start.insert(grammar.start(), 0);
        }
        for from in 0..tokens.len() {
            let states: Vec<(S, u32)> = lattice
                .forward
                .get(from)
                .map(|states| states.iter().map(|(&state, &cost)| (state, cost)).collect())
                .unwrap_or_default();
            if !states.is_empty() {
                lattice.extend(grammar, tokens, widths, from, &states);
            }
        }
        lattice
    }

    /// Adds every cell that may begin at a token.
    fn extend<G: Grammar<State = S>>(
        &mut self,
        grammar: &G,
        tokens: &[Token],
        widths: &[usize],
        from: usize,
        states: &[(S, u32)],
    ) {
        let begins_line = from == 0 || !same_line(tokens, from);
        for (column, &width) in widths.iter().enumerate() {
            let steps: Vec<(S, u32, bool, S, u32)> = states
                .iter()
                .flat_map(|&(source, before)| {
                    [true, false].map(|new_row| (source, before, new_row))
                })
                .filter(|&(_, _, new_row)| begins_line || !new_row)
                .filter_map(|(source, before, new_row)| {
                    let (target, cost) = grammar.step(source, column, new_row)?;
                    Some((source, before, new_row, target, cost))
                })
                .collect();
            if steps.is_empty() {
                continue;
            }
            for (to, own) in cells(grammar, tokens, from, column, width) {
                for &(source, before, new_row, target, cost) in &steps {
                    let cost = cost + own;
                    let reached = before + cost;
                    if let Some(states) = self.forward.get_mut(to) {
                        let known = states.entry(target).or_insert(reached);
                        *known = reached.min(*known);
                    }
                    self.edges.push(Edge {
                        from,
                        to,
                        column,
                        new_row,
                        source,
                        target,
                        cost,
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
            let certain = possible.iter().all(|other| {
                other.to <= edge.from || edge.to <= other.from || other.is_same_cell(edge)
            });
            runs.push(Run {
                from: edge.from,
                to: edge.to,
                column: edge.column,
                new_row: edge.new_row,
                certain,
            });
            (at, state) = (edge.to, edge.target);
        }
        runs
    }
}

/// Whether a token stands on the line of the one before it.
fn same_line(tokens: &[Token], at: usize) -> bool {
    let line = |at: usize| tokens.get(at).map(|token| token.place.line);
    at > 0 && line(at - 1) == line(at)
}

/// The ends a cell beginning at `from` may have, with what each costs.
fn cells<G: Grammar>(
    grammar: &G,
    tokens: &[Token],
    from: usize,
    column: usize,
    width: usize,
) -> Vec<(usize, u32)> {
    let before: String = tokens
        .get(from.saturating_sub(2)..from)
        .unwrap_or(&[])
        .iter()
        .map(|token| token.text.as_str())
        .collect();
    let mut ends = Vec::new();
    let mut text = String::new();
    let (mut breaks, mut line) = (0, 0);
    for (at, token) in tokens.iter().enumerate().skip(from).take(LONGEST_CELL) {
        if at > from && same_line(tokens, at) {
            breaks += SAME_LINE;
            line += 1 + wrap::width(&token.text);
        } else if at > from {
            let early = wrap::break_cost(line, &token.text, width);
            if early > 0 && text.ends_with('。') {
                breaks += AFTER_SENTENCE;
            }
            breaks += early + wrap::overflow_cost(line, width);
            line = wrap::width(&token.text);
        } else {
            line = wrap::width(&token.text);
        }
        if breaks > DEAREST_BREAKS {
            break;
        }
        text.push_str(&token.text);
        let last = wrap::overflow_cost(line, width) + wrap::full_end_cost(line, width);
        ends.push((
            at + 1,
            breaks + last + grammar.words(column, &text, &before),
        ));
    }
    ends
}
