//! Turns a page until its text is upright; text in other directions (watermarks, stamps) is left aside.

use super::collect::{Collector, Drawn, Spot, Stroke};
use super::lines::Run;
use super::page::{Glyph, Length, POINT, Page, Rule, Sideways};
use super::watermark;
use crate::load::lines::radicals;
use crate::model::{PageBox, Writing};

const WRITINGS: [Writing; 4] = [Writing::Right, Writing::Down, Writing::Left, Writing::Up];

/// The direction a character is written in; `None` for slanted ones.
fn writing(drawn: &Drawn) -> Option<Writing> {
    let (x, y) = (drawn.along.x - drawn.from.x, drawn.along.y - drawn.from.y);
    // A tenth off the axis is a scan that was put on askew, more is a watermark.
    let straight = x.abs().min(y.abs()) * 10 <= x.abs().max(y.abs());
    straight.then_some(match (x.abs() >= y.abs(), x >= 0, y >= 0) {
        (true, true, _) => Writing::Right,
        (true, false, _) => Writing::Left,
        (false, _, true) => Writing::Down,
        (false, _, false) => Writing::Up,
    })
}

/// Where a spot stands once text in this direction is upright.
fn turned(writing: Writing, spot: Spot) -> Spot {
    let Spot { x, y } = spot;
    match writing {
        Writing::Right => spot,
        Writing::Down => Spot { x: y, y: -x },
        Writing::Left => Spot { x: -x, y: -y },
        Writing::Up => Spot { x: -y, y: x },
    }
}

/// Where an upright spot stands on the page as drawn.
fn turned_back(writing: Writing, spot: Spot) -> Spot {
    let inverse = match writing {
        Writing::Right | Writing::Left => writing,
        Writing::Down => Writing::Up,
        Writing::Up => Writing::Down,
    };
    turned(inverse, spot)
}

/// The rectangle of upright characters on the page as drawn, in tenths of a point.
pub(super) fn area(run: &Run, writing: Writing) -> PageBox {
    let half = run.size / 2;
    let corner = |x, y| turned_back(writing, Spot { x, y });
    let (a, b) = (
        corner(run.left, run.middle - half),
        corner(run.right, run.middle + half),
    );
    PageBox {
        left: tenths(a.x.min(b.x)),
        top: tenths(a.y.min(b.y)),
        right: tenths(a.x.max(b.x)),
        bottom: tenths(a.y.max(b.y)),
    }
}

/// A length in tenths of a point; what lies outside of every page is at its edge.
pub(super) fn tenths(length: Length) -> u16 {
    const TENTH: Length = POINT / 10;
    let rounded = (length.max(0) + TENTH / 2) / TENTH;
    u16::try_from(rounded).unwrap_or(u16::MAX)
}

/// The page with its main writing direction from left to right.
pub(super) fn upright(collected: &Collector) -> Page {
    let directions: Vec<_> = collected.drawn.iter().map(writing).collect();
    let count = |wanted: Writing| directions.iter().filter(|&&of| of == Some(wanted)).count();
    let main = WRITINGS
        .into_iter()
        .rev()
        .max_by_key(|&direction| count(direction))
        .unwrap_or_default();
    let hidden = collected.drawn.iter().filter(|drawn| drawn.hidden).count();
    let mut page = Page {
        writing: main,
        unreadable: collected.unreadable,
        picture: collected.picture,
        recognised: collected.picture && hidden * 2 > collected.drawn.len(),
        ..Page::default()
    };
    for (drawn, direction) in collected.drawn.iter().zip(&directions) {
        if *direction == Some(main) {
            page.glyphs.push(glyph(drawn, main));
        } else if direction.is_some() {
            page.sideways.extend(sideways(drawn, main));
        }
    }
    watermark::drop_from(&mut page.glyphs);
    for stroke in &collected.strokes {
        rule(stroke, main, &mut page);
    }
    page
}

fn glyph(drawn: &Drawn, main: Writing) -> Glyph {
    let (from, to) = (turned(main, drawn.from), turned(main, drawn.to));
    Glyph {
        c: radicals::fold(drawn.c),
        left: from.x.min(to.x),
        right: from.x.max(to.x),
        middle: from.y.midpoint(to.y),
        size: drawn.size.max(1),
    }
}

/// A character that stands on its side; `None` for one upside down.
fn sideways(drawn: &Drawn, main: Writing) -> Option<Sideways> {
    let (from, along) = (turned(main, drawn.from), turned(main, drawn.along));
    let (across, down) = (along.x - from.x, along.y - from.y);
    let half = drawn.size.max(2) / 2;
    let upright = glyph(drawn, main);
    let centre = upright.centre();
    (down.abs() > across.abs()).then_some(Sideways {
        glyph: Glyph {
            left: centre - half,
            right: centre + half,
            ..upright
        },
        upwards: down < 0,
    })
}

fn rule(stroke: &Stroke, main: Writing, page: &mut Page) {
    let (a, b) = (turned(main, stroke.from), turned(main, stroke.to));
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
