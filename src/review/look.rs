//! Holds the review file beside a document against its findings: what applies, and what no longer does.

use std::collections::BTreeSet;
use std::path::Path;

use super::store;
use super::{Entry, Identity, Reviews};
use crate::check::DisclosureReport;
use crate::model::{Bilingual, Disclosure, Problem, ProblemKind};

/// What the review file says of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// Reviews of findings that are there.
    pub reviews: Reviews,
    /// Entries about this document that match none of its findings.
    pub stale: Vec<Entry>,
    /// What is wrong with the file itself; the same for every document beside it.
    pub trouble: Vec<Problem>,
}

/// Reads the file beside the document. A document without a path (standard input, samples) has none.
#[must_use]
pub fn look(disclosure: &Disclosure, report: &DisclosureReport) -> Reviewed {
    let Some(path) = disclosure.source.path.as_deref() else {
        return Reviewed::default();
    };
    let place = store::beside(path);
    let file = match store::read(&place) {
        Ok(file) => file,
        Err(problem) => {
            return Reviewed {
                trouble: vec![problem],
                ..Reviewed::default()
            };
        }
    };
    let mut reviewed = Reviewed::default();
    let mut entries = Vec::new();
    for entry in file.entries() {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(number) => reviewed.trouble.push(not_understood(&place, number)),
        }
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let elsewhere = |name: &str| !name.is_empty() && folder.join(name).exists();
    sort(disclosure, report, entries, elsewhere, &mut reviewed);
    reviewed
}

/// Sorts entries into reviews and stale ones. An entry that matches nothing is reported at the
/// document it was written for, or at any document of the same identity once that file is gone. A file that could not be read says nothing about its reviews.
fn sort(
    disclosure: &Disclosure,
    report: &DisclosureReport,
    entries: Vec<Entry>,
    exists: impl Fn(&str) -> bool,
    reviewed: &mut Reviewed,
) {
    let here = Identity::of(disclosure);
    let keys: BTreeSet<&str> = report
        .findings
        .iter()
        .map(|found| found.key.as_str())
        .collect();
    for entry in entries {
        let same = entry.identity.is_same(&here);
        let own = entry.identity.source == here.source;
        if same && keys.contains(entry.key.as_str()) {
            reviewed.reviews.0.insert(entry.key, entry.review);
        } else if disclosure.is_disclosure() && (own || (same && !exists(&entry.identity.source))) {
            reviewed.stale.push(entry);
        }
    }
}

impl Reviewed {
    /// A sentence for each entry that matches nothing.
    #[must_use]
    pub fn stale_problems(&self) -> Vec<Problem> {
        self.stale.iter().map(stale).collect()
    }
}

fn stale(entry: &Entry) -> Problem {
    let (key, label) = (&entry.key, entry.label());
    partial(
        format!(
            "复核记录 {key}（{label}）已不对应任何疑点：数字或规则有变化，请重新复核，或用 chazhang review --remove 删除。"
        ),
        format!(
            "the review {key} ({label}) matches no finding any more: figures or rules have changed; review again, or delete it with chazhang review --remove."
        ),
    )
}

fn not_understood(place: &Path, number: usize) -> Problem {
    let place = place.display();
    partial(
        format!("{place}：第 {number} 条复核记录缺 key 或 decision 不认识，未采用，原样保留。"),
        format!(
            "{place}: review {number} lacks its key or has an unknown decision; it is not applied and stays as it is."
        ),
    )
}

fn partial(zh: String, en: String) -> Problem {
    Problem {
        kind: ProblemKind::Partial,
        message: Bilingual::new(zh, en),
        place: None,
    }
}
