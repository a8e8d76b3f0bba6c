//! What a rule notices without arithmetic: a sentence and the printed places it rests on.

use super::facts::Facts;
use super::finding::{Evidence, EvidenceRole, Finding, Severity};
use super::key;
use super::relation::Spot;
use super::rule::Rule;
use crate::model::{Amount, Bilingual, Figure, Place, Unit};

/// A printed place a remark rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A cell of a table.
    Cell(Spot),
    /// The first line of a table's caption.
    Caption(usize),
    /// The beginning of a row.
    Row(usize, usize),
    /// A figure of the running text: index into the disclosure's claims.
    Said(usize),
    /// Words anywhere.
    Words(Place, String),
}

/// Something worth saying, with its evidence.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The rule that noticed it.
    pub rule: &'static Rule,
    /// What it means; never more than the rule's own severity.
    pub severity: Severity,
    /// One sentence.
    pub statement: Bilingual,
    /// The place to look at first, then the others.
    pub marks: Vec<Mark>,
    /// Whether a lost or misread text layer could have produced it.
    pub text_layer: bool,
}

impl Remark {
    /// A remark with the severity of its rule.
    #[must_use]
    pub fn new(rule: &'static Rule, statement: Bilingual, marks: Vec<Mark>) -> Self {
        Remark {
            rule,
            severity: rule.severity,
            statement,
            marks,
            text_layer: false,
        }
    }

    /// Says that a fault of the text layer would explain it: then it is a warning at most.
    #[must_use]
    pub fn if_text_survived(mut self) -> Self {
        self.text_layer = true;
        self.severity = self.severity.max(Severity::Warning);
        self
    }

    /// Makes it no more than worth knowing.
    #[must_use]
    pub fn for_information(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }

    /// Whether it rests on a figure or a row of this table.
    #[must_use]
    pub fn rests_on(&self, table: usize) -> bool {
        self.marks.iter().any(|mark| match mark {
            Mark::Cell(spot) => spot.table() == table,
            Mark::Row(of, _) => *of == table,
            Mark::Caption(_) | Mark::Said(_) | Mark::Words(..) => false,
        })
    }

    /// The finding; `None` where nothing of its evidence is printed.
    #[must_use]
    pub fn finding(&self, facts: &Facts<'_>) -> Option<Finding> {
        let mut evidence: Vec<Evidence> = Vec::new();
        for mark in &self.marks {
            let role = if evidence.is_empty() {
                EvidenceRole::Primary
            } else {
                EvidenceRole::Secondary
            };
            evidence.extend(mark.evidence(facts, role));
        }
        evidence.first()?;
        let mut statement = self.statement.clone();
        if self.text_layer {
            statement
                .zh
                .push_str("也可能是文本提取丢字或串行所致，请对照原件。");
            statement.en.push_str(
                " The text extraction may have lost or mixed something: check against the original.",
            );
        }
        Some(Finding {
            key: key::key(facts, self.rule.code, &evidence),
            rule: self.rule.code,
            disclosure: facts.id,
            severity: self.severity.max(self.rule.severity),
            certainty: self.rule.certainty,
            title: self.rule.title.owned(),
            statement,
            computation: None,
            diagnosis: None,
            alternatives: Vec::new(),
            verify: self.rule.page.verify.owned(),
            siblings: Vec::new(),
            evidence,
            possible_extraction_fault: self.text_layer,
            stake: self.stake(facts),
        })
    }

    /// The greatest amount of money among the evidence.
    fn stake(&self, facts: &Facts<'_>) -> Amount {
        let figures = self.marks.iter().filter_map(|mark| mark.figure(facts));
        figures
            .filter(|figure| figure.unit().is_money() && *figure.unit() != Unit::Percent)
            .filter_map(|figure| figure.amount())
            .map(Amount::abs)
            .max()
            .unwrap_or(Amount::ZERO)
    }
}

/// Adds remarks to the findings of arithmetic. One that rests on places such a finding already
/// shows, or that merely informs of the figure it blames, is told there: same cause, one finding.
pub fn join(findings: &mut Vec<Finding>, remarks: Vec<Finding>) {
    let proved = findings.len();
    for remark in remarks {
        let known = findings.iter_mut().take(proved).find(|finding| {
            let shown = |own: &Evidence| finding.evidence.iter().any(|one| one.place == own.place);
            let blamed = finding.evidence.first().map(|first| first.place);
            let same = remark.evidence.iter().any(|own| Some(own.place) == blamed);
            let graver = finding.severity <= remark.severity && finding.computation.is_some();
            graver
                && (remark.evidence.iter().all(shown) || remark.severity == Severity::Info && same)
        });
        match known {
            Some(finding) => finding.alternatives.push(remark.statement),
            None => findings.push(remark),
        }
    }
}

impl Mark {
    fn figure(&self, facts: &Facts<'_>) -> Option<Figure> {
        match self {
            Mark::Cell(spot) => facts.figure(*spot),
            Mark::Said(claim) => facts.claim(*claim).map(|claim| claim.figure.clone()),
            Mark::Caption(_) | Mark::Row(..) | Mark::Words(..) => None,
        }
    }

    fn evidence(&self, facts: &Facts<'_>, role: EvidenceRole) -> Option<Evidence> {
        let (cell, table, place, text) = match self {
            Mark::Cell(spot) => {
                let id = facts.cell_id(*spot)?;
                let cell = facts.cell(id)?;
                let text = cell.raw().to_string();
                (Some(id), Some(id.row.table), cell.place(), text)
            }
            Mark::Caption(table) => {
                let found = facts.table(*table)?;
                let id = facts.table_id(*table);
                (None, Some(id), found.place, found.title.clone())
            }
            Mark::Row(table, row) => {
                let place = facts.row(*table, *row)?.place();
                let id = facts.table_id(*table);
                (None, Some(id), place, facts.row_label(*table, *row))
            }
            Mark::Said(claim) => {
                let claim = facts.claim(*claim)?;
                (None, None, claim.place, claim.figure.raw().to_string())
            }
            Mark::Words(place, text) => (None, None, *place, text.clone()),
        };
        Some(Evidence {
            role,
            cell,
            table,
            place,
            text,
        })
    }
}
