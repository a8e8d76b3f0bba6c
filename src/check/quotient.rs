//! Binds a percentage to the printed figures it is worked out from and has it judged.

use super::facts::Facts;
use super::judge::Stake;
use super::ratio;
use super::relation::{Addend, Operand, Relation};
use super::verdict::Verdict;
use super::work::{Answer, Held, is_agreement, number};
use crate::model::Amount;

/// A quotient with the places of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotient {
    /// What is asked of the judge.
    pub question: ratio::Question,
    /// Where the figures of the question stand, in its order.
    operands: Vec<Operand>,
}

impl Quotient {
    /// Names every figure once, with its part above and below the line. `None` where something else
    /// than a number stands at one of the places.
    pub(super) fn of(
        facts: &Facts<'_>,
        percent: &Addend,
        part: &[Addend],
        base: &[Addend],
    ) -> Option<Quotient> {
        let mut quotient = Quotient {
            question: ratio::Question {
                percent: number(facts, percent)?.negated_if(percent.negative),
                figures: Vec::new(),
            },
            operands: Vec::new(),
        };
        let sides = part.iter().map(|addend| (addend, true));
        for (addend, above) in sides.chain(base.iter().map(|addend| (addend, false))) {
            let known = quotient.operands.iter().position(|at| *at == addend.at);
            let index = match known {
                Some(index) => index,
                None => {
                    quotient.operands.push(addend.at);
                    quotient.question.figures.push(ratio::Figure {
                        reading: number(facts, addend)?,
                        in_part: 0,
                        in_base: 0,
                    });
                    quotient.operands.len() - 1
                }
            };
            let figure = quotient.question.figures.get_mut(index)?;
            let count = if above {
                &mut figure.in_part
            } else {
                &mut figure.in_base
            };
            *count += if addend.negative { -1 } else { 1 };
        }
        Some(quotient)
    }

    /// Has it weighed; a doubtful binding may agree but not accuse.
    pub(super) fn judged(self, percent: &Addend, relation: &Relation) -> Answer {
        let weighed = ratio::weigh(&self.question);
        let verdict = match &weighed {
            None => Verdict::ParseDoubt,
            Some(weighed) if relation.only_vouches && weighed.verdict == Verdict::Inconsistent => {
                Verdict::ParseDoubt
            }
            Some(weighed) => weighed.verdict.clone(),
        };
        let operands = std::iter::once(percent.at).chain(self.operands.iter().copied());
        let stakes = operands.map(|at| Held {
            at,
            stake: Stake { raises: true },
        });
        Answer {
            verdict,
            weighed,
            stakes: stakes.collect(),
            quotient: Some(Box::new(self)),
        }
    }

    /// Whether the percentage would hold if one of the figures were changed.
    pub(super) fn holds_after(&self, at: Operand, change: Amount) -> bool {
        let mut question = self.question.clone();
        let known = self.operands.iter().position(|known| *known == at);
        let figure = known.and_then(|index| question.figures.get_mut(index));
        let reading = match figure {
            Some(figure) => &mut figure.reading,
            None => &mut question.percent,
        };
        let Some(value) = reading.value.checked_add(change) else {
            return false;
        };
        reading.value = value;
        let moved = ratio::weigh(&question);
        moved.is_some_and(|weighed| {
            is_agreement(&weighed.verdict) || weighed.verdict == Verdict::LowPower
        })
    }
}
