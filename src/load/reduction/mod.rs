//! What the readers of all formats share on the way to lines of text: containers, markup, tables, limits.

pub(super) mod container;
pub(super) mod flow;
pub(super) mod grid;
pub(super) mod limit;
pub(super) mod lines;
pub(super) mod number_format;
pub(super) mod numbering;
pub(super) mod placer;
pub(super) mod xml;

use super::fold::is_space;

/// The text of one cell on one line: inner line breaks and tabs are gone, words of Latin letters
/// stay apart, and everything else is joined, because Chinese words and figures wrap anywhere.
#[must_use]
pub(super) fn one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for part in text.split(|c: char| matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}')) {
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
        assert_eq!(one_line(" 一般公共\n预算 "), "一般公共预算");
        assert_eq!(one_line("1,234.\r\n56"), "1,234.56");
        assert_eq!(one_line("Total\nbudget\t"), "Total budget");
        assert_eq!(one_line("甲\u{1b}[31m乙\u{1d}"), "甲[31m乙");
    }
}
