//! The three funds of the fiscal balance table must equal those of the overall balance table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T103: Funds equal the overall balance; fiscal class rows do not exceed it
pub static RULE: Rule = Rule {
    code: "T103",
    name: "fiscal-balance-differs-from-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "财政拨款收支总表与收支总表不符",
        "Fiscal balance disagrees with the overall balance",
    ),
    summary: Text::new(
        "财政拨款收支总表的三类拨款与收支总表相同，各类支出不超过收支总表",
        "Funds equal the overall balance; fiscal class rows do not exceed it",
    ),
    page: Page {
        checks: Text::new(
            "两张总表中一般公共预算、政府性基金、国有资本经营预算的本年收入是否相同；财政拨款各类支出是否不大于全口径的同类支出。",
            "Whether both balance tables print the same income of the three funds, and whether no class of fiscal expenditure exceeds the class of all expenditure.",
        ),
        matters: Text::new(
            "财政拨款是全部收支的一部分，部分不能大于整体，同一笔拨款不能有两个数。",
            "Appropriations are a part of all money; a part cannot exceed the whole, nor one appropriation have two figures.",
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
    fixture: include_str!("../../../../tests/rules/T103-fiscal-balance-differs-from-balance.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(fiscal), Some(overall)) = (
        facts.balance(TableKind::FiscalAppropriationSummary),
        facts.balance(TableKind::BudgetSummary),
    ) else {
        return;
    };
    for fund in [
        Role::GeneralBudget,
        Role::GovernmentFund,
        Role::StateCapital,
    ] {
        let (Some(here), Some(there)) = (
            facts.current_fund_row(fiscal.income, fund),
            facts.current_fund_row(overall.income, fund),
        ) else {
            continue;
        };
        let name = facts.plain_name(fiscal.income.table, here);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(fiscal.income.table, here, fiscal.income.whole),
                vec![Spot::new(overall.income.table, there, overall.income.whole).into()],
                Bilingual::new(
                    format!("两张总表的“{name}”相同"),
                    format!("Both balance tables print the same “{name}”"),
                ),
            )
            .recounted(),
        );
    }
    for class in facts.named_classes(fiscal.expenditure) {
        let (Some(part), Some(whole)) = (
            facts.class_row(fiscal.expenditure, class),
            facts.class_row(overall.expenditure, class),
        ) else {
            continue;
        };
        let label = facts.row_label(overall.expenditure.table, whole);
        relations.push(
            Relation::at_least(
                &RULE,
                Spot::new(overall.expenditure.table, whole, overall.expenditure.whole),
                vec![Spot::new(fiscal.expenditure.table, part, fiscal.expenditure.whole).into()],
                Bilingual::new(
                    format!("收支总表“{label}”不小于其中的财政拨款"),
                    format!("Balance table “{label}” is at least its fiscal part"),
                ),
            )
            .recounted()
            .blank_is_nothing(),
        );
    }
}
