//! Notes on last digits: rounding residues, one per table, and percentages off by one, one per whole.

use std::collections::BTreeMap;

use super::answered::Answered;
use super::cause::Cause;
use super::explain;
use super::facts::Facts;
use super::finding::{Finding, Severity};
use super::judge::{self, Weighed};
use super::relation::{Claim, Operand};
use super::rules::inside::rounding_residue::RULE;
use super::surroundings::Surroundings;
use super::verdict::Verdict;
use crate::model::Bilingual;

/// One note for each table whose sums are off by no more than rounding explains.
#[must_use]
pub fn residues(facts: &Facts<'_>, answers: &[Answered]) -> Vec<Finding> {
    let mut tables: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, answer) in answers
        .iter()
        .enumerate()
        .filter(|(_, one)| is_residue(one))
    {
        let relation = answer.relation(facts);
        let Some(Claim::Sum { total, .. }) = relation.as_ref().map(|relation| &relation.claim)
        else {
            continue;
        };
        if let Some(table) = total.at.table() {
            tables.entry(table).or_default().push(index);
        }
    }
    let told: Vec<(Cause, Vec<usize>)> = tables
        .into_values()
        .filter_map(|members| Some((widest(facts, answers, &members)?, members)))
        .collect();
    let around = Surroundings::of(facts, answers, told.iter().map(|(cause, _)| cause));
    told.iter()
        .filter_map(|(cause, members)| note(facts, answers, &around, cause, members))
        .collect()
}

/// One note for each whole whose shares, and each percentage, that miss by one last digit: lists of
/// shares are often made to add up to 100.
#[must_use]
pub fn last_digits(facts: &Facts<'_>, answers: &[Answered]) -> Vec<Finding> {
    let mut wholes: BTreeMap<(&str, Vec<Operand>), Vec<usize>> = BTreeMap::new();
    let last_digit = |answer: &Answered| answer.verdict == Verdict::Borderline;
    for (index, answer) in answers
        .iter()
        .enumerate()
        .filter(|(_, one)| last_digit(one))
    {
        let relation = answer.relation(facts);
        let Some(Claim::Ratio { base, .. }) = relation.as_ref().map(|relation| &relation.claim)
        else {
            continue;
        };
        let base = base.iter().map(|addend| addend.at).collect();
        let key = (answer.stated_by().code, base);
        wholes.entry(key).or_default().push(index);
    }
    let causes = wholes.into_values().map(|members| Cause {
        members,
        culprit: None,
    });
    let causes: Vec<Cause> = causes.collect();
    let around = Surroundings::of(facts, answers, &causes);
    causes
        .iter()
        .filter_map(|cause| {
            let rule = answers.get(*cause.members.first()?)?.stated_by();
            let others = cause.members.len() - 1;
            let mut finding = explain::finding_by(facts, answers, &around, cause, rule)?;
            finding.severity = Severity::Info;
            finding.diagnosis = None;
            append_last_digit(&mut finding.statement, others);
            Some(finding)
        })
        .collect()
}

fn append_last_digit(statement: &mut Bilingual, others: usize) {
    let (zh, en) = (&mut statement.zh, &mut statement.en);
    zh.push_str("只差末一位，常是为凑足 100% 或多次四舍五入所致，不是实质错误。");
    en.push_str(" Only the last digit is off, usually to make a list add up to 100 or by rounding twice; no real error.");
    if others > 0 {
        zh.push_str(&format!("同一整体另有 {others} 处。"));
        en.push_str(&format!(" Further ones of the same whole: {others}."));
    }
}

fn is_residue(answer: &Answered) -> bool {
    matches!(
        answer.verdict,
        Verdict::RoundingConsistent | Verdict::ConsistentButUnlikely | Verdict::Borderline
    )
}

/// The widest of some residues, as what the note of their table shows.
fn widest(facts: &Facts<'_>, answers: &[Answered], members: &[usize]) -> Option<Cause> {
    let weighed = |index: usize| Some((index, answers.get(index)?.weighed(facts)?));
    let larger = |best: (usize, Weighed), other: (usize, Weighed)| {
        if judge::larger_gap(&other.1, &best.1).is_gt() {
            other
        } else {
            best
        }
    };
    let (main, _) = members.iter().copied().filter_map(weighed).reduce(larger)?;
    Some(Cause {
        members: vec![main],
        culprit: None,
    })
}

fn note(
    facts: &Facts<'_>,
    answers: &[Answered],
    around: &Surroundings,
    cause: &Cause,
    members: &[usize],
) -> Option<Finding> {
    let mut finding = explain::finding_by(facts, answers, around, cause, &RULE)?;
    finding.diagnosis = None;
    finding.possible_extraction_fault = false;
    let rare = members
        .iter()
        .filter_map(|&index| answers.get(index))
        .filter(|answer| answer.verdict == Verdict::ConsistentButUnlikely)
        .count();
    append_counts(&mut finding.statement, members.len(), rare);
    Some(finding)
}

/// How many residues the table has, and how many of them are rare.
fn append_counts(statement: &mut Bilingual, count: usize, rare: usize) {
    let (zh, en) = (&mut statement.zh, &mut statement.en);
    zh.push_str(&format!("这是尾差，不是错误；本表共有 {count} 处。"));
    en.push_str(&format!(
        " This is rounding, no error; residues in this table: {count}."
    ));
    if rare > 0 {
        zh.push_str(&format!(
            "其中 {rare} 处尾差大得少见（不到千分之一），值得对照原件。"
        ));
        en.push_str(&format!(
            " Of these, {rare} would be rarer than one in a thousand: worth a look at the original."
        ));
    }
}
