//! Facts → relations → one judge → verdicts → findings → ledger. Pure: no files, no text, no terminal.

pub mod alternatives;
pub mod answered;
pub mod cause;
pub mod coverage;
pub mod diagnosis;
pub mod explain;
pub mod facts;
pub mod finding;
pub mod irwin_hall;
pub mod judge;
pub mod key;
pub mod layers;
pub mod ledger;
pub mod misread;
pub mod notes;
pub mod nothings;
pub mod notice;
mod percent;
mod quotient;
pub mod ratio;
pub mod registry;
pub mod relation;
pub mod remark;
pub mod rule;
pub mod rules;
pub mod slipped;
mod stored;
pub mod surroundings;
pub mod unfit;
pub mod verdict;
pub mod wording;
pub mod work;

pub use coverage::{Coverage, CoverageState, Covered};
pub use finding::{
    Comparison, Computation, Diagnosis, DisclosureReport, Evidence, EvidenceRole, Finding,
    FindingCertainty, Origin, Severity, Sibling, Term,
};
pub use registry::{rule, rules};
pub use rule::Rule;
pub use verdict::{Judged, Verdict};

use std::collections::BTreeMap;

use answered::Answered;
use facts::Facts;
use relation::Stated;
use rule::States;
use surroundings::Surroundings;

use crate::model::{Disclosure, DisclosureId};

/// Judges one disclosure. The answer depends on nothing but the disclosure and its id.
#[must_use]
pub fn check(id: DisclosureId, disclosure: &Disclosure) -> DisclosureReport {
    let mut facts = Facts::new(id, disclosure);
    let (mut answers, mut silent, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    let mut ask = |stated| match Answered::of(&facts, stated) {
        Ok(answered) => answers.push(answered),
        Err(stated) => silent.push(stated),
    };
    for &rule in rules() {
        match rule.states {
            // The relations of one rule at a time: all of them together are much for a long table.
            States::Relations(state) => {
                let mut relations = Vec::new();
                state(&facts, &mut relations);
                let relations = relations.into_iter();
                relations.for_each(|relation| ask(Stated::Apart(Box::new(relation))));
            }
            States::Places { visit, .. } => {
                visit(&facts, &mut |place| ask(Stated::Here(rule, place)));
            }
            // A file that is no disclosure owes nobody anything.
            States::Remarks(state) if disclosure.is_disclosure() => state(&facts, &mut remarks),
            States::Remarks(_) => {}
        }
    }
    let denied = nothings::contradicted(&facts, &answers, &silent);
    drop(silent);
    answers.extend(denied);
    layers::withdraw(&facts, &mut answers);
    let misread = misread::doubt(&facts, &mut answers);
    let slipped = slipped::doubt(&facts, &mut answers);
    let causes = cause::group(&facts, &answers);
    let around = Surroundings::of(&facts, &answers, &causes);
    let explained = causes.iter();
    let explained = explained.filter_map(|one| explain::finding(&facts, &answers, &around, one));
    let mut findings: Vec<Finding> = explained.collect();
    findings.extend(notes::residues(&facts, &answers));
    findings.extend(notes::last_digits(&facts, &answers));
    findings.extend(unfit::warnings(&facts));
    findings.extend(misread.iter().filter_map(|table| table.note(&facts)));
    slipped::tell(&facts, &slipped, &mut remarks);
    let told = remarks.iter().filter_map(|remark| remark.finding(&facts));
    remark::join(&mut findings, told.collect());
    spare_the_text_layer(&mut findings, disclosure);
    sort(&mut findings);
    tell_apart(&mut findings);
    facts.forget_text();
    let coverage = ledger::coverage(&facts, &answers);
    DisclosureReport {
        findings,
        verdicts: answers.into_iter().map(Answered::judged).collect(),
        coverage,
        decimals: facts.all_decimals().to_vec(),
    }
}

/// What the text layer may have brought about is never called an error, whatever the rule says. Text
/// that was recognised from a picture may bring about anything.
fn spare_the_text_layer(findings: &mut [Finding], disclosure: &Disclosure) {
    for finding in findings {
        let mut lines = finding.evidence.iter().map(|evidence| evidence.place.line);
        if lines.any(|line| disclosure.source.is_recognised(line)) {
            finding.possible_extraction_fault = true;
            wording::append_recognised(&mut finding.statement);
        }
        if finding.origin() == Origin::PossiblyExtraction {
            finding.severity = finding.severity.max(Severity::Warning);
        }
    }
}

/// Place of the primary evidence, severity, rule, key: a total order.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|one, other| {
        let place = |finding: &Finding| finding.evidence.first().map(|evidence| evidence.place);
        place(one)
            .cmp(&place(other))
            .then(one.severity.cmp(&other.severity))
            .then(one.rule.cmp(other.rule))
            .then_with(|| one.key.cmp(&other.key))
    });
}

/// Numbers findings that print alike, so that every key names one finding.
fn tell_apart(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.key.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            finding.key = format!("{}-{count}", finding.key);
        }
    }
}
