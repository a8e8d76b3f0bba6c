//! the cost of vehicles bought and its count must both be something or both nothing.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::cost_against_count;
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// P103: Vehicles bought and their cost go together
pub static RULE: Rule = Rule {
    code: "P103",
    name: "purchase-without-vehicle",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "购车费与购车数量矛盾",
        "Cost and count of vehicles bought disagree",
    ),
    summary: Text::new(
        "购车费大于零时购车数量大于零，反之亦然",
        "Vehicles bought and their cost go together",
    ),
    page: Page {
        checks: Text::new(
            "决算中公务用车购置费大于零而正文称数量为0，或数量大于零而费用为零。",
            "In a final account: the cost of vehicles bought is spent while the text counts 0, or the count is more than 0 while nothing is spent.",
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
    fixture: include_str!("../../../../tests/rules/P103-purchase-without-vehicle.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(odd) = cost_against_count(
        facts,
        ThreePublicItem::VehiclePurchase,
        &["辆", "台"],
        is_meant,
    ) else {
        return;
    };
    let printed = &odd.printed;
    if odd.spent {
        let statement = Bilingual::new(
            format!("公务用车购置费 {printed}，正文却称购置 0 辆。"),
            format!("Vehicles were bought for {printed}, yet the text counts 0 bought."),
        );
        remarks.push(Remark::new(&RULE, statement, odd.marks));
    } else {
        let statement = Bilingual::new(
            format!("正文称购置公务用车 {printed} 辆，公务用车购置费却为零。"),
            format!("The text counts {printed} vehicles bought, yet their cost is nothing."),
        );
        remarks.push(Remark::new(&RULE, statement, odd.marks).if_text_survived());
    }
}

/// Whether a count is of what the item pays for.
fn is_meant(subject: &str) -> bool {
    subject.contains("购置") && (subject.contains("用车") || subject.contains("车辆"))
}
