//! Field codes and broken bookmarks of the word processor.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D109: No broken bookmarks and no field codes are printed
pub static RULE: Rule = Rule {
    code: "D109",
    name: "broken-contents",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "目录书签或域代码损坏",
        "Broken bookmarks or field codes are printed",
    ),
    summary: Text::new(
        "公开文件中没有“错误！未定义书签”和域代码",
        "No broken bookmarks and no field codes are printed",
    ),
    page: Page {
        checks: Text::new(
            "逐行查找“未定义书签”“未找到引用源”“PAGEREF”“TOC \\\\o”“HYPERLINK \\\\l”。",
            "Every line is searched for 未定义书签, 未找到引用源, PAGEREF, TOC \\\\o and HYPERLINK \\\\l.",
        ),
        matters: Text::new(
            "目录失去作用，也说明公开前没有看过。",
            "The contents are of no use, and nobody looked before publishing.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new("没有这些字样时不提示。", "Silent without these words."),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D109-broken-contents.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    if !facts.prints_any(&LEFTOVERS) {
        return;
    }
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("印有“{first}”，共 {count} 处。"),
        format!("“{first}” is printed; places: {count}."),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

/// What the word processor leaves behind.
const LEFTOVERS: [&str; 5] = [
    "未定义书签",
    "未找到引用源",
    "PAGEREF",
    "TOC \\o",
    "HYPERLINK \\l",
];

fn find(line: &str) -> Option<Range<usize>> {
    LEFTOVERS.iter().find_map(|words| {
        let at = line.find(words)?;
        Some(at..at + words.len())
    })
}
