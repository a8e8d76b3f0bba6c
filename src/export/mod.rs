//! What other programs and readers receive: cells, claims, coverage, findings and the check report, in text and data formats.
//!
//! Renderers add nothing: every figure, verdict and sentence comes from the model and the checks.
//! Column names, their order and the values of enumerations are contracts; `docs/schema/` states them.

pub mod align;
pub mod cells;
pub mod check_json;
pub mod claims;
pub mod coverage;
pub mod findings;
pub mod markdown;
pub mod printed;
pub mod records;
pub mod text;

use std::sync::Arc;

use crate::check::DisclosureReport;
use crate::model::Corpus;

/// What is exported: all disclosures and, in the same order, what the checks say about them.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    /// The disclosures.
    pub corpus: &'a Corpus,
    /// One report for each disclosure.
    pub reports: &'a [Arc<DisclosureReport>],
}
