//! The body is called by one name.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I110: The body is called by one name
pub static RULE: Rule = Rule {
    code: "I110",
    name: "name-of-the-body-varies",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("部门名称前后不一", "The name of the body varies"),
    summary: Text::new("部门名称前后一致", "The body is called by one name"),
    page: Page {
        checks: Text::new(
            "全文中出现与部门名称只差一个字、或一个字换了位置的名称。",
            "A name anywhere in the text that differs from that of the body by one missing or displaced character.",
        ),
        matters: Text::new(
            "多半是笔误，查找时会漏掉。",
            "A slip that hides the place from a search.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "名称不足六个字、规范简称不提示；只作信息。",
            "Silent on names of fewer than six characters and usual short forms; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I110-name-of-the-body-varies.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let name = facts.disclosure.department.as_str();
    let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    if letters.len() < FEWEST {
        return;
    }
    for variant in variants(&letters) {
        if name.contains(&variant) || !facts.says(&[&variant]) {
            continue;
        }
        let found = facts
            .disclosure
            .prose
            .iter()
            .enumerate()
            .find_map(|(index, sentence)| {
                let at = sentence.text.find(&variant)?;
                Some(facts.place_in_sentence(index, at..at + variant.len()))
            });
        let Some(place) = found else {
            continue;
        };
        let statement = Bilingual::new(
            format!("部门名称为“{name}”，文中又写“{variant}”。"),
            format!("The body is “{name}”, yet the text also says “{variant}”."),
        );
        let remark = Remark::new(&RULE, statement, vec![Mark::Words(place, variant)]);
        remarks.push(remark.if_text_survived().for_information());
        return;
    }
}

/// Shorter names are short forms of many bodies.
const FEWEST: usize = 6;

/// The name without one inner character, and with one moved by a place or more.
fn variants(letters: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    for at in 1..letters.len().saturating_sub(1) {
        let mut rest = letters.to_vec();
        let taken = rest.remove(at);
        found.push(rest.iter().collect());
        for to in 1..rest.len() {
            let mut moved = rest.clone();
            moved.insert(to, taken);
            if moved != letters {
                found.push(moved.into_iter().collect());
            }
        }
    }
    found.dedup();
    found
}
