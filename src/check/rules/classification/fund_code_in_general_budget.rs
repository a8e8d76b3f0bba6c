//! Codes of government funds do not belong in the table of the general budget.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Column, TableKind};

/// C108: The table of the general budget holds no fund codes
pub static RULE: Rule = Rule {
    code: "C108",
    name: "fund-code-in-general-budget",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "一般公共预算表里列有政府性基金科目",
        "A fund code in the general-budget table",
    ),
    summary: Text::new(
        "一般公共预算支出表不列政府性基金科目",
        "The table of the general budget holds no fund codes",
    ),
    page: Page {
        checks: Text::new(
            "一般公共预算支出表中，名称与编码都属于政府性基金的款、项且有金额的。",
            "Sections and items in the general-budget table whose code and name are those of a government fund, with an amount.",
        ),
        matters: Text::new(
            "两本预算混在一起，两边的合计都不对。",
            "Two budgets are mixed, and both totals are wrong.",
        ),
        basis: Text::new(
            "预算法第五条：一般公共预算与政府性基金预算应当保持完整、独立。",
            "Budget Law art. 5: the budgets are complete and independent.",
        ),
        silent: Text::new(
            "编码属基金而名称不是的不提示；合编几本预算的表不查。",
            "Silent where only the code is that of a fund, and on tables that combine several budgets.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C108-fund-code-in-general-budget.md"),
    states: States::Remarks(remarks),
};

/// Sections that only government funds use.
const FUND_SECTIONS: [&str; 12] = [
    "21208", "21210", "21211", "21213", "21214", "21215", "21216", "21219", "21369", "22904",
    "22908", "22960",
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        let alone = found.title.contains("一般公共预算") && !found.title.contains("基金");
        if found.kind != TableKind::GeneralBudgetExpenditure || !alone || !facts.is_legible(table) {
            continue;
        }
        let columns = found.columns.iter().map(Column::label);
        if columns.into_iter().any(|label| label.contains("基金")) {
            continue;
        }
        for (row, printed) in found.rows.iter().enumerate() {
            let code = printed.main_code();
            let fund = FUND_SECTIONS
                .iter()
                .any(|section| code.starts_with(section));
            let named = ["安排的支出", "基金支出"]
                .iter()
                .any(|end| printed.name().ends_with(end));
            let money = facts
                .money_columns(table, printed.lane())
                .map(|column| Spot::new(table, row, column))
                .find(|&spot| facts.prints_something(spot));
            if let (true, true, Some(spot)) = (fund, named, money) {
                let label = facts.row_label(table, row);
                let statement = Bilingual::new(
                    format!("“{label}”是政府性基金科目，却列在一般公共预算表中。"),
                    format!(
                        "“{label}” is an item of a government fund, yet stands in the table of the general budget."
                    ),
                );
                remarks.push(Remark::new(&RULE, statement, vec![Mark::Cell(spot)]));
                break;
            }
        }
    }
}
