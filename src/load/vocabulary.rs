//! What printed words of titles, headers and rows mean. The words are data under `assets/vocabulary`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::catalogue;
use crate::load::fold::{fold, skeleton, split_ordinal};
use crate::load::word_names::{role, row_kind, value_kind};
use crate::model::{Role, RowKind, TableKind, Unit, ValueKind};

/// What a header word introduces when it is no data column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stub {
    /// 科目编码 in one cell.
    Code,
    /// 类
    Class,
    /// 款
    Section,
    /// 项
    Item,
    /// 单位代码
    UnitCode,
    /// 科目名称, 项目
    Name,
    /// A text column that also names the row (指标名称, 单位名称).
    LabelName,
    /// 序号, 行次
    Ordinal,
}

/// Words that may stand side by side as parts of one total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Family {
    /// 基本支出, 项目支出 …
    Expenditure,
    /// 人员经费, 公用经费
    Staffing,
    /// 工资福利支出, 商品和服务支出 …
    Economic,
    /// 其他运转类, 特定目标类
    Project,
    /// 一般公共预算, 政府性基金 …
    Fund,
    /// The three items of “三公”经费.
    ThreePublic,
    /// 公务用车购置费, 公务用车运行费
    Vehicles,
    /// “三公”经费, 会议费, 培训费
    PublicExpenses,
}

/// One header word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderWord {
    /// Printed wording, folded.
    pub(super) word: String,
    /// What it means as a column.
    pub(super) role: Role,
    /// What its cells hold; `None` for words that only group.
    pub(super) kind: Option<ValueKind>,
    /// Unit of its cells, when not that of the table.
    pub(super) unit: Option<Unit>,
    /// Its part in the row stub.
    pub(super) stub: Option<Stub>,
    /// Which sum it is a part of.
    pub(super) family: Option<Family>,
}

/// A group word and the words it may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupWord {
    /// Folded members.
    pub(super) contains: Vec<String>,
    /// Whether the word never stands as a column of its own.
    pub(super) always: bool,
    /// Whether it may hold any other word too: 增减变化情况 over the items of a form.
    pub(super) open: bool,
}

impl GroupWord {
    /// Whether the word is a member; a year or 其中 before it says nothing else.
    #[must_use]
    pub(super) fn holds(&self, word: &str) -> bool {
        let today = of_today(word);
        let bare = without_year(&today).unwrap_or(&today);
        let bare = match bare.strip_prefix("其中：") {
            Some(part) if !self.contains.iter().any(|member| member == bare) => part,
            _ => bare,
        };
        self.contains.iter().any(|member| member == bare)
    }
}

/// The order in which forms print the columns of one sum: the wordings of each, left to right.
pub(super) type ColumnOrder = Vec<Vec<String>>;

#[derive(Deserialize)]
struct ColumnRecord {
    word: String,
    role: String,
    kind: String,
    unit: String,
    stub: Option<Stub>,
    family: Option<Family>,
}

#[derive(Deserialize)]
struct GroupRecord {
    group: String,
    contains: String,
    always: String,
}

#[derive(Deserialize)]
struct TitleRecord {
    title: String,
    kind: String,
}

#[derive(Deserialize)]
struct PatternRecord {
    kind: String,
    all_of: String,
    none_of: String,
}

#[derive(Deserialize)]
struct KindWordsRecord {
    kind: String,
    #[serde(alias = "all_of", alias = "columns")]
    words: String,
}

#[derive(Deserialize)]
struct RowRecord {
    name: String,
    kind: String,
}

/// Words of titles that must (not) occur for a kind, in order of preference.
#[derive(Deserialize)]
struct OrderRecord {
    #[serde(rename = "order")]
    _name: String,
    words: String,
}

#[derive(Clone)]
struct Pattern {
    kind: TableKind,
    all_of: Vec<String>,
    none_of: Vec<String>,
}

/// All words, ready for look-up.
#[derive(Clone)]
pub(super) struct Vocabulary {
    titles: BTreeMap<String, TableKind>,
    patterns: Vec<Pattern>,
    pub(super) columns: BTreeMap<String, HeaderWord>,
    pub(super) groups: BTreeMap<String, GroupWord>,
    rows: BTreeMap<String, RowKind>,
    header_kinds: Vec<(TableKind, Vec<String>)>,
    standard_headers: Vec<(TableKind, Vec<String>)>,
    orders: Vec<ColumnOrder>,
    longest_word: usize,
}

impl Vocabulary {
    /// The embedded vocabulary.
    #[must_use]
    pub(super) fn embedded() -> &'static Vocabulary {
        static EMBEDDED: OnceLock<Vocabulary> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Vocabulary {
                titles: titles(include_str!("../../assets/vocabulary/titles.csv")),
                patterns: patterns(include_str!("../../assets/vocabulary/title_patterns.csv")),
                columns: columns(include_str!("../../assets/vocabulary/columns.csv")),
                groups: groups(include_str!("../../assets/vocabulary/groups.csv")),
                rows: rows(include_str!("../../assets/vocabulary/rows.csv")),
                header_kinds: kind_words(include_str!("../../assets/vocabulary/header_kinds.csv")),
                standard_headers: kind_words(include_str!(
                    "../../assets/vocabulary/standard_headers.csv"
                )),
                orders: orders(include_str!("../../assets/vocabulary/column_orders.csv")),
                longest_word: 0,
            }
            .measured()
        })
    }

    /// Knows how long its longest word is.
    pub(super) fn measured(mut self) -> Self {
        self.longest_word = self
            .columns
            .keys()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0);
        self
    }

    /// Length of the longest header word, in characters.
    #[must_use]
    pub(super) fn longest_word(&self) -> usize {
        self.longest_word
    }

    /// The kind a printed title stands for; `None` when the words are no title of these forms.
    #[must_use]
    pub(super) fn title_kind(&self, title: &str) -> Option<TableKind> {
        let core = title_core(title);
        self.titles.get(&core).copied().or_else(|| {
            let holds = |word: &String| core.contains(word.as_str());
            self.patterns
                .iter()
                .find(|pattern| {
                    pattern.all_of.iter().all(holds) && !pattern.none_of.iter().any(holds)
                })
                .map(|pattern| pattern.kind)
        })
    }

    /// Whether the name of some row begins with these words.
    #[must_use]
    pub(super) fn begins_row_name(&self, beginning: &str) -> bool {
        let folded = fold(beginning);
        self.rows
            .range(folded.clone()..)
            .next()
            .is_some_and(|(name, _)| name.starts_with(&folded))
    }

    /// The kind a table without a telling title has by the words of its header.
    #[must_use]
    pub(super) fn header_kind(&self, leaves: &[&str]) -> Option<TableKind> {
        self.header_kinds
            .iter()
            .find(|(_, words)| {
                words
                    .iter()
                    .all(|word| leaves.iter().any(|leaf| fold(leaf) == *word))
            })
            .map(|(kind, _)| *kind)
    }

    /// Data columns the form of a kind prescribes, where it prescribes them.
    #[must_use]
    pub(super) fn standard_header(&self, kind: TableKind) -> Option<&[String]> {
        self.standard_headers
            .iter()
            .find(|(other, _)| *other == kind)
            .map(|(_, words)| words.as_slice())
    }

    /// Whether a column or group begins with these characters.
    #[must_use]
    pub(super) fn begins_column(&self, beginning: &str) -> bool {
        let folded = fold(beginning);
        let begins = |beginning: &str| {
            let mut words = self.columns.range(beginning.to_owned()..);
            words
                .next()
                .is_some_and(|(word, _)| word.starts_with(beginning))
        };
        begins(&folded)
            || without_year(&folded).is_some_and(|rest| !rest.is_empty() && begins(rest))
    }

    /// Whether a column is named by words that begin with one piece and go on with the other.
    #[must_use]
    pub(super) fn joins(&self, beginning: &str, rest: &str) -> bool {
        let (beginning, rest) = (fold(beginning), fold(rest));
        let words = self.columns.range(beginning.clone()..);
        let mut words = words.take_while(|(word, _)| word.starts_with(&beginning));
        words.any(|(word, _)| {
            word.get(beginning.len()..)
                .is_some_and(|end| end.starts_with(&rest))
        })
    }

    /// In which orders forms print columns that belong together.
    pub(super) fn orders(&self) -> &[ColumnOrder] {
        &self.orders
    }

    /// The header word printed so, with or without the year before it (2026年预算数).
    #[must_use]
    pub(super) fn column(&self, text: &str) -> Option<&HeaderWord> {
        let folded = fold(text);
        let folded = of_today(&folded);
        let year = || self.columns.get(without_year(&folded)?);
        let change = || self.columns.get(change(&folded)?);
        self.columns
            .get(folded.as_ref())
            .or_else(year)
            .or_else(change)
    }

    /// Whether the word is one of 合计, 小计, 总计 …: the sum of the columns it stands with.
    #[must_use]
    pub(super) fn is_total(&self, text: &str) -> bool {
        self.column(text)
            .is_some_and(|entry| entry.role == Role::Total)
    }

    /// Whether forms print the word over columns, as a leaf or as a group.
    #[must_use]
    pub(super) fn is_header_word(&self, text: &str) -> bool {
        self.column(text).is_some() || self.group(text).is_some()
    }

    /// What the word may hold as a group.
    #[must_use]
    pub(super) fn group(&self, text: &str) -> Option<&GroupWord> {
        let folded = fold(text);
        let folded = of_today(&folded);
        let year = || self.groups.get(without_year(&folded)?);
        let change = || self.groups.get(change(&folded)?);
        self.groups
            .get(folded.as_ref())
            .or_else(year)
            .or_else(change)
    }

    /// The kind of row printed so, ordinals, a closing colon and dots that lead to the figures left
    /// aside.
    #[must_use]
    pub(super) fn row_kind(&self, name: &str) -> Option<RowKind> {
        let folded = fold(name);
        let folded = of_today(&folded);
        let (_, rest) = split_ordinal(&folded);
        let rest = rest.trim_end_matches(['：', '…', '·', '.']);
        if rest.starts_with("其中") {
            return Some(RowKind::OfWhich);
        }
        self.rows.get(rest).copied()
    }
}

/// What the budget law of 2015 calls 一般公共预算 was 公共财政预算, 公共预算 or 公共财政拨款 before.
fn of_today(folded: &str) -> Cow<'_, str> {
    if !folded.contains("公共") || folded.contains("一般公共") {
        return folded.into();
    }
    let today = folded.replace("公共财政预算", "公共预算");
    let today = today.replace("公共财政拨款", "公共预算财政拨款");
    today.replace("公共预算", "一般公共预算").into()
}

/// `2026年预算数` → `预算数`.
fn without_year(folded: &str) -> Option<&str> {
    let rest = folded.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = folded.len() - rest.len();
    let rest = rest
        .strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'))?;
    (digits == 4).then_some(rest)
}

/// `2026年比2025年增减额` → `增减额`: what is compared with what changes nothing in the word. Two years
/// that are compared, `2026年预算数比2025年预算数`, head the columns of the change.
fn change(folded: &str) -> Option<&str> {
    let measure = |text: &str| MEASURES.contains(&without_year(text).unwrap_or(""));
    let held = ["对比", "相比", "比较"].iter().find_map(|ending| {
        let (one, other) = folded.strip_suffix(ending)?.split_once('与')?;
        (measure(one) && measure(other)).then_some("增减")
    });
    if held.is_some() {
        return held;
    }
    let (before, rest) = folded.split_once(['比', '较'])?;
    let words = ["增减", "增长", "变动", "增加"];
    let at = words.iter().filter_map(|word| rest.find(word)).min();
    match at {
        // Words of other columns stand between them where lines of a header were joined.
        Some(at) => {
            let compared = rest.get(..at)?;
            let of_columns = ["小计", "合计"].iter().any(|word| compared.contains(word));
            (!of_columns).then(|| rest.get(at..))?
        }
        None => ((before.is_empty() || measure(before)) && measure(rest)).then_some("增减"),
    }
}

/// What headers print of a year.
const MEASURES: [&str; 5] = ["预算数", "执行数", "决算数", "预算", "决算"];

/// A title without what varies: year, ordinals, publishers' prefixes, bracketed remarks.
fn title_core(title: &str) -> String {
    let folded = fold(title);
    let folded = of_today(&folded);
    let (_, rest) = split_ordinal(&folded);
    let mut core = rest;
    for prefix in ["附件：", "附件", "附表：", "附表", "附："] {
        core = core.strip_prefix(prefix).unwrap_or(core);
    }
    let digits = core.chars().take_while(char::is_ascii_digit).count();
    if digits == 4 {
        core = core.get(4..).unwrap_or(core);
        for word in ["年度", "年"] {
            if let Some(after) = core.strip_prefix(word) {
                core = after;
                break;
            }
        }
    }
    skeleton(core)
}

fn titles(text: &str) -> BTreeMap<String, TableKind> {
    catalogue::rows::<TitleRecord>(text)
        .into_iter()
        .filter_map(|record| {
            Some((
                title_core(&record.title),
                TableKind::from_name(&record.kind)?,
            ))
        })
        .collect()
}

fn patterns(text: &str) -> Vec<Pattern> {
    let words = |text: &str| text.split_whitespace().map(skeleton).collect();
    catalogue::rows::<PatternRecord>(text)
        .into_iter()
        .filter_map(|record| {
            Some(Pattern {
                kind: TableKind::from_name(&record.kind)?,
                all_of: words(&record.all_of),
                none_of: words(&record.none_of),
            })
        })
        .collect()
}

fn columns(text: &str) -> BTreeMap<String, HeaderWord> {
    catalogue::rows::<ColumnRecord>(text)
        .into_iter()
        .map(|record| {
            let word = fold(&record.word);
            let entry = HeaderWord {
                word: word.clone(),
                role: role(&record.role),
                kind: value_kind(&record.kind),
                // 数量 counts what each row names: no unit of the column, and never money.
                unit: (record.kind == "count").then(|| Unit::Count(record.unit.as_str().into())),
                stub: record.stub,
                family: record.family,
            };
            (word, entry)
        })
        .collect()
}

fn groups(text: &str) -> BTreeMap<String, GroupWord> {
    catalogue::rows::<GroupRecord>(text)
        .into_iter()
        .map(|record| {
            let entry = GroupWord {
                contains: record.contains.split_whitespace().map(fold).collect(),
                always: record.always == "yes",
                open: record.always == "open",
            };
            (fold(&record.group), entry)
        })
        .collect()
}

fn kind_words(text: &str) -> Vec<(TableKind, Vec<String>)> {
    catalogue::rows::<KindWordsRecord>(text)
        .into_iter()
        .filter_map(|record| {
            let words = record.words.split_whitespace().map(fold).collect();
            Some((TableKind::from_name(&record.kind)?, words))
        })
        .collect()
}

fn orders(text: &str) -> Vec<ColumnOrder> {
    let wordings = |column: &str| column.split('|').map(fold).collect();
    catalogue::rows::<OrderRecord>(text)
        .into_iter()
        .map(|record| record.words.split_whitespace().map(wordings).collect())
        .collect()
}

fn rows(text: &str) -> BTreeMap<String, RowKind> {
    catalogue::rows::<RowRecord>(text)
        .into_iter()
        .filter_map(|record| Some((fold(&record.name), row_kind(&record.kind)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        let vocabulary = Vocabulary::embedded();
        let columns = include_str!("../../assets/vocabulary/columns.csv");
        // A word printed twice would be what its last line says.
        assert_eq!(vocabulary.columns.len(), lines(columns));
        let rows = include_str!("../../assets/vocabulary/rows.csv");
        assert_eq!(vocabulary.rows.len(), lines(rows));
        let patterns = include_str!("../../assets/vocabulary/title_patterns.csv");
        assert_eq!(vocabulary.patterns.len(), lines(patterns));
        let groups = include_str!("../../assets/vocabulary/groups.csv");
        assert_eq!(vocabulary.groups.len(), lines(groups));
        let titles = include_str!("../../assets/vocabulary/titles.csv");
        assert_eq!(catalogue::rows::<TitleRecord>(titles).len(), lines(titles));
        for record in catalogue::rows::<TitleRecord>(titles) {
            assert!(
                TableKind::from_name(&record.kind).is_some(),
                "{}",
                record.kind
            );
        }
    }

    #[test]
    fn every_member_of_a_group_is_a_word() {
        let vocabulary = Vocabulary::embedded();
        for (group, entry) in &vocabulary.groups {
            assert!(vocabulary.columns.contains_key(group), "{group}");
            for member in &entry.contains {
                assert!(vocabulary.columns.contains_key(member), "{group}: {member}");
            }
        }
    }

    #[test]
    fn titles_of_many_provinces() {
        let cases = [
            ("2024年部门收支总体情况表", TableKind::BudgetSummary),
            ("支出決算表", TableKind::ExpenditureSummary),
            (
                "一般公共预算财政拨款基本支出决算明细表",
                TableKind::BasicExpenditure,
            ),
            ("财政拨款“三公”经费支出决算表", TableKind::ThreePublic),
            (
                "部门（单位）整体绩效目标表 (2024 年度)",
                TableKind::OverallPerformance,
            ),
            (
                "2024年部门预算项目绩效目标汇总表",
                TableKind::ProjectPerformance,
            ),
            ("行政（事业）单位机构运行经费表", TableKind::OperatingCost),
            (
                "部门预算财政拨款收支总表",
                TableKind::FiscalAppropriationSummary,
            ),
            ("2024年国有资本经营支出预算表", TableKind::StateCapital),
            (
                "2014年公共财政拨款支出预算表",
                TableKind::GeneralBudgetExpenditure,
            ),
            (
                "公共预算财政拨款支出决算表",
                TableKind::GeneralBudgetExpenditure,
            ),
            ("财政拨款支出预算表", TableKind::FiscalExpenditure),
        ];
        for (title, kind) in cases {
            assert_eq!(
                Vocabulary::embedded().title_kind(title),
                Some(kind),
                "{title}"
            );
        }
        assert_eq!(Vocabulary::embedded().title_kind("名词解释"), None);
    }

    #[test]
    fn words_of_the_law_before_mean_those_of_today() {
        let vocabulary = Vocabulary::embedded();
        for word in ["公共财政预算拨款", "公共预算财政拨款", "公共财政拨款"] {
            let role = vocabulary.column(word).map(|word| word.role);
            assert_eq!(role, Some(Role::GeneralBudget), "{word}");
        }
        let group = vocabulary.group("财政拨款");
        assert!(group.is_some_and(|group| group.holds("公共财政预算")));
        assert_eq!(of_today("一般公共服务支出"), "一般公共服务支出");
    }
}
