//! What the names of rows begin with: numbers, codes, and the words of totals.

use crate::load::vocabulary::Vocabulary;
use crate::model::{RowKind, code};

/// Whether words begin with a number of their own: 二、, （三）, or with a code: 2080505 行政运行
pub(super) fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some((code, name)) = text.split_at_checked(digits).filter(|_| digits > 0) {
        let begins = name
            .chars()
            .next()
            .is_none_or(|c| !c.is_ascii() || c == ' ');
        return begins && code::classify(code).is_some();
    }
    let number = |c: char| "一二三四五六七八九十".contains(c);
    let bare = text.trim_start().trim_start_matches(['（', '(']);
    let rest = bare.trim_start_matches(number);
    let closed = match bare.len() < text.trim_start().len() {
        true => rest.starts_with(['）', ')']),
        false => rest.starts_with(['、', '.', '．']),
    };
    closed && rest.len() < bare.len()
}

/// Whether words are numbered or what a form calls a total.
pub(super) fn begins(text: &str) -> bool {
    is_numbered(text) || is_total(text)
}

/// Whether words are what a form calls a total.
pub(super) fn is_total(text: &str) -> bool {
    let kind = Vocabulary::embedded().row_kind(text);
    kind.is_some_and(RowKind::is_total)
}
