//! The words that compare account and plan fit the two amounts.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// R111: What is said of account and plan fits the two amounts
pub static RULE: Rule = Rule {
    code: "R111",
    name: "direction-contradicts-amounts",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "决算大于（小于）预算的说法与数字相反",
        "The words contradict the two amounts",
    ),
    summary: Text::new(
        "“决算数大于（小于）预算数”与前面两个数一致",
        "What is said of account and plan fits the two amounts",
    ),
    page: Page {
        checks: Text::new(
            "“年初预算为A，决算为B，完成…%”之后的“决算数大于、小于、等于预算数”与A、B比较。",
            "“决算数大于/小于/等于预算数” after plan and account of one item, against these two amounts.",
        ),
        matters: Text::new(
            "文字与数字不能同时为真。",
            "Words and figures cannot both be true.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "预算与决算没有在同一句里都写出、或说的是“基本持平”时不提示。",
            "Silent unless plan and account stand in the same sentence, and on 基本持平.",
        ),
        verify: Text::new(
            "比较句中的预算数与决算数。",
            "Compare plan and account in the sentence.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R111-direction-contradicts-amounts.md"),
    states: States::Remarks(remarks),
};

/// Words, and whether the account is then above (1), below (-1) or equal to the plan (0).
const SAID: [(&str, i8); 9] = [
    ("决算数大于", 1),
    ("决算数高于", 1),
    ("决算大于", 1),
    ("决算数小于", -1),
    ("决算数低于", -1),
    ("决算小于", -1),
    ("决算数等于", 0),
    ("决算数与预算数持平", 0),
    ("决算数与年初预算数持平", 0),
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for rate in facts.completions() {
        let words = following(facts, rate.percent);
        let Some((said, wanted)) = SAID.iter().find(|(said, _)| words.contains(said)) else {
            continue;
        };
        let pair = facts.claim(rate.done).zip(facts.claim(rate.plan));
        let Some((done, plan)) = pair else {
            continue;
        };
        let found = if judge::exceeds(&done.figure, &plan.figure) {
            1
        } else if judge::exceeds(&plan.figure, &done.figure) {
            -1
        } else {
            0
        };
        if found != *wanted {
            let (done, plan) = (&done.figure.raw(), &plan.figure.raw());
            let statement = Bilingual::new(
                format!("文中写“{said}”，而预算数为 {plan}，决算数为 {done}。"),
                format!("The text says “{said}”, yet the plan is {plan} and the account {done}."),
            );
            remarks.push(Remark::new(
                &RULE,
                statement,
                vec![Mark::Said(rate.done), Mark::Said(rate.plan)],
            ));
        }
    }
}

/// The words behind a rate: the rest of its sentence, else the beginning of the next.
fn following<'f>(facts: &'f Facts<'_>, rate: usize) -> &'f str {
    let rest = facts.behind(rate).unwrap_or("");
    let rest = facts.between(rate, rate + 1).unwrap_or(rest);
    if rest.chars().count() > 4 {
        return rest;
    }
    let next = facts.claim(rate).map(|claim| claim.sentence + 1);
    let next = next.and_then(|next| facts.words(next)).unwrap_or("");
    next.split('，').next().unwrap_or("")
}
