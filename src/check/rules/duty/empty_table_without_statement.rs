//! An empty table says why it is empty.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind, TableState};

/// D103: An empty table says that it is empty
pub static RULE: Rule = Rule {
    code: "D103",
    name: "empty-table-without-statement",
    severity: Severity::Info,
    certainty: FindingCertainty::Proved,
    title: Text::new("空表没有说明", "An empty table without a statement"),
    summary: Text::new(
        "没有数据的表注明为空",
        "An empty table says that it is empty",
    ),
    page: Page {
        checks: Text::new(
            "政府性基金、国有资本经营、“三公”、采购等表没有任何数，表下也没有注，正文也没有说明没有此项。",
            "Tables of funds, state capital, “三公” or procurement without any figure, without a note, and without a word in the text.",
        ),
        matters: Text::new(
            "读者分不清是没有这笔钱还是没有公开。",
            "Nobody can tell whether there is no such money or it is not disclosed.",
        ),
        basis: Text::new(
            "没有数据的表应当列出空表并说明。",
            "Empty tables are published with a statement.",
        ),
        silent: Text::new(
            "正文写明没有该项支出、或表下有注时不提示。",
            "Silent where the text says that there is none, or a note stands below.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D103-empty-table-without-statement.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (index, table) in facts.disclosure.tables.iter().enumerate() {
        let words: &[&str] = match table.kind {
            TableKind::GovernmentFund => &["政府性基金"],
            TableKind::StateCapital => &["国有资本经营"],
            TableKind::ThreePublic => &["三公"],
            TableKind::Procurement => &["政府采购"],
            _ => continue,
        };
        let silent =
            table.state == TableState::Empty && table.notes.is_empty() && table.doubts.is_empty();
        let told = facts.disclosure.prose.iter().any(|sentence| {
            let said = sentence.text.as_str();
            let named = words
                .iter()
                .any(|word| said.contains(word) || sentence.section.contains(word));
            let none = [
                "没有",
                "无",
                "未",
                "不涉及",
                "0万元",
                "0.00万元",
                "0元",
                "为0",
                "为零",
            ];
            named && none.iter().any(|word| said.contains(word))
        });
        if silent && !told && !table.title.is_empty() {
            let label = facts.table_label(index);
            let statement = Bilingual::new(
                format!("{}没有数据，也没有注明为空表。", label.zh),
                format!(
                    "{} holds no figures and does not say that it is empty.",
                    label.en
                ),
            );
            let remark = Remark::new(&RULE, statement, vec![Mark::Caption(index)]);
            remarks.push(remark.if_text_survived().for_information());
        }
    }
}
