//! A folder of real documents: what is read and checked in them, what is found, and how long it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chazhang::check::{CoverageState, DisclosureReport, Severity, Verdict, check};
use chazhang::model::{Disclosure, DisclosureId, Table};

use crate::page::{share, table};

/// Counts of one sort of documents.
#[derive(Default)]
struct Sort {
    files: usize,
    disclosures: usize,
    tables: usize,
    figures: usize,
    answered: usize,
    open: usize,
    findings: [usize; 3],
    covered: usize,
    times: Vec<Duration>,
}

/// What a rule did in all documents.
#[derive(Default, Clone, Copy)]
pub(crate) struct Ruled {
    pub(crate) answered: usize,
    /// Errors, warnings, notes.
    pub(crate) findings: [usize; 3],
    /// Documents with a finding.
    pub(crate) documents: usize,
}

/// All measurements.
#[derive(Default)]
pub(crate) struct Corpus {
    sorts: BTreeMap<String, Sort>,
    states: BTreeMap<CoverageState, usize>,
    rules: BTreeMap<&'static str, Ruled>,
}

pub(crate) fn measure(root: &Path) -> Corpus {
    let mut corpus = Corpus::default();
    for path in files(&root.join("disclosures")) {
        let (Some(name), Ok(bytes)) = (path.file_name(), fs::read(&path)) else {
            continue;
        };
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let started = Instant::now();
        let disclosure = chazhang::load::load(&name.to_string_lossy(), &bytes);
        let report = check(DisclosureId(0), &disclosure);
        let time = started.elapsed();
        corpus.count(&folder.to_string_lossy(), &disclosure, &report, time);
    }
    corpus
}

/// Every file one folder deep, sorted.
fn files(root: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect()
    };
    let mut files: Vec<PathBuf> = inside(root)
        .iter()
        .filter(|path| path.is_dir())
        .flat_map(|folder| inside(folder))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Whether a relation with power holds or cannot hold; `None` when it is true whatever is printed.
fn answered(verdict: &Verdict) -> Option<bool> {
    match verdict {
        Verdict::Exact
        | Verdict::RoundingConsistent
        | Verdict::ConsistentButUnlikely
        | Verdict::Borderline
        | Verdict::ConsistentOnlyIfRounded
        | Verdict::Inconsistent
        | Verdict::UndefinedBase => Some(true),
        Verdict::Undetermined | Verdict::ParseDoubt | Verdict::Spent => Some(false),
        Verdict::LowPower => None,
    }
}

fn place(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

impl Corpus {
    fn count(
        &mut self,
        sort: &str,
        disclosure: &Disclosure,
        report: &DisclosureReport,
        time: Duration,
    ) {
        let sort = self.sorts.entry(sort.to_owned()).or_default();
        sort.files += 1;
        sort.times.push(time);
        sort.disclosures += usize::from(disclosure.is_disclosure());
        sort.tables += disclosure.tables.len();
        sort.figures += disclosure
            .tables
            .iter()
            .map(Table::figure_count)
            .sum::<usize>();
        for (state, count) in report.coverage_counts() {
            *self.states.entry(state).or_default() += count;
            if matches!(
                state,
                CoverageState::Consistent | CoverageState::Inconsistent
            ) {
                sort.covered += count;
            }
        }
        for judged in &report.verdicts {
            let answered = answered(&judged.verdict);
            sort.answered += usize::from(answered == Some(true));
            sort.open += usize::from(answered == Some(false));
            let rule = self.rules.entry(judged.rule()).or_default();
            rule.answered += usize::from(answered == Some(true));
        }
        let mut firing = BTreeSet::new();
        for finding in &report.findings {
            let place = place(finding.severity);
            let rule = self.rules.entry(finding.rule).or_default();
            sort.findings[place] += 1;
            rule.findings[place] += 1;
            if firing.insert(finding.rule) {
                rule.documents += 1;
            }
        }
    }

    /// What a rule did.
    pub(crate) fn rule(&self, code: &str) -> Ruled {
        self.rules.get(code).copied().unwrap_or_default()
    }

    /// How many of the files are disclosures.
    pub(crate) fn disclosures(&self) -> usize {
        self.sorts.values().map(|sort| sort.disclosures).sum()
    }

    /// One row for each folder.
    pub(crate) fn documents(&self) -> String {
        let rows: Vec<Vec<String>> = self
            .sorts
            .iter()
            .map(|(name, sort)| sort.row(name))
            .collect();
        let head = [
            "documents",
            "files",
            "disclosures",
            "tables",
            "figures",
            "relations answered",
            "open",
            "errors",
            "warnings",
            "notes",
            "covered",
            "median time",
            "longest",
        ];
        let build = if cfg!(debug_assertions) {
            "development build, several times slower than a release"
        } else {
            "release build"
        };
        format!("{}\nTimes: {build}.\n", table(&head, &rows))
    }

    /// One row for each state.
    pub(crate) fn ledger(&self) -> String {
        let all: usize = self.states.values().sum();
        let rows: Vec<Vec<String>> = CoverageState::ALL
            .iter()
            .map(|state| {
                let count = self.states.get(state).copied().unwrap_or(0);
                vec![
                    state.name().replace('_', " "),
                    count.to_string(),
                    share(count, all),
                ]
            })
            .collect();
        table(&["state", "figures", "share"], &rows)
    }
}

impl Sort {
    fn row(&self, name: &str) -> Vec<String> {
        let mut times = self.times.clone();
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        let longest = times.last().copied().unwrap_or_default();
        let [errors, warnings, notes] = self.findings;
        let mut row = vec![name.to_owned()];
        let counts = [
            self.files,
            self.disclosures,
            self.tables,
            self.figures,
            self.answered,
            self.open,
            errors,
            warnings,
            notes,
        ];
        row.extend(counts.iter().map(usize::to_string));
        row.push(share(self.covered, self.figures));
        row.extend([median, longest].map(shown));
        row
    }
}

/// Hundredths of a second: more would change from run to run.
fn shown(time: Duration) -> String {
    let hundredths = (time.as_millis() + 5) / 10;
    format!("{}.{:02} s", hundredths / 100, hundredths % 100)
}
