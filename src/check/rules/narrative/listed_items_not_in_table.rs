//! Economic items the text lists should be rows of the basic expenditure table.

use crate::check::facts::Facts;
use crate::check::facts::{codes_named, is_piece};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// N106: Items named after 主要包括 have an amount in the basic table
pub static RULE: Rule = Rule {
    code: "N106",
    name: "listed-items-not-in-table",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "正文所列经济科目表中没有",
        "The text lists items the table does not have",
    ),
    summary: Text::new(
        "正文“主要包括”的经济科目在基本支出表中有金额",
        "Items named after 主要包括 have an amount in the basic table",
    ),
    page: Page {
        checks: Text::new(
            "“人员经费（公用经费）…主要包括：”后列出的科目，在基本支出表中找不到名称或没有金额的。",
            "Items listed after 主要包括 of personnel or running cost that the basic expenditure table does not print.",
        ),
        matters: Text::new(
            "清单多半是照搬模板，不反映本部门的实际。",
            "The list was copied from the template and does not describe this body.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "名称是简称的、没有基本支出表的不提示；每份文件一条，只作信息。",
            "Silent on short forms and without a basic table; one note, information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N106-listed-items-not-in-table.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let kinds = [
        TableKind::BasicExpenditure,
        TableKind::BasicExpenditureDetail,
        TableKind::EconomicClassificationSummary,
    ];
    let tables: Vec<usize> = facts
        .tables()
        .filter(|(_, table)| kinds.contains(&table.kind))
        .map(|(index, _)| index)
        .collect();
    let printed: Vec<String> = tables
        .iter()
        .flat_map(|&table| {
            let rows = facts.table(table).map_or(0, |found| found.rows.len());
            (0..rows).map(move |row| facts.plain_code_name(table, row))
        })
        .filter(|name| name.chars().count() > 1)
        .collect();
    if printed.len() < FEWEST || !tables.iter().all(|&table| facts.is_legible(table)) {
        return;
    }
    let mut missing: Vec<&str> = Vec::new();
    let mut place = None;
    for (index, sentence) in facts.disclosure.prose.iter().enumerate() {
        let Some((items, from)) = list(&sentence.text) else {
            continue;
        };
        for item in items.split('、') {
            let item = item.trim_end_matches(['等', '。', '；']);
            let known = printed.iter().any(|name| is_piece(name, item));
            if !known && is_item(item) && !missing.contains(&item) {
                missing.push(item);
                place = place.or(Some(
                    facts.place_in_sentence(index, from..from + items.len()),
                ));
            }
        }
    }
    if let Some(place) = place {
        let items = missing.join("、");
        let statement = Bilingual::new(
            format!("正文所列科目在基本支出表中没有：{items}。"),
            format!("Items the text lists and the basic table does not have: {items}."),
        );
        let remark = Remark::new(&RULE, statement, vec![Mark::Words(place, items.clone())]);
        remarks.push(remark.if_text_survived().for_information());
    }
}

/// Fewer names are no table to look things up in.
const FEWEST: usize = 5;

/// The list of a sentence about personnel or running cost, and where it begins.
fn list(text: &str) -> Option<(&str, usize)> {
    let cost = text.contains("人员经费") || text.contains("公用经费");
    let lead = ["主要包括：", "主要包括:", "包括："];
    let (at, lead) = lead
        .iter()
        .find_map(|lead| Some((text.find(lead)?, lead)))?;
    let from = at + lead.len();
    let rest = text.get(from..)?;
    let end = rest.find(['。', '；', '：']).unwrap_or(rest.len());
    let items = rest.get(..end)?;
    (cost && items.matches('、').count() > 2).then_some((items, from))
}

/// Whether the catalogue knows the name as an economic section.
fn is_item(name: &str) -> bool {
    !codes_named(name, "30101").is_empty()
}
