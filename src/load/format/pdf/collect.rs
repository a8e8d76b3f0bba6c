//! Collects glyphs and ruling lines while the interpreter draws a page.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::clip::{Area, Clips};
use super::page::{Length, POINT};
use super::turn::tenths;
use crate::model::PageSize;

/// Glyph space has 1000 units to the em.
const VISUAL_CENTRE: i32 = 380;
const EM: i32 = 1000;

/// Filled shapes thinner than this are lines, all others are shading.
const THICKEST_LINE: Length = POINT * 5 / 2;

/// Positions farther away than this are not told apart.
const FARTHEST: Length = 100_000 * POINT;

/// A position on the page as drawn, y downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) x: Length,
    pub(super) y: Length,
}

/// A character as drawn, in any direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) c: char,
    /// Visual centre at the beginning of the advance.
    pub(super) from: Spot,
    /// Visual centre at its end.
    pub(super) to: Spot,
    /// A point further along the writing direction.
    pub(super) along: Spot,
    pub(super) size: Length,
    pub(super) hidden: bool,
}

/// A drawn line parallel to an edge of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stroke {
    pub(super) from: Spot,
    pub(super) to: Spot,
}

/// The pieces of one page.
#[derive(Debug, Default)]
pub(super) struct Collector {
    pub(super) drawn: Vec<Drawn>,
    pub(super) strokes: Vec<Stroke>,
    pub(super) unreadable: usize,
    pub(super) picture: bool,
    /// How many more operations may be drawn.
    budget: usize,
    clips: Clips,
}

/// Payload of the unwinding that ends a page which draws too much.
pub(super) struct TooMuch;

impl Collector {
    /// A collector for a page of this size that gives up after `budget` operations.
    pub(super) fn new(budget: usize, page: Rect) -> Self {
        let mut collector = Collector {
            budget,
            ..Collector::default()
        };
        collector.clips.push(area(page));
        collector
    }

    /// How much of the budget is left.
    pub(super) fn left(&self) -> usize {
        self.budget
    }

    /// Ends the page.
    pub(super) fn finish(&mut self) {
        self.drawn.extend(self.clips.overflowing());
    }

    fn spend(&mut self, operations: usize) {
        match self.budget.checked_sub(operations) {
            Some(left) => self.budget = left,
            // The interpreter has no other way to be stopped; the caller catches it.
            None => resume_unwind(Box::new(TooMuch)),
        }
    }

    fn glyph(&mut self, glyph: &FontGlyph<'_>, transform: Affine, hidden: bool) {
        let advance = match glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = advance.map_or(f64::from(EM / 2), f64::from);
        let at = |x: f64, y: i32| spot(transform * Point::new(x, f64::from(y)));
        let (from, to) = (at(0.0, VISUAL_CENTRE), at(advance, VISUAL_CENTRE));
        let size = distance(at(0.0, 0), at(0.0, EM));
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => vec![c],
            Some(BfString::String(text)) => text.chars().collect(),
            None => vec![char::REPLACEMENT_CHARACTER],
        };
        let parts = i32::try_from(text.len()).unwrap_or(i32::MAX).max(1);
        let step = |k: i32| Spot {
            x: from.x + (to.x - from.x) / parts * k,
            y: from.y + (to.y - from.y) / parts * k,
        };
        for (k, c) in (0..parts).zip(text) {
            self.unreadable += usize::from(c == char::REPLACEMENT_CHARACTER);
            let drawn = Drawn {
                c,
                from: step(k),
                to: step(k + 1),
                along: at(f64::from(EM), VISUAL_CENTRE),
                size,
                hidden,
            };
            if !c.is_whitespace() && !c.is_control() {
                self.drawn.extend(self.clips.shown(drawn));
            }
        }
    }

    /// Every straight piece of an outline that runs along an edge of the page.
    fn outline(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    (start, last) = (point, point);
                }
                PathEl::LineTo(point) => {
                    self.line(spot(transform * last), spot(transform * point));
                    last = point;
                }
                PathEl::ClosePath => {
                    self.line(spot(transform * last), spot(transform * start));
                    last = start;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
            }
        }
    }

    fn line(&mut self, from: Spot, to: Spot) {
        let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if width.min(height) <= POINT / 2 && width.max(height) > 0 {
            self.strokes.push(Stroke { from, to });
        }
    }

    /// A filled shape: thin ones are lines.
    fn shape(&mut self, bounds: Rect, transform: Affine) {
        let bounds = transform.transform_rect_bbox(bounds);
        let from = spot(Point::new(bounds.x0, bounds.y0));
        let to = spot(Point::new(bounds.x1, bounds.y1));
        let (width, height) = (to.x - from.x, to.y - from.y);
        let (x, y) = (from.x.midpoint(to.x), from.y.midpoint(to.y));
        if height <= THICKEST_LINE {
            self.line(Spot { x: from.x, y }, Spot { x: to.x, y });
        }
        if width <= THICKEST_LINE {
            self.line(Spot { x, y: from.y }, Spot { x, y: to.y });
        }
    }

    fn fill(&mut self, path: &BezPath, transform: Affine) {
        let mut part = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !part.is_empty() {
                self.shape(part.bounding_box(), transform);
                part.truncate(0);
            }
            part.push(*element);
        }
        if !part.is_empty() {
            self.shape(part.bounding_box(), transform);
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + path.elements().len());
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform),
            DrawMode::Stroke(_) => self.outline(path, props.transform),
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform);
                self.outline(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        match mode {
            DrawMode::Fill(_) => self.shape(*rect, props.transform),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                self.outline(&rect.to_path(1.0), props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), hidden);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.spend(1);
        self.picture = true;
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(1 + clip.path.elements().len());
        self.clips.push(area(clip.path.bounding_box()));
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.spend(1);
        self.clips.push(area(*rect));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

fn area(bounds: Rect) -> Area {
    Area {
        from: spot(Point::new(bounds.min_x(), bounds.min_y())),
        to: spot(Point::new(bounds.max_x(), bounds.max_y())),
    }
}

fn spot(point: Point) -> Spot {
    // What is no number becomes 0; nothing far outside of any page can overflow a difference.
    let length = |value: f64| {
        let scaled = (value * f64::from(POINT)).round();
        (scaled as Length).clamp(-FARTHEST, FARTHEST)
    };
    Spot {
        x: length(point.x),
        y: length(point.y),
    }
}

fn distance(a: Spot, b: Spot) -> Length {
    let (x, y) = ((a.x - b.x).abs(), (a.y - b.y).abs());
    // Pages are upright or turned by quarters, so the longer side is the distance.
    x.max(y)
}

/// How large a page is shown.
pub(super) fn size(bounds: Rect) -> PageSize {
    let corner = spot(Point::new(bounds.x1, bounds.y1));
    PageSize {
        width: tenths(corner.x),
        height: tenths(corner.y),
    }
}

/// The drawn area of a page.
pub(super) fn bounds(width: f32, height: f32) -> Rect {
    Rect::new(0.0, 0.0, f64::from(width), f64::from(height))
}
