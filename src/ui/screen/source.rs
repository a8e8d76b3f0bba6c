//! The original text with the evidence highlighted, several places stepped through.

use ratatui::layout::Rect;

use super::grid::Grid;
use crate::model::{CellId, Disclosure, Place, RowId, Source, Span as Bytes, TableId};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// Columns one step sideways moves the text.
const SIDE_STEP: usize = 8;
/// Every how many cells a tab stops.
const TAB: usize = 8;

/// What is highlighted, the place stepped to, the selected line, the columns skipped at the left.
#[derive(Debug)]
pub struct SourceText {
    target: SourceTarget,
    at: usize,
    viewport: Viewport,
    skipped: usize,
}

/// A piece of a line that is drawn in one role.
struct Piece {
    text: String,
    role: Role,
}

impl SourceText {
    /// The text of a disclosure at the first of the places.
    #[must_use]
    pub fn new(target: SourceTarget, scene: &Scene) -> Self {
        let mut source = SourceText {
            at: target.first.min(target.places.len().saturating_sub(1)),
            target,
            viewport: Viewport::default(),
            skipped: 0,
        };
        source.go_to_place(scene);
        source
    }

    fn text<'a>(&self, scene: &'a Scene) -> Option<&'a Source> {
        scene
            .data
            .disclosure(self.target.disclosure)
            .map(|disclosure| &disclosure.source)
    }

    fn place(&self) -> Option<Place> {
        self.target.places.get(self.at).copied()
    }

    fn go_to_place(&mut self, _scene: &Scene) {
        if let Some(place) = self.place() {
            let line = (place.line as usize).saturating_sub(1);
            // A few lines of what stands before it stay visible.
            self.viewport = Viewport {
                selected: line,
                from: line.saturating_sub(6),
            };
        }
    }

    fn step(&mut self, by: usize, scene: &Scene) {
        let count = self.target.places.len().max(1);
        self.at = (self.at + by) % count;
        self.go_to_place(scene);
        self.skipped = 0;
    }

    fn line_number(&self, scene: &Scene) -> u32 {
        let lines = self.text(scene).map_or(1, Source::line_count);
        let row = self.viewport.current(lines).unwrap_or(0);
        u32::try_from(row + 1).unwrap_or(u32::MAX)
    }

    /// Cuts a line into pieces by what is highlighted in it; tabs are expanded on the way.
    fn pieces(&self, source: &Source, line: u32) -> Vec<Piece> {
        let bytes = source.line_span(line);
        let text = source.slice(bytes);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut column = 0;
        for (offset, character) in text.char_indices() {
            let at = bytes.start + u32::try_from(offset).unwrap_or(0);
            let role = self.role_at(at);
            let drawn = if character == '\t' {
                let stop = TAB - column % TAB;
                " ".repeat(stop)
            } else {
                character.to_string()
            };
            column += unicode_width::UnicodeWidthStr::width(drawn.as_str());
            match pieces.last_mut().filter(|piece| piece.role == role) {
                Some(piece) => piece.text.push_str(&drawn),
                None => pieces.push(Piece { text: drawn, role }),
            }
        }
        pieces
    }

    fn role_at(&self, byte: u32) -> Role {
        let inside = |span: Bytes| span.start <= byte && byte < span.end;
        if self.place().is_some_and(|place| inside(place.span)) {
            return Role::EvidenceCurrent;
        }
        let other = self.target.places.iter().any(|place| inside(place.span));
        if other { Role::Evidence } else { Role::Text }
    }

    /// Cells skipped at the left: what the user chose, moved so that the current place is seen.
    fn shift(&self, source: &Source, width: usize) -> usize {
        if self.skipped > 0 {
            return self.skipped;
        }
        let Some(place) = self.place() else {
            return 0;
        };
        let funnel = crate::ui::width::Funnel::default();
        let mut before = 0;
        let mut found = 0;
        for piece in self.pieces(source, place.line) {
            let cells = funnel.measure(&piece.text);
            if piece.role == Role::EvidenceCurrent {
                found = before + cells;
                break;
            }
            before += cells;
        }
        if found <= width {
            0
        } else {
            before.saturating_sub(width / 3)
        }
    }

    fn draw_line(
        &self,
        source: &Source,
        line: u32,
        shift: usize,
        area: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        let funnel = canvas.funnel();
        let number = format!("{:>5} ", source.line_in_file(line));
        let mut spans = vec![span(number, Role::Dim)];
        let mut skip = shift;
        for piece in self.pieces(source, line) {
            let text = funnel.clean(&piece.text);
            let kept = skip_cells(&text, &mut skip);
            if !kept.is_empty() {
                spans.push(span(kept, piece.role));
            }
        }
        canvas.line(area, &spans);
    }
}

/// The text without its first `skip` cells; a wide character cut in half leaves a blank.
fn skip_cells(text: &str, skip: &mut usize) -> String {
    let mut kept = String::new();
    for (cluster, width) in crate::ui::width::clusters(text) {
        if *skip == 0 {
            kept.push_str(cluster);
        } else if *skip < width {
            kept.extend(std::iter::repeat_n(' ', width - *skip));
            *skip = 0;
        } else {
            *skip -= width;
        }
    }
    kept
}

/// Cells of the line number and the blank behind it.
const GUTTER: u16 = 6;

impl View for SourceText {
    fn context(&self) -> Context {
        Context::Source
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let Some(source) = self.text(scene) else {
            return Vec::new();
        };
        let at = self
            .place()
            .map_or_else(|| self.line_number(scene), |place| place.line);
        let mut spans = vec![span(source.file_at(at).to_owned(), Role::Title)];
        if let Some(place) = self.place() {
            let line = source.line_in_file(place.line).to_string();
            spans.push(span(
                format!("  {}", scene.fill("detail.line", &[("line", &line)])),
                Role::Dim,
            ));
            if let Some(page) = place.page {
                let page = page.to_string();
                spans.push(span(
                    format!("  {}", scene.fill("detail.page", &[("page", &page)])),
                    Role::Dim,
                ));
            }
        }
        if self.target.places.len() > 1 {
            let count = format!("  {}/{}", self.at + 1, self.target.places.len());
            spans.push(span(count, Role::Evidence));
        }
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.text(scene).map_or(0, Source::line_count)
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape {
            header: 0,
            footer: 0,
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        match action {
            Action::NextHighlight | Action::PreviousHighlight => self.target.places.len() > 1,
            Action::ScrollLeft => self.skipped > 0,
            Action::ScrollRight => true,
            Action::Enter => self.printed_cell(scene).is_some(),
            _ => false,
        }
    }

    fn enter_word(&self) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Back,
            Action::NextHighlight,
            Action::Enter,
            Action::ScrollRight,
            Action::CopyRow,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::NextHighlight => self.step(1, scene),
            Action::PreviousHighlight => self.step(self.target.places.len().max(1) - 1, scene),
            Action::ScrollLeft => self.skipped = self.skipped.saturating_sub(SIDE_STEP),
            Action::ScrollRight => {
                let width = usize::from(area.body.width.saturating_sub(GUTTER));
                let shift = self
                    .text(scene)
                    .map_or(0, |source| self.shift(source, width));
                self.skipped = shift + SIDE_STEP;
            }
            Action::Enter => {
                let cell = self.printed_cell(scene);
                return cell
                    .map(|cell| Ask::Open(Box::new(Grid::at_cell(cell, scene))))
                    .into_iter()
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let source = self.text(scene)?;
        let text = match what {
            CopyWhat::Cell => source.slice(self.place()?.span).to_owned(),
            CopyWhat::Row => source.line(self.line_number(scene)).to_owned(),
        };
        (!text.trim().is_empty()).then_some(text)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let Some(source) = self.text(scene) else {
            return;
        };
        let width = usize::from(area.body.width.saturating_sub(GUTTER));
        let shift = self.shift(source, width);
        for row in area.rows.clone() {
            let line = u32::try_from(row + 1).unwrap_or(u32::MAX);
            self.draw_line(source, line, shift, area.row(row), canvas);
        }
        if let Some(row) = self
            .viewport
            .current(self.len(scene, 0))
            .filter(|_| area.focused)
        {
            // Only the line number is tinted: the highlight must stay readable.
            let gutter = Rect {
                width: GUTTER.min(area.body.width),
                ..area.row(row)
            };
            canvas.tint(gutter, Role::Selected);
        }
    }
}

impl SourceText {
    /// The cell printed at the current place.
    fn printed_cell(&self, scene: &Scene) -> Option<CellId> {
        let disclosure = scene.data.disclosure(self.target.disclosure)?;
        let (table, row, cell) = cell_at(disclosure, self.place()?)?;
        let table = TableId {
            disclosure: self.target.disclosure,
            table,
        };
        Some(CellId {
            row: RowId { table, row },
            cell,
        })
    }
}

/// Table, row and cell that are printed at a place.
fn cell_at(disclosure: &Disclosure, place: Place) -> Option<(usize, usize, usize)> {
    disclosure
        .tables
        .iter()
        .enumerate()
        .find_map(|(table_index, table)| {
            table.rows.iter().enumerate().find_map(|(row_index, row)| {
                let cell = row
                    .cells
                    .iter()
                    .position(|cell| cell.place.span == place.span)?;
                Some((table_index, row_index, cell))
            })
        })
}
