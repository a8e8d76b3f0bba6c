//! What surrounds a search result: the figures of its row under their headings, its sentence, its finding.

use ratatui::layout::Rect;

use crate::find::{Hit, Target};
use crate::model::{Column, RowId};
use crate::ui::canvas::{Canvas, span};
use crate::ui::money;
use crate::ui::scene::Scene;
use crate::ui::screen::paragraph;
use crate::ui::theme::Role;

/// Draws the surroundings over the lines of an area, the path first.
pub(super) fn draw(hit: &Hit, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let first = Rect { height: 1, ..area };
    let rest = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    canvas.line(first, &[span(path(hit, scene), Role::Header)]);
    paragraph(rest, &words(hit, scene), Role::Text, canvas);
}

/// Document and table, or heading.
fn path(hit: &Hit, scene: &Scene) -> String {
    let (disclosure, table) = match hit.target {
        Target::Row(row) => (row.table.disclosure, Some(row.table)),
        Target::Cell(cell) => (cell.row.table.disclosure, Some(cell.row.table)),
        Target::Sentence { disclosure, .. }
        | Target::Department(disclosure)
        | Target::Finding { disclosure, .. } => (disclosure, None),
    };
    let below = table.map_or_else(|| hit.table.clone(), |table| scene.table_label(table));
    let parts = [scene.disclosure_label(disclosure), below];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" > ")
}

fn words(hit: &Hit, scene: &Scene) -> String {
    match hit.target {
        Target::Row(row) => row_words(row, scene),
        Target::Cell(cell) => row_words(cell.row, scene),
        Target::Sentence { .. } | Target::Department(_) | Target::Finding { .. } => {
            hit.text.clone()
        }
    }
}

/// Code and name, then every cell of the row behind its heading.
fn row_words(id: RowId, scene: &Scene) -> String {
    let Some((row, table)) = scene
        .data
        .corpus
        .row(id)
        .zip(scene.data.corpus.table(id.table))
    else {
        return String::new();
    };
    let mut parts = vec![format!("{} {}", row.code(), row.name()).trim().to_owned()];
    for cell in row.cells() {
        let column = cell.column().and_then(|column| table.columns.get(column));
        let label = column.map_or_else(|| "?".to_owned(), Column::label);
        let text = cell.figure().map_or_else(
            || cell.raw().to_string(),
            |figure| money::figure(&figure, scene.settings.unit),
        );
        parts.push(format!("{label} {text}"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(";  ")
}
