//! What may stand where in a row of a table without borders, as numbered states and the cells that lead from one to another.

use std::collections::BTreeMap;

/// What may follow what in a row, and what the words say about their column.
pub(in crate::load) trait Grammar {
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

/// The states of a grammar, numbered from its start, 0.
///
/// A table is divided many times while its widths are learned: the grammar is asked only once.
pub(in crate::load) struct Machine {
    /// How many columns cells may stand in.
    pub(in crate::load) columns: usize,
    /// For each state the cells that may follow, by their columns.
    pub(in crate::load) steps: Vec<Vec<Step>>,
    /// What it costs to end in each state; `None` where a row is incomplete.
    pub(in crate::load) ends: Vec<Option<u32>>,
}

/// A cell as a step from one state to another.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) struct Step {
    pub(in crate::load) column: usize,
    pub(in crate::load) source: usize,
    pub(in crate::load) target: usize,
    pub(in crate::load) new_row: bool,
    pub(in crate::load) cost: u32,
}

impl Machine {
    /// Asks a grammar for all states that can be reached. They are few: a state says how far a row
    /// has come, not what it holds.
    #[must_use]
    pub(in crate::load) fn new<G: Grammar>(grammar: &G) -> Self {
        let mut machine = Machine {
            columns: grammar.columns(),
            steps: Vec::new(),
            ends: Vec::new(),
        };
        let mut numbers = BTreeMap::from([(grammar.start(), 0)]);
        let mut states = vec![grammar.start()];
        let mut source = 0;
        while let Some(&state) = states.get(source) {
            let mut steps = Vec::new();
            for column in 0..machine.columns {
                for new_row in [true, false] {
                    let Some((reached, cost)) = grammar.step(state, column, new_row) else {
                        continue;
                    };
                    let target = *numbers.entry(reached).or_insert_with(|| {
                        states.push(reached);
                        states.len() - 1
                    });
                    steps.push(Step {
                        column,
                        source,
                        target,
                        new_row,
                        cost,
                    });
                }
            }
            machine.steps.push(steps);
            machine.ends.push(grammar.end(state));
            source += 1;
        }
        machine
    }
}
