//! A plan of zero is not completed by a percentage.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// R107: Where the plan is zero there is no completion rate
pub static RULE: Rule = Rule {
    code: "R107",
    name: "completion-of-zero",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "预算为零，却写了完成率",
        "A completion rate of a plan of zero",
    ),
    summary: Text::new(
        "预算为零的，不写完成率",
        "Where the plan is zero there is no completion rate",
    ),
    page: Page {
        checks: Text::new(
            "“年初预算为0万元，支出决算若干，完成年初预算的若干％”。",
            "“Budget 0, account B, p% of the budget.”",
        ),
        matters: Text::new(
            "没有预算的支出写成“完成预算”，掩盖了它是预算外追加的。",
            "Spending without a plan is presented as carrying out the plan.",
        ),
        basis: Text::new("除数为零时没有商。", "There is no quotient by zero."),
        silent: Text::new(
            "支出也为零、或完成率为零时不提示。",
            "Silent when the account or the rate is zero as well.",
        ),
        verify: Text::new(
            "看句中的预算数是否为零。",
            "Look whether the plan in the sentence is zero.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R107-completion-of-zero.md"),
    states: States::Relations(relations),
};

/// The judge finds it when it weighs the completion rate; there is nothing to state besides.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
