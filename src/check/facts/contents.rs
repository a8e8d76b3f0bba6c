//! The list of contents against the tables that were found.

use super::Facts;
use crate::model::{Promised, Table, TableKind};

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
            .filter(|promised| self.is_found(promised))
            .count();
        // Tables that are attached elsewhere, or are pictures, are nothing to complain of.
        if found * 3 < promised.len() * 2 {
            return Vec::new();
        }
        promised
            .iter()
            .filter(|promised| !self.is_found(promised) && !self.printed_again(promised))
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

    /// Whether a table bears the promised title, fillers left out.
    fn is_found(&self, promised: &Promised) -> bool {
        let (wanted, core) = (plain_title(&promised.title), core(&promised.title));
        let found = |table: &Table| {
            let title = plain_title(&table.title);
            let told = core.chars().count() > 3 && self::core(&table.title).ends_with(&core);
            !title.is_empty() && (title.ends_with(&wanted) || wanted.ends_with(&title) || told)
        };
        self.disclosure.tables.iter().any(found)
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

/// The words of a title that tell its table from others.
fn core(title: &str) -> String {
    FILLERS.iter().fold(plain_title(title), |title, filler| {
        title.replace(filler, "")
    })
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
