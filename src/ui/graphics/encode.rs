//! A picture as the escape sequence that makes a terminal show it over cells of the screen.

use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Protocol;
use crate::ui::job::Picture;

/// kitty takes no more in one piece.
const PIECE: usize = 4096;
/// The only picture of ours a terminal holds has this number.
const NUMBER: u32 = 7301;
/// Colours of sixel pictures: six steps for each of red, green and blue.
const STEPS: u8 = 6;

/// What to write, with the cursor where the picture begins, to show it over so many columns and rows.
/// The cursor may stand anywhere afterwards.
#[must_use]
pub fn encode(protocol: Protocol, picture: &Picture, (columns, rows): (u16, u16)) -> String {
    match protocol {
        Protocol::Kitty => kitty(&png(picture), columns, rows),
        Protocol::Sixel => sixel(picture),
        Protocol::Iterm => iterm(&png(picture), columns, rows),
    }
}

/// What to write to take the picture away, for terminals that keep pictures apart from text. The
/// others forget a picture when text is written over it.
#[must_use]
pub fn removal(protocol: Protocol) -> Option<String> {
    (protocol == Protocol::Kitty).then(|| format!("\x1b_Ga=d,d=I,i={NUMBER},q=2\x1b\\"))
}

fn png(picture: &Picture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width.into(), picture.height.into());
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&picture.rgb));
    // Memory takes everything; a picture of no points has no PNG and is not shown.
    written.map_or_else(|_| Vec::new(), |()| bytes)
}

fn kitty(png: &[u8], columns: u16, rows: u16) -> String {
    let data = STANDARD.encode(png);
    let mut pieces = data.as_bytes().chunks(PIECE).peekable();
    let mut out = removal(Protocol::Kitty).unwrap_or_default();
    // q=2: no answers, which would be taken for keys; C=1: the cursor stays.
    let mut head = format!("a=T,f=100,i={NUMBER},c={columns},r={rows},C=1,q=2,");
    while let Some(piece) = pieces.next() {
        let more = u8::from(pieces.peek().is_some());
        let piece = String::from_utf8_lossy(piece);
        out.push_str(&format!("\x1b_G{head}m={more};{piece}\x1b\\"));
        head = "q=2,".to_owned();
    }
    out
}

fn iterm(png: &[u8], columns: u16, rows: u16) -> String {
    let size = png.len();
    let data = STANDARD.encode(png);
    format!(
        "\x1b]1337;File=inline=1;size={size};width={columns};height={rows};\
         preserveAspectRatio=0;doNotMoveCursor=1:{data}\x07"
    )
}

/// Bands of six rows; in each band every colour that occurs draws its points.
fn sixel(picture: &Picture) -> String {
    let width = usize::from(picture.width);
    // 1;1: points that are not drawn stay as they are, and a point is square.
    let mut out = format!("\x1bP0;1;0q\"1;1;{};{}", picture.width, picture.height);
    for colour in 0..STEPS.pow(3) {
        let percent = |part: u8| u16::from(part) * 100 / u16::from(STEPS - 1);
        let (red, green, blue) = (
            colour / (STEPS * STEPS),
            colour / STEPS % STEPS,
            colour % STEPS,
        );
        let parts = [red, green, blue].map(percent);
        let [red, green, blue] = parts;
        let _ = write!(out, "#{colour};2;{red};{green};{blue}");
    }
    for band in picture.rgb.chunks((width * 3 * 6).max(1)) {
        let mut rows: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
        for (y, row) in band.chunks(width * 3).enumerate() {
            for (x, point) in row.chunks_exact(3).enumerate() {
                let drawn = rows.entry(nearest(point)).or_insert_with(|| vec![0; width]);
                if let Some(six) = drawn.get_mut(x) {
                    *six |= 1 << y;
                }
            }
        }
        for (colour, sixes) in rows {
            let _ = write!(out, "#{colour}");
            for run in sixes.chunk_by(|a, b| a == b) {
                let six = char::from(63 + run.first().copied().unwrap_or(0));
                match run.len() {
                    length @ 4.. => {
                        let _ = write!(out, "!{length}{six}");
                    }
                    length => out.extend(std::iter::repeat_n(six, length)),
                }
            }
            out.push('$');
        }
        out.push('-');
    }
    out.push_str("\x1b\\");
    out
}

/// The number of the nearest of the colours.
fn nearest(point: &[u8]) -> u8 {
    let steps = u16::from(STEPS - 1);
    point.iter().fold(0, |number, part| {
        let step = (u16::from(*part) * steps + 127) / 255;
        number * STEPS + u8::try_from(step).unwrap_or(STEPS - 1)
    })
}
