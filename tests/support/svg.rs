//! A terminal screen as an SVG picture: every character in its cell, whatever font the reader has.

use std::fmt::Write;

const CELL: (u32, u32) = (9, 20);
const MARGIN: u32 = 14;
const PAPER: &str = "#1c1f26";
const INK: &str = "#d8dee9";
const FONT: &str =
    "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,monospace";

/// The sixteen named colours.
const NAMED: [&str; 16] = [
    "#2e3440", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
    "#5c6370", "#ff7a85", "#b5e890", "#ffd68a", "#82c4ff", "#dd9df0", "#7fd6e2", "#ffffff",
];

/// Neighbouring cells that are drawn as one piece.
struct Piece {
    column: u32,
    /// Columns it takes.
    width: u32,
    /// Columns each character takes, and whether fonts agree on that.
    each: (u32, bool),
    style: Style,
    text: String,
}

#[derive(Clone, PartialEq, Eq)]
struct Style {
    ink: String,
    paper: String,
    bold: bool,
    dim: bool,
    underline: bool,
}

/// Draws the whole screen.
pub(crate) fn picture(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let width = u32::from(columns.get()) * CELL.0 + 2 * MARGIN;
    let height = u32::from(rows.get()) * CELL.1 + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONT}\" font-size=\"15\" xml:space=\"preserve\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows.get() {
        for piece in pieces(screen, row) {
            draw(&mut svg, u32::from(row), &piece);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn pieces(screen: &vt100::Screen, row: u16) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for column in 0..screen.size().1.get() {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        if cell.is_wide_continuation() {
            continue;
        }
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let columns = if cell.is_wide() { 2 } else { 1 };
        let (style, each) = (style(cell), (columns, text.is_ascii()));
        match pieces.last_mut() {
            Some(last) if last.style == style && last.each == each => {
                last.text.push_str(text);
                last.width += columns;
            }
            _ => pieces.push(Piece {
                column: u32::from(column),
                width: columns,
                each,
                style,
                text: text.to_owned(),
            }),
        }
    }
    pieces
}

fn style(cell: &vt100::Cell) -> Style {
    let (mut ink, mut paper) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), PAPER));
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    Style {
        ink,
        paper,
        bold: cell.bold(),
        dim: cell.dim(),
        underline: cell.underline(),
    }
}

fn draw(svg: &mut String, row: u32, piece: &Piece) {
    let (x, y) = (MARGIN + piece.column * CELL.0, MARGIN + row * CELL.1);
    let width = piece.width * CELL.0;
    let style = &piece.style;
    if style.paper != PAPER {
        let (height, paper) = (CELL.1, &style.paper);
        push(
            svg,
            format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n"
            ),
        );
    }
    if piece.text.trim().is_empty() {
        return;
    }
    let bold = if style.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let dim = if style.dim { " opacity=\"0.65\"" } else { "" };
    let line = if style.underline {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let (ink, base, text) = (&style.ink, y + CELL.1 - 5, escaped(&piece.text));
    push(
        svg,
        format_args!(
            "<text x=\"{x}\" y=\"{base}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{ink}\"{bold}{dim}{line}>{text}</text>\n"
        ),
    );
}

fn push(svg: &mut String, piece: std::fmt::Arguments<'_>) {
    svg.write_fmt(piece).expect("writing to a string");
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
            let level = |step: u8| {
                if step == 0 {
                    0
                } else {
                    55 + 40 * u32::from(step)
                }
            };
            let index = index - 16;
            let (red, green, blue) = (level(index / 36), level(index / 6 % 6), level(index % 6));
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * u32::from(index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}
