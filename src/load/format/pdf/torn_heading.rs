//! Headings that a page break tears are put together above the rows on the next page.

use super::aligned::{self, Chunk};
use super::aligned_header;
use super::layout::{Block, Table};
use super::lines::{self, Words};
use super::page::{Glyph, Length};
use super::repeated;
use crate::load::vocabulary::Vocabulary;

/// Most lines of a heading at the foot of a page.
const MOST_LINES: usize = 8;
/// How many sizes of its letters the upper part is put above the lower one: no cell goes over both.
const APART: Length = 2;

/// Puts the upper parts of headings above the lower ones.
pub(super) fn join(pages: &mut [Vec<Block>]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let below = after.first_mut().and_then(|page| page.first_mut());
        if let (Some(page), Some(Block::Table(table))) = (before.last_mut(), below)
            && let Some(start) = begun(page)
            && let Some((rows, again)) = whole(page.get(start..).unwrap_or(&[]), table)
        {
            let top = table.tops.first().copied().unwrap_or(0);
            table.tops.splice(..again, vec![top; rows.len()]);
            table.rows.splice(..again, rows);
            page.truncate(start);
        }
    }
}

/// Where the heading begins that a page ends with: right below the caption of a table.
fn begun(page: &[Block]) -> Option<usize> {
    let chunks = |block: &Block| match block {
        Block::Text(text) => Some(chunks(std::iter::once(&text.text))),
        Block::Table(_) => None,
    };
    let heading = |line: &Vec<Chunk>| !aligned::ends(line) && line.iter().all(|c| !c.number);
    let lines = page.iter().rev().map_while(chunks).take_while(heading);
    let lines: Vec<Vec<Chunk>> = lines.take(MOST_LINES).collect();
    let start = page.len() - lines.len();
    let caption = page.get(start.checked_sub(1)?).and_then(chunks)?;
    let known = Vocabulary::embedded();
    let columns = lines.iter().flatten();
    let columns = columns.filter(|chunk| known.column(&chunk.text).is_some());
    (aligned::ends(&caption) && columns.count() > 1).then_some(start)
}

/// The rows of both parts, and how many rows of the table they take the place of; `None` where two
/// headings would stand over one column.
fn whole(upper: &[Block], table: &Table) -> Option<(Vec<Vec<Words>>, usize)> {
    let again = repeated::heading(table);
    let lower = table.rows.get(..again)?;
    if table.spans.is_empty() || lower.is_empty() {
        return None;
    }
    let lower: Vec<Glyph> = lower.iter().flatten().flat_map(glyphs).collect();
    let upper = upper.iter().filter_map(|block| match block {
        Block::Text(text) => Some(glyphs(&text.text)),
        Block::Table(_) => None,
    });
    let mut all: Vec<Glyph> = upper.flatten().collect();
    let foot = all.iter().map(|glyph| glyph.middle).max()?;
    let top = lower.iter().min_by_key(|glyph| glyph.middle)?;
    let moved = top.middle - top.size * APART - foot;
    all.iter_mut().for_each(|glyph| glyph.middle += moved);
    all.extend(lower);
    let lines: Vec<Vec<Chunk>> = lines::lines(all).iter().map(aligned::chunks).collect();
    let cells = aligned_header::torn(aligned_header::cells(&lines));
    let fits = table.spans.iter().all(|column| {
        let leaves = cells.iter().filter(|cell| cell.is_leaf);
        leaves.filter(|leaf| leaf.span.overlap(column) > 0).count() == 1
    });
    let rows = aligned_header::rows(&cells, &table.spans);
    let rows = rows.iter().map(|row| row.iter().map(Words::unplaced));
    fits.then(|| (rows.map(Iterator::collect).collect(), again))
}

fn chunks<'w>(words: impl Iterator<Item = &'w Words>) -> Vec<Chunk> {
    let lines = lines::lines(words.flat_map(glyphs).collect());
    lines.iter().flat_map(aligned::chunks).collect()
}

/// The characters of words where they stand.
fn glyphs(words: &Words) -> Vec<Glyph> {
    let of_run = |run: &lines::Run| {
        let text = words.get(run.start..run.start + run.bytes).unwrap_or("");
        let count = Length::try_from(text.chars().count()).unwrap_or(Length::MAX);
        let step = (run.right - run.left) / count.max(1);
        let (left, middle, size) = (run.left, run.middle, run.size);
        let glyphs = (0..).zip(text.chars()).map(move |(at, c)| Glyph {
            c,
            left: left + step * at,
            right: left + step * (at + 1),
            middle,
            size,
        });
        glyphs.collect::<Vec<Glyph>>()
    };
    words.runs.iter().flat_map(of_run).collect()
}
