//! An account of receptions says how many there were.

use crate::check::facts::Facts;
use crate::check::facts::ThreePublicItem;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D107: An account of receptions gives their number and the guests
pub static RULE: Rule = Rule {
    code: "D107",
    name: "reception-without-counts",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("公务接待没有公开批次和人次", "Receptions without counts"),
    summary: Text::new(
        "决算公开公务接待的批次和人次",
        "An account of receptions gives their number and the guests",
    ),
    page: Page {
        checks: Text::new(
            "决算的公务接待费大于零，而全文没有“批次”“人次”。",
            "A final account with cost of receptions, while 批次 and 人次 are printed nowhere.",
        ),
        matters: Text::new("只有金额看不出接待了谁。", "The amount alone says nothing."),
        basis: Text::new(
            "决算须公开国内公务接待的批次、人数（党政机关国内公务接待管理规定）。",
            "The number of receptions and guests is disclosed (rules on receptions of party and government bodies).",
        ),
        silent: Text::new(
            "预算、接待费为零、没有正文时不提示。",
            "Silent in budgets, without cost, or without running text.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D107-reception-without-counts.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let cost = facts.three_public_item(ThreePublicItem::Reception);
    let Some(cost) = cost.filter(|&spot| facts.prints_something(spot)) else {
        return;
    };
    let told = facts.says(&["批次", "人次", "批、", "批，"]);
    // A file of tables alone leaves the counts to the explanations published beside it.
    let mut prose = facts.disclosure.prose.iter();
    let explained = prose.any(|sentence| sentence.text.contains("接待"));
    if told || !facts.is_final() || !explained {
        return;
    }
    let printed = facts
        .figure(cost)
        .map(|figure| figure.raw())
        .unwrap_or_default();
    let statement = Bilingual::new(
        format!("公务接待费 {printed}，没有公开接待批次和人次。"),
        format!("Receptions cost {printed}; their number and the guests are not disclosed."),
    );
    remarks.push(Remark::new(&RULE, statement, vec![Mark::Cell(cost)]).if_text_survived());
}
