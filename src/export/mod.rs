//! What other programs and readers receive: cells, claims, coverage, findings and the check report with its reviews, in text and data formats.
//!
//! Renderers add nothing: every figure, verdict and sentence comes from the model and the checks.
//! Column names, their order and the values of enumerations are contracts; `docs/schema/` states them.

pub mod align;
pub mod cells;
pub mod check_json;
pub mod claims;
pub mod coverage;
pub mod findings;
pub mod lines;
pub mod markdown;
pub mod marks;
pub mod printed;
pub mod records;
pub mod sarif;
pub mod text;

use std::sync::Arc;

use crate::check::{DisclosureReport, Finding, Severity};
use crate::model::Corpus;
use crate::review::{Decision, Review, Reviewed};

/// What is exported: all disclosures and, in the same order, what the checks and people say about
/// them.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    /// The disclosures.
    pub corpus: &'a Corpus,
    /// One report for each disclosure.
    pub reports: &'a [Arc<DisclosureReport>],
    /// What the review files say of each disclosure.
    pub reviewed: &'a [Reviewed],
}

impl<'a> Session<'a> {
    /// All findings, disclosure by disclosure.
    pub fn findings(self) -> impl Iterator<Item = &'a Finding> + 'a {
        self.reports.iter().flat_map(|report| &report.findings)
    }

    /// What a person said of a finding; `None` while it is open.
    #[must_use]
    pub fn review(self, finding: &Finding) -> Option<&'a Review> {
        let reviewed = self.reviewed.get(finding.disclosure.0)?;
        reviewed.reviews.of(finding)
    }

    /// How many findings of a severity nobody has reviewed.
    #[must_use]
    pub fn open_count(self, severity: Severity) -> usize {
        self.findings()
            .filter(|finding| finding.severity == severity && self.review(finding).is_none())
            .count()
    }

    /// How many findings were decided so.
    #[must_use]
    pub fn decided_count(self, decision: Decision) -> usize {
        self.findings()
            .filter(|finding| {
                self.review(finding)
                    .is_some_and(|review| review.decision == decision)
            })
            .count()
    }
}
