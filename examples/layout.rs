//! Compares two readings of the same documents, figure by figure: one that keeps its cells, and text that keeps columns by spaces.
//!
//! `cargo run --example layout -- PDFS TEXTS` reads every file of the second folder and the file of
//! the same stem in the first. It prints per document how many figures stand in the same kind of
//! table, row and column, how many are undecided and how many stand elsewhere, then the reasons, and
//! what is found in the text only. `--tables` divides that by table, `--cells` lists every figure,
//! `--only STEM` reads one document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chazhang::check::{self, Severity};
use chazhang::load;
use chazhang::model::{Content, Disclosure, DisclosureId, Table, TableDoubt, TableKind};
use rayon::prelude::*;

fn main() {
    let mut folders: Vec<PathBuf> = Vec::new();
    let (mut tables, mut cells, mut only) = (false, false, String::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--tables" => tables = true,
            "--cells" => cells = true,
            "--only" => only = arguments.next().unwrap_or_default(),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let [reference, texts] = folders.as_slice() else {
        eprintln!("layout PDFS TEXTS [--tables] [--cells] [--only STEM]");
        return;
    };
    let stems: Vec<(String, PathBuf)> = files(texts)
        .into_iter()
        .filter(|(stem, _)| stem.contains(&only))
        .collect();
    let references: BTreeMap<String, PathBuf> = files(reference).into_iter().collect();
    let compared: Vec<Document> = stems
        .par_iter()
        .filter_map(|(stem, path)| Document::read(stem, references.get(stem)?, path))
        .collect();
    let mut sum = Counts::default();
    for document in &compared {
        document.print(tables, cells);
        sum.add(&document.counts());
    }
    println!("== all: {}", sum.line());
    let mut reasons: Vec<_> = sum.reasons.iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (reason, count) in reasons {
        println!("    {count:>6} {reason}");
    }
    let slowest = compared.iter().max_by_key(|document| document.millis);
    if let Some(slowest) = slowest {
        println!("    slowest text: {} ms, {}", slowest.millis, slowest.stem);
    }
}

fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(String, PathBuf)> = entries
        .map(|entry| entry.path())
        .filter_map(|path| Some((path.file_stem()?.to_string_lossy().into_owned(), path)))
        .collect();
    found.sort();
    found
}

/// Letters of a name that tells a row although the other reading has more beside it.
const SHORTEST_PART: usize = 5;

/// A figure with its address.
#[derive(Debug, Clone)]
struct Told {
    table: usize,
    kind: TableKind,
    /// Its code, or its name where it has none.
    row: String,
    /// The letters of its name.
    name: String,
    /// Header path, its last word, and which of how many columns; `None` while undecided.
    column: Option<(String, String, (usize, usize))>,
    number: String,
    doubted: bool,
    line: u32,
}

fn told(disclosure: &Disclosure) -> Vec<Told> {
    let tables = disclosure.tables.iter().enumerate();
    tables.flat_map(|(at, table)| told_in(at, table)).collect()
}

fn told_in(at: usize, table: &Table) -> Vec<Told> {
    let doubted = table.doubts.contains(&TableDoubt::Header);
    let mut all = Vec::new();
    for row in &table.rows {
        let name = bare(row.name());
        for cell in row.cells() {
            let Content::Figure(figure) = cell.content() else {
                continue;
            };
            if !figure.is_number() {
                continue;
            }
            all.push(Told {
                table: at,
                kind: table.kind,
                row: if row.code().is_empty() {
                    name.clone()
                } else {
                    row.code().to_string()
                },
                name: name.clone(),
                column: cell.column().and_then(|column| {
                    let place = (column, table.columns.len());
                    let printed = table.columns.get(column)?;
                    Some((bare(&printed.label()), bare(printed.leaf()), place))
                }),
                number: figure.number().normalize().to_string(),
                doubted,
                line: cell.place().line,
            });
        }
    }
    all
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What became of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Right,
    Undecided,
    Wrong,
}

type Agree = fn(&Told, &Told) -> bool;

/// Ways to agree, strictest first, with what they make of a figure.
const PASSES: &[(Outcome, &str, Agree)] = &[
    (Outcome::Right, "right", |a, b| {
        same_kind(a, b) && same_row(a, b) && same_column(a, b) && !b.doubted
    }),
    (
        Outcome::Undecided,
        "columns of the table in doubt",
        |a, b| b.doubted && (same_row(a, b) || same_kind(a, b)),
    ),
    (Outcome::Undecided, "column open", |a, b| {
        same_kind(a, b) && same_row(a, b) && b.column.is_none()
    }),
    (Outcome::Wrong, "other column", |a, b| {
        same_kind(a, b) && same_row(a, b) && b.column.is_some()
    }),
    (Outcome::Undecided, "kind of table not told", |a, b| {
        same_row(a, b) && same_column(a, b) && b.kind == TableKind::Other
    }),
    (Outcome::Wrong, "other row", |a, b| {
        same_kind(a, b) && same_column(a, b)
    }),
    (Outcome::Wrong, "other kind of table", |a, b| {
        same_row(a, b) && same_column(a, b)
    }),
    (Outcome::Undecided, "column open, row not found", |a, b| {
        b.column.is_none() && same_kind(a, b)
    }),
];

fn same_kind(a: &Told, b: &Told) -> bool {
    a.kind == b.kind
}

/// Rows are the same by code, or by name where one of the readings has no code, or another word beside
/// the name.
fn same_row(a: &Told, b: &Told) -> bool {
    let coded = |told: &Told| told.row != told.name;
    a.row == b.row || !(coded(a) && coded(b)) && same_name(&a.name, &b.name)
}

fn same_name(a: &str, b: &str) -> bool {
    let long = |name: &str| name.chars().count() >= SHORTEST_PART;
    a == b && !a.is_empty() || long(a) && b.contains(a) || long(b) && a.contains(b)
}

fn same_column(a: &Told, b: &Told) -> bool {
    match (&a.column, &b.column) {
        (Some((path, leaf, place)), Some((other, other_leaf, other_place))) => {
            path == other || leaf == other_leaf && place == other_place
        }
        _ => false,
    }
}

struct Compared {
    outcome: Outcome,
    reason: &'static str,
    told: Told,
    text: Option<Told>,
}

/// Pairs figures of equal value, in printed order.
///
/// Figures whose place the reference leaves open tell nothing: they only take their like of the text.
fn compare(reference: Vec<Told>, open: Vec<Told>, text: Vec<Told>) -> Vec<Compared> {
    let mut open: Vec<Told> = open;
    let mut by_number: BTreeMap<String, (Vec<Told>, Vec<Told>)> = BTreeMap::new();
    for told in reference {
        by_number
            .entry(told.number.clone())
            .or_default()
            .0
            .push(told);
    }
    for told in text {
        by_number
            .entry(told.number.clone())
            .or_default()
            .1
            .push(told);
    }
    let mut compared = Vec::new();
    for (_, (mut wanted, mut found)) in by_number {
        for (outcome, reason, agree) in PASSES {
            wanted.retain(|told| {
                let Some(at) = found.iter().position(|other| agree(told, other)) else {
                    return true;
                };
                compared.push(Compared {
                    outcome: *outcome,
                    reason,
                    told: told.clone(),
                    text: Some(found.remove(at)),
                });
                false
            });
        }
        compared.extend(wanted.into_iter().map(|told| Compared {
            outcome: Outcome::Undecided,
            reason: "not in any table of the text",
            told,
            text: None,
        }));
        let extra = found
            .into_iter()
            .filter(|told| told.column.is_some() && !told.doubted);
        let extra: Vec<Told> = extra
            .filter(|told| {
                let like = |other: &Told| other.number == told.number && same_row(other, told);
                open.iter()
                    .position(like)
                    .map(|at| open.remove(at))
                    .is_none()
            })
            .collect();
        compared.extend(extra.into_iter().map(|told| Compared {
            outcome: Outcome::Wrong,
            reason: "only in the text",
            text: Some(told.clone()),
            told,
        }));
    }
    compared
}

#[derive(Default)]
struct Counts {
    right: usize,
    undecided: usize,
    wrong: usize,
    reasons: BTreeMap<&'static str, usize>,
    /// Errors and warnings of the reference, of the text, and of the text alone.
    findings: [usize; 3],
    doubted_tables: usize,
    tables: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.right += other.right;
        self.undecided += other.undecided;
        self.wrong += other.wrong;
        self.doubted_tables += other.doubted_tables;
        self.tables += other.tables;
        for (own, other) in self.findings.iter_mut().zip(other.findings) {
            *own += other;
        }
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
    }

    fn line(&self) -> String {
        let all = self.right + self.undecided + self.wrong;
        let hundredths = |count: usize| {
            let share = count * 10_000 / all.max(1);
            format!("{}.{:02}%", share / 100, share % 100)
        };
        format!(
            "{all} figures | right {} {} | undecided {} {} | wrong {} {} | tables {} in doubt {} | findings {} in the text {} only there {}",
            self.right,
            hundredths(self.right),
            self.undecided,
            hundredths(self.undecided),
            self.wrong,
            hundredths(self.wrong),
            self.tables,
            self.doubted_tables,
            self.findings[0],
            self.findings[1],
            self.findings[2],
        )
    }
}

struct Document {
    stem: String,
    reference: Disclosure,
    text: Disclosure,
    compared: Vec<Compared>,
    findings: [Vec<String>; 2],
    millis: u128,
}

impl Document {
    fn read(stem: &str, reference: &Path, text: &Path) -> Option<Self> {
        let name = format!("{stem}.txt");
        let reference = load::load(
            &reference.file_name()?.to_string_lossy(),
            &std::fs::read(reference).ok()?,
        );
        let bytes = std::fs::read(text).ok()?;
        let start = Instant::now();
        let text = load::load(&name, &bytes);
        let millis = start.elapsed().as_millis();
        let certain = |told: &Told| told.column.is_some() && !told.doubted;
        let (certain, open) = told(&reference).into_iter().partition(certain);
        Some(Document {
            compared: compare(certain, open, told(&text)),
            findings: [findings(&reference), findings(&text)],
            stem: stem.to_owned(),
            reference,
            text,
            millis,
        })
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts {
            findings: [
                self.findings[0].len(),
                self.findings[1].len(),
                self.new_findings().count(),
            ],
            tables: self.text.tables.len(),
            doubted_tables: self
                .text
                .tables
                .iter()
                .filter(|table| !table.doubts.is_empty())
                .count(),
            ..Counts::default()
        };
        for compared in &self.compared {
            match compared.outcome {
                Outcome::Right => counts.right += 1,
                Outcome::Undecided => counts.undecided += 1,
                Outcome::Wrong => counts.wrong += 1,
            }
            if compared.outcome != Outcome::Right {
                *counts.reasons.entry(compared.reason).or_default() += 1;
            }
        }
        counts
    }

    fn new_findings(&self) -> impl Iterator<Item = &String> {
        let [reference, text] = &self.findings;
        text.iter().filter(|finding| !reference.contains(finding))
    }

    fn print(&self, tables: bool, cells: bool) {
        println!("{}: {}", self.stem, self.counts().line());
        for finding in self.new_findings() {
            println!("    only in the text: {finding}");
        }
        if tables {
            self.print_tables();
        }
        let lost = self
            .compared
            .iter()
            .filter(|one| one.outcome != Outcome::Right);
        for one in lost.filter(|_| cells) {
            println!(
                "    {} | {} [{}] {} line {} | {} | {}",
                one.reason,
                one.told.kind.name(),
                one.told.row,
                column(&one.told),
                one.told.line,
                one.told.number,
                one.text.as_ref().map_or(String::new(), |text| format!(
                    "text: {} [{}] {} line {}",
                    text.kind.name(),
                    text.row,
                    column(text),
                    text.line
                ))
            );
        }
    }

    /// Which tables the lost figures stand in.
    fn print_tables(&self) {
        let mut counts: BTreeMap<(usize, &str, Option<usize>), usize> = BTreeMap::new();
        for one in &self.compared {
            if one.outcome != Outcome::Right {
                let other = one.text.as_ref().map(|text| text.table);
                *counts
                    .entry((one.told.table, one.reason, other))
                    .or_default() += 1;
            }
        }
        let shown = |disclosure: &Disclosure, at: usize| {
            disclosure.tables.get(at).map_or(String::new(), |table| {
                format!(
                    "{} {} line {} {}",
                    table.id,
                    table.kind.name(),
                    table.place.line,
                    table.title
                )
            })
        };
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for ((table, reason, other), count) in counts {
            let own = match reason {
                "only in the text" => "",
                _ => &shown(&self.reference, table),
            };
            let other = other.map_or(String::new(), |other| shown(&self.text, other));
            println!("    {count:>5} {reason}: {own} → {other}");
        }
    }
}

fn column(told: &Told) -> &str {
    told.column.as_ref().map_or("?", |(path, ..)| path)
}

/// Errors and warnings, as they are told.
fn findings(disclosure: &Disclosure) -> Vec<String> {
    let report = check::check(DisclosureId::default(), disclosure);
    let grave = |severity: Severity| severity != Severity::Info;
    let findings = report
        .findings
        .iter()
        .filter(|finding| grave(finding.severity));
    findings
        .map(|finding| format!("{} {}", finding.rule, finding.statement.zh))
        .collect()
}
