//! What is printed is read back: every figure in its table, row and column, or openly undecided.

use std::collections::BTreeMap;

use crate::compare::{Compared, Outcome, compare};
use crate::generator::style::{STYLES, Style};

const SEEDS: u64 = 12;

type Tally = BTreeMap<Outcome, usize>;

fn round_trip(style: &Style, seed: u64, exact: bool) -> Vec<Compared> {
    let (book, forms) = style.forms(seed, exact);
    let printed = style.print(&book, &forms);
    let disclosure = chazhang::load::load("made-up.txt", printed.text.as_bytes());
    compare(&printed.stated, &disclosure)
}

fn share(tally: &Tally, outcome: Outcome) -> String {
    let all: usize = tally.values().sum();
    let hundredths = tally.get(&outcome).copied().unwrap_or(0) * 10_000 / all.max(1);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// Prints rates by layout and the kinds of tables with figures that are not right.
#[test]
fn rates_by_layout() {
    for style in STYLES {
        let mut tally = Tally::new();
        let mut kinds: BTreeMap<(&str, Outcome), (usize, String)> = BTreeMap::new();
        for seed in 0..SEEDS {
            for compared in round_trip(style, seed, seed % 2 == 0) {
                *tally.entry(compared.outcome).or_default() += 1;
                if compared.outcome != Outcome::Right {
                    let entry = kinds.entry((compared.kind, compared.outcome)).or_default();
                    entry.0 += 1;
                    if entry.1.is_empty() {
                        entry.1 = format!("seed {seed}: {}", compared.what);
                    }
                }
            }
        }
        println!(
            "{:<32} right {:>9}  ambiguous {:>8}  wrong {:>8}  missing {:>8}  extra {}",
            style.name,
            share(&tally, Outcome::Right),
            share(&tally, Outcome::Ambiguous),
            share(&tally, Outcome::Wrong),
            share(&tally, Outcome::Missing),
            tally.get(&Outcome::Extra).copied().unwrap_or(0),
        );
        for ((kind, outcome), (count, example)) in kinds {
            println!("    {kind} {outcome:?} {count}\n      {example}");
        }
    }
}
