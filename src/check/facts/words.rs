//! The few words the checks themselves must read: meaning of a 小计, side and fund of a row, class names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Facts;
use crate::catalogue;
use crate::check::relation::Spot;
use crate::model::{Column, Role, RowKind, TableKind};

/// Words of a header group and what a total under it means.
const GROUPS: &[(&str, Role)] = &[
    ("人员经费", Role::Personnel),
    ("公用经费", Role::Running),
    ("基本支出", Role::Basic),
    ("项目支出", Role::Project),
    ("公务用车", Role::Vehicles),
    ("一般公共预算", Role::GeneralBudget),
    ("政府性基金", Role::GovernmentFund),
    ("国有资本", Role::StateCapital),
    ("财政专户", Role::SpecialAccount),
    ("单位资金", Role::OwnFunds),
    ("结转", Role::CarryIn),
    ("本年收入", Role::CurrentIncome),
];

/// Words of header groups that tell whose or which money stands below them.
const MONEY: &[&str] = &["收入", "支出", "拨款", "资金", "经费", "补助"];

/// Words of a row name and the fund it speaks of.
const FUNDS: &[(&str, Role)] = &[
    ("一般公共预算", Role::GeneralBudget),
    ("政府性基金", Role::GovernmentFund),
    ("国有资本", Role::StateCapital),
    ("财政专户", Role::SpecialAccount),
];

/// An item of the “三公” form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThreePublicItem {
    /// 因公出国（境）费
    Overseas,
    /// 公务用车购置及运行维护费
    Vehicles,
    /// 公务用车购置费
    VehiclePurchase,
    /// 公务用车运行维护费
    VehicleRunning,
    /// 公务接待费
    Reception,
    /// 会议费
    Meetings,
    /// 培训费
    Training,
}

impl ThreePublicItem {
    /// The column role of the item, where the form has one.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        Some(match self {
            ThreePublicItem::Overseas => Role::Overseas,
            ThreePublicItem::Vehicles => Role::Vehicles,
            ThreePublicItem::VehiclePurchase => Role::VehiclePurchase,
            ThreePublicItem::VehicleRunning => Role::VehicleRunning,
            ThreePublicItem::Reception => Role::Reception,
            ThreePublicItem::Meetings | ThreePublicItem::Training => return None,
        })
    }
}

/// What a column means: its role, and for the total of a group the group it closes.
pub(super) fn meaning(column: &Column) -> Role {
    if column.role != Role::Total {
        return column.role;
    }
    let groups = column.path.len().saturating_sub(1);
    let above = || column.path.iter().take(groups).rev();
    let known = |group: &String| GROUPS.iter().find(|(word, _)| group.contains(word));
    let Some((at, role)) = above()
        .enumerate()
        .find_map(|(at, group)| Some((at, known(group)?.1)))
    else {
        return Role::Total;
    };
    // 小计 of 财政拨款 below 本年收入 is a part of the year's income, not the whole of it.
    let narrower = |group: &String| MONEY.iter().any(|word| group.contains(word));
    if above().take(at).any(narrower) {
        return Role::Other;
    }
    role
}

/// Whether a column shows what was carried over from earlier years.
pub(super) fn is_carried(column: &Column) -> bool {
    column
        .path
        .iter()
        .any(|text| text.contains("结转") || text.contains("结余"))
}

/// Whether a column stands below the money of one fund and means something else: 项目支出 below
/// 一般公共预算 is what that fund pays for projects.
pub(super) fn is_share_of_fund(column: &Column, role: Role) -> bool {
    let of_fund = |role: &Role| {
        matches!(
            role,
            Role::GeneralBudget
                | Role::GovernmentFund
                | Role::StateCapital
                | Role::SpecialAccount
                | Role::OwnFunds
        )
    };
    let groups = column.path.len().saturating_sub(1);
    let mut above = column.path.iter().take(groups);
    let known = |group: &String| GROUPS.iter().find(|(word, _)| group.contains(word));
    !of_fund(&role) && above.any(|group| known(group).is_some_and(|(_, role)| of_fund(role)))
}

/// Whether a column speaks of the year itself.
pub(super) fn is_current(column: &Column) -> bool {
    column.path.iter().any(|text| text.contains("本年"))
}

impl Facts<'_> {
    /// The fund an income row speaks of; `None` for 其中 rows and others.
    #[must_use]
    pub fn fund_of_row(&self, table: usize, row: usize) -> Option<Role> {
        let row = self.row(table, row)?;
        if row.kind() != RowKind::Item {
            return None;
        }
        FUNDS
            .iter()
            .find(|(word, _)| row.name().contains(word))
            .map(|(_, role)| *role)
    }

    /// The name of a row without its ordinal: 六、事业收入 → 事业收入.
    #[must_use]
    pub fn plain_name(&self, table: usize, row: usize) -> &str {
        self.row(table, row)
            .map_or("", |row| without_ordinal(row.name()))
    }

    /// The class code a row of a balance table names, e.g. 206 for 六、科学技术支出.
    #[must_use]
    pub fn class_of_row(&self, table: usize, row: usize) -> Option<&'static str> {
        let row = self.row(table, row)?;
        if row.kind() != RowKind::Item {
            return None;
        }
        classes()
            .get(class_stem(without_ordinal(row.name())))
            .copied()
    }

    /// The “三公” item a row of a vertical form names.
    #[must_use]
    pub fn three_public_row(&self, table: usize, row: usize) -> Option<ThreePublicItem> {
        three_public_named(self.row(table, row)?.name())
    }
}

/// The “三公” item some words name.
fn three_public_named(name: &str) -> Option<ThreePublicItem> {
    let has = |word: &str| name.contains(word);
    Some(
        if has("其他") || has("教学科研") || has("业务性") || has("小计") {
            return None;
        } else if has("出国") {
            ThreePublicItem::Overseas
        } else if has("用车") && has("购置") && (has("及") || has("和")) {
            ThreePublicItem::Vehicles
        } else if has("用车") && has("购置") {
            ThreePublicItem::VehiclePurchase
        } else if has("用车") && has("运") {
            ThreePublicItem::VehicleRunning
        } else if has("接待") {
            ThreePublicItem::Reception
        } else if has("会议费") {
            ThreePublicItem::Meetings
        } else if has("培训费") {
            ThreePublicItem::Training
        } else {
            return None;
        },
    )
}

/// The “三公” item of a column whose innermost words are only 预算数 or 决算数:
/// 公务用车购置及运行维护费 / 小计 / 决算数.
fn three_public_measured(column: &Column) -> Option<ThreePublicItem> {
    let (measure, words) = column.path.split_last()?;
    let measured = ["预算数", "决算数"]
        .iter()
        .any(|word| measure.ends_with(word));
    let (last, outer) = words.split_last().filter(|_| measured)?;
    let above = outer.last().map_or("", String::as_str);
    match last.as_str() {
        "小计" => three_public_named(above),
        part if above.contains("公务用车") && !part.contains("用车") => {
            three_public_named(&format!("公务用车{part}"))
        }
        whole => three_public_named(whole),
    }
}

/// A column of a table that follows money through the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// 年初结转和结余
    Opening,
    /// 本年收入
    Income,
    /// 本年支出, its 小计 where it is split
    Expenditure,
    /// 年末结转和结余
    Closing,
}

impl Flow {
    fn is_named(self, column: &Column) -> bool {
        let text = column.label();
        let carried = text.contains("结转") || text.contains("结余");
        match self {
            Flow::Opening => carried && text.contains("年初"),
            Flow::Closing => carried && (text.contains("年末") || text.contains("年终")),
            Flow::Income => !carried && text.contains("本年收入"),
            Flow::Expenditure => {
                // 小计 of 基本支出 below it is a part, though text may lose the 合计 beside.
                let names = |word: &String| word.contains("本年支出");
                let nearest = column.path.iter().rev().take(2).any(names);
                let whole = column.path.len() == 1 || column.role == Role::Total && nearest;
                !carried && text.contains("本年支出") && whole
            }
        }
    }
}

impl Facts<'_> {
    /// The one column of a lane that shows this flow.
    #[must_use]
    pub fn flow_column(&self, table: usize, lane: usize, flow: Flow) -> Option<usize> {
        let columns: Vec<usize> = self
            .money_columns(table, lane)
            .filter(|&column| {
                self.column(table, column)
                    .is_some_and(|found| flow.is_named(found))
            })
            .collect();
        // 小计 of 基本支出 below 本年支出 stands deeper than 合计 of all of it.
        let depth = |column: usize| {
            self.column(table, column)
                .map_or(0, |found| found.path.len())
        };
        let least = columns.iter().map(|&column| depth(column)).min()?;
        let outer: Vec<usize> = columns
            .into_iter()
            .filter(|&column| depth(column) == least)
            .collect();
        let is_total = |column: &&usize| {
            let found = self.column(table, **column);
            found.is_some_and(|found| found.role == Role::Total)
        };
        match outer.as_slice() {
            [column] => Some(*column),
            several => {
                let mut totals = several.iter().filter(is_total);
                totals.next().copied().filter(|_| totals.next().is_none())
            }
        }
    }

    /// Whether a column shows what was there, came in or was left beside columns of 本年支出: a table
    /// that follows money through the year is one of expenditure in these alone.
    #[must_use]
    pub(super) fn is_beside_expenditure(&self, table: usize, column: usize) -> bool {
        let Some(found) = self.table(table) else {
            return false;
        };
        let Some(own) = found.columns.get(column) else {
            return false;
        };
        let says = |column: &Column, words: &[&str]| {
            let mut path = column.path.iter();
            path.any(|text| words.iter().any(|word| text.contains(word)))
        };
        !says(own, &["本年支出"])
            && says(own, &["年初", "年末", "年终", "本年收入"])
            && found
                .lane_columns(own.lane)
                .any(|(_, other)| says(other, &["本年支出"]))
    }

    /// Whether a table lists what all money together pays, whatever fund it comes from.
    pub(super) fn holds_all_money(&self, table: usize) -> bool {
        let kind = self.table(table).map(|table| table.kind);
        kind == Some(TableKind::ExpenditureSummary)
    }

    /// Whether a table says that it leaves out money carried over from earlier years.
    #[must_use]
    pub fn excludes_carry_over(&self, table: usize) -> bool {
        self.table(table).is_some_and(|table| {
            let notes = table.notes.iter().map(|(note, _)| note.as_str());
            std::iter::once(table.title.as_str())
                .chain(notes)
                .any(|text| text.contains("不含上年结转") || text.contains("仅含当年"))
        })
    }

    /// The position of a “三公” item: its row in the vertical form, its column in the horizontal
    /// one (of a final account, the half that was spent).
    #[must_use]
    pub fn three_public_spot(&self, table: usize, item: ThreePublicItem) -> Option<Spot> {
        let found = self.table(table)?;
        let rows: Vec<usize> = (0..found.rows.len())
            .filter(|&row| self.three_public_row(table, row) == Some(item))
            .collect();
        if let [row] = rows.as_slice() {
            return Some(Spot::new(table, *row, self.whole(table, 0)?));
        }
        let role = item.role()?;
        let spent = |column: &Column| column.path.iter().any(|text| text.contains("决算"));
        let halves = found.columns.iter().any(spent);
        let columns = found.columns.iter().enumerate();
        let mut columns = columns.filter(|(index, column)| {
            let named = column.role == role || three_public_measured(column) == Some(item);
            named && (!halves || spent(column)) && self.is_of_now(table, *index)
        });
        let (column, first) = columns.next()?;
        // Text may lose the years over two halves of the same columns: then neither is this year's.
        if columns.any(|(_, other)| other.path == first.path) {
            return None;
        }
        // Rows of several years, or of a year and its change, name no single one.
        match (found.rows.len(), self.total_rows(table, 0).as_slice()) {
            (1, _) => Some(Spot::new(table, 0, column)),
            (_, [_] | []) => Some(Spot::new(table, self.total_row(table, 0)?, column)),
            _ => None,
        }
    }
}

/// Cuts 一、, （六）, 1. and 其中： off the front.
pub(super) fn without_ordinal(name: &str) -> &str {
    let mut rest = name;
    for (open, close) in [("（", "）"), ("(", ")")] {
        if let Some(inner) = rest.strip_prefix(open)
            && let Some((ordinal, after)) = inner.split_once(close)
            && is_ordinal(ordinal)
        {
            rest = after;
        }
    }
    for mark in ["、", "．", "."] {
        if let Some((ordinal, after)) = rest.split_once(mark)
            && is_ordinal(ordinal)
        {
            rest = after;
        }
    }
    rest
}

fn is_ordinal(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// The part of a class name that old and new wordings share.
fn class_stem(name: &str) -> &str {
    let mut stem = name;
    while let Some(shorter) = ["支出", "事务", "等"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
    {
        if shorter.is_empty() {
            break;
        }
        stem = shorter;
    }
    stem
}

/// Stems of all class names of the function classification. A stem that two classes share is left
/// out: 其他 alone names 229 and nothing else, so it stays.
fn classes() -> &'static BTreeMap<&'static str, &'static str> {
    static CLASSES: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut stems: BTreeMap<&'static str, Option<&'static str>> = BTreeMap::new();
        for (code, entries) in
            catalogue::all().filter(|(code, _)| code.len() == 3 && code.starts_with('2'))
        {
            for entry in entries {
                stems
                    .entry(class_stem(entry.name))
                    .and_modify(|known| {
                        if *known != Some(code) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(code));
            }
        }
        stems
            .into_iter()
            .filter_map(|(stem, code)| Some((stem, code?)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_cut_in_every_form() {
        for name in [
            "六、科学技术支出",
            "（六）科学技术支出",
            "(六)科学技术支出",
            "6.科学技术支出",
        ] {
            assert_eq!(without_ordinal(name), "科学技术支出");
        }
        assert_eq!(without_ordinal("一般公共服务"), "一般公共服务");
    }

    #[test]
    fn class_names_lead_to_codes_in_old_and_new_wording() {
        let code = |name: &str| classes().get(class_stem(without_ordinal(name))).copied();
        assert_eq!(code("六、科学技术"), Some("206"));
        assert_eq!(code("十五、资源勘探工业信息等支出"), Some("215"));
        assert_eq!(code("（十二）城乡社区事务支出"), Some("212"));
        assert_eq!(code("二十三、其他支出"), Some("229"));
        assert_eq!(code("三十一、人行科目"), None);
    }
}
