//! Folds printed words for comparison: white space, full-width forms and bracket styles do not distinguish words.

use crate::model::plain_char;

/// Removes all white space, also ideographic and non-breaking spaces.
#[must_use]
pub(super) fn squeeze(text: &str) -> String {
    of_chars(text, text.chars().filter(|c| !is_space(*c)))
}

/// Characters of a text as one of their own, which will be about as long.
fn of_chars(text: &str, chars: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(chars);
    folded
}

/// White space as these documents print it, zero-width characters included.
#[must_use]
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}')
}

/// The form in which words are compared: no white space, half-width digits and Latin letters,
/// full-width brackets, one kind of quotation mark and colon, simplified characters.
#[must_use]
pub(super) fn fold(text: &str) -> String {
    let printed = text.chars().filter(|c| !is_space(*c));
    of_chars(text, printed.map(plain_char))
}

/// Folded and, besides, without the quotation marks and brackets that printers add or drop.
#[must_use]
pub(super) fn skeleton(text: &str) -> String {
    let dropped = |c: char| {
        matches!(
            c,
            '“' | '”' | '（' | '）' | '、' | '，' | '《' | '》' | '<' | '>'
        )
    };
    let folded = text.chars().filter(|c| !is_space(*c)).map(plain_char);
    of_chars(text, folded.filter(|c| !dropped(*c)))
}

/// Characters of the longest ordinal, （九十九）, and of what shows that it ends: a line may be long.
const LONGEST_ORDINAL: usize = 8;

/// A leading ordinal of a heading or row and the rest: `（二）外交` → (`Ordinal`, `外交`).
#[must_use]
pub(super) fn split_ordinal(text: &str) -> (Option<Ordinal>, &str) {
    let chars: Vec<(usize, char)> = text.char_indices().take(LONGEST_ORDINAL).collect();
    let bracketed = matches!(chars.first(), Some((_, '（' | '(')));
    let start = usize::from(bracketed);
    let digits: String = chars
        .iter()
        .skip(start)
        .map(|&(_, c)| c)
        .take_while(char::is_ascii_digit)
        .collect();
    let numerals: String = chars
        .iter()
        .skip(start)
        .map(|&(_, c)| c)
        .take_while(|c| "一二三四五六七八九十百".contains(*c))
        .collect();
    let (number, length, chinese) = if !digits.is_empty() && digits.len() <= 2 {
        (digits.parse().ok(), digits.len(), false)
    } else if !numerals.is_empty() {
        (chinese_number(&numerals), numerals.chars().count(), true)
    } else {
        (None, 0, false)
    };
    let Some(number) = number else {
        return (None, text);
    };
    let after = start + length;
    let closes = match chars.get(after).map(|&(_, c)| c) {
        Some('）' | ')') => bracketed || !chinese,
        Some('、') => !bracketed,
        Some('.' | '．') => {
            // 1.5 is a number, 1.概述 a heading.
            !bracketed
                && !chars
                    .get(after + 1)
                    .is_some_and(|(_, c)| c.is_ascii_digit())
        }
        _ => false,
    };
    if !closes {
        return (None, text);
    }
    let rest = chars
        .get(after + 1)
        .and_then(|&(at, _)| text.get(at..))
        .unwrap_or("");
    let style = match (bracketed, chinese) {
        (false, true) => 0,
        (true, true) => 1,
        (false, false) => 2,
        (true, false) => 3,
    };
    (Some(Ordinal { style, number }), rest)
}

/// A printed ordinal. Styles nest in the order 一、 （一） 1. （1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ordinal {
    /// 0 = 一、, 1 = （一）, 2 = 1. or 1、, 3 = （1）.
    pub(super) style: u8,
    /// The number.
    pub(super) number: u32,
}

/// 二十四 → 24; up to 99.
#[must_use]
pub(super) fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c);
    let mut value = 0;
    let mut pending = None;
    for c in text.chars() {
        if c == '十' {
            value += pending.take().unwrap_or(1) * 10;
        } else {
            pending = Some(u32::try_from(digit(c)? + 1).ok()?);
        }
    }
    Some(value + pending.unwrap_or(0)).filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_of_four_styles() {
        let cases = [
            ("一、一般公共服务", Some((0, 1)), "一般公共服务"),
            ("（二十一）住房保障支出", Some((1, 21)), "住房保障支出"),
            ("1. 副部级领导用车", Some((2, 1)), " 副部级领导用车"),
            ("（1）政府预算资金", Some((3, 1)), "政府预算资金"),
            ("三十四、抗疫", Some((0, 34)), "抗疫"),
            ("一般公共预算", None, "一般公共预算"),
            ("2060101", None, "2060101"),
            ("1.5", None, "1.5"),
            ("十", None, "十"),
        ];
        for (text, ordinal, rest) in cases {
            let (found, remaining) = split_ordinal(text);
            let found = found.map(|found| (found.style, found.number));
            assert_eq!((found, remaining), (ordinal, rest), "{text}");
        }
    }

    #[test]
    fn folding_makes_forms_equal() {
        assert_eq!(fold("因公出国 (境) 费"), fold("因公出国（境）费"));
        assert_eq!(skeleton("“三公”经费（合计）"), "三公经费合计");
        assert_eq!(fold("２０２４"), "2024");
    }
}
