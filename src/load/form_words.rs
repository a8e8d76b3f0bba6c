//! The amounts of a performance form printed with white space: labels that run over lines, then a figure.

use super::body::{Body, RawRow, RawValue, place};
use super::fold::{Ordinal, split_ordinal};
use super::form::is_indicator_header;
use super::layout::Layout;
use super::line::{Piece, TextLine};
use super::plain::is_amount;
use crate::model::{Column, Lane, Role, ValueKind};

/// The label above the amounts of an overall performance form.
const AMOUNTS: &str = "预算情况";

/// Reads the labelled amounts between 预算情况 and the indicators. The words of tasks and
/// indicators are not divided into cells: without column borders their wraps cannot be told apart.
#[must_use]
pub(super) fn read(lines: &[TextLine]) -> Body {
    let begin = lines.iter().position(|line| line.folded == AMOUNTS);
    let end = lines
        .iter()
        .position(is_indicator_header)
        .unwrap_or(lines.len());
    let mut form = Form::default();
    if let Some(begin) = begin {
        for line in lines.get(begin + 1..end).unwrap_or(&[]) {
            for piece in line.printed() {
                form.piece(piece, line.number);
            }
        }
    }
    form.finish()
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
}

impl Form {
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
        self.columns.push(Column {
            path,
            role: Role::Other,
            lane: 0,
            kind: ValueKind::Amount,
        });
        self.rows.push(RawRow {
            index: self.index,
            name: label,
            values: vec![RawValue::new(
                Some(self.columns.len() - 1),
                &piece.text,
                here,
            )],
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
            ..Body::default()
        }
    }
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
