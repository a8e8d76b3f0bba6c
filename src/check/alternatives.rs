//! What else could explain a contradiction: what its rule offers, and rows that practice counts on different sides.

use super::facts::Facts;
use super::judge;
use super::relation::Spot;
use super::work::Worked;
use crate::model::{Amount, Bilingual};

/// More rows than this are not combined.
const MOST_SUSPECTS: usize = 8;

/// What the rule offers, and rows that different practice counts on different sides.
pub(super) fn alternatives(facts: &Facts<'_>, main: &Worked) -> Vec<Bilingual> {
    let mut found = main.relation.alternatives.clone();
    if let Some(weighed) = &main.weighed
        && let Some(rows) = explaining_rows(facts, weighed, &main.relation.suspects)
    {
        let list: Vec<String> = rows
            .iter()
            .map(|&spot| {
                let raw = facts.figure(spot).map_or("", |figure| &*figure.raw);
                format!("{} {raw}", facts.row_label(spot.table, spot.row))
            })
            .collect();
        found.insert(
            0,
            Bilingual::new(
                format!("差额恰等于{}，可能是口径不同", list.join(" + ")),
                format!(
                    "The gap equals {}: the two tables may draw the line differently",
                    list.join(" + ")
                ),
            ),
        );
    }
    found
}

/// The smallest set of suspects that adds up to the gap.
fn explaining_rows(
    facts: &Facts<'_>,
    weighed: &judge::Weighed,
    suspects: &[Spot],
) -> Option<Vec<Spot>> {
    let figures: Vec<(Spot, Amount)> = suspects
        .iter()
        .filter_map(|&spot| Some((spot, facts.figure(spot)?.amount()?)))
        .take(MOST_SUSPECTS)
        .collect();
    let mut sets: Vec<u32> = (1..1_u32 << figures.len()).collect();
    sets.sort_by_key(|set| (set.count_ones(), *set));
    sets.into_iter().find_map(|set| {
        let chosen: Vec<&(Spot, Amount)> = figures
            .iter()
            .enumerate()
            .filter(|(index, _)| set >> index & 1 == 1)
            .map(|(_, figure)| figure)
            .collect();
        let sum = chosen
            .iter()
            .try_fold(Amount::ZERO, |sum, (_, amount)| sum.checked_add(*amount))?;
        judge::explains(weighed, sum).then(|| chosen.iter().map(|(spot, _)| *spot).collect())
    })
}
