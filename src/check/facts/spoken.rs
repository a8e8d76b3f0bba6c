//! The words of sentences before, between and behind their figures, in the one form they are compared in.

use super::Facts;
use crate::model::{Claim, Sentence, plain_char};

/// The sentences in plain form, and where the figures stand in them.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    sentences: Vec<String>,
    /// For every figure its first byte in the plain sentence and the one past it.
    figures: Vec<Option<(usize, usize)>>,
}

impl Spoken {
    fn of(prose: &[Sentence], claims: &[Claim]) -> Self {
        let mut spoken = Spoken::default();
        for (index, sentence) in prose.iter().enumerate() {
            let mut plain = String::with_capacity(sentence.text.len());
            let mut places = Vec::with_capacity(sentence.text.len() / 3 + 1);
            for (at, c) in sentence.text.char_indices() {
                places.push((at, plain.len()));
                plain.push(plain_char(c));
            }
            places.push((sentence.text.len(), plain.len()));
            let place = |raw: usize| {
                let found = places.binary_search_by_key(&raw, |(at, _)| *at).ok()?;
                places.get(found).map(|(_, plain)| *plain)
            };
            let claims = claims.iter().skip(spoken.figures.len());
            let here = claims.take_while(|claim| claim.sentence <= index);
            let figures = here.map(|claim| {
                let (start, end) = printed(sentence, claim).filter(|_| claim.sentence == index)?;
                Some((place(start)?, place(end)?))
            });
            let figures: Vec<_> = figures.collect();
            spoken.figures.extend(figures);
            spoken.sentences.push(plain);
        }
        spoken
    }
}

/// First byte of a figure in the text of its sentence, and the one past it.
fn printed(sentence: &Sentence, claim: &Claim) -> Option<(usize, usize)> {
    let printed = claim.place.span.start;
    let before = |segment: &crate::model::Segment| segment.place.span.start <= printed;
    let last = sentence.segments.partition_point(before).checked_sub(1)?;
    let segment = sentence.segments.get(last)?;
    let inside = usize::try_from(printed - segment.place.span.start).ok()?;
    let start = segment.start + inside;
    (printed < segment.place.span.end).then(|| (start, start + claim.figure.raw().len()))
}

impl Facts<'_> {
    /// The words of a sentence: full-width commas and brackets, simplified characters.
    #[must_use]
    pub fn words(&self, sentence: usize) -> Option<&str> {
        self.spoken().sentences.get(sentence).map(String::as_str)
    }

    /// The words of its sentence before a figure.
    #[must_use]
    pub fn before(&self, claim: usize) -> Option<&str> {
        let (start, _) = self.offsets(claim)?;
        self.words_around(claim)?.get(..start)
    }

    /// The words between two figures of one sentence; `None` where they stand in different ones.
    #[must_use]
    pub fn between(&self, one: usize, other: usize) -> Option<&str> {
        let (from, to) = (self.offsets(one)?.1, self.offsets(other)?.0);
        let words = self.words_around(one)?.get(from..to);
        words.filter(|_| self.is_same_sentence(one, other))
    }

    /// The same with the digits of the first figure.
    #[must_use]
    pub(super) fn through(&self, one: usize, other: usize) -> Option<&str> {
        let (from, to) = (self.offsets(one)?.0, self.offsets(other)?.0);
        let words = self.words_around(one)?.get(from..to);
        words.filter(|_| self.is_same_sentence(one, other))
    }

    /// Whether two figures stand in one sentence.
    #[must_use]
    pub fn is_same_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |claim| self.claim(claim).map(|claim| claim.sentence);
        sentence(one).is_some() && sentence(one) == sentence(other)
    }

    /// The words behind a figure, to the end of its sentence.
    #[must_use]
    pub fn behind(&self, claim: usize) -> Option<&str> {
        let (_, end) = self.offsets(claim)?;
        self.words_around(claim)?.get(end..)
    }

    fn words_around(&self, claim: usize) -> Option<&str> {
        self.words(self.claim(claim)?.sentence)
    }

    /// First byte of a figure among the words of its sentence, and the one past it.
    fn offsets(&self, claim: usize) -> Option<(usize, usize)> {
        self.spoken().figures.get(claim).copied().flatten()
    }

    fn spoken(&self) -> &Spoken {
        self.spoken
            .get_or_init(|| Spoken::of(&self.disclosure.prose, &self.disclosure.claims))
    }
}

/// Words without the brackets in them: what stands there is said of the figure before alone.
pub(super) fn outside_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in words.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_brackets_is_left_out() {
        for (words, outside) in [
            ("万元（其中乙1万元，丙2万元），丁", "万元，丁"),
            ("万元，因公出国（境）费", "万元，因公出国费"),
            ("万元），其中", "万元，其中"),
        ] {
            assert_eq!(outside_brackets(words), outside);
        }
    }
}
