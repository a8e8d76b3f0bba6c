//! Lines that number the columns of a table: 栏次 1 2 3.

use crate::load::line::TextLine;

/// 栏次 → 1 → 2 → 3, or a bare 1 2 3 …: numbers the columns.
#[must_use]
pub(in crate::load) fn is_index_line(line: &TextLine) -> bool {
    let printed: Vec<&str> = line
        .printed()
        .map(|piece| piece.text.as_str())
        .filter(|text| {
            let labels = [
                "栏次", "行次", "栏", "次", "行", "**", "类", "款", "项", "合计",
            ];
            !labels.contains(text)
        })
        .collect();
    let numbers: Vec<u32> = printed.iter().filter_map(|text| number(text)).collect();
    let labelled = line.folded.starts_with("栏次") || line.folded.starts_with("**");
    numbers.len() == printed.len()
        && numbers.len() >= if labelled { 1 } else { 3 }
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if b > a && *b < 100))
        && numbers.first().is_some_and(|&first| first <= 2)
}

/// The number a cell gives its column: 3, or 3=4+7 with the columns it is worked out from.
fn number(text: &str) -> Option<u32> {
    let is_operator = |c: char| "+-−*×/÷().%（）＋－".contains(c);
    match text.split_once(['=', '＝']) {
        None => text.parse().ok(),
        Some((number, formula)) => {
            let columns = formula.chars().any(|c| c.is_ascii_digit());
            let all = formula
                .chars()
                .all(|c| c.is_ascii_digit() || is_operator(c));
            number.parse().ok().filter(|_| columns && all)
        }
    }
}

/// The number of the last column a line numbers.
#[must_use]
pub(in crate::load) fn last_number(line: &TextLine) -> Option<usize> {
    let numbers = line.printed().filter_map(|piece| number(&piece.text));
    numbers
        .last()
        .map(|last| last as usize)
        .filter(|_| is_index_line(line))
}

/// Whether a line that numbers the columns does so again, below rows.
#[must_use]
pub(in crate::load) fn is_numbered_again(header: &[TextLine], line: &TextLine) -> bool {
    let words = |line| TextLine::printed(line).map(|piece| &piece.text);
    line.printed().any(|piece| piece.text == "栏次")
        || header.iter().any(|other| words(other).eq(words(line)))
}
