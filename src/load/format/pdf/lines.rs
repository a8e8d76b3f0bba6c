//! Glyphs → lines of text, by height and position.

use super::page::{Glyph, Length};

/// One line of glyphs, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its glyphs.
    pub(super) glyphs: Vec<Glyph>,
    /// Height of its centre.
    pub(super) middle: Length,
}

impl Line {
    /// Where its first glyph begins.
    pub(super) fn left(&self) -> Length {
        self.glyphs.first().map_or(0, |glyph| glyph.left)
    }

    /// Where its last glyph ends.
    pub(super) fn right(&self) -> Length {
        self.glyphs
            .iter()
            .map(|glyph| glyph.right)
            .max()
            .unwrap_or(0)
    }

    /// The characters, with a blank where the glyphs stand apart.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.glyphs.len() * 3);
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if before.is_some_and(|before| stands_apart(before, glyph)) {
                text.push(' ');
            }
            text.push(glyph.c);
            before = Some(glyph);
        }
        text
    }
}

/// A gap wider than 0.3 em divides words.
fn stands_apart(before: &Glyph, glyph: &Glyph) -> bool {
    (glyph.left - before.right) * 10 > before.size.min(glyph.size) * 3
}

/// Divides glyphs into lines, from top to bottom. A glyph drawn twice within 0.15 em (fake bold)
/// is kept once.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.middle, glyph.left));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if (glyph.middle - line.middle) * 2 <= least_size(line, &glyph) => {
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line {
                middle: glyph.middle,
                glyphs: vec![glyph],
            }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by_key(|glyph| glyph.left);
        line.glyphs.dedup_by(|glyph, before| {
            glyph.c == before.c && (glyph.left - before.left) * 20 <= glyph.size * 3
        });
    }
    lines
}

fn least_size(line: &Line, glyph: &Glyph) -> Length {
    line.glyphs
        .first()
        .map_or(glyph.size, |first| first.size.max(glyph.size))
}

/// The text of a cell: its lines joined without blank, so that wrapped names and numbers are whole
/// again; a blank only between Latin words.
pub(super) fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let next = line.text();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(text.chars().next_back()) && latin(next.chars().next()) {
            text.push(' ');
        }
        text.push_str(&next);
    }
    text
}
