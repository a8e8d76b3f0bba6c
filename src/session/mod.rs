//! What the user asked to open, read and checked in parallel.
//!
//! Invariants: the order is that of the inputs, for any number of threads; a file that cannot be read
//! is a disclosure without tables and one problem, never a hole; a panic in one file stays in that file.

pub mod input;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{self, DisclosureReport};
use crate::load;
use crate::model::{Corpus, Disclosure, DisclosureId, Encoding, Problem, ProblemKind, Source};
use crate::review::{self, Reviewed};
use input::problem;
pub use input::{Input, Origin, SIZE_LIMIT, STANDARD_INPUT, inputs, samples};

/// One input, read and checked, with what people said of its findings.
#[derive(Debug, Default)]
pub struct Opened {
    /// What was read.
    pub disclosure: Disclosure,
    /// What the checks say.
    pub report: DisclosureReport,
    /// What the review file beside it says.
    pub reviewed: Reviewed,
}

/// All inputs, read and checked; index `i` of every list is the disclosure `DisclosureId(i)`.
#[derive(Debug, Default)]
pub struct OpenedAll {
    /// The disclosures.
    pub corpus: Corpus,
    /// What the checks say.
    pub reports: Vec<Arc<DisclosureReport>>,
    /// What the review files say.
    pub reviewed: Vec<Reviewed>,
}

/// Reads and checks all inputs, several at a time. `done` is called once for each finished input,
/// from any thread.
#[must_use]
pub fn open_all_with(inputs: &[Input], done: &(dyn Fn() + Sync)) -> OpenedAll {
    let read: Vec<Disclosure> = inputs
        .par_iter()
        .map(|input| {
            let disclosure = read(input);
            done();
            disclosure
        })
        .collect();
    let opened: Vec<Opened> = join_all(read)
        .into_par_iter()
        .enumerate()
        .map(|(index, disclosure)| judge(DisclosureId(index), disclosure))
        .collect();
    let mut all = OpenedAll::default();
    for opened in opened {
        all.corpus.disclosures.push(Arc::new(opened.disclosure));
        all.reports.push(Arc::new(opened.report));
        all.reviewed.push(opened.reviewed);
    }
    all
}

/// Makes one of the tables and the explanations that were published in two files. The whole stands
/// where the tables stood.
fn join_all(mut read: Vec<Disclosure>) -> Vec<Disclosure> {
    let mut texts: BTreeSet<usize> = BTreeSet::new();
    for change in changes(&read.iter().collect::<Vec<_>>()) {
        texts.extend(change.text);
        if let Some(slot) = read.get_mut(change.at) {
            *slot = change.now;
        }
    }
    let whole = read.into_iter().enumerate();
    let whole = whole.filter(|(index, _)| !texts.contains(index));
    whole.map(|(_, disclosure)| disclosure).collect()
}

/// What looking at all files together changes about one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Index of the disclosure that is replaced.
    pub at: usize,
    /// What it is now.
    pub now: Disclosure,
    /// Index of the file that has become a part of it.
    pub text: Option<usize>,
}

/// What looking at all files together changes: explanations are put behind their tables, and files
/// that might belong to several others say so.
#[must_use]
pub fn changes(read: &[&Disclosure]) -> Vec<Change> {
    let joins = load::join::find(read);
    let joined = joins.pairs.iter().filter_map(|&(at, text)| {
        let (tables, explanations) = (read.get(at)?, read.get(text)?);
        let join = || load::join::join(tables, explanations);
        // Two files that cannot be made one are still two files that can be read.
        let now = catch_unwind(AssertUnwindSafe(join)).ok()?;
        let text = Some(text);
        Some(Change { at, now, text })
    });
    let noted = joins.open.iter().filter_map(|(at, problem)| {
        let mut now = (*read.get(*at)?).clone();
        now.problems.push(problem.clone());
        let (at, text) = (*at, None);
        Some(Change { at, now, text })
    });
    joined.chain(noted).collect()
}

/// Reads and checks all inputs, several at a time.
#[must_use]
pub fn open_all(inputs: &[Input]) -> OpenedAll {
    open_all_with(inputs, &|| ())
}

/// Reads and checks one input.
#[must_use]
pub fn open(id: DisclosureId, input: &Input) -> Opened {
    judge(id, read(input))
}

/// Reads one input.
fn read(input: &Input) -> Disclosure {
    let mut disclosure = match input.read() {
        Ok(bytes) => catch_unwind(AssertUnwindSafe(|| load::load_owned(&input.name, bytes)))
            .unwrap_or_else(|_| unreadable(input, reading_failed(&input.name))),
        Err(problem) => unreadable(input, problem),
    };
    disclosure.source.path = input.path().map(Path::to_owned);
    disclosure
}

/// Checks what was read; that it could not be checked is a problem of the disclosure. Reviews that
/// match nothing any more become problems of it, too.
#[must_use]
pub fn judge(id: DisclosureId, mut disclosure: Disclosure) -> Opened {
    let report = catch_unwind(AssertUnwindSafe(|| check::check(id, &disclosure)));
    let Ok(report) = report else {
        let problem = checking_failed(&disclosure.source.name);
        disclosure.problems.push(problem);
        return Opened {
            disclosure,
            ..Opened::default()
        };
    };
    let reviewed = review::look(&disclosure, &report);
    disclosure.problems.extend(reviewed.stale_problems());
    Opened {
        disclosure,
        report,
        reviewed,
    }
}

/// A disclosure that says only why it could not be read.
fn unreadable(input: &Input, problem: Problem) -> Disclosure {
    Disclosure {
        source: Source::new(input.name.clone(), "", Encoding::Utf8),
        problems: vec![problem],
        ..Disclosure::default()
    }
}

fn reading_failed(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：读取时程序内部出错，本文件未读取；请把文件发给开发者。"),
        format!(
            "{name}: an internal fault while reading; the file was not read, please report it."
        ),
    )
}

fn checking_failed(name: &str) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：核对时程序内部出错，本文件未核对；请把文件发给开发者。"),
        format!(
            "{name}: an internal fault while checking; the file was not checked, please report it."
        ),
    )
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_vanished_is_listed_with_its_problem() {
        let folder = tempfile::tempdir().unwrap();
        let gone = Input::file(&folder.path().join("gone.txt"));
        let opened = open_all_with(&[gone], &|| ());
        let disclosure = &opened.corpus.disclosures[0];
        assert_eq!(disclosure.source.name, "gone.txt");
        assert_eq!(disclosure.problems.len(), 1);
        assert_eq!(disclosure.problems[0].kind, ProblemKind::Unreadable);
        assert!(!disclosure.is_disclosure());
        assert_eq!(opened.reports.len(), 1);
    }
}
