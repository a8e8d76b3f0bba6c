//! A code is printed twice with the same figures.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Cells, Classification};

/// A117: A function code has one row under one parent
pub static RULE: Rule = Rule {
    code: "A117",
    name: "duplicate-row",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("同一行重复印出", "A row printed twice"),
    summary: Text::new(
        "同一功能科目在一张表的同一上级下只印一行",
        "A function code has one row under one parent",
    ),
    page: Page {
        checks: Text::new(
            "同一张表中编码、名称和各栏数字完全相同的两行。",
            "Two rows of a table with the same code, name and figures.",
        ),
        matters: Text::new(
            "重复的行会使合计多算，或者是分页时重印。",
            "A repeated row inflates the total, or was printed again at a page break.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "经济科目按资金来源分行是常见做法，不查；不同单位下的同一科目不提示；只作信息。",
            "Economic codes are often split by source and not checked; nor is one code under several units; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A117-duplicate-row.md"),
    states: States::Remarks(remarks),
};

/// Code, name, the row it is a part of, and the printed cells.
type Printed<'a> = (&'a str, &'a str, Option<usize>, Figures<'a>);

/// Cells in the order of what they print.
struct Figures<'a>(Cells<'a>);

impl Ord for Figures<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let one = self.0.iter().map(|cell| cell.raw());
        one.cmp(other.0.iter().map(|cell| cell.raw()))
    }
}

impl PartialOrd for Figures<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Figures<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Figures<'_> {}

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut twice: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for (table, found) in facts.tables() {
        if !facts.is_legible(table) {
            continue;
        }
        let mut seen: BTreeMap<Printed<'_>, usize> = BTreeMap::new();
        for (row, printed) in found.rows.iter().enumerate() {
            let function = matches!(printed.level(), Some((Classification::Function, _)));
            if !function || printed.cells().is_empty() {
                continue;
            }
            let key = (
                printed.main_code(),
                printed.name(),
                facts.parent(table, row),
                Figures(printed.cells()),
            );
            let first = *seen.entry(key).or_insert(row);
            if first != row {
                let marks = twice.entry(facts.row_label(table, row)).or_default();
                marks.extend([Mark::Row(table, row), Mark::Row(table, first)]);
            }
        }
    }
    for (label, marks) in twice {
        let statement = Bilingual::new(
            format!("“{label}”在同一张表中重复印出，数字完全相同。"),
            format!("“{label}” is printed twice in one table with the same figures."),
        );
        remarks.push(
            Remark::new(&RULE, statement, marks)
                .if_text_survived()
                .for_information(),
        );
    }
}
