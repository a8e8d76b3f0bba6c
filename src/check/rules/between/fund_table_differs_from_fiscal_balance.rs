//! The tables of government funds and state capital must equal their columns in the fiscal balance table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T111: Totals of the fund tables equal their columns in the fiscal balance
pub static RULE: Rule = Rule {
    code: "T111",
    name: "fund-table-differs-from-fiscal-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "政府性基金或国有资本支出表与财政拨款收支总表不符",
        "Fund table disagrees with the fiscal balance",
    ),
    summary: Text::new(
        "政府性基金、国有资本经营预算支出表合计等于财政拨款收支总表对应列",
        "Totals of the fund tables equal their columns in the fiscal balance",
    ),
    page: Page {
        checks: Text::new(
            "政府性基金预算支出表、国有资本经营预算支出表的合计，与财政拨款收支总表本年支出行对应资金列。",
            "The totals of the two fund tables against the fund's column in the fiscal balance's expenditure of the year.",
        ),
        matters: Text::new(
            "专款专用的资金，两张表必须一致。",
            "Earmarked money must read the same in both tables.",
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
    fixture: include_str!("../../../../tests/rules/T111-fund-table-differs-from-fiscal-balance.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(balance) = facts.balance(TableKind::FiscalAppropriationSummary) else {
        return;
    };
    let side = balance.expenditure;
    for (kind, fund) in [
        (TableKind::GovernmentFund, Role::GovernmentFund),
        (TableKind::StateCapital, Role::StateCapital),
    ] {
        let Some(table) = facts.only(kind) else {
            continue;
        };
        let (Some(year), Some(column), Some(total), Some(whole)) = (
            facts.total_of_the_year(side),
            facts.column_meaning(side.table, side.lane, fund),
            facts.total_row(table, 0),
            facts.whole(table, 0),
        ) else {
            continue;
        };
        let carried = facts.carry_in(balance.income).is_some_and(|row| {
            facts.prints_something(Spot::new(balance.income.table, row, balance.income.whole))
        });
        if carried && facts.excludes_carry_over(table) {
            continue;
        }
        let name = facts.table_label(table);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(side.table, year, column),
                vec![Spot::new(table, total, whole).into()],
                Bilingual::new(
                    format!("财政拨款收支总表该类资金本年支出 = {}合计", name.zh),
                    format!(
                        "Fiscal balance: expenditure of the fund = total of {}",
                        name.en
                    ),
                ),
            )
            .recounted()
            .blank_is_nothing(),
        );
    }
}
