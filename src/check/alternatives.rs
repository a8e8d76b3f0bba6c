//! What else could explain a contradiction: rows that practice counts now on one side, now on the other.

use super::facts::Facts;
use super::judge;
use super::relation::Spot;
use super::work::Worked;
use crate::model::{Amount, Bilingual};

/// The rows that different practice counts on different sides, if they make up the gap.
pub(super) fn alternatives(facts: &Facts<'_>, main: &Worked) -> Vec<Bilingual> {
    let rows = main
        .weighed
        .as_ref()
        .and_then(|weighed| explaining_rows(facts, weighed, &main.relation.suspects));
    let Some(rows) = rows else {
        return Vec::new();
    };
    let list: Vec<String> = rows
        .iter()
        .map(|&spot| {
            let raw = facts
                .figure(spot)
                .map(|figure| figure.raw())
                .unwrap_or_default();
            format!("{} {raw}", facts.row_label(spot.table(), spot.row()))
        })
        .collect();
    let list = list.join(" + ");
    vec![Bilingual::new(
        format!("差额恰等于 {list}，可能是两表口径不同"),
        format!("The gap equals {list}: the two tables may draw the line differently"),
    )]
}

/// The figures that add up to the gap of a relation, where its suspects do.
pub(super) fn explanation(facts: &Facts<'_>, main: &Worked) -> Vec<Spot> {
    let weighed = main.weighed.as_ref();
    weighed
        .and_then(|weighed| explaining_rows(facts, weighed, &main.relation.suspects))
        .unwrap_or_default()
}

/// The smallest set of suspects that adds up to the gap.
fn explaining_rows(
    facts: &Facts<'_>,
    weighed: &judge::Weighed,
    suspects: &[Spot],
) -> Option<Vec<Spot>> {
    let printed = |&spot: &Spot| Some((spot, facts.figure(spot)?.amount()?));
    let (spots, amounts): (Vec<Spot>, Vec<Amount>) = suspects.iter().filter_map(printed).unzip();
    let chosen = judge::made_up_by(weighed, &amounts)?;
    Some(
        chosen
            .iter()
            .filter_map(|&at| spots.get(at).copied())
            .collect(),
    )
}
