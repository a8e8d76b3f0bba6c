//! Runs the library on every real text document: tables recognised, no figure lost, no false accusation.
//!
//! The documents are no part of the repository; only codes, table kinds and line numbers stand here.

#[path = "support/shared.rs"]
mod shared;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chazhang::check::{DisclosureReport, EvidenceRole, Finding, Severity};
use chazhang::model::{CellRef, Content, Disclosure, DisclosureId, RowRef, Stage, TableState};

/// A table as it must be recognised: id, kind, whether it has data.
type Expected = (&'static str, &'static str, TableState);

const DATA: TableState = TableState::Data;
const EMPTY: TableState = TableState::Empty;
const NOTED: TableState = TableState::EmptyWithNote;

/// Every table of every document, in printed order; a document is named by its first three digits.
const TABLES: &[(&str, Stage, &[Expected])] = &[
    (
        "000",
        Stage::Budget,
        &[
            ("01", "budget_summary", DATA),
            ("02", "income_summary", DATA),
            ("03", "expenditure_summary", DATA),
            ("04", "fiscal_appropriation_summary", DATA),
            ("05", "general_budget_expenditure", DATA),
            ("06", "basic_expenditure", DATA),
            ("07", "economic_classification_summary", DATA),
            ("08", "three_public", DATA),
            ("09", "government_fund", EMPTY),
            ("10", "project_expenditure", DATA),
            ("11", "overall_performance", DATA),
            ("12", "project_performance", DATA),
        ],
    ),
    (
        "001",
        Stage::Budget,
        &[
            ("01", "budget_summary", DATA),
            ("02", "income_summary", DATA),
            ("03", "expenditure_summary", DATA),
            ("04", "fiscal_appropriation_summary", DATA),
            ("05", "general_budget_expenditure", DATA),
            ("06", "basic_expenditure", DATA),
            ("07", "basic_expenditure_detail", DATA),
            ("08", "economic_classification_summary", DATA),
            ("09", "three_public", NOTED),
            ("10", "government_fund", NOTED),
            ("11", "state_capital", NOTED),
            ("12", "project_expenditure", DATA),
            ("13", "operating_cost", DATA),
            ("14", "overall_performance", DATA),
            ("15", "project_performance", DATA),
        ],
    ),
    (
        "002",
        Stage::FinalAccount,
        &[
            ("01", "budget_summary", DATA),
            ("t1", "income_summary", DATA),
            ("03", "expenditure_summary", DATA),
            ("04", "fiscal_appropriation_summary", DATA),
            ("05", "general_budget_expenditure", DATA),
            ("06", "basic_expenditure", DATA),
            ("08", "state_capital", NOTED),
            ("09", "three_public", DATA),
            ("10", "disclosure_statistics", DATA),
            ("t2", "self_evaluation", EMPTY),
            ("t3", "self_evaluation", DATA),
        ],
    ),
    (
        "003",
        Stage::Budget,
        &[
            ("t1", "budget_summary", DATA),
            ("t2", "income_summary", DATA),
            ("t3", "expenditure_summary", DATA),
            ("t4", "fiscal_appropriation_summary", DATA),
            ("t5", "general_budget_expenditure", DATA),
            ("t6", "basic_expenditure", DATA),
            ("t7", "government_fund", NOTED),
            ("t8", "state_capital", NOTED),
            ("t9", "three_public", DATA),
            ("t10", "staffing_other", DATA),
            ("t11", "project_performance", DATA),
            ("t12", "project_performance", DATA),
            ("t13", "project_performance", DATA),
            ("t14", "project_performance", DATA),
            ("t15", "project_performance", DATA),
            ("t16", "project_performance", DATA),
            ("t17", "project_performance", DATA),
            ("t18", "project_performance", DATA),
            ("t19", "project_performance", DATA),
            ("t20", "project_performance", DATA),
            ("t21", "project_performance", DATA),
            ("t22", "project_performance", DATA),
            ("t23", "project_performance", DATA),
            ("t24", "project_performance", DATA),
            ("t25", "procurement", NOTED),
            ("t26", "assets", DATA),
        ],
    ),
    (
        "004",
        Stage::Budget,
        &[
            ("01", "budget_summary", DATA),
            ("03", "expenditure_summary", DATA),
            ("04", "fiscal_appropriation_summary", DATA),
            ("05", "general_budget_expenditure", DATA),
            ("06", "basic_expenditure", DATA),
            ("08", "three_public", DATA),
            ("09", "government_fund", NOTED),
            ("10", "project_expenditure", DATA),
            ("t1", "overall_performance", DATA),
            ("t2", "project_performance", DATA),
            ("13", "state_capital", NOTED),
            ("14", "operating_cost", DATA),
        ],
    ),
];

struct Document {
    stem: String,
    bytes: Vec<u8>,
    disclosure: Disclosure,
}

impl Document {
    fn number(&self) -> &str {
        &self.stem[..3]
    }
}

fn documents(shared: &Path) -> Vec<Document> {
    let mut paths: Vec<_> = fs::read_dir(shared.join("disclosures/text"))
        .expect("folder of documents")
        .map(|entry| entry.expect("folder entry").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("file name").to_string_lossy();
            let bytes = fs::read(&path).expect("document");
            Document {
                stem: name.trim_end_matches(".txt").to_owned(),
                disclosure: chazhang::load::load(&name, &bytes),
                bytes,
            }
        })
        .collect()
}

#[test]
fn every_table_is_recognised_with_its_kind() {
    let Some(root) = shared::root() else { return };
    let documents = documents(&root);
    assert_eq!(documents.len(), TABLES.len());
    for document in documents {
        let (_, stage, expected) = TABLES
            .iter()
            .find(|(number, _, _)| *number == document.number())
            .expect("document is listed");
        let disclosure = &document.disclosure;
        let found: Vec<(&str, &str, TableState)> = disclosure
            .tables
            .iter()
            .map(|table| (table.id.as_str(), table.kind.name(), table.state))
            .collect();
        assert_eq!(found, *expected, "{}", document.stem);
        assert_eq!(disclosure.stage, Some(*stage), "{}", document.stem);
        let year = disclosure.year.map(|year| year.0);
        assert_eq!(year, Some(2024), "{}", document.stem);
        assert!(!disclosure.department.is_empty(), "{}", document.stem);
    }
}

#[test]
fn every_cell_points_at_its_printed_characters() {
    let Some(root) = shared::root() else { return };
    for document in documents(&root) {
        let source = &document.disclosure.source;
        for cell in cells(&document.disclosure) {
            let printed = source.slice(cell.place().span);
            let at = format!("{} line {}", document.stem, cell.place().line);
            assert_eq!(
                source.line_at(cell.place().span.start),
                cell.place().line,
                "{at}"
            );
            match cell.content() {
                Content::Figure(figure) => assert_eq!(printed, &*figure.raw(), "{at}"),
                Content::Text(text) => {
                    let first = printed.chars().find(|c| !c.is_whitespace());
                    assert_eq!(first, text.chars().next(), "{at}");
                }
            }
        }
    }
}

fn cells(disclosure: &Disclosure) -> impl Iterator<Item = CellRef<'_>> {
    let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(RowRef::cells)
}

/// An amount that stands alone between white space is a cell, and only once.
#[test]
fn no_amount_of_a_table_is_lost_or_doubled() {
    let Some(root) = shared::root() else { return };
    let mut offences = Vec::new();
    for document in documents(&root) {
        let disclosure = &document.disclosure;
        for table in &disclosure.tables {
            for line in table.place.line..=table.last_line {
                let printed: Vec<&str> = disclosure
                    .source
                    .line(line)
                    .split_whitespace()
                    .filter(|word| is_amount(word))
                    .collect();
                let mut placed: Vec<String> = table
                    .rows
                    .iter()
                    .flat_map(RowRef::cells)
                    .filter(|cell| cell.place().line == line && is_amount(&cell.raw()))
                    .map(|cell| cell.raw().to_string())
                    .collect();
                let (mut sorted, stem) = (printed.clone(), &document.stem);
                sorted.sort_unstable();
                placed.sort_unstable();
                if sorted != placed {
                    offences.push(format!("{stem} line {line}: {sorted:?} became {placed:?}"));
                }
            }
        }
    }
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

/// Digits with two decimals, as money is printed.
fn is_amount(word: &str) -> bool {
    let Some((whole, decimals)) = word.rsplit_once('.') else {
        return false;
    };
    let digits = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || more.contains(c))
    };
    decimals.len() == 2 && digits(decimals, "") && digits(whole, ",-")
}

#[test]
fn every_beginning_of_a_document_loads() {
    let Some(root) = shared::root() else { return };
    for document in documents(&root) {
        for part in 1..24 {
            let end = document.bytes.len() * part / 24;
            let cut = chazhang::load::load("cut.txt", &document.bytes[..end]);
            let report = chazhang::check::check(DisclosureId(0), &cut);
            let figures = cells(&cut).filter(|cell| cell.figure().is_some()).count();
            assert_eq!(report.coverage.len(), figures, "{} cut", document.stem);
        }
    }
}

/// Contradictions between printed figures of tables: the truth's name and the lines of which a
/// finding must cite two.
const MUST_FIND: &[&str] = &["F000-03", "F000-04", "F003-01"];

#[test]
fn findings_agree_with_the_truth() {
    let Some(root) = shared::root() else { return };
    let known = Judgements::read(&root, "truth/findings.json");
    let traps = Judgements::read(&root, "truth/non_findings.json");
    let mut offences = Vec::new();
    for document in documents(&root) {
        let report = chazhang::check::check(DisclosureId(0), &document.disclosure);
        for finding in accusations(&report) {
            let line = primary_line(finding);
            let is_known = known.cite(&document.stem, line).next().is_some();
            if let (false, Some(trap)) = (is_known, traps.cite(&document.stem, line).next()) {
                offences.push(format!(
                    "{} {} accuses where {trap}",
                    document.stem, finding.rule
                ));
            }
        }
        for id in MUST_FIND.iter().filter(|id| id[1..4] == *document.number()) {
            let lines = known.lines(id);
            let cites_two = |finding: &&Finding| {
                let cited: BTreeSet<u32> = finding.evidence.iter().map(|e| e.place.line).collect();
                cited.intersection(&lines).count() >= 2
            };
            if accusations(&report).find(cites_two).is_none() {
                offences.push(format!("{id} is not found"));
            }
        }
    }
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

fn accusations(report: &DisclosureReport) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning))
}

fn primary_line(finding: &Finding) -> u32 {
    finding
        .evidence
        .iter()
        .find(|evidence| evidence.role == EvidenceRole::Primary)
        .map_or(0, |evidence| evidence.place.line)
}

/// Hand-made judgements: what is wrong in the documents, or what only looks so.
struct Judgements(Vec<serde_json::Value>);

impl Judgements {
    fn read(shared: &Path, file: &str) -> Self {
        let text = fs::read_to_string(shared.join(file)).expect("judgements");
        Judgements(serde_json::from_str(&text).expect("list of judgements"))
    }

    /// Names of the judgements on a document that cite a line.
    fn cite(&self, stem: &str, line: u32) -> impl Iterator<Item = &str> {
        let doc = format!("{stem}.txt");
        self.0
            .iter()
            .filter(move |entry| entry["doc"] == doc && evidence_lines(entry).contains(&line))
            .filter_map(|entry| entry["id"].as_str())
    }

    fn lines(&self, id: &str) -> BTreeSet<u32> {
        let entry = self.0.iter().find(|entry| entry["id"] == id);
        evidence_lines(entry.expect("judgement"))
    }
}

fn evidence_lines(entry: &serde_json::Value) -> BTreeSet<u32> {
    let evidence = entry["evidence"].as_array().expect("evidence");
    evidence
        .iter()
        .filter_map(|evidence| u32::try_from(evidence["line"].as_u64()?).ok())
        .collect()
}
