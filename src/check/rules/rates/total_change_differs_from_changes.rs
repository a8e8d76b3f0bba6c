//! A change and the changes of its parts in one sentence must add up.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Operand, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, ClaimKind, Direction};

/// R112: A change equals the sum of the changes listed under it
pub static RULE: Rule = Rule {
    code: "R112",
    name: "total-change-differs-from-changes",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "增减总额与各项增减之和不符",
        "A change differs from the changes of its parts",
    ),
    summary: Text::new(
        "总的增减额等于所列各项增减额之和",
        "A change equals the sum of the changes listed under it",
    ),
    page: Page {
        checks: Text::new(
            "句中先说总额增加或减少多少，再用“其中”列出各项的增减，增加为正、减少为负相加，与总的增减额核对。",
            "A sentence that tells a change and, after 其中, the changes of its parts: with their signs they are added up and held against the change.",
        ),
        matters: Text::new(
            "各项变动说明不了总的变动。",
            "The parts do not explain the whole.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "清单没有写全（等、主要、包括）、所列不是整体的全部组成（如只列个别项目）、中间另有金额、或清单之后句子还有别的增减时不提示。",
            "Silent where the list is partial, where its parts are not all that the whole divides into (single projects), where other amounts stand in between, and where further changes follow the list.",
        ),
        verify: Text::new(
            "把“其中”之后的各增减额按方向相加，与前面的增减额比较。",
            "Add up the changes after 其中 with their signs and compare with the change before it.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/R112-total-change-differs-from-changes.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let claims = &facts.disclosure.claims;
    for (total, claim) in claims.iter().enumerate() {
        if claim.direction == Direction::None || !is_change(facts, total) {
            continue;
        }
        let Some(parts) = parts_of(facts, total) else {
            continue;
        };
        let terms = parts.iter().map(|&part| {
            let other = facts
                .claim(part)
                .is_some_and(|part| part.direction != claim.direction);
            Addend::said(part).negative_if(other)
        });
        let subject = facts.label_at(Operand::Said(total));
        let words = Bilingual::new(
            format!("正文“{subject}”的增减额 = 其中各项增减额之和"),
            format!("Change of “{subject}” in the text = the sum of the changes of its parts"),
        );
        let terms = terms.collect();
        let relation = Relation::equal(&RULE, Addend::said(total), terms, words);
        relations.push(relation.only_vouches_if(!cover_whole(facts, total, &parts)));
    }
}

/// The changes listed behind 其中 to the end of the sentence or of the brackets it stands in, all with
/// a direction; `None` where the list may not be complete or holds anything else in money.
fn parts_of(facts: &Facts<'_>, total: usize) -> Option<Vec<usize>> {
    let about = facts.claim(total)?.about;
    let mut parts: Vec<usize> = Vec::new();
    let (mut opened, mut bracketed) = (false, false);
    let mut last = total;
    for next in total + 1.. {
        let Some(words) = facts.between(last, next) else {
            break;
        };
        if bracketed && words.contains('）') {
            return (parts.len() > 1).then_some(parts);
        }
        let claim = facts.claim(next)?;
        match (opened, words.find("其中")) {
            (false, Some(at)) => {
                opened = true;
                bracketed = words.get(..at)?.contains('（');
            }
            _ if words.contains(['（', '）']) => return None,
            _ => {}
        }
        if opened && PARTIAL.iter().any(|word| words.contains(word)) {
            return None;
        }
        let directed = claim.direction != Direction::None && claim.about == about;
        match (is_change(facts, next), opened) {
            (true, true) if directed => parts.push(next),
            _ if claim.kind == ClaimKind::DeltaPercent => {}
            _ => return None,
        }
        last = next;
    }
    let rest = facts.behind(last)?;
    let rest = rest
        .split('）')
        .next()
        .filter(|_| bracketed)
        .unwrap_or(rest);
    let whole = parts.len() > 1 && !PARTIAL.iter().any(|word| rest.contains(word));
    whole.then_some(parts)
}

/// A word of the name of a whole, and what it divides into without remainder. 其中 alone says only that
/// the parts are among it: 减少9万元，其中甲项目减少7万元、乙项目减少1万元 leaves room for other projects.
const DIVISIONS: &[(&str, &[&str])] = &[
    ("支", &["基本支出", "项目支出"]),
    ("基本支出", &["人员", "公用"]),
    ("三公", &["出国", "车", "接待"]),
    ("车", &["购置", "运行"]),
];

/// Whether the parts are all into which the whole divides.
fn cover_whole(facts: &Facts<'_>, total: usize, parts: &[usize]) -> bool {
    let subject = |claim: usize| facts.claim(claim).map_or("", |claim| &claim.subject);
    DIVISIONS.iter().any(|(whole, division)| {
        let covers = |word: &&str| parts.iter().any(|&part| subject(part).contains(word));
        subject(total).contains(whole) && division.iter().all(covers)
    })
}

/// Words by which a list says that it is not complete.
const PARTIAL: &[&str] = &["等", "主要", "包括", "用于"];

fn is_change(facts: &Facts<'_>, claim: usize) -> bool {
    let kind = facts.claim(claim).map(|claim| claim.kind);
    kind == Some(ClaimKind::DeltaAmount) && facts.is_money(claim)
}
