//! What several rules notice in the same way: words of lines, odd indicators, a cost that its count contradicts.

use std::ops::Range;

use super::facts::{Facts, Indicator, ThreePublicItem};
use super::remark::Mark;

/// So many places are listed at most.
const MOST_PLACES: usize = 20;

/// Places of one kind and the words printed at the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// The words at the first place.
    pub first: String,
    /// The places.
    pub marks: Vec<Mark>,
}

/// The words that `find` points out, at most once in a line; `None` where there are none.
#[must_use]
pub fn words_in_lines(
    facts: &Facts<'_>,
    find: impl Fn(&str) -> Option<Range<usize>>,
) -> Option<Noticed> {
    let found = facts.lines().filter_map(|(number, line)| {
        let range = find(line)?;
        let words = line.get(range.clone()).unwrap_or("").to_owned();
        Some((facts.place_in_line(number, range), words))
    });
    let found: Vec<_> = found.take(MOST_PLACES).collect();
    let (_, first) = found.first()?;
    Some(Noticed {
        first: first.clone(),
        marks: found
            .into_iter()
            .map(|(place, words)| Mark::Words(place, words))
            .collect(),
    })
}

/// Indicators of one kind, the first of them in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddIndicators<'a> {
    /// Name of the first.
    pub name: &'a str,
    /// Target of the first, as printed.
    pub value: &'a str,
    /// How many there are.
    pub count: usize,
    /// Where they stand.
    pub marks: Vec<Mark>,
}

/// The indicators that `is_odd` points out; `None` where there are none.
#[must_use]
pub fn odd_indicators<'a>(
    facts: &Facts<'a>,
    is_odd: impl Fn(&Indicator<'a>) -> bool,
) -> Option<OddIndicators<'a>> {
    let mut odd = facts.indicators();
    odd.retain(is_odd);
    let first = odd.first()?;
    let places = odd.iter().take(MOST_PLACES);
    Some(OddIndicators {
        name: first.name,
        value: first.value,
        count: odd.len(),
        marks: places.map(|indicator| Mark::Cell(indicator.at)).collect(),
    })
}

/// A “三公” item and the count of what it paid for, one of them nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostAgainstCount {
    /// Whether money was spent on nothing counted; else something counted cost nothing.
    pub spent: bool,
    /// The one of the two that is something, as printed.
    pub printed: String,
    /// The count, the cost and the caption of its table.
    pub marks: Vec<Mark>,
}

/// Whether a final account contradicts itself on an item: `units` and `is_meant` tell the counts of
/// the running text that belong to it.
#[must_use]
pub fn cost_against_count(
    facts: &Facts<'_>,
    item: ThreePublicItem,
    units: &[&str],
    is_meant: fn(&str) -> bool,
) -> Option<CostAgainstCount> {
    let spot = facts.three_public_item(item)?;
    let counts = facts.counted(units, is_meant);
    let &first = counts.first().filter(|_| facts.is_final())?;
    let mut stated = counts.iter().copied();
    let some = stated.find(|&count| facts.is_counted(count));
    let (spent, count, printed) = match some {
        None if facts.prints_something(spot) => (true, first, facts.figure(spot)),
        Some(count) if facts.holds_nothing(spot) => (
            false,
            count,
            facts.claim(count).map(|claim| claim.figure.clone()),
        ),
        _ => return None,
    };
    Some(CostAgainstCount {
        spent,
        printed: printed.map_or_else(String::new, |figure| figure.raw().to_string()),
        marks: vec![
            Mark::Said(count),
            Mark::Cell(spot),
            Mark::Caption(spot.table()),
        ],
    })
}
