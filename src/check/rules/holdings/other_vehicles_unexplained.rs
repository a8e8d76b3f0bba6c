//! The place for explaining other vehicles says there are none, or nothing, while some are counted.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, ClaimKind};

/// P108: Other vehicles are named where the text has a place for it
pub static RULE: Rule = Rule {
    code: "P108",
    name: "other-vehicles-unexplained",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("其他用车没有说明", "Other vehicles without an explanation"),
    summary: Text::new(
        "有其他用车时，说明写明是什么车",
        "Other vehicles are named where the text has a place for it",
    ),
    page: Page {
        checks: Text::new(
            "正文称有其他用车若干辆，而紧接的“其他用车主要是”之后为空、为零或写“无”。",
            "The text counts other vehicles, while “其他用车主要是” is followed by nothing, zero or 无.",
        ),
        matters: Text::new(
            "“其他”是最容易藏住车辆的一栏。",
            "“Other” is where vehicles are most easily hidden.",
        ),
        basis: Text::new(
            "国有资产占用情况须说明车辆数量和用途（财预〔2016〕143号）。",
            "Holdings are explained with number and use of vehicles (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "没有“其他用车主要是”这一说明栏的文件不提示；其他用车为零时不提示。",
            "Silent where the text has no such place, and where there are no other vehicles.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P108-other-vehicles-unexplained.md"),
    states: States::Remarks(remarks),
};

/// The place the form keeps for the explanation.
const PLACE: &str = "其他用车主要是";

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    // A stock at the end of last year is what a budget tells.
    let claims = facts.disclosure.claims.iter().enumerate();
    let counts = claims
        .filter(|(_, claim)| claim.kind == ClaimKind::Count && claim.subject.ends_with("其他用车"));
    for (count, _) in counts {
        let explained = facts
            .behind(count)
            .and_then(|words| words.split_once(PLACE));
        let Some((_, words)) = explained.filter(|_| facts.is_counted(count)) else {
            continue;
        };
        let words = words.trim_start_matches(['：', ':', '，']);
        if !says_nothing(words) {
            continue;
        }
        let printed = facts
            .claim(count)
            .map(|claim| claim.figure.raw())
            .unwrap_or_default();
        let statement = Bilingual::new(
            format!("正文称有其他用车 {printed} 辆，“{PLACE}”之后却没有说明是什么车。"),
            format!("The text counts {printed} other vehicles and does not say what they are."),
        );
        remarks.push(Remark::new(&RULE, statement, vec![Mark::Said(count)]).if_text_survived());
    }
}

fn says_nothing(words: &str) -> bool {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['。', '；', ';', '，']);
    ends(words)
        || [
            "无",
            "0",
            "我单位无其他用车",
            "无其他用车",
            "无其他车辆",
            "——",
            "/",
        ]
        .iter()
        .any(|nothing| words.strip_prefix(nothing).is_some_and(ends))
}
