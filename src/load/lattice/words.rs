//! A run of words, what they cost in each column, and where the cells that begin at each of them may end.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::load::lattice::grammar::Grammar;
use crate::load::tokens::Token;
use crate::load::wrap::{self, Extent};

/// Words of one line that are read as one cell although white space parts them.
const SAME_LINE: u32 = 5;
/// A cell that goes on after a sentence that ended before its line was full.
const AFTER_SENTENCE: u32 = 3;
/// Breaks dearer than this together end the search for a longer cell.
const DEAREST_BREAKS: u32 = 16;
/// Words that cost this much in their column are left out even where nothing else is possible.
const UNLIKELY: u32 = 6;

/// A run of words and what each of them costs in each column; worked out once, because a run is
/// divided many times.
pub(in crate::load) struct Words {
    /// The words.
    pub(in crate::load) tokens: Vec<Token>,
    pub(in crate::load) extents: Vec<Extent>,
    atoms: Vec<usize>,
    /// For each column and first token: what the words cost, by the number of tokens less one.
    costs: Vec<Vec<Vec<u32>>>,
    /// For each column and width that was tried, where the cells that begin at a token may end.
    ends: RefCell<BTreeMap<(usize, usize), Ends>>,
}

/// For each token the ends of the cells that begin at it.
pub(in crate::load) type Ends = Rc<Vec<Vec<End>>>;

impl Words {
    /// Weighs words under a grammar.
    #[must_use]
    pub(in crate::load) fn new<G: Grammar>(grammar: &G, tokens: Vec<Token>) -> Self {
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
            ends: RefCell::default(),
            tokens,
        }
    }

    /// Whether a token stands on the line of the one before it.
    #[must_use]
    pub(in crate::load) fn same_line(&self, at: usize) -> bool {
        let line = |at: usize| self.tokens.get(at).map(|token| token.place.line);
        at > 0 && line(at - 1) == line(at)
    }

    /// The ends cells may have in a column that is this wide.
    pub(in crate::load) fn ends(&self, column: usize, width: usize) -> Ends {
        let mut known = self.ends.borrow_mut();
        let ends = known.entry((column, width)).or_insert_with(|| {
            let begins = 0..self.tokens.len();
            let ends = begins.map(|from| self.ends_from(from, column, width));
            Rc::new(ends.collect())
        });
        Rc::clone(ends)
    }

    /// The ends a cell beginning at `from` may have.
    fn ends_from(&self, from: usize, column: usize, width: usize) -> Vec<End> {
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

/// Where a cell may end.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct End {
    pub(in crate::load) to: usize,
    pub(in crate::load) cost: u32,
    pub(in crate::load) unlikely: bool,
}
