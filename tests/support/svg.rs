//! A terminal screen as an SVG picture: every character stands in its cell, whatever font the reader has.
//!
//! Lines and blocks are drawn, not written, because fonts disagree on their width.

use std::collections::BTreeMap;
use std::fmt::Write;

const WIDTH: u32 = 9;
const HEIGHT: u32 = 20;
const MARGIN: u32 = 14;
const PAPER: &str = "#1c1f26";
const INK: &str = "#d8dee9";
const FONT: &str = "ui-monospace,Menlo,Consolas,'Noto Sans Mono CJK SC','Sarasa Mono SC',monospace";

/// The sixteen named colours.
const NAMED: [&str; 16] = [
    "#2e3440", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
    "#5c6370", "#ff7a85", "#b5e890", "#ffd68a", "#82c4ff", "#dd9df0", "#7fd6e2", "#ffffff",
];

/// Characters made of lines, with the sides of the cell they reach: left, right, up, down.
const LINES: &[(&str, [bool; 4])] = &[
    ("─", [true, true, false, false]),
    ("│", [false, false, true, true]),
    ("┌", [false, true, false, true]),
    ("┐", [true, false, false, true]),
    ("└", [false, true, true, false]),
    ("┘", [true, false, true, false]),
    ("├", [false, true, true, true]),
    ("┤", [true, false, true, true]),
];

/// Blocks that fill a part of the cell from the left, in eighths.
const BLOCKS: [&str; 8] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// The pieces of a picture that share a colour or style, so that each is named once.
#[derive(Default)]
struct Layers {
    /// Backgrounds of cells by colour, below everything else.
    papers: BTreeMap<String, String>,
    /// Rectangles of bars and underlines by colour.
    fills: BTreeMap<String, String>,
    /// Path data of lines by colour.
    strokes: BTreeMap<String, String>,
    /// Characters by attributes.
    texts: BTreeMap<String, String>,
}

/// Draws the whole screen.
pub(crate) fn picture(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let mut layers = Layers::default();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            // A wide character is drawn from its first cell.
            let cell = screen
                .cell(row, column)
                .filter(|cell| !cell.is_wide_continuation());
            if let Some(cell) = cell {
                let (x, y) = (u32::from(column) * WIDTH, u32::from(row) * HEIGHT);
                draw(&mut layers, cell, x + MARGIN, y + MARGIN);
            }
        }
    }
    let width = u32::from(columns.get()) * WIDTH + 2 * MARGIN;
    let height = u32::from(rows.get()) * HEIGHT + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONT}\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for (colour, rectangles) in layers.papers.iter().chain(&layers.fills) {
        push(
            &mut svg,
            format_args!("<g fill=\"{colour}\" shape-rendering=\"crispEdges\">{rectangles}</g>\n"),
        );
    }
    for (colour, path) in &layers.strokes {
        push(
            &mut svg,
            format_args!("<path stroke=\"{colour}\" d=\"{path}\"/>\n"),
        );
    }
    for (style, letters) in &layers.texts {
        push(&mut svg, format_args!("<g {style}>{letters}</g>\n"));
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw(layers: &mut Layers, cell: &vt100::Cell, x: u32, y: u32) {
    let (mut ink, mut paper) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), PAPER));
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    let text = cell.contents();
    let columns = if cell.is_wide() { 2 } else { 1 };
    if text == "▀" {
        // Rectangles of one colour are drawn together, so these must not overlap.
        rectangle(&mut layers.fills, &ink, (x, y), (WIDTH, HEIGHT / 2));
        let below = (x, y + HEIGHT / 2);
        rectangle(&mut layers.fills, &paper, below, (WIDTH, HEIGHT / 2));
        return;
    }
    if paper != PAPER {
        rectangle(
            &mut layers.papers,
            &paper,
            (x, y),
            (columns * WIDTH, HEIGHT),
        );
    }
    if cell.underline() {
        let foot = (x, y + HEIGHT - 3);
        rectangle(&mut layers.fills, &ink, foot, (columns * WIDTH, 1));
    }
    if let Some((_, reaches)) = LINES.iter().find(|(line, _)| *line == text) {
        stroke(layers, &ink, *reaches, x, y);
    } else if let Some(eighths) = BLOCKS.iter().position(|block| *block == text) {
        let filled = WIDTH * (u32::try_from(eighths).unwrap_or(7) + 1) / 8;
        let size = (filled.max(1), HEIGHT - 6);
        rectangle(&mut layers.fills, &ink, (x, y + 3), size);
    } else if !text.trim().is_empty() {
        let bold = if cell.bold() {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let dim = if cell.dim() { " opacity=\"0.65\"" } else { "" };
        let style = format!("fill=\"{ink}\"{bold}{dim}");
        // A character narrower than its cells stands in their middle.
        let centre = if columns == 2 { WIDTH } else { WIDTH / 2 };
        let (x, base, text) = (x + centre, y + HEIGHT - 5, escaped(text));
        let letters = layers
            .texts
            .entry(style + " text-anchor=\"middle\"")
            .or_default();
        push(
            letters,
            format_args!("<text x=\"{x}\" y=\"{base}\">{text}</text>"),
        );
    }
}

fn rectangle(
    layer: &mut BTreeMap<String, String>,
    colour: &str,
    (x, y): (u32, u32),
    (width, height): (u32, u32),
) {
    let rectangles = layer.entry(colour.to_owned()).or_default();
    push(
        rectangles,
        format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"),
    );
}

fn stroke(layers: &mut Layers, colour: &str, reaches: [bool; 4], x: u32, y: u32) {
    let (middle, centre) = (x + WIDTH / 2, y + HEIGHT / 2);
    let ends = [
        (x, centre),
        (x + WIDTH, centre),
        (middle, y),
        (middle, y + HEIGHT),
    ];
    let path = layers.strokes.entry(colour.to_owned()).or_default();
    for (reached, (x, y)) in reaches.into_iter().zip(ends) {
        if reached {
            push(path, format_args!("M{middle} {centre}L{x} {y}"));
        }
    }
}

fn push(text: &mut String, piece: std::fmt::Arguments<'_>) {
    text.write_fmt(piece).expect("writing to a string");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn colour(colour: vt100::Color, default: &str) -> String {
    match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Idx(index @ 0..16) => NAMED[usize::from(index)].to_owned(),
        vt100::Color::Idx(index @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let index = index - 16;
            let (red, green, blue) = (level(index / 36), level(index / 6 % 6), level(index % 6));
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}
