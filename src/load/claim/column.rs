//! Finds the column that a sentence means: by what it holds, by its role, by the words of its header.

use super::address::ColumnSpec;
use crate::load::fold::skeleton;
use crate::model::{Column, Role, Slot, Table};

/// The column of the table that a rule means in this row; `None` where there is none or more than one.
/// `columns` are those of the year and stage, `item` what the sentence speaks of.
pub(super) fn addressed(
    at: (&Table, usize),
    columns: &[usize],
    spec: &ColumnSpec,
    item: &str,
) -> Option<usize> {
    let (table, _) = at;
    let get = |index: &usize| table.columns.get(*index).map(|column| (*index, column));
    let listed = columns.iter().filter_map(get);
    match spec {
        ColumnSpec::Total => listed
            .filter(|(_, column)| matches!(column.role, Role::Total | Role::Amount))
            .min_by_key(|(index, column)| (column.path.len(), *index))
            .map(|(index, _)| index),
        ColumnSpec::Role(role) => {
            let mut found = listed.filter(|(_, column)| column.role == *role);
            let (index, _) = found.next()?;
            found.next().is_none().then_some(index)
        }
        ColumnSpec::Item => by_path(listed, at, &[item.to_owned()]),
        ColumnSpec::Path(words) => by_path(listed, at, words),
    }
}

/// The one column whose path holds the words in order, with nothing but a total below them. Where
/// the funds stand below them, the general budget if nothing else pays for it.
fn by_path<'a>(
    columns: impl Iterator<Item = (usize, &'a Column)>,
    (table, row): (&Table, usize),
    words: &[String],
) -> Option<usize> {
    let (mut plain, mut funds) = (Vec::new(), Vec::new());
    for (index, column) in columns {
        let path: Vec<String> = column.path.iter().map(|part| skeleton(part)).collect();
        let Some(below) = below(&path, words) else {
            continue;
        };
        let below: Vec<&String> = below.iter().filter(|part| !is_total_word(part)).collect();
        let is_fund = matches!(
            column.role,
            Role::GeneralBudget | Role::GovernmentFund | Role::StateCapital
        );
        match below.len() {
            0 => plain.push(index),
            1 if is_fund => funds.push((index, column.role)),
            _ => {}
        }
    }
    if let [index] = plain.as_slice() {
        return Some(*index);
    }
    let is_nothing = |index: usize| match table.slot(row, index) {
        Slot::Number(_, figure) => figure.number().is_zero(),
        Slot::Blank | Slot::Dash(_) => true,
        Slot::Text(_) | Slot::Unknown => false,
    };
    let (general, others): (Vec<_>, Vec<_>) = funds
        .into_iter()
        .partition(|(_, role)| *role == Role::GeneralBudget);
    match general.as_slice() {
        [(index, _)] if plain.is_empty() && others.iter().all(|(other, _)| is_nothing(*other)) => {
            Some(*index)
        }
        _ => None,
    }
}

/// What stands in a path below the words, which it holds in order.
fn below<'a>(path: &'a [String], words: &[String]) -> Option<&'a [String]> {
    let mut rest = path;
    for word in words {
        let at = rest.iter().position(|part| part.contains(word.as_str()))?;
        rest = rest.get(at + 1..).unwrap_or(&[]);
    }
    Some(rest)
}

fn is_total_word(part: &str) -> bool {
    matches!(
        part,
        "合计" | "小计" | "总计" | "金额" | "预算数" | "决算数" | "统计数"
    )
}
