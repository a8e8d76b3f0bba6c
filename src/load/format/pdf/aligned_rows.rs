//! The rows of a table without ruling lines: which lines of words belong to which figures.
//!
//! The lines of one cell stand equally far from each other, and cells of one row stand with their
//! middles, their tops or their bottoms at one height. For each of the three the lines of words are
//! divided so that they miss the figures as little as possible; the best of them is taken.

use super::aligned::Chunk;
use super::aligned_columns::{Span, column_of};
use super::aligned_names::{begins, is_numbered, is_total};
use super::broken_numbers;
use super::known_names::KnownNames;
use super::page::Length;
use crate::model::code;

/// Most lines of one cell.
const MOST_LINES: usize = 10;
/// How many tenths of its size the lines of one cell stand apart at most, and how much their gaps
/// differ.
const CELL_APART: Length = 17;
const UNEVEN: Length = 3;
/// What a row without figures costs, and one where no such row can be, in square tenths of a size.
const WORDS_ALONE: i64 = 10;
const NO_ROW: i64 = 100_000;
/// What a line costs that goes on below although it has room for so many tenths of a size.
const SHORT: i64 = 50;
const ROOM: Length = 22;
/// What it costs to begin a cell without a number among cells that have one, behind a full line.
const UNNUMBERED: i64 = 40;
/// What words cost that open a bracket and do not close it, or the other way round.
const OPEN: i64 = 40;
/// How much better tops or bottoms have to fit than middles.
const UNUSUAL: i64 = 30;

/// What stands at the height of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Middle,
    Top,
    Bottom,
}

/// The figures that a row is known by.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    /// Height of its figures, whose middle is that of all their lines.
    middle: Length,
}

/// Words of one column, from top to bottom.
#[derive(Debug, Clone, Copy)]
struct Item<'b> {
    line: usize,
    chunk: &'b Chunk,
    /// The row whose figures stand on its line.
    fixed: Option<usize>,
}

/// Lines of one cell: the first item, the one behind the last, and the row they belong to.
#[derive(Debug, Clone, Copy)]
struct Group {
    from: usize,
    to: usize,
    row: Option<usize>,
}

/// The chunks of a body by rows. A row without figures has words that no other row can hold.
/// `bands` are the heights of lines drawn across the table, which no cell reaches over.
pub(super) fn rows<'b>(
    body: &'b [Vec<Chunk>],
    columns: &[Span],
    bands: &[Length],
) -> Vec<Vec<&'b Chunk>> {
    let table = Lines::of(body, bands);
    let mut items: Vec<Vec<Item<'b>>> = vec![Vec::new(); columns.len()];
    let mut owned: Vec<(usize, Item<'b>)> = Vec::new();
    let mut alone: Vec<Vec<Item<'b>>> = Vec::new();
    for (line, chunks) in body.iter().enumerate() {
        let fixed = table.fixed.get(line).copied().flatten();
        for chunk in chunks {
            let item = Item { line, chunk, fixed };
            // A code whose name goes on below stands where names begin.
            let code = || fixed.is_none() && code::classify(&chunk.text).is_some();
            let words = (!chunk.number || code()).then(|| column_of(&chunk.span(), columns));
            let column = words.flatten().and_then(|at| items.get_mut(at));
            match (column, fixed) {
                (Some(column), _) => column.push(item),
                (None, Some(row)) => owned.push((row, item)),
                (None, None) => match table.nearest(chunk.line.middle) {
                    Some(row) if !table.is_apart(chunk.line.middle) => owned.push((row, item)),
                    _ => alone.push(vec![item]),
                },
            }
        }
    }
    for (row, item) in table.divided(&items) {
        match row {
            Some(row) => owned.extend(item.iter().map(|item| (row, *item))),
            None => alone.push(item.to_vec()),
        }
    }
    let mut rows: Vec<(Length, Vec<Item<'b>>)> = table
        .anchors
        .iter()
        .map(|anchor| (anchor.middle, Vec::new()))
        .collect();
    for (row, item) in owned {
        if let Some((_, row)) = rows.get_mut(row) {
            row.push(item);
        }
    }
    rows.extend(side_by_side(alone));
    rows.sort_by_key(|(middle, _)| *middle);
    let chunks = |(_, mut items): (Length, Vec<Item<'b>>)| {
        items.sort_by_key(|item| (item.line, item.chunk.left));
        items.iter().map(|item| item.chunk).collect()
    };
    rows.into_iter().map(chunks).collect()
}

/// Words without figures that stand level with each other, as one row.
fn side_by_side(alone: Vec<Vec<Item<'_>>>) -> Vec<(Length, Vec<Item<'_>>)> {
    let middle = |items: &[Item]| -> Length {
        let at = |item: Option<&Item>| item.map_or(0, |item| item.chunk.line.middle);
        at(items.first()).midpoint(at(items.last()))
    };
    let mut rows: Vec<(Length, Vec<Item<'_>>)> = Vec::new();
    let mut alone = alone;
    alone.sort_by_key(|items| middle(items));
    for items in alone {
        let size = items.first().map_or(0, |item| item.chunk.line.size());
        let own = middle(&items);
        match rows.last_mut() {
            Some((other, row)) if (own - *other) * 2 <= size => row.extend(items),
            _ => rows.push((own, items)),
        }
    }
    rows
}

/// The lines of a body.
struct Lines<'r> {
    /// The heights of the lines drawn across, ascending.
    bands: &'r [Length],
    anchors: Vec<Anchor>,
    /// What the catalogue calls them.
    names: KnownNames,
    /// For every line the row whose figures, or whose rests of figures, stand on it.
    fixed: Vec<Option<usize>>,
    /// How far rows of one line stand apart.
    pitch: Length,
    /// How far the lines of one cell stand apart, where broken numbers tell it.
    leading: Option<Length>,
}

impl<'r> Lines<'r> {
    fn of(body: &[Vec<Chunk>], bands: &'r [Length]) -> Self {
        let middle = |at: usize| -> Length {
            let first = body.get(at).and_then(|line| line.first());
            first.map_or(0, |chunk| chunk.line.middle)
        };
        let begun = begun(body);
        let begun = |at: usize| begun.get(at).copied().flatten();
        let has_amount = |at: usize| {
            let begins = || (at + 1..=at + 2).any(|below| begun(below) == Some(at));
            let inside = at > 0 && begun(at + 1) == Some(at - 1);
            let whole = || {
                let mut line = body.get(at).into_iter().flatten();
                line.any(|chunk| chunk.amount)
            };
            !inside && begun(at).is_none() && (whole() || begins())
        };
        let mut lines: Vec<usize> = (0..body.len()).filter(|&at| has_amount(at)).collect();
        let mut pitches: Vec<Length> = lines
            .windows(2)
            .filter_map(|pair| Some(middle(*pair.last()?) - middle(*pair.first()?)))
            .collect();
        pitches.sort_unstable();
        // A quarter of the rows is printed on one line even where names are long.
        let pitch = pitches.get(pitches.len() / 4).copied();
        let pitch = pitch.unwrap_or(Length::MAX);
        // A code without figures is a row, whose name may stand on the lines around it.
        let apart = |one: Length, other: Length| is_row_apart(one, other, pitch);
        let empty = |at: &usize| {
            let coded = body.get(*at).and_then(|line| line.first());
            coded.is_some_and(Chunk::is_code)
                && begun(*at).is_none()
                && lines.iter().all(|&other| apart(middle(*at), middle(other)))
        };
        let empty: Vec<usize> = (0..body.len()).filter(empty).collect();
        lines.extend(empty);
        lines.sort_unstable();
        let rests: Vec<(usize, usize)> = (0..body.len())
            .filter_map(|at| Some((at, begun(at)?)))
            .collect();
        let mut leadings: Vec<Length> = rests
            .iter()
            .map(|&(rest, begun)| middle(rest) - middle(begun))
            .collect();
        leadings.sort_unstable();
        let mut fixed = vec![None; body.len()];
        let mut anchors = Vec::with_capacity(lines.len());
        for (row, &line) in lines.iter().enumerate() {
            let last = rests.iter().rev().find(|(_, begun)| *begun == line);
            let last = last.map_or(line, |(rest, _)| *rest);
            for fixed in fixed.get_mut(line..=last).into_iter().flatten() {
                *fixed = Some(row);
            }
            anchors.push(Anchor {
                middle: middle(line).midpoint(middle(last)),
            });
        }
        Lines {
            bands,
            names: KnownNames::of(body, &fixed, anchors.len()),
            anchors,
            fixed,
            pitch,
            leading: leadings.get(leadings.len() / 2).copied(),
        }
    }

    /// The row whose figures stand nearest.
    fn nearest(&self, middle: Length) -> Option<usize> {
        let below = self
            .anchors
            .partition_point(|anchor| anchor.middle < middle);
        let near = below.saturating_sub(1)..(below + 1).min(self.anchors.len());
        near.min_by_key(|&at| {
            let anchor = self.anchors.get(at).map_or(0, |anchor| anchor.middle);
            (anchor - middle).abs()
        })
    }

    /// Between which lines drawn across a height is.
    fn band(&self, middle: Length) -> usize {
        self.bands.partition_point(|band| *band < middle)
    }

    /// Whether words at this height stand as far from all figures as a row does.
    fn is_apart(&self, middle: Length) -> bool {
        let nearest = self.nearest(middle).and_then(|row| self.anchors.get(row));
        nearest.is_none_or(|anchor| is_row_apart(anchor.middle, middle, self.pitch))
    }

    /// The items of every column with the row they belong to.
    fn divided<'i, 'b>(
        &self,
        columns: &'i [Vec<Item<'b>>],
    ) -> Vec<(Option<usize>, &'i [Item<'b>])> {
        let all = [Level::Middle, Level::Top, Level::Bottom].map(|level| {
            let columns = columns.iter().map(|items| self.groups(items, level));
            let columns: Vec<(i64, Vec<Group>)> = columns.collect();
            let usual = if level == Level::Middle { 0 } else { UNUSUAL };
            let cost: i64 = columns.iter().map(|(cost, _)| cost).sum();
            (cost + usual, columns)
        });
        let best = all.into_iter().min_by_key(|(cost, _)| *cost);
        let groups = best.map_or_else(Vec::new, |(_, columns)| columns);
        let slices = columns.iter().zip(groups).flat_map(|(items, (_, groups))| {
            let slice = |group: Group| Some((group.row, items.get(group.from..group.to)?));
            groups.into_iter().filter_map(slice)
        });
        slices.collect()
    }

    /// The cheapest division of the words of one column into cells, and what it costs.
    fn groups(&self, items: &[Item], level: Level) -> (i64, Vec<Group>) {
        let right = items.iter().map(|item| item.chunk.right).max().unwrap_or(0);
        let width = |item: &Item| item.chunk.right - item.chunk.left;
        let widest = items.iter().map(width).max().unwrap_or(0);
        // Only a line without room for the next letters goes on below.
        let is_short = |item: &&Item| {
            let room = item.chunk.line.size() * ROOM / 10;
            item.chunk.right + room < right && width(item) + room < widest
        };
        let numbered = items.iter().filter(|item| is_numbered(&item.chunk.text));
        let numbered = numbered.count() * 2 >= items.len();
        // For every item how cheaply those before it are divided, and the last group of them.
        let mut best: Vec<(i64, Option<Group>)> = vec![(0, None)];
        for to in 1..=items.len() {
            let mut cheapest: Option<(i64, Option<Group>)> = None;
            for from in (to.saturating_sub(MOST_LINES)..to).rev() {
                let Some(group) = items.get(from..to).filter(|group| is_cell(group)) else {
                    break;
                };
                if begins_cell(group, 1) {
                    break;
                }
                let before = best.get(from).map_or(0, |(cost, _)| *cost);
                let begun = group.split_last().map_or(&[][..], |(_, begun)| begun);
                let short = begun.iter().filter(is_short).count();
                let goes_on = numbered
                    && group.first().is_some_and(|item| !begins(&item.chunk.text))
                    && from
                        .checked_sub(1)
                        .and_then(|above| items.get(above..=from))
                        .is_some_and(|pair| {
                            is_cell(pair) && !pair.first().is_some_and(|above| is_short(&above))
                        });
                let before = before + if goes_on { UNNUMBERED } else { 0 };
                let before = before + SHORT * i64::try_from(short).unwrap_or(0);
                for (cost, row) in self.owners(items, from, group, level) {
                    let cost = before + cost;
                    if cheapest.is_none_or(|(other, _)| cost < other) {
                        cheapest = Some((cost, Some(Group { from, to, row })));
                    }
                }
            }
            best.push(cheapest.unwrap_or((0, None)));
        }
        let cost = best.last().map_or(0, |(cost, _)| *cost);
        let mut groups = Vec::new();
        let mut at = items.len();
        while let Some(group) = best.get(at).and_then(|(_, group)| *group) {
            groups.push(group);
            at = group.from;
        }
        groups.reverse();
        (cost, groups)
    }

    /// The rows that lines may belong to, or none of them, and how far they miss it.
    fn owners(
        &self,
        items: &[Item],
        from: usize,
        group: &[Item],
        level: Level,
    ) -> Vec<(i64, Option<usize>)> {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            return Vec::new();
        };
        let mut fixed = group.iter().filter_map(|item| item.fixed);
        let (row, other) = (fixed.next(), fixed.next_back());
        if row.zip(other).is_some_and(|(row, other)| row != other) {
            return Vec::new();
        }
        let (top, bottom) = (first.chunk.line.middle, last.chunk.line.middle);
        let height = match level {
            Level::Middle => top.midpoint(bottom),
            Level::Top => top,
            Level::Bottom => bottom,
        };
        let size = first.chunk.line.size().max(1);
        let band = self.band(top);
        if band != self.band(bottom) {
            return Vec::new();
        }
        let inside = |row: &usize| {
            let anchor = self.anchors.get(*row);
            anchor.is_some_and(|anchor| self.band(anchor.middle) == band)
        };
        let nearest = self.nearest(height);
        let near = nearest.map(|row| row.saturating_sub(1)..row + 2);
        let others = || near.clone().and_then(|mut near| near.find(inside));
        let owner = row.or_else(|| nearest.filter(inside).or_else(others));
        // What stands above the beginning of a name is no part of it.
        let next = items.get(from + group.len());
        let begun = next.filter(|next| row.is_none() && begins(&next.chunk.text));
        let owner = owner.filter(|owner| begun.is_none_or(|next| next.fixed != Some(*owner)));
        if group.len() > 1 && self.reaches_over(owner, top, bottom, size) {
            return Vec::new();
        }
        let open = if is_open(group) { OPEN } else { 0 };
        let mut owners = Vec::new();
        if let Some(anchor) = owner.and_then(|row| self.anchors.get(row)) {
            let missed = i64::from(anchor.middle - height) * 10 / i64::from(size);
            let chunks = group.iter().map(|item| item.chunk);
            let named = owner.map_or(0, |row| self.names.cost(row, chunks));
            owners.push((missed * missed + named + open, owner));
        }
        if row.is_none() {
            let lone = group
                .iter()
                .all(|item| self.is_apart(item.chunk.line.middle))
                || self.is_cell_apart(items, from, from + group.len())
                || owner.is_none()
                || is_next_number(items, from, from + group.len(), owner);
            owners.push((if lone { WORDS_ALONE + open } else { NO_ROW }, None));
        }
        owners
    }

    /// Whether a cell would reach over the figures of another row.
    fn reaches_over(
        &self,
        owner: Option<usize>,
        top: Length,
        bottom: Length,
        size: Length,
    ) -> bool {
        let least = size / 5;
        let from = self
            .anchors
            .partition_point(|anchor| anchor.middle <= top + least);
        let to = self
            .anchors
            .partition_point(|anchor| anchor.middle < bottom - least);
        (from..to).any(|row| Some(row) != owner)
    }

    /// Whether lines stand farther from those above and below than lines of one cell.
    fn is_cell_apart(&self, items: &[Item], from: usize, to: usize) -> bool {
        let Some(leading) = self.leading else {
            return false;
        };
        let middle = |at: usize| items.get(at).map(|item| item.chunk.line.middle);
        let far = |above: Option<Length>, below: Option<Length>| {
            let both = above.zip(below);
            both.is_none_or(|(above, below)| (below - above) * 10 > leading * 12)
        };
        let above = from.checked_sub(1).and_then(middle);
        far(above, middle(from)) && far(middle(to - 1), middle(to))
    }
}

/// Whether the words at `at` begin a cell whatever stands above: what is numbered does, and what a
/// form calls a total (收入总计), unless it ends such a name (本年 / 支出合计).
fn begins_cell(group: &[Item], at: usize) -> bool {
    let Some(item) = group.get(at) else {
        return false;
    };
    let ends_total = || {
        let whole: String = group
            .iter()
            .take(at + 1)
            .map(|item| item.chunk.text.trim())
            .collect();
        is_total(&whole)
    };
    is_numbered(&item.chunk.text) || is_total(&item.chunk.text) && !ends_total()
}

/// Whether what is numbered stands beside what is numbered too, or a total, and on the line of the
/// figures: it is no part of that name.
fn is_next_number(items: &[Item], from: usize, to: usize, owner: Option<usize>) -> bool {
    let numbered = items.get(from).map(|item| is_numbered(&item.chunk.text));
    let beside = [from.checked_sub(1), Some(to)].into_iter().flatten();
    let mut beside = beside.filter_map(|at| items.get(at).filter(|item| begins(&item.chunk.text)));
    numbered == Some(true) && beside.any(|item| item.fixed.is_some() && item.fixed == owner)
}

/// Whether words open a bracket that they do not close, or close one that they do not open.
fn is_open(group: &[Item]) -> bool {
    let chars = || group.iter().flat_map(|item| item.chunk.text.chars());
    let opened = chars().filter(|c| matches!(c, '（' | '(')).count();
    opened != chars().filter(|c| matches!(c, '）' | ')')).count()
}

/// Whether two heights differ as much as those of two rows.
fn is_row_apart(one: Length, other: Length, pitch: Length) -> bool {
    (one - other).abs().saturating_mul(10) >= pitch.saturating_mul(8)
}

/// Whether lines stand as close and as evenly below each other as those of one cell.
fn is_cell(items: &[Item]) -> bool {
    let gaps = || {
        items.windows(2).filter_map(|pair| {
            let (above, below) = (pair.first()?, pair.last()?);
            let size = above.chunk.line.size().max(1);
            let gap = (below.chunk.line.middle - above.chunk.line.middle) * 10 / size;
            // Words side by side are one line.
            (gap > UNEVEN).then_some(gap)
        })
    };
    let (least, most) = (gaps().min().unwrap_or(0), gaps().max().unwrap_or(0));
    most <= CELL_APART && most - least <= UNEVEN
}

/// For every line the one in which its numbers begin: the one above it, or the one above that where
/// the names, and figures that are not broken, stand on a line of their own in the middle.
fn begun(body: &[Vec<Chunk>]) -> Vec<Option<usize>> {
    let line = |at: usize| body.get(at).map_or(&[][..], Vec::as_slice);
    let mut begun: Vec<Option<usize>> = Vec::with_capacity(body.len());
    for at in 0..body.len() {
        let two = at.checked_sub(2);
        let two = two.filter(|_| broken_numbers::is_between(line(at - 1), line(at)));
        let above = [at.checked_sub(1), two].into_iter().flatten();
        // What is the rest of a number begins none.
        let mut above = above.filter(|above| begun.get(*above).copied().flatten().is_none());
        begun.push(above.find(|&above| broken_numbers::go_on(line(above), line(at))));
    }
    begun
}
