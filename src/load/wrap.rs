//! How cells break over lines: a line that ends before its column is full ends its cell.

/// Printed width in half characters. Quotation marks and signs are narrow in one font and wide
/// in the other, so a width has two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// With narrow signs.
    pub(super) least: usize,
    /// With wide signs.
    pub(super) most: usize,
}

impl Extent {
    /// The width of some characters.
    #[must_use]
    pub(super) fn of(text: &str) -> Self {
        text.chars().fold(Extent::default(), Extent::with)
    }

    fn with(self, c: char) -> Self {
        let (least, most) = match c {
            '“' | '”' | '‘' | '’' | '%' | '≥' | '≤' | '×' | '—' | '·' => (1, 2),
            _ if c.is_ascii() => (1, 1),
            _ => (2, 2),
        };
        Extent {
            least: self.least + least,
            most: self.most + most,
        }
    }

    /// Both, with a blank between them.
    #[must_use]
    pub(super) fn beside(self, other: Extent) -> Self {
        Extent {
            least: self.least + 1 + other.least,
            most: self.most + 1 + other.most,
        }
    }
}

/// Width of what must stay together at the beginning of a line: a number with its signs, a Latin
/// word, or one character.
#[must_use]
pub(super) fn first_atom(text: &str) -> usize {
    let run: Extent = text
        .chars()
        .take_while(char::is_ascii)
        .fold(Extent::default(), Extent::with);
    let first = text
        .chars()
        .next()
        .map_or(0, |c| Extent::default().with(c).most);
    run.most.max(first)
}

/// What it costs to go on in the next line of a cell whose line is `line` wide, in a column that
/// is `column` wide: nothing when what comes `next`, an atom, would not have fitted into the line.
#[must_use]
pub(super) fn break_cost(line: Extent, next: usize, column: usize) -> u32 {
    let free = column.saturating_sub(line.most);
    // Fonts are not exactly twice as wide for ideographs, and marks may not begin a line.
    match (free + 1).saturating_sub(next) {
        0 => 0,
        1 | 2 => 1,
        3 | 4 => 4,
        more => capped(6 + more / 2),
    }
}

/// What it costs to read a line `line` wide in a column that is `column` wide.
#[must_use]
pub(super) fn overflow_cost(line: Extent, column: usize) -> u32 {
    match line.least.saturating_sub(column) {
        0 => 0,
        1 => 2,
        more => capped(6 + more),
    }
}

/// What it costs to end a cell with a line that fills the column: it happens, but seldom.
#[must_use]
pub(super) fn full_end_cost(line: Extent, column: usize) -> u32 {
    u32::from(line.least + 1 >= column)
}

fn capped(cost: usize) -> u32 {
    u32::try_from(cost).map_or(14, |cost| cost.min(14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_line_goes_on_and_a_short_one_ends() {
        let line = |width: usize| Extent {
            least: width,
            most: width,
        };
        assert_eq!(break_cost(line(10), first_atom("规性"), 10), 0);
        assert_eq!(break_cost(line(9), first_atom("年"), 10), 0);
        assert_eq!(break_cost(line(9), first_atom("2025年度"), 10), 0);
        assert_eq!(break_cost(line(7), first_atom("*100%"), 10), 0);
        assert_eq!(break_cost(line(8), first_atom("规性"), 10), 1);
        assert!(break_cost(line(4), first_atom("规性"), 10) > 4);
        assert!(overflow_cost(line(12), 10) > overflow_cost(line(11), 10));
        assert_eq!(full_end_cost(line(10), 10), 1);
        assert_eq!(full_end_cost(line(6), 10), 0);
    }

    #[test]
    fn quotation_marks_may_be_narrow_or_wide() {
        let quoted = Extent::of("“三公”经费");
        assert_eq!((quoted.least, quoted.most), (10, 12));
        assert_eq!(overflow_cost(quoted, 10), 0);
        assert_eq!(break_cost(quoted, first_atom("控"), 13), 0);
    }
}
