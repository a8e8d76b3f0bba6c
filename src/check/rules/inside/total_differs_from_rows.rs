//! A column total must equal the rows it adds up.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Column, RowKind, Spent, TableKind};

/// A102: The total row equals the sum of the top-level rows of its column
pub static RULE: Rule = Rule {
    code: "A102",
    name: "total-differs-from-rows",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "合计行与各行之和不符",
        "Column total differs from the sum of its rows",
    ),
    summary: Text::new(
        "合计行等于同一列中最上层各行之和",
        "The total row equals the sum of the top-level rows of its column",
    ),
    page: Page {
        checks: Text::new(
            "逐列核对合计行与最上层各行之和；有上下级科目时只加最上层，重复合计的单位行不参与相加，但须与合计一致。",
            "Column by column, the total row is held against the sum of the top-level rows. Where codes nest, only the top level is added; a unit row that repeats the total is no addend, but must repeat it.",
        ),
        matters: Text::new(
            "合计与明细不符，读者就无法知道钱花在哪里，或者少列了一行。",
            "If total and details disagree, nobody can tell where the money goes, or a row is missing.",
        ),
        basis: Text::new(
            "部门预算、决算公开报表的表头和栏次本身规定了这一关系（预算法第十四条，财预〔2016〕143号）。",
            "The headings of the published forms themselves state this relation (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "只有清单而无合计行的表、信息统计表、绩效表不查；表中有多个位数不对的编码（不知谁是谁的下级）时不查；位置不确定、已用于还原列位置、尾差之内不提示。各行之和小于合计、又没有别的关系指明是哪个数错时，可能是文本提取丢了一行，只作警告；若另一张表印有金额恰为差额的科目，会指出是哪一行。",
            "Tables that are mere lists, statistics and performance tables are not checked, nor tables where several codes have no level (which row is part of which is not known); nor are uncertain cells, relations used up to recover columns, and rounding residues. Rows that fall short of their total, with no other relation to tell which figure is wrong, may have been lost by the text extraction: that is a warning, and if another table prints a code whose amount fits the gap, it is named.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A102-total-differs-from-rows.md"),
    states: States::Relations(relations),
};

/// Forms whose total row adds up the whole table.
const ADDED_UP: &[TableKind] = &[
    TableKind::IncomeSummary,
    TableKind::ExpenditureSummary,
    TableKind::FiscalExpenditure,
    TableKind::GeneralBudgetExpenditure,
    TableKind::BasicExpenditure,
    TableKind::BasicExpenditureDetail,
    TableKind::EconomicClassificationSummary,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
    TableKind::ProjectExpenditure,
    TableKind::ProjectPerformance,
    TableKind::OperatingCost,
    TableKind::Procurement,
    TableKind::CarryOver,
];

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        // With several lanes, whose rows belong to which total is for the form to say (A110).
        if !ADDED_UP.contains(&table.kind) || table.lanes.len() > 1 {
            continue;
        }
        if facts.has_codes_of_no_level(index) {
            continue;
        }
        for lane in 0..table.lanes.len() {
            let sums = sums(facts, index, lane);
            for column in facts.money_columns(index, lane) {
                let spent = table.spent.contains(&Spent::Column { column });
                for (total, rows) in &sums {
                    let terms: Vec<Addend> = facts.terms(index, rows, column);
                    let words = words(facts, index, *total, column);
                    relations.push(
                        Relation::equal(&RULE, Spot::new(index, *total, column), terms, words)
                            .spent_if(spent)
                            .row_may_be_lost(),
                    );
                }
            }
        }
    }
}

/// Every row that stands for other rows, with those rows.
fn sums(facts: &Facts<'_>, table: usize, lane: usize) -> Vec<(usize, Vec<usize>)> {
    let totals = facts.lane_totals(table, lane);
    let units = facts.rows_of_kind(table, lane, RowKind::Unit);
    let items = facts.top_items(table, lane);
    let of_unit = |unit: usize, kind: RowKind| -> Vec<usize> {
        facts
            .children(table, unit)
            .into_iter()
            .filter(|&row| facts.row(table, row).is_some_and(|row| row.kind() == kind))
            .collect()
    };
    let mut sums: Vec<(usize, Vec<usize>)> = Vec::new();
    if !items.is_empty() {
        let of_block = |total: &usize| totals.blocks.iter().any(|(row, _)| row == total);
        let whole = totals.whole.iter().filter(|total| !of_block(total));
        sums.extend(whole.map(|&total| (total, items.clone())));
    }
    sums.extend(totals.blocks);
    let with_items: Vec<usize> = units
        .iter()
        .copied()
        .filter(|&unit| !of_unit(unit, RowKind::Item).is_empty())
        .collect();
    match (totals.whole.first(), with_items.as_slice()) {
        (Some(&total), [_]) => {
            sums.extend(
                units
                    .iter()
                    .filter(|&&unit| !items.contains(&unit) && is_only(facts, table, unit, &units))
                    .map(|&unit| (unit, vec![total])),
            );
        }
        _ => {
            sums.extend(
                with_items
                    .iter()
                    .map(|&unit| (unit, of_unit(unit, RowKind::Item))),
            );
            sums.extend(
                units
                    .iter()
                    .map(|&unit| (unit, of_unit(unit, RowKind::Unit)))
                    .filter(|(_, below)| !below.is_empty()),
            );
        }
    }
    sums
}

/// Whether no other unit stands beside this one: all are above or below it.
fn is_only(facts: &Facts<'_>, table: usize, unit: usize, units: &[usize]) -> bool {
    let within = |row: usize, other: usize| {
        let mut above = std::iter::successors(Some(row), |&row| facts.parent(table, row));
        above.any(|row| row == other)
    };
    let mut others = units.iter();
    others.all(|&other| within(unit, other) || within(other, unit))
}

fn words(facts: &Facts<'_>, table: usize, total: usize, column: usize) -> Bilingual {
    let row = facts.row_label(table, total);
    let column = facts
        .column(table, column)
        .map(Column::label)
        .unwrap_or_default();
    Bilingual::new(
        format!("“{column}”列：“{row}”= 各行之和"),
        format!("Column “{column}”: “{row}” = sum of its rows"),
    )
}
