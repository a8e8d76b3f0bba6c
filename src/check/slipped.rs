//! Blame ourselves first: a table whose figures stand some rows away from the names they belong to.

use std::collections::{BTreeMap, BTreeSet};

use super::answered::Answered;
use super::facts::Facts;
use super::relation::Spot;
use super::remark::{Mark, Remark};
use super::rules::legibility::figures_beside_other_rows::RULE;
use super::verdict::Verdict;
use crate::model::{Amount, Bilingual};

/// Fewer different figures than this may meet the amounts of other rows by chance.
const FEWEST: usize = 3;

/// Figures that slipped farther than this are not looked for.
const FARTHEST: usize = 5;

/// A table beside another one that prints the same codes: its figures are those of rows further on, or
/// further back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slipped {
    /// Index of the table.
    pub table: usize,
    /// Index of the table that prints the same figures beside their own codes.
    pub sister: usize,
    /// Rows of the sister table: that of the code, and that of the figure.
    rows: Vec<Pair>,
}

/// One slipped figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    /// Where it is printed.
    printed: Spot,
    /// What the sister table prints for its code.
    of_code: Spot,
    /// Where the sister table prints it.
    of_figure: Spot,
}

/// An amount and where it is printed.
type Printed = (Spot, Amount);

/// Finds the slipped tables and withdraws the contradictions that rest on them.
pub fn doubt(facts: &Facts<'_>, answers: &mut [Answered]) -> Vec<Slipped> {
    let contradicted = contradicted(facts, answers);
    let tables: Vec<usize> = contradicted.keys().copied().collect();
    let mut found: Vec<Slipped> = Vec::new();
    let many = |table: &&usize| contradicted.get(table).is_some_and(|own| own.all >= FEWEST);
    for &table in tables.iter().filter(many) {
        let sisters = tables.iter().filter(|&&sister| sister != table);
        // Where both contradict themselves as often, the later one repeats the earlier one.
        let own = |table: usize| (contradicted.get(&table).map_or(0, |own| own.inside), table);
        let sisters = sisters.filter(|&&sister| own(table) > own(sister));
        let slipped = sisters.filter_map(|&sister| slipped(facts, table, sister));
        found.extend(slipped.max_by_key(|slipped| slipped.rows.len()));
    }
    let doubtful: BTreeSet<usize> = found.iter().map(|slipped| slipped.table).collect();
    for answer in answers.iter_mut().filter(|answer| answer.fails()) {
        let rests = |table: Option<usize>| table.is_some_and(|table| doubtful.contains(&table));
        if !doubtful.is_empty() && answer.speaks_of(facts, |at| rests(at.table())) {
            answer.verdict = Verdict::ParseDoubt;
        }
    }
    found
}

/// How often a table is contradicted.
#[derive(Default)]
struct Contradicted {
    /// By anything.
    all: usize,
    /// By its own figures.
    inside: usize,
}

/// The tables that contradictions speak of.
fn contradicted(facts: &Facts<'_>, answers: &[Answered]) -> BTreeMap<usize, Contradicted> {
    let mut counts: BTreeMap<usize, Contradicted> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer.fails()) {
        let Some(relation) = answer.relation(facts) else {
            continue;
        };
        let tables: BTreeSet<usize> = relation.spots().iter().map(|spot| spot.table()).collect();
        for &table in &tables {
            let count = counts.entry(table).or_default();
            count.all += 1;
            count.inside += usize::from(tables.len() == 1);
        }
    }
    counts
}

/// The figures of a table that its sister prints the same number of rows away.
fn slipped(facts: &Facts<'_>, table: usize, sister: usize) -> Option<Slipped> {
    let shared = shared(facts, table, sister);
    let away = |steps: usize, back: bool| {
        let mut amounts = BTreeSet::new();
        let mut rows = Vec::new();
        for (at, (own, of_code)) in shared.iter().enumerate() {
            let to = match back {
                true => at.checked_sub(steps),
                false => at.checked_add(steps),
            };
            let Some((_, of_figure)) = to.and_then(|to| shared.get(to)) else {
                continue;
            };
            if own.1 != of_code.1 && own.1 == of_figure.1 && !own.1.is_zero() {
                amounts.insert(own.1);
                rows.push(Pair {
                    printed: own.0,
                    of_code: of_code.0,
                    of_figure: of_figure.0,
                });
            }
        }
        (amounts.len() >= FEWEST).then_some(rows)
    };
    let steps = (1..=FARTHEST).flat_map(|steps| [(steps, false), (steps, true)]);
    let rows = steps.filter_map(|(steps, back)| away(steps, back));
    Some(Slipped {
        table,
        sister,
        rows: rows.max_by_key(Vec::len)?,
    })
}

/// The wholes of the codes for which both tables print one amount, in the order of the first table.
fn shared(facts: &Facts<'_>, table: usize, sister: usize) -> Vec<(Printed, Printed)> {
    let whole = |table: usize, code: &str| {
        let &[row] = facts.rows_with_code(table, code).as_slice() else {
            return None;
        };
        let lane = facts.row(table, row)?.lane();
        let spot = Spot::new(table, row, facts.whole(table, lane)?);
        Some((spot, facts.figure(spot)?.amount()?))
    };
    let codes = facts.codes(table).into_iter();
    let both = codes.filter_map(|code| Some((whole(table, code)?, whole(sister, code)?)));
    let mut both: Vec<(Printed, Printed)> = both.collect();
    both.sort_unstable();
    both
}

/// Adds what is said of the slipped tables; what else was noticed on their rows may come of that.
pub fn tell(facts: &Facts<'_>, slipped: &[Slipped], remarks: &mut Vec<Remark>) {
    for table in slipped {
        for remark in remarks.iter_mut().filter(|one| one.rests_on(table.table)) {
            *remark = remark.clone().if_text_survived();
        }
    }
    remarks.extend(slipped.iter().filter_map(|table| table.note(facts)));
}

impl Slipped {
    /// Says which figures stand beside which other rows.
    fn note(&self, facts: &Facts<'_>) -> Option<Remark> {
        let first = *self.rows.first()?;
        let figure = facts.figure(first.printed)?;
        let (own, other) = (
            facts.table_label(self.table),
            facts.table_label(self.sister),
        );
        let label = |spot: Spot| facts.row_label(spot.table(), spot.row());
        let (raw, row, true_row) = (figure.raw(), label(first.printed), label(first.of_figure));
        let count = self.rows.len();
        let statement = Bilingual::new(
            format!(
                "{}自“{row}”起，数字与科目错行：该行印的 {raw}，在{}中是“{true_row}”的数；共有 {count} 个数这样错开，本表与之不符之处不再逐一列出。",
                own.zh, other.zh
            ),
            format!(
                "{}: from “{row}” on, figures stand beside other rows than their own: it prints {raw}, which {} prints for “{true_row}”. {count} figures are displaced like this; what else they contradict is not listed.",
                own.en, other.en
            ),
        );
        let marks = self.rows.iter().flat_map(|pair| {
            [
                Mark::Cell(pair.printed),
                Mark::Cell(pair.of_figure),
                Mark::Cell(pair.of_code),
            ]
        });
        Some(Remark::new(&RULE, statement, marks.collect()).if_text_survived())
    }
}
