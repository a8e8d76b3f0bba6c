//! The list of contents against the tables that were found.

use super::Facts;
use crate::model::{Disclosure, Promised, Table, TableKind};

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

/// Forms that every list of contents names, if it names any.
const STATUTORY: &[TableKind] = &[
    TableKind::BudgetSummary,
    TableKind::IncomeSummary,
    TableKind::ExpenditureSummary,
    TableKind::FiscalAppropriationSummary,
    TableKind::FiscalExpenditure,
    TableKind::GeneralBudgetExpenditure,
    TableKind::BasicExpenditure,
    TableKind::ThreePublic,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
    TableKind::ProjectExpenditure,
];

/// So many words of their own tell a title wherever they stand in a longer one (…表（不含上年结转）).
const LONG_CORE: usize = 10;

/// Lines of contents stand no farther apart than this.
const MOST_APART: u32 = 3;

/// So many more characters than in the contents may a title have: unit, number, name of the body.
const ROOM: usize = 10;

impl<'a> Facts<'a> {
    /// The tables the contents promise that are nowhere in the text a second time, provided that most
    /// others were found.
    #[must_use]
    pub fn missing_promised(&self) -> Vec<&'a Promised> {
        let promised = &self.disclosure.promised;
        let found = promised
            .iter()
            .filter(|one| has_table(self.disclosure, one));
        // Tables that are attached elsewhere, or are pictures, are nothing to complain of.
        if found.count() * 3 < promised.len() * 2 {
            return Vec::new();
        }
        let missing = missing_tables(self.disclosure).into_iter();
        let missing = missing.filter_map(|index| promised.get(index));
        missing
            .filter(|promised| !self.printed_again(promised))
            .collect()
    }

    /// The statutory tables whose titles share no words with any title the contents list.
    #[must_use]
    pub fn unlisted(&self) -> Vec<usize> {
        let listed: Vec<(String, String)> = self
            .disclosure
            .promised
            .iter()
            .map(|promised| (plain_title(&promised.title), core(&promised.title)))
            .collect();
        let tables = self.tables().filter(|(_, table)| {
            let (title, core) = (plain_title(&table.title), core(&table.title));
            let alike = |(wanted, words): &(String, String)| {
                title.contains(wanted.as_str())
                    || wanted.contains(&title)
                    || !words.is_empty() && core.ends_with(words.as_str())
                    || !core.is_empty() && words.ends_with(&core)
            };
            STATUTORY.contains(&table.kind) && !title.is_empty() && !listed.iter().any(alike)
        });
        let tables: Vec<(usize, String)> = tables
            .map(|(table, found)| (table, plain_title(&found.title)))
            .collect();
        if tables.is_empty() {
            return Vec::new();
        }
        // A title in the contents may run over two lines, and then it is no title of theirs.
        let text = plain_title(self.squeezed());
        let again = |title: &str| text.matches(title).nth(1).is_some();
        let tables = tables.into_iter().filter(|(_, title)| !again(title));
        tables.map(|(table, _)| table).collect()
    }

    /// Whether the words of the title that tell it apart are printed on another line too.
    fn printed_again(&self, promised: &Promised) -> bool {
        let (wanted, core) = (plain_title(&promised.title), core(&promised.title));
        let listed = |line: &str| {
            let printed = self::core(line);
            // A sentence or a note that speaks of the table is not the table.
            let plain = plain_title(line).chars().count();
            if plain > wanted.chars().count() + ROOM {
                return false;
            }
            let long = |title: &str| title.chars().count() > 3;
            plain_title(line).contains(&wanted)
                || long(&core) && printed.contains(&core)
                || long(&printed) && core.ends_with(&printed)
        };
        wanted.chars().count() < 4
            || self
                .lines()
                .filter(|(number, _)| *number != promised.place.line)
                .any(|(_, line)| line.contains('表') && listed(line))
    }
}

/// The listed tables without a table of that title, as indexes into the promised ones. Contents list
/// several; a single line that ends like a title heads what follows, or is the end of a sentence.
#[must_use]
pub fn missing_tables(disclosure: &Disclosure) -> Vec<usize> {
    let promised = &disclosure.promised;
    let lines: Vec<u32> = promised.iter().map(|one| one.place.line).collect();
    let is_listed = |index: usize| {
        let here = promised.get(index).map_or(0, |one| one.place.line);
        let beside = [index.checked_sub(1), Some(index + 1)];
        let mut beside = beside.into_iter().flatten().filter_map(|at| lines.get(at));
        beside.any(|&line| line.abs_diff(here) <= MOST_APART)
    };
    let missing = promised.iter().enumerate().filter(|(index, promised)| {
        let title = promised
            .title
            .trim_end_matches(|c: char| !c.is_alphabetic());
        // 第二部分 2024年部门决算表 heads a part of the document, all of its tables.
        let part = title.starts_with('第') && title.contains("部分");
        title.ends_with('表') && !part && is_listed(*index) && !has_table(disclosure, promised)
    });
    missing.map(|(index, _)| index).collect()
}

/// Whether a table bears the promised title, fillers left out.
fn has_table(disclosure: &Disclosure, promised: &Promised) -> bool {
    let (wanted, core) = (plain_title(&promised.title), core(&promised.title));
    let (bare, own) = (bare(&wanted), plain_title(&disclosure.department));
    let found = |table: &Table| {
        let title = plain_title(&table.title);
        let own_core = self::core(&table.title);
        let length = core.chars().count();
        let told = length > 3 && own_core.ends_with(&core)
            || length >= LONG_CORE && own_core.contains(&core);
        let printed = self::bare(&title.replace(&own, ""));
        let alike = || printed.contains(&bare) || bare.contains(&printed);
        !title.is_empty() && (told || !printed.is_empty() && alike())
    };
    bare.is_empty() || disclosure.tables.iter().any(found)
}

/// A plain title without the words that contents leave out or add.
fn bare(title: &str) -> String {
    let fillers = ["部门", "单位", "情况"];
    fillers
        .iter()
        .fold(title.to_owned(), |title, filler| title.replace(filler, ""))
}

/// The words of a title that tell its table from others.
fn core(title: &str) -> String {
    let plain = plain_title(title).replace(['及', '和', '与'], "");
    FILLERS
        .iter()
        .fold(plain, |title, filler| title.replace(filler, ""))
}

/// A title without year, ordinal, brackets, white space and page number.
#[must_use]
pub fn plain_title(title: &str) -> String {
    let kept: String = title
        .replace("年度", "年")
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”\"《》（）()0123456789.…·:：、年〇-—".contains(*c))
        .collect();
    kept.trim_start_matches(|c| "一二三四五六七八九十第附件".contains(c))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_year_ordinal_and_brackets() {
        let promised = plain_title("十二、2018年度某县法院政府采购预算表");
        assert_eq!(
            promised,
            plain_title("十二、2018 年某县法院政府采购预算表....12")
        );
        assert_eq!(core("部门（单位）“三公”经费支出预算表"), "三公经费");
    }
}
