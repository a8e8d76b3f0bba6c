//! Codes and names of the published classifications, by year, and the pairs of economic codes that may stand together.
//!
//! Facts only: nothing here judges. The tables are read once, on first use.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use csv::StringRecord;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::Stub;

/// One name a code has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Digits.
    pub code: &'static str,
    /// Official or observed wording.
    pub name: &'static str,
    /// Both together: rows that print them share this.
    pub stub: Stub,
    /// First year of the wording, when known.
    pub valid_from: Option<u16>,
    /// Last year of the wording, when known.
    pub valid_to: Option<u16>,
    /// `sourced` (read in a disclosure or notice) or `knowledge`.
    pub confidence: &'static str,
}

/// A department code that may stand beside a government code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pairing {
    /// 部门预算支出经济分类
    pub department_code: String,
    /// 政府预算支出经济分类
    pub government_code: String,
    /// `administrative`, `institution` or `any`.
    pub unit_kind: String,
}

const FILES: [&str; 3] = [
    include_str!("../assets/catalogue/function.csv"),
    include_str!("../assets/catalogue/economic_department.csv"),
    include_str!("../assets/catalogue/economic_government.csv"),
];
const MAPPING: &str = include_str!("../assets/catalogue/economic_mapping.csv");

fn names() -> &'static BTreeMap<&'static str, Vec<Entry>> {
    static NAMES: OnceLock<BTreeMap<&'static str, Vec<Entry>>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for entry in FILES.iter().flat_map(|text| entries_of(text)) {
            entries.entry(entry.code).or_default().push(entry);
        }
        entries
    })
}

/// The names in one of the files. They are many, and the smallest document needs them: their cells are
/// read by their places.
fn entries_of(text: &'static str) -> impl Iterator<Item = Entry> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let columns = [
        "code",
        "name",
        "valid_from",
        "valid_to",
        "source_confidence",
    ];
    let columns = columns.map(|name| header.iter().position(|cell| *cell == name));
    let mut cells: Vec<&'static str> = Vec::with_capacity(header.len());
    lines.map(move |line| {
        cells.clear();
        cells.extend(line.split(','));
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at).copied());
        let [code, name, from, to, confidence] = columns.map(|at| cell(at).unwrap_or(""));
        Entry {
            code,
            name,
            stub: Stub::new(code, name),
            valid_from: from.parse().ok(),
            valid_to: to.parse().ok(),
            confidence,
        }
    })
}

/// Rows of a table that comes with the program: one in a line, no cell in quotation marks. A test of
/// each table proves that none is left out. A reader of any CSV takes longer to be made than most of
/// them to be read, and a small document is read in little more time than that.
pub(crate) fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let mut lines = text.lines();
    let header: StringRecord = lines.next().unwrap_or("").split(',').collect();
    let mut record = StringRecord::new();
    let read = lines.filter_map(|line| {
        record.clear();
        line.split(',').for_each(|cell| record.push_field(cell));
        record.deserialize(Some(&header)).ok()
    });
    read.collect()
}

/// All names a code has had; empty for codes the catalogue does not know.
#[must_use]
pub fn entries(code: &str) -> &'static [Entry] {
    names().get(code).map_or(&[], Vec::as_slice)
}

/// The name of a code in a year: the wording valid then, else the newest.
#[must_use]
pub fn name(code: &str, year: Option<u16>) -> Option<&'static str> {
    let all = entries(code);
    let valid = |entry: &&Entry| {
        year.is_none_or(|year| {
            entry.valid_from.is_none_or(|from| from <= year)
                && entry.valid_to.is_none_or(|to| year <= to)
        })
    };
    all.iter()
        .find(valid)
        .or_else(|| all.last())
        .map(|entry| entry.name)
}

/// All pairs of economic codes that may stand together.
#[must_use]
pub fn pairings() -> &'static [Pairing] {
    static PAIRINGS: OnceLock<Vec<Pairing>> = OnceLock::new();
    PAIRINGS.get_or_init(|| rows(MAPPING))
}

/// Every code with its names, ascending.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [Entry])> {
    let names = names().iter();
    names.map(|(&code, entries)| (code, entries.as_slice()))
}

/// The codes that ever had exactly this wording, ascending.
#[must_use]
pub fn codes_worded(name: &str) -> &'static [&'static str] {
    static CODES: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (code, entries) in all() {
            for entry in entries {
                let named = codes.entry(entry.name).or_default();
                if named.last() != Some(&code) {
                    named.push(code);
                }
            }
        }
        codes
    });
    codes.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_file_is_read() {
        let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).count() - 1;
        let read: usize = all().map(|(_, entries)| entries.len()).sum();
        assert_eq!(read, FILES.iter().map(|text| lines(text)).sum::<usize>());
        assert_eq!(pairings().len(), lines(MAPPING));
    }

    #[test]
    fn names_depend_on_the_year() {
        assert_eq!(name("207", Some(2017)), Some("文化体育与传媒支出"));
        assert_eq!(name("207", Some(2024)), Some("文化旅游体育与传媒支出"));
        assert_eq!(name("2060101", Some(2024)), Some("行政运行"));
        assert_eq!(name("9999999", None), None);
    }
}
