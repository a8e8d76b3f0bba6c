//! One page → its lines of text in reading order: running text, and the rows of its tables.

use super::lattice::{Cell, Lattice};
use super::lines::{self, Line};
use super::page::{Glyph, Length, Page};
use super::rules;

/// A stretch of the page from top to bottom.
enum Block {
    Line(Line),
    Table(Lattice, Vec<Vec<Glyph>>),
}

impl Block {
    fn top(&self) -> Length {
        match self {
            Block::Line(line) => line.middle,
            Block::Table(lattice, _) => lattice.top(),
        }
    }
}

/// The lines of a page.
pub(super) fn lines(page: Page) -> Vec<String> {
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
    let mut blocks: Vec<Block> = lines::lines(outside).into_iter().map(Block::Line).collect();
    let tables = lattices.into_iter().zip(inside);
    blocks.extend(tables.map(|(lattice, cells)| Block::Table(lattice, cells)));
    blocks.sort_by_key(Block::top);
    let mut printed = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => printed.push(line.text()),
            Block::Table(lattice, cells) => table(&lattice, cells, &mut printed),
        }
    }
    printed
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

fn table(lattice: &Lattice, cells: Vec<Vec<Glyph>>, printed: &mut Vec<String>) {
    let mut rows: Vec<Row<'_>> = (0..lattice.rows()).map(|_| Vec::new()).collect();
    for (cell, glyphs) in lattice.cells.iter().zip(cells) {
        if let Some(row) = rows.get_mut(cell.row)
            && !glyphs.is_empty()
        {
            row.push((cell, lines::lines(glyphs)));
        }
    }
    rows.retain(|row| !row.is_empty());
    let whole_width = |row: &Row<'_>| {
        row.iter()
            .all(|(cell, _)| cell.columns == lattice.columns())
    };
    let body = rows.iter().position(|row| !whole_width(row));
    let end = rows.iter().rposition(|row| !whole_width(row));
    for (index, row) in rows.into_iter().enumerate() {
        let around = body.is_none_or(|body| index < body) || end.is_none_or(|end| index > end);
        if around {
            // Titles above and notes below, drawn inside the frame.
            printed.extend(row.iter().flat_map(|(_, lines)| lines).map(Line::text));
        } else {
            for part in parts(row) {
                printed.push(tabbed(&part, lattice.columns()));
            }
        }
    }
    printed.push(String::new());
}

fn tabbed(row: &Row<'_>, columns: usize) -> String {
    let mut texts = vec![String::new(); columns];
    for (cell, lines) in row {
        if let Some(text) = texts.get_mut(cell.column) {
            *text = lines::joined(lines);
        }
    }
    texts.join("\t")
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

/// A whole number with decimals; the pieces of a wrapped one are not.
fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let Some((whole, decimals)) = text.rsplit_once('.') else {
        return false;
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole).replace(',', "");
    digits(&whole) && digits(decimals) && decimals.len() >= 2
}
