//! Nothing grows by a percentage from zero.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};

/// R104: Where the amount before was zero there is no rate of change
pub static RULE: Rule = Rule {
    code: "R104",
    name: "rate-from-zero",
    severity: Severity::Info,
    certainty: FindingCertainty::Proved,
    title: Text::new("基数为零，却写了增长百分比", "A rate of change from zero"),
    summary: Text::new(
        "上年为零的，不写增长百分比",
        "Where the amount before was zero there is no rate of change",
    ),
    page: Page {
        checks: Text::new(
            "今年的数减去增加额（或所写的上年数）正好为零，句中仍写了百分比。",
            "This year’s amount less the increase, or the printed amount of last year, is exactly nothing, yet a percentage is printed.",
        ),
        matters: Text::new(
            "“增长100%”会被理解为翻了一番，其实是从无到有。",
            "“Up 100%” reads as doubled, though it went from nothing to something.",
        ),
        basis: Text::new(
            "除数为零时没有商；这是写法问题，不是金额错误。",
            "There is no quotient by zero; this is a matter of form, the amounts may be right.",
        ),
        silent: Text::new(
            "百分比为零、金额为零、或基数只是接近零时不提示。",
            "Silent when rate or amount are zero, or when the base is merely close to zero.",
        ),
        verify: Text::new(
            "用今年的数减去增加额，看是否为零。",
            "Subtract the increase from this year’s amount.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R104-rate-from-zero.md"),
    states: States::Relations(relations),
};

/// The judge finds it when it weighs the rate of change; there is nothing to state besides.
fn relations(_: &Facts<'_>, _: &mut Vec<Relation>) {}
