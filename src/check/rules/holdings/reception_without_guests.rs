//! the cost of receptions and its count must both be something or both nothing.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::cost_against_count;
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// P104: Receptions and their cost go together
pub static RULE: Rule = Rule {
    code: "P104",
    name: "reception-without-guests",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "接待费与接待批次矛盾",
        "Cost and count of receptions disagree",
    ),
    summary: Text::new(
        "公务接待费大于零时接待批次大于零，反之亦然",
        "Receptions and their cost go together",
    ),
    page: Page {
        checks: Text::new(
            "决算中公务接待费大于零而正文称数量为0，或数量大于零而费用为零。",
            "In a final account: the cost of receptions is spent while the text counts 0, or the count is more than 0 while nothing is spent.",
        ),
        matters: Text::new(
            "费用与实物量不能同时为真。",
            "Cost and count cannot both be true.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额、分项和实物量（财预〔2016〕143号）。",
            "Three-public spending is disclosed with total, items and counts (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "预算、几处数量不一致、数量没有写明时不提示；费用为零而数量大于零的只作警告（可能由其他资金负担）。",
            "Silent in budgets and where the counts differ or are not stated. Counts without cost are a warning only, as other money may have paid.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P104-reception-without-guests.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(odd) = cost_against_count(
        facts,
        ThreePublicItem::Reception,
        &["批次", "批", "次"],
        is_meant,
    ) else {
        return;
    };
    let printed = &odd.printed;
    if odd.spent {
        let statement = Bilingual::new(
            format!("公务接待费 {printed}，正文却称接待 0 批次。"),
            format!("Receptions cost {printed}, yet the text counts 0."),
        );
        remarks.push(Remark::new(&RULE, statement, odd.marks));
    } else {
        let statement = Bilingual::new(
            format!("正文称接待 {printed} 批次，公务接待费却为零。"),
            format!("The text counts {printed} receptions, yet they cost nothing."),
        );
        remarks.push(Remark::new(&RULE, statement, odd.marks).if_text_survived());
    }
}

/// Whether a count is of what the item pays for.
fn is_meant(subject: &str) -> bool {
    subject.contains("接待") && !subject.contains('外')
}
