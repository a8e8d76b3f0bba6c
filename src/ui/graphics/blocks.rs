//! A picture as cells of the screen: two points in each, the upper one as the letter, the lower one as the ground.

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::Shades;
use crate::ui::canvas::Canvas;
use crate::ui::job::Picture;

/// Darker points are ink where there are no colours.
const INK: u32 = 150;
/// Points whose parts differ by more have a colour.
const COLOURED: u8 = 40;

/// Draws a picture over an area, every point of the area being the mean of the points of the picture
/// that lie in it. With plain characters a cell is one point.
pub fn draw(picture: &Picture, shades: Shades, area: Rect, canvas: &mut Canvas<'_>) {
    for y in 0..area.height {
        for x in 0..area.width {
            let point = |half: u16| {
                let across = (x, area.width);
                darkened(mean(picture, across, (y * 2 + half, area.height * 2)))
            };
            let (symbol, style) = cell(point(0), point(1), shades, canvas.funnel().plain);
            canvas.paint(area.x + x, area.y + y, symbol, style);
        }
    }
}

type Point = [u8; 3];

/// The mean of the points in one of `count` equal parts of each direction.
fn mean(picture: &Picture, across: (u16, u16), down: (u16, u16)) -> Point {
    let range = |(index, count): (u16, u16), length: u16| {
        let edge = |index: u16| {
            let scaled = u32::from(index) * u32::from(length) / u32::from(count.max(1));
            scaled as usize
        };
        edge(index)..edge(index + 1).max(edge(index) + 1)
    };
    let (columns, rows) = (range(across, picture.width), range(down, picture.height));
    let (mut sum, mut count) = ([0_u32; 3], 0);
    for row in rows {
        let start = (row * usize::from(picture.width) + columns.start) * 3;
        let points = picture.rgb.get(start..start + columns.len() * 3);
        for point in points.unwrap_or(&[]).chunks_exact(3) {
            for (sum, part) in sum.iter_mut().zip(point) {
                *sum += u32::from(*part);
            }
            count += 1;
        }
    }
    sum.map(|sum| u8::try_from(sum / u32::max(count, 1)).unwrap_or(u8::MAX))
}

/// Print that is thinner than a point is pale: it is darkened until it can be read. Colours are
/// left as they are.
fn darkened(point: Point) -> Point {
    let (low, high) = (point.iter().min(), point.iter().max());
    if low
        .zip(high)
        .is_some_and(|(low, high)| high - low > COLOURED)
    {
        return point;
    }
    point.map(|part| 255 - u8::try_from((255 - u16::from(part)) * 8 / 5).unwrap_or(u8::MAX))
}

/// The character and the colours of a cell.
fn cell(upper: Point, lower: Point, shades: Shades, plain: bool) -> (&'static str, Style) {
    let color = |point: Point| match shades {
        Shades::True => Color::Rgb(point[0], point[1], point[2]),
        _ => Color::Indexed(indexed(point)),
    };
    let ink = |point: Point| shades == Shades::Ink && brightness(point) < INK;
    let both: Point = std::array::from_fn(|part| upper[part].midpoint(lower[part]));
    match (shades, plain) {
        (Shades::Ink, true) => (if ink(both) { "#" } else { " " }, Style::new()),
        (Shades::Ink, false) => {
            let symbol = match (ink(upper), ink(lower)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => " ",
            };
            (symbol, Style::new())
        }
        (_, true) => (" ", Style::new().bg(color(both))),
        (_, false) => ("▀", Style::new().fg(color(upper)).bg(color(lower))),
    }
}

fn brightness(point: Point) -> u32 {
    let [red, green, blue] = point.map(u32::from);
    (red * 30 + green * 59 + blue * 11) / 100
}

/// The nearest of the 256 colours of xterm: a grey where all parts are alike, else one of the cube.
fn indexed(point: Point) -> u8 {
    let (low, high) = (point.iter().min(), point.iter().max());
    let (low, high) = (low.copied().unwrap_or(0), high.copied().unwrap_or(0));
    if high - low < 12 {
        return match low.midpoint(high) {
            level @ 0..4 => 16 + level / 4,
            246.. => 231,
            level => 232 + (level - 3) / 10,
        };
    }
    // The steps of the cube are 0, 95, 135, 175, 215, 255.
    let [red, green, blue] = point.map(|part| match part {
        0..48 => 0,
        48..115 => 1,
        _ => (part - 35) / 40,
    });
    16 + 36 * red + 6 * green + blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u16, height: u16, points: &[Point]) -> Picture {
        Picture {
            width,
            height,
            rgb: points.concat(),
        }
    }

    const WHITE: Point = [255; 3];
    const BLACK: Point = [0; 3];

    #[test]
    fn a_part_is_the_mean_of_its_points() {
        let points = [WHITE, BLACK, BLACK, BLACK, WHITE, BLACK, WHITE, WHITE];
        let found = picture(4, 2, &points);
        assert_eq!(mean(&found, (0, 2), (0, 1)), [127; 3]);
        assert_eq!(mean(&found, (1, 2), (1, 2)), [255; 3]);
        assert_eq!(mean(&found, (1, 2), (0, 2)), [0; 3]);
        // More parts than points: every part is the point it lies in.
        assert_eq!(mean(&found, (7, 8), (3, 4)), WHITE);
    }

    #[test]
    fn every_cell_shows_two_points_as_far_as_the_terminal_can() {
        let half = |shades, plain| cell(BLACK, WHITE, shades, plain);
        let (symbol, style) = half(Shades::True, false);
        assert_eq!(symbol, "▀");
        assert_eq!(style.fg, Some(Color::Rgb(0, 0, 0)));
        assert_eq!(style.bg, Some(Color::Rgb(255, 255, 255)));
        assert_eq!(half(Shades::Ink, false), ("▀", Style::new()));
        assert_eq!(half(Shades::Ink, true), ("#", Style::new()));
        let (symbol, style) = half(Shades::Indexed, true);
        assert_eq!((symbol, style.bg), (" ", Some(Color::Indexed(244))));
    }

    #[test]
    fn colours_of_xterm_are_near() {
        assert_eq!(indexed([0; 3]), 16);
        assert_eq!(indexed([255; 3]), 231);
        assert_eq!(indexed([255, 0, 0]), 196);
        assert_eq!(indexed([0, 95, 215]), 16 + 6 + 4);
        assert_eq!(indexed([128; 3]), 244);
    }
}
