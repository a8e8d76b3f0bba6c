//! A published file bears no marking of secrecy.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I108: No line of a published file is a marking of secrecy
pub static RULE: Rule = Rule {
    code: "I108",
    name: "secrecy-marking",
    severity: Severity::Warning,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "公开文件带有密级或内部字样",
        "A marking of secrecy in a published file",
    ),
    summary: Text::new(
        "公开文件中没有单独成行的密级标志或“内部资料”字样",
        "No line of a published file is a marking of secrecy",
    ),
    page: Page {
        checks: Text::new(
            "整行只有“秘密”“机密”“绝密”“内部资料”“内部文件”等字样（可带★和期限）。",
            "A whole line that is nothing but 秘密, 机密, 绝密, 内部资料 or 内部文件, with or without ★ and a term.",
        ),
        matters: Text::new(
            "公开了不该公开的，或标志忘了删。",
            "Either it should not be public or the marking was forgotten.",
        ),
        basis: Text::new(
            "《保守国家秘密法》《政府信息公开条例》：公开前应当进行保密审查。",
            "Published information is screened for secrecy beforehand (Law on Guarding State Secrets; Regulations on Open Government Information).",
        ),
        silent: Text::new(
            "出现在句子里的“秘密”“保密”不提示。",
            "Silent on such words inside a sentence.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I108-secrecy-marking.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("单独成行印有“{first}”，共 {count} 处。"),
        format!("“{first}” stands on a line of its own; places: {count}."),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

/// What a marking says.
const MARKINGS: [&str; 6] = [
    "绝密",
    "机密",
    "秘密",
    "内部资料",
    "内部文件",
    "内部资料注意保存",
];

fn find(line: &str) -> Option<Range<usize>> {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let word = plain.split('★').next().unwrap_or("");
    let start = line.len() - line.trim_start().len();
    MARKINGS
        .contains(&word)
        .then_some(start..line.trim_end().len())
}
