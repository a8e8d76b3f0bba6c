//! Instructions of the template to its user must be gone.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I102: No instructions such as 公开时请删除 or 请据实填写 are left
pub static RULE: Rule = Rule {
    code: "I102",
    name: "template-instruction-left",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "模板说明没有删除",
        "An instruction of the template was left",
    ),
    summary: Text::new(
        "正文不留“公开时请删除”“请据实填写”一类的模板说明",
        "No instructions such as 公开时请删除 or 请据实填写 are left",
    ),
    page: Page {
        checks: Text::new(
            "逐行查找写给填表人的话。",
            "Every line is searched for words addressed to the person who fills in the template.",
        ),
        matters: Text::new(
            "说明文稿照搬模板，没有核对就公开了。",
            "The text was copied from a template and published without a check.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "只查固定说法；表内“填报说明”栏不提示。",
            "Only fixed phrases; columns named 填报说明 are silent.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I102-template-instruction-left.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    if !facts.prints_any(&PHRASES) {
        return;
    }
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("留有模板说明“{first}”，共 {count} 处。"),
        format!("The instruction “{first}” was left; places: {count}."),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

/// Words to whoever fills in the template.
const PHRASES: [&str; 8] = [
    "请删除",
    "公开时删除",
    "此处填写",
    "请据实填写",
    "请根据实际情况填写",
    "请根据实际情况修改",
    "请根据实际情况调整",
    "（请填写",
];

fn find(line: &str) -> Option<Range<usize>> {
    PHRASES.iter().find_map(|phrase| {
        let at = line.find(phrase)?;
        Some(at..at + phrase.len())
    })
}
