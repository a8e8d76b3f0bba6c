//! Views that take the whole screen: all tables, one table as a grid, proof, source, problems, coverage, compare, charts.

pub mod charts;
pub mod compare;
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
pub(super) fn tint_selected(
    viewport: Viewport,
    len: usize,
    area: &ViewArea,
    canvas: &mut Canvas<'_>,
) {
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
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let lines = canvas.funnel().paragraph(text, width, height);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        canvas.text(
            Rect {
                y,
                height: 1,
                ..area
            },
            line,
            role,
        );
    }
}
