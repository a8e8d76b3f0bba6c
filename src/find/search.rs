//! Answering a query: every entry that meets all terms, the best first, in one fixed order.

use std::cmp::Reverse;

use super::grade::{Grade, Graded, MatchKind, grade};
use super::index::{Context, Entry, Index, Kind};
use super::query::{Query, Scope, Term, Within};
use super::shown;
use crate::model::{Amount, CellId, DisclosureId, RowId, Unit};

/// What a hit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A line item.
    Row(RowId),
    /// A cell: a figure that meets an amount condition, or words.
    Cell(CellId),
    /// A sentence of the running text.
    Sentence {
        /// The disclosure.
        disclosure: DisclosureId,
        /// Index into [`crate::model::Disclosure::prose`].
        index: usize,
    },
    /// A publishing body.
    Department(DisclosureId),
    /// A finding.
    Finding {
        /// The disclosure.
        disclosure: DisclosureId,
        /// Index into [`crate::check::DisclosureReport::findings`].
        index: usize,
    },
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it leads.
    pub target: Target,
    /// What a reader sees: code and name, the sentence, the department, the finding.
    pub text: String,
    /// What matched, as ranges of character indexes into `text`, ascending and apart.
    pub highlights: Vec<std::ops::Range<usize>>,
    /// Title of the table, heading of the sentence, file of the department.
    pub table: String,
    /// The printed figure that matched, else the first of the row; the stake of a finding.
    pub amount: Option<(String, Unit)>,
    /// How it was found, the loosest way of all words.
    pub how: MatchKind,
}

/// An entry that meets the query, with what decides its place in the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) grade: Grade,
    score: i64,
    department: bool,
    amount: Option<Amount>,
    pub(super) entry: usize,
    /// The number that met an amount condition.
    pub(super) number: Option<usize>,
}

impl Found {
    /// Grade, then departments, then closeness of a loose match, then the greater amount, then the
    /// order of the documents: a total order, so the same query always gives the same list.
    fn key(self) -> impl Ord {
        (
            self.grade,
            Reverse(self.department),
            Reverse(self.score),
            Reverse(self.amount),
            self.entry,
        )
    }
}

impl Index {
    /// The best `limit` answers to a query. Loose matches come only when there is no other.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Vec<Hit> {
        if query.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut graded = grade(self, query, false);
        let mut found = self.best(&graded, query.within, limit);
        if found.is_empty() && query.terms.iter().any(Term::may_be_loose) {
            graded = grade(self, query, true);
            found = self.best(&graded, query.within, limit);
        }
        found
            .iter()
            .filter_map(|found| shown::hit(self, query, found))
            .collect()
    }

    /// Keeps at most twice the limit (but at least a few thousand) at any time, so a query that
    /// meets everything costs neither memory nor a full sort.
    fn best(&self, graded: &[Graded<'_>], within: Within, limit: usize) -> Vec<Found> {
        let room = limit.saturating_mul(2).max(4096);
        let mut kept: Vec<Found> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if !self.is_within(entry, within) {
                continue;
            }
            let Some(found) = self.judge(index, entry, graded) else {
                continue;
            };
            kept.push(found);
            if kept.len() >= room {
                kept.select_nth_unstable_by_key(limit, |found| found.key());
                kept.truncate(limit);
            }
        }
        kept.sort_unstable_by_key(|found| found.key());
        kept.truncate(limit);
        kept
    }

    /// Whether an entry stands in the part that is searched.
    fn is_within(&self, entry: &Entry, within: Within) -> bool {
        let context = || self.context(entry);
        match within {
            Within::All => true,
            Within::Disclosure(id) => context().is_some_and(|found| found.disclosure == id),
            Within::Table(id) => context().is_some_and(|found| {
                found.disclosure == id.disclosure && found.table == Some(id.table)
            }),
        }
    }

    /// Every term must be met, by the entry itself or by the department or table around it, and
    /// at least one by the entry itself.
    fn judge(&self, index: usize, entry: &Entry, graded: &[Graded<'_>]) -> Option<Found> {
        let context = self.context(entry)?;
        let mut worst = Grade::BEST;
        let (mut itself, mut number, mut score) = (false, None, 0);
        for term in graded {
            let met = self.met_by_entry(index, entry, term, &mut number);
            itself |= met.is_some();
            worst = worst.max(met.or_else(|| met_around(context, term))?);
            score += term.score(entry.label);
        }
        itself.then(|| Found {
            grade: worst,
            score: if worst == Grade::Loose { score } else { 0 },
            department: entry.kind == Kind::Department,
            amount: self.amount_of(index, entry, number),
            entry: index,
            number,
        })
    }

    fn met_by_entry(
        &self,
        index: usize,
        entry: &Entry,
        graded: &Graded<'_>,
        number: &mut Option<usize>,
    ) -> Option<Grade> {
        let looked_at = match graded.term.scope {
            Scope::Any => true,
            Scope::Item | Scope::Code | Scope::Amount => entry.kind == Kind::Row,
            Scope::Department => entry.kind == Kind::Department,
            Scope::Rule => entry.kind == Kind::Finding,
        };
        if !looked_at {
            return None;
        }
        let by_label = graded.of(entry.label);
        let by_amount = self.first_number(index, entry, graded);
        if by_label.is_none_or(|grade| grade > Grade::Amount) && by_amount.is_some() {
            *number = number.or(by_amount);
            return Some(Grade::Amount);
        }
        by_label
    }

    /// The first number of a row that meets the amount condition of a term.
    fn first_number(&self, index: usize, entry: &Entry, graded: &Graded<'_>) -> Option<usize> {
        if graded.ranges.is_empty() || entry.kind != Kind::Row {
            return None;
        }
        self.numbers_of(index).find(|&number| {
            let unit = self.numbers.unit_of.get(number);
            let range = unit.and_then(|&unit| graded.ranges.get(unit as usize)?.as_ref());
            let printed = self.numbers.printed.get(number);
            printed.is_some_and(|&printed| range.is_some_and(|range| range.contains(printed)))
        })
    }

    fn amount_of(&self, index: usize, entry: &Entry, number: Option<usize>) -> Option<Amount> {
        match entry.kind {
            Kind::Finding => self.finding(entry).map(|finding| finding.stake),
            Kind::Row => {
                let mut all = self.numbers_of(index);
                self.numbers.amount(number.or_else(|| all.next())?)
            }
            Kind::Department | Kind::Cell | Kind::Sentence => None,
        }
    }
}

fn met_around(context: &Context, graded: &Graded<'_>) -> Option<Grade> {
    let department = graded.of(context.department);
    let title = context.title.and_then(|title| graded.of(title));
    let met = match graded.term.scope {
        Scope::Any => department.or(title),
        Scope::Department => department,
        Scope::Item | Scope::Code | Scope::Amount | Scope::Rule => None,
    };
    met.map(|grade| grade.max(Grade::Around))
}
