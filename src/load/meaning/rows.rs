//! What the rows are: totals, carry-overs, units, 其中 rows, items; and of which row each is a part.

use std::collections::BTreeSet;

use crate::catalogue;
use crate::load::body::RawRow;
use crate::load::meaning::listing;
use crate::load::meaning::parents;
use crate::load::vocabulary::Vocabulary;
use crate::model::{Classification, Level, RowKind, TableKind, code};

/// Words that close the name of a sum.
pub(in crate::load) const WORDS_OF_SUMS: [&str; 3] = ["小计", "合计", "总计"];

/// What was worked out about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct RowMeaning {
    /// Kind.
    pub(in crate::load) kind: RowKind,
    /// Classification and level of its code.
    pub(in crate::load) level: Option<(Classification, Level)>,
    /// Row it is a part of.
    pub(in crate::load) parent: Option<usize>,
    /// How many rows it stands below.
    pub(in crate::load) depth: usize,
}

/// Works out kinds and parents of the rows of a table.
#[must_use]
pub(in crate::load) fn meanings(
    rows: &[RawRow],
    kind: TableKind,
    vocabulary: &Vocabulary,
) -> Vec<RowMeaning> {
    let balance = matches!(
        kind,
        TableKind::BudgetSummary | TableKind::FiscalAppropriationSummary
    );
    let mut named_lanes = BTreeSet::new();
    let paid_by_codes = kind == TableKind::Procurement && names_purchases(rows);
    let mut meanings: Vec<RowMeaning> = rows
        .iter()
        .map(|row| {
            let level = level_of(row, kind).filter(|_| !paid_by_codes);
            let heads_lane = !named_lanes.contains(&row.lane);
            if !row.name.is_empty() {
                named_lanes.insert(row.lane);
            }
            RowMeaning {
                kind: row_kind(row, heads_lane, level, (balance, paid_by_codes), vocabulary),
                level,
                parent: None,
                depth: 0,
            }
        })
        .collect();
    let listed = if kind == TableKind::Procurement {
        let kind_of = |row: usize| meanings.get(row).map_or(RowKind::Item, |one| one.kind);
        listing::parents(rows, kind_of)
    } else {
        vec![None; rows.len()]
    };
    let parents = parents::of(rows, &meanings, balance);
    let parents = parents.into_iter().zip(listed);
    for (index, parent) in parents.map(|(told, listed)| told.or(listed)).enumerate() {
        if let Some(meaning) = meanings.get_mut(index) {
            meaning.parent = parent;
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

/// Whether the names beside the codes of a list are those of purchases: each is printed with the
/// account that pays for it, and some bear the name of that account.
fn names_purchases(rows: &[RawRow]) -> bool {
    let mut coded = rows.iter().filter(|row| !row.name.is_empty());
    coded.any(|row| {
        let mut entries = catalogue::entries(&row.code).iter().peekable();
        entries.peek().is_some() && !entries.any(|entry| entry.name == row.name)
    })
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

/// `heads_lane`: no row above it in its lane has a name; `paid_by_codes`: codes are those of accounts
/// that pay.
fn row_kind(
    row: &RawRow,
    heads_lane: bool,
    level: Option<(Classification, Level)>,
    (balance, paid_by_codes): (bool, bool),
    vocabulary: &Vocabulary,
) -> RowKind {
    if level.is_some() || row.below_total {
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
        return if heads_lane {
            RowKind::Total
        } else {
            RowKind::Item
        };
    }
    let account = paid_by_codes && !catalogue::entries(&row.code).is_empty();
    let unit = row.unit_code
        || !row.code.is_empty() && !account && is_unit_code(&row.code) && !is_torn(row);
    if unit { RowKind::Unit } else { RowKind::Item }
}

/// Codes of units have three to nine digits and are no classification code.
fn is_unit_code(code: &str) -> bool {
    (3..=9).contains(&code.len()) && code.chars().all(|c| c.is_ascii_digit())
}

/// Whether the digits are a piece of the code that the catalogue gives the name: 0505 or 208050 beside
/// 机关事业单位基本养老保险缴费支出. A narrow column tears codes.
fn is_torn(row: &RawRow) -> bool {
    let whole = catalogue::codes_worded(&row.name).iter();
    whole
        .copied()
        .any(|whole| whole.len() > row.code.len() && whole.contains(row.code.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::model::RowKind;

    /// Kind and whether it has a level, row by row.
    fn rows(table: &str) -> Vec<(RowKind, bool)> {
        let text = format!("青溪县民政局2025年部门预算\n{table}");
        let disclosure = load("a.txt", text.as_bytes());
        let rows = disclosure.tables[0].rows.iter();
        rows.map(|row| (row.kind(), row.level().is_some()))
            .collect()
    }

    #[test]
    fn a_torn_code_is_that_of_an_item_and_other_codes_without_level_are_those_of_units() {
        let header = "部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n";
        let table = format!(
            "{header}208050\t机关事业单位基本养老保险缴费支出\t3.00\n0602\t图书馆\t2.00\n0104\t图书馆\t1.00\n"
        );
        let expected = [RowKind::Item, RowKind::Unit, RowKind::Item];
        assert_eq!(rows(&table), expected.map(|kind| (kind, false)));
    }

    #[test]
    fn a_purchase_is_not_the_account_that_pays_for_it() {
        let header = "政府采购预算表\n单位：万元\n科目编码\t项目名称\t金额\n";
        let paid = format!("{header}2080201\t办公设备购置\t3.00\n2080201\t行政运行\t2.00\n");
        assert_eq!(
            rows(&paid),
            [(RowKind::Item, false), (RowKind::Item, false)]
        );
        let accounts =
            format!("{header}2080201\t行政运行\t3.00\n2080202\t一般行政管理事务\t2.00\n");
        assert_eq!(
            rows(&accounts),
            [(RowKind::Item, true), (RowKind::Item, true)]
        );
    }
}
