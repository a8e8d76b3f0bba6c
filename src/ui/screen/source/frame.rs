//! Which part of a page is looked at, and where on the screen it stands. Lengths on the page are tenths of a point.

use ratatui::layout::Rect;

use crate::model::{PageBox, PageSize};
use crate::ui::action::Action;
use crate::ui::graphics::Graphics;

/// Half blocks are drawn from a picture with so many points in a cell, across and down.
const BLOCK_POINTS: (u16, u16) = (4, 8);
/// In how many rows a line of print is shown at first: half blocks need many to be read.
const ROWS_OF_BLOCKS: f64 = 5.0;
const ROWS_OF_POINTS: f64 = 1.8;
/// One step of zooming, and the least height of a row of the screen on the page, in tenths of a point.
const ZOOM_STEP: f64 = 1.4;
const NEAREST: f64 = 4.0;

/// What part of a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Look {
    /// The evidence and what stands around it.
    Evidence,
    /// The whole page.
    Whole,
    /// Around a spot, with so much of the page in a row of the screen.
    Free { x: f64, y: f64, row: f64 },
}

/// Where on the screen a picture stands, and which part of the page it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Framed {
    pub(super) screen: Rect,
    pub(super) part: PageBox,
    /// How much of the page is in a row of the screen.
    row: f64,
}

/// The room a page has on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) body: Rect,
    pub(super) page: PageSize,
    pub(super) graphics: Graphics,
}

impl Room {
    /// Points of a picture in a cell, across and down.
    pub(super) fn points(self) -> (u16, u16) {
        match self.graphics.protocol {
            Some(_) => self.graphics.cell,
            None => BLOCK_POINTS,
        }
    }

    /// How wide a cell is for its height.
    fn aspect(self) -> f64 {
        let (width, height) = self.points();
        f64::from(width.max(1)) / f64::from(height.max(1))
    }

    /// How much of the page is in a row when the whole of it is shown.
    fn whole(self) -> f64 {
        let across = f64::from(self.body.width.max(1)) * self.aspect();
        let across = f64::from(self.page.width) / across;
        across.max(f64::from(self.page.height) / f64::from(self.body.height.max(1)))
    }

    /// How much of the page is in a row so that print of this size can be read, and the whole
    /// rectangle is seen with something around it.
    fn legible(self, area: PageBox) -> f64 {
        let line = f64::from(area.height().clamp(40, 200));
        let rows = match self.graphics.protocol {
            Some(_) => ROWS_OF_POINTS,
            None => ROWS_OF_BLOCKS,
        };
        let room = f64::from(self.body.width) * self.aspect() * 0.8;
        let wide = f64::from(area.width()) / room;
        let high = f64::from(area.height()) / (f64::from(self.body.height) * 0.8);
        (line / rows).max(wide).max(high)
    }

    /// Which part of the page is shown where; `evidence` is the rectangle stepped to.
    pub(super) fn framed(self, look: Look, evidence: Option<PageBox>) -> Option<Framed> {
        let Room { body, page, .. } = self;
        if body.is_empty() || page.width == 0 || page.height == 0 {
            return None;
        }
        let middle = |a: u16, b: u16| f64::from(a.midpoint(b));
        let whole = self.whole();
        let (x, y, row) = match (look, evidence) {
            (Look::Free { x, y, row }, _) => (x, y, row),
            (Look::Evidence, Some(area)) => (
                middle(area.left, area.right),
                middle(area.top, area.bottom),
                self.legible(area),
            ),
            _ => (0.0, 0.0, whole),
        };
        let row = row.clamp(NEAREST.min(whole), whole);
        let across = row * self.aspect();
        let columns = cells(f64::from(page.width) / across, body.width);
        let rows = cells(f64::from(page.height) / row, body.height);
        let (width, height) = (f64::from(columns) * across, f64::from(rows) * row);
        let start = |middle: f64, length: f64, whole: u16| {
            (middle - length / 2.0)
                .min(f64::from(whole) - length)
                .max(0.0)
        };
        let (left, top) = (start(x, width, page.width), start(y, height, page.height));
        let tenths = |length: f64| length.round() as u16;
        Some(Framed {
            screen: Rect::new(
                body.x + (body.width - columns) / 2,
                body.y + (body.height - rows) / 2,
                columns,
                rows,
            ),
            part: PageBox {
                left: tenths(left),
                top: tenths(top),
                right: tenths(left + width),
                bottom: tenths(top + height),
            },
            row,
        })
    }

    /// What is looked at after moving or zooming.
    pub(super) fn moved(self, action: Action, framed: Framed) -> Look {
        let (part, whole) = (framed.part, self.whole());
        let (width, height) = (f64::from(part.width()), f64::from(part.height()));
        let x = f64::from(part.left) + width / 2.0;
        let y = f64::from(part.top) + height / 2.0;
        let row = match action {
            Action::ZoomIn => (framed.row / ZOOM_STEP).max(NEAREST.min(whole)),
            Action::ZoomOut => (framed.row * ZOOM_STEP).min(whole),
            _ => framed.row,
        };
        let (x, y) = match action {
            Action::PanLeft => (x - width / 4.0, y),
            Action::PanRight => (x + width / 4.0, y),
            Action::PanUp => (x, y - height / 4.0),
            Action::PanDown => (x, y + height / 4.0),
            _ => (x, y),
        };
        if row >= whole {
            Look::Whole
        } else {
            Look::Free { x, y, row }
        }
    }
}

/// So many cells, at least one and no more than there is room for.
fn cells(wanted: f64, room: u16) -> u16 {
    (wanted.ceil().max(1.0) as u16).min(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: PageBox = PageBox {
        left: 3000,
        top: 1000,
        right: 3400,
        bottom: 1100,
    };

    fn room(width: u16, height: u16) -> Room {
        Room {
            body: Rect::new(1, 2, width, height),
            page: PageSize {
                width: 5950,
                height: 8420,
            },
            graphics: Graphics::default(),
        }
    }

    #[test]
    fn the_evidence_is_inside_at_every_size_and_the_part_on_the_page() {
        for (width, height) in [(200, 50), (80, 24), (20, 6), (3, 1), (1, 1)] {
            for look in [Look::Evidence, Look::Whole] {
                let room = room(width, height);
                let framed = room.framed(look, Some(LINE)).expect("room");
                let (part, screen) = (framed.part, framed.screen);
                assert!(
                    part.left <= LINE.left && part.right >= LINE.right,
                    "{part:?}"
                );
                assert!(
                    part.top <= LINE.top && part.bottom >= LINE.bottom,
                    "{part:?}"
                );
                assert_eq!(screen.intersection(room.body), screen);
                assert!(part.width() > 0 && part.height() > 0);
            }
        }
        assert_eq!(room(0, 9).framed(Look::Whole, None), None);
    }

    #[test]
    fn a_row_of_the_screen_is_as_high_as_print_can_be_read() {
        let framed = room(80, 22)
            .framed(Look::Evidence, Some(LINE))
            .expect("room");
        assert!((framed.row * ROWS_OF_BLOCKS - 100.0).abs() < 1.0);
        let nearer = room(80, 22).moved(Action::ZoomIn, framed);
        assert!(matches!(nearer, Look::Free { row, .. } if row < framed.row));
        let mut look = nearer;
        for _ in 0..12 {
            let framed = room(80, 22).framed(look, None).expect("room");
            look = room(80, 22).moved(Action::ZoomOut, framed);
        }
        assert_eq!(look, Look::Whole);
    }
}
