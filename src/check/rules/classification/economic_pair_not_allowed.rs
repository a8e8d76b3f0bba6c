//! Department and government economic codes stand in the published pairs.

use std::collections::BTreeMap;

use crate::catalogue;
use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;
use crate::model::code::classify;

/// C107: Economic codes stand in the pairs of the table of correspondence
pub static RULE: Rule = Rule {
    code: "C107",
    name: "economic-pair-not-allowed",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "部门经济科目与政府经济科目不对应",
        "Economic codes that do not belong together",
    ),
    summary: Text::new(
        "部门经济科目与政府经济科目按对照表配对",
        "Economic codes stand in the pairs of the table of correspondence",
    ),
    page: Page {
        checks: Text::new(
            "并列印出两种经济科目的行，与对照表比较。",
            "Rows that print both economic codes, against the table of correspondence.",
        ),
        matters: Text::new(
            "两套科目汇总出的数会不一致。",
            "Totals by the two classifications will not agree.",
        ),
        basis: Text::new(
            "《支出经济分类科目改革方案》（财预〔2017〕98号）所附对照表。",
            "Table of correspondence of the reform of economic classification (财预〔2017〕98号).",
        ),
        silent: Text::new(
            "只作信息，每份文件一条；对照表没有的部门科目不提示。",
            "Information only, one note per disclosure; silent on department codes the table does not list.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C107-economic-pair-not-allowed.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut odd: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for (table, found) in facts.tables() {
        for (row, printed) in found.rows.iter().enumerate() {
            let (code, Some(paired)) = (printed.main_code(), printed.paired_code()) else {
                continue;
            };
            let known = catalogue::pairings();
            let mut listed = known.iter().filter(|pair| pair.department_code == code);
            let begins = |pair: &catalogue::Pairing| pair.government_code.starts_with(paired);
            let any = listed.clone().next().is_some();
            if any && !listed.any(begins) && classify(code).is_some() && classify(paired).is_some()
            {
                odd.entry((code, paired)).or_insert((table, row));
            }
        }
    }
    if odd.is_empty() {
        return;
    }
    let pairs: Vec<String> = odd
        .keys()
        .map(|(one, other)| format!("{one}→{other}"))
        .collect();
    let statement = Bilingual::new(
        format!("这些配对不在对照表中：{}。", pairs.join("、")),
        format!(
            "These pairs are not in the table of correspondence: {}.",
            pairs.join(", ")
        ),
    );
    let marks = odd.values().map(|&(table, row)| Mark::Row(table, row));
    remarks.push(
        Remark::new(&RULE, statement, marks.collect())
            .if_text_survived()
            .for_information(),
    );
}
