//! All expenditure by economic code must equal all expenditure by function.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T108: The economic summary and the expenditure table print the same total
pub static RULE: Rule = Rule {
    code: "T108",
    name: "economic-summary-differs-from-expenditure",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "支出经济分类汇总与支出总表合计不符",
        "Economic summary disagrees with the expenditure table",
    ),
    summary: Text::new(
        "支出经济分类汇总表的总计等于支出表的合计",
        "The economic summary and the expenditure table print the same total",
    ),
    page: Page {
        checks: Text::new(
            "支出经济分类汇总表总计与支出表合计。",
            "The total of the economic summary against the total of the expenditure table.",
        ),
        matters: Text::new(
            "同一笔支出按两种分类列示，总数必须相同。",
            "The same money in two classifications has one total.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "结转口径不同、某类科目在一方没有印出、同类表有两张以上（不知与哪张勾稽）、或差额不超过一个末位时不提示。",
            "Silent when carry-over is treated differently, a class is not printed on one side, several tables of the kind are printed, or the gap is one last digit.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!(
        "../../../../tests/rules/T108-economic-summary-differs-from-expenditure.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let total = |kind: TableKind| {
        let table = facts.only(kind)?;
        Some(Spot::new(
            table,
            facts.total_row(table, 0)?,
            facts.whole(table, 0)?,
        ))
    };
    let Some(economy) = total(TableKind::EconomicClassificationSummary) else {
        return;
    };
    // Some forms divide the general budget alone by economic class.
    let title = facts
        .table(economy.table())
        .map_or("", |table| &table.title);
    let counterpart = if title.contains("一般公共预算") {
        TableKind::GeneralBudgetExpenditure
    } else if title.contains("财政拨款") {
        TableKind::FiscalExpenditure
    } else {
        TableKind::ExpenditureSummary
    };
    let Some(functions) = total(counterpart) else {
        return;
    };
    relations.push(
        Relation::equal(
            &RULE,
            economy,
            vec![functions.into()],
            Bilingual::new(
                "支出经济分类汇总表总计 = 支出表合计",
                "Total of the economic summary = total of the expenditure table",
            ),
        )
        .recounted(),
    );
}
