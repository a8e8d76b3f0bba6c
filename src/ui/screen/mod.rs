//! Views that take the whole screen: all tables, one table as a grid, proof, source, claims, projects, problems, coverage, compare, charts.

mod cards;
pub mod charts;
pub mod claims;
pub mod compare;
pub mod coverage;
pub mod grid;
pub mod problems;
mod project;
pub mod projects;
pub mod proof;
pub mod source;
pub mod tables;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use super::view::{TableForm, ViewArea};
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

/// A table as it is put on the clipboard.
pub(super) fn written(form: TableForm, rows: &[Vec<String>]) -> String {
    let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(clean).collect();
        match form {
            TableForm::Tabs => out.push_str(&cells.join("\t")),
            TableForm::Markdown => {
                let cells: Vec<String> =
                    cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
                out.push_str(&format!("| {} |", cells.join(" | ")));
                if index == 0 {
                    out.push_str(&format!("\n|{}", "---|".repeat(cells.len())));
                }
            }
        }
        out.push('\n');
    }
    out
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
