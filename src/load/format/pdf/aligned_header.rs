//! Headings of tables without ruling lines: what stands above what tells which spans which.

use std::collections::BTreeMap;

use super::aligned::Chunk;
use super::aligned_columns::Span;
use super::aligned_top;
use super::lines::{self, Line, Words};
use super::page::{Length, Rule};
use crate::load::vocabulary::Vocabulary;

/// Lines of one heading stand no farther apart than so many tenths of their size.
const CELL_APART: Length = 17;

/// A heading: the lines of one cell.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) span: Span,
    lines: Vec<Line>,
    /// Whether no other heading stands below it.
    pub(super) is_leaf: bool,
}

impl Heading {
    pub(super) fn top(&self) -> Length {
        self.lines.first().map_or(0, |line| line.middle)
    }

    pub(super) fn bottom(&self) -> Length {
        self.lines.last().map_or(0, |line| line.middle)
    }

    fn centre(&self) -> Length {
        self.top().midpoint(self.bottom())
    }

    pub(super) fn size(&self) -> Length {
        self.lines.first().map_or(0, Line::size)
    }

    pub(super) fn text(&self) -> Words {
        lines::joined(&self.lines)
    }
}

/// The cells of a heading: pieces of lines that stand close below each other are one, where no line
/// is drawn between them.
pub(super) fn cells(lines: &[Vec<Chunk>], rules: &[Rule]) -> Vec<Heading> {
    let mut cells: Vec<Heading> = Vec::new();
    for chunk in lines.iter().flatten() {
        let span = chunk.span();
        let close = |cell: &Heading| {
            let gap = chunk.line.middle - cell.bottom();
            gap > 0
                && !is_ruled_off(rules, cell.bottom(), chunk)
                && !is_over_several(&cell.span, chunk, lines)
                && is_flush(&cell.span, &span, cell.size().max(chunk.line.size()))
                && gap * 10 <= cell.size().max(chunk.line.size()) * CELL_APART
                && !is_group(&cell.text(), &chunk.text, &|| {
                    stands_over(cell, chunk, lines)
                })
        };
        let mut above = cells
            .iter_mut()
            .filter(|cell| cell.span.overlap(&span) > 0 && close(cell));
        match (above.next(), above.next()) {
            (Some(cell), None) => {
                cell.span.join(&span);
                cell.lines.push(chunk.line.clone());
            }
            _ => cells.push(Heading {
                span,
                lines: vec![chunk.line.clone()],
                is_leaf: true,
            }),
        }
    }
    let (top, bottom) = (
        cells.iter().map(Heading::top).min().unwrap_or(0),
        cells.iter().map(Heading::bottom).max().unwrap_or(0),
    );
    let groups: Vec<bool> = cells
        .iter()
        .map(|cell| {
            let below =
                |other: &Heading| other.top() > cell.bottom() && other.span.overlap(&cell.span) > 0;
            // What is not as high as the heading stands in its middle or below.
            let high = (top.midpoint(bottom) - cell.centre()) * 2 > cell.size();
            high || cells.iter().any(below) || aligned_top::is_over_levels(cell, &cells)
        })
        .collect();
    for (cell, group) in cells.iter_mut().zip(groups) {
        cell.is_leaf = !group;
    }
    cells
}

/// Whether words stand above others beside these on one line: they are the name of a group.
fn is_over_several(above: &Span, below: &Chunk, lines: &[Vec<Chunk>]) -> bool {
    let level = |other: &&Chunk| {
        (other.line.middle - below.line.middle).abs() * 3 <= below.line.size()
            && other.span().overlap(&below.span()) <= 0
    };
    let mut beside = lines.iter().flatten().filter(level);
    beside.any(|other| other.span().overlap(above) > 0)
}

/// Whether two lines may be those of one cell: their middles or their ends stand below each other.
fn is_flush(above: &Span, below: &Span, size: Length) -> bool {
    let near = |one: Length, other: Length| (one - other).abs() <= size;
    near(above.left, below.left)
        || near(above.right, below.right)
        || near(
            above.left.midpoint(above.right),
            below.left.midpoint(below.right),
        )
}

/// Whether a line is drawn between words and those above them.
fn is_ruled_off(rules: &[Rule], above: Length, chunk: &Chunk) -> bool {
    let centre = chunk.left.midpoint(chunk.right);
    rules.iter().any(|rule| {
        (above..chunk.line.middle).contains(&rule.at) && (rule.from..rule.to).contains(&centre)
    })
}

/// Whether words that stand close above others are the name of a group of columns, not the beginning
/// of a heading that wraps: they are a heading by themselves and with the words below none, and those
/// begin one too, or the place of the others tells it.
fn is_group(above: &str, below: &str, stands_over: &dyn Fn() -> bool) -> bool {
    let known = Vocabulary::embedded();
    let heading = |text: &str| known.column(text).is_some() || known.group(text).is_some();
    let whole = format!("{}{}", above.trim(), below.trim());
    heading(above)
        && !known.begins_column(&whole)
        && known.column(&whole).is_none()
        && (known.begins_column(below) || stands_over())
}

/// Whether words stand in the middle above the headings on both sides of the one below them: those
/// stand level with it under nothing, in a heading whose single words do not all stand at its foot.
fn stands_over(group: &Heading, below: &Chunk, lines: &[Vec<Chunk>]) -> bool {
    let size = below.line.size();
    let centre = |span: Span| span.left.midpoint(span.right);
    let all = || lines.iter().flatten();
    let free = |chunk: &&Chunk, above: bool, under: bool| {
        let mut others = all().filter(|other| other.span().overlap(&chunk.span()) > 0);
        others.all(|other| {
            let gap = other.line.middle - chunk.line.middle;
            !(above && gap * 2 < -size || under && gap * 2 > size)
        })
    };
    let level = |chunk: &&Chunk| (chunk.line.middle - below.line.middle).abs() * 3 <= size;
    let beside = |left: bool| {
        let side = all().filter(|chunk| level(chunk));
        let side = side.filter(|chunk| match left {
            true => chunk.right <= below.left,
            false => chunk.left >= below.right,
        });
        let nearest = side.min_by_key(|chunk| (centre(chunk.span()) - centre(below.span())).abs());
        nearest.filter(|chunk| free(chunk, true, false))
    };
    let (Some(left), Some(right)) = (beside(true), beside(false)) else {
        return false;
    };
    let middle = centre(left.span()).midpoint(centre(right.span()));
    let higher = |chunk: &&Chunk| (below.line.middle - chunk.line.middle) * 3 > size;
    (middle - centre(group.span)).abs() <= size
        && all().any(|chunk| higher(&chunk) && free(&chunk, true, true))
}

/// The same cells of a heading torn between two pages: what has nothing below it is no group, however
/// high it stands.
pub(super) fn torn(mut cells: Vec<Heading>) -> Vec<Heading> {
    let is_over = |cell: &Heading| {
        let below = |other: &&Heading| other.top() > cell.bottom();
        let mut below = cells.iter().filter(below);
        below.any(|other| other.span.overlap(&cell.span) > 0)
            || aligned_top::is_over_levels(cell, &cells)
    };
    let over: Vec<bool> = cells.iter().map(is_over).collect();
    for (cell, over) in cells.iter_mut().zip(over) {
        cell.is_leaf = !over;
    }
    cells
}

/// The rows of a heading above these columns: a cell over several columns or rows prints its text in
/// the first of them. `at_top` says that it stands at the top of it. `None` where the place of a heading
/// is not known.
pub(super) fn rows(cells: &[Heading], columns: &[Span], at_top: bool) -> Option<Vec<Vec<Words>>> {
    if cells.is_empty() {
        return Some(Vec::new());
    }
    let bottom = cells.iter().map(Heading::bottom).max().unwrap_or(0);
    let leaf_of = |column: &Span| {
        let leaves = cells.iter().filter(|cell| cell.is_leaf);
        let nearest = leaves.max_by_key(|leaf| leaf.span.overlap(column));
        nearest.filter(|leaf| leaf.span.overlap(column) > 0)
    };
    let leaves: Vec<Option<&Heading>> = columns.iter().map(leaf_of).collect();
    // For every column how many groups are above it already.
    let mut depth = vec![0; columns.len()];
    let mut rows: Vec<Vec<Words>> = Vec::new();
    let mut put = |row: usize, column: usize, text: Words| {
        while rows.len() <= row {
            rows.push(vec![Words::default(); columns.len()]);
        }
        if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = text;
        }
    };
    for level in levels(cells) {
        let Some(first) = level.first() else {
            continue;
        };
        // What is as high as the group and all below it stands in the middle of them.
        let middle = first.centre().midpoint(bottom) + first.size() * 3 / 10;
        let is_under = |leaf: &Option<&Heading>| {
            leaf.is_none_or(|leaf| match at_top {
                true => leaf.top() > first.bottom(),
                false => leaf.centre() > middle,
            })
        };
        let filling = placed(&level, &leaves, columns, &is_under);
        let groups = at_the_foot(&filling, &leaves, columns).unwrap_or(filling);
        for (group, from, to) in groups {
            let over = depth.get_mut(from..=to).unwrap_or(&mut []);
            let row = over.iter().max().copied().unwrap_or(0);
            over.fill(row + 1);
            put(row, from, group.text());
        }
    }
    let mut before: Option<Span> = None;
    for (at, leaf) in leaves.iter().enumerate() {
        let Some(leaf) = leaf else {
            continue;
        };
        // One heading over several columns is printed once.
        if before != Some(leaf.span) {
            put(depth.get(at).copied().unwrap_or(0), at, leaf.text());
        }
        before = Some(leaf.span);
    }
    is_whole(cells, &rows).then_some(rows)
}

/// Whether every heading that is known as one has found its place.
fn is_whole(cells: &[Heading], rows: &[Vec<Words>]) -> bool {
    let known = Vocabulary::embedded();
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    for words in rows.iter().flatten() {
        *printed.entry(words.trim()).or_default() += 1;
    }
    cells.iter().all(|cell| {
        let text = cell.text();
        let left = printed.get_mut(text.trim()).filter(|left| **left > 0);
        let found = left.map(|left| *left -= 1).is_some();
        found || known.column(&text).is_none()
    })
}

/// The groups by lines, from the outermost to the innermost.
fn levels(cells: &[Heading]) -> Vec<Vec<&Heading>> {
    let mut groups: Vec<&Heading> = cells.iter().filter(|cell| !cell.is_leaf).collect();
    groups.sort_by_key(|cell| cell.centre());
    let levels = groups.chunk_by(|above, below| below.centre() - above.centre() <= above.size());
    levels
        .map(|level| {
            let mut level = level.to_vec();
            level.sort_by_key(|cell| cell.span.left);
            level
        })
        .collect()
}

/// The groups of one level with the first and last column each stands over: neighbours whose
/// headings are all below it. Where several groups share them, each stands in the middle of its own.
fn placed<'h>(
    level: &[&'h Heading],
    leaves: &[Option<&Heading>],
    columns: &[Span],
    is_under: &dyn Fn(&Option<&Heading>) -> bool,
) -> Vec<(&'h Heading, usize, usize)> {
    let mut placed = Vec::new();
    let mut at = 0;
    for run in leaves.chunk_by(|left, right| is_under(left) == is_under(right)) {
        let (begin, end) = (at, at + run.len());
        at = end;
        let inside = |group: &&&Heading| {
            let centre = group.span.left.midpoint(group.span.right);
            let left = columns.get(begin).map_or(0, |column| column.left);
            let right = columns.get(end - 1).map_or(0, |column| column.right);
            (left..right).contains(&centre)
        };
        if !run.first().is_some_and(is_under) {
            continue;
        }
        let groups: Vec<&'h Heading> = level.iter().filter(inside).copied().collect();
        let mut from = begin;
        for (nth, group) in groups.iter().enumerate() {
            let left = groups.len() - nth - 1;
            let centre = group.span.left.midpoint(group.span.right);
            let off = |to: &usize| (middle(leaves, columns, from, *to) - centre).abs();
            let nearest = (from..end - left.min(end - from - 1)).min_by_key(off);
            let nearest = nearest.unwrap_or(from);
            // The last group takes what is left, unless it plainly stands over fewer columns: the name
            // of a further one may be on another page.
            let pitch = |to: usize| {
                let edge = |at: usize| columns.get(at).copied();
                let (first, last) = edge(from).zip(edge(to))?;
                let count = Length::try_from(to - from + 1).ok()?;
                Some((last.right - first.left) / count)
            };
            let missed = off(&(end - 1)) - off(&nearest);
            let fewer =
                nearest > from && pitch(end - 1).is_some_and(|pitch| missed * 10 > pitch * 4);
            let to = if left == 0 && !fewer {
                end - 1
            } else {
                nearest
            };
            placed.push((*group, from, to));
            from = (to + 1).min(end - 1);
        }
    }
    placed
}

/// The groups of a heading whose cells all stand at its foot, where the height of a heading does not
/// tell whether a group is above it: each stands in the middle of its columns, which are those it is
/// known to hold or begin with their sum. `None` where every group stands in the middle already, or
/// where that does not tell its columns.
fn at_the_foot<'h>(
    placed: &[(&'h Heading, usize, usize)],
    leaves: &[Option<&Heading>],
    columns: &[Span],
) -> Option<Vec<(&'h Heading, usize, usize)>> {
    let level = |leaf: &&Heading| {
        let lowest = leaves.iter().flatten().map(|leaf| leaf.bottom()).max();
        lowest.is_some_and(|lowest| (lowest - leaf.bottom()) * 2 <= leaf.size())
    };
    let width = columns.last()?.right - columns.first()?.left;
    let pitch = width / Length::try_from(columns.len()).ok()?;
    let is_centred = |group: &Heading, from: usize, to: usize| {
        let centre = group.span.left.midpoint(group.span.right);
        (middle(leaves, columns, from, to) - centre).abs() * 10 <= pitch * 3
    };
    let whole = placed
        .iter()
        .all(|(group, from, to)| is_centred(group, *from, *to));
    if whole || !leaves.iter().flatten().all(level) {
        return None;
    }
    let known = Vocabulary::embedded();
    let name = |at: usize| {
        let leaf = leaves.get(at).copied().flatten();
        leaf.map(|leaf| leaf.text().replace(' ', ""))
    };
    let is_sum = |name: &str| matches!(name, "合计" | "小计" | "总计");
    let holds = |group: &Heading, from: usize, to: usize| {
        let words = known.group(&group.text());
        let begins = name(from).is_some_and(|name| is_sum(&name));
        let members = || {
            (from..=to).all(|at| {
                let name = name(at).unwrap_or_default();
                is_sum(&name) || words.is_some_and(|words| words.holds(&name))
            })
        };
        match words {
            Some(_) => members(),
            None => begins && !(from + 1..=to).filter_map(name).any(|name| is_sum(&name)),
        }
    };
    let mut found = Vec::with_capacity(placed.len());
    let mut free = 0;
    for (group, ..) in placed {
        let ranges = (free..leaves.len())
            .flat_map(|from| (from + 1..leaves.len()).map(move |to| (from, to)))
            .filter(|&(from, to)| is_centred(group, from, to) && holds(group, from, to));
        let (from, to) = ranges.max_by_key(|(from, to)| to - from)?;
        found.push((*group, from, to));
        free = to + 1;
    }
    Some(found)
}

/// The middle of columns. Headings stand in the middle of their columns, words and figures at one
/// of the edges.
fn middle(leaves: &[Option<&Heading>], columns: &[Span], from: usize, to: usize) -> Length {
    let edges = |at: usize| -> (Length, Length) {
        let Some(column) = columns.get(at) else {
            return (0, 0);
        };
        let leaf = leaves.get(at).copied().flatten();
        let both = leaf.map_or(column.left + column.right, |leaf| {
            leaf.span.left + leaf.span.right
        });
        (
            column.left.min(both - column.right),
            column.right.max(both - column.left),
        )
    };
    edges(from).0.midpoint(edges(to).1)
}
