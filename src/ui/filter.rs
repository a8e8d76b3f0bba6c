//! Whether a row holds the words of a filter: every word, in any order, whatever its case or width.

/// Whether `heap` holds every word of `words`.
#[must_use]
pub fn holds(heap: &str, words: &str) -> bool {
    let heap = folded(heap);
    folded(words)
        .split_whitespace()
        .all(|word| heap.contains(word))
}

/// Small letters, and full-width forms as half-width ones.
fn folded(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            _ => letter,
        })
        .flat_map(char::to_lowercase)
        .collect()
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
}
