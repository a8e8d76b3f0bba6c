//! The judge's answer to one relation.

use std::borrow::Cow;

use super::facts::Facts;
use super::relation::{Operand, Relation, Stated};
use crate::model::{Bilingual, Disclosure, DisclosureId};

/// What the judge says of a relation. Source: design reference, mission anchors c13.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The printed digits agree exactly.
    Exact,
    /// They differ by no more than rounding explains.
    RoundingConsistent,
    /// Rounding explains it, but rarer than once in a thousand.
    ConsistentButUnlikely,
    /// The one step between the strict bound and the closed-interval bound.
    Borderline,
    /// No choice of exact values satisfies the relation.
    Inconsistent,
    /// A rate on a base of nothing.
    UndefinedBase,
    /// Holds only if a figure with fewer decimals was rounded.
    ConsistentOnlyIfRounded,
    /// Blank or lost cells leave it open.
    Undetermined,
    /// True whatever the figures are, so no evidence of anything.
    LowPower,
    /// The relation was used up to place a figure.
    Spent,
    /// The table is in doubt.
    ParseDoubt,
}

impl Verdict {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::RoundingConsistent => "rounding_consistent",
            Verdict::ConsistentButUnlikely => "consistent_but_unlikely",
            Verdict::Borderline => "borderline",
            Verdict::Inconsistent => "inconsistent",
            Verdict::UndefinedBase => "undefined_base",
            Verdict::ConsistentOnlyIfRounded => "consistent_only_if_rounded",
            Verdict::Undetermined => "undetermined",
            Verdict::LowPower => "low_power",
            Verdict::Spent => "spent",
            Verdict::ParseDoubt => "parse_doubt",
        }
    }
}

/// One relation with its answer.
#[derive(Debug, Clone)]
pub struct Judged {
    stated: Stated,
    /// The answer.
    pub verdict: Verdict,
}

impl Judged {
    /// The answer to a relation.
    #[must_use]
    pub fn new(stated: Stated, verdict: Verdict) -> Self {
        Judged { stated, verdict }
    }

    /// Code of the rule to report it by.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        let without_base = match &self.stated {
            Stated::Apart(relation) if self.verdict == Verdict::UndefinedBase => {
                relation.without_base
            }
            _ => None,
        };
        without_base.unwrap_or(self.stated.rule()).code
    }

    /// The figures of the running text in it: indexes into the disclosure's claims.
    #[must_use]
    pub fn claims(&self) -> Vec<usize> {
        // What is stated from a place of a table speaks of that table.
        let Stated::Apart(relation) = &self.stated else {
            return Vec::new();
        };
        let mut claims = Vec::new();
        for at in relation.operands() {
            match at {
                Operand::Said(claim) if !claims.contains(&claim) => claims.push(claim),
                _ => {}
            }
        }
        claims
    }

    /// What must hold; there always is something for the disclosure it was stated of.
    #[must_use]
    pub fn relation(&self, facts: &Facts<'_>) -> Option<Cow<'_, Relation>> {
        self.stated.relation(facts)
    }

    /// What must hold, in words. `id` is the place of the disclosure in the corpus.
    #[must_use]
    pub fn statement(&self, id: DisclosureId, disclosure: &Disclosure) -> Bilingual {
        let facts = Facts::new(id, disclosure);
        let relation = self.relation(&facts);
        relation.map_or_else(Bilingual::default, |relation| relation.statement(&facts))
    }
}
