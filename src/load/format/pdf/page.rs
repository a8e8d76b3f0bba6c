//! What is drawn on a page: glyphs and ruling lines, in hundredths of a point, upright, y downwards.

use crate::model::Writing;

/// A length or position on a page.
pub(super) type Length = i32;

/// Hundredths of a point in one point.
pub(super) const POINT: Length = 100;

/// One visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The character.
    pub(super) c: char,
    /// Where it begins.
    pub(super) left: Length,
    /// Where it ends.
    pub(super) right: Length,
    /// Height of its visual centre.
    pub(super) middle: Length,
    /// Font size.
    pub(super) size: Length,
}

impl Glyph {
    /// Horizontal centre.
    #[must_use]
    pub(super) fn centre(&self) -> Length {
        self.left.midpoint(self.right)
    }
}

/// A character of a line that runs upwards or downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sideways {
    /// Where it stands.
    pub(super) glyph: Glyph,
    /// Whether its line runs upwards.
    pub(super) upwards: bool,
}

/// A ruling line, or a piece of one: at `at` across, from `from` to `to` along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Position across the line: y of a horizontal, x of a vertical one.
    pub(super) at: Length,
    /// Where it begins.
    pub(super) from: Length,
    /// Where it ends.
    pub(super) to: Length,
}

/// One page, turned so that its text is upright.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// How the text was written before the page was turned.
    pub(super) writing: Writing,
    /// Visible characters without blanks, in drawing order.
    pub(super) glyphs: Vec<Glyph>,
    /// Characters of lines that run upwards or downwards.
    pub(super) sideways: Vec<Sideways>,
    /// Horizontal ruling lines.
    pub(super) horizontal: Vec<Rule>,
    /// Vertical ruling lines.
    pub(super) vertical: Vec<Rule>,
    /// Characters whose meaning the file does not tell.
    pub(super) unreadable: usize,
    /// Whether a picture is drawn.
    pub(super) picture: bool,
    /// Whether most of the text is invisible: the recognised text of a scanned page.
    pub(super) recognised: bool,
}
