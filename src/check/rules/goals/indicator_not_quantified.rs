//! Targets that cannot be measured.

use crate::check::facts::Facts;
use crate::check::facts::Indicator;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::odd_indicators;
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// G104: Targets can be measured
pub static RULE: Rule = Rule {
    code: "G104",
    name: "indicator-not-quantified",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("绩效指标值没有量化", "Targets that cannot be measured"),
    summary: Text::new("指标值可以衡量", "Targets can be measured"),
    page: Page {
        checks: Text::new(
            "指标值只有“是/否”“暂无”“据实”“无”一类的。",
            "Targets that are nothing but 是/否, 暂无, 据实 or 无.",
        ),
        matters: Text::new(
            "无法考核是否完成。",
            "Nobody can tell whether they were met.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "定性表述（明显提高等）不提示；每份文件一条。",
            "Silent on qualitative targets; one note per disclosure.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G104-indicator-not-quantified.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(odd) = odd_indicators(facts, is_odd) else {
        return;
    };
    let (name, value, count) = (odd.name, odd.value, odd.count);
    let statement = Bilingual::new(
        format!("指标“{name}”的指标值为“{value}”，无法衡量；此类共 {count} 个。"),
        format!(
            "The target of “{name}” is “{value}”, which cannot be measured; indicators of this kind: {count}."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, odd.marks));
}

fn is_odd(indicator: &Indicator<'_>) -> bool {
    let plain: String = indicator
        .value
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let word = plain.split(['（', '(']).next().unwrap_or("");
    matches!(word, "是/否" | "是否" | "暂无" | "据实" | "无" | "待定")
}
