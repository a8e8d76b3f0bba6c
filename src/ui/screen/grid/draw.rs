//! Draws a grid: header levels with repeated groups joined, marked cells, and the detail of the cell under the cursor.

use ratatui::layout::Rect;

use super::Grid;
use super::layout::{self, GridLayout, MARKS, Placed};
use super::model::{At, GridColumn, GridModel};
use crate::model::{CellId, Certainty, Content, RowId, RowKind, Table};
use crate::ui::canvas::{Canvas, marked, span};
use crate::ui::money;
use crate::ui::scene::Scene;
use crate::ui::survey::undecided;
use crate::ui::theme::Role;
use crate::ui::view::ViewArea;

pub(super) fn draw(grid: &Grid, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
    let Some(table) = grid.shown(scene) else {
        return;
    };
    let prepared = grid.prepared(table, scene);
    let model = &prepared.model;
    let width = usize::from(area.body.width);
    let cursor = Grid::cursor(grid, model);
    let placed = layout::place(&prepared, cursor, grid.skipped, width);
    draw_header(scene, table, area, &placed, canvas);
    let drawn = Drawn {
        grid,
        scene,
        table,
        model,
        layout: &placed,
    };
    for line in area.rows.clone() {
        drawn.line(line, area, canvas);
    }
    if model.len() == 0 {
        let text = table
            .notes
            .first()
            .map_or(scene.text("empty.grid"), |(note, _)| note);
        canvas.text(area.body, text, Role::Dim);
    }
    let mut footer = area.footer;
    if let Some(line) = grid.find_line(area) {
        footer.height = footer.height.saturating_sub(1);
        grid.draw_find(scene, line, canvas);
    }
    drawn.detail(footer, canvas);
}

/// What a column is called in a sentence.
pub(super) fn column_name(scene: &Scene, table: &Table, column: GridColumn) -> String {
    match column {
        GridColumn::Code(_) => scene.text("head.code").to_owned(),
        GridColumn::Name(_) => scene.text("head.item").to_owned(),
        GridColumn::Undecided(_) => scene.text("head.undecided").to_owned(),
        GridColumn::Data(index) => table
            .columns
            .get(index)
            .map_or("", |column| column.leaf())
            .to_owned(),
    }
}

fn cell_rect(area: Rect, column: &Placed) -> Rect {
    let x = area
        .x
        .saturating_add(u16::try_from(column.x).unwrap_or(u16::MAX));
    let width = u16::try_from(column.width).unwrap_or(u16::MAX);
    Rect { x, width, ..area }.intersection(area)
}

/// Outer header levels above inner ones; a group over several columns is written once. The count
/// of columns that wait at either side stands in the first header line.
fn draw_header(
    scene: &Scene,
    table: &Table,
    area: &ViewArea,
    layout: &GridLayout,
    canvas: &mut Canvas<'_>,
) {
    let levels = usize::from(area.header.height);
    for level in 0..levels {
        let y = area.header.y + u16::try_from(level).unwrap_or(0);
        let line = Rect {
            y,
            height: 1,
            ..area.header
        };
        let mut last: Option<(&str, usize)> = None;
        for (index, column) in layout.placed.iter().enumerate() {
            let text = heading(scene, table, column.column, level, levels);
            let lane = lane_of(table, column.column);
            if text.is_empty() || last == Some((text, lane)) && level + 1 < levels {
                continue;
            }
            last = Some((text, lane));
            let mut place = cell_rect(line, column);
            if level + 1 < levels {
                // A group heading may run over the columns of its group.
                let run = layout.placed[index + 1..]
                    .iter()
                    .take_while(|next| heading(scene, table, next.column, level, levels) == text)
                    .last();
                if let Some(end) = run {
                    place.width = cell_rect(line, end).right().saturating_sub(place.x);
                }
                canvas.text(place, text, Role::Header);
            } else if column.alignment.is_some() {
                let gap = heading_gap(column, scene.funnel().measure(text));
                let figures = Rect {
                    width: place.width.saturating_sub(gap),
                    ..place
                };
                canvas.text_right(figures, text, Role::Header);
            } else {
                canvas.text(place, text, Role::Header);
            }
        }
    }
    draw_waiting(scene, area, layout, canvas);
}

/// Says how many columns wait at either side: in the lower border, or, where there is none, in
/// short at the left of the first header line.
fn draw_waiting(scene: &Scene, area: &ViewArea, layout: &GridLayout, canvas: &mut Canvas<'_>) {
    if layout.before + layout.after == 0 {
        return;
    }
    if !area.framed {
        let text = format!("<{} {}> ", layout.before, layout.after);
        let width = u16::try_from(text.len()).unwrap_or(0);
        let place = Rect {
            width,
            height: 1,
            ..area.header
        };
        canvas.text(place.intersection(area.header), &text, Role::Warning);
        return;
    }
    let words = waiting_words(scene, layout);
    let width = u16::try_from(scene.funnel().measure(&words)).unwrap_or(0) + 2;
    let outer = area.outer;
    if outer.width > width + 4 {
        let place = Rect::new(outer.x + 2, outer.bottom() - 1, width, 1);
        canvas.text(place, &format!(" {words} "), Role::Warning);
    }
}

/// Marks stand behind figures; the heading ends above the digits where it fits.
fn heading_gap(column: &Placed, heading: usize) -> u16 {
    if heading + MARKS <= column.width {
        u16::try_from(MARKS).unwrap_or(0)
    } else {
        0
    }
}

/// How many columns wait at the left and at the right.
fn waiting_words(scene: &Scene, layout: &GridLayout) -> String {
    let (before, after) = (layout.before.to_string(), layout.after.to_string());
    match (layout.before, layout.after) {
        (0, 0) => String::new(),
        (0, _) => scene.fill("grid.more_right", &[("count", &after)]),
        (_, 0) => scene.fill("grid.more_left", &[("count", &before)]),
        _ => scene.fill("grid.more_both", &[("before", &before), ("after", &after)]),
    }
}

fn lane_of(table: &Table, column: GridColumn) -> usize {
    match column {
        GridColumn::Code(lane) | GridColumn::Name(lane) | GridColumn::Undecided(lane) => lane,
        GridColumn::Data(index) => table.columns.get(index).map_or(0, |column| column.lane),
    }
}

/// The heading of a column at a level; the innermost text stands on the last line.
fn heading<'a>(
    scene: &'a Scene,
    table: &'a Table,
    column: GridColumn,
    level: usize,
    levels: usize,
) -> &'a str {
    let last = level + 1 == levels;
    match column {
        GridColumn::Code(_) if last => scene.text("head.code"),
        GridColumn::Name(_) if last => scene.text("head.item"),
        GridColumn::Name(lane) if level == 0 => {
            table.lanes.get(lane).map_or("", |lane| &lane.title)
        }
        GridColumn::Undecided(_) if last => scene.text("head.undecided"),
        GridColumn::Code(_) | GridColumn::Name(_) | GridColumn::Undecided(_) => "",
        GridColumn::Data(index) => {
            let path = table
                .columns
                .get(index)
                .map_or(&[][..], |column| &column.path);
            let Some((leaf, outer)) = path.split_last() else {
                return "";
            };
            if last {
                return leaf;
            }
            // When levels do not fit, the outermost go first.
            let dropped = outer.len().saturating_sub(levels - 1);
            outer.get(dropped + level).map_or("", String::as_str)
        }
    }
}

/// What is needed to draw the rows of a grid.
pub(super) struct Drawn<'a> {
    pub(super) grid: &'a Grid,
    pub(super) scene: &'a Scene,
    pub(super) table: &'a Table,
    pub(super) model: &'a GridModel,
    layout: &'a GridLayout,
}

impl Drawn<'_> {
    fn line(&self, line: usize, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let row_area = area.row(line);
        let selected = Some(line) == self.grid.viewport.current(self.model.len());
        for column in &self.layout.placed {
            let place = cell_rect(row_area, column);
            self.cell(line, column, place, canvas);
        }
        if !selected {
            return;
        }
        canvas.tint(row_area, Role::SelectedIdle);
        let cursor = Grid::cursor(self.grid, self.model);
        let under = self
            .layout
            .placed
            .iter()
            .find(|column| column.index == cursor);
        if let Some(column) = under.filter(|_| area.focused) {
            canvas.tint(cell_rect(row_area, column), Role::Cursor);
        }
    }

    fn cell(&self, line: usize, column: &Placed, place: Rect, canvas: &mut Canvas<'_>) {
        let Some(row_index) = self.model.row(self.table, line, column.column) else {
            return;
        };
        let Some(row) = self.table.rows.get(row_index) else {
            return;
        };
        match column.column {
            GridColumn::Code(_) => {
                let found = self.found(line, column.column);
                let role = if found { Role::Match } else { Role::Dim };
                canvas.text(place, row.code(), role);
            }
            GridColumn::Name(_) => {
                let indent = "  ".repeat(row.depth().min(4));
                let strong = row.kind().is_total() || row.kind() == RowKind::Subtotal;
                let role = if strong { Role::Strong } else { Role::Text };
                let matched = self.grid.finding.as_ref();
                let matched = matched.and_then(|finding| finding.needle.in_text(row.name()));
                let mut spans = vec![span(indent, role)];
                spans.extend(marked(row.name(), &matched.unwrap_or_default(), role));
                canvas.line(place, &spans);
            }
            GridColumn::Undecided(_) => {
                let text = undecided(row, self.scene.settings.unit);
                canvas.text(place, &text, Role::FigureAmbiguous);
            }
            GridColumn::Data(_) => self.data(line, column, place, canvas),
        }
    }

    /// Whether what is looked for stands here.
    fn found(&self, line: usize, column: GridColumn) -> bool {
        self.grid.finding.as_ref().is_some_and(|finding| {
            super::finding::meets(&finding.needle, self.model, self.table, line, column)
        })
    }

    fn data(&self, line: usize, column: &Placed, place: Rect, canvas: &mut Canvas<'_>) {
        let marks = u16::try_from(MARKS).unwrap_or(0);
        let figure_place = Rect {
            width: place.width.saturating_sub(marks),
            ..place
        };
        match self.model.at(self.table, line, column.column) {
            At::Blank => {}
            At::Maybe(_) => {
                canvas.text_right(figure_place, "?", Role::FigureAmbiguous);
            }
            At::Cell(row, index, cell) => {
                let Content::Figure(figure) = cell.content() else {
                    let found = self.found(line, column.column);
                    let role = if found { Role::Match } else { Role::Text };
                    canvas.text(place, &cell.raw(), role);
                    return;
                };
                let role = match cell.certainty() {
                    _ if self.found(line, column.column) => Role::Match,
                    Certainty::Printed => Role::Figure,
                    Certainty::Recovered => Role::FigureRecovered,
                    Certainty::Ambiguous => Role::FigureAmbiguous,
                };
                let alignment = column.alignment.unwrap_or_default();
                let text = alignment.pad(&money::figure(&figure, self.scene.settings.unit));
                canvas.figure(figure_place, &text, role);
                let id = CellId {
                    row: RowId {
                        table: self.grid.table,
                        row,
                    },
                    cell: index,
                };
                let recovered = match cell.certainty() {
                    Certainty::Printed => " ",
                    Certainty::Recovered => "*",
                    Certainty::Ambiguous => "?",
                };
                let mut spans = vec![span(recovered, role)];
                let standing = self.scene.data.standing(self.grid.table.disclosure);
                if let Some(mark) = standing.and_then(|standing| standing.mark(id)) {
                    spans.push(span(mark.letter().to_string(), mark.role()));
                }
                let x = figure_place.right();
                canvas.line(
                    Rect {
                        x,
                        width: marks,
                        ..place
                    }
                    .intersection(place),
                    &spans,
                );
            }
        }
    }
}
