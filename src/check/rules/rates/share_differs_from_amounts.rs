//! A printed share is the part divided by the whole the words name.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// R105: A share is the part divided by the whole it is said of
pub static RULE: Rule = Rule {
    code: "R105",
    name: "share-differs-from-amounts",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("占比与金额不符", "Share does not follow from the amounts"),
    summary: Text::new(
        "占比等于部分除以所说的整体",
        "A share is the part divided by the whole it is said of",
    ),
    page: Page {
        checks: Text::new(
            "“甲若干万元，占乙的若干％”：用甲除以正文写出的乙，与百分比比较。",
            "In “A, p% of B” the printed A is divided by the printed B and compared with p.",
        ),
        matters: Text::new(
            "占比错了，结构就看错了。",
            "Wrong shares give a wrong picture of where the money goes.",
        ),
        basis: Text::new(
            "占比 = 部分 ÷ 整体 × 100%。",
            "Share = part ÷ whole × 100%.",
        ),
        silent: Text::new(
            "整体没有写明、或各数取四舍五入范围内的某个值能得出该占比时不提示；只差末一位（为凑足100%）只作说明。",
            "Silent when the whole is not named, or when some exact values that print so give the share. One last digit off, often to make a list add up to 100, is a note only.",
        ),
        verify: Text::new(
            "用部分除以整体，与所印占比比较。",
            "Divide the part by the whole and compare with the printed share.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R105-share-differs-from-amounts.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for share in facts.shares() {
        let figure = |claim: usize| facts.figure_at(Operand::Said(claim));
        let within = figure(share.part)
            .zip(figure(share.whole))
            .is_some_and(|(part, whole)| !judge::exceeds(&part, &whole));
        if !within {
            continue;
        }
        let (part, whole) = (
            facts.label_at(Operand::Said(share.part)),
            facts.label_at(Operand::Said(share.whole)),
        );
        let words = Bilingual::new(
            format!("正文“{part}”占比 = “{part}” ÷ “{whole}”"),
            format!("Share of “{part}” in the text = “{part}” ÷ “{whole}”"),
        );
        relations.push(
            Relation::ratio(
                &RULE,
                Addend::said(share.percent),
                vec![Addend::said(share.part)],
                vec![Addend::said(share.whole)],
                words,
            )
            .only_vouches_if(!share.exact),
        );
    }
}
