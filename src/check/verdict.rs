//! The judge's answer to one relation.

use super::relation::Relation;
use crate::model::Bilingual;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Code of the rule that stated it.
    pub rule: &'static str,
    /// What must hold.
    pub relation: Relation,
    /// The answer.
    pub verdict: Verdict,
    /// The figures of the running text in it: indexes into the disclosure's claims.
    pub claims: Vec<usize>,
}

impl Judged {
    /// What must hold, in words.
    #[must_use]
    pub fn statement(&self) -> &Bilingual {
        &self.relation.statement
    }
}
