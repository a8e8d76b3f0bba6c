//! What other programs and readers receive: cells, claims, coverage, findings and the check report with its reviews, in text and data formats.
//!
//! Renderers add nothing: every figure, verdict and sentence comes from the model and the checks.
//! Column names, their order and the values of enumerations are contracts; `docs/schema/` states them.

pub mod align;
pub mod cells;
pub mod check_json;
pub mod claims;
pub mod coverage;
pub mod dataset;
pub mod documents;
pub mod findings;
pub mod lines;
pub mod markdown;
pub mod marks;
pub mod parquet;
pub mod printed;
pub mod records;
pub mod sarif;
pub mod stored;
pub mod tables;
pub mod text;
pub mod workbook;

use std::sync::Arc;

use dataset::Dataset;

use crate::check::{CoverageState, DisclosureReport, Finding, Severity};
use crate::model::{Corpus, Disclosure, DisclosureId};
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
    /// The disclosures with their reports, in order.
    fn reported(
        self,
    ) -> impl Iterator<Item = (DisclosureId, &'a Disclosure, &'a DisclosureReport)> {
        let pairs = self.corpus.disclosures.iter().zip(self.reports);
        let numbered = pairs.enumerate();
        numbered.map(|(index, (disclosure, report))| {
            (DisclosureId(index), disclosure.as_ref(), report.as_ref())
        })
    }

    /// All records of a kind.
    #[must_use]
    pub fn dataset(self, kind: Kind) -> Dataset<'a> {
        let name = kind.name();
        match kind {
            Kind::Documents => Dataset::new(name, move || documents::documents(self)),
            Kind::Tables => Dataset::new(name, move || tables::tables(self)),
            Kind::Cells => Dataset::new(name, move || cells::cells(self.corpus)),
            Kind::Stored => Dataset::new(name, move || stored::stored(self.corpus)),
            Kind::Claims => Dataset::new(name, move || claims::claims(self)),
            Kind::Findings => Dataset::new(name, move || findings::flat(self)),
            Kind::Coverage => Dataset::new(name, move || coverage::coverage(self)),
        }
    }
}

/// What kinds of records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The disclosures.
    Documents,
    /// Their tables.
    Tables,
    /// The cells of the tables.
    Cells,
    /// Figures whose cells store more than they print.
    Stored,
    /// The figures of running text.
    Claims,
    /// What contradicts itself.
    Findings,
    /// The state every figure ended in.
    Coverage,
}

impl Kind {
    /// All kinds, from the whole to its parts.
    pub const ALL: &[Kind] = &[
        Kind::Documents,
        Kind::Tables,
        Kind::Cells,
        Kind::Stored,
        Kind::Claims,
        Kind::Findings,
        Kind::Coverage,
    ];

    /// The name of its sheet, and of its file without the ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Documents => "documents",
            Kind::Tables => "tables",
            Kind::Cells => "cells",
            Kind::Stored => "stored",
            Kind::Claims => "claims",
            Kind::Findings => "findings",
            Kind::Coverage => "coverage",
        }
    }
}

/// How many figures ended in a state.
fn counted(counts: &[(CoverageState, usize)], state: CoverageState) -> usize {
    let found = counts.iter().find(|(counted, _)| *counted == state);
    found.map_or(0, |(_, count)| *count)
}
