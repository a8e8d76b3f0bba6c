//! An amount in the text that restates a table cell equals it.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, ClaimKind, Direction};

/// N101: A figure that the text repeats from a table is the one the table prints
pub static RULE: Rule = Rule {
    code: "N101",
    name: "text-differs-from-table",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文所写的数与表中不同",
        "Text and table print different figures",
    ),
    summary: Text::new(
        "正文写到的表中数字，与表里印的相同",
        "A figure that the text repeats from a table is the one the table prints",
    ),
    page: Page {
        checks: Text::new(
            "正文中按项目、口径和年度能唯一对到表中一个单元格的金额或数量，与该单元格比较；单位不同时先换算。",
            "Amounts and counts of the text whose item, measure and year address exactly one cell are compared with it, units converted.",
        ),
        matters: Text::new(
            "说明文字常被当作结论引用，写错的数比表里的错数传得更远。",
            "The text is what gets quoted: a wrong figure there travels further than one in a table.",
        ),
        basis: Text::new(
            "说明文字是对报表的说明，数出于表。",
            "The explanatory text explains the tables; its figures come from them.",
        ),
        silent: Text::new(
            "对不到唯一单元格、属于上年或其他口径、该数在别的单元格印着（可能指的是那一格）、正文另有不同的数指向同一格、同一句里还有几个数而表中都没有、或只差末一位数时不提示。",
            "Silent when no single cell is addressed, when the amount belongs to another year or measure, when another cell prints it and may be meant, when the text gives several amounts for one cell, when the sentence tells several other amounts that no table prints, or when only one last digit differs.",
        ),
        verify: Text::new(
            "把正文中的数与表中同名项目的数对照。",
            "Compare the figure in the text with the cell of the same name.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N101-text-differs-from-table.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, claim) in facts.disclosure.claims.iter().enumerate() {
        let level = matches!(claim.kind, ClaimKind::Amount | ClaimKind::Count)
            && claim.direction == Direction::None;
        let Some(cell) = facts.link(index).filter(|_| level) else {
            continue;
        };
        let (table, label) = (facts.table_label(cell.table()), facts.label(cell));
        let subject = &claim.subject;
        let words = Bilingual::new(
            format!("正文“{subject}” = {}“{label}”", table.zh),
            format!("“{subject}” in the text = “{label}” in {}", table.en),
        );
        let certain = facts.is_spelled_out(index)
            && facts.names_row(index, cell)
            && facts.is_of_the_year(index)
            && facts.is_only_meaning(index, cell)
            && !facts.is_among_strangers(index);
        let terms = vec![cell.into()];
        relations.push(
            Relation::equal(&RULE, Addend::said(index), terms, words)
                .recounted()
                .only_vouches_if(!certain),
        );
    }
}
