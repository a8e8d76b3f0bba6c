//! Performance forms: labels beside values, a payment plan, and an indicator table, all in one frame.

use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::split_ordinal;
use crate::load::forms::form_halves::Halves;
use crate::load::forms::task_table::{self, TaskTable};
use crate::load::header::{self, Leaf};
use crate::load::layout::{Layout, Use};
use crate::load::line::{Piece, TextLine};
use crate::load::numeral;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Column, FigureKind, Lane, Role, Unit, ValueKind};

/// Columns of an indicator table that prove a line its header.
const INDICATOR_WORDS: [&str; 4] = ["一级指标", "二级指标", "三级指标", "指标名称"];

/// Whether a line is the header of an indicator table.
#[must_use]
pub(in crate::load) fn is_indicator_header(line: &TextLine) -> bool {
    let different = INDICATOR_WORDS
        .iter()
        .filter(|word| line.printed().any(|piece| piece.text == **word))
        .count();
    different >= 2
}

/// Whether the lines are a form rather than a table with one header: the indicator header does
/// not stand at the top.
#[must_use]
pub(in crate::load) fn is_form(lines: &[TextLine]) -> bool {
    lines
        .iter()
        .position(is_indicator_header)
        .is_some_and(|at| at > 0)
}

/// Reads a form of tab-separated lines.
#[must_use]
pub(in crate::load) fn read(lines: &[TextLine], vocabulary: &Vocabulary) -> Body {
    let indicators = lines
        .iter()
        .position(is_indicator_header)
        .unwrap_or(lines.len());
    let (labels, table) = lines.split_at(indicators);
    let mut form = Form::default();
    form.labels(labels, vocabulary);
    form.indicators(table, vocabulary);
    form.finish()
}

#[derive(Default)]
struct Form {
    columns: Vec<Column>,
    units: Vec<Option<Unit>>,
    rows: Vec<RawRow>,
    index: u32,
    /// Labels that hold for the cells to their right and below, with their position.
    stack: Vec<(usize, String)>,
    /// The latest labels of amounts that 其中 below them names parts of, with their position.
    wholes: Vec<(usize, String)>,
}

impl Form {
    fn column(&mut self, path: &[String], kind: ValueKind) -> usize {
        if let Some(at) = self.columns.iter().position(|column| column.path == path) {
            return at;
        }
        let unit = path.iter().rev().find_map(|label| unit_of(label));
        let unit = unit.filter(|_| kind == ValueKind::Amount);
        let percent = unit == Some(Unit::Percent);
        let kind = if percent { ValueKind::Percent } else { kind };
        let unit = unit.or((kind == ValueKind::Percent).then_some(Unit::Percent));
        self.columns.push(Column {
            path: path.to_vec(),
            role: Role::Other,
            lane: 0,
            kind,
        });
        self.units.push(unit);
        self.columns.len() - 1
    }

    fn push(&mut self, name: &str, path: &[String], cell: &Piece, line: u32) {
        let kind = if is_number(cell) {
            ValueKind::Amount
        } else if is_share_of_plan(path, &cell.text) {
            ValueKind::Percent
        } else {
            ValueKind::Text
        };
        let column = self.column(path, kind);
        let value = RawValue::new(Some(column), &cell.text, place(line, cell.span));
        if let Some(last) = self.rows.last_mut()
            && last.index == self.index
            && last.name == name
        {
            last.values.push(value);
            return;
        }
        self.rows.push(RawRow {
            index: self.index,
            name: name.into(),
            place: value.place,
            values: vec![value],
            ..RawRow::default()
        });
    }

    fn labels(&mut self, lines: &[TextLine], vocabulary: &Vocabulary) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some(table) = lines
                .get(at..)
                .and_then(|rest| task_table::find(rest, vocabulary))
            {
                self.tasks(&table);
                at += table.lines;
                continue;
            }
            let printed: Vec<(usize, &Piece)> = line
                .pieces
                .iter()
                .enumerate()
                .filter(|(_, piece)| !piece.text.is_empty())
                .collect();
            let plan = lines.get(at + 1).filter(|next| is_plan(&printed, next));
            self.index += 1;
            if let Some(next) = plan {
                self.plan(&printed, next);
                at += 2;
                continue;
            }
            if printed.iter().any(|(_, piece)| is_number(piece)) {
                self.figures(&printed, line, &Halves::of(lines, at));
            } else {
                self.words(&printed, line.number);
            }
            at += 1;
        }
    }

    fn tasks(&mut self, table: &TaskTable<'_>) {
        for (line, cells) in &table.rows {
            self.index += 1;
            let name = cells.first().map_or("", |(_, cell)| cell.text.as_str());
            for (path, cell) in cells {
                self.push(name, path, cell, *line);
            }
        }
    }

    /// `资金支出计划 │ 3月底 │ 6月底 …` over a line of figures in the same columns.
    fn plan(&mut self, labels: &[(usize, &Piece)], values: &TextLine) {
        let Some(((_, group), parts)) = labels.split_first() else {
            return;
        };
        self.stack = vec![(0, group.text.clone().into())];
        for (at, label) in parts {
            if let Some(cell) = values.pieces.get(*at).filter(|cell| !cell.text.is_empty()) {
                let path = [group, label].map(|piece| piece.text.to_string());
                self.push(&group.text, &path, cell, values.number);
            }
        }
    }

    /// A line with figures: every figure belongs to the labels before it.
    fn figures(&mut self, printed: &[(usize, &Piece)], line: &TextLine, halves: &Halves<'_>) {
        let mut pending: Vec<(usize, String)> = Vec::new();
        let mut head: Option<String> = None;
        let figures = printed.iter().filter(|(_, piece)| is_number(piece)).count();
        let several = figures > 1 || printed.iter().any(|(at, _)| halves.is_blank(line, *at));
        if printed.first().is_some_and(|&(at, _)| at == 0) {
            self.wholes.clear();
        }
        let mut found: Vec<(usize, Vec<String>, &Piece)> = Vec::new();
        for (at, piece) in printed {
            if is_number(piece) {
                self.open_labels(std::mem::take(&mut pending), head.is_none());
                head.get_or_insert_with(|| row_name(&self.stack, printed));
                let (at, path) = (
                    self.stack.last().map_or(0, |(at, _)| *at),
                    self.path(several),
                );
                found.push((at, path, piece));
                continue;
            }
            if !halves.is_blank(line, *at) {
                pending.push((*at, clean_label(&piece.text)));
            }
        }
        self.open_labels(pending, head.is_none());
        halves.tell_apart(&mut found);
        for (_, path, piece) in found {
            self.push(
                head.as_deref().unwrap_or_default(),
                &path,
                piece,
                line.number,
            );
        }
    }

    /// The labels over a figure. Where two streams stand side by side, 其中 is told by the label
    /// above it.
    fn path(&mut self, several: bool) -> Vec<String> {
        let mut path: Vec<String> = self.stack.iter().map(|(_, label)| label.clone()).collect();
        let Some((at, label)) = self.stack.last() else {
            return path;
        };
        if !label.starts_with("其中") {
            self.wholes.retain(|(other, _)| other != at);
            self.wholes.push((*at, label.clone()));
        } else if let Some((_, whole)) = self.wholes.iter().find(|(other, _)| other == at)
            && several
        {
            path.insert(path.len() - 1, whole.clone());
        }
        path
    }

    /// Puts labels on the stack. The first labels of a line replace those at and right of their
    /// position; further labels of the line replace the last label only.
    fn open_labels(&mut self, labels: Vec<(usize, String)>, first: bool) {
        for (count, (at, label)) in labels.into_iter().enumerate() {
            if first || count > 0 {
                let sibling = self.sibling(&label);
                match sibling {
                    Some(level) => self.stack.truncate(level),
                    None => self.stack.retain(|(position, _)| *position < at),
                }
            } else {
                self.stack.pop();
            }
            self.stack.push((at, label));
        }
    }

    /// The level of the label that carries the ordinal before this one's: （1） before （2）.
    /// Lines slip by a cell at page breaks, so the ordinal is surer than the position.
    fn sibling(&self, label: &str) -> Option<usize> {
        let ordinal = split_ordinal(label).0?;
        self.stack.iter().position(|(_, other)| {
            split_ordinal(other)
                .0
                .is_some_and(|other| other.style == ordinal.style && other.number < ordinal.number)
        })
    }

    /// A line of words: `label value` pairs, or one value for the label above it.
    fn words(&mut self, printed: &[(usize, &Piece)], line: u32) {
        let labelled = printed.first().is_some_and(|(at, _)| *at == 0);
        if labelled {
            self.wholes.clear();
        }
        match printed {
            [(_, label)] if labelled => self.stack = vec![(0, clean_label(&label.text))],
            // The same label in both halves of a block, whose amounts are blank.
            [(_, one), (_, other)]
                if !labelled && one.text == other.text && !self.wholes.is_empty() => {}
            [(at, value)] => {
                let path = self.outer_labels(*at);
                let name = path.last().cloned().unwrap_or_default();
                self.push(&name, &path, value, line);
            }
            [(_, label), (_, value)] if labelled => {
                let label = clean_label(&label.text);
                self.stack = vec![(0, label.clone())];
                self.push(&label, std::slice::from_ref(&label), value, line);
            }
            [(_, first), rest @ ..] if labelled && rest.len().is_multiple_of(2) => {
                // 年度主要任务 │ 任务名称 │ 主要内容: a label over a little table.
                self.stack = vec![(0, clean_label(&first.text))];
                for (at, label) in rest {
                    self.stack.push((*at, clean_label(&label.text)));
                }
            }
            _ if labelled => {
                for pair in printed.chunks(2) {
                    if let [(_, label), (_, value)] = pair {
                        let label = clean_label(&label.text);
                        self.push(&label, std::slice::from_ref(&label), value, line);
                    }
                }
            }
            _ => self.little_table_row(printed, line),
        }
    }

    /// A row under `label │ column │ column`: the first cell names it.
    fn little_table_row(&mut self, printed: &[(usize, &Piece)], line: u32) {
        let Some((_, group)) = self.stack.first().cloned() else {
            return;
        };
        let columns: Vec<String> = self
            .stack
            .iter()
            .skip(1)
            .map(|(_, label)| label.clone())
            .collect();
        let name = printed
            .first()
            .map(|(_, piece)| piece.text.clone())
            .unwrap_or_default();
        for ((_, cell), column) in printed.iter().zip(&columns) {
            self.push(&name, &[group.clone(), column.clone()], cell, line);
        }
    }

    fn outer_labels(&self, at: usize) -> Vec<String> {
        let outermost = self.stack.iter().find(|(position, _)| *position < at);
        outermost
            .map(|(_, label)| label.clone())
            .into_iter()
            .collect()
    }

    fn indicators(&mut self, lines: &[TextLine], vocabulary: &Vocabulary) {
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut spanning: Vec<Option<RawValue>> = Vec::new();
        for line in lines {
            if is_indicator_header(line) {
                leaves = header::read(std::slice::from_ref(line), line.pieces.len(), vocabulary);
                spanning.resize(leaves.len(), None);
                continue;
            }
            let layout = Layout::new(&leaves);
            self.indicator_row(line, &layout, &mut spanning);
        }
    }

    fn indicator_row(
        &mut self,
        line: &TextLine,
        layout: &Layout,
        spanning: &mut [Option<RawValue>],
    ) {
        let mut values: Vec<(String, RawValue)> = Vec::new();
        let mut name = String::new();
        for (at, cell) in line.pieces.iter().enumerate() {
            let Some(slot) = layout.slots.get(at) else {
                continue;
            };
            let (Use::Data(column) | Use::Label(column)) = slot.use_ else {
                continue;
            };
            let Some(leaf) = layout
                .columns
                .get(column)
                .map(|column| column.leaf().to_owned())
            else {
                continue;
            };
            let spans = matches!(leaf.as_str(), "一级指标" | "二级指标");
            let value = RawValue::new(None, &cell.text, place(line.number, cell.span));
            if !cell.text.is_empty() {
                if matches!(slot.use_, Use::Label(_)) && name.is_empty() {
                    name = cell.text.to_string();
                }
                if spans && let Some(last) = spanning.get_mut(at) {
                    *last = Some(value.clone());
                }
                values.push((leaf, value));
            } else if spans && let Some(Some(last)) = spanning.get(at) {
                values.push((leaf, last.clone()));
            }
        }
        let printed = line.printed().count();
        if name.is_empty() && printed <= 2 && self.continue_row(&values, line.number) {
            return;
        }
        self.index += 1;
        let mut row = RawRow {
            index: self.index,
            name: name.into(),
            place: line.place(),
            ..RawRow::default()
        };
        for (leaf, mut value) in values {
            value.column = Some(self.column(&[leaf], ValueKind::Text));
            row.values.push(value);
        }
        self.rows.push(row);
    }

    /// The rest of a cell that was broken over two pages goes to the cell above it.
    fn continue_row(&mut self, values: &[(String, RawValue)], line: u32) -> bool {
        let columns = &self.columns;
        let Some(above) = self.rows.last_mut() else {
            return false;
        };
        let mut joined = false;
        for (leaf, value) in values.iter().filter(|(_, value)| value.place.line == line) {
            let target = above.values.iter_mut().find(|other| {
                other
                    .column
                    .and_then(|column| columns.get(column))
                    .is_some_and(|column| column.leaf() == leaf)
            });
            match target {
                Some(target) => target.text.push_str(&value.text),
                None => return false,
            }
            joined = true;
        }
        joined
    }

    fn finish(self) -> Body {
        let count = self.columns.len();
        Body {
            layout: Layout {
                lanes: vec![Lane::default()],
                columns: self.columns,
                families: vec![None; count],
                units: self.units,
                known: vec![true; count],
                slots: Vec::new(),
            },
            rows: self.rows,
            ..Body::default()
        }
    }
}

/// Whether a cell is an instalment of a plan of payments, as a share of the whole.
fn is_share_of_plan(path: &[String], text: &str) -> bool {
    let plan = path.iter().any(|label| label.contains("计划"));
    let share = text.strip_suffix(['%', '％']);
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plan && share.is_some_and(|share| !share.is_empty() && digits(share))
}

/// The unit a label names in brackets.
fn unit_of(label: &str) -> Option<Unit> {
    let (_, rest) = label.rsplit_once(['（', '('])?;
    let word = rest.split(['）', ')']).next()?;
    match word {
        "%" => Some(Unit::Percent),
        "万元" | "元" | "千元" | "亿元" | "百万元" => Unit::from_money_word(word),
        _ => None,
    }
}

/// Labels without a closing colon.
fn clean_label(text: &str) -> String {
    text.trim_end_matches(['：', ':']).to_owned()
}

/// A line of figures is named by its first label; in a nested frame by the innermost.
fn row_name(stack: &[(usize, String)], printed: &[(usize, &Piece)]) -> String {
    let figures = printed.iter().filter(|(_, piece)| is_number(piece)).count();
    let label = if figures > 1 {
        stack.first()
    } else {
        stack.last()
    };
    label.map(|(_, label)| label.clone()).unwrap_or_default()
}

/// Labels of a plan: words beside a label, over a line whose figures stand in the same columns.
fn is_plan(labels: &[(usize, &Piece)], next: &TextLine) -> bool {
    let figures: Vec<usize> = next
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !piece.text.is_empty())
        .map(|(at, _)| at)
        .collect();
    labels.len() > 2
        && !labels.iter().any(|(_, piece)| is_number(piece))
        && !figures.is_empty()
        && next.printed().all(is_number)
        && figures
            .iter()
            .all(|at| labels.iter().any(|(label, _)| label == at))
}

pub(in crate::load) fn is_number(piece: &Piece) -> bool {
    numeral::read(&piece.text, &Unit::WanYuan).is_some_and(|figure| {
        matches!(figure.kind(), FigureKind::Printed | FigureKind::Zero) && figure.unit().is_money()
    })
}
