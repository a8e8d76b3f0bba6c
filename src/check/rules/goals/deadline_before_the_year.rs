//! Deadlines that have passed.

use crate::check::facts::Facts;
use crate::check::facts::Indicator;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::odd_indicators;
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// G106: Deadlines lie in the budget year or later
pub static RULE: Rule = Rule {
    code: "G106",
    name: "deadline-before-the-year",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("时效指标早于预算年度", "A deadline before the budget year"),
    summary: Text::new(
        "时效目标不早于预算年度",
        "Deadlines lie in the budget year or later",
    ),
    page: Page {
        checks: Text::new(
            "指标值写“某年底前”“某年某月前”，而该年早于文件年度。",
            "Targets such as 2023年底前 in a disclosure of a later year.",
        ),
        matters: Text::new(
            "目标已经过期，多半照抄了上年。",
            "The target has passed; most likely last year's sheet was copied.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "结转项目沿用原目标的，可在说明中解释。只作信息。",
            "Carried-over projects may keep their target; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G106-deadline-before-the-year.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(odd) = odd_indicators(facts, |indicator| is_odd(facts, indicator)) else {
        return;
    };
    let (name, value, count) = (odd.name, odd.value, odd.count);
    let statement = Bilingual::new(
        format!("指标“{name}”的指标值为“{value}”，早于本文件的年度；此类共 {count} 个。"),
        format!(
            "The target of “{name}” is “{value}”, before the year of the disclosure; indicators of this kind: {count}."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, odd.marks));
}

fn is_odd(facts: &Facts<'_>, indicator: &Indicator<'_>) -> bool {
    let Some(own) = facts.disclosure.year.map(|year| year.0) else {
        return false;
    };
    let plain: String = indicator
        .value
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    plain.match_indices('年').any(|(at, mark)| {
        let from = at.saturating_sub(4);
        let year = plain
            .get(from..at)
            .and_then(|year| year.parse::<u16>().ok());
        let behind = plain.get(at + mark.len()..).unwrap_or("");
        let deadline = plain.ends_with('前') && !behind.contains('年');
        year.is_some_and(|year| (2000..own).contains(&year)) && deadline
    })
}
