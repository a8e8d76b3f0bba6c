//! How cells break over lines: a line that ends before its column is full ends its cell.

/// Printed width in half characters: ideographs and full-width marks take two.
#[must_use]
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Width of what must stay together at the beginning of a line: a number, a Latin word or one
/// character.
#[must_use]
fn first_atom(text: &str) -> usize {
    let run = text
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '%'))
        .count();
    let first = text
        .chars()
        .next()
        .map_or(0, |c| width(c.encode_utf8(&mut [0; 4])));
    run.max(first)
}

/// What it costs to read `next` as the next line of a cell whose line is `line` wide, in a column
/// that is `column` wide: nothing when it would not have fitted into the line.
#[must_use]
pub(super) fn break_cost(line: usize, next: &str, column: usize) -> u32 {
    let free = column.saturating_sub(line);
    // Fonts are not exactly twice as wide for ideographs, and marks may not begin a line.
    match (free + 1).saturating_sub(first_atom(next)) {
        0 => 0,
        1 | 2 => 1,
        3 | 4 => 4,
        more => capped(6 + more / 2),
    }
}

/// What it costs to read a line `line` wide in a column that is `column` wide.
#[must_use]
pub(super) fn overflow_cost(line: usize, column: usize) -> u32 {
    match line.saturating_sub(column) {
        0 => 0,
        1 => 2,
        more => capped(6 + more),
    }
}

/// What it costs to end a cell with a line that fills the column: it happens, but seldom.
#[must_use]
pub(super) fn full_end_cost(line: usize, column: usize) -> u32 {
    u32::from(line + 1 >= column)
}

fn capped(cost: usize) -> u32 {
    u32::try_from(cost).map_or(14, |cost| cost.min(14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_line_goes_on_and_a_short_one_ends() {
        assert_eq!(break_cost(10, "规性", 10), 0);
        assert_eq!(break_cost(9, "年", 10), 0);
        assert_eq!(break_cost(9, "2025年度", 10), 0);
        assert_eq!(break_cost(8, "规性", 10), 1);
        assert!(break_cost(4, "规性", 10) > 4);
        assert!(overflow_cost(12, 10) > overflow_cost(11, 10));
        assert_eq!(full_end_cost(10, 10), 1);
        assert_eq!(full_end_cost(6, 10), 0);
    }
}
