//! A painted screen read back as text: its characters, and the role of each cell as a letter.

use ratatui::buffer::Buffer;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

use crate::explorer::{Explorer, FIRST};

/// One letter per role, in the order of the roles; the ordinary text is blank.
const LETTERS: &[u8] = b"_dShbBtTSsCfcraEWiGpmeVkHMPx";

/// The rows of the screen, read cell by cell so that wide characters count once.
pub(crate) fn screen(explorer: &Explorer) -> String {
    rows(&explorer.draw(), |buffer, x, y| {
        let symbol = buffer[(x, y)].symbol();
        (symbol.to_owned(), symbol.width().max(1) as u16)
    })
}

/// The screen again with one letter for the role of each cell.
pub(crate) fn roles(explorer: &Explorer) -> String {
    rows(&explorer.draw(), |buffer, x, y| {
        let cell = &buffer[(x, y)];
        let letter = match (letter(cell.bg), letter(cell.fg)) {
            (Some(overlay), _) => overlay,
            (None, Some(_)) if cell.symbol().trim().is_empty() => ' ',
            (None, Some(role)) => role,
            (None, None) => ' ',
        };
        (letter.to_string(), 1)
    })
}

fn rows(buffer: &Buffer, read: impl Fn(&Buffer, u16, u16) -> (String, u16)) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let (text, width) = read(buffer, x, y);
            line.push_str(&text);
            x += width;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn letter(color: Color) -> Option<char> {
    let Color::Indexed(index) = color else {
        return None;
    };
    let role = index.checked_sub(FIRST)? as usize;
    let letter = *LETTERS.get(role)?;
    (letter != b'_').then_some(char::from(letter))
}
