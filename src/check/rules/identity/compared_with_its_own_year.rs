//! A budget is compared with an earlier year, not with itself.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I105: A budget is compared with the year before, not with itself
pub static RULE: Rule = Rule {
    code: "I105",
    name: "compared-with-its-own-year",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("与本年度自身比较", "Compared with its own year"),
    summary: Text::new(
        "预算的比较对象是上年，不是预算年度自身",
        "A budget is compared with the year before, not with itself",
    ),
    page: Page {
        checks: Text::new(
            "预算文件中“较（比、与）某年”紧接持平、增加、减少、相比，而该年就是预算年度。",
            "In a budget: 较, 比 or 与 a year, followed by 持平, 增加, 减少 or 相比, where the year is that of the budget.",
        ),
        matters: Text::new(
            "比较失去意义，多半是改了年份却漏改了这一处。",
            "The comparison says nothing; most likely one year was not updated.",
        ),
        basis: Text::new(
            "预算说明须与上年预算数对比。",
            "The explanation compares with the budget of the year before.",
        ),
        silent: Text::new(
            "决算文件（本年预算与决算可比）、句中另有别的年份作主语时不提示。",
            "Silent in final accounts, where budget and account of one year are compared, and where the sentence is about another year.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I105-compared-with-its-own-year.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let (Some(year), false) = (facts.disclosure.year, facts.is_final()) else {
        return;
    };
    let own = format!("{}年", year.0);
    for (index, sentence) in facts.disclosure.prose.iter().enumerate() {
        let Some(range) = compared(&sentence.text, &own) else {
            continue;
        };
        let words = sentence.text.get(range.clone()).unwrap_or("").to_owned();
        let statement = Bilingual::new(
            format!(
                "{} 年预算写“{words}”，与自身比较，疑为 {} 年。",
                year.0,
                year.0.saturating_sub(1)
            ),
            format!(
                "The budget of {} is compared with itself (“{words}”); {} was probably meant.",
                year.0,
                year.0.saturating_sub(1)
            ),
        );
        let place = facts.place_in_sentence(index, range);
        remarks.push(Remark::new(
            &RULE,
            statement,
            vec![Mark::Words(place, words)],
        ));
    }
}

/// What follows the year in a comparison.
const OUTCOMES: [&str; 12] = [
    "持平",
    "增加",
    "减少",
    "增长",
    "下降",
    "相比",
    "预算持平",
    "预算数持平",
    "预算增加",
    "预算减少",
    "预算数增加",
    "预算数减少",
];

/// The words by which a sentence compares with this year, provided it is not about another one.
fn compared(text: &str, own: &str) -> Option<Range<usize>> {
    for (at, _) in text.match_indices(own) {
        let (before, behind) = (text.get(..at)?, text.get(at + own.len()..)?);
        let led = before.chars().next_back().filter(|c| "比较与".contains(*c));
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        let outcome = OUTCOMES.iter().find(|word| behind.starts_with(**word));
        let clause = before.rsplit(['。', '；']).next().unwrap_or("");
        let other = clause.match_indices('年').any(|(end, _)| {
            let from = end.saturating_sub(4);
            let named = clause.get(from..end).unwrap_or("");
            named.parse::<u16>().is_ok() && !own.starts_with(named)
        });
        if let (Some(led), Some(outcome), false) = (led, outcome, other) {
            let end = text.len() - behind.len() + outcome.len();
            return Some(at - led.len_utf8()..end);
        }
    }
    None
}
