//! Vehicle cost is split into purchase and running.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Column};

/// D106: Vehicle cost is split into purchase and running
pub static RULE: Rule = Rule {
    code: "D106",
    name: "vehicles-not-split",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("用车费没有分购置和运行", "Vehicle cost is not split"),
    summary: Text::new(
        "公务用车费分列购置费和运行费",
        "Vehicle cost is split into purchase and running",
    ),
    page: Page {
        checks: Text::new(
            "“三公”表有公务用车费且大于零，而表中没有购置费和运行费两栏（行），正文也没有分别说明。",
            "A “三公” form with vehicle cost but without purchase and running, and no split in the text.",
        ),
        matters: Text::new(
            "购车和养车是两回事，必须分开公开。",
            "Buying and running vehicles are two things.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额、分项和实物量（财预〔2016〕143号）。",
            "Three-public spending is disclosed with total, items and counts (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "用车费为零或空、正文分别说明时不提示。",
            "Silent where there is no vehicle cost or the text gives the split.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D106-vehicles-not-split.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(vehicles) = facts.three_public_item(ThreePublicItem::Vehicles) else {
        return;
    };
    let Some(table) = facts.table(vehicles.table()) else {
        return;
    };
    let rows = table.rows.iter().map(|row| row.name().to_string());
    let printed: Vec<String> = table
        .columns
        .iter()
        .map(Column::label)
        .chain(rows)
        .collect();
    let is_purchase = |label: &String| {
        label.contains("购置费") || label.contains("购置") && !label.contains("运")
    };
    let split = printed.iter().any(is_purchase)
        || facts.says(&["公务用车购置费", "用车购置费", "购置公务用车"]);
    if split || !facts.prints_something(vehicles) {
        return;
    }
    let statement = Bilingual::new(
        "公务用车费没有分列购置费和运行费。",
        "Vehicle cost is not split into purchase and running.",
    );
    remarks.push(Remark::new(&RULE, statement, vec![Mark::Cell(vehicles)]).if_text_survived());
}
