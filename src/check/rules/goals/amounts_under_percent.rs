//! A payment plan headed in percent that holds amounts.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// G109: A plan headed in percent holds percentages
pub static RULE: Rule = Rule {
    code: "G109",
    name: "amounts-under-percent",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new("百分比栏填了金额", "Amounts under a heading of percent"),
    summary: Text::new(
        "标为百分比的支出计划填百分比",
        "A plan headed in percent holds percentages",
    ),
    page: Page {
        checks: Text::new(
            "“资金支出计划（%）”年底一档与预算数是同一个数，而不是 100。",
            "The last instalment of a plan headed 资金支出计划（%） is the number of the budget, not 100.",
        ),
        matters: Text::new(
            "按表头读，年底只支出百分之几或百分之几百。",
            "Read by its heading, a few percent or several times the budget are spent by the end of the year.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "只有一张表如此且不超过 100 时不提示，可能是巧合；每份文件一条。",
            "Silent for a single sheet up to 100, which may be chance; one finding per disclosure.",
        ),
        verify: Text::new(
            "看表头的单位，再比较年底一档与预算数。",
            "Read the unit in the heading and compare the last instalment with the budget.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G109-amounts-under-percent.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let sheets = facts
        .tables()
        .filter(|(_, table)| table.kind == TableKind::ProjectPerformance);
    let found: Vec<(Spot, Spot)> = sheets
        .filter_map(|(table, _)| {
            let (last, budget) = (facts.last_instalment(table)?, facts.budget_of_sheet(table)?);
            judge::is_amount_for_percent(&facts.figure(last)?, &facts.figure(budget)?)
                .then_some((last, budget))
        })
        .collect();
    let Some(&(first, _)) = found.first() else {
        return;
    };
    let above = facts
        .figure(first)
        .as_ref()
        .is_some_and(judge::is_above_one_hundred);
    if found.len() < 2 && !above {
        return;
    }
    let printed = facts
        .figure(first)
        .map(|figure| figure.raw())
        .unwrap_or_default();
    let count = found.len();
    let statement = Bilingual::new(
        format!("支出计划标为百分比，年底一档却是预算数本身（{printed}）；共 {count} 张表。"),
        format!(
            "The plan is headed in percent, yet its last instalment is the budget itself ({printed}); sheets: {count}."
        ),
    );
    let marks = found
        .iter()
        .flat_map(|&(last, budget)| [Mark::Cell(last), Mark::Cell(budget)]);
    remarks.push(Remark::new(&RULE, statement, marks.collect()));
}
