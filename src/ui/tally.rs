//! How much of a disclosure was found and checked, and of several together.

use crate::check::{CoverageState, Covered, DisclosureReport, Finding, Severity};
use crate::model::{Amount, Disclosure};
use crate::review::Reviews;

/// Findings and figures of one disclosure, or of several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Open findings by severity, worst first: what `check` counts.
    pub findings: [usize; 3],
    /// The largest amount an open finding is about.
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
    pub fn of(disclosure: &Disclosure, report: &DisclosureReport, reviews: &Reviews) -> Self {
        let judged = |covered: &Covered<'_>| match covered.state {
            CoverageState::Consistent | CoverageState::Inconsistent => true,
            CoverageState::Spent
            | CoverageState::NotCheckable
            | CoverageState::Undetermined
            | CoverageState::NotUnderstood => false,
        };
        let all = report.findings.iter();
        let open: Vec<&Finding> = all.filter(|found| reviews.of(found).is_none()).collect();
        let count = |severity| {
            open.iter()
                .filter(|found| found.severity == severity)
                .count()
        };
        let stakes = open.iter().map(|finding| finding.stake);
        Tally {
            findings: Severity::ALL.map(count),
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
