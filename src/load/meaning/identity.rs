//! The sums a header states: 合计 = its parts, wherever the words are known to be parts of one sum.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::header::Leaf;
use crate::load::header::account_words;
use crate::load::layout::Layout;
use crate::load::vocabulary::{Family, Vocabulary};
use crate::model::{ColumnIdentity, Role, ValueKind, year_in};

/// All `total = Σ parts` relations of the header, outermost first.
///
/// A relation is stated only when every column beside the total is known to the vocabulary as a
/// part of the same kind of sum: 合计 beside 上年预算数 and 增减 is no sum.
#[must_use]
pub(in crate::load) fn identities(layout: &Layout) -> Vec<ColumnIdentity> {
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
        found.extend(by_leaf(layout, &columns));
    }
    found
}

/// Where every group prints the same leaves (总计 / 一般公共预算, 公务接待费 / 一般公共预算), the
/// groups are the parts of a sum once for every leaf.
fn by_leaf(layout: &Layout, columns: &[usize]) -> Vec<ColumnIdentity> {
    let mut leaves: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut groups: BTreeMap<&str, BTreeSet<&[String]>> = BTreeMap::new();
    for &index in columns {
        let Some((leaf, outer)) = layout
            .columns
            .get(index)
            .and_then(|column| column.path.split_last())
            .filter(|(_, outer)| !outer.is_empty())
        else {
            return Vec::new();
        };
        leaves.entry(leaf).or_default().push(index);
        groups.entry(leaf).or_default().insert(outer);
    }
    let alike = groups.values().collect::<BTreeSet<_>>().len() == 1;
    if leaves.len() < 2 || !alike {
        return Vec::new();
    }
    let mut found = Vec::new();
    for members in leaves.values() {
        let outer = members.iter().filter_map(|&index| {
            let (_, outer) = layout.columns.get(index)?.path.split_last()?;
            Some(Leaf::new(outer.to_vec(), Vocabulary::embedded()))
        });
        let outer = Layout::new(&outer.collect::<Vec<_>>());
        let all: Vec<usize> = (0..outer.columns.len()).collect();
        if all.len() != members.len() || outer.lanes.len() != 1 {
            return Vec::new();
        }
        let mut sums = Vec::new();
        group(&outer, &all, 0, &mut sums);
        let member = |index: usize| members.get(index).copied();
        found.extend(sums.into_iter().filter_map(|sum| {
            let parts: Option<Vec<usize>> = sum.parts.into_iter().map(member).collect();
            Some(ColumnIdentity {
                total: member(sum.total)?,
                parts: parts?,
            })
        }));
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
    let mut of_which = false;
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
            let inner = || {
                word.filter(|word| is_year_budget(word))
                    .and(inner_family(layout, members))
            };
            let family = family.or_else(inner);
            match group(layout, members, depth + 1, found) {
                Some(counted) => parts.extend(counted),
                None => clean = false,
            }
            families.push(family);
        } else if column.role == Role::Total {
            clean &= total.is_none();
            total = Some(first);
        } else if column.role == Role::OfWhich {
            of_which = true;
        } else {
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
        // 事业收入 over 金额 and 其中：教育收费 counts by its one column.
        None => (clean && (one_family || of_which && parts.len() == 1)).then_some(parts),
    }
}

/// The sum a group word is a part of.
fn family_of(word: &str) -> Option<Family> {
    let family = |known: &Vocabulary| known.column(word).and_then(|entry| entry.family);
    // A government account over department accounts is part of the sum they are parts of.
    family(Vocabulary::embedded()).or_else(|| family(account_words::vocabulary()))
}

/// 2026年预算: the money of one year, whatever it is divided by.
fn is_year_budget(word: &str) -> bool {
    let year = word.get(..4).and_then(year_in);
    let rest = word.get(4..).unwrap_or("");
    year.is_some() && matches!(rest, "年预算" | "年预算数" | "年度预算" | "年度预算数")
}

/// The sum all columns of a group are parts of, its own total left aside.
fn inner_family(layout: &Layout, members: &[usize]) -> Option<Family> {
    let is_part = |index: &&usize| {
        let column = layout.columns.get(**index);
        column.is_some_and(|column| !matches!(column.role, Role::Total | Role::OfWhich))
    };
    let families = members.iter().filter(is_part);
    let families: Vec<Option<Family>> = families
        .map(|&index| layout.families.get(index).copied().flatten())
        .collect();
    one_family(&families)
        .then(|| families.first().copied().flatten())
        .flatten()
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
    fn a_column_and_what_it_contains_count_once() {
        let found = stated(&[
            "合计",
            "上年结转",
            "一般公共预算拨款收入",
            "事业收入/金额",
            "事业收入/其中：教育收费",
            "其他收入",
        ]);
        assert_eq!(found, [(0, vec![1, 2, 3, 5])]);
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
    fn the_total_beside_the_money_of_one_year_is_its_sum() {
        let year = |word: &str| {
            [
                "总计".to_owned(),
                format!("{word}/财政拨款/一般公共预算拨款"),
                format!("{word}/财政拨款/政府性基金预算拨款"),
                format!("{word}/财政专户管理资金"),
                format!("{word}/单位资金/事业收入"),
            ]
        };
        let paths = year("2026年预算");
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(stated(&paths), [(0, vec![1, 2, 3, 4])]);
        let paths = year("增减情况");
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(stated(&paths), []);
    }

    #[test]
    fn columns_after_of_which_are_no_parts_in_any_wording() {
        let found = stated(&[
            "合计",
            "一般公共预算拨款/小计",
            "一般公共预算拨款/其中：某某专项资金",
            "政府性基金拨款",
        ]);
        assert_eq!(found, [(0, vec![1, 3])]);
    }

    #[test]
    fn groups_that_print_the_same_leaves_are_summed_leaf_by_leaf() {
        let groups = [
            "总计",
            "因公出国（境）费",
            "公务接待费",
            "公务用车购置及运行维护费/小计",
            "公务用车购置及运行维护费/公务用车购置费",
            "公务用车购置及运行维护费/公务用车运行维护费",
        ];
        let paths: Vec<String> = groups
            .iter()
            .flat_map(|group| {
                ["一般公共预算", "政府性基金预算"].map(|leaf| format!("{group}/{leaf}"))
            })
            .collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let found = stated(&paths);
        for sum in [
            (0, vec![2, 4, 6]),
            (6, vec![8, 10]),
            (1, vec![3, 5, 7]),
            (7, vec![9, 11]),
        ] {
            assert!(found.contains(&sum), "{found:?}");
        }
        assert!(!stated(&paths[..11]).contains(&(0, vec![2, 4, 6])));
    }

    #[test]
    fn columns_that_are_no_parts_state_nothing() {
        assert_eq!(stated(&["合计", "上年预算数", "增减"]), []);
        assert_eq!(stated(&["合计", "基本支出", "人员经费"]), []);
    }
}
