//! Groups side by side over the same columns, printed level by level: a level that repeats its words as often as there are groups gives each group one run of them.

use std::collections::BTreeSet;

use crate::load::body::Body;
use crate::load::fold::fold;
use crate::load::header::{self, Leaf};
use crate::load::layout::Layout;
use crate::load::line::TextLine;
use crate::load::plain;
use crate::load::vocabulary::Vocabulary;
use crate::model::{OrgUnit, Role, ValueKind};

/// Groups side by side: years, funds, and what changed between them.
const MOST_GROUPS: usize = 6;
/// Words of the widest header read so.
const MOST_WORDS: usize = 120;

/// Reads header and rows; `None` where the levels do not repeat, or the rows do not fit the columns.
#[must_use]
pub(in crate::load) fn read(
    header: &[TextLine],
    body: &[TextLine],
    units: &[OrgUnit],
    vocabulary: &Vocabulary,
) -> Option<Body> {
    // The groups may be called anything: years, bodies, funds.
    let printed: BTreeSet<String> = header
        .iter()
        .flat_map(TextLine::printed)
        .map(|piece| fold(&piece.text))
        .collect();
    let own = |word: &str| printed.contains(word) || public_expenses(word).is_some();
    let text = plain::header_text(header);
    let (words, unknown) = header::cut::cut_with(&text, vocabulary, &own);
    if unknown > 0 {
        return None;
    }
    let paths = paths(&words, vocabulary)?;
    let layout = Layout::new(&header::from_paths(paths, vocabulary));
    let body = plain::without_repeats(header, body);
    let read = (layout.lanes.len() == 1).then(|| plain::rows(body, layout, units, vocabulary))?;
    (!read.header_doubtful && plain::tiers::misfits(&read) == 0).then_some(read)
}

/// The columns of a header whose last levels repeat as often as there are words above them; `None`
/// where they do not, or where the words of one group make no tree.
fn paths(words: &[String], vocabulary: &Vocabulary) -> Option<Vec<Vec<String>>> {
    if words.len() > MOST_WORDS {
        return None;
    }
    (2..=MOST_GROUPS).find_map(|count| {
        // The longest end that consists of levels is all of them: the words of groups do not repeat.
        let mut starts = count..words.len();
        let (start, below) = starts.find_map(|start| {
            let below = of_one_group(words.get(start..)?, count)?;
            Some((start, below))
        })?;
        under(words.get(..start)?, &below, count, vocabulary)
    })
}

/// The words each group gets, where a run of levels gives every one of `count` groups the same.
fn of_one_group(mut words: &[String], count: usize) -> Option<Vec<String>> {
    let mut own = Vec::new();
    while !words.is_empty() {
        let size = (1..=words.len() / count).find(|&size| {
            let level = words.get(..size * count).unwrap_or(&[]);
            level.chunks(size).all(|run| level.starts_with(run))
        })?;
        own.extend(words.iter().take(size).cloned());
        words = words.get(size * count..)?;
    }
    (own.len() > 1).then_some(own)
}

/// The words above the levels end with the groups; parts of what names the rows, and columns of words,
/// may stand behind them.
fn under(
    above: &[String],
    below: &[String],
    count: usize,
    vocabulary: &Vocabulary,
) -> Option<Vec<Vec<String>>> {
    let entry = |word: &String| vocabulary.column(word);
    let names = |word: &String| entry(word).is_some_and(|entry| entry.stub.is_some());
    let tells =
        |word: &String| entry(word).is_some_and(|entry| entry.kind == Some(ValueKind::Text));
    let behind = above.iter().rev();
    let behind = behind.take_while(|word| names(word) || tells(word)).count();
    let (above, behind) = above.split_at(above.len() - behind);
    let (before, groups) = above.split_at(above.len().checked_sub(count)?);
    let alike = groups.iter().any(|group| {
        let others = groups.iter().filter(|other| *other == group);
        others.count() > 1
    });
    if alike
        || groups
            .iter()
            .chain(below)
            .any(|word| names(word) || tells(word))
    {
        return None;
    }
    let (parts, last): (Vec<String>, Vec<String>) =
        behind.iter().cloned().partition(|word| names(word));
    let first = header::words::assemble(&[before, &parts].concat(), vocabulary);
    let plain: Vec<String> = below.iter().map(|word| in_short(word)).collect();
    // Only the groups may be called anything.
    if below
        .iter()
        .chain(before)
        .any(|word| !vocabulary.is_header_word(&in_short(word)))
    {
        return None;
    }
    let inner = header::words::assemble(&plain, vocabulary);
    // Figures left of the groups are totals; what else stood there is a group that was overlooked.
    let total = |leaf: &Leaf| leaf.role == Role::Total || leaf.kind == Some(ValueKind::Text);
    let figures = |leaf: &Leaf| leaf.stub.is_none() && !total(leaf);
    if first.doubtful || inner.doubtful || first.leaves.iter().any(figures) {
        return None;
    }
    let printed = |short: &String| {
        let whole = plain.iter().zip(below).find(|(plain, _)| *plain == short);
        whole.map_or(short, |(_, whole)| whole).clone()
    };
    let inner: Vec<Vec<String>> = inner
        .leaves
        .iter()
        .map(|leaf| leaf.path.iter().map(printed).collect())
        .collect();
    let mut paths: Vec<Vec<String>> = first.leaves.into_iter().map(|leaf| leaf.path).collect();
    for group in groups {
        let under = |path: &Vec<String>| [std::slice::from_ref(group), path].concat();
        paths.extend(inner.iter().map(under));
    }
    paths.extend(last.into_iter().map(|word| vec![word]));
    Some(paths)
}

/// The word without what changes nothing in what it holds.
fn in_short(word: &str) -> String {
    public_expenses(word).unwrap_or(word).to_owned()
}

/// `一般公共预算拨款安排的“三公”经费预算` → `“三公”经费`: which funds pay, and what is printed of them, change
/// nothing in what the group holds.
fn public_expenses(folded: &str) -> Option<&'static str> {
    const GROUP: &str = "“三公”经费";
    const FUNDS: [&str; 11] = [
        "一般公共预算",
        "财政",
        "拨款",
        "当年",
        "本年",
        "年初",
        "部门",
        "预算",
        "安排",
        "资金",
        "的",
    ];
    const MEASURED: [&str; 6] = ["预算", "支出", "情况", "安排", "数", "额"];
    let made_of = |mut text: &str, words: &[&str]| {
        while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
            text = rest;
        }
        text.is_empty()
    };
    let (before, behind) = folded.split_once(GROUP)?;
    let whole = made_of(before, &FUNDS) && made_of(behind, &MEASURED);
    (whole && !before.is_empty()).then_some(GROUP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Option<Vec<String>> {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let paths = super::paths(&words, Vocabulary::embedded())?;
        Some(paths.iter().map(|path| path.join("/")).collect())
    }

    #[test]
    fn each_group_takes_one_run_of_every_level() {
        let years = paths(
            "单位编码 单位名称 上年 当年 备注 合计 “三公”经费 会议费 合计 “三公”经费 会议费 \
             小计 因公出国（境）费 公务接待费 小计 因公出国（境）费 公务接待费",
        );
        let years = years.unwrap_or_default();
        assert_eq!(years.len(), 13, "{years:?}");
        assert_eq!(years.get(2).map(String::as_str), Some("上年/合计"));
        assert_eq!(
            years.get(3).map(String::as_str),
            Some("上年/“三公”经费/小计")
        );
        assert_eq!(years.get(6).map(String::as_str), Some("上年/会议费"));
        assert_eq!(years.get(7).map(String::as_str), Some("当年/合计"));
        assert_eq!(years.last().map(String::as_str), Some("备注"));
    }

    #[test]
    fn levels_that_do_not_repeat_tell_nothing() {
        assert_eq!(paths("科目名称 合计 基本支出 项目支出"), None);
        assert_eq!(
            paths("科目名称 上年 当年 小计 基本支出 项目支出 小计 基本支出"),
            None
        );
    }
}
