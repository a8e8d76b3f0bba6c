//! The original text with the evidence highlighted, several places stepped through, long lines wrapped, page by page where there are pages.

mod draw;
mod frame;
mod lines;
mod page;
mod seek;

use std::sync::Arc;

use ratatui::layout::Rect;

use lines::Laid;
use page::PageView;
use seek::Seek;

use super::grid::Grid;
use crate::model::{CellId, Disclosure, Place, RowId, Source, TableId};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span};
use crate::ui::job::{Delivery, Order};
use crate::ui::keymap::Context;
use crate::ui::popup::palette::cursor as input_cursor;
use crate::ui::scene::Scene;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::{Move, Viewport};

/// Columns one step sideways moves the text.
const SIDE_STEP: usize = 8;
/// Cells of the line number and the blank behind it.
const GUTTER: u16 = 6;
/// Rows that stay visible above a place that is gone to.
const BEFORE: usize = 6;

/// What is highlighted, the place stepped to, the selected row, the columns skipped at the left,
/// how lines are laid out.
#[derive(Debug)]
pub struct SourceText {
    target: SourceTarget,
    at: usize,
    viewport: Viewport,
    skipped: usize,
    wrap: bool,
    seek: Option<Seek>,
    laid: Option<Arc<Laid>>,
    /// Line and byte to go to once the width is known.
    wanted: Option<(u32, u32)>,
    /// The page as a picture, while it is shown in place of the text.
    page: Option<PageView>,
}

impl SourceText {
    /// The text of a disclosure at the first of the places. Pages keep their layout: their lines
    /// are wrapped only on request.
    #[must_use]
    pub fn new(target: SourceTarget, scene: &Scene) -> Self {
        let source = scene.data.disclosure(target.disclosure);
        let mut text = SourceText {
            at: target.first.min(target.places.len().saturating_sub(1)),
            viewport: Viewport::default(),
            skipped: 0,
            wrap: source.is_none_or(|found| found.source.page_count() == 0),
            seek: None,
            laid: None,
            wanted: None,
            page: None,
            target,
        };
        text.go_to_place();
        text
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

    /// The text laid out for a width: what is kept, unless it is out of date.
    fn laid(&self, scene: &Scene, width: u16) -> Arc<Laid> {
        let plain = scene.settings.plain;
        let arrived = scene.data.deliveries;
        if let Some(kept) = &self.laid
            && (kept.width, kept.wrap, kept.plain, kept.arrived)
                == (width, self.wrap, plain, arrived)
        {
            return Arc::clone(kept);
        }
        let room = usize::from(width.saturating_sub(GUTTER));
        let source = self.text(scene);
        let rows = source.map_or_else(Vec::new, |source| {
            Laid::rows(source, room, self.wrap, scene.funnel())
        });
        Arc::new(Laid {
            width,
            wrap: self.wrap,
            plain,
            arrived,
            rows,
        })
    }

    /// The text as it was last laid out.
    fn shown(&self, scene: &Scene) -> Arc<Laid> {
        let width = self.laid.as_ref().map_or(80, |laid| laid.width);
        self.laid(scene, width)
    }

    fn go_to_place(&mut self) {
        self.wanted = self.place().map(|place| (place.line, place.span.start));
    }

    fn step(&mut self, by: usize) {
        let count = self.target.places.len().max(1);
        self.at = (self.at + by) % count;
        self.go_to_place();
        self.skipped = 0;
    }

    fn line_number(&self, scene: &Scene) -> u32 {
        let laid = self.shown(scene);
        let row = self.viewport.current(laid.rows.len()).unwrap_or(0);
        laid.line_of(row).unwrap_or(1)
    }

    /// Goes to a row and shows it near the top, so that what follows it is seen.
    fn show_row(&mut self, row: usize, before: usize) {
        self.viewport = Viewport {
            selected: row,
            from: row.saturating_sub(before),
        };
    }

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
                    .cells()
                    .iter()
                    .position(|cell| cell.place().span == place.span)?;
                Some((table_index, row_index, cell))
            })
        })
}

impl View for SourceText {
    fn context(&self) -> Context {
        match &self.seek {
            Some(seek) if seek.typing => Context::Find,
            _ if self.page.is_some() => Context::Picture,
            _ => Context::Source,
        }
    }

    fn crumb(&self, scene: &Scene) -> String {
        scene.word("view", self.view_name())
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        self.words_of_title(scene)
    }

    fn len(&self, scene: &Scene, width: u16) -> usize {
        if self.page.is_some() {
            return 0;
        }
        self.laid(scene, width).rows.len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape::around(0, u16::from(self.seek.is_some()))
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn arranged(&mut self, scene: &Scene, width: u16) {
        let known = self.laid.as_ref().map(|laid| laid.width);
        // Another width breaks lines elsewhere: the cursor stays on the line it stood on.
        let here = (known.is_some() && known != Some(width)).then(|| (self.line_number(scene), 0));
        let laid = self.laid(scene, width);
        if let Some((line, byte)) = self.wanted.take().or(here) {
            let row = laid.row_of(line, byte);
            self.show_row(row, BEFORE);
        }
        self.laid = Some(laid);
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        if let Some(view) = &self.page {
            return self.possible_on_page(action, view, scene);
        }
        let seeks = |seek: &Seek| seek.typing && seek.input.possible(action);
        match action {
            Action::NextHighlight | Action::PreviousHighlight => match &self.seek {
                Some(seek) => !seek.lines.is_empty(),
                None => self.target.places.len() > 1,
            },
            Action::ScrollLeft => self.skipped > 0,
            Action::ScrollRight => !self.wrap,
            Action::SwitchWrap | Action::FindHere => true,
            Action::SwitchPicture => self.page_here(scene).is_some(),
            Action::NextPage | Action::PreviousPage => {
                self.text(scene).is_some_and(|text| text.page_count() > 1)
            }
            Action::Enter => match &self.seek {
                Some(seek) if seek.typing => true,
                _ => self.printed_cell(scene).is_some(),
            },
            _ => self.seek.as_ref().is_some_and(seeks),
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        match &self.seek {
            Some(seek) if seek.typing => "enter.done",
            _ => "enter.cell",
        }
    }

    fn hints(&self) -> &'static [Action] {
        if self.page.is_some() {
            return &[
                Action::Back,
                Action::NextHighlight,
                Action::SwitchPicture,
                Action::WholePage,
                Action::ZoomIn,
                Action::ZoomOut,
                Action::PanDown,
                Action::NextPage,
                Action::PreviousPage,
            ];
        }
        &[
            Action::Back,
            Action::NextHighlight,
            Action::Enter,
            Action::SwitchPicture,
            Action::NextPage,
            Action::PreviousPage,
            Action::FindHere,
            Action::SwitchWrap,
            Action::ScrollRight,
            Action::CopyRow,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask> {
        if self.page.is_some() {
            self.update_page(action, scene, area);
            return Vec::new();
        }
        if self.edited(action, scene) {
            return Vec::new();
        }
        match action {
            Action::NextHighlight => self.next_highlight(true, scene),
            Action::PreviousHighlight => self.next_highlight(false, scene),
            Action::ScrollLeft => self.skipped = self.skipped.saturating_sub(SIDE_STEP),
            Action::ScrollRight => {
                let width = usize::from(area.body.width.saturating_sub(GUTTER));
                let source = self.text(scene);
                let shift = source.map_or(0, |source| self.shift(source, width));
                self.skipped = shift + SIDE_STEP;
            }
            Action::SwitchWrap => {
                self.wanted = Some((self.line_number(scene), 0));
                self.wrap = !self.wrap;
                self.skipped = 0;
            }
            Action::NextPage | Action::PreviousPage => {
                let laid = self.shown(scene);
                let row = self.viewport.current(laid.rows.len()).unwrap_or(0);
                let forward = action == Action::NextPage;
                let found = laid.page_row(row, forward);
                let end = if forward { laid.rows.len() } else { 1 };
                self.show_row(found.unwrap_or(end.saturating_sub(1)), 0);
            }
            Action::SwitchPicture => self.switch_page(scene),
            Action::FindHere => {
                self.seek = Some(Seek {
                    typing: true,
                    origin: self.line_number(scene),
                    ..Seek::default()
                });
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

    fn typed(&mut self, text: &str, scene: &Scene) -> Vec<Ask> {
        if let Some(seek) = self.seek.as_mut().filter(|seek| seek.typing) {
            seek.input.insert(text);
            self.look(scene);
        }
        Vec::new()
    }

    fn deliver(&mut self, delivery: &Delivery, _scene: &Scene) -> Vec<Ask> {
        if let Delivery::Painted(painted) = delivery {
            self.keep(painted);
        }
        Vec::new()
    }

    fn picture(&self, scene: &Scene, area: &ViewArea) -> Option<Order> {
        self.order(scene, area.body)
    }

    fn sequence(&self, scene: &Scene, area: &ViewArea) -> Option<(Rect, Arc<str>)> {
        self.placed(scene, area.body)
    }

    fn step_back(&mut self) -> bool {
        if self.page.is_some() {
            return false;
        }
        let Some(seek) = self.seek.take() else {
            return false;
        };
        if seek.typing {
            self.wanted = Some((seek.origin, 0));
        }
        true
    }

    fn clicked(&mut self, _x: u16, scene: &Scene, area: &ViewArea) {
        let len = self.len(scene, area.body.width);
        let selected = Move::To(self.viewport.selected);
        self.viewport.apply(selected, len, area.capacity());
    }

    fn cursor(&self, scene: &Scene, area: &ViewArea) -> Option<(u16, u16)> {
        let seek = self.seek.as_ref().filter(|seek| seek.typing)?;
        input_cursor(&seek.input, scene, self.find_line(area)?)
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let source = self.text(scene)?;
        let text = match what {
            CopyWhat::Cell => source.slice(self.place()?.span).to_owned(),
            CopyWhat::Row => source.line(self.line_in_view(scene)?).to_owned(),
        };
        (!text.trim().is_empty()).then_some(text)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        if self.page.is_some() {
            self.draw_page(scene, area, canvas);
            return;
        }
        self.draw_rows(scene, area, canvas);
    }
}
