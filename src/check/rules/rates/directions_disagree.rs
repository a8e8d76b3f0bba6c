//! Amount and percentage of one change go the same way.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Direction};

/// R103: Amount and percentage of one change go the same way
pub static RULE: Rule = Rule {
    code: "R103",
    name: "directions-disagree",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "增减额与百分比方向相反",
        "Amount and rate of a change go opposite ways",
    ),
    summary: Text::new(
        "同一变动的金额和百分比，同增同减",
        "Amount and percentage of one change go the same way",
    ),
    page: Page {
        checks: Text::new(
            "“减少5万元，增长3%”这样的句子：方向词必须一致。",
            "In sentences such as “down 5, up 3%” the words for the direction must agree.",
        ),
        matters: Text::new(
            "读者无法知道是增是减。",
            "Readers cannot tell whether it rose or fell.",
        ),
        basis: Text::new("同一变动只有一个方向。", "A change has one direction."),
        silent: Text::new(
            "金额或百分比为零，或两者说的不是同一变动时不提示。",
            "Silent when one of them is zero, or when they do not speak of the same change.",
        ),
        verify: Text::new(
            "与上年的数比较，看究竟是增是减。",
            "Compare with last year’s figure to see which way it went.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R103-directions-disagree.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for change in facts.changes() {
        let (Some(delta), Some(rate)) = (change.delta, change.rate) else {
            continue;
        };
        let direction = |claim: usize| facts.claim(claim).map(|claim| claim.direction);
        let ways = [direction(delta), direction(rate)];
        if ways[0] == ways[1] || ways.contains(&Some(Direction::None)) {
            continue;
        }
        let subject = facts.label_at(Operand::Said(delta));
        let words = Bilingual::new(
            format!("正文“{subject}”的增减额与百分比方向一致"),
            format!("Amount and rate of the change of “{subject}” go the same way"),
        );
        let figures = [Operand::Said(delta), Operand::Said(rate)];
        relations.push(Relation::opposed(&RULE, figures, words));
    }
}
