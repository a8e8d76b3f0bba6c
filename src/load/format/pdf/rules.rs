//! Ruling lines as drawn → whole lines, grouped into the frames of tables.

use super::page::{Length, POINT, Rule};

/// Lines nearer than this are one line (double rules, edges of neighbouring cells).
pub(super) const SAME_LINE: Length = POINT * 3 / 2;
/// Gaps up to this are the gaps between dashes.
const DASH_GAP: Length = POINT * 9 / 2;
/// Pieces no longer than this are dots.
const DOT: Length = POINT * 2;
/// Shorter lines are no sides of cells.
const SHORTEST: Length = POINT * 4;
/// How far lines may miss each other where they meet.
pub(super) const REACH: Length = POINT * 2;
/// How many lines must end together beyond the outermost crossing line for a side to be missing,
/// and how many where the outermost two are among them.
const OPEN_SIDE: usize = 4;
const OPEN_BOX: usize = 3;

/// The ruling lines of one table.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// Horizontal lines.
    pub(super) horizontal: Vec<Rule>,
    /// Vertical lines.
    pub(super) vertical: Vec<Rule>,
}

/// Joins collinear pieces: same position, and a gap no longer than one between dashes. Dots do not
/// tell which way their line runs; they count as a line where they make one by themselves.
pub(super) fn merged(pieces: Vec<Rule>) -> Vec<Rule> {
    let is_dot = |rule: &Rule| rule.to - rule.from <= DOT;
    let (dots, mut pieces): (Vec<Rule>, Vec<Rule>) = pieces.into_iter().partition(is_dot);
    pieces.extend(joined(dots, DOT / 4));
    joined(pieces, SAME_LINE / 2)
}

/// Joins pieces whose neighbours across stand no farther apart than `apart`.
fn joined(mut pieces: Vec<Rule>, apart: Length) -> Vec<Rule> {
    pieces.sort_by_key(|rule| (rule.at, rule.from));
    let mut merged = Vec::new();
    for group in pieces.chunk_by_mut(|a, b| b.at - a.at <= apart) {
        group.sort_by_key(|rule| rule.from);
        let mut open: Option<Rule> = None;
        for piece in group.iter() {
            match &mut open {
                Some(line) if piece.from - line.to <= DASH_GAP => line.to = line.to.max(piece.to),
                _ => merged.extend(open.replace(*piece)),
            }
        }
        merged.extend(open);
    }
    merged.retain(|line| line.to - line.from >= SHORTEST);
    merged
}

/// Groups lines that touch each other; lines that touch none (underlines) belong to no table.
pub(super) fn frames(horizontal: &[Rule], vertical: &[Rule]) -> Vec<Frame> {
    let mut group: Vec<usize> = (0..horizontal.len() + vertical.len()).collect();
    for (h, row) in horizontal.iter().enumerate() {
        for (v, column) in vertical.iter().enumerate() {
            if meets(row, column) {
                let (a, b) = (root(&group, h), root(&group, horizontal.len() + v));
                if let Some(parent) = group.get_mut(a.max(b)) {
                    *parent = a.min(b);
                }
            }
        }
    }
    let mut frames: Vec<(usize, Frame)> = Vec::new();
    let all = horizontal.iter().map(|rule| (rule, true));
    let all = all.chain(vertical.iter().map(|rule| (rule, false)));
    for (index, (rule, is_horizontal)) in all.enumerate() {
        let root = root(&group, index);
        let at = frames.iter().position(|(other, _)| *other == root);
        let at = at.unwrap_or_else(|| {
            frames.push((root, Frame::default()));
            frames.len() - 1
        });
        if let Some((_, frame)) = frames.get_mut(at) {
            let side = if is_horizontal {
                &mut frame.horizontal
            } else {
                &mut frame.vertical
            };
            side.push(*rule);
        }
    }
    let whole = |frame: &Frame| !frame.horizontal.is_empty() && !frame.vertical.is_empty();
    let frames = frames.into_iter().map(|(_, frame)| frame);
    let (mut frames, rest): (Vec<Frame>, Vec<Frame>) = frames.partition(whole);
    for side in rest.iter().flat_map(|frame| &frame.vertical) {
        if let Some(frame) = frames.iter_mut().find(|frame| is_side(frame, side)) {
            frame.vertical.push(*side);
        }
    }
    frames.into_iter().map(closed).collect()
}

/// Whether a line that touches no other belongs to a column of merged cells beside the table: it
/// is as high as the table. Such columns lose all their lines across where a page breaks them.
fn is_side(frame: &Frame, side: &Rule) -> bool {
    let edge = |all: &[Rule], at: &dyn Fn(&Rule) -> (Length, Length)| {
        let low = all.iter().map(|rule| at(rule).0).min();
        let high = all.iter().map(|rule| at(rule).1).max();
        low.zip(high)
    };
    let Some((top, bottom)) = edge(&frame.horizontal, &|rule| (rule.at, rule.at)) else {
        return false;
    };
    let Some((left, right)) = edge(&frame.horizontal, &|rule| (rule.from, rule.to)) else {
        return false;
    };
    let beside = side.at < left && left - side.at < right - left
        || side.at > right && side.at - right < right - left;
    let as_high =
        (side.from - top).abs() <= SAME_LINE * 2 && (side.to - bottom).abs() <= SAME_LINE * 2;
    beside && as_high && bottom > top
}

fn meets(row: &Rule, column: &Rule) -> bool {
    let across = column.at >= row.from - REACH && column.at <= row.to + REACH;
    across && row.at >= column.from - REACH && row.at <= column.to + REACH
}

fn root(group: &[usize], mut index: usize) -> usize {
    while let Some(&parent) = group.get(index).filter(|&&parent| parent != index) {
        index = parent;
    }
    index
}

/// The frame with the sides that are not drawn: where several lines end together beyond the
/// outermost line across.
fn closed(mut frame: Frame) -> Frame {
    frame
        .vertical
        .extend(open_sides(&frame.horizontal, &frame.vertical));
    frame
        .horizontal
        .extend(open_sides(&frame.vertical, &frame.horizontal));
    frame
}

/// The missing lines across the ends of `along`.
fn open_sides(along: &[Rule], across: &[Rule]) -> Vec<Rule> {
    let first = across.iter().map(|rule| rule.at).min();
    let last = across.iter().map(|rule| rule.at).max();
    let begin = along.iter().map(|rule| rule.from).min();
    let end = along.iter().map(|rule| rule.to).max();
    let (Some(first), Some(last), Some(begin), Some(end)) = (first, last, begin, end) else {
        return Vec::new();
    };
    let side = |at: Length, ends: &dyn Fn(&Rule) -> Length| -> Option<Rule> {
        let ending = along.iter().filter(|rule| (ends(rule) - at).abs() <= REACH);
        let positions: Vec<Length> = ending.map(|rule| rule.at).collect();
        let (from, to) = (positions.iter().min()?, positions.iter().max()?);
        let whole = along.iter().all(|rule| rule.at >= *from && rule.at <= *to);
        let fewest = if whole { OPEN_BOX } else { OPEN_SIDE };
        (positions.len() >= fewest).then_some(Rule {
            at,
            from: *from,
            to: *to,
        })
    };
    let mut sides = Vec::new();
    if begin < first - SHORTEST {
        sides.extend(side(begin, &|rule| rule.from));
    }
    if end > last + SHORTEST {
        sides.extend(side(end, &|rule| rule.to));
    }
    sides
}
