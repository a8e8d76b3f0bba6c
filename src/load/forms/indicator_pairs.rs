//! Indicators of projects printed with white space: pairs of name and value under 成本, 产出, 效益, 满意度指标, row after row.

use crate::load::body::{Body, RawRow, RawValue};
use crate::load::forms::indicator_words::{continues, name_cost, value_cost};
use crate::load::lattice::grammar::{Grammar, Machine};
use crate::load::lattice::words::Words;
use crate::load::lattice::{self, Run};
use crate::load::tokens::{self, Token};
use crate::model::{Column, ValueKind};

/// The words after the amounts of a project, and the row the amounts stand in.
pub(in crate::load) type Loose = Vec<(usize, Vec<Token>)>;

/// Divides the words of every project and adds them to the body: the first line of pairs to the
/// row of the project, each further line as a row of its own with the project's code and name.
pub(in crate::load) fn fill(body: &mut Body, loose: Loose) {
    let pairs = pairs(&body.layout.columns);
    let count: usize = loose.iter().map(|(_, tokens)| tokens.len()).sum();
    if pairs.is_empty() || count == 0 {
        body.open_words += count;
        return;
    }
    let grammar = Pairs { pairs: &pairs };
    let (rows, parts): (Vec<usize>, Vec<Words>) = loose
        .into_iter()
        .map(|(row, tokens)| (row, Words::new(&grammar, tokens)))
        .unzip();
    let machine = Machine::new(&grammar);
    let shape = lattice::shape::learn(&machine, &parts);
    let mut lines: Vec<(usize, Lines)> = Vec::with_capacity(rows.len());
    for (row, words) in rows.into_iter().zip(parts) {
        let runs = lattice::divide(&machine, &words, &shape);
        if runs.is_empty() {
            body.open_words += words.tokens.len();
        }
        body.open_words += runs.iter().filter(|run| !run.certain).count();
        lines.push((row, grammar.lines(&words.tokens, &runs)));
    }
    insert(body, lines);
}

/// For each printed line of pairs its certain values.
type Lines = Vec<Vec<RawValue>>;

fn insert(body: &mut Body, lines: Vec<(usize, Lines)>) {
    let mut lines = lines.into_iter().peekable();
    let rows = std::mem::take(&mut body.rows);
    let mut added = 0;
    for (at, mut row) in rows.into_iter().enumerate() {
        row.index += added;
        let own = lines.next_if(|(row, _)| *row == at);
        let mut own = own.into_iter().flat_map(|(_, lines)| lines);
        row.values.extend(own.next().into_iter().flatten());
        let project = RawRow {
            values: Vec::new(),
            ..row.clone()
        };
        body.rows.push(row);
        for values in own {
            added += 1;
            let index = body.rows.last().map_or(1, |above| above.index + 1);
            let place = values.first().map_or(project.place, |value| value.place);
            body.rows.push(RawRow {
                index,
                values,
                place,
                ..project.clone()
            });
        }
    }
}

/// What a pair of columns measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Cost,
    Output,
    Effect,
    Satisfaction,
    Other,
}

/// A column of names and the column of their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    sense: Sense,
    name: usize,
    value: usize,
}

/// Most pairs a row may have.
const MOST_PAIRS: usize = 8;

/// The pairs of the header; none when its columns of words are anything else.
fn pairs(columns: &[Column]) -> Vec<Pair> {
    let words: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.kind == ValueKind::Text && column.path.len() > 1)
        .collect();
    let pair = |pair: &[(usize, &Column)]| -> Option<Pair> {
        let [(name, names), (value, values)] = pair else {
            return None;
        };
        let (_, group) = names.path.split_last()?;
        let (_, other) = values.path.split_last()?;
        let fits = group == other
            && matches!(names.leaf(), "三级指标" | "指标名称" | "指标内容")
            && matches!(values.leaf(), "指标值" | "目标值");
        fits.then(|| Pair {
            sense: sense(group.last().map_or("", String::as_str)),
            name: *name,
            value: *value,
        })
    };
    let pairs: Option<Vec<Pair>> = words.chunks(2).map(pair).collect();
    pairs
        .filter(|pairs| pairs.len() <= MOST_PAIRS)
        .unwrap_or_default()
}

fn sense(group: &str) -> Sense {
    let has = |word: &str| group.contains(word);
    if has("满意") {
        Sense::Satisfaction
    } else if has("成本") {
        Sense::Cost
    } else if has("产出") || has("数量") || has("质量") || has("时效") {
        Sense::Output
    } else if has("效益") || has("效果") || has("影响") {
        Sense::Effect
    } else {
        Sense::Other
    }
}

struct Pairs<'a> {
    pairs: &'a [Pair],
}

/// What the division stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Progress {
    at: At,
    /// Pairs the row has, as bits.
    row: u8,
    /// Pairs the row may have: those of the row above. Pairs fill from the top without gaps.
    above: u8,
    /// Whether this is the first row of the project.
    first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Start,
    Name(usize),
    Value(usize),
    /// After the rest of a name that a page break tore off, printed below its value.
    Rest(usize),
}

/// The columns of the division: names, values, rests of names, pair by pair.
const KINDS: usize = 3;

impl Pairs<'_> {
    /// Every project has outputs; a first row without is unlikely.
    fn lacks_output(&self, state: Progress) -> u32 {
        let output = self
            .pairs
            .iter()
            .position(|pair| pair.sense == Sense::Output);
        let lacks = output.is_some_and(|pair| state.row & (1 << pair) == 0);
        if state.first && lacks { 4 } else { 0 }
    }

    fn name(&self, state: Progress, pair: usize, new_row: bool) -> Option<(Progress, u32)> {
        let bit = 1_u8 << pair;
        let at = At::Name(pair);
        let last = match state.at {
            At::Start => {
                let next = Progress {
                    at,
                    row: bit,
                    ..state
                };
                return new_row.then_some((next, 0));
            }
            At::Name(_) => return None,
            At::Value(last) | At::Rest(last) => last,
        };
        if new_row {
            let next = Progress {
                at,
                row: bit,
                above: state.row,
                first: false,
            };
            return (state.row & bit != 0).then_some((next, self.lacks_output(state)));
        }
        let row = state.row | bit;
        (pair > last && state.above & bit != 0).then_some((Progress { at, row, ..state }, 0))
    }

    /// The values of each printed line, those that are certain together with their name.
    fn lines(&self, tokens: &[Token], runs: &[Run]) -> Lines {
        let mut lines: Lines = Vec::new();
        let mut at = 0;
        while let Some(name) = runs.get(at) {
            let Some(pair) = self.pairs.get(name.column / KINDS) else {
                break;
            };
            if name.new_row || lines.is_empty() {
                lines.push(Vec::new());
            }
            let value = runs.get(at + 1);
            let rest = runs.get(at + 2).filter(|run| run.column % KINDS == 2);
            at += 2 + usize::from(rest.is_some());
            let certain = name.certain
                && value.is_some_and(|run| run.certain)
                && rest.is_none_or(|run| run.certain);
            let (Some(value), Some(line), true) = (value, lines.last_mut(), certain) else {
                continue;
            };
            let mut words = tokens::text(tokens, name);
            if let Some(rest) = rest {
                words.push_str(&tokens::text(tokens, rest));
            }
            let here = tokens::begins(tokens, name);
            line.push(RawValue::new(Some(pair.name), &words, here));
            let here = tokens::begins(tokens, value);
            let words = tokens::text(tokens, value);
            line.push(RawValue::new(Some(pair.value), &words, here));
        }
        lines
    }
}

impl Grammar for Pairs<'_> {
    type State = Progress;

    fn start(&self) -> Progress {
        Progress {
            at: At::Start,
            row: 0,
            above: u8::MAX,
            first: true,
        }
    }

    fn columns(&self) -> usize {
        self.pairs.len() * KINDS
    }

    fn longest(&self, column: usize) -> usize {
        if column % KINDS == 1 { 5 } else { 12 }
    }

    fn step(&self, state: Progress, column: usize, new_row: bool) -> Option<(Progress, u32)> {
        let pair = column / KINDS;
        let next = |at| Some((Progress { at, ..state }, 0));
        match (column % KINDS, state.at) {
            (0, _) => self.name(state, pair, new_row),
            (1, At::Name(last)) if last == pair && !new_row => next(At::Value(pair)),
            (2, At::Value(last)) if last == pair && !new_row => next(At::Rest(pair)),
            _ => None,
        }
    }

    fn end(&self, state: Progress) -> Option<u32> {
        match state.at {
            At::Start => Some(0),
            At::Name(_) => None,
            At::Value(_) | At::Rest(_) => Some(self.lacks_output(state)),
        }
    }

    fn words(&self, column: usize, text: &str, before: &str) -> u32 {
        let Some(pair) = self.pairs.get(column / KINDS) else {
            return 0;
        };
        match column % KINDS {
            0 => name_cost(text) + name_fits(pair.sense, text),
            1 => value_cost(text, before) + value_fits(pair.sense, text),
            _ if continues(text) => 4,
            _ => 40,
        }
    }
}

/// What a name costs under the wrong group: satisfaction and costs name themselves.
fn name_fits(sense: Sense, name: &str) -> u32 {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let satisfied = has(&["满意", "投诉", "认可"]);
    let costs = has(&["成本", "费", "价格", "单价", "支出", "预算", "资金"]);
    match sense {
        Sense::Satisfaction => {
            if satisfied {
                0
            } else {
                5
            }
        }
        _ if satisfied => 6,
        Sense::Cost => {
            if costs {
                0
            } else {
                4
            }
        }
        _ if name.contains("成本") => 3,
        Sense::Effect if has(&["数量", "次数", "场次", "人数", "及时", "合格率", "完成率"]) => {
            2
        }
        Sense::Output if has(&["促进", "提升", "提高", "推动", "改善", "带动", "助力"]) => {
            1
        }
        _ => 0,
    }
}

/// Costs have values of money; outputs are seldom described as effects are.
fn value_fits(sense: Sense, value: &str) -> u32 {
    let money = value.contains('元');
    let effect = ["促进", "显著", "明显", "积极", "提升", "提高", "改善"];
    match sense {
        Sense::Cost => {
            if money {
                0
            } else {
                2
            }
        }
        Sense::Output if effect.contains(&value) => 1,
        _ => u32::from(money),
    }
}
