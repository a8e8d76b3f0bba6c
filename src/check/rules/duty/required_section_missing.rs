//! Explanations every disclosure must have.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D108: Duties, operating cost, procurement, assets, performance and terms are explained
pub static RULE: Rule = Rule {
    code: "D108",
    name: "required-section-missing",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("缺少应公开的说明内容", "A required explanation is missing"),
    summary: Text::new(
        "职责机构、机关运行经费、政府采购、国有资产、绩效、名词解释都有说明",
        "Duties, operating cost, procurement, assets, performance and terms are explained",
    ),
    page: Page {
        checks: Text::new(
            "全文没有出现机关（机构）运行经费、政府采购、国有资产（车辆、设备）、绩效、名词解释、职责中某一项的任何常用说法。",
            "Of operating cost, procurement, assets, performance, terms and duties, those for which no usual wording is printed anywhere.",
        ),
        matters: Text::new(
            "缺少说明，表里的数就难以理解。",
            "Without the explanation the tables are hard to understand.",
        ),
        basis: Text::new(
            "财预〔2016〕143号规定的公开内容和表样。",
            "The contents and forms required by 财预〔2016〕143号.",
        ),
        silent: Text::new(
            "正文不足二十句（只公开表格）、或缺三项以上（多为分文件公开）时不提示；只作信息。",
            "Silent where there is little running text or three or more are missing, as they are in other files then; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D108-required-section-missing.md"),
    states: States::Remarks(remarks),
};

/// A required explanation: usual words for it, and its name.
const DUTIES: [(&[&str], &str); 6] = [
    (&["职责", "职能"], "主要职责"),
    (
        &["运行经费", "运转经费", "公用经费"],
        "机关（机构）运行经费",
    ),
    (&["政府采购"], "政府采购"),
    (
        &["国有资产", "资产占有", "资产占用", "固定资产", "车辆"],
        "国有资产占用",
    ),
    (&["绩效"], "预算绩效"),
    (
        &[
            "名词解释",
            "名词说明",
            "名称解释",
            "专业名词",
            "专业性较强",
            "术语",
        ],
        "名词解释",
    ),
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let missing: Vec<&str> = DUTIES
        .iter()
        .filter(|(words, _)| !facts.says(words))
        .map(|(_, name)| *name)
        .collect();
    let sentence = facts.disclosure.prose.first();
    let enough = facts.disclosure.prose.len() >= FEWEST;
    if let (Some(first), true, 1..=2) = (sentence, enough, missing.len()) {
        let names = missing.join("、");
        let statement = Bilingual::new(
            format!("没有找到这些说明：{names}。"),
            format!("These explanations were not found: {names}."),
        );
        let mark = Mark::Words(
            first.place,
            facts.disclosure.source.line(first.place.line).to_owned(),
        );
        let remark = Remark::new(&RULE, statement, vec![mark]);
        remarks.push(remark.if_text_survived().for_information());
    }
}

/// With fewer sentences the file holds the tables alone.
const FEWEST: usize = 20;
