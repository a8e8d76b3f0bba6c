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

    /// Says on standard error which files are unreadable or no disclosures, for formats that have
    /// no place for it.
    pub(super) fn complain_about_files(&self, language: Language) {
        for disclosure in &self.all.corpus.disclosures {
            let whole = |problem: &&Problem| problem.kind != ProblemKind::Partial;
            for problem in disclosure.problems.iter().filter(whole) {
                complain(&with_file_name(disclosure, problem, language));
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
