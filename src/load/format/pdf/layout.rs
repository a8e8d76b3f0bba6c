//! One page → its blocks in reading order: lines of running text, and tables with their rows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::aligned;
use super::aligned_columns::Span;
use super::framed;
use super::halves::{self, Parts};
use super::lattice::Lattice;
use super::lines::{self, Line, Words};
use super::overflow;
use super::page::{Glyph, Length, Page, Rule, Sideways};
use super::rules;

/// A stretch of a page from top to bottom.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// Running text.
    Text(Text),
    /// A table.
    Table(Table),
}

/// Hands over every page with the table that begins the page behind it.
pub(super) fn at_breaks(
    pages: &mut [Vec<Block>],
    mut each: impl FnMut(&mut Vec<Block>, &mut Table),
) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let below = after.first_mut().and_then(|page| page.first_mut());
        if let (Some(page), Some(Block::Table(table))) = (before.last_mut(), below) {
            each(page, table);
        }
    }
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
    /// Positions of the horizontal lines, where there are any.
    pub(super) ys: Vec<Length>,
    /// Upper edges of the rows, or the middle of their figures where no lines tell them.
    pub(super) tops: Vec<Length>,
    /// Boxes that go on beyond the right edge of the page: their row and column.
    pub(super) open: Vec<(usize, usize)>,
    /// Texts by row and column.
    pub(super) rows: Vec<Vec<Words>>,
    /// For every row the columns that a merged cell above covers.
    pub(super) covered: Vec<Vec<usize>>,
    /// Whether another table stands beside it.
    pub(super) beside: bool,
    /// How far the words of each column reach, where no lines tell the columns.
    pub(super) spans: Vec<Span>,
    /// The lines of a page whose heading could not be read: its rows stand under that of the page
    /// before, or are no table.
    pub(super) instead: Vec<Text>,
}

/// Fewer words side by side are no names of columns.
const FEWEST_NAMES: usize = 3;
/// A frame with more rows has lines between them.
const MOST_BARE_ROWS: usize = 3;
/// So many figures stand in one box with the name of their column.
const FEWEST_HEADED: usize = 2;

/// What stands on a page before its rows are known.
enum Found {
    Line(Line),
    Table(Lattice, Vec<Vec<Line>>, bool),
}

impl Found {
    fn top(&self) -> Length {
        match self {
            Found::Line(line) => line.middle,
            Found::Table(lattice, ..) => lattice.top(),
        }
    }
}

/// The blocks of a page, from top to bottom; tables side by side from left to right.
pub(super) fn blocks(page: Page) -> Vec<Block> {
    let flat = |parts: Vec<Vec<Block>>| parts.into_iter().flatten().collect();
    match halves::divided(page) {
        Parts::Whole(page) => stretch(page),
        Parts::Beside(parts) => {
            let [above, left, right, below] = *parts;
            let beside = |page: Page| {
                let mut blocks = blocks(page);
                for block in &mut blocks {
                    if let Block::Table(table) = block {
                        table.beside = true;
                    }
                }
                blocks
            };
            flat(vec![
                stretch(above),
                beside(left),
                beside(right),
                blocks(below),
            ])
        }
        Parts::Unclear(parts) => {
            let [above, beside, below] = *parts;
            flat(vec![stretch(above), halves::texts(beside), blocks(below)])
        }
    }
}

/// The blocks of a page on which no tables with captions stand side by side.
fn stretch(page: Page) -> Vec<Block> {
    let rules = rules::merged(page.horizontal.clone());
    let mut lattices = lattices(&page, &rules);
    // A frame around columns that no line divides is none of their cells; nor are columns whose
    // heading no line divides from the rows below.
    lattices.retain(|lattice| match lattice.columns() {
        1 => !holds_columns(lattice, &page.glyphs),
        _ => !holds_heading_and_rows(lattice, &page.glyphs),
    });
    let beside: Vec<bool> = lattices
        .iter()
        .map(|lattice| lattices.iter().any(|other| lattice.is_beside(other)))
        .collect();
    let mut inside: Vec<Vec<Vec<Glyph>>> = lattices
        .iter()
        .map(|lattice| vec![Vec::new(); lattice.cells.len()])
        .collect();
    let mut outside = Vec::new();
    let cell_of = |glyph: &Glyph| {
        let mut cells = lattices.iter().enumerate();
        cells
            .find_map(|(at, lattice)| Some((at, lattice.cell_under(glyph.centre(), glyph.middle)?)))
    };
    let mut cells: Vec<Option<(usize, usize)>> = page.glyphs.iter().map(cell_of).collect();
    overflow::give_back(&page.glyphs, &mut cells);
    for (glyph, cell) in page.glyphs.into_iter().zip(cells) {
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
    let tables = tables.zip(beside);
    found.extend(tables.map(|((lattice, cells), beside)| Found::Table(lattice, cells, beside)));
    found.sort_by_key(Found::top);
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    for found in found {
        match found {
            Found::Line(line) => lines.push(line),
            Found::Table(lattice, cells, beside) => {
                blocks.extend(aligned::blocks(&std::mem::take(&mut lines), &rules));
                let mut framed = framed::blocks(&lattice, cells);
                for block in &mut framed {
                    if let Block::Table(table) = block {
                        table.beside = beside;
                    }
                }
                blocks.extend(framed);
            }
        }
    }
    blocks.extend(aligned::blocks(&lines, &rules));
    blocks
}

/// Whether figures, or the names of columns, stand side by side inside a table of one column.
fn holds_columns(lattice: &Lattice, glyphs: &[Glyph]) -> bool {
    let inside = glyphs
        .iter()
        .filter(|glyph| lattice.cell_under(glyph.centre(), glyph.middle).is_some());
    let lines = lines::lines(inside.copied().collect());
    let chunks: Vec<_> = lines.iter().map(aligned::chunks).collect();
    let figures = |line: &&Vec<aligned::Chunk>| {
        let amounts = line.iter().filter(|chunk| is_amount(&chunk.text));
        amounts.count() > 1
    };
    let names = chunks.iter().any(|line| line.len() >= FEWEST_NAMES);
    names || chunks.iter().filter(figures).count() > 1
}

/// Whether all amounts stand in one row of boxes, and in those boxes below words: only upright
/// lines are drawn, and what they hold has to be read like a table without any.
fn holds_heading_and_rows(lattice: &Lattice, glyphs: &[Glyph]) -> bool {
    let inside = glyphs
        .iter()
        .filter_map(|glyph| Some((lattice.cell_under(glyph.centre(), glyph.middle)?, *glyph)));
    let mut boxes: BTreeMap<usize, Vec<Glyph>> = BTreeMap::new();
    if lattice.rows() > MOST_BARE_ROWS {
        return false;
    }
    for (cell, glyph) in inside {
        boxes.entry(cell).or_default().push(glyph);
    }
    let mut rows = BTreeSet::new();
    let mut headed = 0;
    for (cell, glyphs) in boxes {
        let lines = lines::lines(glyphs);
        let amount = |line: &Line| is_amount(line.text().trim());
        let amounts = lines.iter().filter(|line| amount(line)).count();
        let row = lattice.cells.get(cell).map(|cell| cell.row);
        rows.extend(row.filter(|_| amounts > 0));
        let words = |line: &Line| line.text().chars().any(char::is_alphabetic);
        if lines.first().is_some_and(words) {
            headed += amounts;
        }
    }
    rows.len() == 1 && headed >= FEWEST_HEADED
}

pub(super) fn text(line: &Line) -> Text {
    Text {
        text: line.text(),
        middle: line.middle,
    }
}

/// The ruled tables, smaller ones first: a table inside another one owns its glyphs. Boxes around
/// text are no tables.
fn lattices(page: &Page, horizontal: &[Rule]) -> Vec<Lattice> {
    let vertical = rules::merged(page.vertical.clone());
    let frames = rules::frames(horizontal, &vertical);
    let mut lattices: Vec<Lattice> = frames.iter().filter_map(Lattice::new).collect();
    lattices.retain(|lattice| lattice.cells.len() > 1);
    lattices.sort_by_key(|lattice| lattice.cells.len());
    lattices
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

/// The text with half-width digits and marks.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '０'..='９' | '．' | '，' | '－');
    // The full-width forms of ASCII stand in its order.
    let half = |c: char| char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
    match text.chars().any(wide) {
        true => text
            .chars()
            .map(|c| if wide(c) { half(c) } else { c })
            .collect(),
        false => Cow::Borrowed(text),
    }
}

/// A whole number with decimals; the pieces of a wrapped one are not.
pub(super) fn is_amount(text: &str) -> bool {
    let text = half_width(text);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let Some((whole, decimals)) = text.rsplit_once('.') else {
        return false;
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole).replace(',', "");
    digits(&whole) && digits(decimals) && decimals.len() >= 2
}
