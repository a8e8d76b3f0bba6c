//! Columns of text that line up on a terminal, where a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Lays rows out in columns two cells apart, each as wide as its widest text. Trailing blanks are
/// removed.
#[must_use]
pub fn columns(rows: &[Vec<String>], sides: &[Side]) -> Vec<String> {
    let widths: Vec<usize> = (0..sides.len())
        .map(|column| {
            let texts = rows.iter().filter_map(|row| row.get(column));
            texts.map(|text| text.width()).max().unwrap_or(0)
        })
        .collect();
    rows.iter()
        .map(|row| {
            let padded = row
                .iter()
                .zip(&widths)
                .zip(sides)
                .map(|((text, &width), &side)| pad(text, width, side));
            let line = padded.collect::<Vec<_>>().join("  ");
            line.trim_end().to_owned()
        })
        .collect()
}

/// A text filled up with blanks to a width in cells; a wider text is left whole.
#[must_use]
pub fn pad(text: &str, width: usize, side: Side) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    match side {
        Side::Left => format!("{text}{blanks}"),
        Side::Right => format!("{blanks}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_digits_line_up() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let lines = columns(
            &[
                row("合计", "1469.55"),
                row("a", "2.00"),
                row("基本支出", ""),
            ],
            &[Side::Left, Side::Right],
        );
        assert_eq!(
            lines,
            ["合计      1469.55", "a            2.00", "基本支出"]
        );
    }
}
