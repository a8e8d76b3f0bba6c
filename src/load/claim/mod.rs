//! Running text → claims: every figure a sentence states, what it is said of, and the table cell it restates.
//!
//! Figures are found first ([`quantity`]), then read by the frame they stand in ([`frame`], [`said`],
//! [`naming`], [`change`], [`parallel`], [`paragraph`]), then addressed ([`link`], [`column`],
//! [`settle`]): title of the section, item, measure and year name a table, a row and a column before
//! any values are compared. The words are data under `assets/claims`.

mod address;
mod change;
mod column;
mod frame;
mod item;
mod lexicon;
mod link;
mod naming;
mod occasion;
mod paragraph;
mod parallel;
mod phrase;
mod quantity;
mod said;
mod settle;
mod words;

use crate::model::{Claim, Disclosure};

/// All claims of the running text, in printed order.
#[must_use]
pub(super) fn read(disclosure: &Disclosure) -> Vec<Claim> {
    let year = disclosure.year.map(|year| year.0);
    let (bodies, units) = (bodies(disclosure), units(disclosure));
    let stated = frame::read(&disclosure.prose, year, &bodies, &units);
    let candidates = link::candidates(disclosure, &stated);
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

/// The names of the publishing body and its units, longer ones first.
fn bodies(disclosure: &Disclosure) -> Vec<String> {
    let units = disclosure.units.iter().map(|unit| unit.name.clone());
    let mut names: Vec<String> = units
        .chain([disclosure.department.clone()])
        .filter(|name| name.chars().count() > 2)
        .map(|name| super::fold::fold(&name))
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// No department has more units; in longer lists they are not looked for before every figure.
const MOST_UNITS: usize = 500;

/// The names of the units that each are a part of the publishing body; none where it is one alone.
fn units(disclosure: &Disclosure) -> Vec<String> {
    let whole = super::fold::fold(&disclosure.department);
    let units = disclosure.units.iter();
    let mut names: Vec<String> = units
        .map(|unit| super::fold::fold(&unit.name))
        .filter(|name| name.chars().count() > 2 && !whole.contains(name.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    if !(2..=MOST_UNITS).contains(&names.len()) {
        names.clear();
    }
    names
}
