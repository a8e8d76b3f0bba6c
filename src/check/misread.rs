//! Blame ourselves first: a table whose rows mostly contradict their own header was misread, not misprinted.

use std::collections::{BTreeMap, BTreeSet};

use super::answered::Answered;
use super::facts::Facts;
use super::finding::{Evidence, EvidenceRole, Finding, Severity};
use super::key;
use super::relation::Operand;
use super::rules::legibility::columns_do_not_fit::RULE;
use super::verdict::Verdict;
use crate::model::{Amount, Bilingual};

/// Fewer contradicting rows than this are taken for what they say.
const FEWEST_ROWS: usize = 3;

/// A table whose columns do not fit its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misread {
    /// Index of the table.
    pub table: usize,
    /// Rows that contradict the header.
    pub contradicting: usize,
    /// Rows that could be tested.
    pub rows: usize,
}

/// Finds the misread tables and withdraws every answer that rests on them.
pub fn doubt(facts: &Facts<'_>, answers: &mut [Answered]) -> Vec<Misread> {
    let misread = misread_tables(facts, answers);
    let tables: BTreeSet<usize> = misread.iter().map(|found| found.table).collect();
    let doubtful = |at: Operand| at.table().is_some_and(|table| tables.contains(&table));
    for answer in answers.iter_mut().filter(|_| !tables.is_empty()) {
        if answer.speaks_of(facts, doubtful) {
            answer.verdict = Verdict::ParseDoubt;
        }
    }
    misread
}

/// A misprint spoils a row or two; a shifted column spoils at least a third of them. Only rows
/// without parts count: a misprint is carried into every total above it.
fn misread_tables(facts: &Facts<'_>, answers: &[Answered]) -> Vec<Misread> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, bool>> = BTreeMap::new();
    for answer in answers.iter().filter(|one| one.fails() || one.holds()) {
        let spots = answer.relation(facts).map(|relation| relation.spots());
        let spots = spots.unwrap_or_default();
        let Some(spot) = spots.first() else {
            continue;
        };
        let one_row = spots.len() > 1
            && spots
                .iter()
                .all(|other| (other.table(), other.row()) == (spot.table(), spot.row()));
        let leaf = one_row && facts.is_leaf(spot.table(), spot.row());
        let first = || answer.stakes(facts).first().map(|held| held.at);
        if leaf && first().is_some_and(|at| at.cell().is_some()) {
            let contradicts = rows
                .entry(spot.table())
                .or_default()
                .entry(spot.row())
                .or_insert(false);
            *contradicts |= answer.fails();
        }
    }
    rows.into_iter()
        .map(|(table, rows)| Misread {
            table,
            contradicting: rows.values().filter(|contradicts| **contradicts).count(),
            rows: rows.len(),
        })
        .filter(|found| found.contradicting >= FEWEST_ROWS && found.contradicting * 3 >= found.rows)
        .collect()
}

impl Misread {
    /// Says that the table is not judged.
    #[must_use]
    pub fn note(&self, facts: &Facts<'_>) -> Option<Finding> {
        let table = facts.table(self.table)?;
        let label = facts.table_label(self.table);
        let Misread {
            contradicting,
            rows,
            ..
        } = *self;
        let evidence = vec![Evidence {
            role: EvidenceRole::Primary,
            cell: None,
            table: Some(facts.table_id(self.table)),
            place: table.place,
            text: table.title.clone(),
        }];
        Some(Finding {
            key: key::key(facts, RULE.code, &evidence),
            rule: RULE.code,
            disclosure: facts.id,
            severity: Severity::Info,
            certainty: RULE.certainty,
            title: RULE.title.owned(),
            statement: Bilingual::new(
                format!(
                    "{}可核对的 {rows} 行中有 {contradicting} 行与表头不符，多半是文本丢了列或错了列；本表不作判断。",
                    label.zh
                ),
                format!(
                    "{}: {contradicting} of {rows} testable rows do not fit the header; columns were probably lost or shifted in the text, so the table is not judged.",
                    label.en
                ),
            ),
            computation: None,
            diagnosis: None,
            alternatives: Vec::new(),
            verify: RULE.page.verify.owned(),
            siblings: Vec::new(),
            evidence,
            possible_extraction_fault: true,
            stake: Amount::ZERO,
        })
    }
}
