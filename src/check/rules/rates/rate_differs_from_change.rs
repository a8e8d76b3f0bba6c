//! A printed rate of change is the change divided by what it started from.

use crate::check::facts::{Facts, Measure};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::check::rules::rates::rate_from_zero;
use crate::model::{Bilingual, Direction};

/// R101: A rate of change is the change divided by the amount before it
pub static RULE: Rule = Rule {
    code: "R101",
    name: "rate-differs-from-change",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "增减百分比与金额不符",
        "Rate of change does not follow from the amounts",
    ),
    summary: Text::new(
        "增减百分比等于增减额除以变动前的数",
        "A rate of change is the change divided by the amount before it",
    ),
    page: Page {
        checks: Text::new(
            "正文写出今年的数和增减额（或上年的数）的，重新计算百分比：增减额 ÷（今年的数 ∓ 增减额）。表中并列上年、本年与增减百分比的各栏同样计算。",
            "Where the text prints this year’s amount and the change, or last year’s amount, the rate is worked out again: change ÷ amount before the change. So it is where a table prints last year, this year and the rate side by side.",
        ),
        matters: Text::new(
            "百分比是读者记住的数；小数点错一位，十倍的变化就看不见了。",
            "Rates are what readers remember; one misplaced decimal point hides a tenfold change.",
        ),
        basis: Text::new(
            "增长率 =（本年数 − 上年数）÷ 上年数 × 100%。",
            "Growth = (this year − last year) ÷ last year × 100%.",
        ),
        silent: Text::new(
            "各数取四舍五入范围内的某个值能得出所印百分比、只差末一位、基数为零、或句中对象不明确时不提示。",
            "Silent when some exact values that print so give the printed rate, when only one last digit differs, or when the words leave open what is compared.",
        ),
        verify: Text::new(
            "用增减额除以变动前的数，与所印百分比比较。",
            "Divide the change by the amount before it and compare with the printed rate.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R101-rate-differs-from-change.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for change in facts.changes() {
        let Some(rate) = change.rate else {
            continue;
        };
        let direction = |claim: usize| facts.claim(claim).map(|claim| claim.direction);
        let way = direction(rate);
        let agreed = change.delta.is_none_or(|delta| direction(delta) == way);
        if !agreed || way == Some(Direction::None) || is_doubtful(facts, &change) {
            continue;
        }
        let down = way == Some(Direction::Down);
        let (part, base) = match (change.delta, change.base) {
            (Some(delta), Some(base)) => (
                vec![Addend::said(delta).negative_if(down)],
                vec![Addend::said(base)],
            ),
            (Some(delta), None) => (
                vec![Addend::said(delta).negative_if(down)],
                vec![
                    Addend::said(change.level),
                    Addend::said(delta).negative_if(!down),
                ],
            ),
            (None, Some(base)) => (
                vec![
                    Addend::said(change.level),
                    Addend::said(base).negative_if(true),
                ],
                vec![Addend::said(base)],
            ),
            (None, None) => continue,
        };
        let subject = facts.label_at(Operand::Said(rate));
        let words = Bilingual::new(
            format!("正文“{subject}”的增减百分比 = 增减额 ÷ 变动前的数"),
            format!("Rate of change of “{subject}” in the text = change ÷ amount before it"),
        );
        let percent = Addend::said(rate).negative_if(down);
        relations.push(
            Relation::ratio(&RULE, percent, part, base, words).without_base(&rate_from_zero::RULE),
        );
    }
    for compared in facts.compared(Measure::Rate) {
        let subject = facts.label(compared.now);
        let words = Bilingual::new(
            format!("“{subject}”的增减百分比 = 两数之差 ÷ 变动前的数"),
            format!("Rate of change of “{subject}” = difference ÷ amount before it"),
        );
        let part = vec![
            compared.now.into(),
            Addend::from(compared.before).negative_if(true),
        ];
        let base = vec![compared.before.into()];
        relations.push(Relation::ratio(
            &RULE,
            compared.difference,
            part,
            base,
            words,
        ));
    }
}

/// A minus sign beside a word for the direction says the same twice or undoes it. And what fell by
/// more than is left is believed only of an amount that a table prints, too: in nested lists such
/// changes often speak of another amount.
fn is_doubtful(facts: &Facts<'_>, change: &crate::check::facts::Change) -> bool {
    let figure = |claim: usize| facts.figure_at(Operand::Said(claim));
    let signed = [change.delta, change.rate]
        .into_iter()
        .flatten()
        .filter_map(figure)
        .any(|figure| judge::is_below_nothing(&figure));
    let steep = change.base.is_none()
        && change
            .delta
            .and_then(figure)
            .zip(figure(change.level))
            .is_some_and(|(delta, level)| judge::exceeds(&delta, &level));
    signed || steep && facts.link(change.level).is_none()
}
