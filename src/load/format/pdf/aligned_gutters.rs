//! Words and figures that touch are told apart where columns begin and end in other lines.

use super::aligned::Chunk;
use super::layout::is_amount;
use super::page::{Glyph, Length};

/// How many tenths of its size an edge may miss those of its column.
const ASTRAY: Length = 2;
/// Fewer numbers may stand below each other by chance.
const FEWEST_BELOW: usize = 2;
/// Fewer words may begin at one place by chance, where nothing else tells two columns.
const FEWEST_BEGINNING: usize = 3;

/// What goes on behind a number that begins words: 2025年, 1、
const COUNTED: &str = "年月日个项类款号人次元%％、）)至";
/// And behind an amount, which counts neither years nor heads: 11.25年终结转 are two cells.
const MEASURED: &str = "元万亿千百倍%％、，；）)";

/// Where the words and numbers of a page begin and end, in ascending order.
struct Edges {
    number_left: Vec<Length>,
    number_right: Vec<Length>,
    words_left: Vec<Length>,
    /// Where amounts end that touch the words behind them.
    touching_right: Vec<Length>,
}

/// Divides what touches where a column ends and another one begins.
pub(super) fn divided(lines: Vec<Vec<Chunk>>) -> Vec<Vec<Chunk>> {
    let edges = Edges::of(&lines);
    if edges.number_left.len() + edges.touching_right.len() < FEWEST_BELOW {
        return lines;
    }
    let of_line = |line: Vec<Chunk>| {
        let several = line.len() > 1;
        let pieces = line
            .into_iter()
            .flat_map(|chunk| edges.pieces(chunk, several));
        pieces.collect()
    };
    lines.into_iter().map(of_line).collect()
}

impl Edges {
    fn of(lines: &[Vec<Chunk>]) -> Self {
        let edges = |number: bool, edge: &dyn Fn(&Chunk) -> Length| {
            let chunks = lines.iter().flatten();
            let chunks = chunks.filter(|chunk| chunk.number == number);
            let mut edges: Vec<Length> = chunks.map(edge).collect();
            edges.sort_unstable();
            edges
        };
        Edges {
            number_left: edges(true, &|chunk| chunk.left),
            number_right: edges(true, &|chunk| chunk.right),
            words_left: edges(false, &|chunk| chunk.left),
            touching_right: touching_right(lines),
        }
    }

    fn pieces(&self, chunk: Chunk, several: bool) -> Vec<Chunk> {
        if chunk.number || chunk.text.contains('。') {
            return vec![chunk];
        }
        let Some(at) = self.border(&chunk.line.glyphs, several) else {
            return vec![chunk];
        };
        let (left, right) = chunk.line.glyphs.split_at(at);
        [left, right].map(Chunk::of).into()
    }

    /// Where the second of two columns begins.
    fn border(&self, glyphs: &[Glyph], several: bool) -> Option<usize> {
        let number = |glyphs: &[Glyph]| {
            glyphs.iter().all(is_digit) && glyphs.iter().any(|glyph| glyph.c.is_ascii_digit())
        };
        let leading = glyphs.iter().take_while(|glyph| is_digit(glyph)).count();
        let trailing = glyphs
            .iter()
            .rev()
            .take_while(|glyph| is_digit(glyph))
            .count();
        let borders = [leading, glyphs.len() - trailing];
        let of_number = borders.into_iter().find(|&at| {
            let (left, right) = glyphs.split_at(at);
            match (number(left), number(right)) {
                (true, false) => {
                    !is_counted(left, right)
                        && self.is_number(left)
                        && (self.begins_words(right, 1) || self.touches_below(left))
                }
                (false, true) => self.is_number(right) && several,
                _ => false,
            }
        });
        of_number.or_else(|| self.border_of_words(glyphs))
    }

    /// Whether other numbers begin or end where this one does.
    fn is_number(&self, glyphs: &[Glyph]) -> bool {
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
            return false;
        };
        let astray = first.size * ASTRAY / 10;
        let below = count(&self.number_left, first.left, astray);
        let touching = count(&self.touching_right, last.right, astray).saturating_sub(1);
        let below = below.max(count(&self.number_right, last.right, astray) + touching);
        below >= FEWEST_BELOW
    }

    /// Whether amounts of several lines end here and touch what stands behind: words that begin at
    /// the end of a column are no part of its figures.
    fn touches_below(&self, glyphs: &[Glyph]) -> bool {
        glyphs.last().is_some_and(|last| {
            let astray = last.size * ASTRAY / 10;
            count(&self.touching_right, last.right, astray) >= FEWEST_BEGINNING
        })
    }

    fn begins_words(&self, glyphs: &[Glyph], fewest: usize) -> bool {
        glyphs.first().is_some_and(|first| {
            count(&self.words_left, first.left, first.size * ASTRAY / 10) >= fewest
        })
    }

    /// Where words begin a column that stand a little farther from those before than all others do.
    fn border_of_words(&self, glyphs: &[Glyph]) -> Option<usize> {
        let gaps = glyphs.windows(2).filter_map(|pair| {
            let (before, glyph) = (pair.first()?, pair.last()?);
            Some(glyph.left - before.right)
        });
        let mut gaps: Vec<(Length, usize)> = gaps.zip(1..).collect();
        gaps.sort_unstable();
        let ((widest, at), (next, _)) = (gaps.pop()?, gaps.pop()?);
        let (left, right) = glyphs.split_at_checked(at)?;
        let size = right.first()?.size;
        let apart = (widest - next) * 20 > size && left.len() > 1 && right.len() > 1;
        (apart && self.begins_words(right, FEWEST_BEGINNING)).then_some(at)
    }
}

/// Where the amounts end that begin words, in ascending order.
fn touching_right(lines: &[Vec<Chunk>]) -> Vec<Length> {
    let words = lines.iter().flatten().filter(|chunk| !chunk.number);
    let mut edges: Vec<Length> = words
        .filter_map(|chunk| {
            let glyphs = &chunk.line.glyphs;
            let leading = glyphs.iter().take_while(|glyph| is_digit(glyph)).count();
            let (amount, words) = glyphs.split_at_checked(leading)?;
            let touches = !words.is_empty() && is_amount(&text(amount));
            let last = amount
                .last()
                .filter(|_| touches && !is_counted(amount, words))?;
            Some(last.right)
        })
        .collect();
    edges.sort_unstable();
    edges
}

/// Whether words go on that begin with a number: 2025年, 12.50元
fn is_counted(number: &[Glyph], words: &[Glyph]) -> bool {
    let units = if is_amount(&text(number)) {
        MEASURED
    } else {
        COUNTED
    };
    words.first().is_some_and(|glyph| units.contains(glyph.c))
}

fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.c).collect()
}

fn is_digit(glyph: &Glyph) -> bool {
    glyph.c.is_ascii_digit() || matches!(glyph.c, '.' | ',' | '-')
}

/// How many edges stand at a place, or nearly so.
fn count(edges: &[Length], at: Length, astray: Length) -> usize {
    let from = edges.partition_point(|edge| *edge < at - astray);
    let to = edges.partition_point(|edge| *edge <= at + astray);
    to - from
}
