//! Words the forms share: classes in the stub of balance tables, Chinese numerals, income sources.

use super::book::{Book, Entry, Source};
use super::form::{Line, Slot};

/// 21 → 二十一
pub(crate) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => DIGITS[number].to_owned(),
        10..=19 => format!("十{}", DIGITS[number - 10]),
        _ => format!("{}十{}", DIGITS[number / 10], DIGITS[number % 10]),
    }
}

/// Classes as most forms print them, in order.
const CLASSES: [(&str, &str); 30] = [
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("209", "社会保险基金支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("227", "预备费"),
    ("229", "其他支出"),
    ("230", "转移性支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
    ("233", "债务发行费用支出"),
    ("234", "抗疫特别国债安排的支出"),
];

/// How a form writes the ordinal before a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ordinals {
    /// 一、 without gaps.
    Running,
    /// 一、 with the gaps of the codes (Henan).
    ByCode,
    /// （一） with the gaps of the codes.
    Bracketed,
    /// （一） without gaps.
    BracketedRunning,
}

/// Which classes a stub lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Classes {
    All,
    /// Without those only budgets have.
    FinalAccount,
    /// Only those with money.
    Used,
}

/// A row for every class with the sums of the columns.
pub(crate) fn class_lines(
    book: &Book,
    classes: Classes,
    ordinals: Ordinals,
    columns: &[fn(&Entry) -> bool],
) -> Vec<Line> {
    let in_class = |entry: &Entry, code: &str| entry.function.starts_with(code);
    CLASSES
        .iter()
        .filter(|(code, _)| match classes {
            Classes::All => true,
            Classes::FinalAccount => !["209", "227", "230", "233"].contains(code),
            Classes::Used => book.sum(|entry| in_class(entry, code)) != 0,
        })
        .enumerate()
        .map(|(at, (code, name))| {
            let by_code = code.parse::<usize>().unwrap_or(200) - 200;
            let name = match ordinals {
                Ordinals::Running => format!("{}、{name}", numeral(at + 1)),
                Ordinals::ByCode => format!("{}、{name}", numeral(by_code)),
                Ordinals::Bracketed => format!("（{}）{name}", numeral(by_code)),
                Ordinals::BracketedRunning => format!("（{}）{name}", numeral(at + 1)),
            };
            let sum = |fits: &fn(&Entry) -> bool| {
                Slot::Fen(book.sum(|entry| in_class(entry, code) && fits(entry)))
            };
            Line::item("", &name, columns.iter().map(sum).collect())
        })
        .collect()
}

/// Money of the year from a source; what is left at the end of the year came in as well.
pub(crate) fn current(book: &Book, source: Source) -> i64 {
    let spent = book.sum(|entry| entry.source == source && !entry.carried);
    if source == Source::General {
        spent + book.carry_out
    } else {
        spent
    }
}

/// Money carried over from last year.
pub(crate) fn carried(book: &Book, source: Source) -> i64 {
    book.sum(|entry| entry.source == source && entry.carried)
}

/// All money of the year.
pub(crate) fn all_current(book: &Book) -> i64 {
    book.sum(|entry| !entry.carried) + book.carry_out
}

/// All money carried over.
pub(crate) fn all_carried(book: &Book) -> i64 {
    book.sum(|entry| entry.carried)
}

/// Money that is fiscal appropriation.
pub(crate) fn is_fiscal(entry: &Entry) -> bool {
    entry.source != Source::Own
}

/// Rows without figures below the ones given, so that both lanes end together.
pub(crate) fn fill(lines: &mut Vec<Line>, height: usize, width: usize) {
    while lines.len() < height {
        lines.push(Line::item("", "", vec![Slot::Blank; width]));
    }
}
