//! Codes and names of the published classifications, by year, and the pairs of economic codes that may stand together.
//!
//! Facts only: nothing here judges. The tables are read once, on first use.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// One name a code has had.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Digits.
    pub code: String,
    /// Official or observed wording.
    pub name: String,
    /// First year of the wording, when known.
    pub valid_from: Option<u16>,
    /// Last year of the wording, when known.
    pub valid_to: Option<u16>,
    /// `sourced` (read in a disclosure or notice) or `knowledge`.
    #[serde(rename = "source_confidence")]
    pub confidence: String,
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

struct Catalogue {
    entries: BTreeMap<String, Vec<Entry>>,
    pairings: Vec<Pairing>,
}

const FILES: [&str; 3] = [
    include_str!("../assets/catalogue/function.csv"),
    include_str!("../assets/catalogue/economic_department.csv"),
    include_str!("../assets/catalogue/economic_government.csv"),
];
const MAPPING: &str = include_str!("../assets/catalogue/economic_mapping.csv");

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let mut entries: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in FILES.iter().flat_map(|text| rows::<Entry>(text)) {
            entries.entry(entry.code.clone()).or_default().push(entry);
        }
        Catalogue {
            entries,
            pairings: rows(MAPPING),
        }
    })
}

/// Rows of an embedded table; a test proves that none is left out.
fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
}

/// All names a code has had; empty for codes the catalogue does not know.
#[must_use]
pub fn entries(code: &str) -> &'static [Entry] {
    catalogue().entries.get(code).map_or(&[], Vec::as_slice)
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
        .map(|entry| entry.name.as_str())
}

/// All pairs of economic codes that may stand together.
#[must_use]
pub fn pairings() -> &'static [Pairing] {
    &catalogue().pairings
}

/// Every code with its names, ascending.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [Entry])> {
    catalogue()
        .entries
        .iter()
        .map(|(code, entries)| (code.as_str(), entries.as_slice()))
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
