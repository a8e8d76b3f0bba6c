//! A ruled table → its rows, and the captions and notes that are drawn inside its frame.

use super::aligned;
use super::lattice::{Cell, Lattice};
use super::layout::{Block, Table, Text, half_width, indented, is_amount, text};
use super::lines::{self, Line, Words};
use super::page::Length;
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::vocabulary::Vocabulary;

/// Most cells a row of a caption prints.
const MOST_CAPTIONS: usize = 6;
/// Lines of figures side by side that show a cell to be many.
const FEWEST_OPEN: usize = 2;
/// Figures side by side that show it on one line.
const FEWEST_BESIDE: usize = 3;
/// Numbers of columns and rows have as many digits.
const LONGEST_COUNT: usize = 3;

/// One row of the fine grid: its cells with their lines.
type Row = Vec<(Cell, Vec<Line>)>;

/// The blocks of a table from top to bottom. Titles above, notes below and the captions between
/// tables that share a frame are running text.
pub(super) fn blocks(lattice: &Lattice, cells: Vec<Vec<Line>>) -> Vec<Block> {
    let mut rows: Vec<Row> = vec![Vec::new(); lattice.rows()];
    for (cell, lines) in lattice.cells.iter().zip(cells) {
        for (cell, lines) in opened(*cell, lines, &lattice.xs) {
            if let Some(row) = rows.get_mut(cell.row) {
                row.push((cell, lines));
            }
        }
    }
    let mut blocks = Vec::new();
    let mut body: Vec<Row> = Vec::new();
    let mut divided = false;
    for row in rows {
        let head = body.iter().all(|row| is_title(row, lattice.columns()));
        let Some(captions) = captions(&row, head, lattice) else {
            body.push(row);
            continue;
        };
        divided = true;
        segment(std::mem::take(&mut body), lattice, divided, &mut blocks);
        blocks.extend(captions);
    }
    segment(body, lattice, divided, &mut blocks);
    blocks
}

/// Whether a row prints nothing but what stands in its whole width.
fn is_title(row: &Row, columns: usize) -> bool {
    let mut cells = row.iter();
    cells.all(|(cell, lines)| lines.is_empty() || cell.columns == columns)
}

/// The rows between two captions: a table with what is drawn over its whole width around it.
/// Where captions were taken out, lines that divide nothing but them are no columns.
fn segment(mut rows: Vec<Row>, lattice: &Lattice, divided: bool, blocks: &mut Vec<Block>) {
    let open = open(&rows, lattice);
    fill_headings(&mut rows);
    let columns = match divided {
        true => used(&rows, lattice.columns()),
        false => (0..=lattice.columns()).collect(),
    };
    let xs: Vec<Length> = columns
        .iter()
        .filter_map(|&at| lattice.xs.get(at).copied())
        .collect();
    for (cell, _) in rows.iter_mut().flatten() {
        let end = columns.partition_point(|&at| at < cell.column + cell.columns);
        cell.column = columns.partition_point(|&at| at < cell.column);
        cell.columns = end - cell.column;
    }
    for row in &mut rows {
        row.retain(|(_, lines)| !lines.is_empty());
    }
    rows.retain(|row| !row.is_empty());
    let width = xs.len().saturating_sub(1);
    let whole_width = |row: &Row| row.iter().all(|(cell, _)| cell.columns == width);
    // A column that did not fit on the page may stand alone on the next one.
    let lone = width == 1 && rows.iter().filter(|row| prints_amount(row)).count() > 1;
    let begin = rows.iter().position(|row| lone || !whole_width(row));
    let begin = begin.unwrap_or(rows.len());
    let end = rows.iter().rposition(|row| lone || !whole_width(row));
    let notes = rows.split_off(end.map_or(begin, |end| end + 1));
    let body = rows.split_off(begin);
    let texts = |rows: &[Row]| -> Vec<Block> {
        let lines = rows.iter().flatten().flat_map(|(_, lines)| lines);
        lines.map(|line| Block::Text(text(line))).collect()
    };
    blocks.extend(texts(&rows));
    let body: Vec<Row> = body.into_iter().flat_map(parts).collect();
    if !body.is_empty() {
        let top = |row: &Row| row.first().map_or(0, |(cell, _)| cell.row);
        let tops = body.iter().map(|row| lattice.ys.get(top(row)).copied());
        let open = open.iter().filter_map(|cell| {
            let row = body.iter().position(|row| top(row) == cell.row)?;
            Some((row, columns.partition_point(|&at| at < cell.column)))
        });
        blocks.push(Block::Table(Table {
            tops: tops.map(Option::unwrap_or_default).collect(),
            open: open.collect(),
            ys: lattice.ys.clone(),
            rows: printed(&body, &xs),
            covered: covered(&body),
            xs,
            ..Table::default()
        }));
    }
    blocks.extend(texts(&notes));
}

/// The boxes at the right edge that no line closes, unlike others: they go on on a further page.
fn open(rows: &[Row], lattice: &Lattice) -> Vec<Cell> {
    let ends = |cell: &Cell| cell.column + cell.columns == lattice.columns();
    let open = |cell: &Cell| lattice.open.get(cell.row).copied().unwrap_or(false);
    let some = lattice.open.iter().any(|open| !open);
    let cells = rows.iter().flatten();
    let cells = cells.filter(|(cell, _)| some && ends(cell) && open(cell));
    cells.map(|(cell, _)| *cell).collect()
}

fn prints_amount(row: &Row) -> bool {
    let mut cells = row.iter();
    cells.any(|(_, lines)| is_amount(&lines::joined(lines)))
}

/// The vertical lines some cell of these rows begins or ends at.
fn used(rows: &[Row], last: usize) -> Vec<usize> {
    let cells = rows.iter().flatten();
    let edges = cells.flat_map(|(cell, _)| [cell.column, cell.column + cell.columns]);
    let mut edges: Vec<usize> = edges.chain([0, last]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The lines of a caption in a row of boxes (部门：… beside 单位：万元); a title is one only alone
/// in the whole width, or beside a unit. `head` says whether no row of a body stands above.
fn captions(row: &Row, head: bool, lattice: &Lattice) -> Option<Vec<Block>> {
    let printed: Vec<&(Cell, Vec<Line>)> =
        row.iter().filter(|(_, lines)| !lines.is_empty()).collect();
    let (first, _) = printed.first()?;
    if printed.len() > MOST_CAPTIONS {
        return None;
    }
    let texts: Vec<Words> = printed
        .iter()
        .map(|(_, lines)| lines::joined(lines))
        .collect();
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let whole = first.columns == lattice.columns();
    // What is alone above a table is text already, and no figure stands in a caption.
    if whole && head || texts.iter().any(|text| is_figure(text)) {
        return None;
    }
    let known = CaptionRows::new(Vocabulary::embedded());
    let ranges = known.of(&texts, false, head)?;
    let says = |text: &str| match known.kind(text) {
        LineKind::UnitNote(_) => true,
        LineKind::Title(_) => ranges.len() == 1,
        LineKind::Body(_) => ranges.len() == 1 && head,
        _ => false,
    };
    let mut pieces = ranges.iter().filter_map(|range| texts.get(range.clone()));
    // 表1 beside 收支总表 is a row of a list of contents.
    if !pieces.any(|piece| says(&piece.concat())) || ranges.len() == 1 && !(whole || head) {
        return None;
    }
    let blocks = ranges.into_iter().map(|range| {
        let cells = printed.get(range).unwrap_or(&[]);
        let lines: Vec<Line> = cells.iter().flat_map(|(_, lines)| lines).cloned().collect();
        Block::Text(Text {
            text: lines::joined(&lines),
            middle: lines.first().map_or(0, |line| line.middle),
        })
    });
    Some(blocks.collect())
}

/// The cells of a box in which figures stand side by side on several lines: a table whose body has
/// no lines inside goes on below the lines of its heading.
fn opened(cell: Cell, lines: Vec<Line>, xs: &[Length]) -> Vec<(Cell, Vec<Line>)> {
    let amounts = |line: &Line| {
        let chunks = aligned::chunks(line);
        chunks.iter().filter(|chunk| is_amount(&chunk.text)).count()
    };
    let is_table = || {
        let amounts: Vec<usize> = lines.iter().map(amounts).collect();
        amounts.iter().filter(|count| **count > 1).count() >= FEWEST_OPEN
            || amounts.iter().any(|count| *count >= FEWEST_BESIDE)
    };
    if cell.columns < 2 || !is_table() {
        return vec![(cell, lines)];
    }
    let mut cells: Vec<(Cell, Vec<Line>)> = (cell.column..cell.column + cell.columns)
        .map(|column| {
            let field = Cell {
                column,
                columns: 1,
                ..cell
            };
            (field, Vec::new())
        })
        .collect();
    for chunk in lines.iter().flat_map(aligned::chunks) {
        let overlap = |(cell, _): &(Cell, Vec<Line>)| {
            let left = xs.get(cell.column).copied().unwrap_or(0);
            let right = xs.get(cell.column + 1).copied().unwrap_or(0);
            right.min(chunk.right) - left.max(chunk.left)
        };
        if let Some((_, lines)) = cells.iter_mut().max_by_key(|cell| overlap(cell)) {
            lines.push(chunk.line);
        }
    }
    cells
}

/// An empty box above a heading of the same width is a part of it: once cells are text, a blank
/// would look like a part of the box to its left. Where no row has a name the first box may be the
/// rest of one that was cut at the edge of the page.
fn fill_headings(rows: &mut [Row]) {
    let figure = |row: &Row| {
        let mut cells = row.iter();
        cells.any(|(_, lines)| is_figure(&lines::joined(lines)))
    };
    let body = rows.iter().position(figure).unwrap_or(0);
    let named = |(_, lines): &(Cell, Vec<Line>)| {
        let text = lines::joined(lines);
        text.chars().any(char::is_alphabetic)
    };
    let nameless = !rows.get(body..).unwrap_or(&[]).iter().flatten().any(named);
    for at in (0..body).rev() {
        let (above, below) = rows.split_at_mut(at + 1);
        for (cell, lines) in above.last_mut().into_iter().flatten() {
            let is_below = |other: &Cell| {
                (other.row, other.column, other.columns)
                    == (cell.row + cell.rows, cell.column, cell.columns)
            };
            let below = below.get_mut(..body - at - 1).unwrap_or(&mut []);
            let heading = below
                .iter_mut()
                .flatten()
                .find(|(other, _)| is_below(other));
            let cut = nameless && cell.column == 0;
            if let Some((_, heading)) = heading
                && lines.is_empty()
                && !cut
                && !counts(heading)
            {
                std::mem::swap(lines, heading);
            }
        }
    }
}

/// Whether a cell prints nothing but the number of a column or row, which heads no column.
fn counts(lines: &[Line]) -> bool {
    let text = lines::joined(lines);
    let text = half_width(text.trim());
    (1..=LONGEST_COUNT).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())
}

/// The texts of the rows. Words moved to the right in their column keep as many blanks in front:
/// the place of a name tells its level.
fn printed(rows: &[Row], xs: &[Length]) -> Vec<Vec<Words>> {
    let left = |cell: &Cell, lines: &[Line]| {
        let edge = xs.get(cell.column).copied().unwrap_or(0);
        lines.first().map_or(0, Line::left) - edge
    };
    let texts = |row: &Row| {
        let mut texts = vec![Words::default(); xs.len().saturating_sub(1)];
        for (cell, lines) in row {
            if let Some(text) = texts.get_mut(cell.column) {
                *text = indented(lines, left(cell, lines));
            }
        }
        texts
    };
    rows.iter().map(texts).collect()
}

/// For every row the columns that a printed cell above covers.
fn covered(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut tall: Vec<&Cell> = Vec::new();
    let mut covered = Vec::with_capacity(rows.len());
    for row in rows {
        let at = row.first().map_or(0, |(cell, _)| cell.row);
        tall.retain(|cell| cell.row + cell.rows > at);
        let above = tall.iter().filter(|cell| cell.row < at);
        covered.push(above.map(|cell| cell.column).collect());
        tall.extend(
            row.iter()
                .map(|(cell, _)| cell)
                .filter(|cell| cell.rows > 1),
        );
    }
    covered
}

/// The printed rows inside one ruled row: where no lines are drawn between rows, several amounts
/// stand one below the other in the same cell.
fn parts(row: Row) -> Vec<Row> {
    let amounts = row
        .iter()
        .filter(|(cell, lines)| cell.rows == 1 && lines.len() > 1)
        .filter(|(_, lines)| lines.iter().all(|line| is_amount(&line.text())))
        .max_by_key(|(_, lines)| lines.len());
    let Some((_, lines)) = amounts else {
        return vec![row];
    };
    let middles = with_rows_of_words(lines.iter().map(|line| line.middle).collect(), &row);
    let edges: Vec<Length> = middles
        .windows(2)
        .filter_map(|pair| Some(pair.first()?.midpoint(*pair.last()?)))
        .collect();
    let mut parts: Vec<Row> = middles.iter().map(|_| Vec::new()).collect();
    for (cell, lines) in row {
        for line in lines {
            let at = edges.partition_point(|&edge| edge <= line.middle);
            let Some(part) = parts.get_mut(at) else {
                continue;
            };
            match part.last_mut() {
                Some((other, lines)) if *other == cell => lines.push(line),
                _ => part.push((cell, vec![line])),
            }
        }
    }
    parts
}

/// Adds the rows that print no figure: words that stand as far from all others as a row does.
fn with_rows_of_words(mut middles: Vec<Length>, row: &Row) -> Vec<Length> {
    let pitch = middles
        .windows(2)
        .filter_map(|pair| Some(pair.last()? - pair.first()?));
    let Some(pitch) = pitch.min() else {
        return middles;
    };
    for line in row.iter().flat_map(|(_, lines)| lines) {
        let near = |middle: &Length| (middle - line.middle).abs() * 10 < pitch * 8;
        if !middles.iter().any(near) {
            middles.push(line.middle);
        }
    }
    middles.sort_unstable();
    middles
}

/// A number no heading prints: decimals, thousands or more digits than a year has.
fn is_figure(text: &str) -> bool {
    let text = half_width(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    text.chars().all(number) && (digits > 4 || digits > 1 && text.contains(['.', ',']))
}
