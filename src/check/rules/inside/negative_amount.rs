//! Planned or spent money is not negative.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Table, TableKind};

/// A115: Income and expenditure are not negative
pub static RULE: Rule = Rule {
    code: "A115",
    name: "negative-amount",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("支出或收入印为负数", "A negative amount where none can be"),
    summary: Text::new("收支金额不为负", "Income and expenditure are not negative"),
    page: Page {
        checks: Text::new(
            "收支各表中印为负数的金额。",
            "Negative amounts in the tables of income and expenditure.",
        ),
        matters: Text::new(
            "负的支出没有意义，多半是符号或调整分录留在了表里。",
            "A negative expenditure makes no sense; most likely a sign or an adjustment was left in the table.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "结转、结余、调整、差额的行和栏，以及与上年比较的表不提示。",
            "Silent in rows and columns of carry-over, surplus and adjustments, and in tables that compare years.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A115-negative-amount.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        if !KINDS.contains(&found.kind) || !facts.is_legible(table) || compares_years(facts, found)
        {
            continue;
        }
        let spots: Vec<Spot> = (0..found.rows.len())
            .flat_map(|row| {
                (0..found.columns.len()).map(move |column| Spot::new(table, row, column))
            })
            .filter(|&spot| {
                facts
                    .figure(spot)
                    .as_ref()
                    .is_some_and(judge::is_below_nothing)
            })
            .filter(|&spot| !may_be_negative(&facts.label(spot)))
            .collect();
        let Some(&first) = spots.first() else {
            continue;
        };
        let (label, count) = (facts.label(first), spots.len());
        let printed = facts
            .figure(first)
            .map(|figure| figure.raw())
            .unwrap_or_default();
        let statement = Bilingual::new(
            format!("“{label}”印为 {printed}；本表负数共 {count} 处。"),
            format!("“{label}” is printed as {printed}; negative amounts in this table: {count}."),
        );
        let marks = spots.into_iter().take(20).map(Mark::Cell);
        remarks.push(Remark::new(&RULE, statement, marks.collect()).if_text_survived());
    }
}

const KINDS: [TableKind; 12] = [
    TableKind::BudgetSummary,
    TableKind::IncomeSummary,
    TableKind::ExpenditureSummary,
    TableKind::FiscalAppropriationSummary,
    TableKind::FiscalExpenditure,
    TableKind::GeneralBudgetExpenditure,
    TableKind::BasicExpenditure,
    TableKind::BasicExpenditureDetail,
    TableKind::ThreePublic,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
    TableKind::ProjectExpenditure,
];

/// Whether any printed line of the table speaks of a change: then a minus is a fall.
fn compares_years(facts: &Facts<'_>, table: &Table) -> bool {
    (table.place.line..=table.last_line).any(|line| {
        let printed = facts.disclosure.source.line(line);
        let plain: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
        ["增减", "比上年", "较上年", "增长", "变动", "上年"]
            .iter()
            .any(|word| plain.contains(word))
    })
}

fn may_be_negative(label: &str) -> bool {
    let words = [
        "结转",
        "结余",
        "调整",
        "增减",
        "差额",
        "增长",
        "比上年",
        "变动",
        "冲减",
        "亏损",
    ];
    words.iter().any(|word| label.contains(word))
}
