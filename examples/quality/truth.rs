//! Hand-made judgements of real documents: which contradictions are found, which traps are stepped into.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chazhang::check::{EvidenceRole, Finding, Severity, check};
use chazhang::model::DisclosureId;
use serde_json::Value;

use crate::page::{share, table};

/// Something that is wrong in a document, or only looks so.
struct Judgement {
    document: String,
    family: String,
    is_error: bool,
    lines: BTreeSet<u32>,
}

/// Errors and warnings of one document.
struct Accused {
    document: String,
    findings: Vec<Finding>,
}

pub(crate) fn measure(root: &Path) -> String {
    let known = judgements(root, "truth/findings.json");
    let traps = judgements(root, "truth/non_findings.json");
    let names: BTreeSet<&str> = known
        .iter()
        .chain(&traps)
        .map(|judgement| judgement.document.as_str())
        .collect();
    let accused: Vec<Accused> = names
        .into_iter()
        .filter_map(|name| accuse(root, name))
        .collect();
    let mut families: BTreeMap<&str, Found> = BTreeMap::new();
    for judgement in &known {
        let found = is_found(judgement, &accused);
        // The row of all stands last.
        for family in [judgement.family.as_str(), "~"] {
            families.entry(family).or_default().count(judgement, found);
        }
    }
    let rows: Vec<Vec<String>> = families
        .iter()
        .map(|(family, found)| found.row(if *family == "~" { "all" } else { family }))
        .collect();
    let all: Vec<(&str, u32)> = accused
        .iter()
        .flat_map(|accused| {
            let lines = accused.findings.iter().map(primary_line);
            lines.map(|line| (accused.document.as_str(), line))
        })
        .collect();
    let cites = |judgements: &[Judgement], (document, line): (&str, u32)| {
        let mut cited = judgements.iter();
        cited.any(|one| one.document == document && one.lines.contains(&line))
    };
    let confirmed = all.iter().filter(|at| cites(&known, **at)).count();
    let trapped = all
        .iter()
        .filter(|at| !cites(&known, **at) && cites(&traps, **at))
        .count();
    let head = [
        "family",
        "known",
        "found",
        "share",
        "of them errors",
        "found",
        "share",
    ];
    format!(
        "{}\nTraps accused: {trapped} of {}. Errors and warnings in these documents: {}; {confirmed} look \
         first at a line that a known contradiction cites, the others at lines the judgements are \
         silent about.\n",
        table(&head, &rows),
        traps.len(),
        all.len(),
    )
}

/// How many judgements of a family there are and are found: all of them, and the errors.
#[derive(Default)]
struct Found {
    all: (usize, usize),
    errors: (usize, usize),
}

impl Found {
    fn count(&mut self, judgement: &Judgement, found: bool) {
        self.all.0 += usize::from(found);
        self.all.1 += 1;
        self.errors.0 += usize::from(found && judgement.is_error);
        self.errors.1 += usize::from(judgement.is_error);
    }

    fn row(&self, family: &str) -> Vec<String> {
        let mut row = vec![family.to_owned()];
        for (found, known) in [self.all, self.errors] {
            row.extend([known.to_string(), found.to_string(), share(found, known)]);
        }
        row
    }
}

fn accuse(root: &Path, name: &str) -> Option<Accused> {
    let bytes = fs::read(root.join("disclosures/text").join(name)).ok()?;
    let disclosure = chazhang::load::load(name, &bytes);
    let mut findings = check(DisclosureId(0), &disclosure).findings;
    findings.retain(|finding| finding.severity != Severity::Info);
    Some(Accused {
        document: name.to_owned(),
        findings,
    })
}

/// Whether an accusation cites two lines of the judgement, or its only one.
fn is_found(judgement: &Judgement, accused: &[Accused]) -> bool {
    let wanted = judgement.lines.len().min(2);
    let of_document = accused
        .iter()
        .filter(|accused| accused.document == judgement.document);
    let mut findings = of_document.flat_map(|accused| &accused.findings);
    wanted > 0
        && findings.any(|finding| {
            let cited: BTreeSet<u32> = finding.evidence.iter().map(|e| e.place.line).collect();
            cited.intersection(&judgement.lines).count() >= wanted
        })
}

fn primary_line(finding: &Finding) -> u32 {
    let mut evidence = finding.evidence.iter();
    evidence
        .find(|evidence| evidence.role == EvidenceRole::Primary)
        .map_or(0, |evidence| evidence.place.line)
}

fn judgements(root: &Path, file: &str) -> Vec<Judgement> {
    let text = fs::read_to_string(root.join(file)).unwrap_or_default();
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap_or_default();
    let word = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    entries
        .iter()
        .map(|entry| Judgement {
            document: word(entry, "doc"),
            family: word(entry, "family"),
            is_error: word(entry, "severity") == "error",
            lines: entry["evidence"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|evidence| u32::try_from(evidence["line"].as_u64()?).ok())
                .collect(),
        })
        .collect()
}
