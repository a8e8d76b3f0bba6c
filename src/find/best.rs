//! The best answers among any number of them, in room for a few.

use std::cmp::Ordering;

use super::grade::Grade;
use super::postings::Worth;

/// An entry that meets the query, with what decides its place in the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'i> {
    pub(super) grade: Grade,
    /// How close a loose match is.
    pub(super) score: i64,
    pub(super) entry: usize,
    /// The number that met an amount condition.
    pub(super) number: Option<usize>,
    pub(super) worth: Worth<'i>,
}

impl Found<'_> {
    /// Grade, then departments, then closeness of a loose match, then the greater amount, then the
    /// order of the documents: a total order, so the same query always gives the same list.
    fn compare(&self, other: &Found<'_>) -> Ordering {
        let grades = self.grade.cmp(&other.grade);
        let departments = || other.worth.department().cmp(&self.worth.department());
        grades
            .then_with(departments)
            .then_with(|| other.score.cmp(&self.score))
            .then_with(|| self.worth.compare(&other.worth))
    }
}

/// The best answers so far. It holds at most twice as many as are asked for, so a query that meets
/// everything costs neither memory nor a full sort.
#[derive(Debug)]
pub(super) struct Best<'i> {
    limit: usize,
    kept: Vec<Found<'i>>,
    /// The worst of as many as are asked for: what is no better need not be kept.
    bar: Option<Found<'i>>,
}

impl<'i> Best<'i> {
    /// Room for this many.
    pub(super) fn of(limit: usize) -> Best<'i> {
        Best {
            limit: limit.max(1),
            kept: Vec::new(),
            bar: None,
        }
    }

    /// Takes an answer; whether it is good enough for now.
    pub(super) fn offer(&mut self, found: Found<'i>) -> bool {
        let better = |bar: &Found<'i>| found.compare(bar) == Ordering::Less;
        if !self.bar.as_ref().is_none_or(better) {
            return false;
        }
        self.kept.push(found);
        if self.kept.len() >= self.limit.saturating_mul(2) {
            self.shrink();
        }
        true
    }

    /// Whether the worst that is kept is surely better than a row of this grade and size.
    pub(super) fn is_above(&self, grade: Grade, size: f64) -> bool {
        self.bar.as_ref().is_some_and(|bar| {
            let level = grade == bar.grade && grade != Grade::Loose;
            grade > bar.grade || level && bar.worth.is_above(size)
        })
    }

    fn shrink(&mut self) {
        if self.kept.len() >= self.limit {
            let last = self.limit - 1;
            self.kept.select_nth_unstable_by(last, Found::compare);
            self.kept.truncate(self.limit);
            self.bar = self.kept.last().copied();
        }
    }

    /// Whether no answer of a worse grade than this one can get among the best.
    pub(super) fn is_beyond(&mut self, grade: Grade) -> bool {
        self.shrink();
        self.bar.as_ref().is_some_and(|bar| bar.grade <= grade)
    }

    /// The best of two.
    pub(super) fn join(mut self, other: Best<'i>) -> Best<'i> {
        for found in other.kept {
            self.offer(found);
        }
        self
    }

    /// The best, sorted.
    pub(super) fn finish(mut self) -> Vec<Found<'i>> {
        self.kept.sort_unstable_by(Found::compare);
        self.kept.truncate(self.limit);
        self.kept
    }
}
