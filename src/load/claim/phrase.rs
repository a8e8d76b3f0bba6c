//! The phrases around a figure: plans and accounts, years, list markers, ordinals.

use super::lexicon::lexicon;
use crate::model::{Stage, year_in, years_in};

/// Whether the words behind an opening bracket name a part of the amount before it, not its plan, its
/// change or the amount of another year.
pub(super) fn names_part(words: &str, year: Option<u16>) -> bool {
    let measured = is_measure_only(words) || year_first(words).is_some();
    !measured
        && super::change::change(words).is_none()
        && super::comparison::find(words, year).is_none()
}

/// Whether nothing but words for a plan, an account or their year stands here.
pub(super) fn is_measure_only(text: &str) -> bool {
    let mut rest = text;
    'strip: while !rest.is_empty() {
        for word in &lexicon().measures {
            if let Some(shorter) = rest.strip_prefix(word) {
                rest = shorter;
                continue 'strip;
            }
        }
        return false;
    }
    true
}

/// 年初预算 or 决算, when the words say which; the names of the funds hold 预算 without saying so.
pub(super) fn stage(text: &str) -> Option<Stage> {
    let mut plain = text.to_owned();
    for fund in [
        "一般公共预算",
        "公共财政预算",
        "公共预算",
        "政府性基金预算",
        "基金预算",
        "国有资本经营预算",
        "国有资本经营收支预算",
        "部门预算",
        "单位预算",
        "预算绩效",
        "预决算",
        "预算单位",
        "纳入预算",
    ] {
        plain = plain.replace(fund, "");
    }
    match (plain.rfind("决算"), plain.rfind("预算")) {
        (Some(account), Some(plan)) if plan > account => Some(Stage::Budget),
        (Some(_), _) => Some(Stage::FinalAccount),
        (None, Some(_)) => Some(Stage::Budget),
        (None, None) => None,
    }
}

/// Whether a text opens a list, and whether with 其中.
pub(super) fn opens_list(text: &str) -> Option<bool> {
    if text.contains("其中") {
        return Some(true);
    }
    lexicon()
        .lists
        .iter()
        .any(|word| text.contains(word))
        .then_some(false)
}

/// 支出包括：…, 收入预算主要包括…: the side of a balance whose parts are told next.
pub(super) fn opened_side(text: &str) -> Option<&'static str> {
    let lists = lexicon().lists.iter();
    let at = lists.filter_map(|word| text.find(word.as_str())).min()?;
    let clause = text.get(..at)?.rsplit(['，', '。', '；', '：']).next()?;
    let clause = clause.strip_prefix("本年").unwrap_or(clause);
    let side = clause.strip_suffix("预算").unwrap_or(clause);
    ["收入", "支出"].into_iter().find(|known| *known == side)
}

/// Whether a sentence goes on with the list of the one before.
pub(super) fn begins_list(text: &str) -> bool {
    lexicon().lists.iter().any(|word| text.starts_with(word))
}

/// Whether a clause tells of one of the two things that 公务用车购置及运行维护费 is made of by its very name.
pub(super) fn is_half_of(clause: &str, whole: &str) -> bool {
    let both = ["及运", "和运"].iter().any(|and| whole.contains(and));
    let clause = clause.trim_start_matches("其中");
    let clause = clause.trim_start_matches(['：', '，']);
    let half = |part: &str| clause.starts_with(part) && whole.starts_with("公务用车购置");
    both && !clause.contains("及运") && (half("公务用车购置") || half("公务用车运"))
}

/// The plan that a subject ends with: 收入年初预算数 → 年初预算.
pub(super) fn measure_of(subject: &str) -> &str {
    let plans = ["年初预算", "全年预算", "调整预算"];
    let found = plans.iter().find(|plan| subject.contains(**plan));
    found.copied().unwrap_or("预算")
}

/// The style and rest of a text that begins with an ordinal: 一、 （一） 1. （1） ①.
pub(super) fn ordinal(text: &str) -> (Option<u8>, &str) {
    const CIRCLED: u8 = 4;
    let circled = |c: char| ('①'..='⑳').contains(&c);
    if let Some(rest) = text.strip_prefix(circled) {
        return (Some(CIRCLED), rest.trim_start_matches(['.', '、']));
    }
    let (ordinal, rest) = crate::load::fold::split_ordinal(text);
    (ordinal.map(|ordinal| ordinal.style), rest)
}

/// The year a clause begins with: 2023年预算, 2023年度“三公”经费.
pub(super) fn year_first(lead: &str) -> Option<u16> {
    let year = year_in(lead.get(..4)?)?;
    lead.get(4..)?.starts_with('年').then_some(year)
}

/// Whether a year is all that words name: 2018年, 2018年度.
pub(super) fn is_year(words: &str) -> bool {
    let rest = words.get(4..).filter(|_| year_first(words).is_some());
    matches!(rest, Some("年" | "年度"))
}

/// The last year printed with 年 behind it: the bytes it begins and ends at, and the year.
pub(super) fn last_year(text: &str) -> Option<(usize, usize, u16)> {
    let (at, year) = years_in(text).next_back()?;
    Some((at.start, at.end, year))
}

/// `公务接待费2024年预算`: the item stands before the year, and behind it only what is said of it.
pub(super) fn item_before_year(lead: &str) -> Option<(&str, &str)> {
    let (start, end, _) = last_year(lead)?;
    let (item, measure) = (without_from(lead.get(..start)?), lead.get(end..)?);
    let measure = measure.strip_prefix('度').unwrap_or(measure);
    // 因公出国（境）费在2020年度的支出
    let item = item.trim_end_matches('在');
    let measure = measure.trim_start_matches('的');
    let named = item.chars().any(char::is_alphabetic) && last_year(item).is_none();
    (named && is_measure_only(measure)).then_some((item, measure))
}

/// Whether the amount is where a change began: 收入从2020年的…万元上升到….
pub(super) fn begins_from(lead: &str) -> bool {
    let before = last_year(lead).and_then(|(start, _, _)| lead.get(..start));
    before.is_some_and(|before| without_from(before).len() < before.len())
}

fn without_from(before: &str) -> &str {
    before.trim_end_matches(['从', '由'])
}
