//! Columns of figures and the entries each adds up, for the forms that list items by function or economic class.

use super::book::{Book, Entry, Nature, Source, government_code, name_of};
use super::form::{Head, Line, Slot, Use};

/// Header path of a column and the entries it adds up.
pub(crate) type Column = (&'static str, fn(&Entry, &Book) -> bool);

fn is_project_of(entry: &Entry, book: &Book, specific: bool) -> bool {
    matches!(entry.nature, Nature::Project(at) if book.projects[at].specific == specific)
}

pub(crate) const ALL: Column = ("合计", |_, _| true);
pub(crate) const BASIC: Column = ("基本支出", |entry, _| entry.is_basic());
pub(crate) const PROJECT: Column = ("项目支出", |entry, _| !entry.is_basic());

/// 合计, 基本支出, 项目支出 and three that stay empty.
pub(crate) const BY_NATURE: [Column; 6] = [
    ALL,
    BASIC,
    PROJECT,
    ("经营支出", |_, _| false),
    ("上缴上级支出", |_, _| false),
    ("对附属单位补助支出", |_, _| false),
];

/// Basic expenditure by economic class, projects by type.
pub(crate) const BY_TYPE: [Column; 9] = [
    ALL,
    ("基本支出/小计", |entry, _| entry.is_basic()),
    (
        "基本支出/人员经费/工资福利支出",
        |entry, _| entry.is_basic() && entry.class() == "301",
    ),
    (
        "基本支出/人员经费/对个人和家庭的补助",
        |entry, _| entry.is_basic() && entry.class() == "303",
    ),
    (
        "基本支出/公用经费/商品和服务支出",
        |entry, _| entry.is_basic() && entry.class() == "302",
    ),
    ("基本支出/公用经费/资本性支出", |entry, _| {
        entry.is_basic() && entry.class() == "310"
    }),
    ("项目支出/小计", |entry, _| !entry.is_basic()),
    ("项目支出/其他运转类", |entry, book| {
        is_project_of(entry, book, false)
    }),
    ("项目支出/特定目标类", |entry, book| {
        is_project_of(entry, book, true)
    }),
];

/// The same with a subtotal in every group.
pub(crate) const BY_TYPE_WITH_SUBTOTALS: [Column; 11] = [
    ("总计", |_, _| true),
    ("基本支出/合计", |entry, _| entry.is_basic()),
    ("基本支出/人员经费/小计", |entry, _| {
        entry.is_personnel()
    }),
    BY_TYPE[2],
    BY_TYPE[3],
    ("基本支出/公用经费/小计", |entry, _| {
        entry.is_running()
    }),
    BY_TYPE[4],
    BY_TYPE[5],
    ("项目支出/合计", |entry, _| !entry.is_basic()),
    BY_TYPE[7],
    BY_TYPE[8],
];

/// 合计, 人员经费, 公用经费.
pub(crate) const BY_STAFFING: [Column; 3] = [
    ALL,
    ("人员经费", |entry, _| entry.is_personnel()),
    ("公用经费", |entry, _| entry.is_running()),
];

/// Income by source, each item's income equal to its expenditure.
pub(crate) const BY_SOURCE: [Column; 10] = [
    ALL,
    ("本年收入/小计", |entry, _| !entry.carried),
    ("本年收入/财政拨款收入", |entry, _| {
        !entry.carried && entry.source != Source::Own
    }),
    ("本年收入/财政专户收入", |_, _| false),
    ("本年收入/事业收入", |_, _| false),
    ("本年收入/经营收入", |_, _| false),
    ("本年收入/上级补助收入", |_, _| false),
    ("本年收入/附属单位上缴收入", |_, _| false),
    ("本年收入/其他收入", |entry, _| {
        !entry.carried && entry.source == Source::Own
    }),
    ("上年结转", |entry, _| entry.carried),
];

/// Figure columns.
pub(crate) fn heads(columns: &[Column]) -> impl Iterator<Item = Head> {
    columns.iter().map(|(path, _)| Head::new(Use::Figure, path))
}

/// The sums of the columns over the entries that fit.
pub(crate) fn slots(book: &Book, columns: &[Column], fits: impl Fn(&Entry) -> bool) -> Vec<Slot> {
    columns
        .iter()
        .map(|(_, counts)| Slot::Fen(book.sum(|entry| fits(entry) && counts(entry, book))))
        .collect()
}

/// A row for every functional item of the entries that fit.
pub(crate) fn function_lines(
    book: &Book,
    columns: &[Column],
    parents: bool,
    fits: impl Fn(&Entry) -> bool,
) -> Vec<Line> {
    book.functions(parents, &fits)
        .iter()
        .map(|code| {
            let within = |entry: &Entry| fits(entry) && entry.function.starts_with(code.as_str());
            Line::item(code, name_of(code), slots(book, columns, within))
        })
        .collect()
}

/// A row for every economic item of the entries that fit.
pub(crate) fn economic_lines(
    book: &Book,
    columns: &[Column],
    parents: bool,
    fits: impl Fn(&Entry) -> bool,
) -> Vec<Line> {
    book.economics(parents, &fits)
        .iter()
        .map(|code| {
            let within = |entry: &Entry| fits(entry) && entry.economic.starts_with(code.as_str());
            Line::item(code, name_of(code), slots(book, columns, within))
        })
        .collect()
}

/// Adds the government code and name to rows by department item.
pub(crate) fn with_pairs(mut lines: Vec<Line>) -> Vec<Line> {
    for line in &mut lines {
        let code = government_code(&line.code);
        line.pair = Some((code.to_owned(), name_of(code).to_owned()));
    }
    lines
}

/// The items of “三公”经费: 出国, 购置, 运行, 接待.
pub(crate) fn three_public(book: &Book) -> [i64; 4] {
    ["30212", "31013", "30231", "30217"]
        .map(|code| book.sum(|entry| entry.economic == code && entry.source == Source::General))
}
