//! Printed names beside the catalogue: the same, cut off, a former wording, or the name of another code.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Facts;
use super::words::without_ordinal;
use crate::catalogue::{self, Entry};
use crate::model::script::simplified;

/// How a printed name and the published ones of its code compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// One of the published names, or the beginning or rest of one.
    Known,
    /// The published name of other years.
    Former(&'static str),
    /// Not a published name of this code; the newest one is given.
    Other(&'static Entry),
    /// The catalogue does not know the code.
    NoEntry,
}

impl Facts<'_> {
    /// The name of a row's main code, brackets and ordinals unified.
    #[must_use]
    pub fn plain_code_name(&self, table: usize, row: usize) -> String {
        let Some(row) = self.row(table, row) else {
            return String::new();
        };
        let mut names = row.name().split('→').map(unified);
        let first = names.next().unwrap_or_default();
        // Where a project or a unit is named beside the code, the published name is the code's.
        let published = |name: &String| {
            let codes = by_name().get(name);
            codes.is_some_and(|codes| codes.contains(&row.main_code()))
        };
        match row.name().contains('→') && !published(&first) {
            true => names.find(published).unwrap_or(first),
            false => first,
        }
    }

    /// Every row with a code and a name: table, row, main code, unified name.
    pub fn coded_rows(&self) -> impl Iterator<Item = (usize, usize, &str, String)> {
        self.tables().flat_map(move |(table, found)| {
            let rows = found.rows.iter().enumerate();
            rows.filter(|(_, row)| row.level().is_some() && !row.name().is_empty())
                .map(move |(row, printed)| {
                    let name = self.plain_code_name(table, row);
                    (table, row, printed.main_code(), name)
                })
        })
    }

    /// Compares a printed name with the published names of a code in the year of the disclosure.
    #[must_use]
    pub fn wording(&self, code: &str, name: &str) -> Wording {
        let entries = catalogue::entries(code);
        let Some(newest) = entries.last() else {
            return Wording::NoEntry;
        };
        let year = self.disclosure.year.map(|year| year.0);
        let ended = |entry: &&Entry| match (year, entry.valid_to) {
            (Some(year), Some(to)) => to < year,
            _ => false,
        };
        let same = |entry: &&Entry| unified(entry.name) == name;
        if entries.iter().any(|entry| same(&entry) && !ended(&entry)) {
            return Wording::Known;
        }
        let current = entries.iter().rev().find(|entry| !ended(entry));
        if let (true, Some(current)) = (entries.iter().any(|entry| same(&entry)), current) {
            return Wording::Former(current.name);
        }
        let piece = |entry: &Entry| is_piece(name, &unified(entry.name));
        if name.is_empty() || entries.iter().any(piece) {
            return Wording::Known;
        }
        Wording::Other(current.unwrap_or(newest))
    }
}

/// Codes of the same classification and length whose published name is exactly this one.
#[must_use]
pub fn codes_named(name: &str, like: &str) -> Vec<&'static str> {
    let group = like.get(..1).unwrap_or("");
    let named = by_name().get(name).map_or(&[][..], Vec::as_slice);
    let alike = |code: &&str| code.len() == like.len() && code.starts_with(group);
    named.iter().copied().filter(alike).collect()
}

/// The codes of every published name, in the order of the catalogue.
fn by_name() -> &'static HashMap<String, Vec<&'static str>> {
    static NAMES: OnceLock<HashMap<String, Vec<&'static str>>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: HashMap<String, Vec<&'static str>> = HashMap::new();
        for (code, entries) in catalogue::all() {
            for entry in entries {
                let codes = names.entry(unified(entry.name)).or_default();
                if codes.last() != Some(&code) {
                    codes.push(code);
                }
            }
        }
        names
    })
}

/// A name without white space, ordinals, 其中 and the kind of bracket, in simplified characters.
#[must_use]
pub fn unified(name: &str) -> String {
    let mut unified = String::with_capacity(name.len());
    let printed = name.chars().filter(|c| !c.is_whitespace());
    unified.extend(printed.map(|c| match c {
        '(' | '［' | '[' => '（',
        ')' | '］' | ']' => '）',
        ',' | '，' => '、',
        other => simplified(other),
    }));
    let mut plain = unified.trim_start_matches(['-', '－', '—', '·', '*']);
    for word in ["其中：", "其中:"] {
        while let Some(rest) = plain.strip_prefix(word) {
            plain = rest;
        }
    }
    plain = without_ordinal(plain);
    for level in ["（类）", "（款）", "（项）"] {
        while let Some(rest) = plain.strip_suffix(level) {
            plain = rest;
        }
    }
    plain.to_owned()
}

/// Whether one name has all characters of the other in their order: names are cut off and lose
/// characters at line breaks.
#[must_use]
pub fn is_piece(one: &str, other: &str) -> bool {
    let (short, long) = if one.chars().count() <= other.chars().count() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|found| found == c))
}

/// Whether one name is the other with the characters of a neighbouring line between its own: text
/// whose lines overlap on the page is extracted so. Of the shorter name, three quarters stand in
/// the longer in their order, and the longer holds more than a few others.
#[must_use]
pub fn is_muddled(one: &str, other: &str) -> bool {
    const FEWEST_OTHERS: usize = 3;
    let (mut short, mut long): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    // Longest common subsequence; names are short.
    let mut above = vec![0_usize; long.len() + 1];
    for own in &short {
        let mut row = vec![0; long.len() + 1];
        for (at, character) in long.iter().enumerate() {
            let diagonal = above.get(at).copied().unwrap_or(0) + usize::from(own == character);
            let beside = row.get(at).copied().unwrap_or(0);
            let over = above.get(at + 1).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(at + 1) {
                *cell = diagonal.max(beside).max(over);
            }
        }
        above = row;
    }
    let common = above.last().copied().unwrap_or(0);
    common * 4 >= short.len() * 3 && long.len() - common >= FEWEST_OTHERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mixed_with_the_line_above_are_told() {
        let printed = "险机缴关费事支业出单位职业年金缴";
        assert!(is_muddled(printed, "机关事业单位职业年金缴费"));
        assert!(is_muddled(
            "费其支他出行政事业单位养老支",
            "其他行政事业单位养老支出"
        ));
        assert!(!is_muddled("行政单位离退休", "事业单位离退休"));
        assert!(!is_muddled("事业机构", "林场机构"));
    }

    #[test]
    fn names_are_compared_without_brackets_and_ordinals() {
        assert_eq!(unified("一、 住房公积金"), "住房公积金");
        assert_eq!(unified("行政运行（项）"), "行政运行");
        assert_eq!(unified("因公出国(境)费用"), "因公出国（境）费用");
    }

    #[test]
    fn a_cut_name_is_a_piece_and_another_name_is_not() {
        assert!(is_piece(
            "机关事业单位基本养老保险",
            "机关事业单位基本养老保险缴费支出"
        ));
        assert!(!is_piece("行政运行", "机关服务"));
    }

    #[test]
    fn an_exact_name_leads_to_its_codes() {
        assert!(codes_named("住房公积金", "2210201").contains(&"2210201"));
        assert!(codes_named("住房公积金", "30113").contains(&"30113"));
        assert!(codes_named("没有这样的名称", "30113").is_empty());
    }
}
