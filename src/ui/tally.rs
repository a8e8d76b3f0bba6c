//! How much of a disclosure was found and checked, and of several together.

use crate::check::{CoverageState, Covered, DisclosureReport, Severity};
use crate::model::{Amount, Disclosure};

/// Findings and figures of one disclosure, or of several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Findings by severity, worst first.
    pub findings: [usize; 3],
    /// The largest amount a finding is about.
    pub stake: Amount,
    /// Places that were not understood.
    pub problems: usize,
    /// Figures of all tables.
    pub figures: usize,
    /// Figures that a relation was judged on.
    pub judged: usize,
}

impl Tally {
    /// Counts one disclosure.
    #[must_use]
    pub fn of(disclosure: &Disclosure, report: &DisclosureReport) -> Self {
        let judged = |covered: &&Covered| match covered.state {
            CoverageState::Consistent | CoverageState::Inconsistent => true,
            CoverageState::Spent
            | CoverageState::NotCheckable
            | CoverageState::Undetermined
            | CoverageState::NotUnderstood => false,
        };
        let stakes = report.findings.iter().map(|finding| finding.stake);
        Tally {
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| report.count(severity)),
            stake: stakes.max().unwrap_or_default(),
            problems: disclosure.problems.len(),
            figures: report.coverage.len(),
            judged: report.coverage.iter().filter(judged).count(),
        }
    }

    /// Takes in another disclosure.
    pub fn add(&mut self, other: &Tally) {
        for (sum, part) in self.findings.iter_mut().zip(other.findings) {
            *sum += part;
        }
        self.stake = self.stake.max(other.stake);
        self.problems += other.problems;
        self.figures += other.figures;
        self.judged += other.judged;
    }

    /// Whole percent of the figures that were judged; 100 only when all were.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        (self.judged * 100).checked_div(self.figures)
    }
}
