//! Basic expenditure by economic code must equal basic expenditure by function.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T106: Basic expenditure by economic code equals that by function
pub static RULE: Rule = Rule {
    code: "T106",
    name: "basic-table-differs-from-general-budget",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "基本支出表合计与一般公共预算基本支出不符",
        "Basic expenditure differs between the two classifications",
    ),
    summary: Text::new(
        "基本支出表（经济分类）的合计等于一般公共预算支出表的基本支出合计",
        "Basic expenditure by economic code equals that by function",
    ),
    page: Page {
        checks: Text::new(
            "一般公共预算支出表“基本支出”合计，与基本支出表（经济科目）的合计；分栏列示的决算表用人员经费合计加公用经费合计。",
            "The total of 基本支出 in the general-budget table against the total by economic code; in parallel blocks, personnel plus running total.",
        ),
        matters: Text::new(
            "同一笔基本支出按两种分类列示，总数必须相同。",
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
        "../../../../tests/rules/T106-basic-table-differs-from-general-budget.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(functions) = facts.only(TableKind::GeneralBudgetExpenditure) else {
        return;
    };
    let (Some(total), Some(basic)) = (
        facts.total_row(functions, 0),
        facts.column_meaning(functions, 0, Role::Basic),
    ) else {
        return;
    };
    for kind in [
        TableKind::BasicExpenditure,
        TableKind::BasicExpenditureDetail,
    ] {
        let Some(table) = facts.only(kind) else {
            continue;
        };
        let terms = totals(facts, table);
        if terms.is_empty() {
            continue;
        }
        let name = facts.table_label(table);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(functions, total, basic),
                terms,
                Bilingual::new(
                    format!("一般公共预算支出表基本支出合计 = {}合计", name.zh),
                    format!("Basic expenditure by function = total of {}", name.en),
                ),
            )
            .recounted(),
        );
    }
}

/// The total of the table; in parallel blocks the total of each block that prints one. A block whose total
/// lacks its figure leaves the sum open.
fn totals(facts: &Facts<'_>, table: usize) -> Vec<Addend> {
    if facts.lanes(table) == 1 {
        let spot = facts
            .total_row(table, 0)
            .zip(facts.whole(table, 0))
            .map(|(row, column)| Spot::new(table, row, column).into());
        return spot.into_iter().collect();
    }
    let totals = (0..facts.lanes(table)).flat_map(|lane| facts.total_rows(table, lane));
    let figures: Option<Vec<Addend>> = totals
        .map(|row| {
            let cells = facts.row(table, row)?.cells().len();
            let spot = (0..cells).find_map(|cell| facts.spot(table, row, cell))?;
            Some(spot.into())
        })
        .collect();
    figures.unwrap_or_default()
}
