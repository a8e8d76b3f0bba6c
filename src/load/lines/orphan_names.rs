//! Names of rows that a program drew after all others, brought to the rows that have none.
//!
//! Spreadsheet programs draw cells that wrap behind the rows of their page. A text in drawing order then
//! prints the figures of such a row without its name, and the name behind the last row. Names of accounts are
//! known by their codes. The name of a project goes to the only row that prints nothing but the unit with
//! which the names above and below it end; where several do, no name of the table is certain.

use std::collections::BTreeMap;

use crate::catalogue;
use crate::load::body::{Body, RawRow};
use crate::load::fold::skeleton;
use crate::load::numeral;
use crate::load::vocabulary::Vocabulary;
use crate::model::Unit;

/// More words behind the rows are no names.
const MOST_NAMES: usize = 64;

/// Gives rows without a name those printed behind the last figures.
pub(in crate::load) fn brought_home(body: &mut Body, vocabulary: &Vocabulary) {
    if body.layout.lanes.len() != 1 {
        return;
    }
    let Some(last) = body.rows.iter().rposition(prints_figures) else {
        return;
    };
    let behind = body.rows.get(last + 1..).unwrap_or(&[]);
    let is_name = |row: &RawRow| {
        let named = row.code.is_empty() && !row.name.is_empty();
        named && !prints_figures(row) && vocabulary.row_kind(&row.name).is_none()
    };
    if behind.is_empty() || behind.len() > MOST_NAMES || !behind.iter().all(is_name) {
        return;
    }
    let left: String = behind.iter().map(|row| row.name.as_str()).collect();
    let coded = |at: &usize| {
        let row = body.rows.get(*at);
        row.is_some_and(|row| prints_figures(row) && !row.code.is_empty() && row.name.is_empty())
    };
    let coded: Vec<usize> = (0..=last).filter(coded).collect();
    if !coded.is_empty() {
        let codes = coded.iter().filter_map(|&at| body.rows.get(at));
        let codes: Vec<&str> = codes.map(|row| row.code.as_str()).collect();
        let Some(names) = names_of(&codes, &skeleton(&left)) else {
            return;
        };
        body.rows.truncate(last + 1);
        for (at, name) in coded.into_iter().zip(names) {
            if let Some(row) = body.rows.get_mut(at) {
                row.name = name.into();
            }
        }
        return;
    }
    let bare = without_names(body.rows.get(..=last).unwrap_or(&[]));
    match bare.as_slice() {
        [] => {}
        [only] => {
            body.rows.truncate(last + 1);
            if let Some(row) = body.rows.get_mut(*only) {
                row.name = format!("{left}{}", row.name).into();
            }
        }
        _ => body.body_doubtful = true,
    }
}

fn prints_figures(row: &RawRow) -> bool {
    let mut values = row.values.iter();
    values.any(|value| numeral::read(&value.text, &Unit::WanYuan).is_some())
}

/// The published names of codes, one after the other, where words are made of nothing else.
fn names_of(codes: &[&str], words: &str) -> Option<Vec<&'static str>> {
    let mut rest = words;
    let names = codes.iter().map(|code| {
        let entries = catalogue::entries(code).iter();
        let mut begins = entries.rev().filter_map(|entry| {
            let behind = rest.strip_prefix(skeleton(entry.name).as_str())?;
            Some((entry.name, behind))
        });
        let (name, behind) = begins.next()?;
        rest = behind;
        Some(name)
    });
    let names = names.collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(names)
}

/// Rows without codes that print before their figures only what the names above and below them end
/// with. A unit that heads or closes the names of its projects is their sum.
fn without_names(rows: &[RawRow]) -> Vec<usize> {
    let figures = || {
        let rows = rows.iter().enumerate();
        rows.filter(|(_, row)| row.code.is_empty() && prints_figures(row))
    };
    let own = |(_, row): (usize, &RawRow)| (row.name.to_string(), (usize::MAX, 0));
    let mut ends: BTreeMap<String, (usize, usize)> = figures().map(own).collect();
    for (at, row) in figures() {
        let places = row.name.char_indices().skip(1);
        for end in places.filter_map(|(from, _)| row.name.get(from..)) {
            if let Some((first, last)) = ends.get_mut(end) {
                *first = at.min(*first);
                *last = at.max(*last);
            }
        }
    }
    let bare = figures().filter(|(at, row)| {
        let ending = ends.get(row.name.as_str());
        !row.name.is_empty() && ending.is_some_and(|(first, last)| first < at && at < last)
    });
    bare.map(|(at, _)| at).collect()
}
