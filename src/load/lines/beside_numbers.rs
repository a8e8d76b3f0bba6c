//! What stands beside the number of a page: ends of codes and figures that look like one, and running heads.

use crate::load::blocks::caption::LineKind;
use crate::load::blocks::draft::Draft;
use crate::load::blocks::next_page::begins_alike;
use crate::load::header;
use crate::load::line::TextLine;
use crate::load::lines::torn_codes;
use crate::load::vocabulary::Vocabulary;

/// Longest running head, in characters.
const LONGEST_HEAD: usize = 40;

/// Whether bare digits end a code, or a figure of the open table.
pub(in crate::load) fn ends_a_word(open: Option<&Draft>, lines: &[TextLine], index: usize) -> bool {
    let words = open.is_some_and(|open| !open.is_grid());
    let torn = || {
        let above = index.checked_sub(1).and_then(|above| lines.get(above));
        let pair = above.zip(lines.get(index));
        pair.is_some_and(|(above, line)| torn_codes::whole(above, line).is_some())
    };
    ends_code(lines, index) || words && (torn() || ends_figure(lines, index))
}

/// Whether a line of digits continues a code that was broken over lines of equal length.
fn ends_code(lines: &[TextLine], index: usize) -> bool {
    let digits = |back: usize| {
        let text = &lines.get(index.checked_sub(back)?)?.folded;
        text.chars()
            .all(|c| c.is_ascii_digit())
            .then_some(text.len())
    };
    let full = digits(1).filter(|&length| length >= 10);
    full.is_some() && full == digits(2)
}

/// Whether bare digits stand inside a page, between other lines: the end of a figure that was broken
/// over lines.
fn ends_figure(lines: &[TextLine], index: usize) -> bool {
    let page = |at: Option<usize>| lines.get(at?).map(|line| line.page);
    let own = page(Some(index)).filter(|_| lines.last().is_some_and(|line| line.page > 0));
    let inside = own.is_some() && own == page(index.checked_sub(1)) && own == page(Some(index + 1));
    let digits = |line: &TextLine| line.folded.bytes().all(|byte| byte.is_ascii_digit());
    inside && lines.get(index).is_some_and(digits)
}

/// Whether a short line stands beside the number of a page, inside the rows of a table that go on
/// behind it.
pub(in crate::load) fn is_running_head(
    open: &Draft,
    lines: &[TextLine],
    kinds: &[LineKind],
    index: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let kind = |at: Option<usize>| kinds.get(at?);
    let number = |at| matches!(kind(at), Some(LineKind::PageNumber));
    let after = if number(index.checked_sub(1)) {
        index + 1
    } else if number(Some(index + 1)) {
        index + 2
    } else {
        return false;
    };
    let short = |line: &TextLine| {
        line.folded.chars().count() <= LONGEST_HEAD && !line.folded.contains('。')
    };
    let rows = lines.get(after..).unwrap_or(&[]);
    let alike = |line: &TextLine| {
        line.pieces.len() == open.width() && !header::is_header_words(line, vocabulary)
    };
    open.is_grid()
        && lines.get(index).is_some_and(short)
        && matches!(kind(Some(after)), Some(LineKind::Cells))
        && (rows.first().is_some_and(alike) || begins_alike(open, rows))
}
