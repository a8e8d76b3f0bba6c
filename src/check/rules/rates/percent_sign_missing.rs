//! A share is printed without its percent sign.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// R108: The share after 占 bears a percent sign
pub static RULE: Rule = Rule {
    code: "R108",
    name: "percent-sign-missing",
    severity: Severity::Info,
    certainty: FindingCertainty::Proved,
    title: Text::new("占比缺百分号", "A share without its percent sign"),
    summary: Text::new(
        "“占”后面的比例带百分号",
        "The share after 占 bears a percent sign",
    ),
    page: Page {
        checks: Text::new(
            "“占”“占比”“比重为”后紧跟带小数的数，而数后是标点。",
            "占, 占比 or 比重为, then a number with decimals, then a punctuation mark.",
        ),
        matters: Text::new("不知道是比例还是金额。", "It may be a share or an amount."),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "数后有单位或百分号、百分点时不提示。",
            "Silent where a unit or percent sign follows.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R108-percent-sign-missing.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (index, sentence) in facts.disclosure.prose.iter().enumerate() {
        let Some(range) = bare_share(&sentence.text) else {
            continue;
        };
        let words = sentence.text.get(range.clone()).unwrap_or("").to_owned();
        let statement = Bilingual::new(
            format!("“{words}”后面缺百分号。"),
            format!("A percent sign is missing after “{words}”."),
        );
        let place = facts.place_in_sentence(index, range);
        let remark = Remark::new(&RULE, statement, vec![Mark::Words(place, words)]);
        remarks.push(remark.if_text_survived().for_information());
    }
}

fn bare_share(text: &str) -> Option<Range<usize>> {
    for (at, _) in text.match_indices('占') {
        let rest = text.get(at..)?;
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let lead = rest.get('占'.len_utf8()..start)?;
        let led = matches!(
            lead,
            "" | "比"
                | "比为"
                | "比重为"
                | "的比重为"
                | "总支出"
                | "总收入"
                | "总支出的"
                | "总收入的"
        );
        let digits = rest.get(start..)?;
        let end = digits
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(digits.len());
        let number = digits.get(..end)?;
        let stops = digits
            .get(end..)?
            .starts_with(['，', '；', '。', '、', ',', ';']);
        if led && stops && number.contains('.') && !number.ends_with('.') {
            return Some(at..at + start + end);
        }
    }
    None
}
