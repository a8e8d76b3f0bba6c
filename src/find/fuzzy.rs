//! The fallback when nothing was found literally: names that hold the letters of the word in order.

use fuzzy_matcher::skim::SkimMatcherV2;

/// A way to compare a word with a name loosely.
pub(super) trait Fuzzy {
    /// How well a name matches, and the indexes of the characters that do; `None` when it does not.
    fn matched(&self, name: &str, word: &str) -> Option<(i64, Vec<usize>)>;
}

/// The matcher in use.
pub(super) fn matcher() -> impl Fuzzy {
    Skim(SkimMatcherV2::default().ignore_case())
}

/// Whether the characters of the word stand in the name in order. It is a hundred times cheaper
/// than scoring, and what fails here can have no score.
pub(super) fn could_match(name: &str, word: &str) -> bool {
    let mut characters = name.chars();
    word.chars().all(|wanted| characters.any(|c| c == wanted))
}

struct Skim(SkimMatcherV2);

impl Fuzzy for Skim {
    fn matched(&self, name: &str, word: &str) -> Option<(i64, Vec<usize>)> {
        use fuzzy_matcher::FuzzyMatcher;
        self.0.fuzzy_indices(name, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_match_with_their_places() {
        let found = matcher().matched("基本养老保险缴费", "基老缴");
        assert_eq!(found.map(|(_, places)| places), Some(vec![0, 3, 6]));
        assert_eq!(matcher().matched("基本养老", "老基"), None);
    }

    #[test]
    fn what_could_not_match_has_no_score() {
        for (name, word) in [("基本养老", "老基"), ("基本", "基本x"), ("", "a")] {
            assert!(!could_match(name, word));
            assert_eq!(matcher().matched(name, word), None);
        }
        assert!(could_match("基本养老", "基老"));
    }
}
