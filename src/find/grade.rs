//! How well each label answers each word of a query, worked out once per distinct label.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::fuzzy::{self, Fuzzy};
use super::index::{Index, Labels, as_u32};
use super::narrow::{By, Narrowed};
use super::numbers::Asked;
use super::phonetic::Phonetic;
use super::query::{Query, Term};

/// Labels looked at between two questions whether the answer is still wanted.
const SLICE: u32 = 1024;

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
    /// Labels with a grade, each once.
    pub(super) met: Vec<u32>,
    /// How well, for labels with a loose match.
    scores: HashMap<u32, i64>,
    /// The amount condition, where there is one.
    pub(super) amount: Option<Asked>,
}

impl Graded<'_> {
    pub(super) fn of(&self, label: u32) -> Option<Grade> {
        // A condition on amounts alone is asked of every entry and meets no label.
        if self.met.is_empty() {
            return None;
        }
        self.grades.get(label as usize).copied().flatten()
    }

    pub(super) fn score(&self, label: u32) -> i64 {
        self.scores.get(&label).copied().unwrap_or(0)
    }

    fn improve(&mut self, label: u32, grade: Grade) {
        let Some(held) = self.grades.get_mut(label as usize) else {
            return;
        };
        if held.is_none() {
            self.met.push(label);
        }
        if held.is_none_or(|held| grade < held) {
            *held = Some(grade);
        }
    }
}

/// Whether somebody still waits for the answer.
pub(super) type Wanted<'w> = &'w (dyn Fn() -> bool + Sync);

/// Grades all labels for all terms; `None` when nobody waits any more.
pub(super) fn grade<'q>(
    index: &Index,
    query: &'q Query,
    narrowed: &mut Narrowed,
    wanted: Wanted<'_>,
) -> Option<Vec<Graded<'q>>> {
    let graded = query.terms.iter().map(|term| {
        let mut graded = Graded {
            term,
            grades: vec![None; index.labels.len()],
            met: Vec::new(),
            scores: HashMap::new(),
            amount: term.amount.as_ref().map(Asked::new),
        };
        grade_codes(&index.labels, &mut graded);
        grade_words(&index.labels, &mut graded);
        grade_sounds(&index.labels, &mut graded, narrowed, wanted)?;
        Some(graded)
    });
    graded.collect()
}

/// Adds the fallback for the terms that allow it; `None` when nobody waits any more.
pub(super) fn grade_loosely(
    index: &Index,
    graded: &mut [Graded<'_>],
    narrowed: &mut Narrowed,
    wanted: Wanted<'_>,
) -> Option<()> {
    let open = graded.iter_mut().filter(|found| found.term.may_be_loose());
    for graded in open {
        grade_letters(&index.labels, graded, narrowed, wanted)?;
    }
    Some(())
}

/// What `look` says of the labels a word has left over, else of all names, in order. `None` when
/// nobody waits any more.
fn look_at<T: Send>(
    left: Option<&[u32]>,
    labels: &Labels,
    wanted: Wanted<'_>,
    look: impl Fn(u32, &str) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let stopped = AtomicBool::new(false);
    let one = |place: u32, label: u32| {
        if place.is_multiple_of(SLICE) && !wanted() {
            stopped.store(true, Ordering::Relaxed);
        }
        if stopped.load(Ordering::Relaxed) {
            return None;
        }
        look(label, labels.get(label as usize))
    };
    let seen: Vec<T> = match left {
        Some(left) => {
            let places = left.par_iter().enumerate().with_min_len(SLICE as usize);
            let seen = places.filter_map(|(place, &label)| one(as_u32(place), label));
            seen.collect()
        }
        None => {
            let all = (0..as_u32(labels.prose_from)).into_par_iter();
            let all = all.with_min_len(SLICE as usize);
            all.filter_map(|label| one(label, label)).collect()
        }
    };
    (!stopped.into_inner()).then_some(seen)
}

fn grade_codes(labels: &Labels, graded: &mut Graded<'_>) {
    let Some(wanted) = graded.term.code.as_deref() else {
        return;
    };
    for label in 0..as_u32(labels.prose_from) {
        for code in labels.code(label as usize).split('→') {
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
        graded.improve(as_u32(label), grade);
        from = end + 1;
    }
}

fn grade_sounds(
    labels: &Labels,
    graded: &mut Graded<'_>,
    narrowed: &mut Narrowed,
    wanted: Wanted<'_>,
) -> Option<()> {
    let word = &graded.term.word;
    let Some(phonetic) = Phonetic::new(word) else {
        return Some(());
    };
    let left = narrowed.left(word, By::Sound);
    let heard = look_at(left, labels, wanted, |label, name| {
        if !phonetic.may_be_heard(name) {
            return None;
        }
        let grade = phonetic.find(name).map(|heard| match heard.start {
            0 if heard.end == name.chars().count() => Grade::WholeSound,
            0 => Grade::SoundPrefix,
            _ => Grade::SoundInside,
        });
        Some((label, grade))
    })?;
    for (label, grade) in &heard {
        if let Some(grade) = *grade {
            graded.improve(*label, grade);
        }
    }
    let left = heard.into_iter().map(|(label, _)| label).collect();
    narrowed.keep(word, By::Sound, left);
    Some(())
}

fn grade_letters(
    labels: &Labels,
    graded: &mut Graded<'_>,
    narrowed: &mut Narrowed,
    wanted: Wanted<'_>,
) -> Option<()> {
    let word = &graded.term.word;
    let left = narrowed.left(word, By::Letters);
    let possible = look_at(left, labels, wanted, |label, name| {
        fuzzy::could_match(name, word).then_some(label)
    })?;
    let matcher = fuzzy::matcher();
    for (place, &label) in possible.iter().enumerate() {
        if as_u32(place).is_multiple_of(SLICE) && !wanted() {
            return None;
        }
        if let Some((score, _)) = matcher.matched(labels.get(label as usize), word) {
            graded.improve(label, Grade::Loose);
            graded.scores.insert(label, score);
        }
    }
    narrowed.keep(word, By::Letters, possible);
    Some(())
}
