//! Findings as data: the nested form of the check report and the flat form of tables.

use serde::Serialize;

use super::Session;
use super::printed::{Address, clean, exact, file_of, line_of, unit_of};
use super::records::Record;
use crate::check::{Comparison, Computation, Evidence, EvidenceRole, Finding, Term};
use crate::model::{Corpus, Interval, Unit};

/// A finding with its whole proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingJson {
    source: String,
    rule: &'static str,
    severity: &'static str,
    certainty: &'static str,
    title_zh: String,
    title_en: String,
    statement_zh: String,
    statement_en: String,
    computation: Option<ComputationJson>,
    diagnosis: Option<DiagnosisJson>,
    evidence: Vec<EvidenceJson>,
    possible_extraction_fault: bool,
    origin: &'static str,
    key: String,
    review: Option<ReviewJson>,
}

/// What a person said of the finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ReviewJson {
    decision: &'static str,
    note: String,
}

/// A computation; all numbers are exact and counted in `unit`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ComputationJson {
    comparison: &'static str,
    unit: String,
    total: TermJson,
    terms: Vec<TermJson>,
    computed: String,
    computed_least: String,
    computed_greatest: String,
    difference: String,
    bound: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct TermJson {
    sign: &'static str,
    label: String,
    printed: String,
    value: String,
    least: String,
    greatest: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct DiagnosisJson {
    fingerprint: &'static str,
    text_zh: String,
    text_en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct EvidenceJson {
    role: &'static str,
    source: String,
    line: Option<u32>,
    page: Option<u32>,
    table_id: String,
    row_code: String,
    row_name: String,
    column_path: String,
    text: String,
}

/// A finding in one row; numbers of the computation are exact and counted in `unit`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRecord {
    source: String,
    rule: &'static str,
    severity: &'static str,
    certainty: &'static str,
    title_zh: String,
    title_en: String,
    statement_zh: String,
    statement_en: String,
    table_id: String,
    row_code: String,
    row_name: String,
    column_path: String,
    line: Option<u32>,
    page: Option<u32>,
    printed: String,
    computed: Option<String>,
    difference: Option<String>,
    bound: Option<String>,
    unit: Option<String>,
    diagnosis: Option<&'static str>,
    possible_extraction_fault: bool,
    origin: &'static str,
    key: String,
    review: Option<&'static str>,
    review_note: Option<String>,
}

impl Record for FindingRecord {
    const HEADER: &'static [&'static str] = &[
        "source",
        "rule",
        "severity",
        "certainty",
        "title_zh",
        "title_en",
        "statement_zh",
        "statement_en",
        "table_id",
        "row_code",
        "row_name",
        "column_path",
        "line",
        "page",
        "printed",
        "computed",
        "difference",
        "bound",
        "unit",
        "diagnosis",
        "possible_extraction_fault",
        "origin",
        "key",
        "review",
        "review_note",
    ];
}

/// All findings with their proofs, disclosure by disclosure.
pub fn nested<'a>(session: Session<'a>) -> impl Iterator<Item = FindingJson> + 'a {
    session
        .findings()
        .map(move |finding| to_json(session, finding))
}

/// All findings, one row each.
pub fn flat<'a>(session: Session<'a>) -> impl Iterator<Item = FindingRecord> + 'a {
    session
        .findings()
        .map(move |finding| to_record(session, finding))
}

/// File name of the disclosure a finding is about.
pub(super) fn source(corpus: &Corpus, finding: &Finding) -> String {
    corpus
        .disclosure(finding.disclosure)
        .map_or_else(String::new, |disclosure| clean(&disclosure.source.name))
}

/// The file that prints a piece of evidence, and the line in it.
fn printed_in(corpus: &Corpus, finding: &Finding, evidence: &Evidence) -> (String, Option<u32>) {
    corpus
        .disclosure(finding.disclosure)
        .map_or_else(Default::default, |disclosure| {
            let (source, place) = (&disclosure.source, evidence.place);
            (file_of(source, place), line_of(source, place))
        })
}

fn to_json(session: Session<'_>, finding: &Finding) -> FindingJson {
    let corpus = session.corpus;
    let computation = finding.computation.as_ref();
    FindingJson {
        source: source(corpus, finding),
        rule: finding.rule,
        severity: finding.severity.name(),
        certainty: finding.certainty.name(),
        title_zh: clean(&finding.title.zh),
        title_en: clean(&finding.title.en),
        statement_zh: clean(&finding.statement.zh),
        statement_en: clean(&finding.statement.en),
        computation: computation.map(|computation| computation_json(corpus, computation)),
        diagnosis: finding.diagnosis.as_ref().map(|diagnosis| DiagnosisJson {
            fingerprint: diagnosis.fingerprint,
            text_zh: clean(&diagnosis.text.zh),
            text_en: clean(&diagnosis.text.en),
        }),
        evidence: finding
            .evidence
            .iter()
            .map(|evidence| evidence_json(corpus, finding, evidence))
            .collect(),
        possible_extraction_fault: finding.possible_extraction_fault,
        origin: finding.origin().name(),
        key: finding.key.clone(),
        review: session.review(finding).map(|review| ReviewJson {
            decision: review.decision.name(),
            note: clean(&review.note),
        }),
    }
}

fn computation_json(corpus: &Corpus, computation: &Computation) -> ComputationJson {
    let unit = unit_of(corpus, computation);
    let of_total = match computation.comparison {
        Comparison::Equal | Comparison::AtLeast => unit.clone(),
        Comparison::Ratio { .. } => Unit::Percent,
    };
    let Interval { least, greatest } = computation.computed_interval;
    let terms = computation.terms.iter();
    ComputationJson {
        comparison: match computation.comparison {
            Comparison::Equal => "equal",
            Comparison::AtLeast => "at_least",
            Comparison::Ratio { .. } => "ratio",
        },
        total: term_json(&computation.total, &of_total),
        terms: terms.map(|term| term_json(term, &unit)).collect(),
        computed: exact(computation.computed, &of_total),
        computed_least: exact(least, &of_total),
        computed_greatest: exact(greatest, &of_total),
        difference: exact(computation.difference, &of_total),
        bound: exact(computation.bound, &of_total),
        unit: clean(unit.word()),
    }
}

fn term_json(term: &Term, unit: &Unit) -> TermJson {
    TermJson {
        sign: if term.negative { "-" } else { "+" },
        label: clean(&term.label),
        printed: clean(&term.printed),
        value: exact(term.value, unit),
        least: exact(term.interval.least, unit),
        greatest: exact(term.interval.greatest, unit),
    }
}

fn evidence_json(corpus: &Corpus, finding: &Finding, evidence: &Evidence) -> EvidenceJson {
    let (source, line) = printed_in(corpus, finding, evidence);
    let address = Address::of(corpus, evidence.cell, evidence.table);
    EvidenceJson {
        role: evidence.role.name(),
        source,
        line,
        page: evidence.place.page,
        table_id: address.table_id,
        row_code: address.row_code,
        row_name: address.row_name,
        column_path: address.column_path,
        text: clean(&evidence.text),
    }
}

fn to_record(session: Session<'_>, finding: &Finding) -> FindingRecord {
    let corpus = session.corpus;
    let review = session.review(finding);
    let primary = primary(finding);
    let address = primary.map_or_else(Address::default, |evidence| {
        Address::of(corpus, evidence.cell, evidence.table)
    });
    let computation = finding.computation.as_ref();
    let unit = computation.map(|computation| unit_of(corpus, computation));
    let number = |pick: fn(&Computation) -> crate::model::Amount| {
        let (computation, unit) = (computation?, unit.as_ref()?);
        Some(exact(pick(computation), unit))
    };
    let (source, line) = primary.map_or_else(
        || (source(corpus, finding), None),
        |evidence| printed_in(corpus, finding, evidence),
    );
    FindingRecord {
        source,
        rule: finding.rule,
        severity: finding.severity.name(),
        certainty: finding.certainty.name(),
        title_zh: clean(&finding.title.zh),
        title_en: clean(&finding.title.en),
        statement_zh: clean(&finding.statement.zh),
        statement_en: clean(&finding.statement.en),
        table_id: address.table_id,
        row_code: address.row_code,
        row_name: address.row_name,
        column_path: address.column_path,
        line,
        page: primary.and_then(|evidence| evidence.place.page),
        printed: primary.map_or_else(String::new, |evidence| clean(&evidence.text)),
        computed: number(|computation| computation.computed),
        difference: number(|computation| computation.difference),
        bound: number(|computation| computation.bound),
        unit: unit.as_ref().map(|unit| clean(unit.word())),
        diagnosis: finding.diagnosis.as_ref().map(|found| found.fingerprint),
        possible_extraction_fault: finding.possible_extraction_fault,
        origin: finding.origin().name(),
        key: finding.key.clone(),
        review: review.map(|review| review.decision.name()),
        review_note: review.map(|review| clean(&review.note)),
    }
}

/// The evidence to look at first.
pub(super) fn primary(finding: &Finding) -> Option<&Evidence> {
    let mut evidence = finding.evidence.iter();
    evidence.find(|evidence| evidence.role == EvidenceRole::Primary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::records::names_of;

    #[test]
    fn the_header_names_the_fields() {
        let record = FindingRecord {
            source: String::new(),
            rule: "A101",
            severity: "error",
            certainty: "proved",
            title_zh: String::new(),
            title_en: String::new(),
            statement_zh: String::new(),
            statement_en: String::new(),
            table_id: String::new(),
            row_code: String::new(),
            row_name: String::new(),
            column_path: String::new(),
            line: None,
            page: None,
            printed: String::new(),
            computed: None,
            difference: None,
            bound: None,
            unit: None,
            diagnosis: None,
            possible_extraction_fault: false,
            origin: "document",
            key: String::new(),
            review: None,
            review_note: None,
        };
        assert_eq!(names_of(&record), FindingRecord::HEADER);
    }
}
