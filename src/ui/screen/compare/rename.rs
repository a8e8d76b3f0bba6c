//! Codes that moved between years: where a class stands today that the catalogue knows under an older code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::catalogue::{self, Entry};

/// Names in force today with the codes that have them. Codes of one classification and length only
/// are held against each other, so both are part of the key.
type Names = BTreeMap<(char, usize, String), BTreeSet<&'static str>>;

fn in_force() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Names::new();
        for (code, entries) in catalogue::all() {
            for entry in entries.iter().filter(|entry| entry.valid_to.is_none()) {
                let Some(first) = code.chars().next() else {
                    continue;
                };
                let key = (first, code.len(), bare(entry.name));
                names.entry(key).or_default().insert(code);
            }
        }
        names
    })
}

/// A name without blanks and brackets, for telling whether two names say the same.
#[must_use]
pub(super) fn bare(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace() && !"（）()、，,".contains(*letter))
        .collect()
}

/// The code a class has today, when the catalogue says that `code` stopped meaning it: the printed
/// name must be the old wording, the year must not be past it, and one code alone may carry the
/// name on. 住房公积金 was 30311 and is 30113; 30311 means something else now.
#[must_use]
pub(super) fn today(code: &str, name: &str, year: Option<u16>) -> Option<&'static str> {
    let name = bare(name);
    let ended = |entry: &&Entry| {
        let over = |last: u16| year.is_none_or(|year| year <= last);
        entry.valid_to.is_some_and(over) && bare(entry.name) == name
    };
    let entries = catalogue::entries(code);
    entries.iter().find(ended)?;
    let key = (code.chars().next()?, code.len(), name);
    let mut now = in_force().get(&key)?.iter();
    // 行政运行 stands below every section: a name of many codes tells nothing.
    let only = *now.next()?;
    (now.next().is_none() && only != code).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_moved_is_found_where_it_is_today() {
        assert_eq!(today("30311", "住房公积金", Some(2017)), Some("30113"));
        assert_eq!(
            today("30104", "其他社会保障缴费", Some(2016)),
            Some("30112")
        );
        assert_eq!(today("22004", "地震事务", Some(2018)), Some("22405"));
    }

    #[test]
    fn what_only_sounds_alike_is_left_alone() {
        assert_eq!(today("30311", "代缴社会保险费", Some(2022)), None);
        assert_eq!(today("30311", "住房公积金", Some(2022)), None);
        assert_eq!(today("30901", "房屋建筑物购建", Some(2024)), None);
        assert_eq!(today("2010101", "行政运行", Some(2017)), None);
        assert_eq!(today("207", "文化体育与传媒支出", Some(2017)), None);
        assert_eq!(today("", "", None), None);
    }
}
