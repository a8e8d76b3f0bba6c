//! Assets hundreds of times the budget were probably printed in the wrong unit.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind, Unit};

/// P106: Assets are in proportion to the budget
pub static RULE: Rule = Rule {
    code: "P106",
    name: "assets-beyond-belief",
    severity: Severity::Warning,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "资产数额与部门规模不符，疑为单位错",
        "Assets out of all proportion: probably a wrong unit",
    ),
    summary: Text::new(
        "资产总额与部门收支规模相称",
        "Assets are in proportion to the budget",
    ),
    page: Page {
        checks: Text::new(
            "以万元列示的固定资产达到部门收入总计的五百倍以上，而按元理解则低于收入总计的十倍。",
            "Assets printed in 万元 exceed the total income of the disclosure five hundred times, while read as 元 they stay below ten times.",
        ),
        matters: Text::new(
            "把元当成万元，数额放大一万倍。",
            "元 taken for 万元 makes the amount ten thousand times greater.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "没有收支总表、单位不是万元时不查。掌管道路、水利等设施的部门资产确可很大，应以原始账面为准。",
            "Not checked without a balance table or in other units. Bodies that own roads or waterworks may have such assets: the books decide.",
        ),
        verify: Text::new(
            "以元和万元各读一遍，与部门规模比较。",
            "Read the figure in 元 and in 万元 and compare with the size of the body.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/P106-assets-beyond-belief.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let balance = facts.balances().into_iter().next();
    let income = balance.and_then(|balance| {
        let row = facts.grand_total(balance.income)?;
        let spot = Spot::new(balance.income.table, row, balance.income.whole);
        facts.figure(spot).map(|_| spot)
    });
    let Some(income) = income.filter(|spot| facts.is_legible(spot.table())) else {
        return;
    };
    for (table, found) in facts.tables() {
        if found.kind != TableKind::Assets
            || found.unit != Unit::WanYuan
            || !facts.is_legible(table)
        {
            continue;
        }
        let spots = (0..found.rows.len()).flat_map(|row| {
            (0..found.columns.len()).map(move |column| Spot::new(table, row, column))
        });
        let beyond = spots.into_iter().find(|&spot| {
            let pair = facts.figure(spot).zip(facts.figure(income));
            pair.is_some_and(|(assets, income)| judge::looks_like_wrong_unit(&assets, &income))
        });
        if let Some(spot) = beyond {
            let printed = facts
                .figure(spot)
                .map(|figure| figure.raw())
                .unwrap_or_default();
            let statement = Bilingual::new(
                format!(
                    "资产印为 {printed} 万元，是本部门全年收入的五百倍以上，疑把元写成了万元。"
                ),
                format!(
                    "Assets are printed as {printed} 万元, more than five hundred times the income of the year; 元 was probably meant."
                ),
            );
            remarks.push(Remark::new(
                &RULE,
                statement,
                vec![Mark::Cell(spot), Mark::Cell(income)],
            ));
        }
    }
}
