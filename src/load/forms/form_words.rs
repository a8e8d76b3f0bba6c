//! A performance form printed with white space: sections under labels, labelled amounts, indicators.

use crate::load::body::{Body, RawRow, RawValue, place};
use crate::load::fold::{Ordinal, split_ordinal};
use crate::load::forms::form::is_indicator_header;
use crate::load::forms::indicator_form::{self, FormRows, Part};
use crate::load::layout::Layout;
use crate::load::line::{Piece, TextLine};
use crate::load::plain::is_amount;
use crate::load::tokens;
use crate::model::{Column, Lane, Role, ValueKind};

/// The label above the amounts of an overall performance form.
const AMOUNTS: &str = "预算情况";

/// Labels of the sections of a form; what stands before the first is its caption.
const SECTIONS: [&str; 11] = [
    AMOUNTS,
    "年度履职目标",
    "年度主要任务",
    "年度总体目标",
    "年度绩效目标",
    "总体绩效目标",
    "整体绩效目标",
    "总体目标",
    "部门职能概述",
    "部门职能",
    "部门职责",
];

/// Longest label, in lines it may be wrapped over.
const LABEL_LINES: usize = 3;

/// Reads the sections of the form one after the other, then the indicators.
#[must_use]
pub(in crate::load) fn read(lines: &[TextLine]) -> Body {
    let end = lines
        .iter()
        .position(is_indicator_header)
        .unwrap_or(lines.len());
    let (sections, indicators) = lines.split_at(end);
    let mut form = Form::default();
    let mut rest = sections;
    let mut open: Option<&str> = None;
    let mut from = rest;
    while let Some((_, after)) = rest.split_first() {
        let Some((label, used)) = section_label(rest) else {
            rest = after;
            continue;
        };
        let length = from.len() - rest.len();
        form.section(open, from.get(..length).unwrap_or(&[]));
        rest = rest.get(used..).unwrap_or(&[]);
        (open, from) = (Some(label), rest);
    }
    form.section(open, from);
    form.indicators(indicators);
    form.finish()
}

/// The label a section begins with, which may be wrapped, and how many lines it takes.
fn section_label(lines: &[TextLine]) -> Option<(&'static str, usize)> {
    let mut text = String::new();
    for (count, line) in lines.iter().take(LABEL_LINES).enumerate() {
        text.push_str(line.folded.trim_end_matches('：'));
        if let Some(label) = SECTIONS.iter().find(|label| **label == text) {
            return Some((label, count + 1));
        }
        if !SECTIONS.iter().any(|label| label.starts_with(&text)) {
            return None;
        }
    }
    None
}

#[derive(Default)]
struct Form {
    columns: Vec<Column>,
    rows: Vec<RawRow>,
    /// Groups that are open, with their ordinal.
    groups: Vec<(Ordinal, String)>,
    /// The label under construction.
    label: String,
    index: u32,
    /// Cells whose words divide in several ways.
    open_words: usize,
}

impl Form {
    fn section(&mut self, label: Option<&str>, lines: &[TextLine]) {
        match label {
            None => {}
            Some(AMOUNTS) => self.amounts(lines),
            Some(label) => match lines.split_first() {
                Some((header, rows)) if is_little_header(header, lines) => {
                    self.little_table(label, header, rows);
                }
                _ => self.text(label, lines),
            },
        }
    }

    fn amounts(&mut self, lines: &[TextLine]) {
        for line in lines {
            for piece in line.printed() {
                self.piece(piece, line.number);
            }
        }
        self.end_label();
    }

    /// One cell of running words beside its label.
    fn text(&mut self, label: &str, lines: &[TextLine]) {
        self.index += 1;
        let text: String = lines.iter().map(TextLine::text).collect();
        let Some(first) = lines.first() else {
            return;
        };
        let column = self.column(vec![label.to_owned()], ValueKind::Text);
        self.rows.push(RawRow {
            index: self.index,
            name: label.into(),
            values: vec![RawValue::new(Some(column), &text, first.place())],
            place: first.place(),
            ..RawRow::default()
        });
    }

    /// 任务名称, 主要内容: rows under a header of their own.
    fn little_table(&mut self, label: &str, header: &TextLine, lines: &[TextLine]) {
        let heads: Vec<String> = header
            .printed()
            .map(|piece| piece.text.to_string())
            .collect();
        let parts = [Part::Name, Part::Content];
        let read = indicator_form::read(tokens::tokens(lines), &parts);
        let paths: Vec<Vec<String>> = heads
            .into_iter()
            .map(|head| vec![label.to_owned(), head])
            .collect();
        self.form_rows(read, &paths);
    }

    fn indicators(&mut self, lines: &[TextLine]) {
        let Some((header, lines)) = lines.split_first() else {
            return;
        };
        let heads: Vec<String> = header
            .printed()
            .map(|piece| piece.text.to_string())
            .collect();
        let parts: Option<Vec<Part>> = heads.iter().map(|head| Part::of_header(head)).collect();
        let tokens = tokens::tokens(lines);
        match parts {
            Some(parts) if parts.contains(&Part::Name) && parts.contains(&Part::Value) => {
                let read = indicator_form::read(tokens, &parts);
                let paths: Vec<Vec<String>> = heads.into_iter().map(|head| vec![head]).collect();
                self.form_rows(read, &paths);
            }
            // Without a known header the words of a row cannot be told apart.
            _ => self.open_words += tokens.len(),
        }
    }

    fn form_rows(&mut self, read: FormRows, paths: &[Vec<String>]) {
        self.open_words += read.open;
        for row in read.rows {
            self.index += 1;
            let mut values = Vec::with_capacity(row.cells.len());
            for (at, text, here) in row.cells {
                if let Some(path) = paths.get(at) {
                    let column = self.column(path.clone(), ValueKind::Text);
                    values.push(RawValue::new(Some(column), &text, here));
                }
            }
            self.rows.push(RawRow {
                index: self.index,
                name: row.name.into(),
                values,
                place: row.place,
                ..RawRow::default()
            });
        }
    }

    fn column(&mut self, path: Vec<String>, kind: ValueKind) -> usize {
        if let Some(at) = self.columns.iter().position(|column| column.path == path) {
            return at;
        }
        self.columns.push(Column {
            path,
            role: Role::Other,
            lane: 0,
            kind,
        });
        self.columns.len() - 1
    }

    fn piece(&mut self, piece: &Piece, line: u32) {
        if is_amount(&piece.text) {
            self.figure(piece, line);
            return;
        }
        // 1、资金来源：（1）政府预算资金 may stand in one piece.
        for part in split_labels(&piece.text) {
            if split_ordinal(part).0.is_some()
                || part.ends_with("（万元）") && self.label.is_empty()
            {
                self.end_label();
            }
            self.label.push_str(part);
        }
    }

    /// A label without figure is a group or an empty cell.
    fn end_label(&mut self) {
        let label = std::mem::take(&mut self.label);
        let label = label.trim_end_matches(['：', ':']).to_owned();
        if label.is_empty() {
            return;
        }
        self.index += 1;
        if let Some(ordinal) = split_ordinal(&label).0 {
            self.groups.retain(|(other, _)| other.style < ordinal.style);
            if ordinal.style == 2 {
                self.groups.push((ordinal, label));
                // The group shares the printed row of its first member.
                self.index -= 1;
            }
        }
    }

    fn figure(&mut self, piece: &Piece, line: u32) {
        let label = std::mem::take(&mut self.label);
        if label.is_empty() {
            return;
        }
        self.index += 1;
        if split_ordinal(&label)
            .0
            .is_none_or(|ordinal| ordinal.style <= 2)
        {
            self.groups.clear();
        }
        let mut path = vec![AMOUNTS.to_owned()];
        path.extend(self.groups.iter().map(|(_, group)| group.clone()));
        path.push(label.clone());
        let here = place(line, piece.span);
        let column = self.column(path, ValueKind::Amount);
        self.rows.push(RawRow {
            index: self.index,
            name: label.into(),
            values: vec![RawValue::new(Some(column), &piece.text, here)],
            place: here,
            ..RawRow::default()
        });
    }

    fn finish(self) -> Body {
        let count = self.columns.len();
        Body {
            layout: Layout {
                lanes: vec![Lane::default()],
                columns: self.columns,
                families: vec![None; count],
                units: vec![None; count],
                known: vec![true; count],
                slots: Vec::new(),
            },
            rows: self.rows,
            open_words: self.open_words,
            ..Body::default()
        }
    }
}

/// `任务名称 主要内容`: two short words over rows.
fn is_little_header(line: &TextLine, lines: &[TextLine]) -> bool {
    let heads: Vec<&str> = line.printed().map(|piece| piece.text.as_str()).collect();
    let short = |head: &&str| head.chars().count() <= 6;
    heads.len() == 2
        && lines.len() > 1
        && heads.iter().all(short)
        && heads.first().is_some_and(|head| head.ends_with("名称"))
}

/// Cuts before every bracketed ordinal inside a piece.
fn split_labels(text: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = text
        .match_indices('（')
        .map(|(at, _)| at)
        .filter(|&at| {
            at > 0
                && text
                    .get(at..)
                    .is_some_and(|rest| split_ordinal(rest).0.is_some())
        })
        .collect();
    cuts.insert(0, 0);
    cuts.push(text.len());
    cuts.windows(2)
        .filter_map(|pair| match pair {
            [from, to] => text.get(*from..*to),
            _ => None,
        })
        .collect()
}
