//! A class must equal its sections, a section its items, a group its parts.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Claim, Relation, Spot, Words};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind, Spent, Table, TableKind};

/// A103: A class equals its sections, a section its items
pub static RULE: Rule = Rule {
    code: "A103",
    name: "parent-differs-from-children",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "上级科目与下级科目之和不符",
        "Parent row differs from the sum of its children",
    ),
    summary: Text::new(
        "类等于各款之和，款等于各项之和",
        "A class equals its sections, a section its items",
    ),
    page: Page {
        checks: Text::new(
            "凡印有下级科目的科目行，逐列核对本级数与下级各行之和；收支表中带编号的分组、政府采购表中货物、工程、服务及其下各行同样核对。",
            "Wherever a row's sub-codes are printed, its figure is held against their sum, column by column; numbered groups of balance tables likewise, and goods, works and services with the rows listed below them.",
        ),
        matters: Text::new(
            "上下级对不上，说明某一级漏列、多列或填错。",
            "If levels disagree, one of them leaves something out, counts it twice or is mistyped.",
        ),
        basis: Text::new(
            "政府收支分类科目的层级：类＝Σ款，款＝Σ项。",
            "Hierarchy of the classification of revenue and expenditure: class = Σ sections, section = Σ items.",
        ),
        silent: Text::new(
            "下级只列“其中”、下级没有印出、表中有多个位数不对的编码（不知谁是谁的下级）、位置不确定或在尾差之内时不提示。",
            "Silent when only 其中 rows are printed below, no child is printed, several codes of the table have no level (which row is part of which is not known), a position is uncertain, or rounding explains it.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A103-parent-differs-from-children.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        if facts.has_codes_of_no_level(index) {
            continue;
        }
        for row in 0..table.rows.len() {
            let Some((lane, children)) = parts_of(facts, index, table, row) else {
                continue;
            };
            for column in facts.money_columns(index, lane) {
                let spent = table.spent.contains(&Spent::Children { row, column });
                relations.push(
                    Relation::equal(
                        &RULE,
                        Spot::new(index, row, column),
                        facts.terms(index, &children, column),
                        Words::Written(words),
                    )
                    .spent_if(spent)
                    .row_may_be_lost(),
                );
            }
        }
    }
}

/// Lane of the row and the rows that complete it; `None` where they need not.
fn parts_of(
    facts: &Facts<'_>,
    index: usize,
    table: &Table,
    row: usize,
) -> Option<(usize, Vec<usize>)> {
    let parent = table.rows.get(row)?;
    let balance = matches!(
        table.kind,
        TableKind::BudgetSummary | TableKind::FiscalAppropriationSummary
    );
    let coded = parent.level().is_some();
    let group = balance
        && matches!(
            parent.kind(),
            RowKind::Item | RowKind::CarryIn | RowKind::CarryOut
        );
    let listed = table.kind == TableKind::Procurement && parent.kind() == RowKind::Item;
    if !(group || (coded || listed) && parent.kind() == RowKind::Item) {
        return None;
    }
    let children = facts.children(index, row);
    let complete = children.iter().all(|&child| {
        facts.row(index, child).is_some_and(|child| {
            child.kind() != RowKind::OfWhich
                && child.lane() == parent.lane()
                && (!coded || child.main_code().starts_with(parent.main_code()))
        })
    });
    (complete && !children.is_empty()).then_some((parent.lane(), children))
}

fn words(facts: &Facts<'_>, claim: &Claim) -> Bilingual {
    let Some((total, _)) = claim.spots_of_sum() else {
        return Bilingual::default();
    };
    let row = facts.row_label(total.table(), total.row());
    let column = facts.column_label(total);
    Bilingual::new(
        format!("“{row}”·{column} = 下级各行之和"),
        format!("“{row}” · {column} = sum of the rows below it"),
    )
}
