//! Headings that a page break tears are put together above the rows on the next page.

use super::aligned::{self, Chunk};
use super::aligned_header::{self, Heading, torn};
use super::aligned_lines;
use super::layout::{Block, Table, at_breaks};
use super::lines::{self, Words};
use super::page::{Glyph, Length};
use super::repeated;
use crate::load::vocabulary::Vocabulary;

/// Most lines of a heading at the foot of a page.
const MOST_LINES: usize = 8;
/// How many tenths of its size the upper part is put above the lower one: so that no cell goes over
/// both, and as lines of one cell stand.
const APART: Length = 20;
const TIGHT: Length = 14;

/// Puts the upper parts of headings above the lower ones.
pub(super) fn join(pages: &mut [Vec<Block>]) {
    at_breaks(pages, |page, table| {
        if let Some(start) = begun(page)
            && let Some((rows, again)) = whole(page.get(start..).unwrap_or(&[]), table)
        {
            let top = table.tops.first().copied().unwrap_or(0);
            table.tops.splice(..again, vec![top; rows.len()]);
            table.rows.splice(..again, rows);
            page.truncate(start);
        }
    });
}

/// Where the heading begins that a page ends with: right below the caption of a table.
fn begun(page: &[Block]) -> Option<usize> {
    let chunks = |block: &Block| match block {
        Block::Text(text) => Some(chunks(std::iter::once(&text.text))),
        Block::Table(_) => None,
    };
    let heading = |line: &Vec<Chunk>| !aligned_lines::ends(line) && line.iter().all(|c| !c.number);
    let lines = page.iter().rev().map_while(chunks).take_while(heading);
    let lines: Vec<Vec<Chunk>> = lines.take(MOST_LINES).collect();
    let start = page.len() - lines.len();
    let caption = page.get(start.checked_sub(1)?).and_then(chunks)?;
    let known = Vocabulary::embedded();
    let columns = lines.iter().flatten();
    let columns = columns.filter(|chunk| known.column(&chunk.text).is_some());
    (aligned_lines::ends(&caption) && columns.count() > 1).then_some(start)
}

/// The rows of both parts, and how many rows of the table they take the place of; `None` where two
/// headings would stand over one column.
fn whole(upper: &[Block], table: &Table) -> Option<(Vec<Vec<Words>>, usize)> {
    let counts = |cell: &Words| !cell.is_empty() && cell.trim().bytes().all(|c| c.is_ascii_digit());
    let lower = table.rows.get(..repeated::heading(table))?;
    let again = lower.iter().position(|row| row.iter().any(counts));
    let again = again.unwrap_or(lower.len());
    let lower = lower.get(..again)?;
    if table.spans.is_empty() {
        return None;
    }
    let lower: Vec<Glyph> = lower.iter().flatten().flat_map(glyphs).collect();
    let upper = upper.iter().filter_map(|block| match block {
        Block::Text(text) => Some(glyphs(&text.text)),
        Block::Table(_) => None,
    });
    let upper: Vec<Glyph> = upper.flatten().collect();
    let last = upper.iter().max_by_key(|glyph| glyph.middle)?;
    let foot = last.middle;
    // Nothing but the rows may be left for the next page.
    let top = lower.iter().min_by_key(|glyph| glyph.middle);
    let top = *top.unwrap_or(last);
    // Lines of words, the upper ones so many tenths of a size above the lower ones.
    let apart = |tenths: Length| {
        let moved = top.middle - top.size * tenths / 10 - foot;
        let mut all = upper.clone();
        all.iter_mut().for_each(|glyph| glyph.middle += moved);
        all.extend(&lower);
        let lines: Vec<Vec<Chunk>> = lines::lines(all).iter().map(aligned::chunks).collect();
        aligned_header::cells(&lines, &[])
    };
    let fits = |cells: &Vec<Heading>| {
        table.spans.iter().all(|column| {
            let leaves = cells.iter().filter(|cell| cell.is_leaf);
            leaves.filter(|leaf| leaf.span.overlap(column) > 0).count() == 1
        })
    };
    // The page may break inside the cells; then they are headings only with both parts.
    let known = |cell: &Heading| Vocabulary::embedded().column(&cell.text()).is_some();
    let rest = |cell: &&Heading| cell.bottom() >= top.middle;
    let broken = |cells: &Vec<Heading>| lower.is_empty() || cells.iter().filter(rest).all(known);
    let tight = Some(torn(apart(TIGHT))).filter(|cells| fits(cells) && broken(cells));
    let loose = || Some(torn(apart(APART))).filter(fits);
    // A heading that is whole may have groups with nothing right below them.
    let untorn = || Some(apart(APART)).filter(|cells| lower.is_empty() && fits(cells));
    let cells = tight.or_else(loose).or_else(untorn)?;
    let rows = aligned_header::rows(&cells, &table.spans, false)?;
    let rows = rows.iter().map(|row| row.iter().map(Words::unplaced));
    Some((rows.map(Iterator::collect).collect(), again))
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
