//! Where on a page something is printed: rectangles in tenths of a point.

use super::source::Span;

/// A rectangle of a page as it is shown, turned and cut as the file says: tenths of a point from
/// the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PageBox {
    /// Left edge.
    pub left: u16,
    /// Upper edge.
    pub top: u16,
    /// Right edge, never left of the left one.
    pub right: u16,
    /// Lower edge, never above the upper one.
    pub bottom: u16,
}

impl PageBox {
    /// How wide it is.
    #[must_use]
    pub fn width(self) -> u16 {
        self.right.saturating_sub(self.left)
    }

    /// How high it is.
    #[must_use]
    pub fn height(self) -> u16 {
        self.bottom.saturating_sub(self.top)
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn around(self, other: PageBox) -> PageBox {
        PageBox {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// How large a page is shown, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PageSize {
    /// From left to right.
    pub width: u16,
    /// From top to bottom.
    pub height: u16,
}

/// In which direction a line is written on the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Writing {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom, turned by a quarter.
    Down,
    /// From right to left, upside down.
    Left,
    /// From bottom to top, turned by a quarter.
    Up,
}

/// Characters that stand side by side on a page, all equally far from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First byte in the text of the source.
    pub start: u32,
    /// How many bytes they have.
    pub bytes: u16,
    /// How the line is written.
    pub writing: Writing,
    /// The rectangle around all of them.
    pub area: PageBox,
}

impl Stretch {
    fn end(&self) -> u32 {
        self.start.saturating_add(u32::from(self.bytes))
    }

    /// The rectangle of those characters that lie in a span of the text.
    fn part(&self, text: &str, span: Span) -> Option<PageBox> {
        let (from, to) = (self.start.max(span.start), self.end().min(span.end));
        let count = |start: u32, end: u32| {
            let found = text.get(start as usize..end as usize)?;
            u32::try_from(found.chars().count()).ok()
        };
        let before = count(self.start, from)?;
        let (inside, all) = (count(from, to)?, count(self.start, self.end())?);
        (inside > 0).then(|| self.cut(before, before + inside, all))
    }

    /// The rectangle from character `from` to character `to` of `all`.
    fn cut(&self, from: u32, to: u32, all: u32) -> PageBox {
        let area = self.area;
        let share = |length: u16, part: u32| {
            let all = all.max(1);
            let share = (u32::from(length) * part + all / 2) / all;
            u16::try_from(share).unwrap_or(u16::MAX)
        };
        let along_x = |from: u32, to: u32| PageBox {
            left: area.left + share(area.width(), from),
            right: area.left + share(area.width(), to),
            ..area
        };
        let along_y = |from: u32, to: u32| PageBox {
            top: area.top + share(area.height(), from),
            bottom: area.top + share(area.height(), to),
            ..area
        };
        match self.writing {
            Writing::Right => along_x(from, to),
            Writing::Left => along_x(all - to, all - from),
            Writing::Down => along_y(from, to),
            Writing::Up => along_y(all - to, all - from),
        }
    }

    /// Whether a box of another stretch continues this line without a larger gap than a character.
    fn continues(&self, writing: Writing, line: PageBox, next: PageBox) -> bool {
        let near = |a: (u16, u16), b: (u16, u16), gap: u16| {
            a.0 <= b.1.saturating_add(gap) && b.0 <= a.1.saturating_add(gap)
        };
        let (x, y) = ((line.left, line.right), (line.top, line.bottom));
        let (next_x, next_y) = ((next.left, next.right), (next.top, next.bottom));
        let (along, across, next_along, next_across) = match writing {
            Writing::Right | Writing::Left => (x, y, next_x, next_y),
            Writing::Down | Writing::Up => (y, x, next_y, next_x),
        };
        let size = across.1.saturating_sub(across.0);
        let middle = |edges: (u16, u16)| edges.0.midpoint(edges.1);
        self.writing == writing
            && near(along, next_along, size)
            && middle(across).abs_diff(middle(next_across)) <= size / 2
    }
}

/// Where the characters of a text are printed, for formats that know it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Print {
    /// Ascending by first byte; blanks and line ends belong to none.
    pub stretches: Vec<Stretch>,
}

impl Print {
    /// The rectangles of the printed characters of a span, one for each printed line of it, with
    /// the first byte of each.
    #[must_use]
    pub fn boxes(&self, text: &str, span: Span) -> Vec<(u32, PageBox)> {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.end() <= span.start);
        let rest = self.stretches.get(first..).unwrap_or(&[]);
        let inside = rest.iter().take_while(|stretch| stretch.start < span.end);
        let mut boxes: Vec<(u32, PageBox)> = Vec::new();
        let mut before: Option<Writing> = None;
        for stretch in inside {
            let Some(part) = stretch.part(text, span) else {
                continue;
            };
            match boxes.last_mut() {
                Some((_, line))
                    if before.is_some_and(|writing| stretch.continues(writing, *line, part)) =>
                {
                    *line = line.around(part);
                }
                _ => boxes.push((stretch.start, part)),
            }
            before = Some(stretch.writing);
        }
        boxes
    }

    /// Adds what is known of a text that begins `bytes` behind the beginning of this one.
    pub(super) fn extend(&mut self, other: &Print, bytes: u32) {
        let moved = other.stretches.iter().map(|stretch| Stretch {
            start: stretch.start.saturating_add(bytes),
            ..*stretch
        });
        self.stretches.extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: u16, top: u16, right: u16, bottom: u16) -> PageBox {
        PageBox {
            left,
            top,
            right,
            bottom,
        }
    }

    fn stretch(start: u32, bytes: u16, writing: Writing, area: PageBox) -> Stretch {
        Stretch {
            start,
            bytes,
            writing,
            area,
        }
    }

    #[test]
    fn a_part_of_a_stretch_is_cut_along_the_writing() {
        let text = "合计12";
        let found = |writing, all| {
            let print = Print {
                stretches: vec![stretch(0, 8, writing, all)],
            };
            print.boxes(text, Span { start: 3, end: 7 })
        };
        let flat = area(100, 50, 500, 150);
        assert_eq!(found(Writing::Right, flat), [(0, area(200, 50, 400, 150))]);
        assert_eq!(found(Writing::Left, flat), [(0, area(200, 50, 400, 150))]);
        let high = area(10, 100, 110, 500);
        assert_eq!(found(Writing::Down, high), [(0, area(10, 200, 110, 400))]);
        let print = Print {
            stretches: vec![stretch(0, 8, Writing::Up, high)],
        };
        let first = print.boxes(text, Span { start: 0, end: 3 });
        assert_eq!(first, [(0, area(10, 400, 110, 500))]);
    }

    #[test]
    fn one_line_is_one_box_and_a_wrapped_figure_has_two() {
        let print = Print {
            stretches: vec![
                stretch(0, 2, Writing::Right, area(100, 100, 200, 200)),
                stretch(2, 1, Writing::Right, area(200, 100, 220, 200)),
                stretch(3, 2, Writing::Right, area(100, 210, 200, 310)),
            ],
        };
        let boxes = print.boxes("12.34", Span { start: 0, end: 5 });
        let expected = [area(100, 100, 220, 200), area(100, 210, 200, 310)];
        assert_eq!(boxes, [(0, expected[0]), (3, expected[1])]);
        assert_eq!(print.boxes("12.34", Span { start: 5, end: 9 }), []);
    }
}
