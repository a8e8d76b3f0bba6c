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

/// Figures a layout must read right, in hundredths of a percent. Layouts that keep empty cells read
/// everything right; the others leave open what nothing in the document decides.
fn least(style: &Style) -> usize {
    match style.name {
        _ if style.is_grid() => 10_000,
        "henan, spaces" | "henan subtotals, spaces" | "jiangsu, spaces" => 9_000,
        "guangzhou, spaces" => 9_990,
        "shanghai, spaces" | "hebei, spaces" | "national final account, spaces" => 7_500,
        _ => 5_000,
    }
}

/// Figures whose row is misread, in hundredths of a percent: Hebei's names without ordinals run
/// together.
fn most_in_wrong_rows(style: &Style) -> usize {
    match style.name {
        "hebei, spaces" => 300,
        _ => 0,
    }
}

#[test]
fn every_figure_is_right_or_openly_undecided() {
    for style in STYLES {
        let mut tally = Tally::new();
        let mut examples: BTreeMap<(&str, Outcome), (usize, String)> = BTreeMap::new();
        for seed in 0..SEEDS {
            for compared in round_trip(style, seed, seed % 2 == 0) {
                *tally.entry(compared.outcome).or_default() += 1;
                let entry = examples
                    .entry((compared.kind, compared.outcome))
                    .or_default();
                entry.0 += 1;
                if entry.1.is_empty() {
                    entry.1 = format!("seed {seed}: {}", compared.what);
                }
            }
        }
        println!(
            "{:<32} right {:>9}  ambiguous {:>8}  astray {:>8}  wrong {:>8}  missing {:>8}  extra {}",
            style.name,
            share(&tally, Outcome::Right),
            share(&tally, Outcome::Ambiguous),
            share(&tally, Outcome::Astray),
            share(&tally, Outcome::WrongRow),
            share(&tally, Outcome::Missing),
            tally.get(&Outcome::Extra).copied().unwrap_or(0),
        );
        for ((kind, outcome), (count, example)) in &examples {
            if !matches!(outcome, Outcome::Right | Outcome::Ambiguous) {
                println!("    {kind} {outcome:?} {count}\n      {example}");
            }
        }
        let all: usize = tally.values().sum();
        let rate = |outcome| tally.get(&outcome).copied().unwrap_or(0) * 10_000 / all.max(1);
        assert!(
            rate(Outcome::Right) >= least(style),
            "{}: {tally:?}",
            style.name
        );
        assert!(
            rate(Outcome::WrongRow) <= most_in_wrong_rows(style),
            "{}: {tally:?}",
            style.name
        );
        let wrong = tally.get(&Outcome::WrongColumn).copied().unwrap_or(0);
        assert_eq!(wrong, 0, "{}: {tally:?}", style.name);
    }
}

/// The same text in another encoding, with other line ends, with empty lines between, and with its
/// tables as Markdown.
#[test]
fn carriers_of_the_same_text_read_alike() {
    let style = &STYLES[0];
    let (book, forms) = style.forms(3, true);
    let printed = style.print(&book, &forms);
    let read = |bytes: &[u8]| -> Vec<String> {
        let disclosure = chazhang::load::load("made-up.txt", bytes);
        let cells = disclosure.tables.iter().flat_map(|table| {
            table.rows.iter().flat_map(move |row| {
                row.cells().iter().map(move |cell| {
                    let path = cell.column().map(|column| table.columns[column].label());
                    format!(
                        "{} {} {} {path:?} {}",
                        table.kind.name(),
                        row.code(),
                        row.name(),
                        cell.raw()
                    )
                })
            })
        });
        cells.collect()
    };
    let plain = read(printed.text.as_bytes());
    assert_eq!(plain.len(), printed.stated.len());
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&printed.text);
    assert_eq!(read(&gb18030), plain);
    assert_eq!(read(printed.text.replace('\n', "\r\n").as_bytes()), plain);
    assert_eq!(read(printed.text.replace('\n', "\n\n").as_bytes()), plain);
    assert_eq!(read(format!("\u{feff}{}", printed.text).as_bytes()), plain);
    assert_eq!(read(as_markdown(&printed.text).as_bytes()), plain);
}

/// The same text with its tables between strokes and a rule below the first line of each.
fn as_markdown(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let tabs = line.matches('\t').count();
        if tabs == 0 {
            lines.push(line.to_owned());
        } else {
            lines.push(format!("| {} |", line.replace('\t', " | ")));
            if !inside {
                lines.push(format!("|{}", ":---|".repeat(tabs + 1)));
            }
        }
        inside = tabs > 0;
    }
    lines.join("\n")
}
