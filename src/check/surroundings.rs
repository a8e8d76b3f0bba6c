//! What else the figures of contradictions take part in: looked up once for all findings.

use std::collections::BTreeMap;

use super::answered::Answered;
use super::cause::Cause;
use super::facts::Facts;
use super::relation::Operand;
use super::work::Held;

/// More relations than this are not listed as holding; they add no proof.
pub const MOST_SIBLINGS: usize = 5;

/// For every figure that a cause speaks of, the other relations it is printed in.
pub struct Surroundings(BTreeMap<Operand, Surrounding>);

#[derive(Default)]
struct Surrounding {
    /// The first relations that hold, as indexes of answers.
    holding: Vec<usize>,
    /// Whether a relation between table cells alone tells it to be right or wrong.
    is_judged_in_tables: bool,
}

impl Surroundings {
    /// Walks all answers once, however many causes there are.
    #[must_use]
    pub fn of<'c>(
        facts: &Facts<'_>,
        answers: &[Answered],
        causes: impl IntoIterator<Item = &'c Cause>,
    ) -> Self {
        let members = causes.into_iter().flat_map(|cause| &cause.members);
        let explained = members.filter_map(|&index| answers.get(index));
        let stakes = explained.flat_map(|answer| answer.stakes(facts));
        let mut around: BTreeMap<Operand, Surrounding> = stakes
            .map(|held| (held.at, Surrounding::default()))
            .collect();
        if around.is_empty() {
            return Surroundings(around);
        }
        for (index, answer) in answers.iter().enumerate() {
            let holds = answer.holds();
            if !holds && !answer.fails() {
                continue;
            }
            let (mut touched, mut is_of_tables) = (Vec::new(), true);
            answer.each_printed(facts, |at| {
                is_of_tables &= at.cell().is_some();
                touched.extend(around.contains_key(&at).then_some(at));
            });
            for at in touched {
                let Some(surrounding) = around.get_mut(&at) else {
                    continue;
                };
                surrounding.is_judged_in_tables |= is_of_tables;
                let listed = &mut surrounding.holding;
                if holds && listed.len() < MOST_SIBLINGS && listed.last() != Some(&index) {
                    listed.push(index);
                }
            }
        }
        Surroundings(around)
    }

    /// The first relations over some of these figures that hold, as indexes of answers.
    #[must_use]
    pub fn holding<'h>(&self, stakes: impl IntoIterator<Item = &'h Held>) -> Vec<usize> {
        let around = stakes.into_iter().filter_map(|held| self.0.get(&held.at));
        let mut found: Vec<usize> = around.flat_map(|one| &one.holding).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(MOST_SIBLINGS);
        found
    }

    /// Whether a relation between table cells alone speaks of this figure, be it true or not.
    #[must_use]
    pub fn is_judged_in_tables(&self, at: Operand) -> bool {
        let around = self.0.get(&at);
        around.is_some_and(|around| around.is_judged_in_tables)
    }
}
