//! The budget stated in the overall performance table must equal its parts and the balance table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T114: Budget total = sources = basic + projects = total of the balance table
pub static RULE: Rule = Rule {
    code: "T114",
    name: "performance-total-differs-from-budget",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "整体绩效目标表的预算情况与预算不符",
        "Overall performance table disagrees with the budget",
    ),
    summary: Text::new(
        "部门预算总额＝各资金来源之和＝基本＋项目＝收支总表支出总计",
        "Budget total = sources = basic + projects = total of the balance table",
    ),
    page: Page {
        checks: Text::new(
            "整体绩效目标表的“部门预算总额”，与其资金来源之和、资金结构之和、收支总表支出总计。",
            "部门预算总额 of the overall performance table against its sources, its structure, and the balance table's total.",
        ),
        matters: Text::new(
            "绩效目标要对应真实的预算规模。",
            "Targets must relate to the real budget.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "没有填列的项目不查。",
            "Items that are not filled in are not checked.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T114-performance-total-differs-from-budget.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(table) = facts.only(TableKind::OverallPerformance) else {
        return;
    };
    let Some(total) = labelled(facts, table, "预算总额") else {
        return;
    };
    let parts = |labels: &[&str]| -> Vec<Addend> {
        labels
            .iter()
            .filter_map(|label| labelled(facts, table, label))
            .map(Addend::from)
            .collect()
    };
    let mut push = |terms: Vec<Addend>, zh: &str, en: &str| {
        if !terms.is_empty() {
            relations.push(
                Relation::equal(
                    &RULE,
                    total,
                    terms,
                    Bilingual::new(
                        format!("部门预算总额 = {zh}"),
                        format!("Budget total = {en}"),
                    ),
                )
                .recounted(),
            );
        }
    };
    push(
        parts(&["政府预算资金", "财政专户管理资金", "单位资金"]),
        "各资金来源之和",
        "sum of its sources",
    );
    push(
        parts(&["基本支出", "项目支出"]),
        "基本支出 + 项目支出",
        "basic + project expenditure",
    );
    let grand = facts.balance(TableKind::BudgetSummary).and_then(|balance| {
        let side = balance.expenditure;
        Some(Spot::new(side.table, facts.grand_total(side)?, side.whole))
    });
    push(
        grand.map(Addend::from).into_iter().collect(),
        "收支总表支出总计",
        "total of the balance table",
    );
}

/// The one figure of a form whose row label, or else innermost heading, ends in these words.
fn labelled(facts: &Facts<'_>, table: usize, words: &str) -> Option<Spot> {
    let found = facts.table(table)?;
    let mut spots = (0..found.rows.len())
        .flat_map(|row| {
            let cells = found.rows.get(row).map_or(0, |row| row.cells().len());
            (0..cells).filter_map(move |cell| facts.spot(table, row, cell))
        })
        .filter(|&spot| {
            facts
                .figure(spot)
                .is_some_and(|figure| figure.unit().is_money())
        })
        .filter(|&spot| {
            let name = facts
                .row(table, spot.row())
                .map_or("", |row| bare(row.name()));
            let leaf = facts
                .column(table, spot.column())
                .map_or("", |column| bare(column.leaf()));
            name.ends_with(words) || leaf.ends_with(words)
        });
    let spot = spots.next()?;
    spots.next().is_none().then_some(spot)
}

/// The label without the unit in brackets and the colon at its end.
fn bare(label: &str) -> &str {
    label
        .trim_end_matches([':', '：'])
        .trim_end_matches("（万元）")
        .trim_end_matches("(万元)")
}
