//! Numbers of tables that are printed below the rows of a page, in the middle of their table.
//!
//! A program that draws the number of a table behind its rows prints it where the page ends. What
//! follows on the next page is told by its first line: a row of codes is no caption and no header, so
//! the table goes on.

use crate::load::blocks::caption::LineKind;
use crate::load::blocks::draft::Draft;
use crate::load::line::TextLine;
use crate::load::plain::{is_amount, is_code};

/// Whether the line of a number stands between the rows of an open table: above it are rows, and right
/// below it is one, lines that count the pages left aside.
pub(in crate::load) fn is_in(
    open: Option<&Draft>,
    lines: &[TextLine],
    kinds: &[LineKind],
    number: usize,
) -> bool {
    let open = open.is_some_and(|open| !open.is_grid() && has_rows(open));
    let mut below = lines.iter().zip(kinds).skip(number + 1);
    let next = below.find(|(_, kind)| **kind != LineKind::PageNumber);
    open && next.is_some_and(|(line, kind)| *kind == LineKind::Text && is_row(line))
}

/// Whether a table has rows with codes.
fn has_rows(draft: &Draft) -> bool {
    draft.chunks.iter().flatten().any(is_row)
}

/// Whether a draft has a number and no title, below rows of codes and above others: it may be a part of that one, and then neither is the whole.
pub(in crate::load) fn may_go_on(before: &Draft, draft: &Draft) -> bool {
    let rows = |draft: &Draft| !draft.is_grid() && has_rows(draft);
    let untitled = draft.kind.is_none() && !draft.title.ends_with('表');
    draft.mark.is_some() && untitled && rows(draft) && rows(before)
}

/// Whether a line begins with a code and goes on with a name and amounts.
fn is_row(line: &TextLine) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut behind = line.printed().skip_while(|piece| digits(&piece.text));
    let first = line.printed().next();
    let named = behind.next().is_some_and(|piece| !is_amount(&piece.text));
    first.is_some_and(|first| is_code(&first.text))
        && !line.tabbed
        && named
        && behind.any(|piece| is_amount(&piece.text))
}
