//! The expenditure table and the expenditure side of the balance table must agree, in total and by class.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T102: Total and classes of the expenditure table equal the balance table
pub static RULE: Rule = Rule {
    code: "T102",
    name: "expenditure-table-differs-from-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "支出表与收支总表不符",
        "Expenditure table disagrees with the balance table",
    ),
    summary: Text::new(
        "支出表的合计和各类与收支总表支出侧一致",
        "Total and classes of the expenditure table equal the balance table",
    ),
    page: Page {
        checks: Text::new(
            "支出表合计与收支总表“本年支出合计”；支出表按功能分类汇总到类的数与收支总表各类支出行。",
            "The table's total against 本年支出合计, and its sums by function class against the class rows of the balance table.",
        ),
        matters: Text::new(
            "总表是按支出表汇总的；对不上就是汇总错误或漏类。",
            "The balance table is compiled from the expenditure table; a gap is a wrong sum or a missing class.",
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
    fixture: include_str!("../../../../tests/rules/T102-expenditure-table-differs-from-balance.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(table), Some(balance)) = (
        facts.only(TableKind::ExpenditureSummary),
        facts.balance(TableKind::BudgetSummary),
    ) else {
        return;
    };
    let side = balance.expenditure;
    let Some(whole) = facts.whole(table, 0) else {
        return;
    };
    if let (Some(total), Some(year)) = (facts.total_row(table, 0), facts.total_of_the_year(side)) {
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(side.table, year, side.whole),
                vec![Spot::new(table, total, whole).into()],
                Bilingual::new(
                    "收支总表本年支出合计 = 支出表合计",
                    "Balance table: expenditure of the year = total of the expenditure table",
                ),
            )
            .recounted(),
        );
    }
    for class in facts.classes(table) {
        let Some(row) = facts.class_row(side, class) else {
            continue;
        };
        let rows = facts.rows_for_code(table, class);
        let label = facts.row_label(side.table, row);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(side.table, row, side.whole),
                facts.terms(table, &rows, whole),
                Bilingual::new(
                    format!("收支总表“{label}”= 支出表 {class} 类"),
                    format!("Balance table “{label}” = class {class} of the expenditure table"),
                ),
            )
            .recounted()
            .blank_is_nothing(),
        );
    }
}
