//! What the rows are: totals, carry-overs, units, 其中 rows, items; and of which row each is a part.

use super::body::RawRow;
use super::fold::{Ordinal, fold, split_ordinal};
use super::indentation;
use super::vocabulary::Vocabulary;
use crate::catalogue;
use crate::model::{Classification, Level, RowKind, TableKind, code};

/// What was worked out about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowMeaning {
    /// Kind.
    pub(super) kind: RowKind,
    /// Classification and level of its code.
    pub(super) level: Option<(Classification, Level)>,
    /// Row it is a part of.
    pub(super) parent: Option<usize>,
    /// How many rows it stands below.
    pub(super) depth: usize,
}

/// Works out kinds and parents of the rows of a table.
#[must_use]
pub(super) fn meanings(
    rows: &[RawRow],
    kind: TableKind,
    vocabulary: &Vocabulary,
) -> Vec<RowMeaning> {
    let balance = matches!(
        kind,
        TableKind::BudgetSummary | TableKind::FiscalAppropriationSummary
    );
    let mut meanings: Vec<RowMeaning> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let level = level_of(row, kind);
            RowMeaning {
                kind: row_kind(index, row, rows, level, balance, vocabulary),
                level,
                parent: None,
                depth: 0,
            }
        })
        .collect();
    let lanes = rows
        .iter()
        .map(|row| row.lane)
        .max()
        .map_or(0, |lane| lane + 1);
    for lane in 0..lanes {
        let members: Vec<usize> = (0..rows.len())
            .filter(|&index| rows.get(index).is_some_and(|row| row.lane == lane))
            .collect();
        let parents = parents(&members, rows, &meanings, balance);
        for (&row, parent) in members.iter().zip(parents) {
            if let Some(meaning) = meanings.get_mut(row) {
                meaning.parent = parent;
            }
        }
    }
    for index in 0..meanings.len() {
        let depth = meanings
            .get(index)
            .and_then(|meaning| meaning.parent)
            .and_then(|parent| meanings.get(parent))
            .map_or(0, |parent| parent.depth + 1);
        if let Some(meaning) = meanings.get_mut(index) {
            meaning.depth = depth;
        }
    }
    meanings
}

/// Classification of a code. Unit codes such as 310 look like economic classes: where the printed
/// name has nothing of the catalogue's, or the column is one of unit codes, they are none.
fn level_of(row: &RawRow, kind: TableKind) -> Option<(Classification, Level)> {
    if row.unit_code {
        return None;
    }
    let first = row.code.split('→').next().unwrap_or("");
    let (classification, level) = code::classify(first)?;
    let by_function = matches!(
        kind,
        TableKind::ExpenditureSummary
            | TableKind::GeneralBudgetExpenditure
            | TableKind::FiscalExpenditure
            | TableKind::GovernmentFund
            | TableKind::StateCapital
            | TableKind::IncomeSummary
    );
    if by_function != (classification == Classification::Function) && by_function {
        return None;
    }
    if level == Level::Class && !row.code.contains('→') && !is_class_name(first, &row.name) {
        return None;
    }
    Some((classification, level))
}

/// Whether a class code and a printed name can belong together: they share two characters.
fn is_class_name(code: &str, name: &str) -> bool {
    let entries = catalogue::entries(code);
    if entries.is_empty() || name.is_empty() {
        return true;
    }
    let chars: Vec<char> = name.chars().collect();
    chars.windows(2).any(|pair| {
        let pair: String = pair.iter().collect();
        pair != "支出" && entries.iter().any(|entry| entry.name.contains(&pair))
    })
}

fn row_kind(
    index: usize,
    row: &RawRow,
    rows: &[RawRow],
    level: Option<(Classification, Level)>,
    balance: bool,
    vocabulary: &Vocabulary,
) -> RowKind {
    if level.is_some() {
        return RowKind::Item;
    }
    if let Some(kind) = vocabulary.row_kind(&row.name) {
        return match kind {
            RowKind::GrandTotal | RowKind::YearTotal if !balance => RowKind::Total,
            // In a balance table 合计 closes the year's items, 总计 the lane.
            RowKind::Total if balance => RowKind::YearTotal,
            other => other,
        };
    }
    if row.name.is_empty() && row.code.is_empty() {
        let heads_lane = !rows
            .iter()
            .take(index)
            .any(|above| above.lane == row.lane && !above.name.is_empty());
        return if heads_lane {
            RowKind::Total
        } else {
            RowKind::Item
        };
    }
    let unit = row.unit_code || !row.code.is_empty() && is_unit_code(&row.code);
    if unit { RowKind::Unit } else { RowKind::Item }
}

/// Codes of units have three to nine digits and are no classification code.
fn is_unit_code(code: &str) -> bool {
    (3..=9).contains(&code.len()) && code.chars().all(|c| c.is_ascii_digit())
}

/// Parents within one lane, aligned with `members`.
fn parents(
    members: &[usize],
    rows: &[RawRow],
    meanings: &[RowMeaning],
    balance: bool,
) -> Vec<Option<usize>> {
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(members.len());
    // The latest row of every ordinal style that can still have parts.
    let mut open: Vec<(Ordinal, usize)> = Vec::new();
    let mut unit: Vec<usize> = Vec::new();
    let mut section: Option<usize> = None;
    let mut last_item: Option<usize> = None;
    let kind = |index: usize| meanings.get(index).map(|meaning| meaning.kind);
    let indented = indentation::parents(members, rows, |row| kind(row) == Some(RowKind::Item));
    for (position, &index) in members.iter().enumerate() {
        let (Some(row), Some(meaning)) = (rows.get(index), meanings.get(index)) else {
            parents.push(None);
            continue;
        };
        let ordinal = split_ordinal(&fold(&row.name)).0;
        let parent = match meaning.kind {
            RowKind::Total | RowKind::GrandTotal => None,
            RowKind::Unit => {
                while unit
                    .last()
                    .is_some_and(|&above| !is_prefix(rows, above, &row.code))
                {
                    unit.pop();
                }
                let above = unit.last().copied();
                unit.push(index);
                above
            }
            RowKind::OfWhich => last_item,
            _ => by_code(
                members.get(..position).unwrap_or(&[]),
                rows,
                meanings,
                index,
            )
            .or_else(|| by_subtotal(members.get(..position).unwrap_or(&[]), rows, meanings, row))
            .or_else(|| by_ordinal(&mut open, ordinal))
            .or_else(|| indented.get(position).copied().flatten())
            .or(section.filter(|_| meaning.kind == RowKind::Item && balance))
            .or_else(|| by_of_which(ordinal, last_item, &parents, members, meanings, index))
            .or(unit.last().copied()),
        };
        match meaning.kind {
            // 年初财政拨款结转和结余 is followed by its parts, without ordinals of their own level.
            RowKind::CarryIn | RowKind::CarryOut if balance => {
                section = Some(index);
                open.clear();
            }
            RowKind::GrandTotal | RowKind::YearTotal | RowKind::Total => {
                section = None;
                open.clear();
            }
            _ => {}
        }
        if let Some(ordinal) = ordinal {
            open.retain(|(other, _)| other.style < ordinal.style);
            open.push((ordinal, index));
        }
        if meaning.kind != RowKind::OfWhich
            && (ordinal.is_some() || parent.is_none() || meaning.level.is_some())
        {
            last_item = Some(index);
        }
        parents.push(parent);
    }
    parents
}

fn is_prefix(rows: &[RawRow], above: usize, code: &str) -> bool {
    rows.get(above)
        .is_some_and(|above| above.code.len() < code.len() && code.starts_with(&above.code))
}

/// The nearest row above whose code is the longest proper beginning of this row's code.
fn by_code(
    above: &[usize],
    rows: &[RawRow],
    meanings: &[RowMeaning],
    index: usize,
) -> Option<usize> {
    let classification = meanings.get(index)?.level?.0;
    let mut wanted = code::parent(rows.get(index)?.code.split('→').next()?);
    while let Some(code) = wanted {
        let found = above.iter().rev().find(|&&candidate| {
            rows.get(candidate).is_some_and(|row| row.code == code)
                && meanings
                    .get(candidate)
                    .and_then(|meaning| meaning.level)
                    .is_some_and(|(other, _)| other == classification)
        });
        if found.is_some() {
            return found.copied();
        }
        wanted = code::parent(code);
    }
    None
}

/// The items of “三公”经费 are parts of its subtotal; 会议费 and 培训费 are not.
fn by_subtotal(
    above: &[usize],
    rows: &[RawRow],
    meanings: &[RowMeaning],
    row: &RawRow,
) -> Option<usize> {
    let three_public = ["因公出国", "公务用车", "公务接待"];
    let numbered = split_ordinal(&fold(&row.name))
        .0
        .is_some_and(|ordinal| ordinal.style == 0);
    if !numbered || !three_public.iter().any(|word| row.name.contains(word)) {
        return None;
    }
    above.iter().rev().copied().find(|&candidate| {
        meanings
            .get(candidate)
            .is_some_and(|meaning| meaning.kind == RowKind::Subtotal)
            && rows
                .get(candidate)
                .is_some_and(|row| row.name.contains("三公"))
    })
}

/// The latest row with an outer ordinal style: （一） belongs to 一、.
fn by_ordinal(open: &mut Vec<(Ordinal, usize)>, ordinal: Option<Ordinal>) -> Option<usize> {
    let ordinal = ordinal?;
    open.retain(|(other, _)| other.style < ordinal.style);
    open.last().map(|&(_, index)| index)
}

/// A row without ordinal after 其中： is one more part of the same whole.
fn by_of_which(
    ordinal: Option<Ordinal>,
    last_item: Option<usize>,
    parents: &[Option<usize>],
    members: &[usize],
    meanings: &[RowMeaning],
    index: usize,
) -> Option<usize> {
    let whole = last_item?;
    let opened = members.iter().zip(parents).any(|(&row, parent)| {
        *parent == Some(whole)
            && meanings
                .get(row)
                .is_some_and(|meaning| meaning.kind == RowKind::OfWhich)
    });
    let plain = ordinal.is_none() && meanings.get(index)?.level.is_none();
    (plain && opened).then_some(whole)
}
