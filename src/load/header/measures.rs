//! 预算数 or 金额 over the columns of one stream: a heading of its own line, no column beside their total.

use crate::load::header::Leaf;
use crate::load::vocabulary::{Family, Vocabulary};
use crate::model::Role;

/// Leaves with a measure put over the total and the funds behind it: `项目 │ 金额 │ 合计 一般公共预算 …`
/// below 支出 has no column of 金额.
#[must_use]
pub(in crate::load) fn settled(leaves: &[Leaf], vocabulary: &Vocabulary) -> Vec<Leaf> {
    let outer = |leaf: &Leaf| leaf.path.split_last().map(|(_, outer)| outer.to_vec());
    let mut settled: Vec<Leaf> = Vec::with_capacity(leaves.len());
    let mut rest = leaves;
    while let Some((leaf, behind)) = rest.split_first() {
        let same = |other: &&Leaf| outer(other) == outer(leaf);
        let below = behind.iter().take_while(same);
        let parts = |other: &&Leaf| other.role == Role::Total || other.family == Some(Family::Fund);
        let below: Vec<&Leaf> = below.take_while(parts).collect();
        let totals = below.iter().filter(|leaf| leaf.role == Role::Total).count();
        let first = below.first().is_some_and(|leaf| leaf.role == Role::Total);
        let heads = leaf.role == Role::Amount && leaf.path.len() > 1;
        rest = behind;
        if !(heads && first && totals == 1 && below.len() > 1) {
            settled.push(leaf.clone());
            continue;
        }
        rest = rest.get(below.len()..).unwrap_or(&[]);
        settled.extend(below.into_iter().filter_map(|below| {
            let last = below.path.last()?;
            let path = leaf.path.iter().chain([last]).cloned().collect();
            Some(Leaf::new(path, vocabulary))
        }));
    }
    settled
}
