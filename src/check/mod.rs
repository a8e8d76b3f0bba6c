//! Facts → relations → one judge → verdicts → findings → ledger. Pure: no files, no text, no terminal.

pub mod finding;
pub mod verdict;

pub use finding::{
    Comparison, Computation, CoverageState, Covered, Diagnosis, DisclosureReport, Evidence,
    EvidenceRole, Finding, FindingCertainty, Severity, Sibling, Term,
};
pub use verdict::{Judged, Verdict};

use crate::model::{Disclosure, DisclosureId};

/// Judges one disclosure. The answer depends on nothing but the disclosure and its id.
#[must_use]
pub fn check(_id: DisclosureId, _disclosure: &Disclosure) -> DisclosureReport {
    DisclosureReport::default()
}
