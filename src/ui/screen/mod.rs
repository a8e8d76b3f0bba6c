//! Views that take the whole screen: all tables, one table as a grid, proof, source, problems, coverage.

pub mod coverage;
pub mod grid;
pub mod problems;
pub mod proof;
pub mod source;
pub mod tables;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use super::view::ViewArea;
use super::viewport::Viewport;

/// Tints the selected row of a list.
fn tint_selected(viewport: Viewport, len: usize, area: &ViewArea, canvas: &mut Canvas<'_>) {
    if let Some(row) = viewport.current(len) {
        let role = if area.focused {
            Role::Selected
        } else {
            Role::SelectedIdle
        };
        canvas.tint(area.row(row), role);
    }
}

/// Writes a text over the lines of an area; what does not fit ends in a mark.
pub(super) fn paragraph(area: Rect, text: &str, role: Role, canvas: &mut Canvas<'_>) {
    let lines = canvas.funnel().wrap(text, usize::from(area.width));
    let shown = usize::from(area.height);
    for index in 0..shown.min(lines.len()) {
        let line = if index + 1 == shown {
            lines[index..].concat()
        } else {
            lines[index].clone()
        };
        let y = area.y.saturating_add(u16::try_from(index).unwrap_or(0));
        canvas.text(
            Rect {
                y,
                height: 1,
                ..area
            },
            &line,
            role,
        );
    }
}
