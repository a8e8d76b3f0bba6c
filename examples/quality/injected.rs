//! Errors put into made-up disclosures: how many are found, by kind and by rule.

use std::collections::BTreeMap;

use chazhang::check::rules;
use rayon::prelude::*;

use crate::corpus::Corpus;
use crate::generator::style::{STYLES, Style};
use crate::inject::Error;
use crate::oracle::Effect;
use crate::page::{share, table};
use crate::told::{Slip, ToldTrial, told_trial};
use crate::trial::{Aim, Aimed, Trial, accusations, trial};

/// Layouts that keep empty cells, and those that lose them.
const LAYOUTS: [(bool, &str); 2] = [(true, "tabs"), (false, "spaces")];

/// What became of the errors of one kind in one sort of layout.
#[derive(Default)]
struct Score {
    tried: usize,
    unprinted: usize,
    possible: usize,
    certain: usize,
    found: usize,
    rests: usize,
    named: usize,
    findings: usize,
    elsewhere: usize,
}

impl Score {
    fn add(&mut self, findings: &[Aimed], fired: &mut BTreeMap<&'static str, Fired>) {
        let aim = findings.iter().map(|finding| finding.aim).max();
        self.found += usize::from(aim.is_some());
        self.rests += usize::from(aim >= Some(Aim::RestsOnIt));
        self.named += usize::from(aim == Some(Aim::NamesIt));
        for finding in findings {
            let elsewhere = finding.aim == Aim::Elsewhere;
            self.findings += 1;
            self.elsewhere += usize::from(elsewhere);
            let fired = fired.entry(finding.rule).or_default();
            fired.findings += 1;
            fired.rest += usize::from(!elsewhere);
        }
    }

    fn row(&self, name: String) -> Vec<String> {
        let certain = self.certain;
        vec![
            name,
            self.tried.to_string(),
            self.unprinted.to_string(),
            self.possible.to_string(),
            certain.to_string(),
            share(self.found, certain),
            share(self.rests, certain),
            share(self.named, certain),
            self.findings.to_string(),
            self.elsewhere.to_string(),
        ]
    }
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
    told: BTreeMap<Slip, Score>,
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
    let told: Vec<(Slip, ToldTrial)> = documents
        .par_iter()
        .flat_map_iter(|&(style, seed)| {
            let tried = Slip::ALL.into_iter();
            tried.filter_map(move |slip| Some((slip, told_trial(style, seed, slip)?)))
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
        told: BTreeMap::new(),
        fired: BTreeMap::new(),
        clean: documents.len(),
        false_alarms: alarms,
    };
    let shows_missed = std::env::args().any(|argument| argument == "--missed");
    for (grid, error, trial) in &trials {
        let certain = trial.effect == Effect::Contradiction;
        if shows_missed && certain != trial.aim().is_some() {
            let said = if certain { "missed" } else { "accused" };
            println!("{said}: {}, tabs {grid}: {}", name(*error), trial.what);
        }
        all.count(*grid, *error, trial);
    }
    for (slip, trial) in &told {
        if shows_missed && trial.aim().is_none() {
            println!("missed: {}: {}", said(*slip), trial.what);
        }
        let score = all.told.entry(*slip).or_default();
        score.tried += 1;
        score.certain += 1;
        score.add(&trial.findings, &mut all.fired);
    }
    all
}

impl Injected {
    fn count(&mut self, grid: bool, error: Error, trial: &Trial) {
        let score = self.scores.entry((grid, error)).or_default();
        score.tried += 1;
        match trial.effect {
            Effect::Unprinted => score.unprinted += 1,
            Effect::Possible => score.possible += 1,
            Effect::Contradiction => {
                score.certain += 1;
                score.add(&trial.findings, &mut self.fired);
                return;
            }
        }
        self.clean += 1;
        self.false_alarms += trial.findings.len();
    }

    /// One row for each kind of error and sort of layout.
    pub(crate) fn kinds(&self) -> String {
        let mut rows = Vec::new();
        for (grid, layout) in LAYOUTS {
            for error in Error::ALL {
                let Some(score) = self.scores.get(&(grid, error)) else {
                    continue;
                };
                rows.push(score.row(format!("{}, {layout}", name(error))));
            }
        }
        let told = self.told.iter();
        rows.extend(told.map(|(&slip, score)| score.row(format!("{}, text", said(slip)))));
        let head = [
            "error",
            "put in",
            "not in print",
            "possible",
            "certain",
            "found",
            "rests on it",
            "looks there first",
            "findings",
            "wrong place",
        ];
        format!(
            "{}\nFalse alarms: {} in {} disclosures without a contradiction.\n",
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

fn said(slip: Slip) -> &'static str {
    match slip {
        Slip::Digit => "one digit of an amount is another",
        Slip::Unit => "元 for 万元",
        Slip::Direction => "decrease for increase",
        Slip::Base => "amount of last year misprinted",
        Slip::Share => "share some points off",
        Slip::Rate => "rate some points off",
        Slip::StaleYear => "compared with its own year",
    }
}
