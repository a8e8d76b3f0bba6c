//! Text that prints every cell on a line of its own: the lines of a row are put on one line.
//!
//! Programs that take text out of a PDF object by object end the line behind every cell, and empty
//! cells leave nothing. A row begins with its codes or its name and ends with its last figure. Where
//! a name or a figure ends a row is told by what follows; words above the first row are the header.

use crate::catalogue;
use crate::load::blocks::caption::{LineKind, classify};
use crate::load::fold::split_ordinal;
use crate::load::grid::cells::is_number;
use crate::load::line::TextLine;
use crate::load::lines::touching_cells;
use crate::load::plain::is_amount;
use crate::load::vocabulary::Vocabulary;
use crate::model::RowKind;

/// Fewer amounts on lines of their own are no way to print tables.
const FEWEST_AMOUNTS: usize = 12;
/// Lines below the code of a department in which the code of its first unit stands.
const MOST_BELOW: usize = 60;
/// The longest cell, in characters.
const LONGEST: usize = 40;
/// Over so many lines a name runs.
const MOST_LINES: usize = 4;

/// What a line prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// A number or a dash.
    Figure,
    /// The digits of a code, or the number of a row.
    Code,
    /// Words of a name or a header.
    Words,
    /// A title, a sentence, a page number.
    Other,
}

/// The lines with every such row on one of them.
#[must_use]
pub(in crate::load) fn joined(lines: Vec<TextLine>, vocabulary: &Vocabulary) -> Vec<TextLine> {
    if !is_cell_by_cell(&lines) {
        return lines;
    }
    let lines = touching_cells::apart(lines, vocabulary);
    let cells = cells(&lines, vocabulary);
    let mut rows = Rows {
        vocabulary,
        done: Vec::with_capacity(lines.len()),
        open: Vec::new(),
        below_a_row: false,
    };
    for (line, cell) in lines.into_iter().zip(cells) {
        rows.take(line, cell);
    }
    rows.close();
    rows.done
}

/// Whether amounts stand alone on their lines, nearly all of them; those of cells that touch stand
/// before the words of the next one.
fn is_cell_by_cell(lines: &[TextLine]) -> bool {
    let (mut alone, mut touching, mut all) = (0, 0, 0);
    for line in lines.iter().filter(|line| !line.tabbed && !line.placed) {
        let amounts = || line.printed().filter(|piece| is_amount(&piece.text));
        let single = line.printed().nth(1).is_none();
        all += amounts().count();
        alone += usize::from(single && amounts().next().is_some());
        touching += touching_cells::figures(line);
    }
    alone >= FEWEST_AMOUNTS && alone * 10 >= all * 8 && (alone + touching) * 10 >= all * 9
}

/// Tells what every line prints. Digits may be a code, a figure or the number of a page: codes stand
/// before words or before longer codes, page numbers at the edge of a page.
fn cells(lines: &[TextLine], vocabulary: &Vocabulary) -> Vec<Cell> {
    let mut cells: Vec<Cell> = lines.iter().map(|line| alone(line, vocabulary)).collect();
    // From below: a code is told by what stands behind it.
    for at in (0..lines.len()).rev() {
        let digits = lines.get(at).map_or("", digits);
        let next = cells.get(at + 1).copied().unwrap_or(Cell::Other);
        let behind = lines.get(at + 1).map_or("", |line| line.folded.as_str());
        let inner = next == Cell::Code && behind.len() == 2;
        // 208 05 01 302001: what is bought, and by whom.
        let of_unit = next == Cell::Code && matches!(behind.len(), 6 | 9);
        let code = match digits.len() {
            3 if of_unit && is_known(digits) => is_beside_codes(lines, at + 1),
            3 | 5 | 7 => (next == Cell::Words || inner) && is_known(digits),
            2 => next == Cell::Words || inner || of_unit,
            _ => false,
        };
        let code = code
            || next == Cell::Words && is_unit_code(lines, at)
            || next == Cell::Figure && is_bare_code(lines, at);
        if let Some(cell) = cells.get_mut(at).filter(|_| code) {
            *cell = Cell::Code;
        }
    }
    // From above: two digits are a code behind the class only.
    let mut inside = false;
    for (at, line) in lines.iter().enumerate() {
        let Some(cell) = cells.get_mut(at) else {
            continue;
        };
        let inner = digits(line).len() == 2;
        if *cell == Cell::Code && inner && !inside {
            *cell = Cell::Figure;
        }
        let short = matches!(digits(line).len(), 1..=3);
        if *cell == Cell::Figure && short && (is_at_the_edge(lines, at) || is_below_all(lines, at))
        {
            *cell = Cell::Other;
        }
        inside = *cell == Cell::Code;
    }
    cells
}

/// What a line prints where it is digits only.
fn digits(line: &TextLine) -> &str {
    let words = line.folded.as_str();
    let only = words.bytes().all(|byte| byte.is_ascii_digit());
    if only { words } else { "" }
}

/// Whether digits are the code of a unit, or of the department units below belong to: among amounts
/// with decimals, digits without are none.
fn is_unit_code(lines: &[TextLine], at: usize) -> bool {
    let of_unit = |line: &TextLine| matches!(digits(line).len(), 6 | 9);
    let mut below = lines.iter().skip(at + 1).take(MOST_BELOW);
    let Some(line) = lines.get(at) else {
        return false;
    };
    let heads = digits(line).len() == 3
        && below.any(|unit| of_unit(unit) && digits(unit).starts_with(digits(line)));
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    let plain = above.is_some_and(|above| is_number(&above.text()) && !is_amount(&above.text()));
    let level = above.is_some_and(|above| match digits(above).len() {
        2 => true,
        3 => is_known(digits(above)) && is_beside_codes(lines, at),
        _ => false,
    });
    (of_unit(line) || heads) && (!plain || level)
}

/// Whether the code of a unit stands behind the parts of longer codes below: what it stands behind here
/// is a code too.
fn is_beside_codes(lines: &[TextLine], at: usize) -> bool {
    let unit = lines.get(at).map_or("", digits);
    let below = lines.get(at + 1..).unwrap_or(&[]).windows(2);
    below.take(MOST_BELOW).any(|pair| match pair {
        [part, beside] => digits(part).len() == 2 && digits(beside) == unit,
        _ => false,
    })
}

/// Whether digits between amounts with decimals are a published code whose name is printed elsewhere.
fn is_bare_code(lines: &[TextLine], at: usize) -> bool {
    let amount = |line: Option<&TextLine>| line.is_some_and(|line| line.folded.contains('.'));
    let line = lines.get(at).map_or("", digits);
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    matches!(line.len(), 5 | 7)
        && !catalogue::entries(line).is_empty()
        && amount(lines.get(at + 1))
        && amount(above)
}

/// Whether a line is the first or the last of its page.
fn is_at_the_edge(lines: &[TextLine], at: usize) -> bool {
    let page = |at: usize| lines.get(at).map(|line| line.page);
    let above = at.checked_sub(1).and_then(page);
    above != page(at) || page(at + 1) != page(at)
}

/// Whether white space parts a line from the amounts with decimals above it: the number of a page.
fn is_below_all(lines: &[TextLine], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    let pair = above.zip(lines.get(at));
    pair.is_some_and(|(above, line)| {
        line.number > above.number + 1 && above.folded.contains('.') && is_amount(&above.text())
    })
}

/// What a line prints, its neighbours left aside.
fn alone(line: &TextLine, vocabulary: &Vocabulary) -> Cell {
    if line.tabbed || line.placed {
        return Cell::Other;
    }
    let words = line.folded.as_str();
    // - 13 - is the number of a page.
    if is_number(&line.text()) || line.printed().all(|piece| is_amount(&piece.text)) {
        return Cell::Figure;
    }
    let cell = words.chars().count() <= LONGEST && !words.contains(['。', '；', '，', '：']);
    let cell = cell || words.starts_with("其中：");
    let numbered = line.printed().any(|piece| is_amount(&piece.text));
    if cell && !numbered && classify(line, vocabulary) == LineKind::Text {
        Cell::Words
    } else {
        Cell::Other
    }
}

/// Whether digits are those of a class that exists, or begin with them.
fn is_known(digits: &str) -> bool {
    digits
        .get(..3)
        .is_some_and(|class| !catalogue::entries(class).is_empty())
}

/// Whether a cell begins with the ordinal of an item: 二、政府性基金.
fn begins_item(line: &TextLine) -> bool {
    split_ordinal(&line.folded).0.is_some()
}

/// Rows as they are put together.
struct Rows<'v> {
    vocabulary: &'v Vocabulary,
    done: Vec<TextLine>,
    /// Lines that may be one row, in order: codes, words, figures.
    open: Vec<(TextLine, Cell)>,
    /// Whether the line above is a row: then words are a name, not a header.
    below_a_row: bool,
}

impl Rows<'_> {
    fn take(&mut self, line: TextLine, cell: Cell) {
        let last = self.open.last().map(|(_, cell)| *cell);
        let ends = match last {
            _ if cell == Cell::Other => true,
            Some(Cell::Figure) => cell != Cell::Figure,
            Some(Cell::Words) => {
                cell == Cell::Code || begins_item(&line) || self.closes_items(&line)
            }
            _ => false,
        };
        if ends {
            self.close();
        }
        if cell == Cell::Other {
            self.below_a_row = false;
            self.done.push(line);
        } else {
            self.open.push((line, cell));
        }
    }

    /// Whether a total stands behind an item whose cells are all empty: 九、其他收入, 本年收入合计.
    fn closes_items(&self, line: &TextLine) -> bool {
        let kind = self.vocabulary.row_kind(&line.folded);
        let total = matches!(kind, Some(RowKind::YearTotal | RowKind::GrandTotal));
        total && self.open.first().is_some_and(|(line, _)| begins_item(line))
    }

    /// Puts the open lines on one, as far as they are one row.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        let figures = open.iter().position(|(_, cell)| *cell == Cell::Figure);
        let coded = open.first().is_some_and(|(_, cell)| *cell == Cell::Code);
        let worded = open.iter().any(|(_, cell)| *cell == Cell::Words);
        // A row whose cells are all empty has its code and its name.
        let blank = (coded && worded).then_some(open.len());
        let Some(figures) = figures.or(blank) else {
            // An item whose cells are all empty.
            self.below_a_row &= open.first().is_some_and(|(line, _)| begins_item(line));
            self.done.extend(open.into_iter().map(|(line, _)| line));
            return;
        };
        let names_row = |(line, _): &(TextLine, Cell)| {
            let column = self.vocabulary.column(&line.folded).is_some();
            !column || self.vocabulary.row_kind(&line.folded) == Some(RowKind::Total)
        };
        let named = match figures {
            0 => 0,
            _ if coded => figures,
            1..=MOST_LINES if self.below_a_row => figures,
            _ => usize::from(open.get(figures - 1).is_some_and(names_row)),
        };
        let mut lines = open.into_iter().map(|(line, _)| line);
        self.done.extend(lines.by_ref().take(figures - named));
        if named == 0 {
            self.done.extend(lines);
            self.below_a_row = false;
            return;
        }
        self.below_a_row = true;
        self.done
            .extend(lines.reduce(|row, cell| beside(row, &cell)));
    }
}

/// Two lines on one, a blank between them.
fn beside(mut row: TextLine, cell: &TextLine) -> TextLine {
    let end = row.pieces.last().map_or([0, 0], |piece| {
        let chars = u32::try_from(piece.text.chars().count()).unwrap_or(0);
        piece.at.map(|at| at + chars + 1)
    });
    let from = row.pieces.len();
    row.extend(cell);
    let first = cell.pieces.first().map_or([0, 0], |piece| piece.at);
    for piece in row.pieces.make_mut().get_mut(from..).unwrap_or_default() {
        let [chars, halves] = piece.at;
        piece.at = [
            end[0] + chars.saturating_sub(first[0]),
            end[1] + halves.saturating_sub(first[1]),
        ];
    }
    row
}
