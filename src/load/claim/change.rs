//! Words of change in front of a figure: how much more or less, and of what.

use std::borrow::Cow;

use super::comparison;
use super::lexicon::lexicon;
use super::phrase::{is_measure_only, stage};
use crate::model::{Direction, Stage};

/// A word of change in a lead.
pub(super) struct Change {
    pub(super) direction: Direction,
    /// What changed, as far as it is said before the word.
    pub(super) before: String,
    /// What changed, where it is said behind the word (减少了住房公积金…).
    pub(super) object: String,
}

/// The last word of change of a lead. Where words overlap the first counts: 新增收入 is not 增收. Short
/// ones (增, 减) are parts of many names and count only where the figure follows.
pub(super) fn change(lead: &str) -> Option<Change> {
    let lead = without_note(lead.trim_end_matches('：'));
    let lead = &without_brackets_of_change(lead);
    let mut found: Vec<(usize, &str, Direction)> = lexicon()
        .changes
        .iter()
        .flat_map(|(word, direction)| {
            let places = lead.match_indices(word.as_str());
            places.map(|(at, word)| (at, word, *direction))
        })
        .filter(|(at, word, _)| {
            let behind = lead.get(at + word.len()..).unwrap_or("");
            // 减少的主要原因是去年购置投入5万元: not of this figure.
            let explained = ["的主要原因", "的原因", "主要原因", "原因"]
                .iter()
                .any(|reason| behind.starts_with(reason));
            // 用事业基金弥补收支差额: the name of a source.
            let named = lead
                .get(..*at)
                .is_some_and(|before| before.ends_with("弥补收支"));
            // 采购金额45万元，节约资金5万元，节约率10%: against what was planned to be paid, no change of it.
            let saved = *word == "节约" && (behind.starts_with("资金") || behind.starts_with('率'));
            !explained && !named && !saved && !is_named_new(word, behind)
        })
        .collect();
    found.sort_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
    let mut free = 0;
    found.retain(|(at, word, _)| {
        let first = *at >= free;
        if first {
            free = at + word.len();
        }
        first
    });
    let short = lexicon()
        .short_changes
        .iter()
        .filter_map(|(word, direction)| {
            Some((
                lead.strip_suffix(word.as_str())?.len(),
                word.as_str(),
                *direction,
            ))
        });
    let either = either(lead, &found);
    let (at, word, direction) = found
        .pop()
        .into_iter()
        .chain(short)
        .max_by_key(|(at, word, _)| (at + word.len(), word.len()))?;
    let (at, end, direction) = match either {
        Some((start, end)) if end >= at + word.len() => (start, end, Direction::None),
        _ => (at, at + word.len(), direction),
    };
    let behind = lead.get(end..)?;
    let object = lexicon()
        .after_change
        .iter()
        .find(|filler| behind == **filler)
        .map_or(behind, |_| "");
    Some(Change {
        direction,
        // 户数较上年净增加
        before: lead.get(..at)?.trim_end_matches('净').to_owned(),
        object: object.trim_start_matches('了').to_owned(),
    })
}

/// 增加/减少, 增长或下降, 增加（或减少）: the two words of a form of which none was chosen; the bytes they
/// begin and end at.
fn either(lead: &str, found: &[(usize, &str, Direction)]) -> Option<(usize, usize)> {
    const JOINS: [&str; 6] = ["/", "／", "或", "或者", "（", "（或"];
    let [.., (first, up, one), (second, down, other)] = found else {
        return None;
    };
    let between = lead.get(first + up.len()..*second)?;
    let opposite = one != other && *one != Direction::None && *other != Direction::None;
    let end = second + down.len();
    let closing = lead.get(end..).filter(|rest| rest.starts_with('）'));
    let closes = between.contains('（') == closing.is_some();
    let end = end + closing.map_or(0, |_| '）'.len_utf8());
    (opposite && closes && JOINS.contains(&between)).then_some((*first, end))
}

/// 新增一般债券收入5万元: debt of the year is called so, it is no change of anything.
fn is_named_new(word: &str, behind: &str) -> bool {
    const NAMES: [&str; 7] = [
        "一般债",
        "专项债",
        "地方政府",
        "政府一般债",
        "政府专项债",
        "债券",
        "债务",
    ];
    word == "新增" && NAMES.iter().any(|name| behind.starts_with(name))
}

/// Words for more or less than a plan.
const AGAINST: [(&str, Direction); 9] = [
    ("大于", Direction::Up),
    ("高于", Direction::Up),
    ("多于", Direction::Up),
    ("超出", Direction::Up),
    ("超过", Direction::Up),
    ("超", Direction::Up),
    ("小于", Direction::Down),
    ("低于", Direction::Down),
    ("少于", Direction::Down),
];

/// 决算数大于年初预算数5万元: what was spent against the plan of the same year.
pub(super) fn against_plan(lead: &str) -> Option<Change> {
    let (at, word, direction) = AGAINST
        .iter()
        .find_map(|(word, direction)| Some((lead.rfind(word)?, word, *direction)))?;
    let plan = lead.get(at + word.len()..)?.trim_end_matches('约');
    let planned = is_measure_only(plan) && stage(plan) == Some(Stage::Budget);
    planned.then(|| Change {
        direction,
        before: lead.get(..at).unwrap_or("").to_owned(),
        object: String::new(),
    })
}

/// 比上年同口径下降（以下简称“下降”）: how a word is used from here on is no object of it.
fn without_note(lead: &str) -> &str {
    let note = lead
        .strip_suffix('）')
        .and_then(|open| open.rsplit_once('（'));
    match note {
        Some((before, note))
            if ["以下简称", "简称", "下同"]
                .iter()
                .any(|word| note.starts_with(word)) =>
        {
            before
        }
        _ => lead,
    }
}

/// 较上年（减少）16.23万元, （减）幅23%: a form whose bracket was filled in with one word means that
/// word; behind another one (增加（减少）) nothing was chosen.
fn without_brackets_of_change(lead: &str) -> Cow<'_, str> {
    let Some((before, rest)) = lead.split_once('（') else {
        return Cow::Borrowed(lead);
    };
    let Some((inside, behind)) = rest.split_once('）') else {
        return Cow::Borrowed(lead);
    };
    let words = &lexicon().changes;
    let known =
        words.iter().any(|(word, _)| word == inside) || matches!(inside, "增" | "减" | "降");
    let chosen = known && !words.iter().any(|(word, _)| before.ends_with(word));
    if chosen {
        Cow::Owned(format!("{before}{inside}{behind}"))
    } else {
        Cow::Borrowed(lead)
    }
}

/// What the clause before says to have changed (`项目支出增加，较上年…` → `项目支出`).
pub(super) fn changed_before(between: &str, lead: &str) -> Option<String> {
    let before = between.strip_suffix(lead)?.trim_end_matches(['，', '：']);
    let clause = before.rsplit(['，', '。', '；', '：']).next()?;
    // 收入支出总体与上年相比，增加…
    let compared = ["相比", "对比", "比较"]
        .iter()
        .any(|end| clause.ends_with(end));
    let mut changes = lexicon().changes.iter();
    let item = changes.find_map(|(word, _)| clause.strip_suffix(word.as_str()));
    let item = item.or((compared && comparison::find(clause, None).is_some()).then_some(clause))?;
    // 支出决算比预算无增减变化，比去年增加…: neither the plan nor that it is the same is the item.
    let item = item.strip_suffix("增减").unwrap_or(item);
    let item = item.strip_suffix('无').unwrap_or(item);
    let item =
        comparison::find(item, None).map_or(item, |found| item.get(..found.start).unwrap_or(item));
    (!item.is_empty() && item.chars().count() <= 20).then(|| item.to_owned())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_direction_and_object() {
        let cases = [
            ("收入减少", Direction::Down, "收入", ""),
            ("收、支总计各增加", Direction::Up, "收、支总计各", ""),
            ("减少了住房公积金", Direction::Down, "", "住房公积金"),
            ("增长率为", Direction::Up, "", ""),
            ("增加（减少）", Direction::None, "", ""),
            (
                "对个人和家庭的补助较上年（减少）",
                Direction::Down,
                "对个人和家庭的补助较上年",
                "",
            ),
            ("（减）幅", Direction::Down, "", ""),
            ("收入上升到2024年的", Direction::Up, "收入", "到2024年的"),
        ];
        for (text, direction, before, object) in cases {
            let found = change(text).unwrap();
            assert_eq!(
                (
                    found.direction,
                    found.before.as_str(),
                    found.object.as_str()
                ),
                (direction, before, object),
                "{text}"
            );
        }
    }
}
