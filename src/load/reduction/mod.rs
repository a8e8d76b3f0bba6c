//! What the readers of all formats share on the way to lines of text: containers, markup, tables, limits.

pub(super) mod container;
pub(super) mod flow;
pub(super) mod frames;
pub(super) mod grid;
pub(super) mod limit;
pub(super) mod lines;
pub(super) mod nesting;
pub(super) mod number_format;
pub(super) mod numbering;
pub(super) mod placer;
pub(super) mod stored;
pub(super) mod xml;

use crate::load::fold::is_space;

/// Blanks kept in front of the text of a cell; what is moved in farther is centred by hand.
const MOST_INDENT: usize = 16;

/// The text of one cell on one line: inner line breaks and tabs are gone, words of Latin letters
/// stay apart, and everything else is joined, because Chinese words and figures wrap anywhere.
/// Blanks in front stay: how far a name is moved in tells its level.
#[must_use]
pub(super) fn one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let first = text.trim_start_matches(['\n', '\r', '\t', '\u{b}', '\u{c}']);
    let lead = first
        .chars()
        .take_while(|&c| is_space(c) && !c.is_control());
    let width: usize = lead.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    if width <= MOST_INDENT && !text.trim_matches(is_space).is_empty() {
        joined.push_str(&" ".repeat(width));
    }
    for part in text.split(['\n', '\r', '\t', '\u{b}', '\u{c}']) {
        let part = part.trim_matches(is_space);
        let letters = joined.ends_with(|c: char| c.is_ascii_alphabetic())
            && part.starts_with(|c: char| c.is_ascii_alphabetic());
        if letters {
            joined.push(' ');
        }
        joined.extend(part.chars().filter(|c| !c.is_control()));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn what_wraps_is_joined() {
        assert_eq!(one_line("一般公共\n预算 "), "一般公共预算");
        assert_eq!(
            one_line("\n\u{a0}\u{3000}一般公共\n 预算 "),
            "   一般公共预算"
        );
        assert_eq!(one_line(" \u{3000}\n"), "");
        assert_eq!(one_line("1,234.\r\n56"), "1,234.56");
        assert_eq!(one_line("Total\nbudget\t"), "Total budget");
        assert_eq!(one_line("甲\u{1b}[31m乙\u{1d}"), "甲[31m乙");
    }
}
