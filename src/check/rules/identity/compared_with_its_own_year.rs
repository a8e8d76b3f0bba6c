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
            "决算文件中与本年预算数的比较、句中另有别的年份作主语时不提示。",
            "Silent in final accounts where the account is compared with the budget of its year, and where the sentence is about another year.",
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
    let Some(year) = facts.disclosure.year else {
        return;
    };
    let (of, named) = if facts.is_final() {
        ("决算", "final account")
    } else {
        ("预算", "budget")
    };
    let own = format!("{}年", year.0);
    for (index, sentence) in facts.disclosure.prose.iter().enumerate() {
        let Some(range) = compared(&sentence.text, &own, facts.is_final()) else {
            continue;
        };
        let words = sentence.text.get(range.clone()).unwrap_or("").to_owned();
        let statement = Bilingual::new(
            format!(
                "{} 年{of}写“{words}”，与自身比较，疑为 {} 年。",
                year.0,
                year.0.saturating_sub(1)
            ),
            format!(
                "The {named} of {} is compared with itself (“{words}”); {} was probably meant.",
                year.0,
                year.0.saturating_sub(1)
            ),
        );
        let place = facts.place_in_sentence(index, range);
        let mut marks = vec![Mark::Words(place, words)];
        marks.extend(compared_rightly(facts, year.0.saturating_sub(1)));
        remarks.push(Remark::new(&RULE, statement, marks));
    }
}

/// The first words that compare with the year before.
fn compared_rightly(facts: &Facts<'_>, before: u16) -> Option<Mark> {
    let sentences = facts.disclosure.prose.iter().enumerate();
    let words = ["比", "较", "与"].map(|led| format!("{led}{before}年"));
    let mut found = sentences.filter_map(|(index, sentence)| {
        let (at, words) = words
            .iter()
            .find_map(|words| Some((sentence.text.find(words)?, words)))?;
        let place = facts.place_in_sentence(index, at..at + words.len());
        Some(Mark::Words(place, words.clone()))
    });
    found.next()
}

/// What follows the year in a comparison.
const OUTCOMES: [&str; 6] = ["持平", "增加", "减少", "增长", "下降", "相比"];

/// What is compared, between the year and the outcome; the longer first.
const MEASURES: [&str; 7] = [
    "年初预算数",
    "年初预算",
    "预算执行数",
    "预算数",
    "预算",
    "决算数",
    "决算",
];

/// The words by which a sentence compares with this year, provided it is not about another one. In a
/// final account only account with account: its own year's budget is what it should compare with.
fn compared(text: &str, own: &str, is_final: bool) -> Option<Range<usize>> {
    for (at, _) in text.match_indices(own) {
        let (before, behind) = (text.get(..at)?, text.get(at + own.len()..)?);
        let led = before.chars().next_back().filter(|c| "比较与".contains(*c));
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        let measure = MEASURES.iter().find(|word| behind.starts_with(**word));
        let fits = !is_final || measure.is_some_and(|measure| measure.starts_with("决算"));
        let behind = measure.map_or(behind, |measure| &behind[measure.len()..]);
        let behind = without_amount(behind);
        let outcome = OUTCOMES.iter().find(|word| behind.starts_with(**word));
        let clause = before.rsplit(['。', '；']).next().unwrap_or("");
        let other = clause.match_indices('年').any(|(end, _)| {
            let from = end.saturating_sub(4);
            let named = clause.get(from..end).unwrap_or("");
            named.parse::<u16>().is_ok() && !own.starts_with(named)
        });
        if let (Some(led), Some(outcome), true, false) = (led, outcome, fits, other) {
            let end = text.len() - behind.len() + outcome.len();
            return Some(at - led.len_utf8()..end);
        }
    }
    None
}

/// The words without an amount at their beginning.
fn without_amount(words: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let rest = words.trim_start_matches(number);
    let unit = ["万元", "亿元", "元"]
        .iter()
        .find_map(|unit| rest.strip_prefix(unit));
    match unit {
        Some(behind) if rest.len() < words.len() => behind,
        _ => words,
    }
}
