//! Pages that print the header of the table before once more, without its caption, and codes that count on.
//!
//! Where every cell stands on a line of its own, a header takes many lines. The mark above may be that of
//! the table to come, printed at the foot of the page before.

use super::draft::Draft;
use super::line::TextLine;
use super::vocabulary::Vocabulary;
use crate::model::code;

/// Lines of a header that are the same on both pages, at least.
const FEWEST_LINES: usize = 3;

/// Whether a line below the mark of a table is a word of a header, not its title: a page may begin with the
/// header, below the mark of the table to come.
pub(super) fn heads(draft: &Draft, line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let marked = draft.title.is_empty() && draft.mark.is_some();
    let column = vocabulary.column(&line.folded).filter(|_| marked);
    let titled = || vocabulary.title_kind(&line.folded).is_some();
    column.is_some_and(|column| column.stub.is_some() || !titled())
}

/// Whether a draft is the next page of the one before: the same header to its last line, and below it
/// the code that may follow the last one.
pub(super) fn goes_on(before: &Draft, draft: &Draft) -> bool {
    let untitled = draft.title.is_empty() && !before.title.is_empty();
    if !untitled || before.tabbed || draft.tabbed || !before.notes.is_empty() {
        return false;
    }
    let above = before.chunks.first().map_or(&[][..], Vec::as_slice);
    let below = draft.chunks.first().map_or(&[][..], Vec::as_slice);
    let alike = above.iter().zip(below);
    let alike = alike.take_while(|(one, other)| one.folded == other.folded);
    let height = alike.count();
    let next = below.get(height).and_then(code_of);
    let lines = before
        .chunks
        .iter()
        .rev()
        .flat_map(|chunk| chunk.iter().rev());
    let last = lines
        .take_while(|line| !is_first_of(above, line))
        .find_map(code_of);
    height >= FEWEST_LINES && next.zip(last).is_some_and(|(next, last)| last < next)
}

/// Whether a line is the first of the header.
fn is_first_of(header: &[TextLine], line: &TextLine) -> bool {
    header
        .first()
        .is_some_and(|first| first.number == line.number)
}

/// The code a row begins with, of one piece or of several.
fn code_of(line: &TextLine) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let pieces = line.printed().map(|piece| piece.text.as_str());
    let code: String = pieces
        .take_while(|text| digits(text) && matches!(text.len(), 2 | 3 | 5 | 7))
        .collect();
    code::classify(&code).map(|_| code)
}
