//! Turns a page until its text is upright; text in other directions (watermarks, stamps) is left aside.

use super::collect::{Collector, Drawn, Spot, Stroke};
use super::page::{Glyph, Page, Rule};
use super::radicals;

/// Quarter turns of the writing direction against "from left to right".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Down,
    Left,
    Up,
}

const DIRECTIONS: [Direction; 4] = [
    Direction::Right,
    Direction::Down,
    Direction::Left,
    Direction::Up,
];

impl Direction {
    /// The direction of a character; `None` for slanted ones.
    fn of(drawn: &Drawn) -> Option<Self> {
        let (x, y) = (drawn.along.x - drawn.from.x, drawn.along.y - drawn.from.y);
        // A tenth off the axis is a scan that was put on askew, more is a watermark.
        let straight = x.abs().min(y.abs()) * 10 <= x.abs().max(y.abs());
        straight.then_some(match (x.abs() >= y.abs(), x >= 0, y >= 0) {
            (true, true, _) => Direction::Right,
            (true, false, _) => Direction::Left,
            (false, _, true) => Direction::Down,
            (false, _, false) => Direction::Up,
        })
    }

    /// Where a spot stands once text in this direction is upright.
    fn upright(self, spot: Spot) -> Spot {
        let Spot { x, y } = spot;
        match self {
            Direction::Right => spot,
            Direction::Down => Spot { x: y, y: -x },
            Direction::Left => Spot { x: -x, y: -y },
            Direction::Up => Spot { x: -y, y: x },
        }
    }
}

/// The page with its main writing direction from left to right.
pub(super) fn upright(collected: &Collector) -> Page {
    let directions: Vec<_> = collected.drawn.iter().map(Direction::of).collect();
    let count = |wanted: Direction| directions.iter().filter(|&&of| of == Some(wanted)).count();
    let main = DIRECTIONS
        .into_iter()
        .rev()
        .max_by_key(|&direction| count(direction))
        .unwrap_or(Direction::Right);
    let hidden = collected.drawn.iter().filter(|drawn| drawn.hidden).count();
    let mut page = Page {
        unreadable: collected.unreadable,
        picture: collected.picture,
        recognised: collected.picture && hidden * 2 > collected.drawn.len(),
        ..Page::default()
    };
    for (drawn, direction) in collected.drawn.iter().zip(&directions) {
        if *direction == Some(main) {
            page.glyphs.push(glyph(drawn, main));
        }
    }
    for stroke in &collected.strokes {
        rule(stroke, main, &mut page);
    }
    page
}

fn glyph(drawn: &Drawn, main: Direction) -> Glyph {
    let (from, to) = (main.upright(drawn.from), main.upright(drawn.to));
    Glyph {
        c: radicals::fold(drawn.c),
        left: from.x.min(to.x),
        right: from.x.max(to.x),
        middle: from.y.midpoint(to.y),
        size: drawn.size.max(1),
    }
}

fn rule(stroke: &Stroke, main: Direction, page: &mut Page) {
    let (a, b) = (main.upright(stroke.from), main.upright(stroke.to));
    if (a.x - b.x).abs() >= (a.y - b.y).abs() {
        page.horizontal.push(Rule {
            at: a.y.midpoint(b.y),
            from: a.x.min(b.x),
            to: a.x.max(b.x),
        });
    } else {
        page.vertical.push(Rule {
            at: a.x.midpoint(b.x),
            from: a.y.min(b.y),
            to: a.y.max(b.y),
        });
    }
}
