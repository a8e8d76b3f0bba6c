//! A placeholder of the template must have been filled in.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::notice::{Noticed, words_in_lines};
use crate::check::remark::Remark;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I101: No placeholders such as XX局, XX万元 or 待填写 are left
pub static RULE: Rule = Rule {
    code: "I101",
    name: "placeholder-left",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("模板占位符没有填写", "A placeholder was left unfilled"),
    summary: Text::new(
        "正文和表中不留“XX局”“XX万元”“待填写”一类的占位符",
        "No placeholders such as XX局, XX万元 or 待填写 are left",
    ),
    page: Page {
        checks: Text::new(
            "逐行查找由两个以上 X、× 组成、后面紧跟机构、时间、金额或数量用字的占位符，以及“待填写”“待补充”。",
            "Every line is searched for runs of X or × before a word for a body, a date, money or a count, and for 待填写 and 待补充.",
        ),
        matters: Text::new(
            "占位符说明这一处没有填写，读者得不到应公开的内容。",
            "A placeholder shows that the place was never filled in.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "型号、化学式、尺寸以及隐去的人名、号码不提示。",
            "Silent on models, sizes, and names or numbers that are masked on purpose.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I101-placeholder-left.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(Noticed { first, marks }) = words_in_lines(facts, find) else {
        return;
    };
    let count = marks.len();
    let statement = Bilingual::new(
        format!("印有占位符“{first}”，共 {count} 处，应填的内容没有填写。"),
        format!(
            "The placeholder “{first}” is printed; places: {count}. What belongs there was not filled in."
        ),
    );
    remarks.push(Remark::new(&RULE, statement, marks));
}

/// What is printed behind a placeholder.
const BEHIND: &str = "年月日万元亿个项辆局厅委部县市区省镇乡办";

fn find(line: &str) -> Option<Range<usize>> {
    for words in ["待填写", "待补充"] {
        if let Some(at) = line.find(words) {
            return Some(at..at + words.len());
        }
    }
    let mut before = ' ';
    let mut rest = line.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !is_cross(c) {
            before = c;
            continue;
        }
        let (mut end, mut count) = (start + c.len_utf8(), 1);
        while let Some(&(at, next)) = rest.peek().filter(|(_, next)| is_cross(*next)) {
            (end, count) = (at + next.len_utf8(), count + 1);
            rest.next();
        }
        let free = !before.is_ascii_alphanumeric() && !"-－*.".contains(before);
        let led = rest.peek().is_some_and(|(_, next)| BEHIND.contains(*next));
        if count > 1 && free && led {
            return Some(start..end);
        }
        before = 'X';
    }
    None
}

fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | '×')
}
