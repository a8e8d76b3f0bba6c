//! A clause says both that something changed and that it did not.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, ClaimKind};

/// R110: What changed is not said to be unchanged
pub static RULE: Rule = Rule {
    code: "R110",
    name: "unchanged-beside-a-change",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "同一句既说增减又说持平",
        "Changed and unchanged in one breath",
    ),
    summary: Text::new(
        "写了增减就不说持平",
        "What changed is not said to be unchanged",
    ),
    page: Page {
        checks: Text::new(
            "“增加（减少）若干万元”后紧接“与上年持平”“无变化”，而增减额不为零。",
            "A change in money other than zero, followed at once by 与上年持平 or 无变化.",
        ),
        matters: Text::new("两句话不能同时为真。", "Both cannot be true."),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "“基本持平”、增减额为零、中间换了事项时不提示。",
            "Silent on 基本持平, on zero changes, and where another item comes in between.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R110-unchanged-beside-a-change.md"),
    states: States::Remarks(remarks),
};

/// What must not follow a change.
const UNCHANGED: [&str; 7] = [
    "与上年持平",
    "与上年相同",
    "与上年一致",
    "较上年持平",
    "比上年持平",
    "与去年持平",
    "持平",
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (index, claim) in facts.disclosure.claims.iter().enumerate() {
        let changed = claim.kind == ClaimKind::DeltaAmount && judge::is_something(&claim.figure);
        let behind = facts.behind(index).filter(|_| changed);
        let Some(said) = behind.and_then(unchanged) else {
            continue;
        };
        let (subject, printed) = (&claim.subject, &claim.figure.raw());
        let statement = Bilingual::new(
            format!("“{subject}”既写增减 {printed}，又写“{said}”。"),
            format!("“{subject}” is said to change by {printed} and to be “{said}”."),
        );
        remarks.push(Remark::new(&RULE, statement, vec![Mark::Said(index)]).if_text_survived());
    }
}

/// The words that follow the unit at once and deny the change.
fn unchanged(behind: &str) -> Option<&'static str> {
    let rest = behind.trim_start_matches(['万', '亿', '元']);
    let rest = rest.trim_start_matches(['，', ',']);
    UNCHANGED
        .iter()
        .copied()
        .find(|words| rest.starts_with(words))
}
