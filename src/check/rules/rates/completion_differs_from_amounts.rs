//! A completion rate is the account divided by the plan the words name.

use crate::check::facts::{Facts, Measure};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::check::rules::rates::completion_of_zero;
use crate::model::Bilingual;

/// R106: A completion rate is the account divided by the plan it is said of
pub static RULE: Rule = Rule {
    code: "R106",
    name: "completion-differs-from-amounts",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "完成率与预决算数不符",
        "Completion rate does not follow from the amounts",
    ),
    summary: Text::new(
        "完成率等于决算数除以所说的预算数",
        "A completion rate is the account divided by the plan it is said of",
    ),
    page: Page {
        checks: Text::new(
            "“年初预算甲，支出决算乙，完成年初预算的若干％”：乙 ÷ 甲。表中并列预算数、决算数与完成率的各栏同样计算。",
            "In “budget A, account B, p% of the budget” B is divided by A. So it is where a table prints plan, account and completion side by side.",
        ),
        matters: Text::new(
            "完成率是预算执行的结论。",
            "Completion rates are the verdict on how the budget was carried out.",
        ),
        basis: Text::new(
            "完成率 = 决算数 ÷ 预算数 × 100%。",
            "Completion = account ÷ budget × 100%.",
        ),
        silent: Text::new(
            "同一句没有写出所说的预算数、或四舍五入可以解释时不提示；只差末一位只作说明。",
            "Silent when the sentence does not print the plan it names, or rounding explains it. One last digit off is a note only.",
        ),
        verify: Text::new(
            "用决算数除以预算数，与所印完成率比较。",
            "Divide the account by the plan and compare with the printed rate.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R106-completion-differs-from-amounts.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for completion in facts.completions() {
        let subject = facts.label_at(Operand::Said(completion.done));
        let words = Bilingual::new(
            format!("正文“{subject}”完成率 = 决算数 ÷ 预算数"),
            format!("Completion rate of “{subject}” in the text = account ÷ plan"),
        );
        relations.push(
            Relation::ratio(
                &RULE,
                Addend::said(completion.percent),
                vec![Addend::said(completion.done)],
                vec![Addend::said(completion.plan)],
                words,
            )
            .without_base(&completion_of_zero::RULE),
        );
    }
    for compared in facts.compared(Measure::Completion) {
        let subject = facts.label(compared.now);
        let words = Bilingual::new(
            format!("“{subject}”完成率 = 决算数 ÷ 预算数"),
            format!("Completion rate of “{subject}” = account ÷ plan"),
        );
        let (done, plan) = (vec![compared.now.into()], vec![compared.before.into()]);
        relations.push(Relation::ratio(
            &RULE,
            compared.difference,
            done,
            plan,
            words,
        ));
    }
}
