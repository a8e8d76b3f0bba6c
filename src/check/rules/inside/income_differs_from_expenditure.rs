//! 收入总计 must equal 支出总计.

use crate::check::facts::{Facts, Side};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// A107: Total income equals total expenditure
pub static RULE: Rule = Rule {
    code: "A107",
    name: "income-differs-from-expenditure",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "收入总计与支出总计不等",
        "Total income differs from total expenditure",
    ),
    summary: Text::new(
        "收入总计等于支出总计",
        "Total income equals total expenditure",
    ),
    page: Page {
        checks: Text::new(
            "收支总表和财政拨款收支总表两侧的总计是否相同。",
            "Whether both sides of the balance tables print the same grand total.",
        ),
        matters: Text::new(
            "收支不平衡的预算或决算不成立。",
            "A budget or account that does not balance is none.",
        ),
        basis: Text::new(
            "收支平衡：两侧总计是同一个数印两次。",
            "Balance: both sides print one and the same number.",
        ),
        silent: Text::new(
            "任一侧没有总计时不查；结转不影响本条，因为总计已含结转。",
            "Not checked when a side has no grand total; carry-over plays no part, since grand totals include it.",
        ),
        verify: Text::new(
            "比较表末两侧的总计。",
            "Compare the two grand totals at the foot of the table.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A107-income-differs-from-expenditure.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for balance in facts.balances() {
        let table = balance.income.table;
        let (Some(income), Some(expenditure)) = (
            facts.closing(table, Side::Income),
            facts.closing(table, Side::Expenditure),
        ) else {
            continue;
        };
        let (Some(received), Some(spent)) =
            (facts.grand_total(income), facts.grand_total(expenditure))
        else {
            continue;
        };
        relations.push(Relation::equal(
            &RULE,
            Spot::new(income.table, received, income.whole),
            vec![Spot::new(expenditure.table, spent, expenditure.whole).into()],
            Bilingual::new("收入总计 = 支出总计", "Total income = total expenditure"),
        ));
    }
}
