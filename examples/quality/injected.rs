//! Errors put into made-up disclosures: how many are found, by kind and by rule.

use std::collections::BTreeMap;

use chazhang::check::rules;
use rayon::prelude::*;

use crate::corpus::Corpus;
use crate::generator::style::{STYLES, Style};
use crate::inject::Error;
use crate::page::{share, table};
use crate::trial::{Aim, Trial, accusations, trial};

/// Layouts that keep empty cells, and those that lose them.
const LAYOUTS: [(bool, &str); 2] = [(true, "tabs"), (false, "spaces")];

/// What became of the errors of one kind in one sort of layout.
#[derive(Default)]
struct Score {
    tried: usize,
    found: usize,
    rests: usize,
    named: usize,
    findings: usize,
    elsewhere: usize,
}

/// Findings of one rule, and how many rest on the error.
#[derive(Default, Clone, Copy)]
struct Fired {
    findings: usize,
    rest: usize,
}

/// All measurements.
pub(crate) struct Injected {
    scores: BTreeMap<(bool, Error), Score>,
    fired: BTreeMap<&'static str, Fired>,
    clean: usize,
    false_alarms: usize,
}

pub(crate) fn measure() -> Injected {
    let wanted = std::env::var("SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let seeds: u64 = wanted.unwrap_or(20);
    let documents: Vec<(&Style, u64)> = STYLES
        .iter()
        .flat_map(|style| (0..seeds).map(move |seed| (style, seed)))
        .collect();
    let trials: Vec<(bool, Error, Trial)> = documents
        .par_iter()
        .flat_map_iter(|&(style, seed)| {
            let tried = Error::ALL.into_iter();
            tried
                .filter_map(move |error| Some((style.is_grid(), error, trial(style, seed, error)?)))
        })
        .collect();
    let alarms: usize = documents
        .par_iter()
        .map(|&(style, seed)| {
            let (book, forms) = style.forms(seed, seed % 2 == 0);
            accusations(&style.print(&book, &forms).text).len()
        })
        .sum();
    let mut all = Injected {
        scores: BTreeMap::new(),
        fired: BTreeMap::new(),
        clean: documents.len(),
        false_alarms: alarms,
    };
    let shows_missed = std::env::args().any(|argument| argument == "--missed");
    for (grid, error, trial) in &trials {
        if shows_missed && trial.aim().is_none() {
            println!("{}, tabs {grid}: {}", name(*error), trial.what);
        }
        all.count(*grid, *error, trial);
    }
    all
}

impl Injected {
    fn count(&mut self, grid: bool, error: Error, trial: &Trial) {
        let score = self.scores.entry((grid, error)).or_default();
        let aim = trial.aim();
        score.tried += 1;
        score.found += usize::from(aim.is_some());
        score.rests += usize::from(aim >= Some(Aim::RestsOnIt));
        score.named += usize::from(aim == Some(Aim::NamesIt));
        for finding in &trial.findings {
            let elsewhere = finding.aim == Aim::Elsewhere;
            score.findings += 1;
            score.elsewhere += usize::from(elsewhere);
            let fired = self.fired.entry(finding.rule).or_default();
            fired.findings += 1;
            fired.rest += usize::from(!elsewhere);
        }
    }

    /// One row for each kind of error and sort of layout.
    pub(crate) fn kinds(&self) -> String {
        let mut rows = Vec::new();
        for (grid, layout) in LAYOUTS {
            for error in Error::ALL {
                let Some(score) = self.scores.get(&(grid, error)) else {
                    continue;
                };
                let Score { tried, .. } = *score;
                rows.push(vec![
                    format!("{}, {layout}", name(error)),
                    tried.to_string(),
                    share(score.found, tried),
                    share(score.rests, tried),
                    share(score.named, tried),
                    score.findings.to_string(),
                    score.elsewhere.to_string(),
                ]);
            }
        }
        let head = [
            "error",
            "tried",
            "found",
            "rests on it",
            "looks there first",
            "findings",
            "wrong place",
        ];
        format!(
            "{}\nFalse alarms: {} in {} disclosures without an error.\n",
            table(&head, &rows),
            self.false_alarms,
            self.clean
        )
    }

    /// One row for each rule, with what it did in the real documents.
    pub(crate) fn rules(&self, corpus: &Corpus) -> String {
        let rows: Vec<Vec<String>> = rules()
            .iter()
            .map(|rule| {
                let fired = self.fired.get(rule.code).copied().unwrap_or_default();
                let real = corpus.rule(rule.code);
                let [errors, warnings, notes] = real.findings;
                vec![
                    format!("{} {}", rule.code, rule.name),
                    rule.severity.name().to_owned(),
                    real.answered.to_string(),
                    format!("{errors} {warnings} {notes}"),
                    real.documents.to_string(),
                    share(real.documents, corpus.disclosures()),
                    fired.findings.to_string(),
                    share(fired.rest, fired.findings),
                ]
            })
            .collect();
        let head = [
            "rule",
            "severity",
            "answered",
            "E W i",
            "documents",
            "share",
            "made-up",
            "rest on it",
        ];
        table(&head, &rows)
    }
}

fn name(error: Error) -> &'static str {
    match error {
        Error::Digit => "one digit is another",
        Error::Transposition => "two digits changed places",
        Error::DecimalPoint => "decimal point one place off",
        Error::Unit => "wrong unit",
        Error::Sign => "minus sign",
        Error::DroppedRow => "row missing",
        Error::CopiedTotal => "total copied into a part",
        Error::MovedColumn => "amount one column off",
        Error::StaleTotal => "last year's row of totals",
    }
}
