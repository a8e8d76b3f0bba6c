//! The columns of a table without ruling lines: what overlaps stands in one of them.

use std::cmp::Reverse;

use super::aligned::Chunk;
use super::aligned_header::Heading;
use super::page::Length;

/// Wider tables are none.
const MOST_COLUMNS: usize = 200;

/// A column as far as its words and figures reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) left: Length,
    pub(super) right: Length,
}

impl Span {
    pub(super) fn overlap(&self, other: &Span) -> Length {
        self.right.min(other.right) - self.left.max(other.left)
    }

    pub(super) fn join(&mut self, other: &Span) {
        self.left = self.left.min(other.left);
        self.right = self.right.max(other.right);
    }

    pub(super) fn distance(&self, other: &Span) -> Length {
        (-self.overlap(other)).max(0)
    }
}

/// A column in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Column {
    span: Span,
    /// Whether it holds figures or the digits of codes.
    digits: bool,
    /// Whether a heading stands over it.
    headed: bool,
}

/// The columns from left to right; `None` where headings or columns reach into each other. `counts` are
/// the numbers that count the columns: each stands over one, even where nothing else does.
pub(super) fn columns(
    body: &[Vec<Chunk>],
    headings: &[Heading],
    counts: &[Span],
) -> Option<Vec<Span>> {
    let leaves: Vec<Span> = headings
        .iter()
        .filter(|heading| heading.is_leaf)
        .map(|heading| heading.span)
        .collect();
    let mut columns = printed(body, &leaves);
    put_counted(&mut columns, counts);
    let meets = |at: usize, leaf: &Span| {
        leaves
            .iter()
            .skip(at + 1)
            .any(|other| other.overlap(leaf) > 0)
    };
    if leaves.iter().enumerate().any(|(at, leaf)| meets(at, leaf)) {
        return None;
    }
    let mut alone: Vec<Span> = leaves
        .into_iter()
        .filter(|leaf| !is_over(&mut columns, leaf))
        .collect();
    // From left to right: figures stand at the right edge of their column, behind their heading.
    alone.sort_by_key(|leaf| leaf.left);
    for at in 0..alone.len() {
        if let Some((leaf, rest)) = alone.get(at..).and_then(<[Span]>::split_first) {
            put_beside(&mut columns, *leaf, rest);
        }
    }
    let columns = without_rests(&columns, body);
    let apart = columns.windows(2).all(|pair| match pair {
        [left, right] => left.overlap(right) <= 0,
        _ => true,
    });
    (apart && !columns.is_empty()).then_some(columns)
}

/// The columns that a body prints words or figures in. Words below several headings are those of a
/// cell over several columns.
fn printed(body: &[Vec<Chunk>], leaves: &[Span]) -> Vec<Column> {
    let all = || body.iter().flatten();
    let is_figure = |chunk: &&Chunk| chunk.number || chunk.is_dash();
    let figures = united(all().filter(is_figure).map(Chunk::span));
    let column = |digits: bool| {
        move |span: Span| Column {
            span,
            digits,
            headed: false,
        }
    };
    let mut columns: Vec<Column> = figures.into_iter().map(column(true)).collect();
    let words = all().filter(|chunk| !is_figure(chunk) && !chunk.is_total());
    let several = |span: &Span| leaves.iter().filter(|leaf| leaf.overlap(span) > 0).count() > 1;
    let words = words.map(Chunk::span).filter(|span| !several(span));
    let mut words: Vec<Span> = words.collect();
    words.sort_by_key(|span| span.right - span.left);
    for word in words {
        if columns.len() > MOST_COLUMNS {
            return Vec::new();
        }
        let mut hit = columns
            .iter_mut()
            .filter(|column| column.span.overlap(&word) > 0);
        match (hit.next(), hit.next()) {
            (None, _) => columns.push(column(false)(word)),
            (Some(column), None) => column.span.join(&word),
            // It spans several columns.
            (Some(_), Some(_)) => {}
        }
    }
    columns
}

/// Whether a heading stands over some column, which it then belongs to. The digits of a code may
/// stand apart under one heading; words under one are those of one column.
fn is_over(columns: &mut Vec<Column>, leaf: &Span) -> bool {
    let (mut under, mut rest): (Vec<Column>, Vec<Column>) = columns
        .drain(..)
        .partition(|column| column.span.overlap(leaf) > 0);
    under.iter_mut().for_each(|column| column.headed = true);
    let over = !under.is_empty();
    if under.len() == 1 || under.iter().all(|column| !column.digits) {
        let mut spans = under.iter().map(|column| column.span);
        if let Some(mut whole) = spans.next() {
            spans.for_each(|span| whole.join(&span));
            whole.join(leaf);
            under.truncate(1);
            under.iter_mut().for_each(|column| column.span = whole);
        }
    }
    rest.extend(under);
    *columns = rest;
    over
}

/// Gives a heading that stands over nothing to the nearest column without one: short words in a wide
/// column do not reach below it. Where a column, or another heading, is between, the heading is that of
/// an empty one.
fn put_beside(columns: &mut Vec<Column>, leaf: Span, headings: &[Span]) {
    let free = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.headed);
    let nearest = free.min_by_key(|(_, column)| column.span.distance(&leaf));
    let reached = nearest.map(|(at, column)| {
        let mut way = leaf;
        way.join(&column.span);
        (at, way)
    });
    let clear = |(at, way): &(usize, Span)| {
        let mut others = columns.iter().enumerate().filter(|(other, _)| other != at);
        others.all(|(_, column)| column.span.overlap(way) <= 0)
            && headings.iter().all(|other| other.overlap(way) <= 0)
    };
    if let Some((at, way)) = reached.filter(clear)
        && let Some(column) = columns.get_mut(at)
    {
        column.span = way;
        column.headed = true;
    } else {
        columns.push(Column {
            span: leaf,
            digits: false,
            headed: true,
        });
    }
}

/// Adds the columns that only their number tells. A number may stand in the middle of its column and
/// the figures below at its edge.
fn put_counted(columns: &mut Vec<Column>, counts: &[Span]) {
    let alone: Vec<Span> = counts
        .iter()
        .filter(|count| !is_over(columns, count))
        .copied()
        .collect();
    let figures: Vec<Span> = columns
        .iter()
        .filter(|column| column.digits && !column.headed)
        .map(|column| column.span)
        .collect();
    for count in &alone {
        let own = figures.iter().min_by_key(|span| span.distance(count));
        let own = own.filter(|span| {
            let mut way = *count;
            way.join(span);
            let mut others = columns.iter().filter(|column| column.span != **span);
            let clear = others.all(|column| column.span.overlap(&way) <= 0);
            let nearest = alone.iter().min_by_key(|other| span.distance(other));
            clear && nearest == Some(count)
        });
        match own.and_then(|own| columns.iter_mut().find(|column| column.span == *own)) {
            Some(column) => column.span.join(count),
            None => columns.push(Column {
                span: *count,
                digits: true,
                headed: false,
            }),
        }
    }
    for column in columns {
        column.digits |= column.headed;
        column.headed = false;
    }
}

/// Joins columns of words without a heading to the neighbour whose words reach into both: the ends
/// of wrapped names stand farther left than names that are moved to the right.
fn without_rests(columns: &[Column], body: &[Vec<Chunk>]) -> Vec<Span> {
    let all = || body.iter().flatten();
    let spans = |kept: bool| {
        let columns = columns.iter();
        let columns = columns.filter(move |column| (column.headed || column.digits) == kept);
        columns.map(|column| column.span).collect()
    };
    let (mut kept, rests): (Vec<Span>, Vec<Span>) = (spans(true), spans(false));
    for rest in rests {
        let words = all()
            .filter(|chunk| !chunk.number && !chunk.is_total())
            .map(Chunk::span);
        let both = words.filter(|word| word.overlap(&rest) > 0);
        let mut near: Vec<usize> = both
            .flat_map(|word| {
                let hit = kept.iter().enumerate();
                let hit = hit.filter(move |(_, column)| column.overlap(&word) > 0);
                hit.map(|(at, _)| at).collect::<Vec<usize>>()
            })
            .collect();
        near.sort_unstable();
        near.dedup();
        match near.as_slice() {
            [only] => {
                if let Some(column) = kept.get_mut(*only) {
                    column.join(&rest);
                }
            }
            _ => kept.push(rest),
        }
    }
    kept.sort_by_key(|column| column.left);
    kept
}

/// What overlaps, as one.
pub(super) fn united(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut united = Vec::new();
    spans.for_each(|span| put(&mut united, span));
    united
}

/// Adds a span to those it overlaps, which become one.
fn put(spans: &mut Vec<Span>, mut span: Span) {
    spans.retain(|other| {
        let meets = other.overlap(&span) > 0;
        if meets {
            span.join(other);
        }
        !meets
    });
    spans.push(span);
}

/// The column that most of a span stands in; of columns it spans evenly, the first.
pub(super) fn column_of(span: &Span, columns: &[Span]) -> Option<usize> {
    (0..columns.len()).max_by_key(|&at| {
        let overlap = columns.get(at).map(|column| column.overlap(span));
        (overlap, Reverse(at))
    })
}

/// Where the lines between the columns would stand.
pub(super) fn edges(columns: &[Span]) -> Vec<Length> {
    let first = columns.first().map(|column| column.left);
    let last = columns.last().map(|column| column.right);
    let inner = columns.windows(2).filter_map(|pair| match pair {
        [left, right] => Some(left.right.midpoint(right.left)),
        _ => None,
    });
    first.into_iter().chain(inner).chain(last).collect()
}
