//! Every file with what it is, how much it holds and how its figures ended.

use super::dataset::record;
use super::printed::clean;
use super::{Session, counted};
use crate::check::{CoverageState, DisclosureReport};
use crate::model::{Disclosure, Stage, Table};

record! {
    /// One disclosure, or a file that is none. The order of the fields is the order of the columns.
    pub struct DocumentRecord {
        /// File name; of the first file where it was published in several.
        pub source: String,
        /// Publishing body.
        pub department: String,
        /// Fiscal year.
        pub year: Option<u16>,
        /// `budget` or `final`.
        pub stage: Option<&'static str>,
        /// How many tables it has.
        pub tables: usize,
        /// How many figures they hold.
        pub figures: usize,
        /// How many figures its running text states.
        pub claims: usize,
        /// How many findings there are.
        pub findings: usize,
        /// What could not be read or understood, joined by a space, in Chinese.
        pub problems_zh: String,
        /// The same in English.
        pub problems_en: String,
        /// Figures of a relation that holds.
        pub consistent: usize,
        /// Figures of a relation that cannot hold.
        pub inconsistent: usize,
        /// Figures whose relations were used up to place them.
        pub spent: usize,
        /// Figures that no relation touches.
        pub not_checkable: usize,
        /// Figures whose relations could not be decided.
        pub undetermined: usize,
        /// Figures whose column is not certain, or that are no readable number.
        pub not_understood: usize,
    }
}

/// All documents in order.
pub fn documents<'a>(session: Session<'a>) -> impl Iterator<Item = DocumentRecord> + 'a {
    let reported = session.reported();
    reported.map(|(_, disclosure, report)| record(disclosure, report))
}

fn record(disclosure: &Disclosure, report: &DisclosureReport) -> DocumentRecord {
    let counts = report.coverage_counts();
    let problems = || disclosure.problems.iter().map(|problem| &problem.message);
    let joined = |said: Vec<String>| said.join(" ");
    DocumentRecord {
        source: clean(&disclosure.source.name),
        department: clean(&disclosure.department),
        year: disclosure.year.map(|year| year.0),
        stage: disclosure.stage.map(Stage::name),
        tables: disclosure.tables.len(),
        figures: disclosure.tables.iter().map(Table::figure_count).sum(),
        claims: disclosure.claims.len(),
        findings: report.findings.len(),
        problems_zh: joined(problems().map(|said| clean(&said.zh)).collect()),
        problems_en: joined(problems().map(|said| clean(&said.en)).collect()),
        consistent: counted(&counts, CoverageState::Consistent),
        inconsistent: counted(&counts, CoverageState::Inconsistent),
        spent: counted(&counts, CoverageState::Spent),
        not_checkable: counted(&counts, CoverageState::NotCheckable),
        undetermined: counted(&counts, CoverageState::Undetermined),
        not_understood: counted(&counts, CoverageState::NotUnderstood),
    }
}
