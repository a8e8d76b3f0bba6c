//! Finds the figures of a sentence that state something; dates, document numbers, ordinals, thresholds and identifiers do not.

use std::ops::Range;

use super::printed::{self, Behind};
use super::words::Words;
use crate::load::fold::chinese_number;
use crate::load::numeral;
use crate::model::{Figure, FigureKind, Unit, year_in};

/// A figure with its place among the characters of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The digits.
    pub(super) range: Range<usize>,
    /// One past the unit.
    pub(super) end: usize,
    /// What is printed.
    pub(super) figure: Figure,
    /// Whether a unit is printed behind the digits.
    pub(super) has_unit: bool,
}

impl Quantity {
    /// Whether a percent sign is printed behind the digits.
    pub(super) fn is_percent(&self) -> bool {
        *self.figure.unit() == Unit::Percent
    }
}

/// Words before digits that make them an ordinal or a threshold.
const BEFORE: &[&str] = &[
    "第",
    "≥",
    "≤",
    ">",
    "<",
    "＞",
    "＜",
    "不低于",
    "不少于",
    "不超过",
    "大于等于",
    "超过",
    "低于",
    "高于",
    "不高于",
    "突破",
    "首破",
];

/// Words behind a unit that make the figure a threshold.
const THRESHOLDS: &[&str] = &[
    "以上",
    "以下",
    "以内",
    "及以上",
    "及以下",
    "（含）以",
    "（含）及以",
    "（不含）",
    "及其以上",
    "及以内",
    "含以上",
];

/// Words before Chinese numerals that make them a count.
const COUNTED: &[&str] = &[
    "新增", "增加", "减少", "增编", "调入", "调出", "退休", "招录", "录用", "共", "共有", "现有",
    "有", "设", "下设", "内设", "所属", "包括", "设立", "新招", "核减", "在职", "辖",
];

/// All figures that state something, in printed order.
pub(super) fn read(words: &Words) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = words.get(at) {
        let next = if c.is_ascii_digit() {
            let end = digits_end(words, at);
            found.extend(digits(words, at..end));
            end
        } else if is_numeral(c) {
            let end = numerals_end(words, at);
            found.extend(numerals(words, at..end));
            end
        } else {
            at + 1
        };
        at = next;
    }
    found
}

/// One past the digits, thousands separators and decimals that begin here.
fn digits_end(words: &Words, from: usize) -> usize {
    let is_digit = |at: usize| words.get(at).is_some_and(|c| c.is_ascii_digit());
    let run = |from: usize| (from..).find(|&at| !is_digit(at)).unwrap_or(from);
    let mut end = run(from);
    while end - from <= 3 + 4 * 4 && matches!(words.get(end), Some('，')) {
        let group = run(end + 1);
        let grouped = group == end + 4 && (run(from) - from) <= 3;
        if !grouped {
            break;
        }
        end = group;
    }
    if matches!(words.get(end), Some('.' | '．')) && is_digit(end + 1) {
        end = run(end + 1);
    }
    end
}

fn digits(words: &Words, range: Range<usize>) -> Option<Quantity> {
    let minus = range
        .start
        .checked_sub(1)
        .filter(|&at| matches!(words.get(at), Some('-' | '－' | '−')))
        .filter(|&at| {
            !at.checked_sub(1)
                .is_some_and(|before| is_name(words, before))
        });
    let start = minus.unwrap_or(range.start);
    if ends_range(words, range.start) {
        return None;
    }
    if start > 0 && is_latin(words, start - 1) || is_latin(words, range.end) {
        return None;
    }
    if BEFORE.iter().any(|word| words.ends(start, word)) || is_glued_to_year(words, &range) {
        return None;
    }
    let (unit, end) = match printed::behind(words, range.end) {
        Behind::Known(unit, end) => (Some(unit), end),
        Behind::Other => return None,
        Behind::None => (None, range.end),
    };
    let has_unit = unit.is_some();
    if has_unit && THRESHOLDS.iter().any(|word| words.holds(end, word)) {
        return None;
    }
    // 100万元及100万元以上: the first of the pair is a threshold, too.
    if words.holds(end, "及") && words.get(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let raw = words.slice(start, range.end).replace(['－', '−'], "-");
    let figure = figure(&raw, unit.unwrap_or(Unit::Count("".into())))?;
    Some(Quantity {
        range: start..range.end,
        end,
        figure,
        has_unit,
    })
}

/// 与2023498.83万元相比: a year that lost its 年, or a large amount; nothing tells which.
fn is_glued_to_year(words: &Words, range: &Range<usize>) -> bool {
    let compared = ["与", "比", "较", "同"]
        .iter()
        .any(|word| words.ends(range.start, word));
    let whole = words.slice(range.start, range.end);
    let whole = whole.split('.').next().unwrap_or("");
    compared && whole.len() > 4 && whole.get(..4).and_then(year_in).is_some()
}

fn figure(raw: &str, unit: Unit) -> Option<Figure> {
    let plain: String = raw
        .chars()
        .map(|c| if c == '，' { ',' } else { c })
        .collect();
    let figure = numeral::read(&plain, &unit)?.in_unit(unit);
    Some(figure)
}

/// 等级为中（70-80分）, 10～20万元: the second figure of a range, which states nothing exactly.
fn ends_range(words: &Words, start: usize) -> bool {
    let dash = |at: &usize| matches!(words.get(*at), Some('-' | '－' | '—' | '~' | '～' | '–'));
    let first = start.checked_sub(1).filter(dash);
    let digit = |at: usize| words.get(at).is_some_and(|c| c.is_ascii_digit());
    first.is_some_and(|at| at > 0 && digit(at - 1))
}

/// Letters and digits glued to a number make it a part of a name.
fn is_latin(words: &Words, at: usize) -> bool {
    words
        .get(at)
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '〔' | '_' | '/'))
}

/// The dash of 2023-2025 or A-3 is no sign.
fn is_name(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|c| c.is_ascii_alphanumeric())
}

fn is_word(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(char::is_alphanumeric)
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十两".contains(c)
}

fn numerals_end(words: &Words, from: usize) -> usize {
    (from..)
        .find(|&at| !words.get(at).is_some_and(is_numeral))
        .unwrap_or(from)
}

/// 新增三人, 下属事业单位某中心一个（…: a count where a verb of counting stands before it, or where
/// counting word and clause end together.
fn numerals(words: &Words, range: Range<usize>) -> Option<Quantity> {
    let Behind::Known(Unit::Count(word), end) = printed::behind(words, range.end) else {
        return None;
    };
    let counted = COUNTED.iter().any(|verb| words.ends(range.start, verb));
    let people = matches!(&*word, "人" | "名" | "个" | "家" | "辆" | "台");
    let closes = matches!(
        words.get(end),
        None | Some('，' | '。' | '；' | '、' | '（' | '）')
    );
    let follows =
        range.start > 0 && is_word(words, range.start - 1) && !words.ends(range.start, "第");
    if !people || !(counted || closes && follows && range.len() <= 3) {
        return None;
    }
    let raw = words.slice(range.start, range.end);
    let number = chinese_number(&raw.replace('两', "二"))?;
    Some(Quantity {
        range,
        end,
        figure: Figure::new(
            FigureKind::Printed,
            number.into(),
            0,
            Unit::Count(word),
            &raw,
        ),
        has_unit: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        read(&Words::of(text))
            .iter()
            .map(|q| format!("{}{}", q.figure.number(), q.figure.unit()))
            .collect()
    }

    #[test]
    fn figures_with_their_units() {
        let cases: &[(&str, &[&str])] = &[
            (
                "收入723万元，比2025年减少85.5万元。",
                &["723万元", "85.5万元"],
            ),
            ("支出121,393.52万元，增长９.4％", &["121393.52万元", "9.4%"]),
            ("支出1，393.52万元", &["1393.52万元"]),
            ("职业年金7.96万、退休费", &["7.96万元"]),
            (
                "0批次，12人次，4台（套）",
                &["0批次", "12人次", "4台（套）"],
            ),
            ("减少-3.5万元", &["-3.5万元"]),
            ("事业单位新增三人", &["3人"]),
            ("下属某某中心一个（全额）", &["1个"]),
            ("房屋89,813.94平方米", &["89813.94平方米"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), *expected, "{text}");
        }
    }

    #[test]
    fn what_states_nothing() {
        for text in [
            "2024年12月31日",
            "财预〔2017〕98号",
            "单价50万元以上通用设备",
            "单位价值100万元（含）以上",
            "预算支出100万元及100万元以上项目",
            "第3个",
            "5G+物流园区",
            "24个月",
            "一个方面",
            "增强四个意识",
            "编号GZ2020WJ00579号",
            "满意度≥95%",
            "450万人",
            "一次性补助",
            "执行省委省政府30条要求",
            "等级为中（70-80分）",
            "每项补助10～20万元",
        ] {
            let all: Vec<_> = read(&Words::of(text))
                .into_iter()
                .filter(|q| q.has_unit)
                .collect();
            assert!(all.is_empty(), "{text}: {all:?}");
        }
    }
}
