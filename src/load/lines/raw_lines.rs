//! The lines of a source before they are cut into pieces, and how many of them and of their words are read.

use crate::load::fold::is_space;
use crate::load::message;
use crate::model::{Problem, Source};

/// What programs print between pages.
const PAGE_BREAK: char = '\u{c}';

/// Words and cells of a text: each takes some fifty bytes while it is read. A yearbook of a million
/// rows has some ten million.
const MOST_PIECES: usize = 16_000_000;

/// Lines that print something: each takes some two hundred bytes while it is read. A yearbook of a
/// million rows has little more than a million.
const MOST_LINES: usize = 2_000_000;

/// Bytes of one line. The longest paragraph known has some ten thousand; a page copied without its line
/// ends has some hundred thousand.
const LONGEST_LINE: usize = 4 * 1024 * 1024;

/// One line, or the first of several that print nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) struct RawLine<'s> {
    /// Its characters, the line end left out.
    pub(in crate::load) text: &'s str,
    /// Where they begin in the source.
    pub(in crate::load) start: u32,
    /// 1-based number.
    pub(in crate::load) number: u32,
    /// How many page breaks stand before it.
    pub(in crate::load) page: u32,
}

/// All lines of a source. What stands between two lines is told by one blank line as well as by many.
#[must_use]
pub(in crate::load) fn raw_lines(source: &Source) -> Vec<RawLine<'_>> {
    let count = u32::try_from(source.line_count()).unwrap_or(u32::MAX);
    let mut lines: Vec<RawLine<'_>> = Vec::new();
    let mut page = 0;
    let mut blank = false;
    for number in 1..=count {
        let span = source.line_span(number);
        let text = source.slice(span);
        page += u32::from(text.starts_with(PAGE_BREAK));
        let again = std::mem::replace(&mut blank, text.chars().all(is_space));
        if !(again && blank) {
            lines.push(RawLine {
                text,
                start: span.start,
                number,
                page,
            });
        }
    }
    lines
}

/// Why a text is not read: it divides into more than can be held, or has a line without end. Asked
/// before memory is taken.
#[must_use]
pub(in crate::load) fn beyond_limits(name: &str, text: &str) -> Option<Problem> {
    let (mut pieces, mut lines, mut length) = (0_usize, 0_usize, 0_usize);
    let (mut inside, mut printed) = (false, false);
    for byte in text.bytes().chain([b'\n']) {
        let divides = matches!(byte, b' ' | b'\t' | b'|');
        let ends = matches!(byte, b'\n' | b'\r' | b'\x0c');
        // A tab or stroke divides cells, also those that print nothing.
        let cell = matches!(byte, b'\t' | b'|');
        pieces += usize::from(cell || inside && (divides || ends));
        inside = !divides && !ends;
        printed |= inside;
        length += 1;
        if ends {
            lines += usize::from(printed);
            (printed, length) = (false, 0);
        } else if length > LONGEST_LINE {
            return Some(message::endless_line(name));
        }
    }
    (pieces > MOST_PIECES || lines > MOST_LINES).then(|| message::too_many_cells(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Encoding;

    #[test]
    fn blank_lines_in_a_row_are_one_and_numbers_stay() {
        let source = Source::new("a", "一\n\n \n\u{c}\n二\n\n三", Encoding::Utf8);
        let lines: Vec<(u32, u32, &str)> = raw_lines(&source)
            .iter()
            .map(|line| (line.number, line.page, line.text))
            .collect();
        let expected = [
            (1, 0, "一"),
            (2, 0, ""),
            (5, 1, "二"),
            (6, 1, ""),
            (7, 1, "三"),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn texts_beyond_the_limits_are_told_before_they_are_read() {
        let beyond = |text: &str| beyond_limits("a", text).is_some();
        assert!(!beyond("部门收支总表\n单位：万元\n"));
        // Blank lines cost next to nothing, however many there are.
        assert!(!beyond(&"\n".repeat(MOST_LINES + 1)));
        assert!(beyond(&"a\n".repeat(MOST_LINES + 1)));
        assert!(!beyond(&"a".repeat(LONGEST_LINE)));
        assert!(beyond(&"a".repeat(LONGEST_LINE + 1)));
        assert!(!beyond(&"a b\t\tc\n".repeat(MOST_LINES)));
        assert!(beyond(&"a b c d e f g h i\n".repeat(MOST_LINES)));
        assert!(beyond(&"\t\t\t\t\t\t\t\t\t\n".repeat(MOST_LINES)));
    }
}
