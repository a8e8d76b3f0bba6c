//! Settles which of its candidates a claim is linked to: lists keep to one table, and no weak link may break a sum.

use std::collections::BTreeMap;

use super::frame::Stated;
use super::link::Candidate;
use crate::model::{Amount, ClaimKind, Disclosure, Interval, Slot};

/// Chooses one candidate for each claim. Items of one list are looked for in one table: the one
/// that holds more than half as many of them as any other.
///
/// Of cells that the words may mean alike, it is the one whose figure is nearer.
pub(super) fn choose(
    disclosure: &Disclosure,
    stated: &[Stated],
    candidates: &[Vec<Candidate>],
) -> Vec<Option<Candidate>> {
    let mut lists: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for (claim, found) in stated.iter().zip(candidates) {
        let Some(whole) = claim.claim.whole else {
            continue;
        };
        let mut tables: Vec<usize> = found
            .iter()
            .map(|candidate| candidate.position.table)
            .collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            *lists.entry(whole).or_default().entry(table).or_default() += 1;
        }
    }
    stated
        .iter()
        .zip(candidates)
        .map(|(claim, found)| {
            let first = *found.first()?;
            let apart = |candidate: &Candidate| apart(disclosure, claim, candidate);
            let alike = found.iter().filter(|candidate| candidate.as_well);
            let nearer = |candidate: &&Candidate| match (apart(candidate), apart(&first)) {
                (Some(one), Some(other)) => one < other,
                _ => false,
            };
            let first = alike
                .copied()
                .find(|candidate| nearer(&candidate))
                .unwrap_or(first);
            let Some(tables) = claim.claim.whole.and_then(|whole| lists.get(&whole)) else {
                return Some(first);
            };
            let held = |candidate: &Candidate| {
                let table = candidate.position.table;
                tables.get(&table).copied().unwrap_or(0)
            };
            let most = found.iter().map(held).max().unwrap_or(0);
            let mut found = found.iter();
            found.find(|candidate| held(candidate) * 2 > most).copied()
        })
        .collect()
}

/// How far the figure of a claim is from the one a cell prints.
fn apart(disclosure: &Disclosure, claim: &Stated, candidate: &Candidate) -> Option<Amount> {
    let position = candidate.position;
    let table = disclosure.tables.get(position.table)?;
    let Slot::Number(_, figure) = table.slot(position.row, position.column) else {
        return None;
    };
    let difference = claim.claim.figure.amount()?.checked_sub(figure.amount()?)?;
    Some(difference.abs())
}

/// Takes back links made by shortened names that break the sum of their own list: the printed
/// parts make up the printed whole, the linked cells do not.
pub(super) fn reject(disclosure: &Disclosure, stated: &[Stated], chosen: &mut [Option<Candidate>]) {
    for (claim, link) in stated.iter().zip(chosen.iter_mut()) {
        let Some(candidate) = link.filter(|candidate| !candidate.exact) else {
            continue;
        };
        let position = candidate.position;
        let cell = disclosure
            .tables
            .get(position.table)
            .map(|table| table.slot(position.row, position.column));
        let broken = !restates(claim, cell.as_ref()) && adds_up(stated, claim.claim.whole);
        if broken || cell == Some(Slot::Blank) && !claim.claim.figure.number().is_zero() {
            *link = None;
        }
    }
}

/// Whether a figure and the cell it would restate can be one exact value.
pub(super) fn restates(claim: &Stated, cell: Option<&Slot>) -> bool {
    let said = claim.claim.figure.interval();
    match cell {
        Some(Slot::Number(_, figure)) => said
            .zip(figure.interval())
            .is_some_and(|(said, cell)| said.meets(cell)),
        Some(Slot::Blank | Slot::Dash(_)) => claim.claim.figure.number().is_zero(),
        Some(Slot::Text(_) | Slot::Unknown) | None => true,
    }
}

/// Whether the printed parts of a list can make up its printed whole.
fn adds_up(stated: &[Stated], whole: Option<usize>) -> bool {
    let Some(index) = whole else {
        return false;
    };
    let mut parts = stated.iter().filter(|stated| {
        stated.claim.whole == Some(index)
            && stated.claim.kind == ClaimKind::Amount
            && !stated.elsewhere
    });
    let nothing = Interval::exact(Amount::ZERO);
    let sum = parts.try_fold(nothing, |sum, part| {
        sum.checked_add(part.claim.figure.interval()?)
    });
    let total = stated
        .get(index)
        .and_then(|stated| stated.claim.figure.interval());
    sum.zip(total).is_some_and(|(sum, total)| sum.meets(total))
}
