//! A printed change is the difference of the two printed amounts.

use crate::check::facts::{Facts, Measure};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Direction};

/// R102: A change is the difference of the two amounts printed with it
pub static RULE: Rule = Rule {
    code: "R102",
    name: "change-differs-from-amounts",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "增减额与两年的数不符",
        "Change is not the difference of the amounts",
    ),
    summary: Text::new(
        "增减额等于所写两个数之差",
        "A change is the difference of the two amounts printed with it",
    ),
    page: Page {
        checks: Text::new(
            "“今年甲，比上年乙增加丙”“预算乙，决算甲，比预算增加丙”这样的句子：甲 = 乙 ± 丙。表中并列上年、本年与增减额的各栏同样计算。",
            "In sentences such as “A this year, up C from B last year” or “planned B, spent A, C more than planned”: A = B ± C. So are the columns of tables that print last year, this year and the change side by side.",
        ),
        matters: Text::new(
            "三个数中至少一个写错。",
            "At least one of the three is wrong.",
        ),
        basis: Text::new(
            "本年数 = 上年数 + 增加额（或 − 减少额）。",
            "This year = last year + increase (or − decrease).",
        ),
        silent: Text::new(
            "三个数没有写在一起、栏目没有写明与哪一数比较、或差额在四舍五入范围内时不提示。",
            "Silent when the three are not printed together, when a header does not say what it compares with, or when rounding explains the gap.",
        ),
        verify: Text::new(
            "用今年的数减去比较的数，与增减额比较。",
            "Subtract the amount compared with and compare with the printed change.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R102-change-differs-from-amounts.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for change in facts.changes() {
        let (Some(base), Some(delta)) = (change.base, change.delta) else {
            continue;
        };
        let direction = facts
            .claim(delta)
            .map_or(Direction::None, |claim| claim.direction);
        if direction == Direction::None {
            continue;
        }
        let down = direction == Direction::Down;
        let terms = vec![Addend::said(base), Addend::said(delta).negative_if(down)];
        let subject = facts.label_at(Operand::Said(change.level));
        let words = Bilingual::new(
            format!(
                "正文“{subject}” = 所比较的数 {} 增减额",
                if down { "−" } else { "+" }
            ),
            format!(
                "“{subject}” in the text = amount compared with {} change",
                if down { "−" } else { "+" }
            ),
        );
        relations.push(Relation::equal(
            &RULE,
            Addend::said(change.level),
            terms,
            words,
        ));
    }
    for compared in facts.compared(Measure::Amount) {
        let subject = facts.label(compared.now);
        let words = Bilingual::new(
            format!("“{subject}”的增减额 = 两数之差"),
            format!("The change of “{subject}” = the difference of the two amounts"),
        );
        let size = compared.difference.negative;
        let terms = vec![
            Addend::from(compared.now).negative_if(size),
            Addend::from(compared.before).negative_if(!size),
        ];
        relations.push(Relation::equal(&RULE, compared.difference.at, terms, words));
    }
}
