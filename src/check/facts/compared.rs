//! Columns that stand side by side for two times, with those that print by how much they differ.
//!
//! Only what a header says plainly is taken: which column is of the year before or of the plan, which of
//! this year or of the account, and what a change is counted from.

use std::collections::BTreeMap;

use super::Facts;
use crate::check::judge;
use crate::check::relation::{Addend, Spot};
use crate::model::{Column, dated, says_rate};

/// One printed difference with the two amounts it is the difference of, in one row.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What is counted from: last year's amount, or the plan.
    pub before: Spot,
    /// This year's amount, or the account.
    pub now: Spot,
    /// The difference in money, or in percent of what is counted from; its sign chosen so that it can be
    /// right, where the column prints sizes without signs.
    pub difference: Addend,
}

/// What a column prints of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Before(Base),
    Now,
    Change {
        from: Option<Base>,
        measure: Measure,
    },
}

/// What is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Base {
    LastYear,
    Plan,
}

/// How a difference is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// 增减额
    Amount,
    /// 增减%
    Rate,
    /// 完成预算%
    Completion,
}

/// The columns of one item (all of the table, where the header names none).
#[derive(Default)]
struct Group {
    before: Vec<(Base, usize)>,
    now: Vec<usize>,
    changes: Vec<(Option<Base>, Measure, usize)>,
}

impl Facts<'_> {
    /// All printed differences of a kind, row by row.
    #[must_use]
    pub fn compared(&self, wanted: Measure) -> Vec<Compared> {
        let mut found = Vec::new();
        for (index, table) in self.tables() {
            for lane in 0..table.lanes.len() {
                for group in self.groups(index, lane).values() {
                    for &(from, measure, column) in &group.changes {
                        let alone = group.of_measure(from, measure) == 1;
                        if measure == wanted
                            && alone
                            && let Some((before, now)) = group.counted(from, measure)
                        {
                            let rows = table.lane_rows(lane).map(|(row, _)| row);
                            let spots = rows.map(|row| {
                                [before, now, column].map(|column| Spot::new(index, row, column))
                            });
                            let told = table.columns.get(column).is_some_and(says_percent);
                            let told = told || measure == Measure::Amount;
                            found.extend(self.differences(spots.collect(), measure, told));
                        }
                    }
                }
            }
        }
        found
    }

    /// The columns of a lane that compare, by the item they are of.
    fn groups(&self, table: usize, lane: usize) -> BTreeMap<String, Group> {
        let own = self.disclosure.year.map(|year| year.0);
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let columns = self
            .table(table)
            .into_iter()
            .flat_map(|found| found.lane_columns(lane));
        for (index, column) in columns {
            let Some((part, item)) = meaning(column, own) else {
                continue;
            };
            let group = groups.entry(item).or_default();
            match part {
                Part::Before(base) => group.before.push((base, index)),
                Part::Now => group.now.push(index),
                Part::Change { from, measure } => group.changes.push((from, measure, index)),
            }
        }
        groups
    }

    /// The rows that print all three. Where no difference of a column has a sign, they are sizes. Where
    /// its header does not say in what it is told, its figures must: 0.15 may be a part of one.
    fn differences(&self, rows: Vec<[Spot; 3]>, measure: Measure, told: bool) -> Vec<Compared> {
        let signed = rows.iter().any(|[_, _, difference]| {
            let figure = self.figure(*difference);
            figure.is_some_and(|figure| judge::is_below_nothing(&figure))
        });
        let compared = |[before, now, difference]: [Spot; 3]| {
            let (first, last) = (self.figure(before)?, self.figure(now)?);
            let printed = self.figure(difference)?;
            let usable = [&first, &last, &printed]
                .iter()
                .all(|figure| figure.is_number());
            let below = judge::is_below_nothing(&first) || judge::is_below_nothing(&last);
            let nothing = measure != Measure::Amount && first.number().is_zero();
            let fell = judge::exceeds(&first, &last);
            let size = !signed && fell && measure != Measure::Completion;
            let told = told || printed.raw().contains(['%', '％']);
            (usable && told && !below && !nothing).then(|| Compared {
                before,
                now,
                difference: Addend::from(difference).negative_if(size),
            })
        };
        rows.into_iter().filter_map(compared).collect()
    }
}

impl Group {
    /// How many columns tell a measure counted from one base.
    fn of_measure(&self, from: Option<Base>, measure: Measure) -> usize {
        let alike = |other: &&(Option<Base>, Measure, usize)| (other.0, other.1) == (from, measure);
        self.changes.iter().filter(alike).count()
    }

    /// The columns a difference is counted between: those its header names, or the only ones.
    fn counted(&self, from: Option<Base>, measure: Measure) -> Option<(usize, usize)> {
        let &[now] = self.now.as_slice() else {
            return None;
        };
        let from = match measure {
            Measure::Completion => Some(Base::Plan),
            Measure::Amount | Measure::Rate => from,
        };
        let mut meant = self
            .before
            .iter()
            .filter(|(base, _)| from.is_none_or(|from| *base == from));
        let &(_, before) = meant.next()?;
        meant.next().is_none().then_some((before, now))
    }
}

/// 增、减金额, 增/减幅度: one word, told by its two halves.
fn joined(text: &str) -> String {
    text.replace("增、减", "增减").replace("增/减", "增减")
}

/// What a column prints of a comparison, and of which item; none where its header says it twice over.
fn meaning(column: &Column, own: Option<u16>) -> Option<(Part, String)> {
    let mut found: Option<Part> = None;
    let mut item = String::new();
    for text in &column.path {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = joined(&text);
        found = match (found, part(&text, own)) {
            (None, Some(part)) => Some(part),
            // 增减变化 › 金额, 增减变化 › %
            (Some(Part::Change { from, .. }), told) if says_rate(&text) => {
                let named = match told {
                    Some(Part::Change { from, .. }) => from,
                    _ => None,
                };
                let measure = Measure::Rate;
                Some(Part::Change {
                    from: from.or(named),
                    measure,
                })
            }
            (
                Some(part @ Part::Change { .. }),
                Some(Part::Change {
                    measure: Measure::Amount,
                    ..
                }),
            ) => Some(part),
            (Some(_), Some(_)) => return None,
            (found, None) => {
                if !["金额", "数额", "额"].contains(&text.as_str()) {
                    item.push_str(&text);
                    item.push('/');
                }
                found
            }
        };
    }
    found.map(|part| (part, item))
}

/// What one level of a header says.
fn part(text: &str, own: Option<u16>) -> Option<Part> {
    if ["原因", "说明", "备注"]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    if let Some(from) = compared_with(text, own) {
        return from;
    }
    if let Some(rest) = ["上年度", "上年", "去年"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    {
        return is_measure(rest).then_some(Part::Before(Base::LastYear));
    }
    if let Some(rest) = ["本年度", "本年", "当年", "今年"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    {
        return is_measure(rest).then_some(Part::Now);
    }
    if let Some((year, rest)) = dated(text) {
        let own = own?;
        return match year {
            _ if !is_measure(rest) => None,
            year if year == own => Some(Part::Now),
            year if year + 1 == own => Some(Part::Before(Base::LastYear)),
            _ => None,
        };
    }
    match text {
        "年初预算数" | "年初预算" | "全年预算数" | "调整预算数" | "预算数" => {
            Some(Part::Before(Base::Plan))
        }
        "决算数" | "支出决算数" | "执行数" | "全年执行数" => Some(Part::Now),
        _ => None,
    }
}

/// 增减额, 比上年增减%, 完成预算%: a difference, and what it is counted from. `Some(None)` where it is one
/// that no sum of two columns gives.
fn compared_with(text: &str, own: Option<u16>) -> Option<Option<Part>> {
    let rate = says_rate(text);
    if text.contains("完成") {
        // What the indicators of projects reached is counted from their targets.
        let others = ["上年", "去年", "指标", "目标", "任务", "进度"];
        let from_plan = !others.iter().any(|word| text.contains(word));
        let measure = Measure::Completion;
        return Some((rate && from_plan).then_some(Part::Change {
            from: Some(Base::Plan),
            measure,
        }));
    }
    if !text.contains("增减") && !tells_growth(text) {
        return None;
    }
    if tells_share(text) {
        return Some(None);
    }
    let last = own.and_then(|own| own.checked_sub(1));
    let named = last.is_some_and(|year| text.contains(&year.to_string()));
    let another = text
        .chars()
        .filter(char::is_ascii_digit)
        .count()
        .checked_div(4)
        .is_some_and(|years| years > usize::from(named));
    let from_last = named || ["上年", "去年"].iter().any(|word| text.contains(word));
    let from_plan = ["较预算", "比预算", "较年初预算", "比年初预算"]
        .iter()
        .any(|word| text.contains(word));
    let from = match (from_last, from_plan) {
        (true, false) => Some(Base::LastYear),
        (false, true) => Some(Base::Plan),
        _ => None,
    };
    let measure = if rate { Measure::Rate } else { Measure::Amount };
    Some((!(another || from_last && from_plan)).then_some(Part::Change { from, measure }))
}

/// 增长额, 同比增长率, 比上年增长（%）: nothing but that word and how it is told. A bare 增长 says neither
/// amount nor percent, and 差额 not which of the two was taken from the other.
fn tells_growth(text: &str) -> bool {
    let led = ["同比", "比", "较"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let led = led.unwrap_or(text);
    let led = ["上年度", "上年", "去年"]
        .iter()
        .find_map(|word| led.strip_prefix(word))
        .unwrap_or(led);
    let told = [
        "额",
        "率",
        "幅度",
        "比例",
        "%",
        "％",
        "（%）",
        "(%)",
        "（％）",
        "率（%）",
        "率%",
    ];
    led.strip_prefix("增长")
        .is_some_and(|told_by| told.contains(&told_by))
}

/// 占比增减, 增减百分点: told of shares, in points; no two amounts beside it give it.
fn tells_share(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    let shares = ["占比", "比重", "百分点"];
    shares.iter().any(|word| bare.contains(word))
}

/// Whether a header says that its figures are percent.
fn says_percent(column: &Column) -> bool {
    let mut texts = column.path.iter();
    texts.any(|text| text.contains(['%', '％']) || text.contains("百分"))
}

/// What may stand behind a year: 2024年决算数.
fn is_measure(rest: &str) -> bool {
    let rest = rest.split(['（', '(']).next().unwrap_or(rest);
    let measures = [
        "",
        "数",
        "预算",
        "预算数",
        "年初预算",
        "年初预算数",
        "决算",
        "决算数",
        "执行数",
        "金额",
    ];
    measures.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_what_they_compare() {
        let last = Some(Part::Before(Base::LastYear));
        let change = |from, measure| Some(Part::Change { from, measure });
        let (amount, rate) = (Measure::Amount, Measure::Rate);
        for (text, expected) in [
            ("上年决算数", last),
            ("2023年预算数", last),
            ("2024年", Some(Part::Now)),
            ("2021年", None),
            ("上年结转", None),
            ("年初预算数", Some(Part::Before(Base::Plan))),
            ("增减额", change(None, amount)),
            ("比上年增减（%）", change(Some(Base::LastYear), rate)),
            ("较预算增减幅度", change(Some(Base::Plan), rate)),
            ("较2021年增减", None),
            ("增减变化原因", None),
            ("增长额", change(None, amount)),
            ("比上年增长（%）", change(Some(Base::LastYear), rate)),
            ("同比增长率", change(None, rate)),
            ("增长", None),
            ("年均增长率", None),
            ("差额", None),
            ("比上年增减幅", change(Some(Base::LastYear), rate)),
            ("比上年增减百分点", None),
            ("预算完成率", change(Some(Base::Plan), Measure::Completion)),
        ] {
            assert_eq!(part(text, Some(2024)), expected, "{text}");
        }
    }
}
