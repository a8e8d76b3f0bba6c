//! A name the classification no longer uses in this year.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::facts::Wording;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C104: The names are those valid in the year of the disclosure
pub static RULE: Rule = Rule {
    code: "C104",
    name: "obsolete-name",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("沿用了已停用的科目名称", "A name no longer in use"),
    summary: Text::new(
        "科目名称是文件年度现行的名称",
        "The names are those valid in the year of the disclosure",
    ),
    page: Page {
        checks: Text::new(
            "有编码的每一行，名称是该编码以前年度的名称而不是现行名称。",
            "In every row with a code, the name is a former one of the code.",
        ),
        matters: Text::new("说明表样没有更新。", "The form was not brought up to date."),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "没有编码的固定栏目（总表的类级栏）不提示；全文只提示一条。",
            "Silent on fixed stubs without codes; one note per disclosure.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C104-obsolete-name.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut former: BTreeMap<(String, String), (&'static str, usize, usize)> = BTreeMap::new();
    for (table, row, code, name) in facts.coded_rows() {
        if let Wording::Former(current) = facts.wording(code, &name) {
            let key = (code.to_owned(), name);
            former.entry(key).or_insert((current, table, row));
        }
    }
    let Some(((code, name), (current, ..))) = former.first_key_value() else {
        return;
    };
    let count = former.len();
    let statement = Bilingual::new(
        format!("{code} 用旧名称“{name}”，现行名称为“{current}”；此类共 {count} 个编码。"),
        format!(
            "{code} bears its former name “{name}”, now “{current}”; codes of this kind: {count}."
        ),
    );
    let marks = former
        .values()
        .map(|&(_, table, row)| Mark::Row(table, row));
    remarks.push(Remark::new(&RULE, statement, marks.collect()));
}
