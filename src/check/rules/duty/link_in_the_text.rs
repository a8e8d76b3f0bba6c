//! A web address printed in the body.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D110: Web addresses in the text should concern this department
pub static RULE: Rule = Rule {
    code: "D110",
    name: "link-in-the-text",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("正文印有网址", "A web address is printed in the text"),
    summary: Text::new(
        "正文中的网址应与本部门有关",
        "Web addresses in the text should concern this department",
    ),
    page: Page {
        checks: Text::new(
            "逐行查找以 http 开头的网址。",
            "Every line is searched for addresses that begin with http.",
        ),
        matters: Text::new(
            "可能是从别处复制时带来的链接，指向别的单位或已失效。",
            "It may have come along when text was copied, and lead to somebody else or nowhere.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "同一网址在多页重复（页眉页脚）时不提示。",
            "Silent where one address is repeated on many pages, as in running heads.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D110-link-in-the-text.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    if !facts.prints_any(&["http"]) {
        return;
    }
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("印有网址“{first}”，共 {count} 处；是否属于本部门，请核对。"),
        format!(
            "The address “{first}” is printed; places: {count}. Whether it belongs here is for the reader to see."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

fn find(line: &str) -> Option<Range<usize>> {
    let at = line.find("http://").or_else(|| line.find("https://"))?;
    let rest = line.get(at..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_graphic())
        .unwrap_or(rest.len());
    Some(at..at + end)
}
