//! Blanks that printed sums prove to hold nothing, and what contradicts them.
//!
//! A blank is no zero: it may be a figure nobody printed. But where a total is reached exactly
//! without it, nothing is left for it, and a sum that needs it to hold something is contradicted.

use std::collections::BTreeMap;

use super::answered::Answered;
use super::facts::Facts;
use super::finding::Comparison;
use super::judge;
use super::relation::{Addend, Claim, Operand, Relation, Spot, Stated};
use super::verdict::Verdict;
use super::work::Worked;
use crate::model::Amount;

/// Chains of proofs longer than this do not occur: column, row, column.
const MOST_STEPS: usize = 8;

/// Why a blank holds nothing.
#[derive(Clone)]
struct Proof {
    /// The most it could still hold by rounding.
    slack: Amount,
    /// The printed figures of the sum that is complete without it.
    by: Vec<Operand>,
}

/// The relations that claim nothing as long as a blank may be anything, and cannot hold because
/// it is proved to be nothing.
#[must_use]
pub fn contradicted(facts: &Facts<'_>, answers: &[Answered], silent: &[Stated]) -> Vec<Answered> {
    let proved = Proved::of(facts, answers, silent);
    let denied = silent.iter().filter_map(|stated| {
        let relation = stated.relation(facts)?;
        let proofs = proved.denying(facts, &relation)?;
        let mut slack = Amount::ZERO;
        let mut by: Vec<Operand> = Vec::new();
        for proof in proofs {
            slack = slack.checked_add(proof.slack)?;
            by.extend(&proof.by);
        }
        by.sort_unstable();
        by.dedup();
        let answer = Worked::against_blanks(facts, &relation, by)?;
        let weighed = answer.weighed.as_ref()?;
        (answer.fails() && judge::outweighs(weighed, slack)).then(|| Answered::kept(answer))
    });
    denied.collect()
}

/// The blanks that hold nothing.
struct Proved(BTreeMap<Spot, Proof>);

impl Proved {
    fn of(facts: &Facts<'_>, answers: &[Answered], silent: &[Stated]) -> Self {
        let mut proved = Proved(BTreeMap::new());
        for answer in answers {
            proved.learn(facts, answer);
        }
        for _ in 0..MOST_STEPS {
            let before = proved.0.len();
            for relation in silent.iter().filter_map(|stated| stated.relation(facts)) {
                if let Some(sum) = Sum::of(&relation) {
                    proved.carry_on(facts, &sum);
                }
            }
            if proved.0.len() == before {
                break;
            }
        }
        proved
    }

    /// A total that is reached exactly leaves nothing for the blanks among its parts.
    fn learn(&mut self, facts: &Facts<'_>, answer: &Answered) {
        if answer.verdict != Verdict::Exact {
            return;
        }
        let relation = answer.relation(facts);
        let Some((relation, sum)) = relation
            .as_ref()
            .and_then(|relation| Some((relation, Sum::of(relation)?)))
        else {
            return;
        };
        let blanks: Vec<Spot> = sum
            .blanks(facts)
            .filter(|&spot| is_entry(facts, spot))
            .collect();
        let equal = sum.comparison == Comparison::Equal && !relation.only_vouches;
        if blanks.is_empty() || !equal {
            return;
        }
        let (Some(weighed), stakes) = (answer.weighed(facts), answer.stakes(facts)) else {
            return;
        };
        let below_zero = stakes.iter().any(|held| {
            let figure = facts.figure_at(held.at);
            figure.as_ref().is_some_and(judge::is_below_nothing)
        });
        if below_zero {
            return;
        }
        let proof = Proof {
            slack: weighed.bound,
            by: stakes.iter().map(|held| held.at).collect(),
        };
        for spot in blanks {
            self.0.entry(spot).or_insert_with(|| proof.clone());
        }
    }

    /// The parts of nothing are nothing.
    fn carry_on(&mut self, facts: &Facts<'_>, sum: &Sum<'_>) {
        let proof = sum.total.at.cell().and_then(|total| self.0.get(&total));
        let (Some(proof), Comparison::Equal) = (proof.cloned(), sum.comparison) else {
            return;
        };
        let blank = |term: &Addend| facts.is_nothing(term.at);
        if sum.terms.iter().all(blank) {
            for spot in sum.blanks(facts).filter(|&spot| is_entry(facts, spot)) {
                self.0.entry(spot).or_insert_with(|| proof.clone());
            }
        }
    }

    /// The proofs by which a relation cannot hold: something printed is the sum of nothing, or the
    /// sum of something printed is nothing.
    fn denying(&self, facts: &Facts<'_>, relation: &Relation) -> Option<Vec<&Proof>> {
        let sum = Sum::of(relation)?;
        let proof = |addend: &Addend| self.0.get(&addend.at.cell()?);
        if let Some(proof) = proof(sum.total) {
            return Some(vec![proof]);
        }
        let printed = facts
            .figure_at(sum.total.at)
            .as_ref()
            .is_some_and(judge::is_something);
        (printed && sum.comparison == Comparison::Equal)
            .then(|| sum.terms.iter().map(proof).collect())
            .flatten()
    }
}

/// Whether the row of a blank is an entry of its own. A row without any figure above others may be
/// a mere heading, or the rest of a name whose row is printed before it.
fn is_entry(facts: &Facts<'_>, spot: Spot) -> bool {
    let prints = facts
        .row(spot.table(), spot.row())
        .is_some_and(|row| row.cells().iter().any(|cell| cell.figure().is_some()));
    prints || facts.is_leaf(spot.table(), spot.row())
}

/// A sum in which nothing is subtracted.
struct Sum<'r> {
    comparison: Comparison,
    total: &'r Addend,
    terms: &'r [Addend],
}

impl<'r> Sum<'r> {
    fn of(relation: &'r Relation) -> Option<Self> {
        let Claim::Sum {
            comparison,
            total,
            terms,
        } = &relation.claim
        else {
            return None;
        };
        let subtracts = terms.iter().any(|term| term.negative);
        (!subtracts).then_some(Sum {
            comparison: *comparison,
            total,
            terms,
        })
    }

    fn blanks(&self, facts: &Facts<'_>) -> impl Iterator<Item = Spot> {
        std::iter::once(self.total)
            .chain(self.terms)
            .filter(|addend| facts.is_nothing(addend.at))
            .filter_map(|addend| addend.at.cell())
    }
}
