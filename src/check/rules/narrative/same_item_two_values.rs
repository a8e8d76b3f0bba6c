//! The text states one item twice with different amounts.

use std::collections::BTreeMap;

use crate::check::facts::{Facts, item_of};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Claim, ClaimKind};

/// N105: The text gives one item one amount
pub static RULE: Rule = Rule {
    code: "N105",
    name: "same-item-two-values",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文同一事项前后两个数",
        "The text gives one item two amounts",
    ),
    summary: Text::new(
        "正文中同一事项的金额前后一致",
        "The text gives one item one amount",
    ),
    page: Page {
        checks: Text::new(
            "正文中两处指向同一张表的同一个单元格、都写明本年、名称相同，一处与表相同而另一处不同。",
            "Two places of the text that restate the same cell, by the same name and for the same year, where one agrees with the cell and the other does not.",
        ),
        matters: Text::new("至少一处是错的。", "At least one of them is wrong."),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "只要名称、年度、口径（年初预算与决算）有一样不同就不提示。",
            "Silent where name, year or measure (plan, account) differ.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N105-same-item-two-values.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut known: BTreeMap<(Spot, &str), usize> = BTreeMap::new();
    for (index, claim) in facts.disclosure.claims.iter().enumerate() {
        let level =
            claim.kind == ClaimKind::Amount && claim.about.is_none() && claim.base_year.is_none();
        let Some(spot) = facts.link(index).filter(|_| level && facts.is_money(index)) else {
            continue;
        };
        let sure = facts.is_of_the_year(index)
            && facts.is_spelled_out(index)
            && facts.names_row(index, spot);
        if !sure {
            continue;
        }
        let first = *known
            .entry((spot, item_of(&claim.subject)))
            .or_insert(index);
        let Some(other) = facts.claim(first).filter(|_| first != index) else {
            continue;
        };
        // A printed 0.00 is an amount like any other.
        let both = claim.figure.is_number() && other.figure.is_number();
        // Amounts of several units under one name agree with the table in none of them.
        let printed = facts.figure(spot);
        let agrees = |said: &Claim| {
            printed
                .as_ref()
                .is_some_and(|cell| judge::prints_same(cell, &said.figure))
        };
        let both = both && (agrees(claim) || agrees(other));
        let apart = judge::exceeds(&claim.figure, &other.figure)
            || judge::exceeds(&other.figure, &claim.figure);
        if both && apart && claim.figure.decimals() == other.figure.decimals() {
            let (subject, one, two) = (&claim.subject, &other.figure.raw(), &claim.figure.raw());
            let statement = Bilingual::new(
                format!("“{subject}”在一处为 {one}，在另一处为 {two}。"),
                format!("“{subject}” is {one} in one place and {two} in another."),
            );
            let marks = vec![Mark::Said(index), Mark::Said(first), Mark::Cell(spot)];
            remarks.push(Remark::new(&RULE, statement, marks));
        }
    }
}
