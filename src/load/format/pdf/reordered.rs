//! Headings printed again on the next page with their columns in another order, or with others.
//!
//! Lines that stand where those of the page before do tell nothing then: the words do.

use super::layout::Table;
use super::lines::Words;
use super::repeated;
use crate::load::vocabulary::Vocabulary;

/// Words of fewer columns may stand in a row of the body by chance.
const FEWEST_NAMED: usize = 2;

/// What the heading of a page says of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// Nothing, or the same as the page before.
    Same,
    /// The columns of the page before: for each of this page which of those it is.
    Moved(Vec<usize>),
    /// Other columns.
    Other,
}

/// The heading of a table: the rows above the first that prints a figure or a code.
pub(super) fn heading(table: &Table) -> Vec<Vec<Words>> {
    let rows = table.rows.iter().take(repeated::heading(table));
    rows.map(|row| row.iter().map(Words::unplaced).collect())
        .collect()
}

/// How the columns of a page that stand below those of the page before at `places` are ordered.
pub(super) fn order(heading: &[Vec<Words>], page: &[Vec<Words>], places: &[usize]) -> Order {
    let known = |name: &str| Vocabulary::embedded().column(name).is_some();
    let (above, names) = (names(heading), names(page));
    let named = names.iter().filter(|name| known(name)).count();
    let differs = names.iter().zip(places).any(|(name, &place)| {
        let other = above.get(place).map_or("", String::as_str);
        name != other && known(name) && known(other)
    });
    if named < FEWEST_NAMED || !differs {
        return Order::Same;
    }
    let only = |names: &[String], name: &str| {
        let mut found = (0..).zip(names).filter(|(_, other)| *other == name);
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    };
    let place = |name: &String| {
        only(&names, name)?;
        only(&above, name)
    };
    let moved: Option<Vec<usize>> = names.iter().map(place).collect();
    let moved = moved.filter(|_| words(heading) == words(page) && above.len() == names.len());
    moved.map_or(Order::Other, Order::Moved)
}

/// The lowest words over each column.
fn names(heading: &[Vec<Words>]) -> Vec<String> {
    let columns = heading.iter().map(Vec::len).max().unwrap_or(0);
    let name = |column: usize| {
        let mut cells = heading.iter().rev().filter_map(|row| row.get(column));
        let cell = cells.find(|cell| !cell.trim().is_empty());
        cell.map_or_else(String::new, |cell| bare(cell))
    };
    (0..columns).map(name).collect()
}

/// All words of a heading, in no order.
fn words(heading: &[Vec<Words>]) -> Vec<String> {
    let cells = heading.iter().flatten().map(|cell| bare(cell));
    let mut words: Vec<String> = cells.filter(|words| !words.is_empty()).collect();
    words.sort_unstable();
    words
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
