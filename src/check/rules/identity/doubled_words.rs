//! Words printed twice in a row, and foreign words inside a sentence.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I104: No doubled words such as 增加增加, no English particle inside a Chinese sentence
pub static RULE: Rule = Rule {
    code: "I104",
    name: "doubled-words",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "词语重复或夹有外文",
        "Words doubled, or foreign words in between",
    ),
    summary: Text::new(
        "句中没有“增加增加”“根根据”一类的重复，也不夹英文虚词",
        "No doubled words such as 增加增加, no English particle inside a Chinese sentence",
    ),
    page: Page {
        checks: Text::new(
            "逐行查找一份固定清单中的叠词，以及夹在汉字中间的 and、of、the。",
            "Every line is searched for doubled words of a fixed list, and for and, of, the between Chinese characters.",
        ),
        matters: Text::new(
            "文字没有校对，数字也可能没有。",
            "If nobody read the words, perhaps nobody read the figures.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "清单以外的叠字不提示。",
            "Silent on anything outside the list.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I104-doubled-words.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    if !facts.prints_any(&DOUBLED) && !facts.prints_any(&FOREIGN) {
        return;
    }
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("文字差错“{first}”，此类共 {count} 处。"),
        format!("Slip of the pen “{first}”; places of this kind: {count}."),
    );
    remarks.push(Remark::new(&RULE, statement, marks).if_text_survived());
}

/// Doubled words that no sentence needs.
const DOUBLED: [&str; 13] = [
    "增加增加",
    "减少减少",
    "根根据",
    "推动推动",
    "加强加强",
    "用于用于",
    "用于主要用于",
    "进行进行",
    "完成完成",
    "万元万元",
    "主要主要",
    "比比上年",
    "较较上年",
];

/// English particles.
const FOREIGN: [&str; 3] = ["and", "of", "the"];

fn find(line: &str) -> Option<Range<usize>> {
    let doubled = DOUBLED.iter().find_map(|words| {
        let at = line.find(words)?;
        Some(at..at + words.len())
    });
    doubled.or_else(|| FOREIGN.iter().find_map(|word| foreign(line, word)))
}

fn foreign(line: &str, word: &str) -> Option<Range<usize>> {
    let at = line.find(word)?;
    let end = at + word.len();
    let before = line.get(..at)?.trim_end().chars().next_back()?;
    let behind = line.get(end..)?.trim_start().chars().next()?;
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (chinese(before) && chinese(behind)).then_some(at..end)
}
