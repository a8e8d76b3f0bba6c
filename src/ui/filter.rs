//! Whether a row holds the words of a filter: every word, in any order, folded and by sound as in the search of everything.

use crate::find::Needle;

/// Whether `heap` holds every word of `words`.
#[must_use]
pub fn holds(heap: &str, words: &str) -> bool {
    Needle::parse(words).in_any(&[heap])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there_in_any_order() {
        assert!(holds("云山市水务局 2025 预算", "预算 水务"));
        assert!(!holds("云山市水务局 2025 预算", "决算 水务"));
        assert!(holds("中心（２０２３）Ａ", "(2023)a"));
        assert!(holds("x", "  "));
    }

    #[test]
    fn words_are_folded_and_heard_as_in_the_search() {
        assert!(holds("云山市水务局 2025 预算", "預算"));
        assert!(holds("雲山市水務局", "水务局"));
        assert!(holds("云山市水务局 2025 预算", "swj"));
        assert!(holds("云山市水务局 2025 预算", "shuiwu 2025"));
        assert!(!holds("云山市水务局 2025 预算", "swj 2024"));
    }
}
