//! A part of a page of a PDF file as a picture. What a file may cost is weighed before anything is painted.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro::vello_cpu::{
    Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit, color::palette::css::WHITE,
};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::{Pdf, page::Page};
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::collect::{TooMuch, bounds};
use super::open;
use crate::model::{PageBox, Problem};

/// Larger pictures are not painted: a large screen has as many points.
const MOST_POINTS: u32 = 9_000_000;
/// What may be drawn on a page that is painted: paths, glyphs and the like, and points of pictures.
const MOST_OPERATIONS: usize = 500_000;
const MOST_IMAGE_POINTS: usize = 100_000_000;
/// How deep transparent groups may lie in each other; each takes as much memory as the picture.
const DEEPEST: usize = 16;

/// A painted part of a page: rows of points from top to bottom, three bytes each, red, green, blue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Points from left to right.
    pub width: u16,
    /// Points from top to bottom.
    pub height: u16,
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such page.
    NoPage,
    /// The page draws more than is painted.
    TooMuch,
    /// The page is damaged.
    Damaged,
}

/// What paints: the number of a page, the rectangle of it that is wanted, and in how many points.
pub type Paint<'a> = dyn FnMut(u32, PageBox, (u16, u16)) -> Result<Picture, Refusal> + 'a;

/// Opens the bytes of a PDF file and hands what paints its pages to `with`.
///
/// # Errors
/// As reading the file: it is locked, damaged or made to exhaust whoever opens it.
pub fn with_painter<T>(
    name: &str,
    bytes: &[u8],
    with: impl FnOnce(&mut Paint<'_>) -> T,
) -> Result<T, Problem> {
    let pdf = open(name, bytes)?;
    let cache = RenderCache::new();
    let mut pages = Pages {
        pdf: &pdf,
        refused: BTreeMap::new(),
    };
    Ok(with(&mut |page, part, size| {
        pages.paint(&cache, page, part, size)
    }))
}

/// The pages of an open file, and which of them are not painted.
struct Pages<'p> {
    pdf: &'p Pdf,
    refused: BTreeMap<u32, Option<Refusal>>,
}

impl<'p> Pages<'p> {
    /// Paints the part of a 1-based page inside a rectangle, on white paper, in so many points.
    fn paint(
        &mut self,
        cache: &RenderCache<'p>,
        number: u32,
        part: PageBox,
        (width, height): (u16, u16),
    ) -> Result<Picture, Refusal> {
        let index = (number as usize).wrapping_sub(1);
        let page = self.pdf.pages().get(index).ok_or(Refusal::NoPage)?;
        let points = u32::from(width) * u32::from(height);
        if points == 0 || points > MOST_POINTS || part.width() == 0 || part.height() == 0 {
            return Err(Refusal::TooMuch);
        }
        let refused = self.refused.entry(number);
        if let Some(refusal) = refused.or_insert_with(|| weigh(self.pdf, page).err()) {
            return Err(*refusal);
        }
        let tenths = |length: u16| f64::from(length) / 10.0;
        let scale = (
            f64::from(width) / tenths(part.width()),
            f64::from(height) / tenths(part.height()),
        );
        let transform = Affine::scale_non_uniform(scale.0, scale.1)
            * Affine::translate((-tenths(part.left), -tenths(part.top)))
            * page.initial_transform(true).to_kurbo();
        let painted = catch_unwind(AssertUnwindSafe(|| {
            let mut context = RenderContext::new(width, height);
            let settings = InterpreterSettings::default();
            let rendering = RenderSettings::default();
            render_into(page, cache, &settings, &rendering, &mut context, transform);
            context.flush();
            let mut pixels = Pixmap::new(width, height);
            let paper = RasterizerSettings {
                target_init: TargetInit::Clear(WHITE),
                ..RasterizerSettings::default()
            };
            context.render_with(&mut pixels, &mut Resources::default(), paper);
            let opaque = pixels.data_as_u8_slice().chunks_exact(4);
            opaque
                .flat_map(|point| [point[0], point[1], point[2]])
                .collect()
        }));
        let rgb = painted.map_err(|_| Refusal::Damaged)?;
        Ok(Picture { width, height, rgb })
    }
}

/// Goes through a page without painting it.
fn weigh(pdf: &Pdf, page: &Page<'_>) -> Result<(), Refusal> {
    let mut scales = Scales::default();
    let (width, height) = page.render_dimensions();
    let weighed = catch_unwind(AssertUnwindSafe(|| {
        let cache = InterpreterCache::new();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            bounds(width, height),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut scales);
    }));
    weighed.map_err(|payload| match payload.is::<TooMuch>() {
        true => Refusal::TooMuch,
        false => Refusal::Damaged,
    })
}

/// Counts what a page draws and stops it when that is too much.
#[derive(Default)]
struct Scales {
    operations: usize,
    points: usize,
    depth: usize,
}

impl Scales {
    fn spend(&mut self, operations: usize) {
        self.operations = self.operations.saturating_add(operations);
        if self.operations > MOST_OPERATIONS
            || self.points > MOST_IMAGE_POINTS
            || self.depth > DEEPEST
        {
            // The interpreter has no other way to be stopped; the caller catches it.
            resume_unwind(Box::new(TooMuch));
        }
    }
}

impl<'a> Device<'a> for Scales {
    fn draw_path(&mut self, path: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(1 + path.elements().len());
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(1 + clip.path.elements().len());
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.depth += 1;
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(run.glyphs().len());
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        let (width, height) = (image.width() as usize, image.height() as usize);
        self.points = self.points.saturating_add(width.saturating_mul(height));
        self.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    /// A page of 100 by 50 points with these drawing operators.
    fn file(operators: &str) -> Vec<u8> {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 50] /Contents 4 0 R >>".to_owned(),
            format!(
                "<< /Length {} >>\nstream\n{operators}\nendstream",
                operators.len()
            ),
        ];
        let mut bytes = "%PDF-1.7\n".to_owned();
        for (number, object) in (1..).zip(objects) {
            bytes.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
        }
        bytes.push_str("trailer\n<< /Root 1 0 R >>\n%%EOF\n");
        bytes.into_bytes()
    }

    fn area(left: u16, top: u16, right: u16, bottom: u16) -> PageBox {
        PageBox {
            left,
            top,
            right,
            bottom,
        }
    }

    fn point(picture: &Picture, x: usize, y: usize) -> &[u8] {
        let at = (y * usize::from(picture.width) + x) * 3;
        &picture.rgb[at..at + 3]
    }

    #[test]
    fn a_part_of_a_page_is_painted_as_large_as_asked() {
        // A red square whose upper left corner stands 20 points from the left and 10 from the top.
        let bytes = file("1 0 0 rg 20 30 10 10 re f");
        let part = with_painter("a", &bytes, |paint| {
            paint(1, area(150, 50, 350, 250), (200, 200))
        });
        let picture = part.unwrap().unwrap();
        assert_eq!((picture.width, picture.height), (200, 200));
        assert_eq!(picture.rgb.len(), 200 * 200 * 3);
        assert_eq!(point(&picture, 52, 52), [255, 0, 0]);
        assert_eq!(point(&picture, 147, 147), [255, 0, 0]);
        for (x, y) in [(47, 100), (153, 100), (100, 47), (100, 153)] {
            assert_eq!(point(&picture, x, y), [255, 255, 255]);
        }
    }

    #[test]
    fn what_would_take_too_long_or_too_much_is_refused() {
        let refused = |operators: &str, page, size| {
            let bytes = file(operators);
            let whole = area(0, 0, 1000, 500);
            with_painter("a", &bytes, |paint| paint(page, whole, size))
                .unwrap()
                .err()
        };
        assert_eq!(refused("0 0 9 9 re f", 1, (100, 50)), None);
        assert_eq!(refused("", 2, (100, 50)), Some(Refusal::NoPage));
        assert_eq!(refused("", 1, (60_000, 60_000)), Some(Refusal::TooMuch));
        let many = "0 0 m 9 9 l S\n".repeat(300_000);
        assert_eq!(refused(&many, 1, (100, 50)), Some(Refusal::TooMuch));
        let head = "BI /W 20000 /H 20000 /CS /G /BPC 1 /F /AHx ID 00> EI\n";
        assert_eq!(refused(head, 1, (100, 50)), Some(Refusal::TooMuch));
        assert!(with_painter("a", b"no such thing", |_| ()).is_err());
    }
}
