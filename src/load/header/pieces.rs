//! Joins the pieces of header cells that were wrapped: every piece is used once, and each run of pieces is a word of the vocabulary.
//!
//! Programs that print text by its height on the page put the halves of a cell of two lines on
//! lines of their own, above and below the cells of one line beside it: `附属单位`, then
//! `合计 经营收入 其他收入`, then `上缴收入`.

use std::collections::BTreeSet;

use crate::load::fold::fold;
use crate::load::header::index_line::is_index_line;
use crate::load::line::TextLine;
use crate::load::vocabulary::Vocabulary;
use crate::model::Role;

/// Lines from one piece of a cell to its next: cells of three lines beside one of two leave one
/// line between.
const FARTHEST: usize = 3;
/// Steps of the search for words; headers of the statutory forms need some hundred.
const MOST_STEPS: usize = 20_000;
/// Pieces of the widest header; it bounds the depth of the search.
const MOST_PIECES: usize = 200;
/// Ways to join the pieces that are looked at.
const MOST_WAYS: usize = 32;
/// How far apart the pieces of a word may stand, in characters.
const NEAR: u32 = 4;
/// Columns under which 预算数 and 决算数 must repeat to be a line of measures.
const FEWEST_REPEATS: usize = 3;

/// Where a piece begins and ends in its line.
pub(in crate::load) type Room = (u32, u32);

/// A cell of a header, joined from its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Word {
    /// The joined characters, folded.
    pub(in crate::load) text: String,
    /// Line and place in the line of each piece, from the top.
    pub(in crate::load) pieces: Vec<(usize, usize)>,
}

impl Word {
    /// Twice the line the cell is centred on: cells of one tier of a header share it.
    pub(in crate::load) fn centre(&self) -> usize {
        let line = |piece: Option<&(usize, usize)>| piece.map_or(0, |piece| piece.0);
        line(self.pieces.first()) + line(self.pieces.last())
    }

    /// Whether this cell stands left of the other: told where both print on one line, and by no
    /// two lines otherwise.
    pub(in crate::load) fn is_left_of(&self, other: &Word) -> Option<bool> {
        let mut told = None;
        for &(line, at) in &self.pieces {
            for &(_, beside) in other.pieces.iter().filter(|piece| piece.0 == line) {
                let left = at < beside;
                if told.is_some_and(|told| told != left) {
                    return None;
                }
                told = Some(left);
            }
        }
        told
    }

    fn crosses(&self, other: &Word) -> bool {
        let shares = |&(line, _): &(usize, usize)| other.pieces.iter().any(|piece| piece.0 == line);
        self.pieces.iter().any(shares) && self.is_left_of(other).is_none()
    }
}

/// The pieces of a header, and the measures that stand under every column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Pieces {
    lines: Vec<Vec<String>>,
    /// Where each piece begins in the source.
    starts: Vec<Vec<u32>>,
    /// 预算数 决算数, where they repeat under every column.
    pub(in crate::load) measures: Vec<String>,
    /// How often they repeat.
    pub(in crate::load) repeats: usize,
}

impl Pieces {
    /// The pieces of header lines, without index lines and lines that are printed twice.
    pub(in crate::load) fn of(header: &[TextLine], vocabulary: &Vocabulary) -> Self {
        let mut pieces = Pieces::default();
        for line in once(header) {
            if is_index_line(line) {
                continue;
            }
            let words = line
                .printed()
                .map(|piece| (fold(&piece.text), piece.span.start));
            let words = words.filter(|(word, _)| !word.starts_with("单位："));
            let (words, starts): (Vec<String>, Vec<u32>) = words.unzip();
            let words = pieces.without_measures(words, vocabulary);
            if !words.is_empty() {
                pieces.lines.push(words);
                pieces.starts.push(starts);
            }
        }
        pieces
    }

    /// Takes the line 预算数 决算数 预算数 决算数 … out of the words.
    fn without_measures(&mut self, words: Vec<String>, vocabulary: &Vocabulary) -> Vec<String> {
        let is_measure = |word: &String| {
            let word = vocabulary.column(word);
            word.is_some_and(|word| word.role == Role::Amount)
        };
        let Some(first) = words.iter().position(is_measure) else {
            return words;
        };
        let (before, rest) = words.split_at(first);
        let pattern = (1..=rest.len() / FEWEST_REPEATS).find(|&size| {
            let mut runs = rest.chunks(size);
            rest.len() % size == 0 && runs.all(|run| rest.starts_with(run))
        });
        let pattern = pattern.and_then(|size| rest.get(..size));
        match pattern.filter(|pattern| pattern.iter().all(is_measure)) {
            Some(pattern) if self.measures.is_empty() => {
                self.repeats = rest.len() / pattern.len();
                self.measures = pattern.to_vec();
                before.to_vec()
            }
            _ => words,
        }
    }

    /// Whether a word of several pieces is one cell and not a heading above a column, where each
    /// piece is a word by itself: a cell beside it is broken at the same lines, or nothing but
    /// pieces stands on its lines.
    fn is_wrapped(&self, word: &Word, words: &[Word], vocabulary: &Vocabulary) -> bool {
        let piece =
            |&(line, at): &(usize, usize)| self.lines.get(line).and_then(|line| line.get(at));
        let whole =
            |place: &(usize, usize)| piece(place).is_some_and(|text| is_word(text, vocabulary));
        if word.pieces.len() == 1 || !word.pieces.iter().all(whole) {
            return true;
        }
        let on = |other: &Word, line: usize| other.pieces.iter().any(|piece| piece.0 == line);
        let alike = words.iter().any(|other| {
            other.pieces.len() == word.pieces.len()
                && word.pieces.iter().all(|piece| on(other, piece.0))
                && !other.pieces.iter().all(whole)
        });
        let alone = word.pieces.iter().all(|piece| {
            let mut here = words.iter().filter(|other| on(other, piece.0));
            here.all(|other| other.pieces.len() > 1)
        });
        alike || alone
    }

    /// Where the pieces begin in the source, line by line.
    pub(in crate::load) fn starts(&self) -> &[Vec<u32>] {
        &self.starts
    }

    /// All ways to join the pieces into words, fewest words first; none where a piece is left.
    pub(in crate::load) fn joined(&self, vocabulary: &Vocabulary) -> Vec<Vec<Word>> {
        self.joined_near(None, vocabulary)
    }

    /// The same, where the pieces of a word stand near each other if their rooms are given.
    pub(in crate::load) fn joined_near(
        &self,
        rooms: Option<&[Vec<Room>]>,
        vocabulary: &Vocabulary,
    ) -> Vec<Vec<Word>> {
        let mut search = Search {
            lines: &self.lines,
            vocabulary,
            used: BTreeSet::new(),
            words: Vec::new(),
            found: Vec::new(),
            steps: 0,
            rooms,
        };
        if self.lines.iter().map(Vec::len).sum::<usize>() <= MOST_PIECES {
            search.next();
        }
        let mut found = search.found;
        found.retain(|words| {
            words
                .iter()
                .all(|word| self.is_wrapped(word, words, vocabulary))
        });
        found.sort_by_key(Vec::len);
        found
    }
}

/// Header lines without a run of lines that repeats the run above it.
fn once(header: &[TextLine]) -> Vec<&TextLine> {
    let mut kept: Vec<&TextLine> = Vec::new();
    for line in header {
        kept.push(line);
        let half = (3..=kept.len() / 2).find(|&size| {
            let (rest, last) = kept.split_at(kept.len() - size);
            let above = rest.get(rest.len() - size..).unwrap_or(&[]);
            above
                .iter()
                .zip(last)
                .all(|(one, other)| one.folded == other.folded)
        });
        if let Some(size) = half {
            kept.truncate(kept.len() - size);
        }
    }
    kept
}

/// Whether the characters are a cell by themselves: a word, or what 公务用车 above leaves unsaid.
pub(in crate::load) fn is_word(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.is_header_word(text) || vocabulary.column(&of_vehicles(text)).is_some()
}

/// 购置费 below 公务用车购置及运行费.
pub(in crate::load) fn of_vehicles(text: &str) -> String {
    format!("公务用车{text}")
}

struct Search<'a> {
    lines: &'a [Vec<String>],
    vocabulary: &'a Vocabulary,
    used: BTreeSet<(usize, usize)>,
    words: Vec<Word>,
    found: Vec<Vec<Word>>,
    steps: usize,
    /// Where each piece stands, line by line; nothing where places tell nothing.
    rooms: Option<&'a [Vec<Room>]>,
}

impl Search<'_> {
    fn is_near(&self, upper: (usize, usize), lower: (usize, usize)) -> bool {
        let room = |(line, at): (usize, usize)| self.rooms?.get(line)?.get(at).copied();
        match (room(upper), room(lower)) {
            (Some(upper), Some(lower)) => lower.0 <= upper.1 + NEAR && upper.0 <= lower.1 + NEAR,
            _ => true,
        }
    }

    /// Joins the first piece that is not used yet, in every way.
    fn next(&mut self) {
        let places = self.lines.iter().enumerate().flat_map(|(line, words)| {
            let places = 0..words.len();
            places.map(move |at| (line, at))
        });
        let first = places.into_iter().find(|place| !self.used.contains(place));
        match first {
            None => self.found.push(self.words.clone()),
            Some(place) => self.extend(Word {
                text: String::new(),
                pieces: vec![place],
            }),
        }
    }

    /// Takes the last piece of `word` into it; ends the word there, or goes on below.
    fn extend(&mut self, mut word: Word) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.found.len() >= MOST_WAYS {
            return;
        }
        let Some(&place) = word.pieces.last() else {
            return;
        };
        let piece = self.lines.get(place.0).and_then(|line| line.get(place.1));
        word.text.push_str(piece.map_or("", String::as_str));
        let fits = is_word(&word.text, self.vocabulary);
        let may_go_on = self.vocabulary.begins_column(&word.text);
        if !fits && !may_go_on || self.words.iter().any(|other| word.crosses(other)) {
            return;
        }
        self.used.insert(place);
        let beside = (place.0, place.1 + 1);
        let last = self
            .lines
            .get(place.0)
            .is_some_and(|line| line.len() == beside.1 + 1);
        // The rest of the last word of a line may stand on that line too.
        if may_go_on && !fits && last && !self.used.contains(&beside) {
            let mut longer = word.clone();
            longer.pieces.push(beside);
            self.extend(longer);
        }
        if may_go_on {
            let below = place.0 + 1..(place.0 + 1 + FARTHEST).min(self.lines.len());
            for line in below {
                let count = self.lines.get(line).map_or(0, Vec::len);
                for at in (0..count)
                    .filter(|&at| {
                        !self.used.contains(&(line, at)) && self.is_near(place, (line, at))
                    })
                    .collect::<Vec<_>>()
                {
                    let mut longer = word.clone();
                    longer.pieces.push((line, at));
                    self.extend(longer);
                }
            }
        }
        if fits {
            self.words.push(word);
            self.next();
            self.words.pop();
        }
        self.used.remove(&place);
    }
}
