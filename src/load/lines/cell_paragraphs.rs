//! Word tables of a text that prints every cell as a paragraph, blank ones as blank lines: a row is put on one line.
//!
//! Nothing but the distance at which cells recur tells the rows; where it is not settled, nothing is put
//! together.

use crate::catalogue;
use crate::load::blocks::caption::{LineKind, classify};
use crate::load::grid::cells::is_number;
use crate::load::line::{Piece, TextLine};
use crate::load::lines::cell_division::{Division, HIGHEST, Print, Prints, WIDEST};
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// Fewer lines are no table of this kind.
const FEWEST_LINES: usize = 12;
/// Fewer amounts are none either.
const FEWEST_AMOUNTS: usize = 6;
/// Blank cells beside each other; more of them are an end.
const MOST_BLANKS: u32 = 64;
/// Among so many cells one is blank at least, all tables taken together.
const ONE_OF: usize = 20;
/// The longest cell, in characters.
const LONGEST: usize = 60;

/// The lines with every such row on one of them.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    if !keeps_blanks(&lines, vocabulary) {
        return lines;
    }
    let mut whole: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut from = 0;
    while from < lines.len() {
        let rest = lines.get(from..).unwrap_or_default();
        let length = run(rest, vocabulary).max(1);
        let block = rest.get(..length).unwrap_or_default();
        match Cells::of(block, rest.get(length), vocabulary).and_then(|cells| cells.rows()) {
            Some(rows) => whole.extend(rows),
            None => whole.extend(block.iter().cloned()),
        }
        from += length;
    }
    whole
}

/// Whether blank cells are printed: where tables are, some lines stand farther apart than others.
fn keeps_blanks(lines: &[TextLine], vocabulary: &Vocabulary) -> bool {
    let (mut blanks, mut cells, mut from) = (0, 0, 0);
    while from < lines.len() {
        let rest = lines.get(from..).unwrap_or_default();
        let length = run(rest, vocabulary).max(1);
        let block = rest.get(..length).unwrap_or_default();
        if let Some(found) = Cells::of(block, None, vocabulary) {
            let inside = found.prints.0.iter().take(found.at.len() - WIDEST);
            blanks += inside.filter(|print| **print == Print::Blank).count();
            cells += length;
        }
        from += length;
    }
    blanks > 0 && blanks * ONE_OF >= cells
}

/// How many lines from the first on may be cells.
fn run(lines: &[TextLine], vocabulary: &Vocabulary) -> usize {
    let mut above: Option<u32> = None;
    let cells = lines.iter().take_while(|line| {
        let near = above.is_none_or(|above| line.number - above <= MOST_BLANKS);
        above = Some(line.number);
        near && is_cell(line, vocabulary)
    });
    cells.count()
}

fn is_cell(line: &TextLine, vocabulary: &Vocabulary) -> bool {
    let words = line.folded.as_str();
    !(line.tabbed || line.placed || line.ruled)
        && words.chars().count() <= LONGEST
        && !words.contains(['。', '；'])
        && (is_number(&line.text()) || classify(line, vocabulary) == LineKind::Text)
}

/// The cells of a block, blank ones included.
struct Cells<'l> {
    lines: &'l [TextLine],
    /// The line of each cell.
    at: Vec<Option<usize>>,
    prints: Prints,
}

impl<'l> Cells<'l> {
    /// The cells of some lines; blank ones at the end stand before the next line.
    fn of(lines: &'l [TextLine], next: Option<&TextLine>, vocabulary: &Vocabulary) -> Option<Self> {
        if lines.len() < FEWEST_LINES {
            return None;
        }
        let gaps = || {
            let pairs = lines.windows(2);
            pairs.filter_map(|pair| Some(pair.last()?.number - pair.first()?.number))
        };
        // A paragraph ends with one line break, or with two.
        let step = if gaps().all(|gap| gap % 2 == 0) { 2 } else { 1 };
        let mut at = vec![Some(0)];
        for (index, gap) in gaps().enumerate() {
            let blanks = usize::try_from(gap / step).ok()?.checked_sub(1)?;
            at.extend(std::iter::repeat_n(None, blanks));
            at.push(Some(index + 1));
        }
        let last = lines.last()?.number;
        let below = next.map_or(u32::MAX, |next| next.number - last) / step - 1;
        let below = usize::try_from(below).unwrap_or(WIDEST).min(WIDEST);
        at.extend(std::iter::repeat_n(None, below));
        let print = |line: &TextLine| {
            let text = line.text();
            match () {
                () if !is_number(&text) && is_total(&text, vocabulary) => Print::Total,
                () if !is_number(&text) && is_heading(&line.folded, vocabulary) => Print::Heading,
                () if !is_number(&text) => Print::Words,
                () if text.contains(['.', ',']) => Print::Amount,
                () if !text.contains(|c: char| c.is_ascii_digit()) => Print::Dash,
                () if is_code(&text) => Print::Code,
                () => Print::Number,
            }
        };
        let prints: Vec<Print> = at
            .iter()
            .map(|at| at.and_then(|at| lines.get(at)).map_or(Print::Blank, print))
            .collect();
        let amounts = prints.iter().filter(|print| **print == Print::Amount);
        (amounts.count() >= FEWEST_AMOUNTS).then_some(Cells {
            lines,
            at,
            prints: Prints(prints),
        })
    }

    /// The rows on one line each, the header among them.
    fn rows(&self) -> Option<Vec<TextLine>> {
        let found = self.prints.divided()?;
        let mut lines: Vec<TextLine> = Vec::with_capacity(found.rows.len() + HIGHEST);
        let mut cuts = self.prints.tiers(found.header, found.width)?;
        cuts.push(found.header);
        for pair in cuts.windows(2) {
            if let [from, to] = pair {
                lines.extend(self.line(*from..*to, None));
            }
        }
        for (from, length, torn) in &found.rows {
            let row = self.line(*from..from + length, *torn);
            lines.extend(row.map(|row| widened(row, found.width)));
        }
        lines.extend(self.last(&found));
        Some(lines)
    }

    /// What stands below the last row: a total whose label is merged over the first cells, or lines alone.
    fn last(&self, found: &Division) -> Vec<TextLine> {
        let cells = self.prints.rest(found);
        let all = cells.len() == found.figures + 1 && cells.first() == Some(&Print::Total);
        match self.line(found.end..found.end + cells.len(), None) {
            Some(total) if all => vec![widened(total, found.width)],
            _ => {
                let rest = self.at.get(found.end..).unwrap_or_default();
                let rest = rest.iter().flatten();
                rest.filter_map(|&at| self.lines.get(at).cloned()).collect()
            }
        }
    }

    /// Cells on one line.
    fn line(&self, cells: std::ops::Range<usize>, torn: Option<usize>) -> Option<TextLine> {
        let at = self.at.get(cells.start..cells.end.min(self.at.len()))?;
        let lines = || at.iter().flatten().filter_map(|&at| self.lines.get(at));
        let first = lines().next()?;
        let mut pieces: Vec<Piece> = Vec::with_capacity(at.len());
        for (index, at) in at.iter().enumerate() {
            let line = at.and_then(|at| self.lines.get(at));
            let cell = line.map_or_else(Piece::default, one_cell);
            match pieces.last_mut() {
                Some(above) if torn.is_some_and(|torn| index == torn + 1) => {
                    above.text.push_str(&cell.text);
                    above.span.end = cell.span.end;
                }
                _ => pieces.push(cell),
            }
        }
        let folded: String = lines().map(|line| line.folded.as_str()).collect();
        Some(TextLine {
            number: first.number,
            page: first.page,
            pieces: pieces.into(),
            tabbed: true,
            folded: folded.into(),
            ..TextLine::default()
        })
    }
}

/// A row whose label is merged over cells, with blank ones in their places.
fn widened(mut row: TextLine, width: usize) -> TextLine {
    while row.pieces.len() > 1 && row.pieces.len() < width {
        row.pieces.insert(1, Piece::default());
    }
    row
}

/// 合计, as it is printed in the place of a code, too.
fn is_total(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.row_kind(text) == Some(RowKind::Total)
}

/// Digits of a class that exists, or that begin with them.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.len(), 3 | 5 | 7);
    let class = text.get(..3).filter(|_| digits);
    class.is_some_and(|class| !catalogue::entries(class).is_empty())
}

fn is_heading(folded: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.column(folded).is_some() || vocabulary.group(folded).is_some()
}

/// The words of a line as one cell.
fn one_cell(line: &TextLine) -> Piece {
    let mut words = line.pieces.iter().cloned();
    let mut cell = words.next().unwrap_or_default();
    for word in words {
        cell.text.push_str(&word.text);
        cell.span.end = word.span.end;
    }
    cell.at = [0, 0];
    cell
}
