//! Columns numbered on lines of their own: 栏次, then 1, 2, 3, each the cell of a row below the header.
//!
//! Digits alone on a line could be rows of a figure each; counting up behind 栏次 they number columns.

use crate::load::body::{Body, RawRow};
use crate::load::line::TextLine;
use crate::load::plain::is_amount;

/// What stands before the numbers of columns.
const LABEL: &str = "栏次";
/// What heads the numbers of rows.
const ROWS: &str = "行次";
/// Columns of the widest table.
const MOST: u32 = 40;

/// The lines with 栏次 and the numbers behind it on one of them.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    // The number that must come next, while the last line is 栏次 and numbers behind it.
    let mut next: Option<u32> = None;
    for line in lines {
        let label = is_label(&line);
        let counts = next.is_some_and(|next| counts_up(&line, next));
        // 栏次 of the stream beside.
        let beside = label && next.is_some_and(|next| next > 1);
        next = match next {
            Some(next) if counts => Some(next + 1).filter(|next| *next <= MOST),
            Some(next) if beside => Some(next),
            _ => label.then_some(1),
        };
        match whole.last_mut() {
            Some(above) if counts || beside => above.extend(&line),
            _ => whole.push(line),
        }
    }
    whole
}

/// Whether a number of a row was left among its figures: digits behind an amount, below a header that
/// numbers the rows.
#[must_use]
pub(in crate::load) fn are_left(header: &[TextLine], read: &Body) -> bool {
    let numbered = header.iter().any(|line| line.folded.contains(ROWS));
    let short = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let mixed = |row: &RawRow| {
        let mut values = row.values.iter().map(|value| value.text.as_str());
        values.clone().any(is_amount) && values.any(short)
    };
    numbered && read.rows.iter().any(mixed)
}

fn is_label(line: &TextLine) -> bool {
    !line.tabbed && !line.placed && line.folded == LABEL
}

fn counts_up(line: &TextLine, next: u32) -> bool {
    !line.tabbed && !line.placed && line.folded.parse() == Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let lines = joined(lines);
        lines.iter().map(|line| line.folded.to_string()).collect()
    }

    #[test]
    fn numbers_behind_the_label_stand_on_its_line() {
        assert_eq!(
            read("项目\n栏次\n1\n2\n3\n合计\n5.00"),
            ["项目", "栏次123", "合计", "5.00"]
        );
        assert_eq!(
            read("决算数\n栏次\n1\n栏次\n2\n一、收入\n1\n7.00"),
            ["决算数", "栏次1栏次2", "一、收入", "1", "7.00"]
        );
    }

    #[test]
    fn what_does_not_count_up_stays() {
        assert_eq!(read("栏次\n5.00\n2"), ["栏次", "5.00", "2"]);
        assert_eq!(read("行次\n1\n2"), ["行次", "1", "2"]);
    }
}
