//! Answering a query: every entry that meets all terms, the best first, in one fixed order.

use rayon::prelude::*;

use super::best::{Best, Found};
use super::grade::{Grade, Graded, MatchKind, Wanted, grade, grade_loosely};
use super::index::{Context, Entry, Index, Kind};
use super::narrow::Narrowed;
use super::numbers::size;
use super::query::{Query, Scope, Term, Within};
use super::shown;
use crate::model::{CellId, DisclosureId, RowId, Unit};

/// Entries looked at between two questions whether the answer is still wanted.
const SLICE: usize = 1 << 17;

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

/// How well an entry meets a query.
#[derive(Debug, Clone, Copy)]
struct Judged {
    grade: Grade,
    /// How close a loose match is.
    score: i64,
    /// The number that met an amount condition.
    number: Option<usize>,
}

impl Index {
    /// The best `limit` answers to a query. Loose matches come only when there is no other.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Vec<Hit> {
        let answered = self.search_on(query, limit, &mut Narrowed::default(), &|| true);
        answered.unwrap_or_default()
    }

    /// The same while a query is typed: `narrowed` remembers what the last one left over, and
    /// `None` comes back as soon as `wanted` says that nobody waits for the answer any more.
    #[must_use]
    pub fn search_on(
        &self,
        query: &Query,
        limit: usize,
        narrowed: &mut Narrowed,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Hit>> {
        if query.is_empty() || limit == 0 {
            return Some(Vec::new());
        }
        narrowed.forget_others(query);
        let mut graded = grade(self, query, narrowed, wanted)?;
        let mut found = self.best(&graded, query.within, limit, wanted)?;
        if found.is_empty() && query.terms.iter().any(Term::may_be_loose) {
            grade_loosely(self, &mut graded, narrowed, wanted)?;
            found = self.best(&graded, query.within, limit, wanted)?;
        }
        let hits = found.iter();
        Some(
            hits.filter_map(|found| shown::hit(self, query, found))
                .collect(),
        )
    }

    /// The best entries that meet all terms.
    fn best<'i>(
        &'i self,
        graded: &[Graded<'_>],
        within: Within,
        limit: usize,
        wanted: Wanted<'_>,
    ) -> Option<Vec<Found<'i>>> {
        let alone = match graded {
            [term] if within == Within::All => term.amount.as_ref(),
            _ => None,
        };
        let best = if let Some(asked) = alone {
            let meeting = self.numbers.meeting(&self.corpus, asked);
            let best = self.best_by_label(graded, within, limit, wanted)?;
            self.best_by_number(best, &meeting, graded, wanted)?
        } else if graded.iter().any(|term| term.amount.is_some()) {
            self.best_of_all(graded, within, limit, wanted)?
        } else {
            self.best_by_label(graded, within, limit, wanted)?
        };
        Some(best.finish())
    }

    /// Adds the rows of numbers that meet the one condition, the greatest first, until no better
    /// answer can come. Rows whose label matches are there already.
    fn best_by_number<'i>(
        &'i self,
        mut best: Best<'i>,
        meeting: &[&[u32]],
        graded: &[Graded<'_>],
        wanted: Wanted<'_>,
    ) -> Option<Best<'i>> {
        for numbers in meeting {
            for (place, &number) in numbers.iter().enumerate() {
                if place.is_multiple_of(SLICE) && !wanted() {
                    return None;
                }
                let number = number as usize;
                let size = self.figure(number).and_then(|figure| size(&figure));
                if size.is_some_and(|size| best.is_above(Grade::Amount, size)) {
                    break;
                }
                let index = self.numbers.entry_of(&self.corpus, number);
                let found = index.and_then(|index| Some((index, self.entries.get(index)?)));
                let Some((index, entry)) = found else {
                    continue;
                };
                let labelled = graded.iter().any(|term| term.of(entry.label).is_some());
                let judged = self.judge(entry, graded, Within::All);
                let judged = judged.filter(|judged| !labelled && judged.number == Some(number));
                // Numbers of a unit come in the order of their worth: the next ones are no better.
                if judged.is_some_and(|judged| !best.offer(self.found(index, judged))) {
                    break;
                }
            }
        }
        Some(best)
    }

    /// Looks at every entry, for figures have no labels.
    fn best_of_all<'i>(
        &'i self,
        graded: &[Graded<'_>],
        within: Within,
        limit: usize,
        wanted: Wanted<'_>,
    ) -> Option<Best<'i>> {
        let slices = self.entries.par_chunks(SLICE).enumerate();
        let slices = slices.map(|(slice, entries)| {
            if !wanted() {
                return None;
            }
            let mut best = Best::of(limit);
            for (offset, entry) in entries.iter().enumerate() {
                let index = slice * SLICE + offset;
                let Some(judged) = self.judge(entry, graded, within) else {
                    continue;
                };
                // Most are told by their size alone that they are not among the best.
                let size = judged.number.and_then(|number| size(&self.figure(number)?));
                if size.is_none_or(|size| !best.is_above(judged.grade, size)) {
                    best.offer(self.found(index, judged));
                }
            }
            Some(best)
        });
        slices.try_reduce(|| Best::of(limit), |one, other| Some(one.join(other)))
    }

    /// Looks at the entries of the labels that match, the best grades first, until no better
    /// answer can come.
    fn best_by_label<'i>(
        &'i self,
        graded: &[Graded<'_>],
        within: Within,
        limit: usize,
        wanted: Wanted<'_>,
    ) -> Option<Best<'i>> {
        let mut best = Best::of(limit);
        for (grade, labels) in self.labels_by_grade(graded) {
            for (place, label) in labels.into_iter().enumerate() {
                if place.is_multiple_of(SLICE) && !wanted() {
                    return None;
                }
                // Such entries are found by their names, whatever numbers they print.
                let whole = |term: &Graded<'_>| {
                    let grade = term.of(label);
                    grade.is_some_and(|grade| term.amount.is_none() || grade < Grade::Amount)
                };
                let whole = graded.iter().all(whole);
                for &entry in self.postings.of(label) {
                    let entry = entry as usize;
                    let here = self.entries.get(entry);
                    let judged = here.and_then(|here| self.judge(here, graded, within));
                    let Some(judged) = judged else {
                        continue;
                    };
                    // The entries of a label are sorted: the next ones are no better.
                    if !best.offer(self.found(entry, judged)) && whole {
                        break;
                    }
                }
            }
            if best.is_beyond(grade) {
                break;
            }
        }
        Some(best)
    }

    /// Labels that answer a term themselves while the department or table of some entry can answer
    /// the other terms, by the best grade an entry of theirs can have.
    fn labels_by_grade(&self, graded: &[Graded<'_>]) -> Vec<(Grade, Vec<u32>)> {
        let around = |term: &Graded<'_>| {
            let mut contexts = self.contexts.iter();
            contexts.any(|context| met_around(context, term).is_some())
        };
        let around: Vec<bool> = graded.iter().map(around).collect();
        let mut met: Vec<u32> = graded
            .iter()
            .flat_map(|term| term.met.iter().copied())
            .collect();
        if graded.len() > 1 {
            met.sort_unstable();
            met.dedup();
        }
        let mut groups: Vec<(Grade, Vec<u32>)> = Vec::new();
        for label in met {
            let mut worst = Some(Grade::BEST);
            for (term, around) in graded.iter().zip(&around) {
                let figure = term.amount.as_ref().map(|_| Grade::Amount);
                let own = term
                    .of(label)
                    .map(|grade| figure.map_or(grade, |by| grade.min(by)));
                let grade = own.or(around.then_some(Grade::BEST));
                worst = worst.and_then(|worst| Some(worst.max(grade?)));
            }
            let Some(worst) = worst else {
                continue;
            };
            match groups.iter_mut().find(|(grade, _)| *grade == worst) {
                Some((_, labels)) => labels.push(label),
                None => groups.push((worst, vec![label])),
            }
        }
        groups.sort_by_key(|(grade, _)| *grade);
        groups
    }

    /// Whether an entry stands in the part that is searched.
    fn is_within(context: &Context, within: Within) -> bool {
        match within {
            Within::All => true,
            Within::Disclosure(id) => context.disclosure == id,
            Within::Table(id) => {
                context.disclosure == id.disclosure && context.table == Some(id.table)
            }
        }
    }

    /// Every term must be met, by the entry itself or by the department or table around it, and
    /// at least one by the entry itself.
    fn judge(&self, entry: &Entry, graded: &[Graded<'_>], within: Within) -> Option<Judged> {
        if within != Within::All && !Index::is_within(self.context(entry)?, within) {
            return None;
        }
        let mut worst = Grade::BEST;
        let (mut itself, mut number) = (false, None);
        for term in graded {
            let met = self.met_by_entry(entry, term, &mut number);
            itself |= met.is_some();
            let around = || {
                let labels = !term.met.is_empty();
                labels.then(|| met_around(self.context(entry)?, term))?
            };
            worst = worst.max(met.or_else(around)?);
        }
        itself.then(|| Judged {
            grade: worst,
            score: match worst {
                Grade::Loose => graded.iter().map(|term| term.score(entry.label)).sum(),
                _ => 0,
            },
            number,
        })
    }

    fn found(&self, entry: usize, judged: Judged) -> Found<'_> {
        Found {
            grade: judged.grade,
            score: judged.score,
            entry,
            number: judged.number,
            worth: self.worth_with(entry, judged.number),
        }
    }

    fn met_by_entry(
        &self,
        entry: &Entry,
        graded: &Graded<'_>,
        number: &mut Option<usize>,
    ) -> Option<Grade> {
        let looked_at = match graded.term.scope {
            Scope::Any => true,
            Scope::Item | Scope::Code | Scope::Amount => self.kind(entry) == Some(Kind::Row),
            Scope::Department => self.kind(entry) == Some(Kind::Department),
            Scope::Rule => self.kind(entry) == Some(Kind::Finding),
        };
        if !looked_at {
            return None;
        }
        let by_label = graded.of(entry.label);
        if by_label.is_some_and(|grade| grade < Grade::Amount) {
            return by_label;
        }
        match self.met_by_number(entry, graded) {
            Some(met) => {
                *number = number.or(Some(met));
                Some(Grade::Amount)
            }
            None => by_label,
        }
    }

    /// The first number of a row that meets the amount condition of a term.
    fn met_by_number(&self, entry: &Entry, graded: &Graded<'_>) -> Option<usize> {
        let asked = graded.amount.as_ref()?;
        let (row, first) = self.row(entry)?;
        Some(first + asked.first(row)?)
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
