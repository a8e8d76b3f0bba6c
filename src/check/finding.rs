//! What the checks answer: findings with evidence and computation, and the report of a disclosure.

use super::coverage::{Coverage, CoverageState, Covered};
use super::facts::Facts;
use super::work;
use crate::model::{Amount, Bilingual, CellId, Disclosure, DisclosureId, Interval, Place, TableId};

/// What a contradiction would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Two printed statements cannot both be true.
    Error,
    /// Probably wrong, or wrong unless the text layer lost something.
    Warning,
    /// Worth knowing; no reproach.
    Info,
}

impl Severity {
    /// All of them, worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// A letter that says it without colour.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Severity::Error => 'E',
            Severity::Warning => 'W',
            Severity::Info => 'i',
        }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingCertainty {
    /// Arithmetic on printed figures proves it.
    Proved,
    /// It holds if the figures mean what their headings say.
    Interpreted,
    /// A sign, not a proof.
    Heuristic,
}

impl FindingCertainty {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FindingCertainty::Proved => "proved",
            FindingCertainty::Interpreted => "interpreted",
            FindingCertainty::Heuristic => "heuristic",
        }
    }
}

/// Whose fault a finding would be: independent of how grave and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The document prints what contradicts itself.
    Document,
    /// The text layer may have lost or moved something; the original decides.
    PossiblyExtraction,
}

impl Origin {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Origin::Document => "document",
            Origin::PossiblyExtraction => "possibly_extraction",
        }
    }
}

/// Part a piece of evidence plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceRole {
    /// The figure or line to look at first.
    Primary,
    /// What it is held against.
    Secondary,
}

impl EvidenceRole {
    /// The stable name used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EvidenceRole::Primary => "primary",
            EvidenceRole::Secondary => "secondary",
        }
    }
}

/// One printed place behind a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its part.
    pub role: EvidenceRole,
    /// The cell, where the evidence is one.
    pub cell: Option<CellId>,
    /// The table, where the evidence is in one.
    pub table: Option<TableId>,
    /// Line, page and span.
    pub place: Place,
    /// The printed characters.
    pub text: String,
}

/// One signed term of a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether the term is subtracted.
    pub negative: bool,
    /// What the term is, e.g. `2060101 行政运行 · 基本支出/小计`.
    pub label: String,
    /// The printed cell; `None` for a figure of the running text and for a blank counted as nothing.
    pub cell: Option<CellId>,
    /// Printed characters; empty for a blank.
    pub printed: String,
    /// Exact reading of the printed digits.
    pub value: Amount,
    /// All exact values that print so.
    pub interval: Interval,
}

/// How the two sides of a computation are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    /// The total must equal the sum of the terms.
    Equal,
    /// The total must be at least the sum of the terms.
    AtLeast,
    /// The total is a percentage: a hundred times the sum of the first terms, divided by the sum of
    /// the others. Total, computed values, difference and bound are percent points.
    Ratio {
        /// How many of the terms stand above the line.
        parts: usize,
    },
}

/// A relation worked out, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computation {
    /// How the sides are related.
    pub comparison: Comparison,
    /// The printed side.
    pub total: Term,
    /// The computed side.
    pub terms: Vec<Term>,
    /// Sum of the printed digits of the terms.
    pub computed: Amount,
    /// Least and greatest sum of the terms.
    pub computed_interval: Interval,
    /// Printed total minus computed sum.
    pub difference: Amount,
    /// Greatest difference that rounding can explain.
    pub bound: Amount,
}

impl Computation {
    /// The printed side with its direction: a fall of 5.95 % is −5.95.
    #[must_use]
    pub fn printed(&self) -> (Amount, Interval) {
        let Term {
            negative,
            value,
            interval,
            ..
        } = self.total;
        if negative {
            (-value, interval.negated())
        } else {
            (value, interval)
        }
    }
}

/// A known way in which figures go wrong that fits this difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Stable name: `unit_slip`, `decimal_slip`, `transposed_digits`, `wrong_sign`,
    /// `dropped_row`, `double_counted`, `copied_total`, `digit_typo`, `missing_row`, `moved_value`,
    /// `wrong_direction`, `wrong_denominator`.
    pub fingerprint: &'static str,
    /// One sentence.
    pub text: Bilingual,
}

/// A relation over some of the same figures that holds: it narrows down the culprit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// What holds.
    pub text: Bilingual,
}

/// A printed contradiction with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable key: same rule on the same printed figures gives the same key in every run.
    pub key: String,
    /// Code of the rule, e.g. `A101`.
    pub rule: &'static str,
    /// The disclosure it is about.
    pub disclosure: DisclosureId,
    /// What it would mean.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: FindingCertainty,
    /// A headline without amounts.
    pub title: Bilingual,
    /// One sentence with the amounts.
    pub statement: Bilingual,
    /// The computation, for findings of arithmetic.
    pub computation: Option<Computation>,
    /// The fingerprint that fits, if any.
    pub diagnosis: Option<Diagnosis>,
    /// What else could explain it.
    pub alternatives: Vec<Bilingual>,
    /// How to verify it by hand.
    pub verify: Bilingual,
    /// Relations that hold.
    pub siblings: Vec<Sibling>,
    /// Primary evidence first, then secondary in document order.
    pub evidence: Vec<Evidence>,
    /// Whether a fault of the text layer could have produced it.
    pub possible_extraction_fault: bool,
    /// The amount at stake, for ranking.
    pub stake: Amount,
}

impl Finding {
    /// Whose fault it would be.
    #[must_use]
    pub fn origin(&self) -> Origin {
        if self.possible_extraction_fault {
            Origin::PossiblyExtraction
        } else {
            Origin::Document
        }
    }
}

/// All answers about one disclosure. Ids inside carry the disclosure's place in the corpus.
#[derive(Debug, Clone, Default)]
pub struct DisclosureReport {
    /// In total order: place, severity, rule.
    pub findings: Vec<Finding>,
    /// Every relation that was judged, with its answer.
    pub verdicts: Vec<crate::check::verdict::Judged>,
    /// Every figure, in document order.
    pub coverage: Coverage,
    /// For each table the most decimals its money prints: how fine coarser figures may have been.
    pub decimals: Vec<u32>,
}

impl DisclosureReport {
    /// How many figures ended in each state, in the order of [`CoverageState::ALL`].
    #[must_use]
    pub fn coverage_counts(&self) -> Vec<(CoverageState, usize)> {
        counts(self.coverage.iter())
    }

    /// The same for the figures of one table.
    #[must_use]
    pub fn table_counts(&self, table: TableId) -> Vec<(CoverageState, usize)> {
        counts(self.coverage.in_table(table.table))
    }

    /// What became of a figure; `None` for a cell that prints none.
    #[must_use]
    pub fn covered(&self, cell: CellId) -> Option<Covered<'_>> {
        self.coverage.of(cell)
    }

    /// For each figure of the running text the answers it takes part in: indexes into
    /// [`DisclosureReport::verdicts`], ascending.
    #[must_use]
    pub fn claim_relations(&self, claims: usize) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); claims];
        for (index, judged) in (0..).zip(&self.verdicts) {
            for claim in judged.claims() {
                if let Some(relations) = found.get_mut(claim) {
                    relations.push(index);
                }
            }
        }
        found
    }

    /// The computation behind a verdict, where there is one, worked out anew: terms and names of all
    /// relations together would take more room than the document. `id` is the place of the
    /// disclosure in the corpus, `verdict` an index into [`DisclosureReport::verdicts`].
    #[must_use]
    pub fn computation(
        &self,
        id: DisclosureId,
        disclosure: &Disclosure,
        verdict: usize,
    ) -> Option<Computation> {
        let facts = Facts::new(id, disclosure).with_decimals(self.decimals.clone());
        let judged = self.verdicts.get(verdict)?;
        work::worked_out(&facts, judged.relation(&facts)?.as_ref())
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

fn counts<'c>(covered: impl Iterator<Item = Covered<'c>>) -> Vec<(CoverageState, usize)> {
    let mut counts: Vec<(CoverageState, usize)> =
        CoverageState::ALL.iter().map(|&state| (state, 0)).collect();
    for covered in covered {
        let known = counts.iter_mut().find(|(state, _)| *state == covered.state);
        if let Some((_, count)) = known {
            *count += 1;
        }
    }
    counts
}
