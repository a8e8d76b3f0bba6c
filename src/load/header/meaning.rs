//! What the words of one header cell mean: known words, wordings of known words, heads, rates, years.

use crate::load::vocabulary::{HeaderWord, Vocabulary};
use crate::model::{dated, says_rate};

/// The word of the vocabulary for sums of anything.
const SUM: &str = "各项合计";

/// 编制人数 / 小计: heads, not money.
pub(in crate::load) fn counts_heads(path: &[String]) -> bool {
    const HEADS: [&str; 4] = ["人数", "离退休人员", "在职人员", "退休人员"];
    let heads = |text: &str| HEADS.iter().any(|end| text.ends_with(end));
    path.iter().any(|text| heads(text))
}

/// What the innermost text means; where it says less than the heading above it, 购置费 below
/// 公务用车购置及运行费, both together.
pub(in crate::load) fn meaning<'a>(
    path: &[String],
    vocabulary: &'a Vocabulary,
) -> Option<&'a HeaderWord> {
    const HELD_ABOVE: &str = "公务用车";
    let (text, outer) = path.split_last()?;
    let held = outer.iter().any(|above| above.contains(HELD_ABOVE));
    let whole = || meaning_of(&format!("{HELD_ABOVE}{text}"), vocabulary);
    meaning_of(text, vocabulary)
        .or_else(|| held.then(whole).flatten())
        .or_else(|| levels(text, outer).then(|| vocabulary.column("科目编码"))?)
}

/// 类款 below 经济分类科目编码: codes of several levels in one column.
fn levels(text: &str, outer: &[String]) -> bool {
    const LEVELS: [char; 3] = ['类', '款', '项'];
    const BETWEEN: [char; 2] = ['、', '/'];
    let codes = |above: &String| above.ends_with("编码") || above.ends_with("代码");
    outer.iter().any(codes)
        && text
            .chars()
            .all(|c| LEVELS.contains(&c) || BETWEEN.contains(&c))
}

/// The word, or the word without a remark in brackets behind it or a year before it.
fn meaning_of<'a>(text: &str, vocabulary: &'a Vocabulary) -> Option<&'a HeaderWord> {
    let without_remark = |text: &'_ str| {
        let open = text.find(['（', '('])?;
        vocabulary.column(text.get(..open)?)
    };
    let (_, plain) = split_year(text);
    if let Some(word) = general_word(text) {
        return vocabulary.column(word);
    }
    vocabulary
        .column(text)
        .or_else(|| without_remark(text))
        .or_else(|| vocabulary.column(plain))
        .or_else(|| without_remark(plain))
        .or_else(|| is_sum(plain).then(|| vocabulary.column(SUM))?)
}

/// Whether a heading says that its column sums something up, whatever that is: 项目支出合计.
fn is_sum(text: &str) -> bool {
    const ENDS: [&str; 3] = ["合计", "总计", "小计"];
    ENDS.iter().any(|end| text.ends_with(end))
}

/// The plain word for the many wordings of the columns that name accounts, projects and units:
/// 功能科目代码, 经济分类编码, 支出功能分类科目（按大类）, 一级项目名称, 二级预算单位名称.
fn general_word(text: &str) -> Option<&'static str> {
    if !text.contains("科目") && !text.contains("分类") {
        let longer = |word: &str| text.ends_with(word) && text != word;
        let words = [("级项目名称", "项目名称"), ("级预算单位名称", "预算单位")];
        let found = words.iter().find(|(end, _)| longer(end));
        found.map(|&(_, word)| word)
    } else if text.contains("按大类") {
        Some("项目")
    } else if text.ends_with("编码") || text.ends_with("代码") {
        Some("科目编码")
    } else if text.ends_with("名称") {
        Some("科目名称")
    } else {
        None
    }
}

/// `2026年预算数` → (2026, `预算数`).
pub(in crate::load) fn split_year(text: &str) -> (Option<u16>, &str) {
    dated(text).map_or((None, text), |(year, rest)| (Some(year), rest))
}

/// 增减%, 完成率, 占比: a column of such a heading prints percent, with the sign or without. Rates
/// of parts do not add up to the rate of the whole.
pub(in crate::load) fn is_rate(path: &[String]) -> bool {
    path.last().is_some_and(|text| says_rate(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::vocabulary::Stub;
    use crate::model::{Role, ValueKind};

    fn path(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn rates_are_told_from_amounts() {
        for text in ["增减%", "增减（％）", "预算完成率", "增长比例（%）", "占比"]
        {
            assert!(is_rate(&path(&["比2024年执行数", text])), "{text}");
        }
        for text in ["增减额", "比例尺测绘费", "执行率分值（10分）", "合计"] {
            assert!(!is_rate(&path(&["2025年预算数", text])), "{text}");
        }
    }

    #[test]
    fn what_the_heading_above_says_is_not_said_again() {
        let vocabulary = Vocabulary::embedded();
        let role = |texts: &[&str]| meaning(&path(texts), vocabulary).map(|word| word.role);
        let vehicles = "公务用车购置及运行维护费";
        assert_eq!(role(&[vehicles, "购置费"]), Some(Role::VehiclePurchase));
        assert_eq!(role(&[vehicles, "运行维护费"]), Some(Role::VehicleRunning));
        assert_eq!(role(&["项目", "购置费"]), None);
    }

    #[test]
    fn sums_of_anything_are_amounts() {
        let leaf =
            |text: &str| crate::load::header::Leaf::new(path(&[text]), Vocabulary::embedded());
        assert_eq!(leaf("项目支出合计").kind, Some(ValueKind::Amount));
        assert_eq!(leaf("绿化支出").kind, None);
    }

    #[test]
    fn levels_in_one_column_are_codes() {
        let vocabulary = Vocabulary::embedded();
        let stub = |texts: &[&str]| meaning(&path(texts), vocabulary).and_then(|word| word.stub);
        assert_eq!(stub(&["经济分类科目编码", "类款"]), Some(Stub::Code));
        assert_eq!(stub(&["科目代码", "类、款、项"]), Some(Stub::Code));
        assert_eq!(stub(&["科目编码", "款"]), Some(Stub::Section));
        assert_eq!(stub(&["支出", "类款"]), None);
    }

    #[test]
    fn a_rate_without_percent_signs_is_no_money() {
        let leaf = crate::load::header::Leaf::new(path(&["增减%"]), Vocabulary::embedded());
        assert_eq!(leaf.kind, Some(ValueKind::Percent));
    }
}
