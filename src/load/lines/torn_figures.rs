//! Numbers of text that white space divides at a separator, or that stand right behind a name.

use crate::load::line::{Piece, TextLine};

/// White space inside a number, in characters.
const WIDEST_GAP: u32 = 2;
/// A name has so many characters at least.
const SHORTEST_NAME: usize = 2;
/// What rows of figures do not print and sentences do.
const SENTENCE: [char; 4] = ['。', '，', '；', '：'];

/// The lines with `1, 234.56` as one number, and `行政运行123.45` as a name and a number.
#[must_use]
pub(in crate::load) fn mended(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut from = 0;
    while from < lines.len() {
        let tabbed = |line: &TextLine| line.tabbed;
        let block = lines.get(from..).unwrap_or_default();
        let rows = block.iter().take_while(|line| tabbed(line)).count();
        let end = from + rows.max(1);
        let block = lines.get_mut(from..end).unwrap_or_default();
        // A row that has all its cells may name an amount: 购置设备25.00.
        let width = block.iter().map(|line| line.pieces.len()).max();
        for line in block {
            if !line.tabbed {
                join_thousands(line);
                if !line
                    .pieces
                    .iter()
                    .any(|piece| piece.text.contains(SENTENCE))
                {
                    part_names(line);
                }
            } else if line.pieces.len() + 1 == width.unwrap_or(0) {
                part_names(line);
            }
        }
        from = end;
    }
    lines
}

/// Joins the groups of a number that white space stands between.
fn join_thousands(line: &mut TextLine) {
    let halves = |pair: &[Piece]| match pair {
        [left, right] => are_halves(left, right),
        _ => false,
    };
    if !line.pieces.windows(2).any(halves) {
        return;
    }
    let mut pieces: Vec<Piece> = Vec::with_capacity(line.pieces.len());
    for piece in std::mem::take(&mut line.pieces) {
        match pieces.last_mut() {
            Some(left) if are_halves(left, &piece) => {
                left.text.push_str(&piece.text);
                left.span.end = piece.span.end;
            }
            _ => pieces.push(piece),
        }
    }
    line.pieces = pieces.into();
}

/// Whether two words are one number, with a separator at the end of the first or the beginning of the
/// second, and three digits behind it.
fn are_halves(left: &Piece, right: &Piece) -> bool {
    let end = left.at[0] + u32::try_from(left.text.chars().count()).unwrap_or(0);
    if right.at[0].saturating_sub(end) > WIDEST_GAP {
        return false;
    }
    let Some((before, after)) = (match (left.text.strip_suffix(','), right.text.strip_prefix(',')) {
        (Some(before), None) => Some((before, right.text.as_str())),
        (None, Some(after)) => Some((left.text.as_str(), after)),
        _ => None,
    }) else {
        return false;
    };
    let first = before.strip_prefix('-').unwrap_or(before);
    let group = after.strip_suffix(',').unwrap_or(after);
    let (whole, decimals) = group.split_once('.').unwrap_or((group, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = first.split(',');
    let head = groups.next().unwrap_or("");
    matches!(head.len(), 1..=3)
        && digits(head)
        && groups.all(|group| group.len() == 3 && digits(group))
        && whole
            .split(',')
            .all(|group| group.len() == 3 && digits(group))
        && digits(decimals)
        && (!decimals.is_empty() || before.contains(',') || after.contains(','))
}

/// Makes the first name that an amount stands right behind two words; alone on its line it may be a title.
fn part_names(line: &mut TextLine) {
    if line.pieces.len() < 2 {
        return;
    }
    let Some(at) = line
        .pieces
        .iter()
        .position(|piece| !piece.text.is_empty() && glued_at(&piece.text).is_some())
    else {
        return;
    };
    let mut pieces: Vec<Piece> = line.pieces.to_vec();
    let piece = pieces.remove(at);
    let cut = glued_at(&piece.text).unwrap_or(0);
    pieces.splice(at..at, piece.cut(cut));
    line.pieces = pieces.into();
}

/// Where the amount begins that stands right behind words.
fn glued_at(text: &str) -> Option<usize> {
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let amount = text.get(words.len()..)?;
    let (whole, decimals) = amount.rsplit_once('.')?;
    let printed = decimals.len() >= 2 && whole.starts_with(|c: char| c.is_ascii_digit());
    let name = words.chars().count() >= SHORTEST_NAME && !words.ends_with(|c: char| c.is_ascii());
    (printed && name && !whole.contains('.')).then_some(words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::line::{lines, printed_words};
    use crate::model::{Encoding, Source};

    fn read(text: &str) -> Vec<String> {
        printed_words(&mended(lines(&Source::new("a", text, Encoding::Utf8))))
    }

    #[test]
    fn groups_of_a_number_are_joined_at_their_separator() {
        assert_eq!(
            read("合计 1, 234.56 12 ,345,678.90")[0],
            "合计 1,234.56 12,345,678.90"
        );
        assert_eq!(read("合计 1, 234, 500 7")[0], "合计 1,234,500 7");
        assert_eq!(
            read("第1, 234 项    1,   234.00")[0],
            "第1, 234 项 1, 234.00"
        );
    }

    #[test]
    fn a_name_and_its_amount_are_two_cells_where_one_is_missing() {
        let rows = read("科目\t合计\t基本\n行政运行12.50\t12.50\n购置设备25.00\t1.00\t1.00");
        assert_eq!(rows[1], "行政运行 12.50 12.50");
        assert_eq!(rows[2], "购置设备25.00 1.00 1.00");
    }
}
