//! Puts one error into the running text of an exact disclosure: every sentence there agrees with a table or with itself.

use chazhang::check::{EvidenceRole, Finding};

use crate::generator::random::Random;
use crate::generator::style::Style;
use crate::trial::{Aim, Aimed, accusations};

/// What can go wrong with a sentence. Each contradicts a total of the forms, the list it stands in
/// or the other figures of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// One digit of an amount is another, not the last one.
    Digit,
    /// 元 for 万元.
    Unit,
    /// 减少 before an increase.
    Direction,
    /// One digit of the amount compared with is another.
    Base,
    /// A share is some points off.
    Share,
    /// A rate is some points off.
    Rate,
    /// This year is compared with itself.
    StaleYear,
}

/// Where the running text begins.
const BEGINS: &str = "年收入总计";

impl Slip {
    pub(crate) const ALL: [Slip; 7] = [
        Slip::Digit,
        Slip::Unit,
        Slip::Direction,
        Slip::Base,
        Slip::Share,
        Slip::Rate,
        Slip::StaleYear,
    ];
}

/// What the checks said of a disclosure with an error in its text.
pub(crate) struct ToldTrial {
    /// The sentence as it is printed now.
    pub(crate) what: String,
    /// Errors and warnings.
    pub(crate) findings: Vec<Aimed>,
}

impl ToldTrial {
    /// The nearest of the findings; `None` when there is none.
    pub(crate) fn aim(&self) -> Option<Aim> {
        self.findings.iter().map(|finding| finding.aim).max()
    }
}

/// Puts the slip into one sentence; `None` where no sentence has a place for it.
pub(crate) fn told_trial(style: &Style, seed: u64, slip: Slip) -> Option<ToldTrial> {
    let (book, forms) = style.forms(seed, true);
    let text = style.print(&book, &forms).text;
    let mut random = Random::new(seed * 37 + slip as u64);
    let lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().position(|line| line.contains(BEGINS))?;
    let changed: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .skip(begins)
        // A single fund may have no form of its own.
        .filter(|(_, line)| !line.contains("政府性基金"))
        .filter_map(|(at, line)| Some((at, slipped(line, slip, book.year, &mut random)?)))
        .collect();
    if changed.is_empty() {
        return None;
    }
    let (at, line) = random.pick(&changed).clone();
    let mut other: Vec<&str> = lines;
    other[at] = &line;
    let printed = u32::try_from(at + 1).ok()?;
    let findings = accusations(&other.join("\n"));
    Some(ToldTrial {
        findings: findings
            .iter()
            .map(|finding| Aimed {
                rule: finding.rule,
                aim: aim(finding, printed),
            })
            .collect(),
        what: line,
    })
}

fn aim(finding: &Finding, line: u32) -> Aim {
    let here = finding.evidence.iter().filter(|one| one.place.line == line);
    here.map(|one| match one.role {
        EvidenceRole::Primary => Aim::NamesIt,
        EvidenceRole::Secondary => Aim::RestsOnIt,
    })
    .max()
    .unwrap_or(Aim::Elsewhere)
}

fn slipped(line: &str, slip: Slip, year: u16, random: &mut Random) -> Option<String> {
    let before = format!("比{}年", year - 1);
    match slip {
        Slip::Digit => {
            let amounts = numbers(line, "万元", 0);
            let (at, number) = (!amounts.is_empty()).then(|| random.pick(&amounts).clone())?;
            Some(replaced(line, at, &number, &misprinted(&number, random)?))
        }
        Slip::Unit => {
            let at = line.match_indices("万元").next()?.0;
            Some(replaced(line, at, "万元", "元"))
        }
        Slip::Direction => line
            .contains("增加")
            .then(|| line.replacen("增加", "减少", 1)),
        Slip::Base => {
            let from = line.find(&before)?;
            let (at, number) = numbers(line, "万元", from).into_iter().next()?;
            Some(replaced(line, at, &number, &misprinted(&number, random)?))
        }
        Slip::Share => points_off(line, "占", random),
        Slip::Rate => points_off(line, "增长", random),
        Slip::StaleYear => line
            .contains(&before)
            .then(|| line.replacen(&before, &format!("比{year}年"), 1)),
    }
}

/// The percentage behind a word, some points higher.
fn points_off(line: &str, word: &str, random: &mut Random) -> Option<String> {
    let from = line.find(word)?;
    let (at, number) = numbers(line, "%", from).into_iter().next()?;
    let (points, rest) = number.split_once('.')?;
    let points: i64 = points.parse().ok()?;
    let more = points + random.between(2, 9);
    Some(replaced(line, at, &number, &format!("{more}.{rest}")))
}

/// The numbers other than nothing before a unit, with their first byte.
fn numbers(line: &str, unit: &str, from: usize) -> Vec<(usize, String)> {
    let ends = line.match_indices(unit).map(|(end, _)| end);
    let found = ends.filter(|&end| end > from).filter_map(|end| {
        let before = &line[..end];
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let at = number.len();
        let digits = before[at..].to_owned();
        digits
            .contains(|c| ('1'..='9').contains(&c))
            .then_some((at, digits))
    });
    found.collect()
}

/// The number with another digit than the last one changed.
fn misprinted(number: &str, random: &mut Random) -> Option<String> {
    let places: Vec<usize> = number
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|at| at.0)
        .collect();
    let (_, places) = places.split_last()?;
    let at = *random.pick(places);
    let old = number.as_bytes()[at] - b'0';
    let more = u8::try_from(random.between(1, 9)).ok()?;
    let digit = (old + more) % 10;
    Some(replaced(number, at, &number[at..=at], &digit.to_string()))
}

fn replaced(line: &str, at: usize, old: &str, new: &str) -> String {
    format!("{}{new}{}", &line[..at], &line[at + old.len()..])
}
