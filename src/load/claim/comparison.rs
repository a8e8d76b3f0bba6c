//! Words that compare with another year, or with the plan of this one: 比上年, 较2023年年初预算, 同比.

use super::lexicon::lexicon;
use crate::model::year_in;

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
pub(super) fn find(text: &str, year: Option<u16>) -> Option<Comparison> {
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
        .or_else(|| unsaid(text, year?))
}

/// 支出13万元，2023年预算增加1万元: the word that compares was left out before an earlier year, where behind a
/// figure of this year nothing but a plan or an account and the change follow.
fn unsaid(text: &str, year: u16) -> Option<Comparison> {
    const MEASURES: [&str; 4] = ["预算", "决算", "预算数", "决算数"];
    const CHANGES: [&str; 4] = ["增加", "减少", "增长", "下降"];
    let (before, clause) = text.rsplit_once('，')?;
    let named = year_in(clause.get(..4)?).filter(|&named| named < year)?;
    let rest = clause.get(4..)?.strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let measure = CHANGES.iter().find_map(|word| rest.strip_suffix(word))?;
    let start = before.len() + '，'.len_utf8();
    MEASURES.contains(&measure).then(|| Comparison {
        start,
        end: start + clause.len() - rest.len(),
        year: Some(named),
    })
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

/// Parts of a year.
const PERIODS: &[&str] = &[
    "上半年",
    "下半年",
    "前三季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
];

/// How many bytes of 度, 同期 and a part of the year stand behind a year that is compared with.
fn same_time(text: &str) -> usize {
    let rest = text.strip_prefix('度').unwrap_or(text);
    let same = ["同期", "同月", "同口径"]
        .iter()
        .chain(PERIODS)
        .chain(&["同期"]);
    let rest = same.fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    text.len() - rest.len()
}

#[cfg(test)]
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
            let found = find(text, Some(2024)).map(|found| found.year);
            assert_eq!(found, expected, "{text}");
        }
    }
}
