//! The answers to all relations of a disclosure, without the working that a single one needs to be explained.

use std::borrow::Cow;

use super::facts::Facts;
use super::judge::Weighed;
use super::relation::{Claim, Operand, Relation, Stated};
use super::rule::Rule;
use super::verdict::{Judged, Verdict};
use super::work::{Answer, Held, Worked, is_agreement};

/// A relation with its answer. Only contradictions keep their working: of what agrees there may be
/// millions, and few of those are looked at again.
#[derive(Clone)]
pub struct Answered {
    stated: Stated,
    /// The answer.
    pub verdict: Verdict,
    working: Option<Box<Worked>>,
}

impl Answered {
    /// Judges a relation.
    ///
    /// # Errors
    ///
    /// Gives the relation back when nothing is claimed because one side is blank.
    pub fn of(facts: &Facts<'_>, stated: Stated) -> Result<Answered, Stated> {
        let judged = stated.relation(facts).and_then(|relation| {
            let answer = Answer::of(facts, &relation)?;
            let verdict = answer.verdict.clone();
            let fails = matches!(verdict, Verdict::Inconsistent | Verdict::UndefinedBase);
            let working = fails.then(|| Box::new(answer.to(relation.into_owned())));
            Some((verdict, working))
        });
        match judged {
            Some((verdict, working)) => Ok(Answered {
                stated,
                verdict,
                working,
            }),
            None => Err(stated),
        }
    }

    /// What was not worked out from the figures of the relation alone.
    #[must_use]
    pub fn kept(worked: Worked) -> Answered {
        Answered {
            stated: Stated::Apart(Box::new(worked.relation.clone())),
            verdict: worked.verdict.clone(),
            working: Some(Box::new(worked)),
        }
    }

    /// What must hold; there always is something.
    #[must_use]
    pub fn relation(&self, facts: &Facts<'_>) -> Option<Cow<'_, Relation>> {
        self.stated.relation(facts)
    }

    /// The rule that states it.
    #[must_use]
    pub fn stated_by(&self) -> &'static Rule {
        self.stated.rule()
    }

    /// The rule to report a contradiction by.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        let without_base = self
            .working
            .as_ref()
            .and_then(|worked| worked.relation.without_base);
        match (&self.verdict, without_base) {
            (Verdict::UndefinedBase, Some(rule)) => rule,
            _ => self.stated_by(),
        }
    }

    /// Whether the answer is a contradiction.
    #[must_use]
    pub fn fails(&self) -> bool {
        match self.verdict {
            Verdict::Inconsistent => true,
            Verdict::UndefinedBase => !std::ptr::eq(self.rule(), self.stated_by()),
            _ => false,
        }
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

    /// The answer with its working, worked out anew where that was not kept.
    #[must_use]
    pub fn worked(&self, facts: &Facts<'_>) -> Option<Cow<'_, Worked>> {
        match &self.working {
            Some(worked) if worked.verdict == self.verdict => Some(Cow::Borrowed(worked)),
            Some(worked) => Some(Cow::Owned(Worked {
                verdict: self.verdict.clone(),
                ..(**worked).clone()
            })),
            None => {
                let relation = self.relation(facts)?;
                let answer = Answer::of(facts, &relation)?;
                Some(Cow::Owned(Worked {
                    verdict: self.verdict.clone(),
                    ..answer.to(relation.into_owned())
                }))
            }
        }
    }

    /// The numbers behind the answer, for sums and percentages.
    #[must_use]
    pub fn weighed(&self, facts: &Facts<'_>) -> Option<Weighed> {
        match &self.working {
            Some(worked) => worked.weighed.clone(),
            None => Answer::of(facts, self.relation(facts)?.as_ref())?.weighed,
        }
    }

    /// Every printed figure in it, the total first.
    #[must_use]
    pub fn stakes(&self, facts: &Facts<'_>) -> Vec<Held> {
        let anew = || Some(Answer::of(facts, self.relation(facts)?.as_ref())?.stakes);
        match &self.working {
            Some(worked) => worked.stakes.clone(),
            None => anew().unwrap_or_default(),
        }
    }

    /// Whether it speaks of one of these places.
    #[must_use]
    pub fn speaks_of(&self, facts: &Facts<'_>, wanted: impl FnMut(Operand) -> bool) -> bool {
        let relation = self.relation(facts);
        relation.is_some_and(|relation| relation.operands().any(wanted))
    }

    /// Every figure printed in it: the places of [`Answered::stakes`], without working out a sum of
    /// a million rows.
    pub fn each_printed(&self, facts: &Facts<'_>, seen: impl FnMut(Operand)) {
        if let Some(worked) = &self.working {
            worked.stakes.iter().map(|held| held.at).for_each(seen);
        } else if let Some(relation) = self.relation(facts) {
            let operands = relation.operands();
            let printed = operands.filter(|&at| facts.figure_at(at).is_some());
            printed.for_each(seen);
        }
    }

    /// Whether it is a percentage.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        matches!(&self.stated, Stated::Apart(relation) if matches!(relation.claim, Claim::Ratio { .. }))
    }

    /// The answer as the report keeps it.
    #[must_use]
    pub fn judged(self) -> Judged {
        Judged::new(self.stated, self.verdict)
    }
}
