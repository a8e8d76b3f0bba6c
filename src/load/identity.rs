//! The sums a header states: 合计 = its parts, wherever the words are known to be parts of one sum.

use super::layout::Layout;
use super::vocabulary::Family;
use crate::model::{ColumnIdentity, Role, ValueKind};

/// All `total = Σ parts` relations of the header, outermost first.
///
/// A relation is stated only when every column beside the total is known to the vocabulary as a
/// part of the same kind of sum: 合计 beside 上年预算数 and 增减 is no sum.
#[must_use]
pub(super) fn identities(layout: &Layout) -> Vec<ColumnIdentity> {
    let mut found = Vec::new();
    for lane in 0..layout.lanes.len() {
        let columns: Vec<usize> = (0..layout.columns.len())
            .filter(|&index| {
                layout
                    .columns
                    .get(index)
                    .is_some_and(|column| column.lane == lane && column.kind == ValueKind::Amount)
            })
            .collect();
        group(layout, &columns, 0, &mut found);
    }
    found
}

/// Columns of one group at `depth`; returns what the group as a whole is counted by.
fn group(
    layout: &Layout,
    columns: &[usize],
    depth: usize,
    found: &mut Vec<ColumnIdentity>,
) -> Option<Vec<usize>> {
    let mut total = None;
    let mut parts: Vec<usize> = Vec::new();
    let mut families: Vec<Option<Family>> = Vec::new();
    let mut clean = true;
    let mut rest = columns;
    let insert_at = found.len();
    while let Some(&first) = rest.first() {
        let column = layout.columns.get(first)?;
        let leaf = column.path.len() <= depth + 1;
        let word = column.path.get(depth);
        let size = rest
            .iter()
            .take_while(|&&other| {
                !leaf
                    && layout.columns.get(other).is_some_and(|other| {
                        other.path.len() > depth + 1 && other.path.get(depth) == word
                    })
            })
            .count()
            .max(1);
        let (members, others) = rest.split_at(size);
        rest = others;
        if !leaf {
            let family = word.and_then(|word| family_of(word));
            match group(layout, members, depth + 1, found) {
                Some(counted) => parts.extend(counted),
                None => clean = false,
            }
            families.push(family);
        } else if column.role == Role::Total {
            clean &= total.is_none();
            total = Some(first);
        } else if column.role != Role::OfWhich {
            families.push(layout.families.get(first).copied().flatten());
            parts.push(first);
        }
    }
    let one_family = one_family(&families);
    match total {
        Some(total) => {
            if clean && one_family && !parts.is_empty() {
                found.insert(insert_at, ColumnIdentity { total, parts });
            }
            Some(vec![total])
        }
        None => (clean && one_family).then_some(parts),
    }
}

/// The sum a group word is a part of.
fn family_of(word: &str) -> Option<Family> {
    super::vocabulary::Vocabulary::embedded()
        .column(word)
        .and_then(|entry| entry.family)
}

fn one_family(families: &[Option<Family>]) -> bool {
    let mut iter = families.iter();
    match iter.next() {
        None => false,
        Some(None) => false,
        Some(first) => iter.all(|other| other == first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::Leaf;
    use crate::load::vocabulary::Vocabulary;

    fn stated(paths: &[&str]) -> Vec<(usize, Vec<usize>)> {
        let leaves: Vec<Leaf> = paths
            .iter()
            .map(|path| {
                let path = path.split('/').map(str::to_owned).collect();
                Leaf::new(path, Vocabulary::embedded())
            })
            .collect();
        identities(&Layout::new(&leaves))
            .into_iter()
            .map(|identity| (identity.total, identity.parts))
            .collect()
    }

    #[test]
    fn nested_groups_count_by_their_total() {
        let found = stated(&[
            "合计",
            "基本支出/小计",
            "基本支出/人员经费/工资福利支出",
            "基本支出/人员经费/对个人和家庭的补助",
            "基本支出/公用经费/商品和服务支出",
            "基本支出/公用经费/资本性支出",
            "项目支出/小计",
            "项目支出/其他运转类",
            "项目支出/特定目标类",
        ]);
        assert_eq!(
            found,
            [(0, vec![1, 6]), (1, vec![2, 3, 4, 5]), (6, vec![7, 8])]
        );
    }

    #[test]
    fn parts_named_of_which_are_left_out() {
        let found = stated(&[
            "总计",
            "一般公共预算/小计",
            "一般公共预算/其中：财政拨款",
            "政府性基金",
            "上年结转结余",
        ]);
        assert_eq!(found, [(0, vec![1, 3, 4])]);
    }

    #[test]
    fn columns_that_are_no_parts_state_nothing() {
        assert_eq!(stated(&["合计", "上年预算数", "增减"]), []);
        assert_eq!(stated(&["合计", "基本支出", "人员经费"]), []);
    }
}
