//! Rates whose target counts pieces.

use crate::check::facts::Facts;
use crate::check::facts::Indicator;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::odd_indicators;
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// G105: The target of a rate is a percentage
pub static RULE: Rule = Rule {
    code: "G105",
    name: "rate-in-pieces",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "“率”的指标值用了人、个等单位",
        "A rate whose target counts pieces",
    ),
    summary: Text::new(
        "“某某率”的指标值是百分数",
        "The target of a rate is a percentage",
    ),
    page: Page {
        checks: Text::new(
            "名称以“率”结尾的指标，指标值却以人、个、家、台、辆、户等结尾。",
            "Indicators whose name ends in 率 with a target that ends in a measure word.",
        ),
        matters: Text::new(
            "多半是抄了上一行的数量指标。",
            "Most likely the row above was copied.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "频率、税率等不提示。",
            "Silent on frequencies and tax rates.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G105-rate-in-pieces.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(odd) = odd_indicators(facts, is_odd) else {
        return;
    };
    let (name, value, count) = (odd.name, odd.value, odd.count);
    let statement = Bilingual::new(
        format!("指标“{name}”是比率，指标值却是“{value}”；此类共 {count} 个。"),
        format!(
            "Indicator “{name}” is a rate, yet its target is “{value}”; indicators of this kind: {count}."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, odd.marks));
}

fn is_odd(indicator: &Indicator<'_>) -> bool {
    let rate = indicator.name.ends_with('率');
    let other = ["频率", "税率", "利率", "汇率", "增长率"]
        .iter()
        .any(|end| indicator.name.ends_with(end));
    let numbered = indicator.value.chars().any(|c| c.is_ascii_digit());
    rate && !other
        && numbered
        && indicator
            .value
            .ends_with(['人', '个', '家', '台', '辆', '户', '名', '套'])
}
