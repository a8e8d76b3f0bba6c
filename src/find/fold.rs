//! Folding: the form of a text in which things that look or sound like one word to a reader are equal.
//!
//! Full and half width become one, traditional characters become simplified, letters become small;
//! white space, brackets, quotes and commas are dropped. Every character of a folded text comes from
//! exactly one character of the original, so a match can always be shown on the original.

use crate::model::script::simplified;

/// The folded form of one character; `None` when it is dropped.
#[must_use]
pub(super) fn fold_char(original: char) -> Option<char> {
    let narrow = to_half_width(original);
    if narrow.is_ascii() {
        let kept = narrow.is_ascii_alphanumeric() || matches!(narrow, '.' | '%' | '-' | '+');
        return kept.then(|| narrow.to_ascii_lowercase());
    }
    let dropped = narrow.is_whitespace() || narrow.is_control() || is_dropped(narrow);
    (!dropped).then(|| simplified(narrow))
}

/// The folded form of a text.
#[must_use]
pub(super) fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// The folded form with, for every folded character, the index of the character it comes from.
#[must_use]
pub(super) fn fold_with_origin(text: &str) -> (Vec<char>, Vec<usize>) {
    text.chars()
        .enumerate()
        .filter_map(|(index, original)| fold_char(original).map(|folded| (folded, index)))
        .unzip()
}

/// Full-width forms (０–９, Ａ–Ｚ, （ …) and the ideographic space in their half-width form.
#[must_use]
pub(super) fn to_half_width(original: char) -> char {
    match original {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(original) - 0xFEE0).unwrap_or(original),
        _ => original,
    }
}

fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '、' | '。' | '·' | '・' | '…' | '—' | '–' | '‐' | '‑' | '―' | '“' | '”' | '‘' | '’'
            | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '【' | '】' | '〔' | '〕'
            | '〖' | '〗' | '→' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_folds_alike() {
        for (one, other) in [
            ("支出決算表", "支出决算表"),
            ("因公出国（境）费", "因公出国(境)费"),
            ("“三公”经费", "三公经费"),
            ("本 年 收 入 合 计", "本年收入合计"),
            ("其中：财政拨款", "其中:财政拨款"),
            ("１，２３４．５６", "1234.56"),
            ("Ａ１０１", "a101"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn every_folded_character_knows_where_it_comes_from() {
        let (folded, origin) = fold_with_origin("（境）費 x");
        assert_eq!(folded, ['境', '费', 'x']);
        assert_eq!(origin, [1, 3, 5]);
    }
}
