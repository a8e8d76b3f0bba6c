//! How well each label answers each word of a query, worked out once per distinct label.

use memchr::memmem::Finder;

use super::amount::Range;
use super::fuzzy::{self, Fuzzy};
use super::index::{Index, Labels};
use super::phonetic::Phonetic;
use super::query::{Query, Term};

/// How a hit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// The words stand there.
    Literal,
    /// The code is or begins with the digits.
    Code,
    /// A printed figure meets the condition.
    Amount,
    /// The name sounds like the letters.
    Pinyin,
    /// The letters stand there in order; shown only when nothing else was found.
    Fuzzy,
}

/// Quality of an answer, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    ExactCode,
    ExactName,
    CodePrefix,
    NamePrefix,
    Amount,
    Inside,
    /// The word names the department or the table the entry stands in.
    Around,
    WholeSound,
    SoundPrefix,
    SoundInside,
    Loose,
}

impl Grade {
    pub(super) const BEST: Grade = Grade::ExactCode;

    pub(super) fn kind(self) -> MatchKind {
        match self {
            Grade::ExactCode | Grade::CodePrefix => MatchKind::Code,
            Grade::ExactName | Grade::NamePrefix | Grade::Inside | Grade::Around => {
                MatchKind::Literal
            }
            Grade::Amount => MatchKind::Amount,
            Grade::WholeSound | Grade::SoundPrefix | Grade::SoundInside => MatchKind::Pinyin,
            Grade::Loose => MatchKind::Fuzzy,
        }
    }
}

/// One term with its answer for every label.
pub(super) struct Graded<'q> {
    pub(super) term: &'q Term,
    grades: Vec<Option<Grade>>,
    /// How well, for labels with a loose match; empty otherwise.
    scores: Vec<i64>,
    /// For each distinct unit, the printed numbers that meet the condition.
    pub(super) ranges: Vec<Option<Range>>,
}

impl Graded<'_> {
    pub(super) fn of(&self, label: u32) -> Option<Grade> {
        self.grades.get(label as usize).copied().flatten()
    }

    pub(super) fn score(&self, label: u32) -> i64 {
        self.scores.get(label as usize).copied().unwrap_or(0)
    }

    fn improve(&mut self, label: usize, grade: Grade) {
        if let Some(held) = self.grades.get_mut(label)
            && held.is_none_or(|held| grade < held)
        {
            *held = Some(grade);
        }
    }
}

/// Grades all labels for all terms; `loosely` adds the fallback for the terms that allow it.
pub(super) fn grade<'q>(index: &Index, query: &'q Query, loosely: bool) -> Vec<Graded<'q>> {
    query
        .terms
        .iter()
        .map(|term| {
            let mut graded = Graded {
                term,
                grades: vec![None; index.labels.len()],
                scores: Vec::new(),
                ranges: ranges(index, term),
            };
            grade_codes(&index.labels, &mut graded);
            grade_words(&index.labels, &mut graded);
            grade_sounds(&index.labels, &mut graded);
            if loosely {
                grade_loosely(&index.labels, &mut graded);
            }
            graded
        })
        .collect()
}

fn ranges(index: &Index, term: &Term) -> Vec<Option<Range>> {
    term.amount.as_ref().map_or_else(Vec::new, |test| {
        let units = index.numbers.units.iter();
        units.map(|unit| test.range_in(unit)).collect()
    })
}

fn grade_codes(labels: &Labels, graded: &mut Graded<'_>) {
    let Some(wanted) = graded.term.code.as_deref() else {
        return;
    };
    for label in 0..labels.prose_from {
        for code in labels.code(label).split('→') {
            if code == wanted {
                graded.improve(label, Grade::ExactCode);
            } else if code.starts_with(wanted) {
                graded.improve(label, Grade::CodePrefix);
            }
        }
    }
}

/// Scans the whole buffer; after a find it goes on with the next label.
fn grade_words(labels: &Labels, graded: &mut Graded<'_>) {
    let word = &graded.term.word;
    if word.is_empty() {
        return;
    }
    let finder = Finder::new(word);
    let bytes = labels.text.as_bytes();
    let (mut from, mut label) = (0, 0);
    while let Some(found) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
        let at = from + found;
        label = labels.at_offset(at, label);
        let (start, end) = (labels.start(label), labels.end(label));
        let grade = match (at == start, at + word.len() == end) {
            (true, true) => Grade::ExactName,
            (true, false) => Grade::NamePrefix,
            (false, _) => Grade::Inside,
        };
        graded.improve(label, grade);
        from = end + 1;
    }
}

fn grade_sounds(labels: &Labels, graded: &mut Graded<'_>) {
    let Some(phonetic) = Phonetic::new(&graded.term.word) else {
        return;
    };
    for label in 0..labels.prose_from {
        let name = labels.get(label);
        if let Some(heard) = phonetic.find(name) {
            let grade = match heard.start {
                0 if heard.end == name.chars().count() => Grade::WholeSound,
                0 => Grade::SoundPrefix,
                _ => Grade::SoundInside,
            };
            graded.improve(label, grade);
        }
    }
}

fn grade_loosely(labels: &Labels, graded: &mut Graded<'_>) {
    let term = graded.term;
    if !term.may_be_loose() {
        return;
    }
    let matcher = fuzzy::matcher();
    graded.scores = vec![0; labels.len()];
    for label in 0..labels.prose_from {
        let name = labels.get(label);
        if !fuzzy::could_match(name, &term.word) {
            continue;
        }
        if let Some((score, _)) = matcher.matched(name, &term.word) {
            graded.improve(label, Grade::Loose);
            if let Some(held) = graded.scores.get_mut(label) {
                *held = score;
            }
        }
    }
}
