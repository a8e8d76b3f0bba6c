//! A change against last year comes with a reason.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Claim, ClaimKind, Sentence};
use std::collections::BTreeMap;

/// N109: A change against last year comes with a reason
pub static RULE: Rule = Rule {
    code: "N109",
    name: "change-without-reason",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("增减没有说明原因", "A change without a reason"),
    summary: Text::new(
        "与上年相比的增减说明了原因",
        "A change against last year comes with a reason",
    ),
    page: Page {
        checks: Text::new(
            "写明增加或减少多少万元，而上一句、本句到本节末以及写同一增减的别处都没有“原因”“由于”“主要是”“因”“厉行节约”等字样。",
            "A change in money without 原因, 由于, 主要是, 因 or 厉行节约 in the sentence before, from there to the end of its section, or where the same change is told elsewhere.",
        ),
        matters: Text::new(
            "没有原因的增减，公众无从评价。",
            "Without a reason nobody can judge the change.",
        ),
        basis: Text::new(
            "财预〔2016〕143号规定的公开内容和表样。",
            "The contents and forms required by 财预〔2016〕143号.",
        ),
        silent: Text::new(
            "持平或变化为零、全文从不说明原因时不提示；每份文件一条，只作信息。",
            "Silent on no change, and where the disclosure gives no reasons at all; one note per disclosure, information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/N109-change-without-reason.md"),
    states: States::Remarks(remarks),
};

/// Words that lead to a reason.
const REASONS: [&str; 14] = [
    "原因",
    "由于",
    "主要是",
    "主要为",
    "主要系",
    "因",
    "系",
    "影响",
    "结转",
    // 按照八项规定及厉行节约的要求: a reason that names none.
    "八项规定",
    "厉行节约",
    "过紧日子",
    "压减",
    // 具体变动情况如下: the reasons stand under headings of their own.
    "如下",
];

/// Words that begin what follows from a reason.
const FOLLOWS: [&str; 4] = ["故", "因此", "所以", "为此"];

/// A sentence that is the reason of what was told before it says so among its first characters.
const OPENING: usize = 12;

/// A change is told in no more places.
const MOST: usize = 8;

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let prose = &facts.disclosure.prose;
    let gives = |found: &Sentence| REASONS.iter().any(|word| found.text.contains(word));
    let near = |sentence: usize| {
        let own = prose.get(sentence);
        let below = prose.get(sentence..).unwrap_or(&[]).iter();
        let below = below.take_while(|found| {
            own.is_some_and(|own| (&own.section, &own.outer) == (&found.section, &found.outer))
        });
        // 减少的主要原因是…。即年初预算经费…，同比减少…: told again behind its reason.
        let before = sentence.checked_sub(1).and_then(|before| prose.get(before));
        let before = before.filter(|found| {
            let opening: String = found.text.chars().take(OPENING).collect();
            own.is_some_and(|own| own.section == found.section) && opening.contains("原因")
        });
        // 主要原因是…。故公务接待费比上年减少…: what follows from it.
        let follows = own.is_some_and(|own| {
            let text = own.text.trim_start();
            FOLLOWS.iter().any(|word| text.starts_with(word))
        });
        before.is_some() || follows || below.into_iter().any(gives)
    };
    let changes: Vec<usize> = facts
        .changes()
        .into_iter()
        .filter_map(|change| change.delta)
        .collect();
    // The same change may be told with its reason above, in the words on the whole.
    let same = |one: &Claim, other: &Claim| {
        one.direction == other.direction
            && one.figure.raw() == other.figure.raw()
            && one.figure.unit() == other.figure.unit()
    };
    let mut told: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    let claims = facts.disclosure.claims.iter();
    for claim in claims.filter(|claim| claim.kind == ClaimKind::DeltaAmount) {
        let raw = claim.figure.raw().to_string();
        told.entry(raw).or_default().push(claim);
    }
    let reasoned = |claim: &Claim| {
        let others = told.get(&*claim.figure.raw()).into_iter().flatten();
        near(claim.sentence)
            || others
                .take(MOST)
                .any(|other| same(claim, other) && near(other.sentence))
    };
    let silent: Vec<usize> = changes
        .into_iter()
        .filter(|&delta| {
            facts
                .claim(delta)
                .is_some_and(|claim| judge::is_something(&claim.figure) && !reasoned(claim))
        })
        .collect();
    // A disclosure that gives reasons leaves these out; one that gives none is a list of figures.
    let explains = facts.says(&["原因"]);
    let Some(first) = silent
        .first()
        .and_then(|&delta| facts.claim(delta))
        .filter(|_| explains)
    else {
        return;
    };
    let (subject, printed, count) = (&first.subject, &first.figure.raw(), silent.len());
    let statement = Bilingual::new(
        format!("“{subject}”的增减 {printed} 没有说明原因；此类共 {count} 处。"),
        format!(
            "The change of “{subject}” by {printed} comes without a reason; places of this kind: {count}."
        ),
    );
    let marks = silent.iter().take(20).map(|&delta| Mark::Said(delta));
    remarks.push(
        Remark::new(&RULE, statement, marks.collect())
            .if_text_survived()
            .for_information(),
    );
}
