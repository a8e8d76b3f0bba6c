//! What single cells and lines of a grid say about the row and column they stand in.

use super::body::{Body, RawRow, RawValue};
use super::layout::Layout;
use super::line::TextLine;
use super::numeral;
use super::vocabulary::Vocabulary;
use crate::model::{RowKind, Unit, ValueKind};

/// Tables of projects print unit rows with the code in the name column and the name beside it.
pub(super) fn coded_name(row: &mut RawRow, layout: &Layout) {
    let is_code = (3..=9).contains(&row.name.len()) && row.name.chars().all(|c| c.is_ascii_digit());
    if !is_code || !row.code.is_empty() {
        return;
    }
    let is_text = |value: &RawValue| {
        value
            .column
            .and_then(|column| layout.columns.get(column))
            .is_some_and(|column| column.kind == ValueKind::Text)
            && value.place.line == row.place.line
    };
    row.code = std::mem::take(&mut row.name);
    row.unit_code = true;
    if let Some(at) = row.values.iter().position(is_text) {
        row.name = row.values.remove(at).text;
    }
}

/// A total printed in the first column, whatever the column is for, is the name of its row.
pub(super) fn leading_total(row: &mut RawRow, vocabulary: &Vocabulary) {
    let nameless = row.name.is_empty() && row.code.is_empty();
    let is_total = |value: &RawValue| vocabulary.row_kind(&value.text) == Some(RowKind::Total);
    if nameless && row.values.first().is_some_and(is_total) {
        row.name = row.values.remove(0).text;
    }
}

/// Columns the vocabulary does not know hold money if all they print are numbers.
pub(super) fn decide_unknown_kinds(body: &mut Body) {
    for column in 0..body.layout.columns.len() {
        if body.layout.known.get(column).copied().unwrap_or(true) {
            continue;
        }
        let mut values = body
            .rows
            .iter()
            .flat_map(|row| &row.values)
            .filter(|value| value.column == Some(column))
            .peekable();
        let numbers = values.peek().is_some() && values.all(|value| is_number(&value.text));
        if numbers && let Some(column) = body.layout.columns.get_mut(column) {
            column.kind = ValueKind::Amount;
        }
    }
}

pub(super) fn is_number(text: &str) -> bool {
    numeral::read(text, &Unit::WanYuan).is_some()
}

/// A line of dashes that a converter drew.
pub(super) fn is_rule(line: &TextLine) -> bool {
    let mut printed = line.printed().peekable();
    printed.peek().is_some()
        && line.printed().count() >= 2
        && printed.all(|piece| {
            piece.text.len() >= 2
                && piece
                    .text
                    .chars()
                    .all(|c| matches!(c, '-' | '=' | ':' | '|'))
        })
}
