//! Turning the paths of a command into an opened corpus, and saying what could not be opened.

use std::path::PathBuf;
use std::sync::Arc;

use super::progress::Progress;
use super::{NOT_RUN, PASSED, complain};
use crate::check::DisclosureReport;
use crate::export;
use crate::model::{Corpus, Disclosure, Language, Problem, ProblemKind};
use crate::session;

/// The opened paths of a command.
pub(super) struct Opened {
    corpus: Corpus,
    reports: Vec<Arc<DisclosureReport>>,
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
        let (corpus, reports) = session::open_all_with(&inputs, &|| progress.step());
        progress.clear();
        Opened {
            corpus,
            reports,
            problems,
        }
    }

    pub(super) fn session(&self) -> export::Session<'_> {
        export::Session {
            corpus: &self.corpus,
            reports: &self.reports,
        }
    }

    /// Says on standard error which files are unreadable or no disclosures, for formats that have
    /// no place for it.
    pub(super) fn complain_about_files(&self, language: Language) {
        for disclosure in &self.corpus.disclosures {
            let whole = |problem: &&Problem| problem.kind != ProblemKind::Partial;
            for problem in disclosure.problems.iter().filter(whole) {
                complain(&with_file_name(disclosure, problem, language));
            }
        }
    }

    /// 0 when all that was given could be read and something of it is a disclosure, else 2. A file
    /// that is readable but no disclosure is named and does no harm beside others.
    pub(super) fn code(&self) -> u8 {
        let of_files = self.corpus.disclosures.iter().flat_map(|d| &d.problems);
        let unreadable = self
            .problems
            .iter()
            .chain(of_files)
            .any(|problem| problem.kind == ProblemKind::Unreadable);
        let nothing = !self.corpus.disclosures.iter().any(|d| d.is_disclosure());
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
