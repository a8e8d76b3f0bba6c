//! What a figure is said of: the words before it without year, body, verbs and ordinals, and without its plan or account.

use super::comparison;
use super::lexicon::lexicon;
use super::phrase::{is_measure_only, item_before_year, last_year, ordinal, stage};
use crate::load::organisation;
use crate::model::year_in;

/// A name without the quotation marks that stand around the whole of it.
pub(super) fn unquoted(name: &str) -> &str {
    name.strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']))
        .unwrap_or(name)
}

/// What a figure is said of: the words before it without year, body and leading verbs.
pub(super) fn named(lead: &str, bodies: &[String]) -> String {
    let lead = lead.trim_start_matches('）');
    if let Some((item, measure)) = item_before_year(lead) {
        let item = named(item, bodies);
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
    // 某中心（以下简称“中心”）实施项目
    if let Some((note, rest)) = text
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
        && ["以下简称", "简称"]
            .iter()
            .any(|word| note.starts_with(word))
        && !rest.is_empty()
    {
        text = rest;
    }
    text = from_code(behind_giver(without_short_body(text, bodies)));
    text = without_sameness(text);
    // 本着厉行节约的原则公务接待费, 增减变化主要原因是新增人员
    for end in ["的原则", "的要求", "原因是", "原因为"] {
        let behind = text.split_once(end).map(|(_, behind)| behind);
        text = behind.filter(|behind| !behind.is_empty()).unwrap_or(text);
    }
    // 公务接待费包括外事接待费5万元: what is told is the part.
    if let Some((whole, part)) = text.rsplit_once("包括")
        && !part.is_empty()
        && !is_measure_only(part)
        && whole.matches('（').count() == whole.matches('）').count()
    {
        text = part;
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
            // 政府性基金收入9万元，其中本级收入3万元: the name of a part.
            if word == "本级" && lead.contains("其中") && ["本级收入", "本级支出"].contains(&text)
            {
                continue;
            }
            if word == "加上" && names_source_above(text) {
                text = text.trim_start_matches('加');
                continue;
            }
            text = text.strip_prefix(word).unwrap_or(text);
        }
        text = without_ordinal(text);
        if text == before {
            break;
        }
    }
    // 我县完成地方财政收入5万元, 全区完成地方财政收入5万元, but 完成预算5万元.
    let done = text.split_once("完成").filter(|(place, item)| {
        let item = without_trailing(item);
        let whole = place.is_empty() || place.starts_with('全') && place.chars().count() == 2;
        whole && !item.is_empty() && !is_measure_only(item) && stage(item).is_none()
    });
    let (place, item) = done.unwrap_or(("", text));
    let item = unquoted(without_trailing(item));
    format!("{place}{item}")
}

/// 加上级补助收入, 加上年结余: the second character begins the name of a source.
fn names_source_above(text: &str) -> bool {
    const SOURCES: [&str; 5] = ["上级", "上年", "上解", "上缴", "上划"];
    let rest = text.strip_prefix('加');
    rest.is_some_and(|rest| SOURCES.iter().any(|source| rest.starts_with(source)))
}

/// 较上年无变化事业单位124个: what the line before ended with, without a mark.
fn without_sameness(text: &str) -> &str {
    const SAME: [&str; 5] = ["无变化", "持平", "一致", "不变", "相同"];
    let Some(found) = comparison::find(text, None).filter(|found| found.start == 0) else {
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
    const LONGEST: usize = 24;
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

/// 某某检察院安排公务接待费预算: a body that arranges for an item is no part of its name, whether or not the
/// disclosure is known to be its own.
fn behind_giver(text: &str) -> &str {
    let (giver, item) = text.split_once("安排").unwrap_or(("", text));
    let named = organisation::ends_as_body(giver) && !item.is_empty() && !is_measure_only(item);
    if named { item } else { text }
}

/// 复兴小学支出预算总额: a name of the publishing body stands before what is named, with or without its year.
pub(super) fn names_body(words: &str, bodies: &[String]) -> bool {
    let text = after_year(words);
    let whole = bodies
        .last()
        .is_some_and(|own| text.starts_with(own.as_str()));
    whole || without_short_body(text, bodies).len() < text.len()
}

/// The words of a subject without those that only lead to the figure.
fn without_trailing(mut text: &str) -> &str {
    loop {
        let before = text;
        for word in &lexicon().trailing {
            text = text.strip_suffix(word).unwrap_or(text);
        }
        // 公务用车保有7辆, 自有房屋: the verb is a part of the name.
        if text.ends_with(['保', '自', '国', '所']) && before.ends_with('有') {
            return before;
        }
        // 公务接待费人均88元
        if text.ends_with(['人', '户', '车', '辆']) && before.ends_with('均') {
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
    without_glued_number(ordinal(text).1)
}

/// 1基本支出5万元, between （1）… and 2、…: a number of a list that lost its mark. Names may begin with digits
/// (12345热线, 24小时图书馆): before those of plain items alone it is a number.
fn without_glued_number(text: &str) -> &str {
    const LONGEST: usize = 2;
    const ITEMS: [&str; 16] = [
        "基本支出",
        "项目支出",
        "工资福利支出",
        "商品和服务支出",
        "对个人和家庭",
        "人员经费",
        "公用经费",
        "日常公用经费",
        "财政拨款",
        "一般公共预算",
        "政府性基金",
        "国有资本经营",
        "事业收入",
        "公务接待费",
        "公务用车",
        "因公出国",
    ];
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=LONGEST).contains(&(text.len() - rest.len()));
    let item = numbered && ITEMS.iter().any(|item| rest.starts_with(item));
    if item { rest } else { text }
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
    let rest = text.get(cut..).filter(|rest| !rest.is_empty());
    // 2021学年度有完小7所
    let school = ["学年度", "学年"]
        .iter()
        .find_map(|word| text.split_once(word));
    if let Some((year, rest)) = school
        && year.ends_with(|c: char| c.is_ascii_digit())
        && !rest.is_empty()
    {
        return without_have(rest);
    }
    // 2021全区政府性基金预算收入: a year that lost its word.
    let lost = text.get(..4).filter(|_| cut == 0).and_then(year_in);
    let behind = text.get(4..).unwrap_or("");
    if lost.is_some() && behind.starts_with(|c: char| c.is_alphabetic() && c != '年') {
        return behind;
    }
    rest.map_or(text, without_day)
}

/// 有教学班6个: the verb that only says that there are some.
pub(super) fn without_have(text: &str) -> &str {
    const NAMES: [&str; 5] = ["线", "色", "关", "效", "偿"];
    let counted = text.strip_prefix('有').filter(|counted| {
        !counted.is_empty() && !NAMES.iter().any(|name| counted.starts_with(name))
    });
    counted.unwrap_or(text)
}

/// 截至2016年12月有职工296人, 2023年12月31日止: the day counted at is no part of the name.
fn without_day(text: &str) -> &str {
    let part = |text: &'static str| {
        move |rest: &str| {
            // 1-6月
            let span = |c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '—' | '至');
            let digits = rest.trim_start_matches(span);
            let behind = (digits.len() < rest.len()).then(|| digits.strip_prefix(text));
            behind.flatten().map(|behind| rest.len() - behind.len())
        }
    };
    let Some(month) = part("月")(text) else {
        return text;
    };
    let rest = text.get(month..).unwrap_or("");
    let rest = part("日")(rest)
        .and_then(|day| rest.get(day..))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(['底', '末', '止', '份', '，']);
    without_have(rest)
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
mod tests {
    use super::*;

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
            assert_eq!(named(lead, &bodies), expected, "{lead}");
        }
        assert_eq!(stem("一般公共预算支出年初预算"), "一般公共预算支出");
        assert_eq!(stem("一般公共预算"), "一般公共预算");
        assert_eq!(stem("收入总预算"), "收入总预算");
        assert_eq!(stem("科学技术支出决算"), "科学技术支出");
    }
}
