//! Tables with captions of their own side by side on one page: each is read as if it stood alone.
//!
//! Two titles on one line tell them. What divides them is a strip below the titles that nothing is
//! printed or drawn in; of several such strips the one that every title stands in the middle beside,
//! or that the captions below the titles leave free.

use super::aligned::{self, Chunk};
use super::aligned_columns::Span;
use super::layout::{self, Block};
use super::lines::{self, Line};
use super::page::{Length, Page, Rule};
use crate::load::blocks::caption::LineKind;
use crate::load::blocks::caption_rows::CaptionRows;
use crate::load::vocabulary::Vocabulary;

/// Fewer amounts on one side of a strip make no table.
const FEWEST_AMOUNTS: usize = 2;
/// How many sizes of its letters a strip between two tables is wide at least.
const NARROWEST: Length = 1;
/// A page prints no more tables side by side, and no more lines are looked at.
const MOST_STRIPS: usize = 64;
const MOST_LINES: usize = 2_000;
/// Lines of captions above the titles that belong to the tables below.
const MOST_ABOVE: usize = 3;

/// A page in parts.
#[derive(Debug)]
pub(super) enum Parts {
    /// Nothing stands side by side.
    Whole(Page),
    /// What stands above, the left tables, those on their right, and what stands below.
    Beside(Box<[Page; 4]>),
    /// Tables side by side whose border is not plain: what stands above, they, and what stands below.
    Unclear(Box<[Page; 3]>),
}

/// Divides a page where two tables with captions stand beside each other.
pub(super) fn divided(page: Page) -> Parts {
    let Some(band) = Band::of(&page) else {
        return Parts::Whole(page);
    };
    match band.strip {
        Some(strip) => {
            let middle = strip.left.midpoint(strip.right);
            Parts::Beside(Box::new(page_parts(page, |x, y| match () {
                () if y < band.top => 0,
                () if y >= band.bottom => 3,
                () => 1 + usize::from(x >= middle),
            })))
        }
        None => Parts::Unclear(Box::new(page_parts(page, |_, y| {
            usize::from(y >= band.top) + usize::from(y >= band.bottom)
        }))),
    }
}

/// The lines of a page as running text: what stands where is not known.
pub(super) fn texts(page: Page) -> Vec<Block> {
    let lines = lines::lines(page.glyphs);
    lines
        .iter()
        .map(|line| Block::Text(layout::text(line)))
        .collect()
}

/// Every piece of a page in the part that its middle belongs to.
fn page_parts<const N: usize>(page: Page, part: impl Fn(Length, Length) -> usize) -> [Page; N] {
    let mut parts: [Page; N] = std::array::from_fn(|_| Page {
        writing: page.writing,
        ..Page::default()
    });
    for glyph in page.glyphs {
        if let Some(part) = parts.get_mut(part(glyph.centre(), glyph.middle)) {
            part.glyphs.push(glyph);
        }
    }
    for sideways in page.sideways {
        let glyph = sideways.glyph;
        if let Some(part) = parts.get_mut(part(glyph.centre(), glyph.middle)) {
            part.sideways.push(sideways);
        }
    }
    for rule in page.horizontal {
        if let Some(part) = parts.get_mut(part(rule.from.midpoint(rule.to), rule.at)) {
            part.horizontal.push(rule);
        }
    }
    for rule in page.vertical {
        if let Some(part) = parts.get_mut(part(rule.at, rule.from.midpoint(rule.to))) {
            part.vertical.push(rule);
        }
    }
    parts
}

/// The height that tables side by side take of a page, and the strip between the first two of them,
/// where it is plain.
#[derive(Debug)]
struct Band {
    top: Length,
    bottom: Length,
    strip: Option<Span>,
}

impl Band {
    fn of(page: &Page) -> Option<Band> {
        if page.glyphs.iter().filter(|glyph| glyph.c == '表').count() < 2 {
            return None;
        }
        let lines = lines::lines(page.glyphs.clone());
        let known = CaptionRows::new(Vocabulary::embedded());
        let title = |chunk: &Chunk| matches!(known.kind(chunk.text.trim()), LineKind::Title(_));
        let titles = |line: &Line| -> Vec<Span> {
            if line.glyphs.iter().filter(|glyph| glyph.c == '表').count() < 2 {
                return Vec::new();
            }
            let chunks = aligned::chunks(line);
            let titles = chunks.iter().filter(|chunk| title(chunk));
            titles.map(Chunk::span).collect()
        };
        let (at, titles) = lines.iter().enumerate().find_map(|(at, line)| {
            let titles = titles(line);
            (titles.len() > 1).then_some((at, titles))
        })?;
        let [left, right] = titles.get(..2)? else {
            return None;
        };
        let (strips, end) = strips(page, &lines, at, left, right);
        let body: Vec<Vec<Chunk>> = lines.get(at..end)?.iter().map(aligned::chunks).collect();
        let amounts = |strip: &Span, beside: bool| {
            let chunks = body.iter().flatten().filter(|chunk| chunk.amount);
            chunks
                .filter(|chunk| (chunk.left >= strip.right) == beside)
                .count()
        };
        let both = |strip: &Span| {
            amounts(strip, false) >= FEWEST_AMOUNTS && amounts(strip, true) >= FEWEST_AMOUNTS
        };
        let strips: Vec<Span> = strips.into_iter().filter(both).collect();
        if strips.is_empty() {
            return None;
        }
        let strip = plain(&strips, &body, left, right, titles.get(2));
        let whole = |line: &Line| {
            let chunks = aligned::chunks(line);
            let of_caption = |chunk: &Chunk| {
                !matches!(
                    known.kind(chunk.text.trim()),
                    LineKind::Text | LineKind::Cells
                )
            };
            let crosses =
                |chunk: &Chunk| strip.is_none_or(|strip| chunk.span().overlap(&strip) > 0);
            chunks.len() > 1
                && chunks
                    .iter()
                    .all(|chunk| of_caption(chunk) && !crosses(chunk))
        };
        let above = lines.get(at.saturating_sub(MOST_ABOVE)..at).unwrap_or(&[]);
        let above = above.iter().rev().take_while(|line| whole(line)).count();
        let height = |at: usize| lines.get(at).map(|line| line.middle);
        let edge = |before: Option<usize>, at: usize| {
            let before = before.and_then(height);
            before
                .zip(height(at))
                .map(|(before, at)| before.midpoint(at))
        };
        let first = at - above;
        Some(Band {
            top: edge(first.checked_sub(1), first).unwrap_or(Length::MIN),
            bottom: edge(end.checked_sub(1), end).unwrap_or(Length::MAX),
            strip,
        })
    }
}

/// The strips between two titles that the lines below leave free, and the first line that leaves none.
fn strips(page: &Page, lines: &[Line], at: usize, left: &Span, right: &Span) -> (Vec<Span>, usize) {
    let size = lines.get(at).map_or(0, Line::size);
    let top = lines.get(at).map_or(0, |line| line.middle);
    let mut rules: Vec<&Rule> = page
        .horizontal
        .iter()
        .filter(|rule| rule.at > top)
        .collect();
    rules.sort_by_key(|rule| rule.at);
    let mut rules = rules.into_iter().peekable();
    let mut free = vec![Span {
        left: left.right,
        right: right.left,
    }];
    let mut end = at + 1;
    for line in lines.iter().skip(at + 1).take(MOST_LINES) {
        let mut rest = free.clone();
        let mut pending = rules.clone();
        while let Some(rule) = pending.next_if(|rule| rule.at <= line.middle) {
            without(&mut rest, rule.from, rule.to);
        }
        for chunk in aligned::chunks(line) {
            without(&mut rest, chunk.left, chunk.right);
        }
        rest.retain(|span| span.right - span.left >= size.min(line.size()) * NARROWEST);
        if rest.is_empty() || rest.len() > MOST_STRIPS {
            break;
        }
        (free, rules) = (rest, pending);
        end += 1;
    }
    (free, end)
}

/// Takes a stretch out of free strips.
fn without(free: &mut Vec<Span>, left: Length, right: Length) {
    let parts = free.drain(..).flat_map(|span| {
        let before = Span {
            left: span.left,
            right: span.right.min(left),
        };
        let after = Span {
            left: span.left.max(right),
            right: span.right,
        };
        [before, after]
    });
    *free = parts.filter(|span| span.right > span.left).collect();
}

/// The one strip that can divide the tables. Where there are several, the captions below the titles
/// tell it: the unit of the left table ends it, and the body of the right one begins the other. Else
/// both titles stand in the middle of what is on their side.
fn plain(
    strips: &[Span],
    body: &[Vec<Chunk>],
    left: &Span,
    right: &Span,
    third: Option<&Span>,
) -> Option<Span> {
    if let [only] = strips {
        return Some(*only);
    }
    let known = CaptionRows::new(Vocabulary::embedded());
    let is_unit = |chunk: &&Chunk| matches!(known.kind(chunk.text.trim()), LineKind::UnitNote(_));
    let captions = body.get(1..).and_then(|lines| {
        let mut lines = lines.iter().take(MOST_ABOVE);
        lines.find(|line| line.iter().filter(is_unit).count() > 1)
    });
    if let Some(line) = captions {
        let unit = line.iter().position(|chunk| is_unit(&chunk))?;
        let (ends, begins) = (line.get(unit)?.right, line.get(unit + 1)?.left);
        // The unit stands at the right edge of its table.
        let mut between = strips
            .iter()
            .filter(|strip| strip.left < begins && strip.right > ends);
        let nearest = between
            .clone()
            .min_by_key(|strip| (strip.left - ends).abs())?;
        return (between.next() == Some(nearest) && between.next().is_none()).then_some(*nearest);
    }
    if third.is_some() {
        return None;
    }
    let chunks = || body.iter().skip(1).flatten();
    let missed = |strip: &Span| -> Option<Length> {
        let of = |beside: bool| {
            let mine = chunks().filter(move |chunk| (chunk.left >= strip.right) == beside);
            let mut spans = mine.map(Chunk::span);
            let first = spans.next()?;
            Some(spans.fold(first, |mut all, span| {
                all.join(&span);
                all
            }))
        };
        let middle = |span: &Span| span.left.midpoint(span.right);
        let off = |span: &Span, title: &Span| (middle(span) - middle(title)).abs();
        Some(off(&of(false)?, left).max(off(&of(true)?, right)))
    };
    let size = left.right - left.left;
    let mut all: Vec<(Length, &Span)> = strips
        .iter()
        .filter_map(|strip| Some((missed(strip)?, strip)))
        .collect();
    all.sort_by_key(|(missed, _)| *missed);
    let (least, best) = all.first()?;
    let next = all.get(1).map_or(Length::MAX, |(missed, _)| *missed);
    (*least * 4 <= size && next > *least * 2 + size / 4).then_some(**best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_leaves_strips_free() {
        let span = |left, right| Span { left, right };
        let mut free = vec![span(0, 100)];
        without(&mut free, 20, 40);
        without(&mut free, 90, 120);
        assert_eq!(free, [span(0, 20), span(40, 90)]);
    }
}
