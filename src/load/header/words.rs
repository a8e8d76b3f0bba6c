//! The header of a table from its words alone, when their positions are lost or contradict the body.
//!
//! Text extraction chops header cells into lines of a few characters and prints them level by
//! level. The characters are joined again, cut into the words of the vocabulary, and put into a
//! tree by what each group word may hold. A word that finds no place makes the header doubtful.

use crate::load::header::Leaf;
use crate::load::meaning::fund_sums;
use crate::load::vocabulary::{Family, Stub, Vocabulary};
use crate::model::{Role, ValueKind};

/// The total of a group.
const SUBTOTAL: &str = "小计";

/// A header put together from words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct WordHeader {
    /// Leaves in column order.
    pub(in crate::load) leaves: Vec<Leaf>,
    /// Whether some words were not understood or found no place.
    pub(in crate::load) doubtful: bool,
}

/// One node of the tree under construction; node 0 is the table itself.
struct Node {
    word: String,
    parent: usize,
    children: Vec<usize>,
    has_total: bool,
}

/// Puts words in reading order into a tree.
///
/// Levels are printed one after the other, so a word belongs to the first group, counted from the
/// one that took the last word, that may hold it and does not yet.
#[must_use]
pub(in crate::load) fn assemble(words: &[String], vocabulary: &Vocabulary) -> WordHeader {
    let mut tree = Tree {
        nodes: vec![Node {
            word: String::new(),
            parent: 0,
            children: Vec::new(),
            has_total: false,
        }],
        groups: vec![0],
        current: 0,
        vocabulary,
    };
    let mut doubtful = false;
    for (index, word) in words.iter().enumerate() {
        let later = words.get(index + 1..).unwrap_or(&[]);
        if !tree.place(word, later) {
            doubtful = true;
        }
    }
    let leaves = tree.leaves();
    let hollow = tree.groups.iter().skip(1).any(|&group| {
        tree.nodes.get(group).is_some_and(|node| {
            node.children.is_empty()
                && vocabulary
                    .group(&node.word)
                    .is_some_and(|group| group.always)
        })
    });
    WordHeader {
        leaves,
        doubtful: doubtful || hollow || tree.goes_back() || tree.prefers_a_year(),
    }
}

struct Tree<'a> {
    nodes: Vec<Node>,
    /// Group nodes in the order they were opened: breadth first.
    groups: Vec<usize>,
    /// Index into `groups` of the group that took the last word.
    current: usize,
    vocabulary: &'a Vocabulary,
}

impl Tree<'_> {
    fn place(&mut self, word: &str, later: &[String]) -> bool {
        let is_total = self.vocabulary.is_total(word);
        let found = if is_total {
            self.for_total(word, later)
        } else {
            self.for_part(word)
        };
        let Some(at) = found else {
            return false;
        };
        self.current = self.current.max(at);
        let parent = self.groups.get(at).copied().unwrap_or(0);
        let id = self.nodes.len();
        self.nodes.push(Node {
            word: word.to_owned(),
            parent,
            children: Vec::new(),
            has_total: false,
        });
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.push(id);
            node.has_total |= is_total;
        }
        // 总计 over 合计, 一般公共预算 … sums up the groups behind it; its members have no parts.
        let summary = self
            .nodes
            .get(parent)
            .and_then(|node| self.vocabulary.column(&node.word))
            .is_some_and(|entry| entry.role == Role::Total);
        if !is_total && !summary && self.opens_group(word, later) {
            self.groups.push(id);
        }
        true
    }

    /// Whether the word holds words that are still to come.
    fn opens_group(&self, word: &str, later: &[String]) -> bool {
        // 本年收入 with none of its sources behind it is a column of its own.
        let alone = self
            .vocabulary
            .column(word)
            .is_some_and(|entry| entry.kind.is_some());
        self.vocabulary.group(word).is_some_and(|group| {
            group.always && !alone || later.iter().any(|next| group.holds(next))
        })
    }

    /// A total goes to the first group without one. Where all have one, a total of the outermost
    /// level becomes a group itself (总计 over 合计, 一般公共预算 …) if its members follow.
    fn for_total(&mut self, word: &str, later: &[String]) -> Option<usize> {
        let without = |&at: &usize| {
            self.groups
                .get(at)
                .and_then(|&group| self.nodes.get(group))
                .is_some_and(|node| !node.has_total && self.may_hold(node, word))
        };
        // 收入总计 is the total of the table, whatever group was opened before it.
        let grand = word.ends_with("总计") && without(&0);
        if grand {
            return Some(self.waiting_for(word).unwrap_or(0));
        }
        let inner = self.inner_group(word).filter(without);
        if let Some(at) = inner.map(|at| self.innermost(at, word)) {
            return Some(at);
        }
        // 小计 is never the total of the table.
        let first = self.current.max(usize::from(word == SUBTOTAL));
        let mut open = (first..self.groups.len()).chain(self.current..self.groups.len());
        if let Some(at) = open.find(without) {
            return Some(at);
        }
        // Names and codes under one word hold no total; the table goes on behind them.
        let mut groups = self.groups.iter().skip(1);
        let holds = |group: &usize| {
            let node = self.nodes.get(*group);
            node.is_some_and(|node| self.may_hold(node, word))
        };
        if groups.any(holds) {
            return None;
        }
        if self.nodes.first().is_some_and(|table| !table.has_total) {
            return Some(0);
        }
        if self.groups.len() > 1 {
            return None;
        }
        let outer = self.nodes.iter().position(|node| {
            let total = self
                .vocabulary
                .column(&node.word)
                .is_some_and(|entry| entry.role == Role::Total);
            node.parent == 0 && total && self.opens_group(&node.word, later)
        })?;
        self.groups.push(outer);
        Some(self.groups.len() - 1)
    }

    /// Whether words went to one of two years that both could hold them, and the other holds none.
    fn prefers_a_year(&self) -> bool {
        let core = |node: &Node| {
            let core = node.word.trim_start_matches(|c: char| c.is_ascii_digit());
            (core.len() < node.word.len() && !core.contains(['比', '较'])).then(|| core.to_owned())
        };
        let mut filled = self.nodes.iter().filter(|node| !node.children.is_empty());
        filled.any(|one| {
            let mut beside = self.nodes.iter().filter(|node| node.parent == one.parent);
            let year = core(one);
            year.is_some() && beside.any(|node| node.children.is_empty() && core(node) == year)
        })
    }

    /// The group that is no column of its own, holds nothing yet and names this total: 资金来源 over 总计.
    fn waiting_for(&self, word: &str) -> Option<usize> {
        let waits = |&group: &usize| {
            let node = self
                .nodes
                .get(group)
                .filter(|node| node.children.is_empty());
            let own = |node: &Node| {
                let entry = self.vocabulary.column(&node.word);
                entry.is_some_and(|entry| entry.kind.is_some() || entry.stub.is_some())
            };
            node.is_some_and(|node| {
                let group = self.vocabulary.group(&node.word);
                !own(node) && group.is_some_and(|group| group.holds(word))
            })
        };
        let at = self.groups.iter().skip(1).position(waits)?;
        Some(at + 1)
    }

    /// 收入 and 支出 as lanes hold totals; stub groups do not.
    fn may_hold(&self, node: &Node, word: &str) -> bool {
        let Some(group) = self.vocabulary.group(&node.word) else {
            return true;
        };
        let only_stubs = group.contains.iter().all(|member| {
            self.vocabulary
                .column(member)
                .is_some_and(|entry| entry.stub.is_some() || entry.kind == Some(ValueKind::Text))
        });
        group.holds(word) || !only_stubs
    }

    fn for_part(&self, word: &str) -> Option<usize> {
        // 其中：某某项目资金 is a part of what was totalled last.
        let part = word.strip_prefix("其中：");
        if part.is_some_and(|part| self.vocabulary.column(part).is_none())
            && self.vocabulary.column(word).is_none()
        {
            return Some(self.current);
        }
        let accepts = |at: usize| -> bool {
            let Some(node) = self.groups.get(at).and_then(|&group| self.nodes.get(group)) else {
                return false;
            };
            let holds_already = node
                .children
                .iter()
                .filter_map(|&child| self.nodes.get(child))
                .any(|child| child.word == word);
            let may = at == 0
                || self
                    .vocabulary
                    .group(&node.word)
                    .is_some_and(|group| group.holds(word));
            may && !holds_already
        };
        let entry = self.vocabulary.column(word);
        if entry.is_some_and(|entry| entry.stub.is_some())
            && let Some(at) = self.inner_group(word)
        {
            return Some(at);
        }
        let open = self.current.max(1)..self.groups.len();
        // A group that never stands alone takes its members before the table itself does.
        let of_which = word.starts_with("其中");
        let must_fill = |at| self.must_fill(at) || !of_which && self.is_sum_of_funds(at);
        let hollow = open.clone().find(|&at| accepts(at) && must_fill(at));
        let going_on = || open.clone().find(|&at| self.current > 0 && accepts(at));
        // Funds printed flat after 上年结转结余 stay beside the funds before it.
        let family = entry.and_then(|entry| entry.family);
        let beside = || (family.is_some() && self.table_holds(family) && accepts(0)).then_some(0);
        let same = (self.current > 0 && accepts(self.current)).then_some(self.current);
        // 一般公共预算 below 本年收入 / 财政拨款 belongs to the inner group.
        let within = (self.current + 1..self.groups.len())
            .find(|&at| same.is_some() && accepts(at) && self.is_empty_part(at));
        // 财政专户管理资金 stands beside 财政拨款, below 本年收入.
        let outer = || self.group_around(self.current).filter(|&at| accepts(at));
        within
            .or(same)
            .or(hollow)
            .or_else(going_on)
            .or_else(outer)
            .or_else(beside)
            .or_else(|| self.inner_group(word))
            .or_else(|| accepts(0).then_some(0))
    }

    /// The group below `at` that names the word too and waits for its first one.
    fn innermost(&self, mut at: usize, word: &str) -> usize {
        let waits = |inner: usize, outer: usize| {
            let parent = self.groups.get(outer).copied();
            let node = self
                .groups
                .get(inner)
                .and_then(|&group| self.nodes.get(group));
            node.is_some_and(|node| {
                let holds = self.vocabulary.group(&node.word);
                node.children.is_empty()
                    && Some(node.parent) == parent
                    && holds.is_some_and(|group| group.holds(word))
            })
        };
        while let Some(inner) = (at + 1..self.groups.len()).find(|&inner| waits(inner, at)) {
            at = inner;
        }
        at
    }

    /// Whether a group is part of the one that took the last word, and has no words yet.
    fn is_empty_part(&self, at: usize) -> bool {
        let node = |at: usize| self.groups.get(at).and_then(|&group| self.nodes.get(group));
        let current = self.groups.get(self.current).copied();
        node(at).is_some_and(|node| node.children.is_empty() && Some(node.parent) == current)
    }

    /// The group another one is part of, unless that is the table itself.
    fn group_around(&self, at: usize) -> Option<usize> {
        let parent = self.nodes.get(*self.groups.get(at)?)?.parent;
        let around = self.groups.iter().position(|&group| group == parent);
        around.filter(|&at| at > 0)
    }

    /// Whether the outermost level has a word of this family.
    fn table_holds(&self, family: Option<Family>) -> bool {
        self.nodes.iter().skip(1).any(|node| {
            node.parent == 0
                && self
                    .vocabulary
                    .column(&node.word)
                    .is_some_and(|entry| entry.family == family)
        })
    }

    fn must_fill(&self, at: usize) -> bool {
        self.groups
            .get(at)
            .and_then(|&group| self.nodes.get(group))
            .and_then(|node| self.vocabulary.group(&node.word))
            .is_some_and(|group| group.always)
    }

    fn is_sum_of_funds(&self, at: usize) -> bool {
        let group = self.groups.get(at).and_then(|&group| self.nodes.get(group));
        group.is_some_and(|group| fund_sums::is_sum(&group.word, self.vocabulary))
    }

    /// A group opened later than the current one that names the word as its member.
    fn inner_group(&self, word: &str) -> Option<usize> {
        (1..self.groups.len()).find(|&at| {
            self.groups
                .get(at)
                .and_then(|&group| self.nodes.get(group))
                .is_some_and(|node| {
                    let named = self
                        .vocabulary
                        .group(&node.word)
                        .is_some_and(|group| group.holds(word));
                    let has = node
                        .children
                        .iter()
                        .filter_map(|&child| self.nodes.get(child))
                        .any(|child| child.word == word);
                    named && !has
                })
        })
    }

    /// Whether a word over others was printed behind words of a deeper level: the words were not
    /// printed level by level, and a total behind them could be that of any group.
    fn goes_back(&self) -> bool {
        let mut deepest = 0;
        let back = (1..self.nodes.len()).find(|&id| {
            let depth = self.depth(id);
            let group = self.is_group_of_figures(id);
            let back = group && depth < deepest;
            // What 总计 sums up stands between the lines of its groups.
            if (group || !self.is_stub(id)) && !self.is_summed_up(id) {
                deepest = deepest.max(depth);
            }
            back
        });
        back.is_some_and(|back| (back..self.nodes.len()).any(|id| self.is_total(id)))
    }

    fn is_total(&self, id: usize) -> bool {
        let node = self.nodes.get(id);
        node.is_some_and(|node| self.vocabulary.is_total(&node.word))
    }

    fn is_summed_up(&self, id: usize) -> bool {
        let node = self.nodes.get(id);
        node.is_some_and(|node| self.is_total(node.parent))
    }

    fn is_stub(&self, id: usize) -> bool {
        let word = self.nodes.get(id).map_or("", |node| node.word.as_str());
        let entry = self.vocabulary.column(word);
        entry.is_some_and(|entry| entry.stub.is_some() || entry.kind == Some(ValueKind::Text))
    }

    fn is_group_of_figures(&self, id: usize) -> bool {
        let children = self.nodes.get(id).map_or(&[][..], |node| &node.children);
        children.iter().any(|&child| !self.is_stub(child))
    }

    fn depth(&self, mut id: usize) -> usize {
        let mut depth = 0;
        while id != 0 {
            id = self.nodes.get(id).map_or(0, |node| node.parent);
            depth += 1;
        }
        depth
    }

    fn leaves(&mut self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        if self.is_centred() {
            let first: Vec<usize> = (0..self.nodes.len())
                .map(|at| self.first_leaf(at))
                .collect();
            for node in &mut self.nodes {
                node.children
                    .sort_by_key(|&child| first.get(child).copied());
            }
        }
        self.walk(0, &mut Vec::new(), &mut leaves);
        leaves
    }

    /// Whether what names the rows was printed below the words of the first level: it stands in the
    /// middle of a cell as high as the header, like every column without a group. Groups then stand
    /// where their first column does.
    fn is_centred(&self) -> bool {
        let outer = self.nodes.first().map_or(&[][..], |node| &node.children);
        let word = |id: usize| self.nodes.get(id).map_or("", |node| node.word.as_str());
        let names = |id: usize| {
            let entry = self.vocabulary.column(word(id));
            entry.is_some_and(|entry| entry.stub.is_some() || entry.kind == Some(ValueKind::Text))
        };
        let is_group = |id: usize| {
            self.nodes
                .get(id)
                .is_some_and(|node| !node.children.is_empty())
        };
        let first = outer.iter().position(|&id| names(id));
        first.is_some_and(|first| {
            let before = outer.get(..first).unwrap_or(&[]);
            !before.is_empty() && before.iter().all(|&id| is_group(id))
        })
    }

    /// The first column printed of a group.
    fn first_leaf(&self, at: usize) -> usize {
        let children = self.nodes.get(at).map_or(&[][..], |node| &node.children);
        let first = children.iter().map(|&child| self.first_leaf(child)).min();
        first.unwrap_or(at)
    }

    fn walk(&self, at: usize, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
        let Some(node) = self.nodes.get(at) else {
            return;
        };
        if at != 0 {
            path.push(node.word.clone());
        }
        if node.children.is_empty() && at != 0 {
            leaves.push(Leaf::new(path.clone(), self.vocabulary));
        }
        // The total of a group stands before its parts, wherever it was printed.
        let is_total = |child: &usize| self.is_total(*child);
        let totals_first = at != 0
            && self.vocabulary.group(&node.word).is_none_or(|group| {
                !group.contains.iter().any(|member| {
                    self.vocabulary
                        .column(member)
                        .is_some_and(|entry| entry.stub == Some(Stub::Name))
                })
            });
        if totals_first {
            for &child in node.children.iter().filter(|child| is_total(child)) {
                self.walk(child, path, leaves);
            }
        }
        for &child in &node.children {
            if !(totals_first && is_total(&child)) {
                self.walk(child, path, leaves);
            }
        }
        if at != 0 {
            path.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::header::cut::cut;

    fn paths(text: &str) -> (Vec<String>, bool) {
        let vocabulary = Vocabulary::embedded();
        let (words, unknown) = cut(text, vocabulary);
        let header = assemble(&words, vocabulary);
        let paths = header
            .leaves
            .iter()
            .map(|leaf| leaf.path.join("/"))
            .collect();
        (paths, header.doubtful || unknown > 0)
    }

    #[test]
    fn expenditure_by_staffing_and_project() {
        let (paths, doubtful) = paths(
            "科目编码 单位代码 单位（科目名称） 合计 基本支出 项目支出 小计 人员经费 公用经费 小计 \
             其他运转类 特定目标类类 款 项 工资福利支出 对个人和家庭的补助 商品和服务支出 资本性支出",
        );
        assert!(!doubtful);
        assert_eq!(
            paths,
            [
                "科目编码/类",
                "科目编码/款",
                "科目编码/项",
                "单位代码",
                "单位（科目名称）",
                "合计",
                "基本支出/小计",
                "基本支出/人员经费/工资福利支出",
                "基本支出/人员经费/对个人和家庭的补助",
                "基本支出/公用经费/商品和服务支出",
                "基本支出/公用经费/资本性支出",
                "项目支出/小计",
                "项目支出/其他运转类",
                "项目支出/特定目标类",
            ]
        );
    }

    #[test]
    fn totals_go_to_groups_level_by_level() {
        let (paths, doubtful) = paths(
            "科目编码 单位代码 单位（科目名称） 总计 基本支出 项目支出 类 款 项 合计 人员经费 公用经费 合计 \
             其他运转类 特定目标类小计 工资福利支出 对个人和家庭的补助 小计 商品和服务支出 资本性支出",
        );
        assert!(!doubtful);
        assert_eq!(
            paths.get(5..).unwrap_or(&[]),
            [
                "总计",
                "基本支出/合计",
                "基本支出/人员经费/小计",
                "基本支出/人员经费/工资福利支出",
                "基本支出/人员经费/对个人和家庭的补助",
                "基本支出/公用经费/小计",
                "基本支出/公用经费/商品和服务支出",
                "基本支出/公用经费/资本性支出",
                "项目支出/合计",
                "项目支出/其他运转类",
                "项目支出/特定目标类",
            ]
        );
    }

    #[test]
    fn income_by_source() {
        let (paths, doubtful) = paths(
            "部门（单位）代码 部门（单位）名称 总计 本年收入 上年结转结余 合计 一般公共预算 政府性基金 \
             国有资本经营预算 财政专户管理资金收入 事业收入 事业单位经营收入 上级补助收入 附属单位上缴收入 \
             其他收入 合计 一般公共预算 政府性基金 国有资本经营预算 财政专户管理资金 单位资金小计 其中：财政拨款",
        );
        assert!(!doubtful);
        assert_eq!(paths.len(), 20);
        assert_eq!(
            paths.get(4).map(String::as_str),
            Some("本年收入/一般公共预算/小计")
        );
        assert_eq!(
            paths.get(5).map(String::as_str),
            Some("本年收入/一般公共预算/其中：财政拨款")
        );
        assert_eq!(
            paths.last().map(String::as_str),
            Some("上年结转结余/单位资金")
        );
    }

    #[test]
    fn a_grand_total_that_is_a_group() {
        let (paths, doubtful) = paths(
            "部门代码 部门名称 总计 合计 本年收入 上年结转结余 一般公共预算 政府性基金 国有资本经营预算 \
             财政专户管理资金 合计 一般公共预算 政府性基金 国有资本经营预算 财政专户管理资金收入 事业收入 \
             事业单位经营收入 上级补助收入 附属单位上缴收入 其他收入合计 一般公共预算 政府性基金 国有资本经营预算 \
             财政专户管理资金 单位资金小计 其中：财政拨款",
        );
        assert!(!doubtful, "{paths:?}");
        assert_eq!(
            paths.get(2..7).unwrap_or(&[]),
            [
                "总计/合计",
                "总计/一般公共预算",
                "总计/政府性基金",
                "总计/国有资本经营预算",
                "总计/财政专户管理资金"
            ]
        );
        assert!(
            paths
                .iter()
                .any(|path| path == "本年收入/一般公共预算/其中：财政拨款"),
            "{paths:?}"
        );
    }

    #[test]
    fn balance_lanes_and_projects() {
        let (balance, doubtful) = paths(
            "收入 支出 项目 金额 项目 合计 一般公共预算政府性基金国有资本经营预算小计其中：财政拨款",
        );
        assert!(!doubtful, "{balance:?}");
        assert_eq!(
            balance,
            [
                "收入/项目",
                "收入/金额",
                "支出/项目",
                "支出/合计",
                "支出/一般公共预算/小计",
                "支出/一般公共预算/其中：财政拨款",
                "支出/政府性基金",
                "支出/国有资本经营预算",
            ]
        );
        let (projects, doubtful) = paths(
            "类型 项目名称 项目单位 合计 本年拨款 财政拨款结转结余 财政专户管理资金 单位资金一般公共预算 政府性基金预算 \
             国有资本经营预算 一般公共预算 政府性基金预算 国有资本经营预算",
        );
        assert!(!doubtful, "{projects:?}");
        assert_eq!(projects.len(), 12);
        assert_eq!(
            projects.get(7).map(String::as_str),
            Some("财政拨款结转结余/一般公共预算")
        );
    }

    #[test]
    fn what_stands_in_the_middle_of_a_high_cell_is_printed_after_the_groups() {
        let (income, doubtful) = paths(
            "本年收入 财政拨款 单位资金 预算单位 收入总计 一般公共预算拨款 政府性基金预算拨款 \
             财政专户管理资金 事业收入 其他收入 上年结余、结转",
        );
        assert!(!doubtful, "{income:?}");
        assert_eq!(
            income,
            [
                "预算单位",
                "收入总计",
                "本年收入/财政拨款/一般公共预算拨款",
                "本年收入/财政拨款/政府性基金预算拨款",
                "本年收入/财政专户管理资金",
                "本年收入/单位资金/事业收入",
                "本年收入/单位资金/其他收入",
                "上年结余、结转",
            ]
        );
        let (basic, doubtful) = paths(
            "财政拨款 单位资金 支出项目类别 总计 小计 一般公共预算拨款 政府性基金预算拨款 财政专户管理资金 \
             事业收入 其他收入 上年结余、结转",
        );
        assert!(!doubtful, "{basic:?}");
        assert_eq!(
            basic,
            [
                "支出项目类别",
                "总计",
                "财政拨款/小计",
                "财政拨款/一般公共预算拨款",
                "财政拨款/政府性基金预算拨款",
                "财政专户管理资金",
                "单位资金/事业收入",
                "单位资金/其他收入",
                "上年结余、结转",
            ]
        );
    }

    #[test]
    fn the_total_below_two_groups_belongs_to_the_inner_one() {
        let (balance, doubtful) = paths(
            "本年收入 本年支出 项目 预算数 项目 预算数 合计 基本支出 项目支出 人员经费 公用经费",
        );
        assert!(!doubtful, "{balance:?}");
        assert_eq!(
            balance.get(2..).unwrap_or(&[]),
            [
                "本年支出/项目",
                "本年支出/预算数/合计",
                "本年支出/预算数/基本支出/人员经费",
                "本年支出/预算数/基本支出/公用经费",
                "本年支出/预算数/项目支出",
            ]
        );
    }

    #[test]
    fn of_which_of_anything_belongs_to_the_last_total() {
        let (purchase, doubtful) = paths(
            "2026年政府采购项目 预算单位 科目编码 科目名称 支出总计 基本支出 项目支出 小计 \
             其中：预留给小型企业的份额 其中：绿色产品的份额",
        );
        assert!(!doubtful, "{purchase:?}");
        assert_eq!(
            purchase.get(3..).unwrap_or(&[]),
            [
                "支出总计",
                "基本支出",
                "项目支出",
                "2026年政府采购项目/小计",
                "2026年政府采购项目/其中：预留给小型企业的份额",
                "2026年政府采购项目/其中：绿色产品的份额",
            ]
        );
    }

    #[test]
    fn words_with_remarks_and_accounts_of_any_wording() {
        let (paths, doubtful) = paths(
            "部门经济科目编码 政府经济科目名称 支出项目类别（资金使用单位） 小计 其中：基本支出 项目支出",
        );
        assert!(!doubtful, "{paths:?}");
        assert_eq!(paths.len(), 6);
        assert_eq!(paths.get(4).map(String::as_str), Some("其中：基本支出"));
    }

    #[test]
    fn a_year_belongs_to_its_word() {
        let (balance, doubtful) = paths("收 入 支 出 项 目 2026 年预算数 项 目 2026 年预算数");
        assert!(!doubtful, "{balance:?}");
        assert_eq!(
            balance,
            [
                "收入/项目",
                "收入/2026年预算数",
                "支出/项目",
                "支出/2026年预算数"
            ]
        );
    }

    #[test]
    fn strange_words_make_it_doubtful() {
        let (_, doubtful) = paths("科目编码 神秘栏目 合计");
        assert!(doubtful);
    }
}
