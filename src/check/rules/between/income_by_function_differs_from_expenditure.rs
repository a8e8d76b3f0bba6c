//! Where income is listed by function too, each code should receive what it spends.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Level, RowRef, TableKind};

/// T117: Where both are listed by function, a code's income equals its expenditure
pub static RULE: Rule = Rule {
    code: "T117",
    name: "income-by-function-differs-from-expenditure",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "同一科目的收入与支出不等",
        "Income and expenditure of a code differ",
    ),
    summary: Text::new(
        "按功能科目列示的收入与支出，同一科目应相等",
        "Where both are listed by function, a code's income equals its expenditure",
    ),
    page: Page {
        checks: Text::new(
            "收入表也按功能科目列示时，同一科目的收入合计（含上年结转）与支出表合计。",
            "Where the income table is listed by function, each code's income (with carry-over) against its expenditure.",
        ),
        matters: Text::new(
            "预算按科目收支对应；不等说明某一张表的科目填错。",
            "Budgets balance by code; a gap means that one table has the wrong code.",
        ),
        basis: Text::new(
            "预算收入表、支出表同按功能科目列示时收支对应。",
            "Budget tables by function balance per code.",
        ),
        silent: Text::new(
            "收入表按单位列示、决算、或科目只在一张表中印出时不查。",
            "Not checked for income by unit, for final accounts, or for codes printed in one table only.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!(
        "../../../../tests/rules/T117-income-by-function-differs-from-expenditure.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(income), Some(expenditure)) = (
        facts.only(TableKind::IncomeSummary),
        facts.only(TableKind::ExpenditureSummary),
    ) else {
        return;
    };
    let (Some(received), Some(spent)) = (facts.whole(income, 0), facts.whole(expenditure, 0))
    else {
        return;
    };
    if facts.is_final() || facts.is_current(income, received) {
        return;
    }
    for code in facts.codes(income) {
        let (&[row], &[other]) = (
            facts.rows_with_code(income, code).as_slice(),
            facts.rows_with_code(expenditure, code).as_slice(),
        ) else {
            continue;
        };
        let item = facts
            .row(income, row)
            .and_then(RowRef::level)
            .is_some_and(|(_, level)| level == Level::Item);
        if !item {
            continue;
        }
        let label = facts.row_label(income, row);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(expenditure, other, spent),
                vec![Spot::new(income, row, received).into()],
                Bilingual::new(
                    format!("“{label}”收入 = 支出"),
                    format!("“{label}”: income = expenditure"),
                ),
            )
            .recounted(),
        );
    }
}
