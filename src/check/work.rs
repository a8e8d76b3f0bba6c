//! Binds a relation to the printed figures and has it judged: the answer with its computation.

use super::facts::Facts;
use super::finding::{Comparison, Computation, Term};
use super::judge::{self, Part, Question, Reading, Stake, Weighed};
use super::quotient::Quotient;
use super::ratio;
use super::relation::{Addend, BlankTotal, Claim, Operand, Relation};
use super::rule::Rule;
use super::verdict::Verdict;
use crate::model::{Amount, Certainty, Interval, PlainUnit};

/// A printed figure in a relation and the part it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Where it stands.
    pub at: Operand,
    /// The part it plays.
    pub stake: Stake,
}

/// A relation that was judged.
#[derive(Clone)]
pub struct Worked {
    /// What must hold.
    pub relation: Relation,
    /// The answer.
    pub verdict: Verdict,
    /// The numbers behind it, for sums and percentages.
    pub weighed: Option<Weighed>,
    /// Every printed figure in it, the total first.
    pub stakes: Vec<Held>,
    /// The quotient, for percentages.
    pub quotient: Option<Box<Quotient>>,
    /// The printed figures that leave nothing for the blanks a contradiction rests on.
    pub leaving_nothing: Vec<Operand>,
}

/// What the judge says of a relation, without the relation.
pub struct Answer {
    pub(super) verdict: Verdict,
    pub(super) weighed: Option<Weighed>,
    pub(super) stakes: Vec<Held>,
    pub(super) quotient: Option<Box<Quotient>>,
}

impl Answer {
    /// Binds and judges one relation; `None` when nothing is claimed because one side is blank.
    #[must_use]
    pub fn of(facts: &Facts<'_>, relation: &Relation) -> Option<Answer> {
        match &relation.claim {
            Claim::Sum {
                comparison,
                total,
                terms,
            } => {
                let bound = Bound::of(facts, *comparison, total, terms);
                (!bound.claims_nothing(relation)).then(|| bound.judged(facts, relation))
            }
            Claim::Ratio {
                percent,
                part,
                base,
            } => Some(Quotient::of(facts, percent, part, base)?.judged(percent, relation)),
            Claim::Opposed { figures } => Answer::denied(facts, figures, figures.len()),
            Claim::Nothing { .. } => {
                Answer::denied(facts, &relation.operands().collect::<Vec<_>>(), 1)
            }
        }
    }

    /// A claim that printed figures refute by being there: at least so many of them.
    fn denied(facts: &Facts<'_>, figures: &[Operand], least: usize) -> Option<Answer> {
        let stakes: Vec<Held> = figures
            .iter()
            .filter(|&&at| {
                facts
                    .figure_at(at)
                    .as_ref()
                    .is_some_and(judge::is_something)
            })
            .map(|&at| Held {
                at,
                stake: Stake { raises: true },
            })
            .collect();
        (stakes.len() >= least).then_some(Answer {
            verdict: Verdict::Inconsistent,
            weighed: None,
            stakes,
            quotient: None,
        })
    }

    /// The answer together with the relation it is given to.
    #[must_use]
    pub fn to(self, relation: Relation) -> Worked {
        Worked {
            relation,
            verdict: self.verdict,
            weighed: self.weighed,
            stakes: self.stakes,
            quotient: self.quotient,
            leaving_nothing: Vec::new(),
        }
    }
}

impl Worked {
    /// Judges a sum whose blanks are proved to be nothing by other figures.
    #[must_use]
    pub fn against_blanks(
        facts: &Facts<'_>,
        relation: &Relation,
        leaving_nothing: Vec<Operand>,
    ) -> Option<Worked> {
        let Claim::Sum {
            comparison,
            total,
            terms,
        } = &relation.claim
        else {
            return None;
        };
        let bound = Bound::of(facts, *comparison, total, terms);
        Some(Worked {
            leaving_nothing,
            ..bound.judged(facts, relation).to(relation.clone())
        })
    }

    /// The numbers behind the answer as data: every term with its name and what is printed. Nothing
    /// keeps them for all relations; they are worked out for those that are shown.
    #[must_use]
    pub fn computation(&self, facts: &Facts<'_>) -> Option<Computation> {
        computation_of(facts, &self.relation, self.weighed.as_ref()?)
    }

    /// Whether the answer is a contradiction.
    #[must_use]
    pub fn fails(&self) -> bool {
        match self.verdict {
            Verdict::Inconsistent => true,
            Verdict::UndefinedBase => self.relation.without_base.is_some(),
            _ => false,
        }
    }

    /// The rule to report a contradiction by.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        match (&self.verdict, self.relation.without_base) {
            (Verdict::UndefinedBase, Some(rule)) => rule,
            _ => self.relation.rule,
        }
    }

    /// The change of one of its figures that would make it exact. Of a quotient only the printed
    /// percentage is solved for.
    #[must_use]
    pub fn repair(&self, held: &Held) -> Option<Amount> {
        let solvable =
            self.quotient.is_none() || self.stakes.first().is_some_and(|first| first.at == held.at);
        let weighed = self.weighed.as_ref().filter(|_| solvable)?;
        Some(judge::repair(weighed, held.stake))
    }

    /// Whether it would hold if one of its figures were changed.
    #[must_use]
    pub fn holds_after(&self, held: &Held, change: Amount) -> bool {
        match (&self.quotient, &self.weighed, &self.relation.claim) {
            (Some(quotient), ..) => quotient.holds_after(held.at, change),
            (None, Some(weighed), Claim::Sum { comparison, .. }) => {
                judge::holds_after(weighed, *comparison, held.stake, change)
            }
            _ => false,
        }
    }
}

/// Works a relation out anew, for showing it.
#[must_use]
pub fn worked_out(facts: &Facts<'_>, relation: &Relation) -> Option<Computation> {
    let weighed = match &relation.claim {
        Claim::Sum {
            comparison,
            total,
            terms,
        } => {
            let question = Bound::of(facts, *comparison, total, terms).question(relation)?;
            judge::weigh(&question)?
        }
        Claim::Ratio {
            percent,
            part,
            base,
        } => ratio::weigh(&Quotient::of(facts, percent, part, base)?.question)?,
        Claim::Opposed { .. } | Claim::Nothing { .. } => return None,
    };
    computation_of(facts, relation, &weighed)
}

fn computation_of(
    facts: &Facts<'_>,
    relation: &Relation,
    weighed: &Weighed,
) -> Option<Computation> {
    let read = |addend: &Addend| term(facts, addend, part(facts, addend));
    let (comparison, total, terms) = match &relation.claim {
        Claim::Sum {
            comparison,
            total,
            terms,
        } => (*comparison, total, terms.iter().map(read).collect()),
        Claim::Ratio {
            percent,
            part,
            base,
        } => {
            let comparison = Comparison::Ratio { parts: part.len() };
            let terms = part.iter().chain(base).map(read).collect();
            (comparison, percent, terms)
        }
        Claim::Opposed { .. } | Claim::Nothing { .. } => return None,
    };
    Some(Computation {
        comparison,
        total: read(total),
        terms,
        computed: weighed.computed,
        computed_interval: weighed.computed_interval,
        difference: weighed.difference,
        bound: weighed.bound,
    })
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
    ) -> Self {
        Bound {
            comparison,
            total: (total, part(facts, total)),
            terms: terms.iter().map(|term| (term, part(facts, term))).collect(),
        }
    }

    /// Whether one side is blank, and with it the claim.
    fn claims_nothing(&self, relation: &Relation) -> bool {
        let silent = self.terms.iter().all(|(_, part)| *part == Part::Nothing);
        let claimless =
            self.total.1 == Part::Nothing && relation.blank_total == BlankTotal::NoClaim;
        silent || claimless
    }

    fn judged(&self, facts: &Facts<'_>, relation: &Relation) -> Answer {
        let weighed = self.question(relation).as_ref().and_then(judge::weigh);
        let spots = relation.spots();
        let doubtful = spots.iter().any(|spot| facts.is_doubtful(spot.table()));
        let shaky =
            relation.only_vouches || spots.iter().any(|spot| facts.may_not_accuse(spot.table()));
        let verdict = match &weighed {
            _ if doubtful => Verdict::ParseDoubt,
            _ if self.is_open() => Verdict::Undetermined,
            None => Verdict::ParseDoubt,
            // What placed a figure cannot vouch for it, but it can still contradict the rest.
            Some(weighed) if relation.spent && is_agreement(&weighed.verdict) => Verdict::Spent,
            Some(weighed) if shaky && weighed.verdict == Verdict::Inconsistent => {
                Verdict::ParseDoubt
            }
            Some(weighed)
                if weighed.verdict == Verdict::Inconsistent
                    && facts.hangs_on_loose_rows(relation, weighed) =>
            {
                Verdict::Undetermined
            }
            Some(weighed)
                if weighed.verdict == Verdict::Inconsistent
                    && (self.hangs_on_lost_figures(facts, relation)
                        || self.is_half_placed(facts)) =>
            {
                Verdict::Undetermined
            }
            Some(weighed) => weighed.verdict.clone(),
        };
        Answer {
            verdict,
            weighed,
            stakes: self.stakes(),
            quotient: None,
        }
    }

    /// The total cannot be read, or none of the terms can.
    fn is_open(&self) -> bool {
        let mut parts = self.terms.iter().map(|(_, part)| part);
        let readable = parts.clone().any(|part| matches!(part, Part::Number(_)))
            || parts.all(|part| *part == Part::Nothing);
        self.total.1 == Part::Unknown || !readable
    }

    /// Whether a blank that may be a lost figure could settle the contradiction.
    fn hangs_on_lost_figures(&self, facts: &Facts<'_>, relation: &Relation) -> bool {
        let lost = |addend: &Addend| {
            let spot = addend.at.cell();
            spot.is_some_and(|spot| facts.may_be_lost(spot))
        };
        if lost(self.total.0) {
            return true;
        }
        let open = |(addend, part): &(&'r Addend, Part)| match part {
            Part::Nothing if lost(addend) => (*addend, Part::Unknown),
            part => (*addend, *part),
        };
        let bound = Bound {
            comparison: self.comparison,
            total: self.total,
            terms: self.terms.iter().map(open).collect(),
        };
        let question = bound.question(relation);
        let weighed = question.as_ref().and_then(judge::weigh);
        weighed.is_some_and(|weighed| weighed.verdict == Verdict::Undetermined)
    }

    /// Whether some terms have no certain column and others only the one they were put back into: what
    /// placed these may be wrong too.
    fn is_half_placed(&self, facts: &Facts<'_>) -> bool {
        let placed = |addend: &Addend| {
            let cell = addend.at.cell().and_then(|spot| facts.cell_id(spot));
            let cell = cell.and_then(|cell| facts.cell(cell));
            cell.is_some_and(|cell| cell.certainty() != Certainty::Printed)
        };
        let mut all = self
            .terms
            .iter()
            .map(|(term, _)| term)
            .chain([&self.total.0]);
        let open = self.terms.iter().any(|(_, part)| *part == Part::Unknown);
        open && all.any(|term| placed(term))
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

    fn stakes(&self) -> Vec<Held> {
        std::iter::once((&self.total, true))
            .chain(self.terms.iter().map(|bound| (bound, bound.0.negative)))
            .filter(|((_, part), _)| matches!(part, Part::Number(_)))
            .map(|((addend, _), raises)| Held {
                at: addend.at,
                stake: Stake { raises },
            })
            .collect()
    }
}

/// Whether an answer says that the relation holds.
pub(super) fn is_agreement(verdict: &Verdict) -> bool {
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

pub(super) fn part(facts: &Facts<'_>, addend: &Addend) -> Part {
    if facts.is_nothing(addend.at) {
        return Part::Nothing;
    }
    number(facts, addend).map_or(Part::Unknown, Part::Number)
}

pub(super) fn number(facts: &Facts<'_>, addend: &Addend) -> Option<Reading> {
    let figure = facts.figure_at(addend.at)?;
    Reading::of(
        &figure,
        facts.decimals_at(addend.at),
        addend.read_as.map(PlainUnit::unit),
    )
}

pub(super) fn term(facts: &Facts<'_>, addend: &Addend, part: Part) -> Term {
    let (value, interval) = match part {
        Part::Number(reading) => (
            reading.value,
            reading.interval().unwrap_or(Interval::exact(reading.value)),
        ),
        Part::Nothing | Part::Unknown => (Amount::ZERO, Interval::exact(Amount::ZERO)),
    };
    Term {
        negative: addend.negative,
        label: facts.label_at(addend.at),
        cell: addend.at.cell().and_then(|spot| facts.cell_id(spot)),
        printed: facts
            .figure_at(addend.at)
            .map_or_else(String::new, |figure| figure.raw().to_string()),
        value,
        interval,
    }
}
