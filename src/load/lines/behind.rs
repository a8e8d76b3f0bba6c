//! Captions that a program printed behind the rows of their page, put in front of them.
//!
//! Programs that take the words of a page in the order in which it draws them print the cells of a table
//! before its title, and the words of its header in between. Within a page the caption is put first, then
//! the words of the header, then the rows; nothing moves from one page to another.

use crate::load::blocks::caption::{LineKind, classify};
use crate::load::blocks::draft::{has_stop, is_sentence};
use crate::load::line::TextLine;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// From one line of a page to the next where the page ends: at least so many lines are blank. Programs
/// print one blank line behind every line, and several behind a page.
const PAGE_GAP: u32 = 4;
/// On one page alone the caption of the next table may stand below the rows of the one before.
const FEWEST_PAGES: usize = 2;
/// Longer lines are no words of a header.
const LONGEST_WORDS: usize = 60;

/// The lines, with captions in front of their rows on pages that print them behind.
pub(in crate::load) fn reordered(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    let pages: Vec<Page<'_>> = lines
        .chunk_by(|one, other| one.page == other.page && other.number < one.number + PAGE_GAP)
        .map(|lines| Page::of(lines, vocabulary))
        .collect();
    let behind = behind(&pages);
    if !behind.contains(&true) {
        return lines;
    }
    let pages = pages.iter().zip(behind);
    pages
        .flat_map(|(page, behind)| match behind {
            true => page.reordered(),
            false => page.lines.to_vec(),
        })
        .collect()
}

/// Which pages print their caption behind their rows: all that look so in a part of the document that
/// begins with such a page and holds more of them than of others. Below rows that a caption opened, one
/// more caption opens the next table.
fn behind(pages: &[Page<'_>]) -> Vec<bool> {
    let parts = pages.chunk_by(|_, next| !next.begins_part());
    let orders = parts.map(|part| part.iter().map(Page::order).collect::<Vec<_>>());
    let told = orders.flat_map(|orders| {
        let count = |wanted| orders.iter().filter(|&&order| order == wanted).count();
        let first = orders.iter().find(|&&order| order != Order::Open);
        let behind = count(Order::Behind);
        let holds = first == Some(&Order::Behind)
            && behind >= FEWEST_PAGES
            && behind > count(Order::Before);
        let told = orders
            .iter()
            .map(move |&order| holds && order == Order::Behind);
        told.collect::<Vec<_>>()
    });
    told.collect()
}

/// Where the caption of a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Before its rows.
    Before,
    /// Behind its rows, and no rows stand behind it.
    Behind,
    /// The page has no caption or no rows.
    Open,
}

/// The lines of a page, and what each is.
struct Page<'a> {
    lines: &'a [TextLine],
    kinds: Vec<LineKind>,
    /// First and last row.
    rows: Option<(usize, usize)>,
    /// Whether the rows are the label of a total only.
    empty: bool,
}

impl<'a> Page<'a> {
    fn of(lines: &'a [TextLine], vocabulary: &Vocabulary) -> Self {
        let kinds = lines.iter().map(|line| classify(line, vocabulary));
        let amounts = |line: &TextLine| {
            let mut words = line.printed();
            let said = has_stop(&line.folded) || line.folded.contains("万元");
            !said && words.any(|piece| is_amount(&piece.text))
        };
        // An empty table prints the label of its total.
        let total = |line: &TextLine| vocabulary.row_kind(&line.folded) == Some(RowKind::Total);
        let first = lines.iter().position(amounts);
        let empty = first.is_none();
        let first = first.or_else(|| lines.iter().position(total));
        let last = lines.iter().rposition(amounts);
        let last = last.or_else(|| lines.iter().rposition(total));
        Page {
            lines,
            kinds: kinds.collect(),
            rows: first.zip(last),
            empty,
        }
    }

    /// Whether a part of the document begins on it.
    fn begins_part(&self) -> bool {
        self.kinds.contains(&LineKind::Part)
    }

    fn order(&self) -> Order {
        let cells = |line: &TextLine| line.tabbed || line.placed || line.ruled;
        if self.lines.iter().any(cells) {
            return Order::Open;
        }
        let titles = || {
            let kinds = self.kinds.iter().enumerate();
            kinds.filter(|(_, kind)| matches!(kind, LineKind::Title(_)))
        };
        match (self.rows, titles().next(), titles().count()) {
            (Some((first, _)), Some((title, _)), _) if title < first && !self.empty => {
                Order::Before
            }
            (Some((_, last)), Some((title, _)), 1) if title > last => Order::Behind,
            (Some(_), Some(_), _) if !self.empty => Order::Before,
            _ => Order::Open,
        }
    }

    /// The caption, the words of the header behind the rows, those before them, the rows, the rest.
    fn reordered(&self) -> Vec<TextLine> {
        let Some((first, last)) = self.rows else {
            return self.lines.to_vec();
        };
        let kind = |at: usize| self.kinds.get(at);
        let outside = |at: usize| at < first || at > last;
        let part = |at: usize| match kind(at) {
            _ if !outside(at) => None,
            Some(LineKind::Mark(_)) => Some(0),
            Some(LineKind::Title(_)) => Some(1),
            Some(LineKind::Body(_)) => Some(2),
            Some(LineKind::UnitNote(_)) => Some(3),
            Some(LineKind::Year(_)) => Some(4),
            _ => None,
        };
        let of_header = |at: &usize| {
            let line = self.lines.get(*at);
            let short = |line: &TextLine| {
                line.folded.chars().count() <= LONGEST_WORDS && !is_sentence(line)
            };
            matches!(kind(*at), Some(LineKind::Text)) && line.is_some_and(short)
        };
        let all = 0..self.lines.len();
        let mut caption: Vec<usize> = all.clone().filter(|&at| part(at).is_some()).collect();
        caption.sort_by_key(|&at| part(at));
        let passed = |at: &usize| part(*at).is_some();
        let below = (last + 1..self.lines.len()).filter(|at| !passed(at));
        let below: Vec<usize> = below.take_while(of_header).collect();
        let above = (0..first).rev().filter(|at| !passed(at));
        let mut above: Vec<usize> = above.take_while(of_header).collect();
        above.reverse();
        let moved = |at: &usize| passed(at) || below.contains(at) || above.contains(at);
        let before: Vec<usize> = (0..first).filter(|at| !moved(at)).collect();
        let rest: Vec<usize> = (last + 1..self.lines.len())
            .filter(|at| !moved(at))
            .collect();
        let rows = first..=last;
        let order = before.into_iter().chain(caption);
        let order = order
            .chain(below.iter().copied())
            .chain(above.iter().copied());
        let order = order.chain(rows).chain(rest);
        order.filter_map(|at| self.lines.get(at).cloned()).collect()
    }
}
