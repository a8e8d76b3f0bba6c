//! What single cells and lines of a grid say about the row and column they stand in.

use crate::load::body::{Body, RawRow, RawValue};
use crate::load::layout::{Layout, Slot, Use};
use crate::load::line::TextLine;
use crate::load::numeral;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{Column, RowKind, Unit, ValueKind};

/// Whether a column names the unit of a row: 单位名称, 预算单位, 项目单位, but not 计量单位.
fn names_units(leaf: &str) -> bool {
    let ends = leaf.ends_with("单位") || leaf.ends_with("单位名称");
    (ends || leaf == "部门（单位）名称") && !leaf.contains("计量") && leaf != "数量单位"
}

/// Tables of projects print unit rows with the code in the name column and the name beside it.
pub(in crate::load) fn coded_name(row: &mut RawRow, layout: &Layout) {
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

/// Where units and accounts share a table, the row of a unit prints its name in the column of
/// units and nothing under code and name.
pub(in crate::load) fn unit_name(row: &mut RawRow, layout: &Layout) {
    let is_unit = |value: &RawValue| {
        value.place.line == row.place.line
            && value
                .column
                .and_then(|column| layout.columns.get(column))
                .is_some_and(|column| names_units(column.leaf()))
    };
    if row.name.is_empty()
        && row.code.is_empty()
        && let Some(at) = row.values.iter().position(is_unit)
    {
        row.name = row.values.remove(at).text;
        row.unit_code = true;
    }
}

/// 合计 over several columns of words stands in the first of them and names the row all the same.
pub(in crate::load) fn total_name(row: &mut RawRow, layout: &Layout, vocabulary: &Vocabulary) {
    if !row.name.is_empty() || !row.code.is_empty() {
        return;
    }
    let words = |column: usize| {
        let column = layout.columns.get(column);
        column.is_some_and(|column| column.kind == ValueKind::Text)
    };
    let mut values = row.values.iter();
    let total = values.find(|value| {
        value.column.is_some_and(words) && vocabulary.row_kind(&value.text) == Some(RowKind::Total)
    });
    if let Some(total) = total {
        row.name = total.text.clone();
    }
}

/// Columns the vocabulary does not know hold money if all they print are numbers. The rows are looked
/// through once: a sheet may have thousands of columns.
pub(in crate::load) fn decide_unknown_kinds(body: &mut Body) {
    let mut numbers: Vec<Option<bool>> = vec![None; body.layout.columns.len()];
    for value in body.rows.iter().flat_map(|row| &row.values) {
        let known = |column: &usize| body.layout.known.get(*column).copied().unwrap_or(true);
        let column = value.column.filter(|column| !known(column));
        if let Some(numbers) = column.and_then(|column| numbers.get_mut(column))
            && *numbers != Some(false)
        {
            *numbers = Some(is_number(&value.text));
        }
    }
    for (column, numbers) in body.layout.columns.iter_mut().zip(numbers) {
        if numbers == Some(true) {
            column.kind = ValueKind::Amount;
        }
    }
}

/// Where the header names no name column, the first column names the rows if all it prints are
/// words: 按资金来源划分 over 合计.
pub(in crate::load) fn name_rows(body: &mut Body) {
    let lane = 0;
    let named = body.layout.slots.iter().any(|slot| {
        slot.lane == lane && matches!(slot.use_, Use::Stub(Stub::Name) | Use::Label(_))
    });
    let ordinal = |slot: &&Slot| slot.use_ == Use::Stub(Stub::Ordinal);
    let mut slots = body.layout.slots.iter().skip_while(ordinal);
    let first = match slots.next().map(|slot| slot.use_) {
        Some(Use::Data(column)) if !named => column,
        _ => return,
    };
    let amounts = |column: &Column| column.kind != ValueKind::Text;
    let known = body.layout.known.get(first).copied().unwrap_or(true);
    let figures = known && body.layout.columns.get(first).is_none_or(amounts);
    let mut values = body
        .rows
        .iter()
        .flat_map(|row| &row.values)
        .filter(|value| value.column == Some(first))
        .peekable();
    let words = values.peek().is_some() && values.all(|value| !is_number(&value.text));
    if figures || !words {
        return;
    }
    for row in &mut body.rows {
        if let Some(at) = row
            .values
            .iter()
            .position(|value| value.column == Some(first))
        {
            row.name = row.values.remove(at).text;
        }
    }
}

pub(in crate::load) fn is_number(text: &str) -> bool {
    numeral::read(text, &Unit::WanYuan).is_some()
}

/// Whether a cell prints a number and no dash.
#[must_use]
pub(in crate::load) fn is_figure(text: &str) -> bool {
    numeral::read(text, &Unit::WanYuan).is_some_and(|figure| figure.is_number())
}

/// A line of dashes that a converter drew.
pub(in crate::load) fn is_rule(line: &TextLine) -> bool {
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
