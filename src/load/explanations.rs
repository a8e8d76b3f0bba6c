//! Whether running text without tables is the explanations of a disclosure whose tables are published apart.

use std::collections::BTreeSet;

use crate::model::{Disclosure, Sentence};

/// What departments have to explain beside their tables (地方预决算公开操作规程, 财预〔2016〕143号), as
/// words of the headings.
const TOPICS: [&str; 9] = [
    "收入",
    "支出",
    "收支",
    "财政拨款",
    "三公",
    "政府性基金",
    "国有资本经营",
    "机关运行经费",
    "政府采购",
];

/// News and reports have one such heading; explanations have one for every table.
const FEWEST: usize = 3;

/// Whether this is the explanations of a budget or of a final account: it promises the tables, or
/// names its body and stage and states amounts under at least three of the headings.
#[must_use]
pub(super) fn explains(disclosure: &Disclosure) -> bool {
    if disclosure.stage.is_none() {
        return false;
    }
    if !disclosure.promised.is_empty() {
        return true;
    }
    let headings: BTreeSet<&str> = disclosure
        .prose
        .iter()
        .filter(|sentence| states_money(sentence))
        .map(|sentence| sentence.section.as_str())
        .filter(|heading| TOPICS.iter().any(|topic| heading.contains(topic)))
        .collect();
    !disclosure.department.is_empty() && headings.len() >= FEWEST
}

/// Whether a figure stands before a unit of money.
fn states_money(sentence: &Sentence) -> bool {
    let words = sentence.text.match_indices('元').map(|(at, _)| at);
    words
        .filter_map(|at| sentence.text.get(..at))
        .any(|before| {
            before
                .trim_end_matches(['万', '亿', '千'])
                .ends_with(|c: char| c.is_ascii_digit())
        })
}
