//! Numbers of tables and words of their headers that a program printed at the end of their page, put back above the rows.
//!
//! Spreadsheet programs draw the cells that wrap, or that stand outside the print range, after all others.
//! A text in drawing order then ends the page with the number of the table and with words of its header.
//! The number goes before the title of the page, the words below the header; nothing leaves its page.

use crate::load::blocks::caption::{LineKind, classify};
use crate::load::blocks::draft::has_stop;
use crate::load::header;
use crate::load::line::TextLine;
use crate::load::plain::{self, is_amount};
use crate::load::vocabulary::Vocabulary;

/// From one line of a page to the next where the page ends: at least so many lines are blank.
const PAGE_GAP: u32 = 4;
/// On one page alone the number of the next table may stand below the rows of the one before.
const FEWEST_PAGES: usize = 2;
/// Rows that were put together from several lines, in a text that prints every cell on one.
const FEWEST_JOINED: usize = 12;
/// Lines at the end of a page that can be words of a header.
const MOST_LINES: usize = 24;

/// The lines, with what was left behind the rows of a page in front of them.
pub(in crate::load) fn brought_back(
    lines: Vec<TextLine>,
    vocabulary: &Vocabulary,
) -> Vec<TextLine> {
    let cells = |line: &TextLine| line.tabbed || line.placed || line.ruled;
    if lines.iter().any(cells) {
        return lines;
    }
    // Where every cell is a line, an empty one leaves none: a blank line stands between pages.
    let joined = lines.iter().filter(|line| last_line(line) > line.number);
    let of_cells = joined.count() >= FEWEST_JOINED;
    let gap = if of_cells { 2 } else { PAGE_GAP };
    let pages: Vec<Page<'_>> = lines
        .chunk_by(|one, other| one.page == other.page && other.number < last_line(one) + gap)
        .map(|lines| Page::of(lines, vocabulary))
        .collect();
    // A number that is printed before a title belongs to it, and so do all others of the document.
    let numbered = pages.iter().filter(|page| page.mark.is_some()).count();
    let trusted = numbered >= FEWEST_PAGES && !pages.iter().any(|page| page.begins_with_mark);
    if trusted {
        return pages.iter().flat_map(Page::in_order).collect();
    }
    // No table of the document has its title above, and the last one has it below.
    let titled = || pages.iter().filter_map(|page| page.title_behind);
    let last = pages.iter().rev().find_map(|page| page.title_behind);
    if !of_cells
        || titled().count() < FEWEST_PAGES
        || titled().any(|at| at.is_none())
        || last.flatten().is_none()
    {
        return lines;
    }
    pages.iter().flat_map(Page::title_first).collect()
}

/// The number of the last line that a row was put together from.
fn last_line(line: &TextLine) -> u32 {
    line.pieces.last().map_or(line.number, |piece| piece.line)
}

/// The lines of a page, and what stands where.
struct Page<'a> {
    lines: &'a [TextLine],
    /// Whether a number stands before the title.
    begins_with_mark: bool,
    /// Where the caption begins.
    title: usize,
    /// The number of the table behind its rows.
    mark: Option<usize>,
    /// Where the first row begins.
    first: usize,
    /// The words of the header behind the rows.
    words: std::ops::Range<usize>,
    /// On a page with a title and rows: where the title stands, if it is below them.
    title_behind: Option<Option<usize>>,
}

impl<'a> Page<'a> {
    fn of(lines: &'a [TextLine], vocabulary: &Vocabulary) -> Self {
        let kinds: Vec<LineKind> = lines
            .iter()
            .map(|line| classify(line, vocabulary))
            .collect();
        let is_mark = |kind: &LineKind| matches!(kind, LineKind::Mark(_));
        let titles = || {
            let kinds = kinds.iter().enumerate();
            kinds.filter(|(_, kind)| matches!(kind, LineKind::Title(_)))
        };
        let title = titles().next().map(|(at, _)| at);
        let mut page = Page {
            lines,
            begins_with_mark: title.is_some_and(|title| kinds.iter().take(title).any(is_mark)),
            title: title.unwrap_or(0),
            mark: None,
            first: 0,
            words: 0..0,
            title_behind: None,
        };
        let amounts = |line: &TextLine| {
            let said = has_stop(&line.folded) || line.folded.contains("万元");
            !said && line.printed().any(|piece| is_amount(&piece.text))
        };
        let rows = lines
            .iter()
            .position(amounts)
            .zip(lines.iter().rposition(amounts));
        if let (Some(title), Some((_, last))) = (title, rows) {
            page.title_behind = Some((title > last).then_some(title));
        }
        let (Some(title), Some((first, last)), 1) = (title, rows, titles().count()) else {
            return page;
        };
        let mut marks = (last + 1..lines.len()).filter(|&at| kinds.get(at).is_some_and(is_mark));
        let (Some(mark), None) = (marks.next(), marks.next()) else {
            return page;
        };
        if title > first || page.begins_with_mark {
            return page;
        }
        page.mark = Some(mark);
        let caption = |kind: &LineKind| {
            let text = matches!(kind, LineKind::Text | LineKind::Note | LineKind::Cells);
            !text && !matches!(kind, LineKind::Part)
        };
        let below = kinds.iter().skip(title).take_while(|kind| caption(kind));
        let head = title + below.count();
        let header = lines.get(head..=first).unwrap_or(&[]);
        page.first = head + plain::height(header, vocabulary);
        let end = kinds.iter().rposition(|kind| *kind != LineKind::PageNumber);
        let words = mark + 1..end.map_or(mark + 1, |end| end + 1);
        let text = |at: usize| kinds.get(at) == Some(&LineKind::Text);
        let behind = lines.get(words.clone()).unwrap_or(&[]);
        if words.len() <= MOST_LINES && words.clone().all(text) && are_words(behind, vocabulary) {
            page.words = words;
        }
        page
    }

    /// The title, then what stands before it.
    fn title_first(&self) -> Vec<TextLine> {
        let at = self.title_behind.flatten();
        let title = at.and_then(|at| self.lines.get(at)).cloned();
        let others = self.lines.iter().enumerate();
        let others = others.filter(|(line, _)| Some(*line) != at);
        let others = others.map(|(_, line)| line.clone());
        title.into_iter().chain(others).collect()
    }

    /// What stands before the caption, the number, the caption with its header, the words behind the
    /// rows, the rows, the rest.
    fn in_order(&self) -> Vec<TextLine> {
        let Some(mark) = self.mark else {
            return self.lines.to_vec();
        };
        let rows =
            (self.first..self.lines.len()).filter(|at| *at != mark && !self.words.contains(at));
        let order = (0..self.title)
            .chain([mark])
            .chain(self.title..self.first)
            .chain(self.words.clone())
            .chain(rows);
        order.filter_map(|at| self.lines.get(at).cloned()).collect()
    }
}

/// Whether lines print words of headers and nothing else.
fn are_words(lines: &[TextLine], vocabulary: &Vocabulary) -> bool {
    let (words, unknown) = header::cut::cut(&plain::header_text(lines), vocabulary);
    !words.is_empty() && unknown == 0
}
