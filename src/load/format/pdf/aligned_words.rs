//! Words of tables without ruling lines that wrap or nearly touch: units above them, and headings.

use std::borrow::Cow;

use super::aligned::{self, Chunk};
use super::aligned_columns::{self, Span};
use super::lines::Line;
use super::page::{Glyph, Length};
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::vocabulary::Vocabulary;

/// Lines of one cell stand no farther apart than so many tenths of their size.
const CELL_APART: Length = 17;
/// How many lines below its beginning the rest of a unit stands: that of a lower cell may be between.
const REST_BELOW: usize = 2;
/// What a unit may go on with on its second line.
const UNIT_LETTERS: &str = "人民币亿万千百元）)";
/// Shorter headings are found in other words by chance.
const SHORTEST_HEADING: usize = 4;
/// Headings that stand so many tenths of an em apart are two where figures below are.
const TOUCHING: Length = 1;

/// Puts the rest of a unit that wraps at the edge of the page (单位：人民币万 over 元) behind it.
pub(super) fn with_whole_units(lines: &[Line]) -> Cow<'_, [Line]> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let chunks = aligned::chunks(line);
        let Some(unit) = chunks.last().filter(|unit| unit.text.contains("单位")) else {
            continue;
        };
        let below = at + 1..=at + REST_BELOW;
        let rest = below.into_iter().find(|&below| {
            let rest = lines.get(below);
            rest.is_some_and(|rest| is_rest_of_unit(unit, rest))
        });
        found.extend(rest.map(|rest| (at, rest)));
    }
    if found.is_empty() {
        return Cow::Borrowed(lines);
    }
    let mut whole = lines.to_vec();
    for (at, rest) in found.into_iter().rev() {
        let rest = whole.remove(rest);
        if let Some(line) = whole.get_mut(at) {
            line.glyphs.extend(rest.glyphs);
        }
    }
    Cow::Owned(whole)
}

fn is_rest_of_unit(unit: &Chunk, below: &Line) -> bool {
    let near = (below.middle - unit.line.middle) * 10 <= below.size() * CELL_APART;
    let rest = below.text();
    if !near || rest.is_empty() || !rest.chars().all(|c| UNIT_LETTERS.contains(c)) {
        return false;
    }
    let span = Span {
        left: below.left(),
        right: below.glyphs.last().map_or(0, |glyph| glyph.right),
    };
    let whole = format!("{}{}", unit.text.trim(), rest.trim());
    let known = CaptionRows::new(Vocabulary::embedded());
    span.overlap(&unit.span()) > 0 && matches!(known.kind(&whole), LineKind::UnitNote(_))
}

/// Divides headings that nearly touch: nothing else in them stands apart, and no column of figures
/// is below two of them.
pub(super) fn divided(heading: Vec<Vec<Chunk>>, body: &[Vec<Chunk>]) -> Vec<Vec<Chunk>> {
    let figures = body.iter().flatten().filter(|chunk| chunk.number);
    let figures = aligned_columns::united(figures.map(Chunk::span));
    let of_line = |line: Vec<Chunk>| line.into_iter().flat_map(|chunk| pieces(chunk, &figures));
    heading
        .into_iter()
        .map(|line| of_line(line).collect())
        .collect()
}

fn pieces(chunk: Chunk, figures: &[Span]) -> Vec<Chunk> {
    // Figures beside letters stand apart in one heading too: 2024 年.
    let near = |before: &Glyph, glyph: &Glyph| {
        let size = before.size.min(glyph.size);
        let figure = before.c.is_ascii() || glyph.c.is_ascii();
        figure || (glyph.left - before.right) * 10 <= size * TOUCHING
    };
    let mut pieces: Vec<&[Glyph]> = chunk.line.glyphs.chunk_by(near).collect();
    if pieces.len() < 2 || pieces.iter().any(|piece| piece.len() < 2) {
        pieces = two_headings(&chunk);
    }
    if pieces.len() < 2 {
        return vec![chunk];
    }
    let pieces: Vec<Chunk> = pieces.into_iter().map(Chunk::of).collect();
    let above = |figures: &Span| {
        let above = pieces.iter().map(Chunk::span);
        above.filter(|piece| piece.overlap(figures) > 0).count()
    };
    let above: Vec<usize> = figures.iter().map(above).collect();
    match above.iter().all(|count| *count < 2) && above.contains(&1) {
        true => pieces,
        false => vec![chunk],
    }
}

/// The two headings that touch in words which are none: 2023年预算数2024年预算数.
fn two_headings(chunk: &Chunk) -> Vec<&[Glyph]> {
    let glyphs = chunk.line.glyphs.as_slice();
    let known = |glyphs: &[Glyph]| {
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        Vocabulary::embedded().column(&text).is_some()
    };
    let border = || {
        let mut borders = SHORTEST_HEADING..=glyphs.len() - SHORTEST_HEADING;
        borders.find(|&at| {
            let (left, right) = glyphs.split_at(at);
            known(left) && known(right)
        })
    };
    if glyphs.len() < 2 * SHORTEST_HEADING || known(glyphs) {
        return Vec::new();
    }
    border().map_or_else(Vec::new, |at| {
        let (left, right) = glyphs.split_at(at);
        vec![left, right]
    })
}
