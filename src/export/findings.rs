//! Findings as data: the nested form of the check report and the flat form of tables.

use std::num::NonZeroU32;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Session;
use super::dataset::{Exact, record};
use super::printed::{Address, clean, exact, file_of, line_of, unit_of};
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
    stored: Option<String>,
}

record! {
    /// A finding in one row; numbers of the computation are exact and counted in `unit`.
    pub struct FindingRecord {
        /// File name.
        pub source: String,
        /// Code of the rule.
        pub rule: &'static str,
        /// `error`, `warning` or `info`.
        pub severity: &'static str,
        /// How sure it is.
        pub certainty: &'static str,
        /// What it is about, in Chinese.
        pub title_zh: String,
        /// What it is about, in English.
        pub title_en: String,
        /// What contradicts what, in Chinese.
        pub statement_zh: String,
        /// What contradicts what, in English.
        pub statement_en: String,
        /// Printed number of the table looked at first, or `t1`, `t2` …
        pub table_id: String,
        /// Digits of the code.
        pub row_code: String,
        /// Name of the row.
        pub row_name: String,
        /// Header levels joined by `/`.
        pub column_path: String,
        /// Line, in formats without pages.
        pub line: Option<u32>,
        /// Page, in formats with pages.
        pub page: Option<u32>,
        /// The printed characters.
        pub printed: String,
        /// What the figure would have to be.
        pub computed: Option<Exact>,
        /// Printed less computed.
        pub difference: Option<Exact>,
        /// The greatest difference that rounding explains.
        pub bound: Option<Exact>,
        /// Unit of the three.
        pub unit: Option<String>,
        /// The mistake that fits, where one does.
        pub diagnosis: Option<&'static str>,
        /// Whether the text layer may have lost something.
        pub possible_extraction_fault: bool,
        /// Where the contradiction may come from.
        pub origin: &'static str,
        /// What a review names it by.
        pub key: String,
        /// What a person decided.
        pub review: Option<&'static str>,
        /// Why.
        pub review_note: Option<String>,
    }
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
    let of_total = unit_of_total(corpus, computation);
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
        computed: exact(computation.computed, &of_total).text,
        computed_least: exact(least, &of_total).text,
        computed_greatest: exact(greatest, &of_total).text,
        difference: exact(computation.difference, &of_total).text,
        bound: exact(computation.bound, &of_total).text,
        unit: clean(unit.word()),
    }
}

/// The unit of the total, the computed values, the difference and the bound.
fn unit_of_total(corpus: &Corpus, computation: &Computation) -> Unit {
    match computation.comparison {
        Comparison::Equal | Comparison::AtLeast => unit_of(corpus, computation),
        Comparison::Ratio { .. } => Unit::Percent,
    }
}

fn term_json(term: &Term, unit: &Unit) -> TermJson {
    TermJson {
        sign: if term.negative { "-" } else { "+" },
        label: clean(&term.label),
        printed: clean(&term.printed),
        value: exact(term.value, unit).text,
        least: exact(term.interval.least, unit).text,
        greatest: exact(term.interval.greatest, unit).text,
    }
}

fn evidence_json(corpus: &Corpus, finding: &Finding, evidence: &Evidence) -> EvidenceJson {
    let (source, line) = printed_in(corpus, finding, evidence);
    let address = Address::of(corpus, evidence.cell, evidence.table);
    EvidenceJson {
        role: evidence.role.name(),
        source,
        line,
        page: evidence.place.page.map(NonZeroU32::get),
        table_id: address.table_id,
        row_code: address.row_code,
        row_name: address.row_name,
        column_path: address.column_path,
        text: clean(&evidence.text),
        stored: stored(corpus, finding, evidence).map(|number| number.to_string()),
    }
}

/// The number behind a printed cell, where the file stores more than it prints.
#[must_use]
pub fn stored(corpus: &Corpus, finding: &Finding, evidence: &Evidence) -> Option<Decimal> {
    evidence.cell?;
    let disclosure = corpus.disclosure(finding.disclosure)?;
    disclosure.source.stored_at(evidence.place.span)
}

fn to_record(session: Session<'_>, finding: &Finding) -> FindingRecord {
    let corpus = session.corpus;
    let review = session.review(finding);
    let primary = primary(finding);
    let address = primary.map_or_else(Address::default, |evidence| {
        Address::of(corpus, evidence.cell, evidence.table)
    });
    let computation = finding.computation.as_ref();
    let unit = computation.map(|computation| unit_of_total(corpus, computation));
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
        page: primary
            .and_then(|evidence| evidence.place.page)
            .map(NonZeroU32::get),
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
