//! For every label the entries that bear it, the best first: what is asked for by name is picked, not looked for.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::index::{Index, Kind, as_u32};
use super::numbers::{self, CLOSE};

/// The entries of each label, in the order in which they are shown when all else is equal.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Indexes of entries, label by label.
    entries: Vec<u32>,
    /// One past the last entry of each label.
    ends: Vec<u32>,
}

impl Postings {
    /// Sorts the entries of an index by label.
    pub(super) fn new(index: &Index) -> Postings {
        let mut ends = vec![0_u32; index.labels.len()];
        for entry in &index.entries {
            if let Some(count) = ends.get_mut(entry.label as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut entries: Vec<u32> = (0..as_u32(index.entries.len())).collect();
        let label = |entry: u32| index.entries.get(entry as usize).map(|found| found.label);
        entries.par_sort_unstable_by_key(|&entry| (label(entry), entry));
        let labels = entries.par_chunk_by_mut(|&one, &other| label(one) == label(other));
        labels.for_each(|entries| {
            let worths = entries.iter().map(|&entry| index.worth(entry as usize));
            let mut worths: Vec<Worth<'_>> = worths.collect();
            worths.sort_unstable_by(Worth::compare);
            for (entry, worth) in entries.iter_mut().zip(worths) {
                *entry = as_u32(worth.entry);
            }
        });
        Postings { entries, ends }
    }

    /// The entries of a label, the best first.
    pub(super) fn of(&self, label: u32) -> &[u32] {
        let end = |label: usize| self.ends.get(label).map_or(0, |&end| end as usize);
        let label = label as usize;
        let start = label.checked_sub(1).map_or(0, end);
        self.entries.get(start..end(label)).unwrap_or(&[])
    }
}

/// What decides between answers that match equally well: departments first, then the greater
/// amount, then the order of the documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worth<'a> {
    index: &'a Index,
    department: bool,
    /// About the amount, so that the exact one is needed only where two are close.
    size: Option<f64>,
    entry: usize,
    number: Option<usize>,
}

impl Index {
    /// The worth of an entry that was found by its name.
    pub(super) fn worth(&self, entry: usize) -> Worth<'_> {
        self.worth_with(entry, None)
    }

    /// The worth of an entry that was found by this number.
    pub(super) fn worth_with(&self, entry: usize, number: Option<usize>) -> Worth<'_> {
        let found = self.entries.get(entry);
        let kind = found.and_then(|entry| self.kind(entry));
        let number = match kind {
            Some(Kind::Row) => number.or_else(|| self.first_number(found?)),
            _ => None,
        };
        let stake = || {
            let finding = self.finding(found?)?;
            Some(numbers::approximate(finding.stake.as_decimal()))
        };
        Worth {
            index: self,
            department: kind == Some(Kind::Department),
            size: match kind {
                Some(Kind::Finding) => stake(),
                _ => number.and_then(|number| numbers::size(&self.figure(number)?)),
            },
            entry,
            number,
        }
    }
}

impl Worth<'_> {
    /// Whether it is a department.
    pub(super) fn department(&self) -> bool {
        self.department
    }

    /// Whether it surely is better than a row of this size.
    pub(super) fn is_above(&self, size: f64) -> bool {
        let above = |own: f64| own > size + CLOSE * own.abs().max(size.abs());
        self.department || self.size.is_some_and(above)
    }

    /// The better one is less. A total order.
    pub(super) fn compare(&self, other: &Worth<'_>) -> Ordering {
        let departments = other.department.cmp(&self.department);
        departments
            .then_with(|| self.compare_amounts(other))
            .then(self.entry.cmp(&other.entry))
    }

    fn compare_amounts(&self, other: &Worth<'_>) -> Ordering {
        if let (Some(own), Some(its)) = (self.size, other.size) {
            if let Some(sizes) = numbers::compare(own, its) {
                return sizes;
            }
        } else if self.size.is_some() != other.size.is_some() {
            return other.size.is_some().cmp(&self.size.is_some());
        }
        other.exact().cmp(&self.exact())
    }

    fn exact(&self) -> Option<crate::model::Amount> {
        let entry = self.index.entries.get(self.entry)?;
        if self.index.kind(entry) == Some(Kind::Finding) {
            return self.index.finding(entry).map(|finding| finding.stake);
        }
        self.index.figure(self.number?)?.amount()
    }
}
