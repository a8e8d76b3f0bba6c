//! Finds the row of a table that a sentence names: by code, by name at its level, by a shortened name.

use crate::load::fold::{skeleton, split_ordinal};
use crate::model::{Level, RowKind, RowRef, Table};

/// An item as a sentence names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    /// Printed code.
    code: String,
    /// Innermost name.
    name: String,
    /// Name of the level above, where it is printed.
    above: String,
    level: Option<Level>,
}

/// 类, 款, 项, and the bodies above them.
const DEEPEST: usize = 8;

/// A row that fits a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    /// Index into [`Table::rows`].
    pub(super) row: usize,
    /// Whether the name is printed in full.
    pub(super) exact: bool,
}

/// What the rows of a table are called, worked out once for all claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RowNames {
    names: Vec<RowName>,
    /// The year each row is of, in tables that tell one year below the other.
    years: Vec<Option<u16>>,
    /// Titles of the lanes.
    pub(super) lanes: Vec<String>,
}

/// What a row is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RowName {
    /// All that is printed.
    pub(super) whole: String,
    /// The name printed first, without ordinal and marks.
    pub(super) first: String,
    /// Its form for comparison.
    plain: String,
    /// How many characters the first name has.
    length: usize,
    /// How many its form for comparison has.
    plain_length: usize,
}

impl RowNames {
    pub(super) fn of(table: &Table) -> Self {
        let name = |row: RowRef<'_>| {
            let first = row_name(row);
            let plain = plain(&first);
            RowName {
                whole: skeleton(row.name()),
                plain_length: plain.chars().count(),
                plain,
                length: first.chars().count(),
                first,
            }
        };
        RowNames {
            names: table.rows.iter().map(name).collect(),
            years: table.rows.iter().map(year_of).collect(),
            lanes: table
                .lanes
                .iter()
                .map(|lane| skeleton(&lane.title))
                .collect(),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<&RowName> {
        self.names.get(row)
    }

    /// The year a row is of, where the table tells one year below the other.
    pub(super) fn year(&self, row: usize) -> Option<u16> {
        self.years.get(row).copied().flatten()
    }
}

impl Named {
    /// Reads `X（类）Y（款）Z（项）`, `2080501-行政单位离退休`, `工资福利支出（301）` or a bare name.
    pub(super) fn of(text: &str) -> Named {
        let text = split_ordinal(text).1.replace(['“', '”'], "");
        let text = split_ordinal(&text).1;
        let mut named = Named::default();
        let mut rest = text.to_owned();
        for (mark, level) in [
            ("（类）", Level::Class),
            ("（款）", Level::Section),
            ("（项）", Level::Item),
        ] {
            let Some((name, behind)) = rest
                .split_once(mark)
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
            else {
                continue;
            };
            named.above = std::mem::take(&mut named.name);
            named.name = skeleton(split_ordinal(&name).1);
            named.level = Some(level);
            rest = behind;
        }
        if named.level.is_none() {
            let plain = text.replace("科目", "");
            let (code, name) = coded(&plain).unwrap_or_default();
            named.code = code.to_owned();
            named.name = skeleton(if name.is_empty() { &plain } else { name });
        }
        named
    }

    /// Whether the sentence itself says that this is an item of the functional classification.
    pub(super) fn is_marked(&self) -> bool {
        self.level.is_some() || self.code.len() == 7
    }

    /// Whether it is an item of the government's own economic classification (501–599).
    pub(super) fn is_government(&self) -> bool {
        self.code.len() == 3 && self.code.starts_with('5')
    }

    /// The name to look a functional class up by; `None` for a name of a lower level.
    pub(super) fn class_name(&self) -> Option<String> {
        matches!(self.level, None | Some(Level::Class)).then(|| plain(&self.name))
    }

    /// The row among those asked for that this names; `None` where there is none or more than one.
    pub(super) fn row(
        &self,
        table: &Table,
        names: &RowNames,
        among: impl Fn(usize) -> bool,
    ) -> Option<Fit> {
        let rows: Vec<usize> = (0..table.rows.len())
            .filter(|&index| {
                let row = table.rows.get(index);
                let item =
                    row.is_some_and(|row| row.kind() != RowKind::Unit && !row.name().is_empty());
                item && among(index)
            })
            .collect();
        let with = |fits: &dyn Fn(RowRef<'_>, &RowName) -> bool| -> Vec<usize> {
            let fits = |&index: &usize| {
                let row = table.rows.get(index).zip(names.get(index));
                row.is_some_and(|(row, name)| fits(row, name))
            };
            rows.iter().copied().filter(fits).collect()
        };
        if !self.code.is_empty() {
            let found = with(&|row, _| {
                row.main_code() == self.code || row.paired_code() == Some(&self.code)
            });
            // Balances name their rows without codes.
            let coded = table.rows.iter().any(|row| !row.code().is_empty());
            if coded || self.name.is_empty() {
                return single(table, &found, true);
            }
        }
        let plain = plain(&self.name);
        let exact = with(&|row, name| name.plain == plain && self.is_at_level(row));
        if !exact.is_empty() {
            return self.single_below(table, names, &exact);
        }
        let (length, plain_length) = (self.name.chars().count(), plain.chars().count());
        if self.level.is_some() || length < 3 {
            return None;
        }
        let missing = |index: &usize| {
            let name = names.get(*index)?;
            let missing = shortened((&name.first, name.length), (&self.name, length))
                .or_else(|| shortened((&name.plain, name.plain_length), (&plain, plain_length)))?;
            Some((missing, *index))
        };
        let shortened: Vec<(usize, usize)> = rows.iter().filter_map(missing).collect();
        let nearest = shortened.iter().map(|(missing, _)| *missing).min()?;
        let loose = shortened.iter().filter(|(missing, _)| *missing == nearest);
        let loose: Vec<usize> = loose.map(|(_, index)| *index).collect();
        single(table, &loose, false)
    }

    fn is_at_level(&self, row: RowRef<'_>) -> bool {
        match (self.level, row.level()) {
            (Some(wanted), Some((_, level))) => wanted == level,
            _ => true,
        }
    }

    /// Of rows with one name, the one under the level the sentence names, else the outermost.
    fn single_below(&self, table: &Table, names: &RowNames, found: &[usize]) -> Option<Fit> {
        let above = plain(&self.above);
        let parent = |row: usize| table.rows.get(row)?.parent();
        // Some call the section by the name of its class.
        let is_below = |index: usize| {
            let ancestors = std::iter::successors(parent(index), |&row| parent(row));
            ancestors
                .take(DEEPEST)
                .filter_map(|row| names.get(row))
                .any(|name| name.plain.ends_with(&above))
        };
        let of = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let found = found.iter().copied();
            found.filter(|&index| fits(index)).collect()
        };
        if above.is_empty() {
            return single(table, found, true);
        }
        let mut meant = of(&is_below);
        if meant.is_empty() {
            // Nothing stands above the row.
            meant = of(&|index| parent(index).is_none());
        }
        single(table, &meant, true)
    }
}

/// Code and name of `2080501-行政单位离退休` (an ordinal may stand before it) and
/// `工资福利支出（301）`.
fn coded(text: &str) -> Option<(&str, &str)> {
    let is_code = |part: &str| {
        matches!(part.len(), 3 | 5 | 7) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some((before, name)) = text.split_once(['-', '—']) {
        let code = before.rsplit(['.', '、', '）']).next()?;
        return is_code(code).then_some((code, name));
    }
    if let Some(found) = glued(text) {
        return Some(found);
    }
    // （2070204）文物保护
    let bracketed = text
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'));
    if let Some((code, name)) = bracketed.filter(|(code, name)| is_code(code) && !name.is_empty()) {
        return Some((code, name));
    }
    // 工资福利支出（301）, 行政运行（2010301）支出, 机关资本性支出（一）（503）
    let (name, rest) = text.rsplit_once('（')?;
    let (code, measure) = rest.split_once('）')?;
    let plain = matches!(
        measure,
        "" | "支出" | "预算" | "支出预算" | "预算支出" | "决算"
    );
    (is_code(code) && plain).then_some((code, name))
}

/// Code and name of 2070204文物保护: the code of an item stands right before its name.
pub(super) fn glued(text: &str) -> Option<(&str, &str)> {
    const ITEM: usize = 7;
    let (code, name) = text.split_at_checked(ITEM)?;
    let named = name.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    (digits && named && code.starts_with('2')).then_some((code, name))
}

/// The single row, or the outermost of several nested into each other (229, 22999, 2299999 其他支出).
fn single(table: &Table, found: &[usize], exact: bool) -> Option<Fit> {
    let depth = |index: usize| table.rows.get(index).map(RowRef::depth);
    let outermost = found.iter().filter_map(|&index| depth(index)).min()?;
    let mut rows = found
        .iter()
        .copied()
        .filter(|&index| depth(index) == Some(outermost));
    let row = rows.next()?;
    rows.next().is_none().then_some(Fit { row, exact })
}

/// `2026年`, `2026年预算数` in a column of its own or as the name.
fn year_of(row: RowRef<'_>) -> Option<u16> {
    const MEASURES: &[&str] = &["", "预算", "预算数", "年初预算数", "决算", "决算数"];
    let words = row.cells().iter().filter_map(|cell| cell.text());
    words.chain([row.name()]).find_map(|text| {
        // Most cells hold other words: look before the text is folded.
        let digits = text
            .trim_start()
            .chars()
            .take(4)
            .filter(char::is_ascii_digit);
        let text = (digits.count() == 4).then(|| skeleton(text))?;
        let (year, measure) = text.split_once('年')?;
        let measure = measure.strip_prefix('度').unwrap_or(measure);
        let alone = year.len() == 4 && MEASURES.contains(&measure);
        alone.then(|| year.parse().ok()).flatten()
    })
}

/// The name that a row prints first, without ordinal and marks.
fn row_name(row: RowRef<'_>) -> String {
    let first = row.name().split('→').next().unwrap_or("");
    let name = split_ordinal(first).1;
    // 其中：（一）因公出国（境）支出
    let part = name
        .strip_prefix("其中：")
        .map(|part| split_ordinal(part).1);
    skeleton(part.unwrap_or(name))
}

/// 公务车运行维护费, 公务接待经费: the items of “三公”经费 by the names of the forms.
pub(super) fn usual(name: &str) -> String {
    name.replace("公务车", "公务用车")
        .replace("公务接待经费", "公务接待费")
}

/// A name as it is compared: 支出 behind it and 等 inside it are often left out.
pub(super) fn plain(name: &str) -> String {
    name.strip_suffix("支出")
        .unwrap_or(name)
        .replace('等', "")
        .replace("其它", "其他")
        .replace("用车购置费", "用车购置")
}

/// How many characters a shortened form leaves out: one name is the beginning or end of the other,
/// or all but two of its characters in order. A name that joins several (以及) is no form of one.
/// Beside the names stand their lengths.
fn shortened(row: (&str, usize), item: (&str, usize)) -> Option<usize> {
    let ((long, longer), (short, shorter)) = if row.1 >= item.1 {
        (row, item)
    } else {
        (item, row)
    };
    let missing = longer - shorter;
    if shorter < 3 || missing > 6 || item.0.contains("以及") {
        return None;
    }
    let ends = long.ends_with(short);
    let begins = || missing <= 2 && long.starts_with(short);
    let inside = || missing <= 2 && is_subsequence(short, long);
    (ends || begins() || inside()).then_some(missing)
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_levels_and_codes() {
        let named = Named::of("行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）支出");
        assert_eq!(named.name, "机关事业单位职业年金缴费支出");
        assert_eq!(named.above, "行政事业单位养老支出");
        assert_eq!(named.level, Some(Level::Item));
        let coded = Named::of("2080501-行政单位离退休");
        assert_eq!(
            (coded.code.as_str(), coded.name.as_str()),
            ("2080501", "行政单位离退休")
        );
        assert_eq!(Named::of("工资福利支出（301）").code, "301");
        assert_eq!(Named::of("其他支出").code, "");
    }

    fn shortened(row: &str, item: &str) -> Option<usize> {
        let measured = |name| (name, str::chars(name).count());
        super::shortened(measured(row), measured(item))
    }

    #[test]
    fn shortened_names() {
        for (row, item) in [
            ("维修护费", "维护费"),
            ("其他交通费用", "其他交通费"),
            ("机关事业单位基本养老保险缴费", "基本养老保险缴费"),
            ("奖励金", "计划生育奖励金"),
            ("其他社会保障缴费", "其他社会保障"),
        ] {
            assert!(shortened(row, item).is_some(), "{row} {item}");
        }
        for (row, item) in [
            ("其他费用", "公务用车运行维护费以及其他费用"),
            ("水费", "污水处理费"),
            ("会议费", "培训费"),
        ] {
            assert_eq!(shortened(row, item), None, "{row} {item}");
        }
    }
}
