//! The number of projects in the text is that of the table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind, RowRef, TableKind};

/// N108: The number of projects in the text is that of the project table
pub static RULE: Rule = Rule {
    code: "N108",
    name: "project-count-differs",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文项目个数与项目支出表不符",
        "The text counts other projects than the table",
    ),
    summary: Text::new(
        "正文所说的项目个数等于项目支出表的项目数",
        "The number of projects in the text is that of the project table",
    ),
    page: Page {
        checks: Text::new(
            "正文“支出项目（共）N个”与项目支出表中名称不同的项目个数。",
            "“支出项目（共）N 个” in the text against the projects of different names in the table.",
        ),
        matters: Text::new("漏列或多列了项目。", "Projects were left out or added."),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "带条件的个数（100万元以上、评价、转移支付）、没有或有几张项目表、表中有读不准的行时不提示。",
            "Silent on counts with a condition, without exactly one project table, or with rows that were not read for certain.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N108-project-count-differs.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(table) = facts
        .only(TableKind::ProjectExpenditure)
        .filter(|&table| facts.is_legible(table))
    else {
        return;
    };
    let Some(whole) = facts.whole(table, 0) else {
        return;
    };
    let rows: Vec<usize> = facts
        .rows_of_kind(table, 0, RowKind::Item)
        .into_iter()
        .filter(|&row| facts.prints_something(Spot::new(table, row, whole)))
        .collect();
    let leaves = rows.iter().all(|&row| facts.is_leaf(table, row));
    let mut names: Vec<&str> = rows
        .iter()
        .filter_map(|&row| facts.row(table, row))
        .map(RowRef::name)
        .collect();
    names.sort_unstable();
    names.dedup();
    let unnamed = names.iter().any(|name| name.is_empty());
    if names.is_empty() || unnamed || !leaves || names.len() != rows.len() {
        return;
    }
    let subjects = ["支出项目", "项目支出", "项目"];
    for claim in facts.counted(&["个", "项"], |subject| subjects.contains(&subject)) {
        let sentence = facts
            .sentence(claim)
            .map_or("", |sentence| sentence.text.as_str());
        let about = sentence.contains("支出项目共")
            || sentence.contains("项目支出") && sentence.contains("涉及项目");
        let printed = facts
            .claim(claim)
            .map(|claim| claim.figure.raw())
            .unwrap_or_default();
        if about && printed.parse() != Ok(names.len()) && printed.parse::<usize>().is_ok() {
            let count = names.len();
            let statement = Bilingual::new(
                format!("正文称支出项目 {printed} 个，项目支出表列有 {count} 个。"),
                format!("The text counts {printed} projects, the table has {count}."),
            );
            let remark = Remark::new(
                &RULE,
                statement,
                vec![Mark::Said(claim), Mark::Caption(table)],
            );
            remarks.push(remark.if_text_survived());
        }
    }
}
