//! Binds a relation to the printed figures, has it judged, and keeps the answer with its computation.

use super::facts::Facts;
use super::finding::{Comparison, Computation, Term};
use super::judge::{self, Part, Question, Reading, Stake, Weighed};
use super::relation::{Addend, BlankTotal, Claim, Relation, Spot};
use super::verdict::{Judged, Verdict};
use crate::model::{Amount, CellId, Interval, Slot};

/// A relation that was judged.
#[derive(Clone)]
pub struct Worked {
    /// What must hold.
    pub relation: Relation,
    /// The answer.
    pub verdict: Verdict,
    /// The numbers behind it, for sums.
    pub weighed: Option<Weighed>,
    /// The numbers as data, for sums.
    pub computation: Option<Computation>,
    /// Every printed figure in it with the part it plays, the total first.
    pub stakes: Vec<(Spot, CellId, Stake)>,
}

impl Worked {
    /// Binds and judges one relation; `None` when nothing is claimed because one side is blank.
    #[must_use]
    pub fn of(facts: &Facts<'_>, relation: &Relation) -> Option<Worked> {
        match &relation.claim {
            Claim::Sum {
                comparison,
                total,
                terms,
            } => {
                let bound = Bound::of(facts, *comparison, total, terms, relation)?;
                Some(bound.judged(facts, relation))
            }
            Claim::Nothing { figures, .. } => {
                let printed: Vec<(Spot, CellId, Stake)> = figures
                    .iter()
                    .filter(|&&spot| facts.figure(spot).is_some_and(judge::is_something))
                    .filter_map(|&spot| Some((spot, facts.cell_id(spot)?, Stake { raises: true })))
                    .collect();
                (!printed.is_empty()).then(|| Worked {
                    relation: relation.clone(),
                    verdict: Verdict::Inconsistent,
                    weighed: None,
                    computation: None,
                    stakes: printed,
                })
            }
        }
    }

    /// How the sides are related; claims of emptiness compare nothing.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        match self.relation.claim {
            Claim::Sum { comparison, .. } => comparison,
            Claim::Nothing { .. } => Comparison::Equal,
        }
    }

    /// Whether the answer is a contradiction.
    #[must_use]
    pub fn fails(&self) -> bool {
        matches!(self.verdict, Verdict::Inconsistent | Verdict::UndefinedBase)
    }

    /// Whether the relation holds with power.
    #[must_use]
    pub fn holds(&self) -> bool {
        is_agreement(&self.verdict)
    }

    /// Whether the printed digits agree, be the relation spent or not.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.holds() || self.verdict == Verdict::Spent
    }

    /// The answer as the report keeps it.
    #[must_use]
    pub fn judged(&self) -> Judged {
        Judged {
            rule: self.relation.rule.code,
            statement: self.relation.statement.clone(),
            verdict: self.verdict.clone(),
            computation: self.computation.clone(),
            cells: self.stakes.iter().map(|(_, cell, _)| *cell).collect(),
        }
    }
}

/// A sum with what stands at each of its places.
struct Bound<'r> {
    comparison: Comparison,
    total: (&'r Addend, Part),
    terms: Vec<(&'r Addend, Part)>,
}

impl<'r> Bound<'r> {
    fn of(
        facts: &Facts<'_>,
        comparison: Comparison,
        total: &'r Addend,
        terms: &'r [Addend],
        relation: &Relation,
    ) -> Option<Self> {
        let total_part = part(facts, total);
        let terms: Vec<(&Addend, Part)> =
            terms.iter().map(|term| (term, part(facts, term))).collect();
        let silent = terms.iter().all(|(_, part)| *part == Part::Nothing);
        let claimless = total_part == Part::Nothing && relation.blank_total == BlankTotal::NoClaim;
        (!silent && !claimless).then_some(Bound {
            comparison,
            total: (total, total_part),
            terms,
        })
    }

    fn judged(&self, facts: &Facts<'_>, relation: &Relation) -> Worked {
        let weighed = self.question(relation).as_ref().and_then(judge::weigh);
        let spots = relation.spots();
        let doubtful = spots.iter().any(|spot| facts.is_doubtful(spot.table));
        let shaky = spots.iter().any(|spot| facts.may_not_accuse(spot.table));
        let verdict = match &weighed {
            _ if doubtful => Verdict::ParseDoubt,
            _ if self.is_open() => Verdict::Undetermined,
            None => Verdict::ParseDoubt,
            // What placed a figure cannot vouch for it, but it can still contradict the rest.
            Some(weighed) if relation.spent && is_agreement(&weighed.verdict) => Verdict::Spent,
            Some(weighed) if shaky && weighed.verdict == Verdict::Inconsistent => {
                Verdict::ParseDoubt
            }
            Some(weighed) => weighed.verdict.clone(),
        };
        Worked {
            relation: relation.clone(),
            verdict,
            computation: weighed
                .as_ref()
                .map(|weighed| self.computation(facts, weighed)),
            weighed,
            stakes: self.stakes(facts),
        }
    }

    /// The total cannot be read, or none of the terms can.
    fn is_open(&self) -> bool {
        let readable = self
            .terms
            .iter()
            .any(|(_, part)| matches!(part, Part::Number(_)));
        self.total.1 == Part::Unknown || !readable
    }

    fn question(&self, relation: &Relation) -> Option<Question> {
        let total = match self.total.1 {
            Part::Number(reading) => reading,
            Part::Nothing => NOTHING,
            Part::Unknown => return None,
        };
        Some(Question {
            comparison: self.comparison,
            total,
            parts: self
                .terms
                .iter()
                .map(|(term, part)| (term.negative, *part))
                .collect(),
            recounted: relation.recounted,
        })
    }

    fn computation(&self, facts: &Facts<'_>, weighed: &Weighed) -> Computation {
        Computation {
            comparison: self.comparison,
            total: term(facts, self.total.0, self.total.1),
            terms: self
                .terms
                .iter()
                .map(|(addend, part)| term(facts, addend, *part))
                .collect(),
            computed: weighed.computed,
            computed_interval: weighed.computed_interval,
            difference: weighed.difference,
            bound: weighed.bound,
        }
    }

    fn stakes(&self, facts: &Facts<'_>) -> Vec<(Spot, CellId, Stake)> {
        std::iter::once((&self.total, true))
            .chain(self.terms.iter().map(|bound| (bound, bound.0.negative)))
            .filter(|((_, part), _)| matches!(part, Part::Number(_)))
            .filter_map(|((addend, _), raises)| {
                Some((addend.spot, facts.cell_id(addend.spot)?, Stake { raises }))
            })
            .collect()
    }
}

/// Whether an answer says that the relation holds.
fn is_agreement(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Exact
            | Verdict::RoundingConsistent
            | Verdict::ConsistentButUnlikely
            | Verdict::Borderline
            | Verdict::ConsistentOnlyIfRounded
    )
}

/// A blank read as "nothing": exact.
const NOTHING: Reading = Reading {
    value: Amount::ZERO,
    half: Amount::ZERO,
    fine_half: Amount::ZERO,
};

fn part(facts: &Facts<'_>, addend: &Addend) -> Part {
    match facts.slot(addend.spot) {
        Slot::Blank | Slot::Dash(_) => Part::Nothing,
        Slot::Text(_) | Slot::Unknown => Part::Unknown,
        Slot::Number(_, figure) => {
            let decimals = facts.decimals(addend.spot.table);
            Reading::of(figure, decimals, addend.read_as.as_ref())
                .map_or(Part::Unknown, Part::Number)
        }
    }
}

fn term(facts: &Facts<'_>, addend: &Addend, part: Part) -> Term {
    let (value, interval) = match part {
        Part::Number(reading) => (
            reading.value,
            reading.interval().unwrap_or(Interval::exact(reading.value)),
        ),
        Part::Nothing | Part::Unknown => (Amount::ZERO, Interval::exact(Amount::ZERO)),
    };
    Term {
        negative: addend.negative,
        label: facts.label(addend.spot),
        cell: facts.cell_id(addend.spot),
        printed: facts
            .figure(addend.spot)
            .map_or_else(String::new, |figure| figure.raw.to_string()),
        value,
        interval,
    }
}
