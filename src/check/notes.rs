//! Rounding residues: at most one note per table, on the largest of them.

use std::collections::BTreeMap;

use super::cause::Cause;
use super::explain;
use super::facts::Facts;
use super::finding::Finding;
use super::judge;
use super::relation::Claim;
use super::rules::inside::rounding_residue::RULE;
use super::verdict::Verdict;
use super::work::Worked;
use crate::model::Bilingual;

/// One note for each table whose sums are off by no more than rounding explains.
#[must_use]
pub fn residues(facts: &Facts<'_>, worked: &[Worked]) -> Vec<Finding> {
    let mut tables: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, worked) in worked.iter().enumerate() {
        if let (Claim::Sum { total, .. }, true) = (&worked.relation.claim, is_residue(worked)) {
            tables.entry(total.spot.table).or_default().push(index);
        }
    }
    tables
        .into_values()
        .filter_map(|members| note(facts, worked, &members))
        .collect()
}

fn is_residue(worked: &Worked) -> bool {
    matches!(
        worked.verdict,
        Verdict::RoundingConsistent | Verdict::ConsistentButUnlikely | Verdict::Borderline
    )
}

fn note(facts: &Facts<'_>, worked: &[Worked], members: &[usize]) -> Option<Finding> {
    let weighed = |index: &usize| {
        worked
            .get(*index)
            .and_then(|worked| worked.weighed.as_ref())
    };
    let main =
        members
            .iter()
            .copied()
            .reduce(|best, index| match (weighed(&best), weighed(&index)) {
                (Some(known), Some(new)) if judge::larger_gap(new, known).is_gt() => index,
                _ => best,
            })?;
    let cause = Cause {
        members: vec![main],
        culprit: None,
    };
    let mut finding = explain::finding_by(facts, worked, &cause, &RULE)?;
    finding.diagnosis = None;
    finding.possible_extraction_fault = false;
    let rare = members
        .iter()
        .filter_map(|&index| worked.get(index))
        .filter(|worked| worked.verdict == Verdict::ConsistentButUnlikely)
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
