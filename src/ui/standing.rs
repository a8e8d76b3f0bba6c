//! What still stands against a document: findings that nobody has explained or dismissed, as marks on figures and as counts.

use std::collections::BTreeMap;

use super::scene::severity_role;
use super::tally::Tally;
use super::theme::Role;
use crate::check::{DisclosureReport, EvidenceRole, Finding, Severity};
use crate::model::{CellId, Disclosure, RowId, TableId};
use crate::review::{Decision, Reviews};

/// What a figure has to do with a finding. The order puts the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Whether the figure is only held against the one to look at.
    pub secondary: bool,
    /// Severity of the finding.
    pub severity: Severity,
}

impl Mark {
    /// The letter of the severity: small for figures that only take part.
    #[must_use]
    pub fn letter(self) -> char {
        let letter = self.severity.letter();
        if self.secondary {
            letter.to_ascii_lowercase()
        } else {
            letter
        }
    }

    /// The role it is painted in.
    #[must_use]
    pub fn role(self) -> Role {
        if self.secondary {
            Role::Dim
        } else {
            severity_role(self.severity)
        }
    }
}

/// Marks and counts of one document; worked out anew when somebody says something of a finding.
#[derive(Debug, Default)]
pub struct Standing {
    /// The worst finding each figure is evidence of. An accepted finding keeps its marks, because
    /// its figures contradict each other; one that was explained or dismissed has none.
    marks: BTreeMap<CellId, Mark>,
    /// How much was found and checked; of the findings, the ones that are open.
    pub tally: Tally,
}

impl Standing {
    /// Works out both.
    #[must_use]
    pub fn new(disclosure: &Disclosure, report: &DisclosureReport, reviews: &Reviews) -> Self {
        let mut marks: BTreeMap<CellId, Mark> = BTreeMap::new();
        let stands = |finding: &&Finding| {
            let decision = reviews.decision(finding);
            decision.is_none_or(|decision| decision == Decision::Accepted)
        };
        for finding in report.findings.iter().filter(stands) {
            for evidence in &finding.evidence {
                let mark = Mark {
                    severity: finding.severity,
                    secondary: evidence.role == EvidenceRole::Secondary,
                };
                // Information marks the one figure to look at; only reproaches mark all they
                // rest on.
                if mark.secondary && mark.severity == Severity::Info {
                    continue;
                }
                if let Some(cell) = evidence.cell {
                    let worst = marks.entry(cell).or_insert(mark);
                    *worst = (*worst).min(mark);
                }
            }
        }
        Standing {
            marks,
            tally: Tally::of(disclosure, report, reviews),
        }
    }

    /// The worst finding on a figure.
    #[must_use]
    pub fn mark(&self, cell: CellId) -> Option<Mark> {
        self.marks.get(&cell).copied()
    }

    /// The worst finding on any figure of a row.
    #[must_use]
    pub fn row_mark(&self, row: RowId) -> Option<Mark> {
        let first = CellId { row, cell: 0 };
        let last = CellId {
            row,
            cell: usize::MAX,
        };
        self.marks.range(first..=last).map(|(_, mark)| *mark).min()
    }

    /// The worst finding on any figure of a table.
    #[must_use]
    pub fn table_mark(&self, table: TableId) -> Option<Mark> {
        let at = |row, cell| CellId {
            row: RowId { table, row },
            cell,
        };
        self.marks
            .range(at(0, 0)..=at(usize::MAX, usize::MAX))
            .map(|(_, mark)| *mark)
            .min()
    }
}
