//! Folding: the form of a text in which things that look or sound like one word to a reader are equal.
//!
//! Full and half width become one, traditional characters become simplified, letters become small;
//! white space, brackets, quotes and commas are dropped. Every character of a folded text comes from
//! exactly one character of the original, so a match can always be shown on the original.

use std::sync::OnceLock;

/// Pairs of simplified and traditional characters, one simplified character a line.
const TRADITIONAL: &str = include_str!("../../assets/fold/traditional.txt");

/// First character of the block the table covers; it ends with U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: usize = 0x9FFF - 0x4E00 + 1;

/// The folded form of one character; `None` when it is dropped.
#[must_use]
pub(super) fn fold_char(original: char) -> Option<char> {
    let narrow = to_half_width(original);
    if narrow.is_ascii() {
        let kept = narrow.is_ascii_alphanumeric() || matches!(narrow, '.' | '%' | '-' | '+');
        return kept.then(|| narrow.to_ascii_lowercase());
    }
    let dropped = narrow.is_whitespace() || narrow.is_control() || is_dropped(narrow);
    (!dropped).then(|| to_simplified(narrow))
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

fn to_simplified(character: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let table = TABLE.get_or_init(simplified_table);
    let index = u32::from(character).wrapping_sub(FIRST) as usize;
    table.get(index).copied().unwrap_or(character)
}

/// One entry for each character of the block, most of them the character itself.
fn simplified_table() -> Vec<char> {
    let mut table: Vec<char> = (FIRST..).map_while(char::from_u32).take(SIZE).collect();
    for (simplified, others) in pairs() {
        for other in others.chars() {
            let index = u32::from(other).wrapping_sub(FIRST) as usize;
            if let Some(entry) = table.get_mut(index) {
                *entry = simplified;
            }
        }
    }
    table
}

fn pairs() -> impl Iterator<Item = (char, &'static str)> {
    TRADITIONAL
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (simplified, others) = line.split_once(' ')?;
            Some((simplified.chars().next()?, others))
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

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

    #[test]
    fn the_table_is_well_formed() {
        let lines = TRADITIONAL.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), pairs().count());
        let mut seen = BTreeSet::new();
        for (simplified, others) in pairs() {
            for other in others.chars() {
                assert!(seen.insert(other), "{other} twice");
                assert_eq!(to_simplified(other), simplified);
                assert_eq!(to_simplified(simplified), simplified, "{simplified} moves");
            }
        }
        assert!(seen.len() > 400);
    }
}
