//! Draws the rows of the original: line numbers, highlights, rules between pages, the input box of a search.

use ratatui::layout::Rect;

use super::lines::{LaidRow, TAB};
use super::page::PageView;
use super::{GUTTER, SourceText};
use crate::model::{Source, Span as Bytes};
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::popup::palette::draw_input_with;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{View, ViewArea};

/// A piece of a line that is drawn in one role.
struct Piece {
    text: String,
    role: Role,
}

impl SourceText {
    /// File, line or page, and which of the highlights is stepped to.
    pub(super) fn words_of_title(&self, scene: &Scene) -> Vec<Span> {
        let Some(source) = self.text(scene) else {
            return Vec::new();
        };
        let picture = self.page.as_ref().map(PageView::shown);
        let number = picture.map_or_else(|| self.line_number(scene), |(line, _)| line);
        let mut spans = vec![span(source.file_at(number).to_owned(), Role::Title)];
        if picture.is_none() {
            let in_file = source.line_in_file(number).to_string();
            let line = scene.fill("detail.line", &[("line", &in_file)]);
            spans.push(span(format!("  {line}"), Role::Dim));
        }
        let page = picture.map_or_else(|| source.page_of(number), |(_, page)| Some(page));
        if let Some(page) = page {
            let words = page_words(page, source, scene);
            spans.push(span(format!("  {words}"), Role::Dim));
        }
        if self.target.places.len() > 1 {
            let count = format!("  {}/{}", self.at + 1, self.target.places.len());
            spans.push(span(count, Role::Evidence));
        }
        spans
    }

    pub(super) fn draw_rows(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let Some(source) = self.text(scene) else {
            return;
        };
        let laid = self.laid(scene, area.body.width);
        let width = usize::from(area.body.width.saturating_sub(GUTTER));
        let shift = if self.wrap {
            0
        } else {
            self.shift(source, width)
        };
        for row in area.rows.clone() {
            match laid.rows.get(row) {
                Some(LaidRow::Page(page, _)) => {
                    Self::draw_rule(*page, source, scene, area.row(row), canvas);
                }
                Some(LaidRow::Line {
                    number,
                    start,
                    end,
                    continued,
                }) => {
                    let bytes = Bytes {
                        start: *start,
                        end: *end,
                    };
                    let number = (!continued).then_some(*number);
                    self.draw_line(source, number, bytes, shift, area.row(row), canvas);
                }
                None => {}
            }
        }
        if let Some(row) = self
            .viewport
            .current(laid.rows.len())
            .filter(|_| area.focused)
        {
            // Only the line number is tinted: the highlight must stay readable.
            let gutter = Rect {
                width: GUTTER.min(area.body.width),
                ..area.row(row)
            };
            canvas.tint(gutter, Role::Selected);
        }
        self.draw_seek(scene, area, canvas);
    }

    /// The rule above a page, with its number.
    fn draw_rule(page: u32, source: &Source, scene: &Scene, area: Rect, canvas: &mut Canvas<'_>) {
        let words = page_words(page, source, scene);
        let used = canvas.funnel().measure(&words) + 5;
        let left = usize::from(area.width).saturating_sub(used);
        let line = if canvas.funnel().plain { "-" } else { "─" };
        let text = format!("{} {words} {}", line.repeat(3), line.repeat(left));
        canvas.text(area, &text, Role::Dim);
    }

    fn draw_line(
        &self,
        source: &Source,
        number: Option<u32>,
        bytes: Bytes,
        shift: usize,
        area: Rect,
        canvas: &mut Canvas<'_>,
    ) {
        let funnel = canvas.funnel();
        let number = number.map_or_else(
            || " ".repeat(usize::from(GUTTER)),
            |number| format!("{:>5} ", source.line_in_file(number)),
        );
        let mut spans = vec![span(number, Role::Dim)];
        let mut skip = shift;
        for piece in self.pieces(source, bytes) {
            let text = funnel.clean(&piece.text);
            let kept = skip_cells(&text, &mut skip);
            if !kept.is_empty() {
                spans.push(span(kept, piece.role));
            }
        }
        canvas.line(area, &spans);
    }

    /// Cuts a line into pieces by what is highlighted in it; tabs are expanded on the way.
    fn pieces(&self, source: &Source, bytes: Bytes) -> Vec<Piece> {
        let text = source.slice(bytes);
        let sought = self
            .seek
            .as_ref()
            .map_or_else(Vec::new, |seek| seek.bytes(text));
        let mut pieces: Vec<Piece> = Vec::new();
        let mut column = 0;
        for (offset, character) in text.char_indices() {
            let at = bytes.start + u32::try_from(offset).unwrap_or(0);
            let matched = sought.iter().any(|range| range.contains(&offset));
            let role = if matched {
                Role::Match
            } else {
                self.role_at(at)
            };
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
    pub(super) fn shift(&self, source: &Source, width: usize) -> usize {
        if self.skipped > 0 {
            return self.skipped;
        }
        let Some(place) = self.place() else {
            return 0;
        };
        let funnel = crate::ui::width::Funnel::default();
        let mut before = 0;
        let mut found = 0;
        for piece in self.pieces(source, source.line_span(place.line)) {
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

    fn draw_seek(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let Some((seek, line)) = self.seek.as_ref().zip(self.find_line(area)) else {
            return;
        };
        let here = self.viewport().selected;
        let line_here = self.laid(scene, area.body.width).line_of(here);
        let number = seek.lines.iter().position(|line| Some(*line) == line_here);
        let number = number.map_or(0, |index| index + 1).to_string();
        let count = seek.lines.len().to_string();
        let words = if seek.needle.is_empty() {
            scene.text("find.how").to_owned()
        } else if seek.lines.is_empty() {
            scene.text("find.none").to_owned()
        } else {
            let values = [("number", &*number), ("count", &*count)];
            scene.fill("find.count", &values)
        };
        draw_input_with(&seek.input, &words, scene, line, canvas);
    }
}

/// Which page, and of how many where one file makes up the source.
pub(super) fn page_words(page: u32, source: &Source, scene: &Scene) -> String {
    let page = page.to_string();
    if source.parts().is_empty() {
        let count = source.page_count().to_string();
        scene.fill("source.page", &[("page", &page), ("count", &count)])
    } else {
        scene.fill("detail.page", &[("page", &page)])
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
