//! Turning the paths of a command into an opened corpus, and saying what could not be opened.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::progress::Progress;
use super::{NOT_RUN, PASSED, complain};
use crate::check::Finding;
use crate::export;
use crate::model::{Disclosure, Language, Problem, ProblemKind};
use crate::review::Reviews;
use crate::session::{self, OpenedAll};

/// So many problems of one file are said on standard error; the rest is counted.
const MOST_SAID: usize = 5;

/// The opened paths of a command.
pub(super) struct Opened {
    all: OpenedAll,
    problems: Vec<Problem>,
}

impl Opened {
    /// Reads and checks everything behind the paths; what is wrong with the paths is said at once.
    pub(super) fn new(paths: &[PathBuf], language: Language) -> Opened {
        let (inputs, problems) = session::inputs(paths);
        for problem in &problems {
            complain(problem.message.in_language(language));
        }
        let progress = Progress::new(inputs.len(), language);
        let all = session::open_all_with(&inputs, &|| progress.step());
        progress.clear();
        let opened = Opened { all, problems };
        opened.complain_about_reviews(language);
        opened
    }

    /// A broken review file is said once, however many documents stand beside it.
    fn complain_about_reviews(&self, language: Language) {
        let mut said = BTreeSet::new();
        for problem in self.all.reviewed.iter().flat_map(|found| &found.trouble) {
            let sentence = problem.message.in_language(language);
            if said.insert(sentence) {
                complain(sentence);
            }
        }
    }

    /// Takes no account of what people said.
    pub(super) fn forget_reviews(&mut self) {
        for reviewed in &mut self.all.reviewed {
            reviewed.reviews = Reviews::default();
        }
    }

    /// Leaves only findings that pass.
    pub(super) fn keep_findings(&mut self, passes: impl Fn(&Finding) -> bool) {
        for report in &mut self.all.reports {
            Arc::make_mut(report).findings.retain(&passes);
        }
    }

    pub(super) fn session(&self) -> export::Session<'_> {
        export::Session {
            corpus: &self.all.corpus,
            reports: &self.all.reports,
            reviewed: &self.all.reviewed,
        }
    }

    /// Says on standard error what could not be read, for formats that have no place for it: whole
    /// files, pages, tables.
    pub(super) fn complain_about_files(&self, language: Language) {
        for disclosure in &self.all.corpus.disclosures {
            // The gravest first: the many rows that were not understood are no reason to leave them out.
            let mut problems: Vec<&Problem> = disclosure.problems.iter().collect();
            problems.sort_by_key(|problem| problem.kind);
            for problem in problems.iter().take(MOST_SAID) {
                complain(&with_file_name(disclosure, problem, language));
            }
            let more = problems.len().saturating_sub(MOST_SAID);
            if more > 0 {
                let name = &disclosure.source.name;
                complain(&match language {
                    Language::Chinese => {
                        format!("{name}：另有 {more} 处没有读懂，见 chazhang check")
                    }
                    Language::English => {
                        format!("{name}: {more} more were not understood, see chazhang check")
                    }
                });
            }
        }
    }

    /// 0 when all that was given could be read and something of it is a disclosure, else 2. A file
    /// that is readable but no disclosure is named and does no harm beside others.
    pub(super) fn code(&self) -> u8 {
        let of_files = self.all.corpus.disclosures.iter().flat_map(|d| &d.problems);
        let unreadable = self
            .problems
            .iter()
            .chain(of_files)
            .any(|problem| problem.kind == ProblemKind::Unreadable);
        let nothing = !self
            .all
            .corpus
            .disclosures
            .iter()
            .any(|d| d.is_disclosure());
        if unreadable || nothing {
            NOT_RUN
        } else {
            PASSED
        }
    }
}

/// The sentence of a problem, naming the file unless it does so itself.
fn with_file_name(disclosure: &Disclosure, problem: &Problem, language: Language) -> String {
    let sentence = problem.message.in_language(language);
    let name = &disclosure.source.name;
    if sentence.contains(name.as_str()) {
        sentence.to_owned()
    } else {
        format!("{name}: {sentence}")
    }
}
