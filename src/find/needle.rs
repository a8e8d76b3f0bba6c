//! One query held against single texts and figures: finding inside a table, a page or a list, by the same rules as the search of everything.

use std::ops::Range;

use super::fold::{fold, fold_with_origin};
use super::phonetic::Phonetic;
use super::query::{Query, Term};
use crate::model::Figure;

/// What is looked for in one place.
#[derive(Debug, Clone, Default)]
pub struct Needle {
    query: Query,
}

impl Needle {
    /// Reads what the user typed.
    #[must_use]
    pub fn parse(text: &str) -> Needle {
        Needle {
            query: Query::parse(text),
        }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// The characters of a text that match, as ascending ranges of character indexes: every word
    /// must stand there, or be heard there. `None` when it does not match.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Option<Vec<Range<usize>>> {
        if self.is_empty() {
            return None;
        }
        let (folded, origin) = fold_with_origin(text);
        let folded: String = folded.into_iter().collect();
        let mut places: Vec<usize> = Vec::new();
        for term in &self.query.terms {
            let found = word_in(&folded, &term.word)?;
            places.extend(found.filter_map(|place| origin.get(place).copied()));
        }
        places.sort_unstable();
        places.dedup();
        Some(super::shown::as_ranges(&places))
    }

    /// Whether every word stands or is heard in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        !self.is_empty() && self.in_any(&[text])
    }

    /// Whether a code begins with the digits asked for.
    #[must_use]
    pub fn in_code(&self, code: &str) -> bool {
        let begins = |term: &Term| {
            let wanted = term.code.as_deref();
            wanted.is_some_and(|wanted| code.split('→').any(|part| part.starts_with(wanted)))
        };
        !self.is_empty() && self.query.terms.iter().all(begins)
    }

    /// Whether any figure can be what is asked for: otherwise none need be put together.
    #[must_use]
    pub fn asks_for_amounts(&self) -> bool {
        !self.is_empty() && self.query.terms.iter().all(|term| term.amount.is_some())
    }

    /// Whether a printed figure meets every amount condition.
    #[must_use]
    pub fn in_figure(&self, figure: &Figure) -> bool {
        let meets = |term: &Term| {
            let range = term.amount.as_ref();
            let range = range.and_then(|test| test.range_in(figure.unit()));
            range.is_some_and(|range| range.contains(figure.number()))
        };
        self.asks_for_amounts() && figure.is_number() && self.query.terms.iter().all(meets)
    }

    /// Whether the words stand in any of some texts together, or sound so: for lists of names.
    #[must_use]
    pub fn in_any(&self, texts: &[&str]) -> bool {
        let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let met = |term: &Term| folded.iter().any(|text| has_word(text, &term.word));
        self.query.terms.iter().all(met)
    }
}

/// Whether a word stands or is heard in a folded text.
fn has_word(folded: &str, word: &str) -> bool {
    let heard = || Phonetic::new(word).is_some_and(|word| word.find(folded).is_some());
    !word.is_empty() && (folded.contains(word) || heard())
}

/// The character indexes of a word in a folded text, literally everywhere or by sound once.
fn word_in(folded: &str, word: &str) -> Option<impl Iterator<Item = usize> + use<>> {
    if word.is_empty() {
        return None;
    }
    let length = word.chars().count();
    let before = |byte: usize| folded.get(..byte).map_or(0, |text| text.chars().count());
    let mut ranges: Vec<Range<usize>> = folded
        .match_indices(word)
        .map(|(byte, _)| before(byte))
        .map(|start| start..start + length)
        .collect();
    if ranges.is_empty() {
        let heard = Phonetic::new(word)?.find(folded)?;
        ranges.push(heard.start..heard.end);
    }
    Some(ranges.into_iter().flatten())
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "one range is what is meant"
)]
mod tests {
    use super::*;
    use crate::model::{FigureKind, Unit};

    #[test]
    fn words_are_found_folded_by_sound_and_with_their_places() {
        let ranges = |query: &str, text: &str| Needle::parse(query).in_text(text);
        assert_eq!(ranges("(本级)", "机关（本级）"), Some(vec![3..5]));
        assert_eq!(ranges("jbgz", "其中：基本工资"), Some(vec![3..7]));
        assert_eq!(ranges("預算", "一般公共预算"), Some(vec![4..6]));
        assert_eq!(ranges("工资 基本", "基本工资"), Some(vec![0..4]));
        assert_eq!(ranges("工资 津贴", "基本工资"), None);
        assert_eq!(ranges("", "基本工资"), None);
    }

    #[test]
    fn figures_are_compared_by_value_and_codes_by_their_beginning() {
        let figure = |raw: &str| {
            let (kind, unit) = (FigureKind::Printed, Unit::WanYuan);
            Figure::new(kind, raw.parse().unwrap_or_default(), 2, unit, raw)
        };
        assert!(Needle::parse(">100").in_figure(&figure("100.01")));
        assert!(!Needle::parse(">100").in_figure(&figure("100.00")));
        assert!(Needle::parse("100..200").in_figure(&figure("200.00")));
        assert!(!Needle::parse("").in_figure(&figure("1.00")));
        assert!(Needle::parse("20601").in_code("2060101"));
        assert!(!Needle::parse("60101").in_code("2060101"));
    }

    #[test]
    fn names_are_found_in_either_language_and_by_sound() {
        let names = ["核对范围", "coverage"];
        assert!(Needle::parse("hdfw").in_any(&names));
        assert!(Needle::parse("Cover").in_any(&names));
        assert!(Needle::parse("").in_any(&names));
        assert!(!Needle::parse("原文").in_any(&names));
    }
}
