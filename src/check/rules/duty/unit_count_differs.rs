//! A sentence that counts the units of a budget and lists them must agree with itself.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// D111: The number of budget units equals those listed
pub static RULE: Rule = Rule {
    code: "D111",
    name: "unit-count-differs",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "单位个数与所列单位不符",
        "The number of units differs from those listed",
    ),
    summary: Text::new(
        "说明的预算单位个数等于所列单位数",
        "The number of budget units equals those listed",
    ),
    page: Page {
        checks: Text::new(
            "“纳入……预算编制范围的单位共计 N 家，具体包括：……”一句中的 N 与其后列出的单位个数。",
            "In the sentence 纳入…预算编制范围的…单位共计 N 家，具体包括：… the number and the units listed after it.",
        ),
        matters: Text::new(
            "少列一家，就不知道预算包括谁。",
            "If one is left out, nobody knows whom the budget covers.",
        ),
        basis: Text::new(
            "部门预算由本部门及其所属各单位预算组成（预算法第八条）。",
            "A department's budget is made up of its own and its units' budgets (Budget Law art. 8).",
        ),
        silent: Text::new(
            "清单以表格或编号另起一行列出、没有列完（等）、名称本身含顿号时不提示。",
            "Silent where the units are listed in a table or on lines of their own, where the list is partial, and where names themselves hold the separator.",
        ),
        verify: Text::new("数一数句中列出的单位。", "Count the units in the sentence."),
    },
    fixture: include_str!("../../../../tests/rules/D111-unit-count-differs.md"),
    states: States::Remarks(remarks),
};

/// Words that lead from the number to the list.
const OPENS: [&str; 4] = ["具体包括：", "分别是：", "包括：", "分别为："];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let counts = facts.counted(&["家", "个"], |_| true);
    for count in counts {
        let Some((number, listed)) = stated(facts, count).zip(listed(facts, count)) else {
            continue;
        };
        if fits(number, listed) {
            continue;
        }
        let units = names(listed, &['，', '、', '；']).count();
        let statement = Bilingual::new(
            format!("正文称预算单位共 {number} 家，其后列出 {units} 家。"),
            format!("The text counts {number} budget units and lists {units}."),
        );
        remarks.push(Remark::new(&RULE, statement, vec![Mark::Said(count)]).if_text_survived());
    }
}

/// The number, where the words before it speak of the units of the budget.
fn stated(facts: &Facts<'_>, count: usize) -> Option<usize> {
    let sentence = facts.sentence(count)?;
    let before = sentence
        .text
        .split(&*facts.claim(count)?.figure.raw())
        .next()?;
    let about = before.contains("预算编制范围") && before.contains("单位");
    let number = facts.claim(count)?.figure.raw().parse().ok()?;
    about.then_some(number)
}

/// The words of the list, where they close the sentence.
fn listed<'f>(facts: &'f Facts<'_>, count: usize) -> Option<&'f str> {
    let behind = facts.behind(count)?;
    let list = OPENS
        .iter()
        .find_map(|opens| Some(behind.split_once(opens)?.1))?;
    let list = list.strip_suffix('。')?;
    let odd = |c: char| matches!(c, '。' | '：' | '1'..='9') || c.is_whitespace();
    let plain = !list.contains(odd) && !list.contains('等') && !list.contains("单位名称");
    (plain && names(list, &['，', '、', '；']).all(is_name)).then_some(list)
}

/// Whether the list has so many names, whichever of the marks keep them apart.
fn fits(number: usize, list: &str) -> bool {
    let marks: [&[char]; 5] = [
        &['，', '、', '；'],
        &['，', '；'],
        &['、'],
        &['；'],
        &['，'],
    ];
    marks
        .iter()
        .any(|marks| names(list, marks).count() == number)
}

fn names<'l>(list: &'l str, marks: &'l [char]) -> impl Iterator<Item = &'l str> {
    list.split(marks).filter(|name| !name.is_empty())
}

/// Short pieces are parts of a name.
fn is_name(name: &str) -> bool {
    name.chars().count() >= 4
}
