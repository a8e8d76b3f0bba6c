//! Vehicles are owned, yet no running cost is planned or spent.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// P102: Vehicles usually go with running cost
pub static RULE: Rule = Rule {
    code: "P102",
    name: "vehicles-without-running-cost",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("有车辆而无运行费", "Vehicles without running cost"),
    summary: Text::new(
        "有车辆时通常有运行费",
        "Vehicles usually go with running cost",
    ),
    page: Page {
        checks: Text::new(
            "正文称有车辆，而“三公”表的公务用车运行费为零或空。",
            "The text counts vehicles, while the “三公” form prints no running cost.",
        ),
        matters: Text::new(
            "费用可能列在别处，例如特种车辆或用非财政资金。",
            "The cost may be booked elsewhere, as for special vehicles or out of other money.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额、分项和实物量（财预〔2016〕143号）。",
            "Three-public spending is disclosed with total, items and counts (财预〔2016〕143号).",
        ),
        silent: Text::new("只作信息。", "Information only."),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P102-vehicles-without-running-cost.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let total = |subject: &str| {
        subject.ends_with("车辆") && !subject.contains("购置") || subject.contains("保有量")
    };
    let counts = facts.counted(&["辆", "台"], total);
    let Some(spot) = facts.three_public_item(ThreePublicItem::VehicleRunning) else {
        return;
    };
    let owned = counts
        .iter()
        .copied()
        .find(|&count| facts.is_counted(count));
    let Some(count) = owned.filter(|_| facts.holds_nothing(spot)) else {
        return;
    };
    let printed = facts
        .claim(count)
        .map(|claim| claim.figure.raw())
        .unwrap_or_default();
    let statement = Bilingual::new(
        format!("正文称有车辆 {printed} 辆，“三公”表却没有公务用车运行费。"),
        format!("The text counts {printed} vehicles, yet the “三公” form has no running cost."),
    );
    let remark = Remark::new(
        &RULE,
        statement,
        vec![Mark::Said(count), Mark::Caption(spot.table())],
    );
    remarks.push(remark.if_text_survived().for_information());
}
