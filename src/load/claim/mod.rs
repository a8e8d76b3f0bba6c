//! Running text → claims: every figure a sentence states, what it is said of, and the table cell it restates.
//!
//! Figures are found first ([`quantity`]), then read by the frame they stand in ([`frame`], [`said`],
//! [`naming`], [`change`], [`counted`], [`divided`], [`listed`], [`unitless`], [`parallel`], [`purpose`],
//! [`paragraph`], [`years`]), then addressed ([`link`], [`column`], [`settle`]): title of the section, item, measure and year name a table, a row and a column before
//! any values are compared. The words are data under `assets/claims`.

mod address;
mod became;
mod change;
mod column;
mod comparison;
mod count_name;
mod counted;
mod divided;
mod frame;
mod item;
mod lexicon;
mod link;
mod listed;
mod named_before;
mod naming;
mod occasion;
mod opening;
mod paragraph;
mod parallel;
mod phrase;
mod points;
mod printed;
mod purpose;
mod quantity;
mod said;
mod settle;
mod subject;
mod unit;
mod unitless;
mod words;
mod years;

use crate::model::{Claim, Disclosure};

/// All claims of the running text, in printed order.
#[must_use]
pub(super) fn read(disclosure: &Disclosure) -> Vec<Claim> {
    let year = disclosure.year.map(|year| year.0);
    let units = unit::Units::of(disclosure);
    let bodies = bodies(disclosure, &units);
    let stated = frame::read(&disclosure.prose, year, &bodies, &parts(disclosure, &units));
    let candidates = link::candidates(disclosure, &stated, &units);
    let mut chosen = settle::choose(disclosure, &stated, &candidates);
    settle::reject(disclosure, &stated, &mut chosen);
    stated
        .into_iter()
        .zip(chosen)
        .map(|(stated, chosen)| Claim {
            link: chosen.map(|candidate| candidate.position),
            ..stated.claim
        })
        .collect()
}

/// The names of the units, longer ones first, and last that of the publishing body.
fn bodies(disclosure: &Disclosure, units: &unit::Units) -> Vec<String> {
    let listed = disclosure.units.iter().map(|unit| unit.name.as_str());
    let printed = units.names.iter().map(String::as_str);
    let mut names: Vec<String> = listed
        .chain(printed)
        .filter(|name| name.chars().count() > 2)
        .flat_map(|name| [crate::load::fold::fold(name), without_brackets(name)])
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    let own = disclosure.department.as_str();
    if own.chars().count() > 2 {
        names.extend([without_brackets(own), crate::load::fold::fold(own)]);
    }
    names
}

/// 某局本级 for 某局（本级）
fn without_brackets(name: &str) -> String {
    crate::load::fold::fold(name).replace(['（', '）'], "")
}

/// The names of the units that each are a part of the publishing body; none where it is one alone.
fn parts(disclosure: &Disclosure, units: &unit::Units) -> Vec<String> {
    let whole = crate::load::fold::fold(&disclosure.department);
    let listed = disclosure.units.iter().map(|unit| unit.name.as_str());
    let mut names: Vec<String> = listed
        .chain(units.names.iter().map(String::as_str))
        .map(crate::load::fold::fold)
        .filter(|name| name.chars().count() > 2 && !whole.contains(name.as_str()))
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    if !(2..=unit::MOST).contains(&names.len()) {
        names.clear();
    }
    names
}
