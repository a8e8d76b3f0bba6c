//! Cells that touch, in a text that prints every other cell on a line of its own: the amounts of one cell stand before those of the next, or before its words.

use crate::load::line::TextLine;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// The amounts at the beginning of a line that prints more than one of them alone.
#[must_use]
pub(in crate::load) fn figures(line: &TextLine) -> usize {
    let first = line.printed().take_while(|piece| is_amount(&piece.text));
    match (first.count(), line.printed().nth(1)) {
        (amounts, Some(_)) if amounts == line.printed().count() || is_name_behind(line) => amounts,
        _ => 0,
    }
}

/// Whether one amount stands before the words of a cell, and nothing behind them.
fn is_name_behind(line: &TextLine) -> bool {
    let mut words = line.printed();
    let amount = words.next().is_some_and(|first| is_amount(&first.text));
    amount && words.all(|word| !word.text.starts_with(|c: char| c.is_ascii_digit()))
}

/// The lines with an amount and the name behind it, the cell of another row or stream, apart.
#[must_use]
pub(in crate::load) fn apart(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    for line in lines {
        let touching = !line.tabbed && !line.placed && line.printed().nth(1).is_some();
        if touching && is_name_behind(&line) && names_row(&line, vocabulary) {
            let (amount, name) = cut(line);
            whole.extend([amount, name]);
        } else {
            whole.push(line);
        }
    }
    whole
}

/// Whether the words behind the amount begin a row of a form: an ordinal, or a total.
fn names_row(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let words: String = line
        .printed()
        .skip(1)
        .map(|word| word.text.as_str())
        .collect();
    let ordinal = crate::load::fold::split_ordinal(&crate::load::fold::fold(&words)).0;
    let kind = vocabulary.row_kind(&words);
    ordinal.is_some() || kind.is_some_and(|kind| kind != RowKind::OfWhich)
}

/// The first word of a line, and what stands behind it.
fn cut(mut line: TextLine) -> (TextLine, TextLine) {
    let at = line.pieces.iter().position(|piece| !piece.text.is_empty());
    let at = at.map_or(0, |at| at + 1);
    let mut behind = line.clone();
    behind.pieces = line.pieces.iter().skip(at).cloned().collect();
    line.pieces.truncate(at);
    for half in [&mut line, &mut behind] {
        half.folded = crate::load::fold::fold(&half.text()).into();
    }
    (line, behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line;
    use crate::model::{Encoding, Source};

    #[test]
    fn an_amount_and_the_name_of_the_next_stream_are_two_cells() {
        let text = "16,717.74 支出总计\n7.00 一、外交支出\n3.00 公里以内\n一、收入 7.00\n5.00 6.00";
        let lines = line::lines(&Source::new("a", text, Encoding::Utf8));
        let counts: Vec<usize> = lines.iter().map(figures).collect();
        assert_eq!(counts, [1, 1, 1, 0, 2]);
        let lines = apart(lines, Vocabulary::embedded());
        let read: Vec<&str> = lines.iter().map(|line| line.folded.as_str()).collect();
        assert_eq!(
            read,
            [
                "16，717.74",
                "支出总计",
                "7.00",
                "一、外交支出",
                "3.00公里以内",
                "一、收入7.00",
                "5.006.00"
            ]
        );
    }
}
