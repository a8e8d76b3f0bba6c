//! A code the catalogue does not know.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::facts::Wording;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C103: Every code is found in the classification
pub static RULE: Rule = Rule {
    code: "C103",
    name: "unknown-code",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("科目编码不在目录中", "A code the catalogue does not know"),
    summary: Text::new(
        "科目编码在《政府收支分类科目》中查得到",
        "Every code is found in the classification",
    ),
    page: Page {
        checks: Text::new(
            "功能科目、部门经济科目的编码逐一查目录，查不到的列在一条信息里。",
            "Every function and economic code is looked up; those not found are listed in one note.",
        ),
        matters: Text::new(
            "多半是地方或部门自设科目，也可能是编码印错。",
            "Most are local extensions; some are misprints.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "只作信息；目录本身也不全。",
            "Information only; the catalogue itself is not complete.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C103-unknown-code.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut unknown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (table, row, code, name) in facts.coded_rows() {
        if facts.wording(code, &name) == Wording::NoEntry {
            unknown.entry(code).or_insert((table, row));
        }
    }
    if unknown.is_empty() {
        return;
    }
    let codes: Vec<&str> = unknown.keys().copied().collect();
    let statement = Bilingual::new(
        format!(
            "目录中没有这些编码：{}。可能是地方自设，也可能印错。",
            codes.join("、")
        ),
        format!(
            "The catalogue does not know: {}. They may be local, or misprints.",
            codes.join(", ")
        ),
    );
    let marks = unknown.values().map(|&(table, row)| Mark::Row(table, row));
    remarks.push(
        Remark::new(&RULE, statement, marks.collect())
            .if_text_survived()
            .for_information(),
    );
}
