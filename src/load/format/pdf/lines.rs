//! Glyphs → lines of text, by height and position.

use std::ops::Deref;

use super::page::{Glyph, Length, POINT, Sideways};

/// Glyphs of one stretch may miss their place by this much.
const ASTRAY: Length = POINT / 4;
/// Whether longer lines stand across each other is not asked.
const LONGEST_LINE: usize = 2_000;
/// More bytes are no stretch: its length is kept in two bytes.
const LONGEST: usize = 60_000;

/// A text with where on the page its characters stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    /// Ascending by first byte; blanks between glyphs belong to none.
    pub(super) runs: Vec<Run>,
}

/// Characters that stand equally far from each other on one line, in the coordinates of their glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// First byte in the text.
    pub(super) start: usize,
    /// How many bytes.
    pub(super) bytes: usize,
    /// Left edge.
    pub(super) left: Length,
    /// Right edge, with what stands free behind the last character.
    pub(super) right: Length,
    /// Height of the centre.
    pub(super) middle: Length,
    /// Font size, the height of the rectangle.
    pub(super) size: Length,
    /// How many characters.
    count: Length,
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Words {
    /// Characters that stand nowhere.
    fn from(text: &str) -> Self {
        Words {
            text: text.into(),
            ..Words::default()
        }
    }
}

impl Words {
    /// Adds a character that stands nowhere.
    fn push(&mut self, c: char) {
        self.text.push(c);
    }

    /// Adds a glyph behind what is there.
    fn glyph(&mut self, glyph: &Glyph) {
        let start = self.text.len();
        self.text.push(glyph.c);
        let bytes = glyph.c.len_utf8();
        if let Some(run) = self.runs.last_mut()
            && run.start + run.bytes == start
            && run.bytes < LONGEST
            && run.takes(glyph)
        {
            run.bytes += bytes;
            return;
        }
        self.runs.push(Run {
            start,
            bytes,
            left: glyph.left,
            right: glyph.right,
            middle: glyph.middle,
            size: glyph.size,
            count: 1,
        });
    }

    /// Adds a text behind what is there.
    pub(super) fn extend(&mut self, other: &Words) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run {
            start: run.start + before,
            ..*run
        }));
    }

    /// The same text, without where it stands.
    pub(super) fn unplaced(&self) -> Words {
        Words {
            text: self.text.clone(),
            runs: Vec::new(),
        }
    }

    /// The same text behind some blanks.
    pub(super) fn behind(&self, blanks: usize) -> Words {
        let mut moved = Words {
            text: " ".repeat(blanks),
            runs: Vec::new(),
        };
        moved.extend(self);
        moved
    }
}

impl Run {
    /// Lengthens the run by a glyph that continues it in the same steps.
    fn takes(&mut self, glyph: &Glyph) -> bool {
        let near = |a: Length, b: Length| (a - b).abs() <= ASTRAY;
        let level = near(self.middle, glyph.middle) && near(self.size, glyph.size);
        let width = glyph.right - glyph.left;
        // The second glyph tells the step; it may leave a little room behind the first.
        let step = match self.count {
            1 => glyph.left - self.left,
            count => (self.right - self.left) / count,
        };
        let equal = match self.count {
            1 => near(width, self.right - self.left) && step >= width - ASTRAY,
            _ => near(glyph.left, self.right),
        };
        let tight = step > 0 && step - width <= glyph.size / 6 && width - step <= ASTRAY;
        if !(level && equal && tight) {
            return false;
        }
        self.right = glyph.left + step.max(width);
        self.count += 1;
        true
    }
}

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

    /// Font size of its first glyph.
    pub(super) fn size(&self) -> Length {
        self.glyphs.first().map_or(0, |glyph| glyph.size)
    }

    /// The characters, with a blank where the glyphs stand apart.
    pub(super) fn text(&self) -> Words {
        let mut text = Words::default();
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if before.is_some_and(|before| stands_apart(before, glyph)) {
                text.push(' ');
            }
            text.glyph(glyph);
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
/// is kept once. What would be printed across the glyphs of a line is one of its own, however close.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.middle, glyph.left));
    let mut lines: Vec<Line> = Vec::new();
    for level in glyphs.chunk_by(|above, below| below.middle - above.middle <= ASTRAY) {
        let mut across = lines.last().is_some_and(|line| is_across(line, level));
        for glyph in level {
            match lines.last_mut() {
                Some(line)
                    if !across && (glyph.middle - line.middle) * 2 <= least_size(line, glyph) =>
                {
                    line.glyphs.push(*glyph);
                }
                _ => lines.push(Line {
                    middle: glyph.middle,
                    glyphs: vec![*glyph],
                }),
            }
            across = false;
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

/// Whether glyphs of one height stand below others of a line that is higher, not beside them.
fn is_across(line: &Line, level: &[Glyph]) -> bool {
    if line.glyphs.len() > LONGEST_LINE {
        return false;
    }
    let mut above: Vec<&Glyph> = line.glyphs.iter().collect();
    above.sort_by_key(|glyph| glyph.left);
    let mut passed = 0;
    level.iter().any(|glyph| {
        let hides = |other: &&Glyph| {
            let overlap = glyph.right.min(other.right) - glyph.left.max(other.left);
            let narrower = (glyph.right - glyph.left).min(other.right - other.left);
            overlap * 2 > narrower && (glyph.middle - other.middle) * 5 > glyph.size
        };
        let rest = above.get(passed..).unwrap_or(&[]);
        let left = rest.iter().take_while(|other| other.right <= glyph.left);
        passed += left.count();
        let near = above.get(passed..).unwrap_or(&[]).iter();
        near.take_while(|other| other.left < glyph.right).any(hides)
    })
}

/// The lines of a cell; narrow headings are written downwards, one column of characters to a line.
pub(super) fn of_cell(glyphs: Vec<Glyph>) -> Vec<Line> {
    let lines = lines(glyphs);
    let glyphs: Vec<Glyph> = lines
        .iter()
        .flat_map(|line| &line.glyphs)
        .copied()
        .collect();
    downwards(&glyphs).unwrap_or(lines)
}

/// The columns of upright characters written downwards, from right to left: characters stand
/// closer below than beside each other.
fn downwards(glyphs: &[Glyph]) -> Option<Vec<Line>> {
    let size = glyphs.iter().map(|glyph| glyph.size).min()?;
    if glyphs.len() < 4 || glyphs.iter().any(|glyph| glyph.c.is_ascii_alphanumeric()) {
        return None;
    }
    let columns = columns(glyphs.to_vec());
    let near = |a: Length, b: Length, tenths: Length| (b - a).abs() * 10 <= size * tenths;
    let tight = columns.iter().all(|column| {
        let pairs = column.glyphs.windows(2);
        pairs.into_iter().all(|pair| match pair {
            [above, below] => {
                near(above.middle, below.middle, 12) && near(above.centre(), below.centre(), 2)
            }
            _ => true,
        })
    });
    let wide = columns.windows(2).all(|pair| match pair {
        [left, right] => !near(left.centre(), right.centre(), 12),
        _ => true,
    });
    let long = columns.iter().any(|column| column.glyphs.len() > 2);
    (columns.len() > 1 && tight && wide && long).then(|| columns.into_iter().rev().collect())
}

/// The lines of characters that stand on their side: upwards from left to right, downwards from
/// right to left.
pub(super) fn sideways(glyphs: &[Sideways]) -> Vec<Line> {
    let upwards = glyphs.iter().filter(|sideways| sideways.upwards).count() * 2 > glyphs.len();
    let kept = glyphs.iter().filter(|sideways| sideways.upwards == upwards);
    let mut columns = columns(kept.map(|sideways| sideways.glyph).collect());
    if upwards {
        columns
            .iter_mut()
            .for_each(|column| column.glyphs.reverse());
    } else {
        columns.reverse();
    }
    columns
}

impl Line {
    /// Its centre across, as a column.
    fn centre(&self) -> Length {
        self.glyphs.first().map_or(0, Glyph::centre)
    }
}

/// Glyphs that stand below each other, from left to right and from top to bottom.
fn columns(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.centre(), glyph.middle));
    let groups = glyphs.chunk_by(|left, right| (right.centre() - left.centre()) * 2 <= left.size);
    groups
        .map(|group| {
            let mut glyphs = group.to_vec();
            glyphs.sort_by_key(|glyph| glyph.middle);
            Line {
                middle: glyphs.first().map_or(0, |glyph| glyph.middle),
                glyphs,
            }
        })
        .collect()
}

fn least_size(line: &Line, glyph: &Glyph) -> Length {
    line.glyphs
        .first()
        .map_or(glyph.size, |first| first.size.max(glyph.size))
}

/// The text of a cell: its lines joined without blank, so that wrapped names and numbers are whole
/// again; a blank only between Latin words.
pub(super) fn joined(lines: &[Line]) -> Words {
    let mut text = Words::default();
    for line in lines {
        let next = line.text();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(text.chars().next_back()) && latin(next.chars().next()) {
            text.push(' ');
        }
        text.extend(&next);
    }
    text
}
