//! For each fund, income plus carry-over must equal expenditure plus closing balance.

use crate::check::facts::{Balance, Facts};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// A108: Per fund, income plus opening balance equals its share of the expenditure total
pub static RULE: Rule = Rule {
    code: "A108",
    name: "fund-does-not-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "某类财政拨款收支不平衡",
        "Income and expenditure of a fund do not balance",
    ),
    summary: Text::new(
        "每类财政拨款：本年收入＋年初结转＝支出总计中该类资金",
        "Per fund, income plus opening balance equals its share of the expenditure total",
    ),
    page: Page {
        checks: Text::new(
            "财政拨款收支总表中，一般公共预算、政府性基金、国有资本经营预算分别核对：收入行＋结转行＝支出总计行对应的列。",
            "In the fiscal balance table, for each of the three funds: income row + carried-over row = that fund's column in the grand total of expenditure.",
        ),
        matters: Text::new(
            "一类资金收支不平，说明有钱被记到了另一类资金里。",
            "If one fund does not balance, money was booked to another.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "结转没有按资金分列、或支出总计没有按资金分列时不查。",
            "Not checked when carry-over or the expenditure total is not split by fund.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A108-fund-does-not-balance.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(balance) = facts.balance(TableKind::FiscalAppropriationSummary) else {
        return;
    };
    for fund in [
        Role::GeneralBudget,
        Role::GovernmentFund,
        Role::StateCapital,
    ] {
        relations.extend(closes(facts, balance, fund));
    }
}

fn closes(facts: &Facts<'_>, balance: Balance, fund: Role) -> Option<Relation> {
    let (income, expenditure) = (balance.income, balance.expenditure);
    let column = facts.column_meaning(expenditure.table, expenditure.lane, fund)?;
    let total = facts.grand_total(expenditure)?;
    let received = Spot::new(
        income.table,
        facts.current_fund_row(income, fund)?,
        income.whole,
    );
    let mut terms: Vec<Addend> = vec![received.into()];
    if let Some(carried) = facts.carry_in(income) {
        let whole = Spot::new(income.table, carried, income.whole);
        match facts.carried_fund_row(income, fund) {
            Some(row) => terms.push(Spot::new(income.table, row, income.whole).into()),
            None if facts.figure(whole).is_some() => return None,
            None => {}
        }
    }
    let name = facts.plain_name(income.table, received.row());
    let words = Bilingual::new(
        format!("“{name}”本年收入 + 年初结转 = 支出总计中该类资金"),
        format!("“{name}”: income + carried over = its share of total expenditure"),
    );
    Some(Relation::equal(
        &RULE,
        Spot::new(expenditure.table, total, column),
        terms,
        words,
    ))
}
