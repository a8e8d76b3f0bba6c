//! A table bears the year of the disclosure.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Table, TableKind, years_in};

/// I106: The year in a table title is that of the disclosure
pub static RULE: Rule = Rule {
    code: "I106",
    name: "title-of-another-year",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "表题年份与本文件不符",
        "A table bears another year than the disclosure",
    ),
    summary: Text::new(
        "表题中的年份与文件年度一致",
        "The year in a table title is that of the disclosure",
    ),
    page: Page {
        checks: Text::new(
            "表题写明年份的收支类报表中，与文件年度不同、而其余各表都写本年度的。",
            "Statutory tables whose title prints a year other than that of the disclosure, while the others print its own.",
        ),
        matters: Text::new(
            "读者不知道数字属于哪一年。",
            "Nobody can tell to which year the figures belong.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "少于三张表写本年度、资产表、绩效自评表、结转表不查。",
            "Silent unless three tables print the year of the disclosure; assets, self-evaluation and carry-over are left out.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I106-title-of-another-year.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let Some(year) = facts.disclosure.year.map(|year| year.0) else {
        return;
    };
    let mut own = 0;
    let mut others = Vec::new();
    for (index, table) in facts.disclosure.tables.iter().enumerate() {
        match printed_year(&table.title) {
            Some(printed) if printed == year => own += 1,
            Some(printed) if is_of_the_year(table) => others.push((index, printed)),
            _ => {}
        }
    }
    if own < 3 || others.len() * 3 > own {
        return;
    }
    for (index, printed) in others {
        let label = facts.table_label(index);
        let statement = Bilingual::new(
            format!("{}的表题写 {printed} 年，本文件是 {year} 年的。", label.zh),
            format!(
                "The title of {} says {printed}; this disclosure is of {year}.",
                label.en
            ),
        );
        remarks.push(Remark::new(&RULE, statement, vec![Mark::Caption(index)]));
    }
}

/// Whether the form shows nothing but the year itself.
fn is_of_the_year(table: &Table) -> bool {
    let apart = matches!(
        table.kind,
        TableKind::Assets
            | TableKind::SelfEvaluation
            | TableKind::CarryOver
            | TableKind::ProjectPerformance
            | TableKind::OverallPerformance
            | TableKind::StaffingOther
            | TableKind::Other
    );
    !apart
        && !["结转", "上年", "末"]
            .iter()
            .any(|word| table.title.contains(word))
}

/// The one year a title prints.
fn printed_year(title: &str) -> Option<u16> {
    let mut years = years_in(title);
    let (_, year) = years.next()?;
    years.next().is_none().then_some(year)
}
