//! Amounts of one table have the same number of decimals.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Unit};

/// I109: Amounts in 万元 have two decimals at most
pub static RULE: Rule = Rule {
    code: "I109",
    name: "mixed-precision",
    severity: Severity::Info,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "同表金额小数位数不一",
        "Amounts of one table with different decimals",
    ),
    summary: Text::new(
        "以万元列示的金额至多两位小数",
        "Amounts in 万元 have two decimals at most",
    ),
    page: Page {
        checks: Text::new(
            "以万元列示的表中，多数金额为两位小数，个别金额多于两位。",
            "Tables in 万元 where most amounts have two decimals and some have more.",
        ),
        matters: Text::new(
            "多半是手工填入、没有按表样取舍，容易与别处对不上。",
            "Most likely filled in by hand; such figures disagree with others.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "以元列示、整数和零不提示；每张表一条，只作信息。",
            "Silent on 元, whole numbers and zeros; one note per table, information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I109-mixed-precision.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        if found.unit != Unit::WanYuan || !facts.is_legible(table) {
            continue;
        }
        let spots = (0..found.rows.len()).flat_map(|row| {
            (0..found.columns.len()).map(move |column| Spot::new(table, row, column))
        });
        let money: Vec<(Spot, u32)> = spots
            .filter_map(|spot| Some((spot, facts.figure(spot)?)))
            .filter(|(_, figure)| *figure.unit() == Unit::WanYuan)
            .map(|(spot, figure)| (spot, figure.decimals()))
            .collect();
        let usual = money.iter().filter(|(_, decimals)| *decimals == 2).count();
        let finer: Vec<Spot> = money
            .iter()
            .filter(|(_, decimals)| *decimals > 2)
            .map(|(spot, _)| *spot)
            .collect();
        let Some(first) = finer.first().filter(|_| finer.len() * 4 < usual) else {
            continue;
        };
        let printed = facts
            .figure(*first)
            .map(|figure| figure.raw())
            .unwrap_or_default();
        let (label, count) = (facts.table_label(table), finer.len());
        let statement = Bilingual::new(
            format!(
                "{}多数金额两位小数，而有 {count} 个更多，如 {printed}。",
                label.zh
            ),
            format!(
                "Most amounts of {} have two decimals; {count} have more, such as {printed}.",
                label.en
            ),
        );
        let marks = finer.iter().take(20).map(|&spot| Mark::Cell(spot));
        remarks.push(Remark::new(&RULE, statement, marks.collect()));
    }
}
