//! One page → its blocks in reading order: lines of running text, and tables with their rows.

use std::collections::BTreeMap;

use super::aligned;
use super::lattice::{Cell, Lattice};
use super::lines::{self, Line, Words};
use super::page::{Glyph, Length, Page, Sideways};
use super::rules;

/// A stretch of a page from top to bottom.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// Running text.
    Text(Text),
    /// A table.
    Table(Table),
}

/// A line outside of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// Its characters.
    pub(super) text: Words,
    /// Height of its centre.
    pub(super) middle: Length,
}

/// The rows of a ruled table; merged cells print their text in their first field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Positions of the vertical lines.
    pub(super) xs: Vec<Length>,
    /// Texts by row and column.
    pub(super) rows: Vec<Vec<Words>>,
    /// For every row the columns that a merged cell above covers.
    pub(super) covered: Vec<Vec<usize>>,
    /// Whether its columns are told by the places of words, not by lines.
    pub(super) placed: bool,
}

/// What stands on a page before its rows are known.
enum Found {
    Line(Line),
    Table(Lattice, Vec<Vec<Line>>),
}

impl Found {
    fn top(&self) -> Length {
        match self {
            Found::Line(line) => line.middle,
            Found::Table(lattice, _) => lattice.top(),
        }
    }
}

/// The blocks of a page, from top to bottom.
pub(super) fn blocks(page: Page) -> Vec<Block> {
    let lattices = lattices(&page);
    let mut inside: Vec<Vec<Vec<Glyph>>> = lattices
        .iter()
        .map(|lattice| vec![Vec::new(); lattice.cells.len()])
        .collect();
    let mut outside = Vec::new();
    for glyph in page.glyphs {
        let cell = lattices.iter().enumerate().find_map(|(at, lattice)| {
            let cell = lattice.cell_under(glyph.centre(), glyph.middle)?;
            Some((at, cell))
        });
        let place = cell.and_then(|(at, cell)| inside.get_mut(at)?.get_mut(cell));
        place.unwrap_or(&mut outside).push(glyph);
    }
    let mut found: Vec<Found> = lines::lines(outside).into_iter().map(Found::Line).collect();
    let mut sideways: BTreeMap<(usize, usize), Vec<Sideways>> = BTreeMap::new();
    for glyph in page.sideways {
        let (x, y) = (glyph.glyph.centre(), glyph.glyph.middle);
        let cells = lattices.iter().enumerate();
        let cell = cells
            .into_iter()
            .find_map(|(at, lattice)| Some((at, lattice.cell_under(x, y)?)));
        if let Some(cell) = cell {
            sideways.entry(cell).or_default().push(glyph);
        }
    }
    let tables = lattices.into_iter().zip(inside).enumerate();
    let tables = tables.map(|(table, (lattice, cells))| {
        let cells = cells.into_iter().enumerate().map(|(cell, glyphs)| {
            // Stamps and marks at the edge run across upright words and are no part of them.
            match sideways.get(&(table, cell)) {
                Some(sideways) if glyphs.is_empty() => lines::sideways(sideways),
                _ => lines::of_cell(glyphs),
            }
        });
        (lattice, cells.collect())
    });
    found.extend(tables.map(|(lattice, cells)| Found::Table(lattice, cells)));
    found.sort_by_key(Found::top);
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    for found in found {
        match found {
            Found::Line(line) => lines.push(line),
            Found::Table(lattice, cells) => {
                blocks.extend(aligned::blocks(&std::mem::take(&mut lines)));
                table(&lattice, cells, &mut blocks);
            }
        }
    }
    blocks.extend(aligned::blocks(&lines));
    blocks
}

pub(super) fn text(line: &Line) -> Block {
    Block::Text(Text {
        text: line.text(),
        middle: line.middle,
    })
}

/// The ruled tables, smaller ones first: a table inside another one owns its glyphs. Boxes around
/// text are no tables.
fn lattices(page: &Page) -> Vec<Lattice> {
    let horizontal = rules::merged(page.horizontal.clone());
    let vertical = rules::merged(page.vertical.clone());
    let frames = rules::frames(&horizontal, &vertical);
    let mut lattices: Vec<Lattice> = frames.iter().filter_map(Lattice::new).collect();
    lattices.retain(|lattice| lattice.cells.len() > 1);
    lattices.sort_by_key(|lattice| lattice.cells.len());
    lattices
}

/// One row of the fine grid: its cells with their lines.
type Row<'a> = Vec<(&'a Cell, Vec<Line>)>;

fn table(lattice: &Lattice, mut cells: Vec<Vec<Line>>, blocks: &mut Vec<Block>) {
    fill_headings(lattice, &mut cells);
    let mut rows: Vec<Row<'_>> = (0..lattice.rows()).map(|_| Vec::new()).collect();
    for (cell, lines) in lattice.cells.iter().zip(cells) {
        if let Some(row) = rows.get_mut(cell.row)
            && !lines.is_empty()
        {
            row.push((cell, lines));
        }
    }
    rows.retain(|row| !row.is_empty());
    let whole_width = |row: &Row<'_>| {
        row.iter()
            .all(|(cell, _)| cell.columns == lattice.columns())
    };
    let begin = rows.iter().position(|row| !whole_width(row));
    let begin = begin.unwrap_or(rows.len());
    let end = rows.iter().rposition(|row| !whole_width(row));
    let notes = rows.split_off(end.map_or(begin, |end| end + 1));
    let body = rows.split_off(begin);
    // Titles above and notes below may be drawn inside the frame.
    let texts = |rows: &[Row<'_>]| -> Vec<Block> {
        let lines = rows.iter().flatten().flat_map(|(_, lines)| lines);
        lines.map(text).collect()
    };
    blocks.extend(texts(&rows));
    let body: Vec<Row<'_>> = body.into_iter().flat_map(parts).collect();
    if !body.is_empty() {
        blocks.push(Block::Table(Table {
            rows: printed(&body, lattice),
            covered: covered(&body),
            placed: false,
            xs: lattice.xs.clone(),
        }));
    }
    blocks.extend(texts(&notes));
}

/// An empty box above a heading of the same width is a part of it: once cells are text, a blank
/// would look like a part of the box to its left.
fn fill_headings(lattice: &Lattice, cells: &mut [Vec<Line>]) {
    // Cells stand in reading order: the first figure stands in the first row of the body.
    let body = lattice
        .cells
        .iter()
        .zip(cells.iter())
        .find(|(_, lines)| is_figure(&lines::joined(lines)))
        .map_or(0, |(cell, _)| cell.row);
    for at in (0..lattice.cells.len()).rev() {
        let Some(cell) = lattice.cells.get(at).filter(|cell| cell.row < body) else {
            continue;
        };
        let is_below = |other: &Cell| {
            (other.row, other.column, other.columns)
                == (cell.row + cell.rows, cell.column, cell.columns)
                && other.row < body
        };
        let below = lattice.cells.iter().position(is_below);
        if let Some(below) = below
            && cells.get(at).is_some_and(Vec::is_empty)
        {
            cells.swap(at, below);
        }
    }
}

/// The texts of the rows. Words moved to the right in their column keep as many blanks in front:
/// the place of a name tells its level.
fn printed(rows: &[Row<'_>], lattice: &Lattice) -> Vec<Vec<Words>> {
    let left = |cell: &Cell, lines: &[Line]| {
        let edge = lattice.xs.get(cell.column).copied().unwrap_or(0);
        lines.first().map_or(0, Line::left) - edge
    };
    let texts = |row: &Row<'_>| {
        let mut texts = vec![Words::default(); lattice.columns()];
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
fn covered(rows: &[Row<'_>]) -> Vec<Vec<usize>> {
    let mut tall: Vec<&Cell> = Vec::new();
    let mut covered = Vec::with_capacity(rows.len());
    for row in rows {
        let at = row.first().map_or(0, |(cell, _)| cell.row);
        tall.retain(|cell| cell.row + cell.rows > at);
        let above = tall.iter().filter(|cell| cell.row < at);
        covered.push(above.map(|cell| cell.column).collect());
        tall.extend(
            row.iter()
                .map(|(cell, _)| *cell)
                .filter(|cell| cell.rows > 1),
        );
    }
    covered
}

/// The text of a cell behind one blank for every half em it is moved to the right.
pub(super) fn indented(lines: &[Line], moved: Length) -> Words {
    const MOST_BLANKS: Length = 24;
    let text = lines::joined(lines);
    let size = lines.first().map_or(0, Line::size);
    let words = text.chars().any(char::is_alphabetic);
    if size == 0 || !words {
        return text;
    }
    let blanks = ((moved * 4 + size) / (size * 2)).clamp(0, MOST_BLANKS);
    text.behind(usize::try_from(blanks).unwrap_or(0))
}

/// The printed rows inside one ruled row: where no lines are drawn between rows, several amounts
/// stand one below the other in the same cell.
fn parts(row: Row<'_>) -> Vec<Row<'_>> {
    let amounts = row
        .iter()
        .filter(|(cell, lines)| cell.rows == 1 && lines.len() > 1)
        .filter(|(_, lines)| lines.iter().all(|line| is_amount(&line.text())))
        .max_by_key(|(_, lines)| lines.len());
    let Some((_, lines)) = amounts else {
        return vec![row];
    };
    let middles: Vec<Length> = lines.iter().map(|line| line.middle).collect();
    let edges: Vec<Length> = middles
        .windows(2)
        .filter_map(|pair| Some(pair.first()?.midpoint(*pair.last()?)))
        .collect();
    let mut parts: Vec<Row<'_>> = middles.iter().map(|_| Vec::new()).collect();
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

/// A number no heading prints: decimals, thousands or more digits than a year has.
fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    text.chars().all(number) && (digits > 4 || digits > 1 && text.contains(['.', ',']))
}

/// A whole number with decimals; the pieces of a wrapped one are not.
pub(super) fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let Some((whole, decimals)) = text.rsplit_once('.') else {
        return false;
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole).replace(',', "");
    digits(&whole) && digits(decimals) && decimals.len() >= 2
}
