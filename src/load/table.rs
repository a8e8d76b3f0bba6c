//! A draft → a [`Table`]: header, rows, figures with their unit, parents, identities, state.

use super::block::Draft;
use super::body::{RawRow, RawValue};
use super::fold::{fold, split_ordinal};
use super::form;
use super::grid::{self, GridBody};
use super::identity;
use super::numeral;
use super::rows;
use super::vocabulary::Vocabulary;
use crate::model::{
    Cell, Certainty, Content, Figure, FigureKind, Row, Table, TableDoubt, TableKind, TableState,
    Unit, ValueKind,
};

/// Words of notes that say a table is empty on purpose.
const EMPTY_WORDS: [&str; 7] = [
    "空表",
    "无数据",
    "没有",
    "无此",
    "不涉及",
    "未安排",
    "无相关",
];

/// Builds the table. `id` is its printed or given number, `unit` the unit it inherits when it
/// prints none.
#[must_use]
pub(super) fn build(draft: &Draft, id: String, inherited: &Unit, vocabulary: &Vocabulary) -> Table {
    let lines: Vec<_> = draft.chunks.iter().flatten().cloned().collect();
    let body = if form::is_form(&lines) {
        form::read(&lines, vocabulary)
    } else {
        grid::read(draft, vocabulary)
    };
    finish(draft, id, inherited, body, vocabulary)
}

fn finish(
    draft: &Draft,
    id: String,
    inherited: &Unit,
    body: GridBody,
    vocabulary: &Vocabulary,
) -> Table {
    let unit = draft.unit.clone().unwrap_or_else(|| inherited.clone());
    let leaves = body.layout.columns.iter().map(crate::model::Column::leaf);
    let kind = draft.kind.or_else(|| vocabulary.header_kind(leaves));
    let kind = refine_kind(kind.unwrap_or(TableKind::Other), &body);
    let meanings = rows::meanings(&body.rows, kind, vocabulary);
    let counts = count_units(&body.rows, &meanings);
    let rows: Vec<Row> = body
        .rows
        .iter()
        .zip(&meanings)
        .zip(&counts)
        .map(|((raw, meaning), count)| Row {
            index: raw.index,
            lane: raw.lane,
            code: raw.code.clone(),
            name: raw.name.clone(),
            kind: meaning.kind,
            level: meaning.level,
            depth: meaning.depth,
            parent: meaning.parent,
            cells: raw
                .values
                .iter()
                .map(|value| cell(value, &body, count.as_ref().unwrap_or(&unit)))
                .collect(),
            place: raw.place,
        })
        .collect();
    let mut doubts = Vec::new();
    if body.header_doubtful {
        doubts.push(TableDoubt::Header);
    }
    if body.body_doubtful {
        doubts.push(TableDoubt::Body);
    }
    let state = state(&rows, &draft.notes);
    Table {
        id,
        kind,
        title: draft.title.clone(),
        unit,
        unit_printed: draft.unit.is_some(),
        place: draft.place,
        last_line: draft.last_line,
        identities: identity::identities(&body.layout),
        lanes: body.layout.lanes,
        columns: body.layout.columns,
        rows,
        notes: draft.notes.clone(),
        state,
        doubts,
        spent: Vec::new(),
    }
}

/// Titles of basic expenditure do not tell the table by economic class from the one by project
/// name; their columns do.
fn refine_kind(kind: TableKind, body: &GridBody) -> TableKind {
    let by_project = body
        .layout
        .columns
        .iter()
        .any(|column| column.leaf() == "项目单位");
    if kind == TableKind::BasicExpenditure && by_project {
        TableKind::BasicExpenditureDetail
    } else {
        kind
    }
}

fn cell(value: &RawValue, body: &GridBody, unit: &Unit) -> Cell {
    let column = value.column.and_then(|at| body.layout.columns.get(at));
    let own = value
        .column
        .and_then(|at| body.layout.units.get(at))
        .and_then(Option::as_ref);
    let unit = own.unwrap_or(unit);
    let kind = column.map_or(ValueKind::Amount, |column| column.kind);
    let content = match kind {
        ValueKind::Text => Content::Text(value.text.as_str().into()),
        ValueKind::Amount | ValueKind::Count | ValueKind::Percent => {
            numeral::read(&value.text, unit).map_or_else(
                || not_a_number(&value.text, unit),
                |figure| Content::Figure(in_column_unit(figure, kind, unit)),
            )
        }
    };
    Cell {
        column: value.column,
        candidates: Vec::new(),
        content,
        certainty: Certainty::Printed,
        place: value.place,
    }
}

/// `12.50%` in a column of shares keeps the percent sign as its unit; a plain number there counts
/// in percent too.
fn in_column_unit(mut figure: Figure, kind: ValueKind, unit: &Unit) -> Figure {
    if kind == ValueKind::Percent && figure.unit.is_money() {
        figure.unit = unit.clone();
    }
    figure
}

/// Digits that form no number are unreadable, not words: nothing may be concluded from them.
fn not_a_number(text: &str, unit: &Unit) -> Content {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits * 2 > text.chars().count() {
        Content::Figure(Figure {
            kind: FigureKind::Unreadable,
            number: rust_decimal::Decimal::ZERO,
            decimals: 0,
            unit: unit.clone(),
            raw: text.into(),
        })
    } else {
        Content::Text(text.into())
    }
}

/// Rows that count things name their measure word: （一）车辆数合计（辆）; rows below them that
/// carry a deeper ordinal count the same.
fn count_units(raw: &[RawRow], meanings: &[rows::RowMeaning]) -> Vec<Option<Unit>> {
    let mut units: Vec<Option<Unit>> = Vec::with_capacity(raw.len());
    for (row, meaning) in raw.iter().zip(meanings) {
        let own = measure_word(&row.name).map(|word| Unit::Count(word.into()));
        let inherited = meaning
            .parent
            .filter(|_| split_ordinal(&fold(&row.name)).0.is_some())
            .and_then(|parent| units.get(parent).cloned().flatten());
        units.push(own.or(inherited));
    }
    units
}

fn measure_word(name: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "辆",
        "台",
        "套",
        "台/套",
        "台、套",
        "台（套）",
        "个",
        "人",
        "家",
        "批",
        "人次",
        "次",
    ];
    let folded = fold(name);
    let inside = folded.rsplit_once('（')?.1.strip_suffix('）')?;
    WORDS.contains(&inside).then(|| inside.to_owned())
}

fn state(rows: &[Row], notes: &[(String, crate::model::Place)]) -> TableState {
    if rows.iter().any(|row| !row.cells.is_empty()) {
        TableState::Data
    } else if notes
        .iter()
        .any(|(note, _)| EMPTY_WORDS.iter().any(|word| note.contains(word)))
    {
        TableState::EmptyWithNote
    } else {
        TableState::Empty
    }
}
