//! What part of a page shows: words drawn outside of the open clip areas are not printed.

use super::collect::{Drawn, Spot};
use super::page::Length;

/// A wrapped number may overflow its box by a line; it is kept whole.
const OVERFLOWING_LINE: Length = 2;

/// An upright area of the page as drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) from: Spot,
    pub(super) to: Spot,
}

/// The clip areas that are open, each cut out of the one before, and what they hide.
#[derive(Debug, Default)]
pub(super) struct Clips {
    open: Vec<Area>,
    /// Hidden words: their area and the height of their line.
    words: Vec<(Area, Length)>,
    /// Hidden digits not far outside of their area, and the height of their line.
    numbers: Vec<(Area, Length, Drawn)>,
}

impl Clips {
    /// Opens an area inside the last one.
    pub(super) fn push(&mut self, area: Area) {
        let within = self.open.last().map_or(area, |outer| Area {
            from: Spot {
                x: area.from.x.max(outer.from.x),
                y: area.from.y.max(outer.from.y),
            },
            to: Spot {
                x: area.to.x.min(outer.to.x),
                y: area.to.y.min(outer.to.y),
            },
        });
        self.open.push(within);
    }

    /// Closes the last area.
    pub(super) fn pop(&mut self) {
        self.open.pop();
    }

    /// The character unless it lies outside of all that shows. A digit is hidden on lines above
    /// and below only: a number that is too wide for its box would lose digits.
    pub(super) fn shown(&mut self, drawn: Drawn) -> Option<Drawn> {
        let Some(&area) = self.open.last() else {
            return Some(drawn);
        };
        let (x, y) = (
            drawn.from.x.midpoint(drawn.to.x),
            drawn.from.y.midpoint(drawn.to.y),
        );
        let across_x = (area.from.x - x).max(x - area.to.x);
        let across_y = (area.from.y - y).max(y - area.to.y);
        let upright = (drawn.along.x - drawn.from.x).abs() >= (drawn.along.y - drawn.from.y).abs();
        let (height, outside, beside) = if upright {
            (y, across_y, across_x)
        } else {
            (x, across_x, across_y)
        };
        let number = drawn.c.is_ascii_digit() || matches!(drawn.c, '.' | ',' | '-' | '%');
        let word = !number;
        if outside <= 0 {
            return (!word || beside <= 0).then_some(drawn);
        }
        if word {
            self.words.push((area, height));
        } else if outside <= drawn.size * OVERFLOWING_LINE {
            self.numbers.push((area, height, drawn));
        }
        None
    }

    /// The rest of numbers that wrapped out of their box: digits without any words on their line.
    pub(super) fn overflowing(&mut self) -> Vec<Drawn> {
        let words = std::mem::take(&mut self.words);
        let numbers = std::mem::take(&mut self.numbers);
        let alone = |area: &Area, at: Length, size: Length| {
            let beside =
                |(other, height): &(Area, Length)| other == area && (height - at).abs() * 2 <= size;
            !words.iter().any(beside)
        };
        let numbers = numbers.into_iter();
        let kept = numbers.filter(|(area, at, drawn)| alone(area, *at, drawn.size));
        kept.map(|(_, _, drawn)| drawn).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(c: char, y: Length) -> Drawn {
        at(c, 6000, y)
    }

    fn at(c: char, x: Length, y: Length) -> Drawn {
        Drawn {
            c,
            from: Spot { x, y },
            to: Spot { x: x + 1000, y },
            along: Spot { x: x + 1000, y },
            size: 1000,
            hidden: false,
        }
    }

    fn area(top: Length, bottom: Length) -> Area {
        Area {
            from: Spot { x: 5000, y: top },
            to: Spot { x: 9000, y: bottom },
        }
    }

    #[test]
    fn words_above_and_below_all_open_areas_are_hidden() {
        let mut clips = Clips::default();
        let shown = |clips: &mut Clips, y| clips.shown(drawn('字', y)).is_some();
        assert!(shown(&mut clips, -9000));
        clips.push(area(0, 20_000));
        clips.push(area(10_000, 30_000));
        assert!(shown(&mut clips, 15_000));
        assert!(!shown(&mut clips, 9000));
        assert!(!shown(&mut clips, 21_000));
        clips.pop();
        assert!(shown(&mut clips, 9000));
        assert_eq!(clips.overflowing(), []);
    }

    #[test]
    fn a_wrapped_number_is_kept_whole() {
        let mut clips = Clips::default();
        clips.push(area(0, 20_000));
        assert!(clips.shown(drawn('7', 21_500)).is_none());
        assert!(clips.shown(drawn('8', 22_500)).is_none());
        assert_eq!(clips.overflowing(), [drawn('7', 21_500)]);
        assert!(clips.shown(drawn('7', 21_500)).is_none());
        assert!(clips.shown(drawn('项', 21_500)).is_none());
        assert_eq!(clips.overflowing(), []);
    }

    #[test]
    fn beside_an_area_words_are_hidden_and_digits_are_not() {
        let mut clips = Clips::default();
        clips.push(area(0, 20_000));
        assert!(clips.shown(at('支', 8700, 5000)).is_none());
        assert!(clips.shown(at('支', 8300, 5000)).is_some());
        assert!(clips.shown(at('7', 9700, 5000)).is_some());
    }
}
