//! Findings as SARIF 2.1.0, the format of code hosts and review tools; reviews are suppressions there.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::Session;
use super::lines::path;
use super::marks;
use super::printed::{Address, clean, line_of, place_words, say};
use crate::check::{Evidence, EvidenceRole, Finding, Rule, Severity, rules};
use crate::model::{Language, Place, Source};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes all findings as one run.
///
/// # Errors
/// Whatever writing to `out` answers.
pub fn write(session: Session<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let results: Vec<Value> = session
        .findings()
        .map(|finding| result(session, finding, language))
        .collect();
    let report = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "chazhang",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules().iter().map(|rule| descriptor(rule, language)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule, language: Language) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary.in_language(language) },
        "fullDescription": { "text": rule.page.checks.in_language(language) },
        "help": {
            "text": rule.page.verify.in_language(language),
            "markdown": rule.page(language),
        },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(session: Session<'_>, finding: &Finding, language: Language) -> Value {
    let rule_index = rules().iter().position(|rule| rule.code == finding.rule);
    let of = |role: EvidenceRole| {
        let evidence = finding.evidence.iter();
        evidence
            .filter(|evidence| evidence.role == role)
            .filter_map(|evidence| location(session, finding, evidence, language))
            .collect::<Vec<_>>()
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": level(finding.severity),
        "message": { "text": say(&finding.statement, language) },
        "locations": of(EvidenceRole::Primary),
        "relatedLocations": of(EvidenceRole::Secondary),
        "partialFingerprints": { "chazhangFinding/v1": finding.key },
        "properties": {
            "certainty": finding.certainty.name(),
            "origin": finding.origin().name(),
        },
    });
    if let (Some(review), Some(result)) = (session.review(finding), result.as_object_mut()) {
        let suppression = json!({
            "kind": "external",
            "status": "accepted",
            "justification": marks::review(review, language),
            "properties": { "decision": review.decision.name() },
        });
        result.insert("suppressions".to_owned(), json!([suppression]));
    }
    result
}

fn location(
    session: Session<'_>,
    finding: &Finding,
    evidence: &Evidence,
    language: Language,
) -> Option<Value> {
    let source = &session.corpus.disclosure(finding.disclosure)?.source;
    let mut physical = json!({ "artifactLocation": { "uri": uri(source, evidence.place) } });
    // Lines of a paged format are ours, not the file's.
    if let (Some(line), Some(physical)) =
        (line_of(source, evidence.place), physical.as_object_mut())
    {
        physical.insert("region".to_owned(), json!({ "startLine": line }));
    }
    let place = place_words(source, evidence.place, language);
    let text = format!("{place} {}", clean(&evidence.text));
    let mut location = json!({
        "physicalLocation": physical,
        "message": { "text": text },
    });
    let address = Address::of(session.corpus, evidence.cell, evidence.table);
    let name = format!("{} {}", address.table_title, address.row_and_column());
    if let (false, Some(location)) = (name.trim().is_empty(), location.as_object_mut()) {
        let logical = json!([{ "fullyQualifiedName": name.trim() }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    Some(location)
}

/// The path of the file that prints a place, as a reference: relative as it was given, or with `file://` in front.
fn uri(source: &Source, place: Place) -> String {
    let absolute = source.path_at(place.line).is_some_and(Path::is_absolute);
    let path = path(source, place).replace('\\', "/");
    let lead = match (absolute, path.starts_with('/')) {
        (true, true) => "file://",
        (true, false) => "file:///",
        (false, _) => "",
    };
    format!("{lead}{}", percent_encoded(&path))
}

/// Every byte that a reference may not hold as `%XX`. A colon could be taken for a scheme.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_hold_plain_characters_only() {
        assert_eq!(percent_encoded("a b/预.txt"), "a%20b/%E9%A2%84.txt");
        assert_eq!(percent_encoded("c:x%"), "c%3Ax%25");
    }
}
