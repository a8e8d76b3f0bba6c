//! The parts a sentence lists do not add up to more than their total.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// N102: What a sentence lists under a total adds up to no more than the total
pub static RULE: Rule = Rule {
    code: "N102",
    name: "listed-parts-exceed-total",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "正文所列各项之和超过总数",
        "Parts listed in the text exceed their total",
    ),
    summary: Text::new(
        "正文在一个总数之下列举的各项，相加不超过这个总数",
        "What a sentence lists under a total adds up to no more than the total",
    ),
    page: Page {
        checks: Text::new(
            "“总数……其中（包括、主要用于）甲、乙、丙”这样的句子，各项金额相加与总数比较。",
            "In sentences such as “total …, of which A, B, C” the amounts listed are added and compared with the total.",
        ),
        matters: Text::new(
            "部分之和大于整体，必有一个数写错，或把不属于它的项目列了进去。",
            "If the parts exceed the whole, a figure is wrong or something is listed that does not belong there.",
        ),
        basis: Text::new("部分不能大于整体。", "Parts cannot exceed their whole."),
        silent: Text::new(
            "列举不全、相加小于总数时不提示；单项就超过总数，或总数与各项的所属关系不明时也不提示。",
            "Silent when the list falls short; also when a single item exceeds the total by itself, for then it is not certain that it belongs to it.",
        ),
        verify: Text::new(
            "把句中列举的各项金额相加，与前面的总数比较。",
            "Add the amounts of the list and compare with the total before it.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N102-listed-parts-exceed-total.md"),
    states: States::Relations(relations),
};

/// A list of one part says nothing that the part's own table cell does not say better.
const FEWEST_PARTS: usize = 2;

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for list in facts.lists() {
        let figure = |claim: usize| facts.figure_at(Operand::Said(claim));
        let within = |part: &usize| {
            figure(*part)
                .zip(figure(list.total))
                .is_some_and(|(part, total)| !judge::exceeds(&part, &total))
        };
        if list.closed || !list.parts.iter().all(within) {
            continue;
        }
        let parts = outermost(facts, &list.parts);
        if parts.len() < FEWEST_PARTS {
            continue;
        }
        let terms = parts.into_iter().map(Addend::said).collect();
        let subject = facts.label_at(Operand::Said(list.total));
        let words = Bilingual::new(
            format!("正文“{subject}” ≥ 所列各项之和"),
            format!("“{subject}” in the text ≥ the sum of the parts it lists"),
        );
        relations.push(Relation::at_least(
            &RULE,
            Addend::said(list.total),
            terms,
            words,
        ));
    }
}

/// Leaves out the parts of parts: figures that add up to the one before them, as in
/// “vehicles 34.29, of which purchase 0 and running 34.29”.
fn outermost(facts: &Facts<'_>, parts: &[usize]) -> Vec<usize> {
    let figure = |claim: &usize| facts.figure_at(Operand::Said(*claim));
    let mut kept = Vec::new();
    let mut rest = parts;
    while let Some((&part, behind)) = rest.split_first() {
        kept.push(part);
        let own = (1..=behind.len()).find(|&count| {
            let figures = behind.iter().take(count).filter_map(figure);
            figure(&part).is_some_and(|whole| judge::is_sum_of(&whole, figures))
        });
        rest = behind.get(own.unwrap_or(0)..).unwrap_or(&[]);
    }
    kept
}
