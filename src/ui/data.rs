//! The frozen data the interface shows: every open document with its report and what is derived from both.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::headlines::{self, Headline};
use super::pairs;
use super::region::region;
use super::split;
use super::standing::Standing;
use super::survey::Survey;
use crate::catalogue;
use crate::check::facts::missing_tables;
use crate::check::{DisclosureReport, EvidenceRole};
use crate::model::{
    CellId, Classification, ClassificationView, Corpus, Disclosure, DisclosureId, Figure, Language,
    Problem, ProblemKind, Source, Table, TableId,
};
use crate::review::{Review, Reviewed, Reviews};

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not yet begun.
    Waiting,
    /// Being read and checked.
    Reading,
    /// Read: a disclosure.
    Ready,
    /// Read or not, it is no disclosure; its problems say why.
    Failed,
    /// Its text has become a part of that disclosure.
    Joined(DisclosureId),
}

/// What is worked out once per document when it arrives.
#[derive(Debug, Default)]
pub struct Derived {
    /// By function, best table first.
    pub functions: Vec<ClassificationView>,
    /// By the department's economic classification.
    pub department: Vec<ClassificationView>,
    /// By the government's economic classification.
    pub government: Vec<ClassificationView>,
    /// Printed pairs of the two.
    pub pairs: Vec<ClassificationView>,
    /// 人员经费 and 公用经费, each by class.
    pub split: Vec<ClassificationView>,
    /// Table and row of every printed code, of pairs and of each part of them.
    pub coded: BTreeMap<String, Vec<(u32, u32)>>,
    /// What takes all rows of a table to know, by table.
    pub surveys: Vec<Arc<Survey>>,
    /// The region the body's name begins with.
    pub region: Option<String>,
    /// The totals a reader asks for first.
    pub headlines: Vec<Headline>,
    /// For each figure of the running text the relations it takes part in.
    pub claims: Vec<Vec<u32>>,
    /// Tables the contents promise and that are not there: indexes into the promised ones.
    pub missing: Vec<usize>,
}

impl Derived {
    /// Works out the views of one document.
    #[must_use]
    pub fn new(disclosure: &Disclosure, report: &DisclosureReport) -> Self {
        let year = disclosure.year.map(|year| year.0);
        let name_of = |code: &str| catalogue::name(code, year).map(str::to_owned);
        let views = |classification| ClassificationView::all(disclosure, classification, &name_of);
        let department = views(Classification::DepartmentEconomic);
        Derived {
            functions: views(Classification::Function),
            government: views(Classification::GovernmentEconomic),
            pairs: pairs::views(disclosure, &name_of),
            split: split::views(disclosure, &department),
            department,
            claims: report.claim_relations(disclosure.claims.len()),
            missing: missing_tables(disclosure),
            coded: coded(disclosure),
            surveys: disclosure
                .tables
                .iter()
                .map(|table| Arc::new(Survey::of(table)))
                .collect(),
            region: region(&disclosure.department).map(str::to_owned),
            headlines: headlines::of(disclosure),
        }
    }
}

/// Table and row of every printed code, pairs and each part of them. A row without level is a unit,
/// whatever its code looks like.
fn coded(disclosure: &Disclosure) -> BTreeMap<String, Vec<(u32, u32)>> {
    let mut coded: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    let narrow = |index| u32::try_from(index).unwrap_or(u32::MAX);
    for (table, found) in disclosure.tables.iter().enumerate() {
        let rows = found.rows.iter().enumerate();
        for (index, row) in rows.filter(|(_, row)| row.level().is_some()) {
            let mut parts: Vec<&str> = row.code().split('→').chain([row.code()]).collect();
            parts.dedup();
            let place = (narrow(table), narrow(index));
            for part in parts.into_iter().filter(|part| !part.is_empty()) {
                match coded.get_mut(part) {
                    Some(places) => places.push(place),
                    None => {
                        coded.insert(part.to_owned(), vec![place]);
                    }
                }
            }
        }
    }
    coded.values_mut().for_each(Vec::shrink_to_fit);
    coded
}

/// Everything that was opened. Index `i` of every list is the disclosure `DisclosureId(i)`.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// The disclosures; a file not read yet has an empty one with its name.
    pub corpus: Corpus,
    /// What the checks say.
    pub reports: Vec<Arc<DisclosureReport>>,
    /// What is derived.
    pub derived: Vec<Arc<Derived>>,
    /// What still stands against each.
    pub standing: Vec<Arc<Standing>>,
    /// How far each file has come.
    pub status: Vec<Status>,
    /// What people said of the findings.
    pub reviews: Vec<Reviews>,
    /// Paths that led to no file at all, and review files that cannot be used.
    pub notes: Vec<Problem>,
    /// How many documents were put in their places so far, replaced ones included.
    pub deliveries: usize,
    /// Whether the user stopped the reading: files that wait stay unread.
    pub stopped: bool,
}

impl Data {
    /// Data for files that are still to be read.
    #[must_use]
    pub fn waiting(names: &[String], notes: Vec<Problem>) -> Self {
        let empty = |name: &String| {
            Arc::new(Disclosure {
                source: Source::new(name.as_str(), "", crate::model::Encoding::Utf8),
                ..Disclosure::default()
            })
        };
        Data {
            corpus: Corpus {
                disclosures: names.iter().map(empty).collect(),
            },
            reports: names.iter().map(|_| Arc::default()).collect(),
            derived: names.iter().map(|_| Arc::default()).collect(),
            standing: names.iter().map(|_| Arc::default()).collect(),
            status: vec![Status::Waiting; names.len()],
            reviews: vec![Reviews::default(); names.len()],
            notes,
            deliveries: 0,
            stopped: false,
        }
    }

    /// Puts a finished document in its place.
    pub fn deliver(&mut self, id: DisclosureId, document: Document) {
        self.deliveries += 1;
        let ready = document.disclosure.is_disclosure();
        if let Some(slot) = self.corpus.disclosures.get_mut(id.0) {
            *slot = document.disclosure;
        }
        if let Some(slot) = self.reports.get_mut(id.0) {
            *slot = document.report;
        }
        if let Some(slot) = self.derived.get_mut(id.0) {
            *slot = document.derived;
        }
        if let Some(slot) = self.standing.get_mut(id.0) {
            *slot = document.standing;
        }
        if let Some(slot) = self.reviews.get_mut(id.0) {
            *slot = document.reviews;
        }
        for problem in document.trouble {
            // Every document of a folder brings the same.
            if !self.notes.contains(&problem) {
                self.notes.push(problem);
            }
        }
        self.set_status(id, if ready { Status::Ready } else { Status::Failed });
    }

    /// Notes that a file is now a part of another disclosure: what it holds is found there.
    pub fn join(&mut self, id: DisclosureId, whole: DisclosureId) {
        let name = self.disclosure(id).map_or("", |file| &file.source.name);
        let disclosure = Disclosure {
            source: Source::new(name, "", crate::model::Encoding::Utf8),
            ..Disclosure::default()
        };
        self.deliver(id, Document::new(disclosure, DisclosureReport::default()));
        self.set_status(id, Status::Joined(whole));
    }

    /// Notes how far a file has come.
    pub fn set_status(&mut self, id: DisclosureId, status: Status) {
        if let Some(slot) = self.status.get_mut(id.0) {
            *slot = status;
        }
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = DisclosureId> {
        (0..self.corpus.disclosures.len()).map(DisclosureId)
    }

    /// How many files are read, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let open = |status: &&Status| match status {
            Status::Waiting => !self.stopped,
            Status::Reading => true,
            Status::Ready | Status::Failed | Status::Joined(_) => false,
        };
        let left = self.status.iter().filter(open).count();
        (self.status.len() - left, self.status.len())
    }

    /// How far a file has come.
    #[must_use]
    pub fn status(&self, id: DisclosureId) -> Status {
        self.status.get(id.0).copied().unwrap_or(Status::Waiting)
    }

    /// Whether there is a file that could be read again.
    #[must_use]
    pub fn can_reload(&self) -> bool {
        let waits = self.stopped && self.status.contains(&Status::Waiting);
        let mut read = self.corpus.disclosures.iter();
        waits || read.any(|disclosure| disclosure.source.path.is_some())
    }

    /// What the checks say of a disclosure.
    #[must_use]
    pub fn report(&self, id: DisclosureId) -> Option<&DisclosureReport> {
        self.reports.get(id.0).map(Arc::as_ref)
    }

    /// What is derived from a disclosure.
    #[must_use]
    pub fn derived(&self, id: DisclosureId) -> Option<&Derived> {
        self.derived.get(id.0).map(Arc::as_ref)
    }

    /// What still stands against a disclosure.
    #[must_use]
    pub fn standing(&self, id: DisclosureId) -> Option<&Standing> {
        self.standing.get(id.0).map(Arc::as_ref)
    }

    /// A disclosure.
    #[must_use]
    pub fn disclosure(&self, id: DisclosureId) -> Option<&Disclosure> {
        self.corpus.disclosure(id)
    }

    /// The figure in a cell.
    #[must_use]
    pub fn figure(&self, cell: CellId) -> Option<Figure> {
        self.corpus.cell(cell)?.figure()
    }

    /// A table.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.corpus.table(id)
    }

    /// The survey of a table. It is worked out where it is missing, which takes all rows.
    #[must_use]
    pub fn survey(&self, id: TableId) -> Arc<Survey> {
        let derived = self.derived(id.disclosure);
        let known = derived.and_then(|derived| derived.surveys.get(id.table));
        let missing = || self.table(id).map(Survey::of).unwrap_or_default();
        known.map_or_else(|| Arc::new(missing()), Arc::clone)
    }

    /// The publishing body, or the file name when none was found.
    #[must_use]
    pub fn name(&self, id: DisclosureId) -> &str {
        self.disclosure(id).map_or("", |disclosure| {
            if disclosure.department.is_empty() {
                &disclosure.source.name
            } else {
                &disclosure.department
            }
        })
    }

    /// The finding with this index.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> Option<&crate::check::Finding> {
        self.report(id.disclosure)?.findings.get(id.index)
    }

    /// What was said of a finding; `None` while it is open.
    #[must_use]
    pub fn review(&self, id: FindingId) -> Option<&Review> {
        self.reviews.get(id.disclosure.0)?.of(self.finding(id)?)
    }

    /// Notes what is said of a finding from now on.
    pub fn set_review(&mut self, id: DisclosureId, key: &str, review: Option<Review>) {
        let Some(Reviews(known)) = self.reviews.get_mut(id.0) else {
            return;
        };
        match review {
            Some(review) => known.insert(key.to_owned(), review),
            None => known.remove(key),
        };
        let Some(disclosure) = self.disclosure(id) else {
            return;
        };
        let standing = match (self.report(id), self.reviews.get(id.0)) {
            (Some(report), Some(reviews)) => Standing::new(disclosure, report, reviews),
            _ => return,
        };
        if let Some(slot) = self.standing.get_mut(id.0) {
            *slot = Arc::new(standing);
        }
    }

    /// The sentence that says why a file is no disclosure.
    #[must_use]
    pub fn reason(&self, id: DisclosureId, language: Language) -> &str {
        let problems = self.disclosure(id).map(|found| &found.problems[..]);
        let problems = problems.unwrap_or_default();
        let why = |problem: &&Problem| problem.kind != ProblemKind::Partial;
        let problem = problems.iter().find(why).or_else(|| problems.first());
        problem.map_or("", |problem| problem.message.in_language(language))
    }
}

/// One document as the background delivers it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What was read.
    pub disclosure: Arc<Disclosure>,
    /// What the checks say.
    pub report: Arc<DisclosureReport>,
    /// What is derived.
    pub derived: Arc<Derived>,
    /// What still stands against it.
    pub standing: Arc<Standing>,
    /// What people said of the findings.
    pub reviews: Reviews,
    /// What is wrong with the review file.
    pub trouble: Vec<Problem>,
}

impl Document {
    /// Freezes a disclosure with its report and derives the rest.
    #[must_use]
    pub fn new(disclosure: Disclosure, report: DisclosureReport) -> Self {
        let derived = Derived::new(&disclosure, &report);
        let reviews = Reviews::default();
        let standing = Standing::new(&disclosure, &report, &reviews);
        Document {
            disclosure: Arc::new(disclosure),
            report: Arc::new(report),
            derived: Arc::new(derived),
            standing: Arc::new(standing),
            reviews,
            trouble: Vec::new(),
        }
    }

    /// The same with what the review file says.
    #[must_use]
    pub fn with_reviews(self, reviewed: Reviewed) -> Self {
        let standing = Standing::new(&self.disclosure, &self.report, &reviewed.reviews);
        Document {
            standing: Arc::new(standing),
            reviews: reviewed.reviews,
            trouble: reviewed.trouble,
            ..self
        }
    }
}

/// Address of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingId {
    /// The disclosure it is about.
    pub disclosure: DisclosureId,
    /// Index into [`DisclosureReport::findings`].
    pub index: usize,
}

/// The first primary cell of a finding, else any cell of its evidence.
#[must_use]
pub fn main_cell(finding: &crate::check::Finding) -> Option<CellId> {
    let primary = finding
        .evidence
        .iter()
        .filter(|evidence| evidence.role == EvidenceRole::Primary)
        .find_map(|evidence| evidence.cell);
    primary.or_else(|| finding.evidence.iter().find_map(|evidence| evidence.cell))
}
