//! The phrases around a figure: comparison with another year, direction of a change, list markers, what is said of whom.

use super::lexicon::lexicon;
use crate::load::organisation;
use crate::model::{Stage, year_in, years_in};

/// How far behind the comparing word its year may stand, in characters.
const NEAR: usize = 16;

/// The last comparison in a text.
pub(super) struct Comparison {
    /// Byte at which the comparing word begins.
    pub(super) start: usize,
    /// Byte behind the year.
    pub(super) end: usize,
    /// The year compared with.
    pub(super) year: Option<u16>,
}

/// Finds the last comparison with another year, or with the plan of this one.
pub(super) fn comparison(text: &str, year: Option<u16>) -> Option<Comparison> {
    lexicon()
        .comparisons
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter_map(|(start, word)| {
            let from = start + word.len();
            if word == "同比" {
                let year = year.map(|year| year - 1);
                return Some(Comparison {
                    start,
                    end: from,
                    year,
                });
            }
            let near: String = text.get(from..)?.chars().take(NEAR).collect();
            let (length, year) = period(&near, year)?;
            Some(Comparison {
                start,
                end: from + length,
                year,
            })
        })
        .max_by_key(|found| (found.end, std::cmp::Reverse(found.start)))
}

/// A name without the quotation marks that stand around the whole of it.
pub(super) fn unquoted(name: &str) -> &str {
    name.strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']))
        .unwrap_or(name)
}

/// The year a comparison names at its beginning, and how many bytes that takes.
fn period(text: &str, year: Option<u16>) -> Option<(usize, Option<u16>)> {
    let own = ["年初预算", "全年预算", "调整预算", "预算", "年初"];
    let last = [
        "上年度",
        "上年",
        "去年",
        "上一年度",
        "上一年",
        "上一度",
        "上一财年",
    ];
    let before = text.trim_start_matches(['“', '于']);
    let skipped = text.len() - before.len();
    for word in last {
        if let Some(rest) = before.strip_prefix(word) {
            let length = skipped + word.len() + same_time(rest);
            return Some((length, year.map(|year| year - 1)));
        }
    }
    if let Some(digits) = before.get(..4)
        && let Some(named) = year_in(digits)
    {
        let rest = before.get(4..).unwrap_or("");
        let unit = rest.strip_prefix('年').map_or(0, |rest| {
            let note = bracketed(rest);
            let behind = rest.get(note..).unwrap_or("");
            '年'.len_utf8() + note + same_time(behind)
        });
        return Some((skipped + 4 + unit, Some(named)));
    }
    own.iter()
        .find(|word| before.starts_with(**word))
        .map(|word| (skipped + word.len(), year))
}

/// Whether the words behind an opening bracket name a part of the amount before it, not its plan, its
/// change or the amount of another year.
pub(super) fn names_part(words: &str, year: Option<u16>) -> bool {
    let measured = is_measure_only(words) || year_first(words).is_some();
    !measured && super::change::change(words).is_none() && comparison(words, year).is_none()
}

/// How many bytes a note in brackets takes at the beginning: 比2019年（疫情前）决算数减少.
fn bracketed(text: &str) -> usize {
    let inside = text
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'));
    inside.map_or(0, |(note, _)| {
        let plain = note.chars().count() <= NEAR && !note.contains(|c: char| c.is_ascii_digit());
        if plain {
            "（）".len() + note.len()
        } else {
            0
        }
    })
}

/// How many bytes of 度 and 同期 stand behind a year that is compared with.
fn same_time(text: &str) -> usize {
    let rest = text.strip_prefix('度').unwrap_or(text);
    let same = ["同期", "同口径"].into_iter();
    let rest = same.fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    text.len() - rest.len()
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

/// What a figure is said of: the words before it without year, body and leading verbs.
pub(super) fn subject(lead: &str, bodies: &[String]) -> String {
    let lead = lead.trim_start_matches('）');
    if let Some((item, measure)) = item_before_year(lead) {
        let item = subject(item, bodies);
        if !item.is_empty() && !is_measure_only(&item) {
            let measure = without_trailing(measure);
            return format!("{item}{measure}");
        }
    }
    if let Some((name, measure)) = alias(lead) {
        return format!("{name}{}", without_trailing(measure));
    }
    let mut text = after_year(lead);
    for body in bodies {
        if let Some((_, rest)) = text.split_once(body.as_str()) {
            text = rest;
        }
    }
    text = from_code(without_short_body(text, bodies));
    text = without_sameness(text);
    // 本着厉行节约的原则公务接待费, 增减变化主要原因是新增人员
    for end in ["的原则", "的要求", "原因是", "原因为"] {
        let behind = text.split_once(end).map(|(_, behind)| behind);
        text = behind.filter(|behind| !behind.is_empty()).unwrap_or(text);
    }
    loop {
        let before = text;
        if starts_with_class(text) {
            break;
        }
        for word in &lexicon().leading {
            if starts_with_class(text) {
                break;
            }
            text = text.strip_prefix(word).unwrap_or(text);
        }
        text = without_ordinal(text);
        if text == before {
            break;
        }
    }
    // 我县完成地方财政收入5万元, but 完成预算5万元.
    let done = text.strip_prefix("完成").filter(|item| {
        let item = without_trailing(item);
        !item.is_empty() && !is_measure_only(item) && stage(item).is_none()
    });
    unquoted(without_trailing(done.unwrap_or(text))).to_owned()
}

/// 较上年无变化事业单位124个: what the line before ended with, without a mark.
fn without_sameness(text: &str) -> &str {
    const SAME: [&str; 5] = ["无变化", "持平", "一致", "不变", "相同"];
    let Some(found) = comparison(text, None).filter(|found| found.start == 0) else {
        return text;
    };
    let behind = text.get(found.end..).unwrap_or("");
    let rest = SAME.iter().find_map(|word| behind.strip_prefix(word));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// 公车购置费、公车运行费（“三公”经费）决算总额: a name in brackets behind a list is that of the whole, and
/// what it is followed by says no more than a plan or an account.
fn alias(lead: &str) -> Option<(&str, &str)> {
    let (_, rest) = lead.split_once('（')?;
    let (name, measure) = rest.split_once('）')?;
    let name = ["以下简称", "简称", "即"]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name);
    let quoted = name.starts_with('“') && !name.contains(['，', '。', '（']);
    let measured = is_measure_only(without_trailing(measure)) && stage(measure).is_some();
    (quoted && measured).then_some((name, measure))
}

/// 支出按功能科目分类情况2070204文物保护: the line above a list of accounts, which no mark ends.
fn from_code(text: &str) -> &str {
    let is_code = |at: &usize| {
        let before = text
            .get(..*at)
            .and_then(|before| before.chars().next_back());
        let begins = before.is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
        begins && super::item::glued(text.get(*at..).unwrap_or("")).is_some()
    };
    let digits = text.match_indices(|c: char| c.is_ascii_digit());
    let code = digits.map(|(at, _)| at).find(is_code);
    code.and_then(|at| text.get(at..)).unwrap_or(text)
}

/// 省检察院本年收入, in a disclosure of 江苏省人民检察院, which stands last among the bodies: its short
/// form is no part of the subject.
fn without_short_body<'a>(text: &'a str, bodies: &[String]) -> &'a str {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 12;
    let Some(own) = bodies.last() else {
        return text;
    };
    let ends = text.char_indices().take(LONGEST).skip(SHORTEST - 1);
    let names = ends.filter_map(|(at, c)| text.split_at_checked(at + c.len_utf8()));
    let longest = names
        .filter(|(name, rest)| !rest.is_empty() && organisation::ends_as_body(name))
        .take_while(|(name, _)| organisation::shortens(name, own))
        .last();
    longest.map_or(text, |(_, rest)| rest)
}

/// The words of a subject without those that only lead to the figure.
fn without_trailing(mut text: &str) -> &str {
    loop {
        let before = text;
        for word in &lexicon().trailing {
            text = text.strip_suffix(word).unwrap_or(text);
        }
        // 公务用车保有7辆: the verb is a part of the name.
        if text.ends_with('保') && before.ends_with("保有") {
            return before;
        }
        if text == before {
            return text;
        }
    }
}

/// 单位预算支出, 我局支出预算: the words begin with the body itself.
pub(super) fn begins_with_body(lead: &str) -> bool {
    let behind = last_year(lead).map_or(lead, |(_, end, _)| lead.get(end..).unwrap_or(lead));
    let own = [
        "单位",
        "部门",
        "本单位",
        "本部门",
        "我单位",
        "我部门",
        "我局",
        "本局",
    ];
    own.iter().any(|word| behind.starts_with(word))
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

/// Names that begin with one of the leading words by chance.
fn starts_with_class(text: &str) -> bool {
    [
        "单位资金",
        "单位整体",
        "本级财力",
        "部门预算",
        "及其他",
        "使用非财政",
        "年末结转",
        "应急",
        "应用",
    ]
    .iter()
    .any(|name| text.starts_with(name))
}

/// `（三）公务接待费`, `1.人大事务`: the ordinal is no part of the subject. Nor is what a form tells its
/// reader in brackets before it: `（按06表填写）（二）公用经费`.
fn without_ordinal(text: &str) -> &str {
    let note = text
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'));
    if let Some((_, rest)) = note
        && ordinal(text).0.is_none()
        && ordinal(rest).0.is_some()
    {
        return ordinal(rest).1;
    }
    ordinal(text).1
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

/// The words behind the last year (`某局2024年度收入总计` → `收入总计`).
fn after_year(text: &str) -> &str {
    let year = last_year(text).map(|(_, end, _)| end);
    let own = [
        "共有",
        "本年度",
        "本部门",
        "本单位",
        "我部门",
        "我单位",
        "我局",
    ]
    .into_iter()
    .filter_map(|word| Some(text.rfind(word)? + word.len()));
    let cut = year.into_iter().chain(own).max().unwrap_or(0);
    text.get(cut..)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(text)
}

/// A subject without the words for plan and account behind it: `科学技术支出年初预算` → `科学技术支出`.
pub(super) fn stem(subject: &str) -> String {
    let mut stem = subject.replace("决算支出", "支出");
    loop {
        let before = stem.len();
        for word in &lexicon().plans {
            let shorter = stem.strip_suffix(word).filter(|rest| !rest.is_empty());
            // 一般公共预算 and its sisters are names, and so is 收入总预算.
            let names_fund = [
                "一般公共",
                "性基金",
                "资本经营",
                "公共",
                "收支",
                "部门",
                "单位",
                "总",
            ]
            .iter()
            .any(|fund| shorter.is_some_and(|rest| rest.ends_with(fund)));
            if let Some(shorter) = shorter.filter(|_| !names_fund) {
                stem = shorter.to_owned();
            }
        }
        if stem.len() == before {
            return stem;
        }
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_name_their_year() {
        let cases = [
            ("与2023年预算相比，收入", Some(Some(2023))),
            ("比上年减少", Some(Some(2023))),
            ("预算数对比2022减少", Some(Some(2022))),
            ("较上一年度增加", Some(Some(2023))),
            ("同比", Some(Some(2023))),
            ("比年初预算数增加", Some(Some(2024))),
            ("与各方面相比", None),
        ];
        for (text, expected) in cases {
            let found = comparison(text, Some(2024)).map(|found| found.year);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn subjects_lose_year_body_and_verbs() {
        let bodies = ["云山市水务局".to_owned()];
        let cases = [
            ("云山市水务局（本级）单位2024年收入总计", "收入总计"),
            ("其中：基本支出", "基本支出"),
            ("云山市水务局预算支出安排", "预算支出"),
            ("（二）公务接待费", "公务接待费"),
            ("我单位共有车辆", "车辆"),
            ("公务用车保有", "公务用车保有"),
            ("2024年“三公”经费决算汇总数为", "“三公”经费决算"),
            ("2024年人员编制总数为", "人员编制"),
            (
                "2024年一般公共预算支出年初预算为",
                "一般公共预算支出年初预算",
            ),
        ];
        for (lead, expected) in cases {
            assert_eq!(subject(lead, &bodies), expected, "{lead}");
        }
        assert_eq!(stem("一般公共预算支出年初预算"), "一般公共预算支出");
        assert_eq!(stem("一般公共预算"), "一般公共预算");
        assert_eq!(stem("收入总预算"), "收入总预算");
        assert_eq!(stem("科学技术支出决算"), "科学技术支出");
    }
}
