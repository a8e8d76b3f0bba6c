//! Rounding residues: at most one note per table, on the largest of them.

use std::collections::BTreeMap;

use super::cause::Cause;
use super::explain;
use super::facts::Facts;
use super::finding::{Finding, Severity};
use super::judge;
use super::relation::Claim;
use super::rules::inside::rounding_residue::RULE;
use super::verdict::Verdict;
use super::work::Worked;

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
    finding.severity = Severity::Info;
    finding.diagnosis = None;
    finding.possible_extraction_fault = false;
    let count = members.len();
    finding.statement.zh.push_str(&format!(
        "本表共有 {count} 处尾差，都在四舍五入可解释的范围内或紧贴其边缘。"
    ));
    finding.statement.en.push_str(&format!(
        " This table has {count} such residue(s), all within or at the very edge of what rounding explains."
    ));
    Some(finding)
}
