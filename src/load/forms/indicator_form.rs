//! Indicators of an overall performance form printed with white space: 一级, 二级, 三级指标, value, explanation.

use crate::load::forms::indicator_words::{explanation_cost, label_cost, name_cost, value_cost};
use crate::load::lattice::grammar::{Grammar, Machine};
use crate::load::lattice::words::Words;
use crate::load::lattice::{self, Run};
use crate::load::tokens::{self, Token};
use crate::model::Place;

/// What a column of the form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Part {
    /// A label merged over the rows it holds for, with its level.
    Label(usize),
    /// What names the row.
    Name,
    /// A target.
    Value,
    /// What every row says about its name.
    Content,
    /// An explanation, which a row may lack.
    Text,
}

impl Part {
    /// The part the header names; `None` for words that head no column of indicators.
    #[must_use]
    pub(in crate::load) fn of_header(word: &str) -> Option<Part> {
        match word {
            "一级指标" => Some(Part::Label(0)),
            "二级指标" => Some(Part::Label(1)),
            "三级指标" | "指标名称" => Some(Part::Name),
            "指标值" | "年度指标值" | "目标值" | "年度指标" => Some(Part::Value),
            _ if word.starts_with("指标") || word.starts_with("绩效指标") => Some(Part::Text),
            "备注" | "说明" => Some(Part::Text),
            _ => None,
        }
    }
}

/// A row: its name and, for each column that is certain, the words and their place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct FormRow {
    /// Words of the name column; empty while the row is uncertain.
    pub(in crate::load) name: String,
    /// Column, words, place.
    pub(in crate::load) cells: Vec<(usize, String, Place)>,
    /// Where the row begins.
    pub(in crate::load) place: Place,
}

/// The rows of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct FormRows {
    /// Rows in printed order, uncertain ones included so that rows are counted right.
    pub(in crate::load) rows: Vec<FormRow>,
    /// Cells left out because the words divide in several ways.
    pub(in crate::load) open: usize,
}

/// Divides the words under a header into rows.
#[must_use]
pub(in crate::load) fn read(tokens: Vec<Token>, parts: &[Part]) -> FormRows {
    let grammar = Form { parts };
    let words = Words::new(&grammar, tokens);
    let machine = Machine::new(&grammar);
    let shape = lattice::shape::learn(&machine, std::slice::from_ref(&words));
    let runs = lattice::divide(&machine, &words, &shape);
    if runs.is_empty() {
        return FormRows {
            open: words.tokens.len(),
            ..FormRows::default()
        };
    }
    build(&grammar, &words.tokens, &runs)
}

fn build(grammar: &Form<'_>, tokens: &[Token], runs: &[Run]) -> FormRows {
    let mut form = FormRows::default();
    let mut labels: Vec<Option<(String, Place)>> = vec![None; grammar.parts.len()];
    let mut at = 0;
    while at < runs.len() {
        let length = runs
            .iter()
            .skip(at + 1)
            .position(|run| run.new_row)
            .map_or(runs.len() - at, |more| more + 1);
        let row = runs.get(at..at + length).unwrap_or(&[]);
        at += length;
        for run in row {
            grammar.spread(tokens, run, &mut labels);
        }
        form.push(grammar, tokens, row, &labels);
    }
    form
}

impl FormRows {
    fn push(
        &mut self,
        grammar: &Form<'_>,
        tokens: &[Token],
        runs: &[Run],
        labels: &[Option<(String, Place)>],
    ) {
        self.open += runs.iter().filter(|run| !run.certain).count();
        // Labels alone repeat what spans the page break.
        let Some(name) = runs
            .iter()
            .find(|run| grammar.parts.get(run.column) == Some(&Part::Name))
        else {
            return;
        };
        let mut row = FormRow {
            place: tokens::begins(tokens, name),
            ..FormRow::default()
        };
        if name.certain {
            row.name = tokens::text(tokens, name);
            let spanning = labels.iter().enumerate().filter_map(|(column, label)| {
                let (text, place) = label.as_ref()?;
                Some((column, text.clone(), *place))
            });
            row.cells.extend(spanning);
            let own = runs.iter().filter(|run| {
                run.certain && !matches!(grammar.parts.get(run.column), Some(Part::Label(_)))
            });
            row.cells.extend(own.map(|run| {
                let text = tokens::text(tokens, run);
                (run.column, text, tokens::begins(tokens, run))
            }));
        }
        self.rows.push(row);
    }
}

struct Form<'a> {
    parts: &'a [Part],
}

/// How far the row has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Progress {
    /// Columns up to the last one that has a cell.
    done: usize,
    named: bool,
    /// Whether the value, or the content, stands.
    valued: bool,
}

impl Form<'_> {
    /// Opens the label of a run for the rows below. Words that may be a label, but perhaps are
    /// none, end the labels before them.
    fn spread(&self, tokens: &[Token], run: &Run, labels: &mut [Option<(String, Place)>]) {
        let level = |column: &usize| match self.parts.get(*column) {
            Some(Part::Label(level)) => Some(*level),
            _ => None,
        };
        let Some(outermost) = run.possible.iter().filter_map(level).min() else {
            return;
        };
        // A new outer label ends the inner ones.
        for (column, label) in labels.iter_mut().enumerate() {
            if level(&column).is_some_and(|inner| inner >= outermost) {
                *label = None;
            }
        }
        if let Some(label) = labels.get_mut(run.column).filter(|_| run.certain) {
            *label = Some((tokens::text(tokens, run), tokens::begins(tokens, run)));
        }
    }

    /// What it costs to leave columns of a row empty.
    fn skipped(&self, from: usize, to: usize) -> u32 {
        let cost = |part: &Part| match part {
            Part::Label(_) => 4,
            Part::Value | Part::Content => 6,
            Part::Text => 1,
            Part::Name => 20,
        };
        self.parts
            .get(from..to)
            .unwrap_or(&[])
            .iter()
            .map(cost)
            .sum()
    }
}

impl Grammar for Form<'_> {
    type State = Progress;

    fn start(&self) -> Progress {
        Progress {
            done: 0,
            named: false,
            valued: false,
        }
    }

    fn columns(&self) -> usize {
        self.parts.len()
    }

    fn longest(&self, column: usize) -> usize {
        match self.parts.get(column) {
            Some(Part::Content | Part::Text) => 80,
            Some(Part::Name) => 10,
            _ => 5,
        }
    }

    fn step(&self, state: Progress, column: usize, new_row: bool) -> Option<(Progress, u32)> {
        let part = self.parts.get(column)?;
        let first = state.done == 0;
        let mut next = Progress {
            done: column + 1,
            named: *part == Part::Name,
            valued: matches!(part, Part::Value | Part::Content),
        };
        if new_row {
            let begins = matches!(part, Part::Label(_) | Part::Name);
            if !begins || !first && !state.named {
                return None;
            }
            // Rows below the first inherit their labels.
            let cost = if first {
                self.skipped(0, column)
            } else {
                self.skipped(state.done, self.parts.len())
            };
            return Some((next, cost));
        }
        if first || column < state.done {
            return None;
        }
        next.named |= state.named;
        next.valued |= state.valued;
        Some((next, self.skipped(state.done, column)))
    }

    fn end(&self, state: Progress) -> Option<u32> {
        if state.named {
            Some(self.skipped(state.done, self.parts.len()))
        } else {
            (state.done > 0).then_some(3)
        }
    }

    fn words(&self, column: usize, text: &str, before: &str) -> u32 {
        match self.parts.get(column) {
            Some(Part::Label(level)) => label_cost(text, *level),
            Some(Part::Name) => name_cost(text),
            Some(Part::Value) => value_cost(text, before),
            Some(Part::Content | Part::Text) => explanation_cost(text),
            None => 0,
        }
    }
}
