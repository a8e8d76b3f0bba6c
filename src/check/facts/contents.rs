//! The list of contents against the tables that were found.

use super::Facts;
use crate::model::{Promised, Table};

/// Words of titles that do not tell one table from another.
const FILLERS: &[&str] = &[
    "部门",
    "单位",
    "预算",
    "决算",
    "情况",
    "总体",
    "公开",
    "年度",
    "财政拨款",
    "本级",
    "表",
    "支出",
    "收入",
];

impl<'a> Facts<'a> {
    /// The tables the contents promise that are nowhere in the text a second time, provided that most
    /// others were found.
    #[must_use]
    pub fn missing_promised(&self) -> Vec<&'a Promised> {
        let promised = &self.disclosure.promised;
        let missing: Vec<&Promised> = promised
            .iter()
            .filter(|promised| !self.is_kept(promised))
            .collect();
        if missing.len() * 2 >= promised.len() {
            return Vec::new();
        }
        missing
    }

    /// Whether a promised table was found, or at least its title is printed again.
    fn is_kept(&self, promised: &Promised) -> bool {
        let wanted = plain_title(&promised.title);
        let found = |table: &Table| {
            let title = plain_title(&table.title);
            title == wanted || title.ends_with(&wanted) || wanted.ends_with(&title)
        };
        let tables = &self.disclosure.tables;
        wanted.chars().count() < 4
            || tables
                .iter()
                .any(|table| !table.title.is_empty() && found(table))
            || self.printed_again(promised, &wanted)
    }

    /// Whether the words of the title that tell it apart are printed on another line too.
    fn printed_again(&self, promised: &Promised, wanted: &str) -> bool {
        let core = FILLERS
            .iter()
            .fold(wanted.to_owned(), |title, filler| title.replace(filler, ""));
        let listed = |line: &str| {
            let plain = plain_title(line);
            plain.contains(wanted) || core.chars().count() > 3 && plain.contains(&core)
        };
        self.lines()
            .filter(|(number, _)| *number != promised.place.line)
            .any(|(_, line)| listed(line) && line.contains('表'))
    }
}

/// A title without year, ordinal, brackets, white space and page number.
#[must_use]
pub fn plain_title(title: &str) -> String {
    let kept: String = title
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”\"《》（）()0123456789.…·:：、年〇-—".contains(*c))
        .collect();
    kept.trim_start_matches(|c| "一二三四五六七八九十第附件".contains(c))
        .to_owned()
}
