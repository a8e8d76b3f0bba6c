//! What a pane, a screen and a popup have in common, and what they may ask of the state.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::action::Action;
use super::canvas::{Canvas, Span};
use super::data::FindingId;
use super::event::Asked;
use super::job::{Delivery, Order as PictureOrder};
use super::keymap::Context;
use super::pane::PaneId;
use super::reviewing::Order;
use super::scene::Scene;
use super::screen::grid::TableWork;
use super::viewport::{Move, Viewport};
use crate::model::{CellId, DisclosureId, Place, TableId};

/// Where one view stands on the screen, computed once by `arrange`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewArea {
    /// Everything, border included.
    pub outer: Rect,
    /// Lines above the rows.
    pub header: Rect,
    /// The rows.
    pub body: Rect,
    /// Lines below the rows.
    pub footer: Rect,
    /// Rows on screen.
    pub rows: Range<usize>,
    /// Lines one row takes.
    pub row_height: u16,
    /// Whether there is a border around it.
    pub framed: bool,
    /// Whether it has the keys.
    pub focused: bool,
}

impl ViewArea {
    /// How many rows fit.
    #[must_use]
    pub fn capacity(&self) -> usize {
        usize::from(self.body.height / self.row_height.max(1))
    }

    /// The rectangle of a row that is on screen.
    #[must_use]
    pub fn row(&self, row: usize) -> Rect {
        let Some(offset) = row
            .checked_sub(self.rows.start)
            .filter(|_| row < self.rows.end)
        else {
            return Rect::default();
        };
        let top = u16::try_from(offset)
            .unwrap_or(u16::MAX)
            .saturating_mul(self.row_height);
        Rect::new(
            self.body.x,
            self.body.y.saturating_add(top),
            self.body.width,
            self.row_height,
        )
        .intersection(self.body)
    }

    /// The row under a position of the screen.
    #[must_use]
    pub fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        if !self.body.contains((x, y).into()) {
            return None;
        }
        let offset = (y - self.body.y) / self.row_height.max(1);
        let row = self.rows.start + usize::from(offset);
        (row < self.rows.end).then_some(row)
    }
}

/// Lines a view takes besides its rows, for a given width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Lines above the rows.
    pub header: u16,
    /// Lines below the rows.
    pub footer: u16,
    /// Lines one row takes.
    pub row_height: u16,
}

impl Shape {
    /// So many lines above and below rows of one line.
    #[must_use]
    pub fn around(header: u16, footer: u16) -> Shape {
        Shape {
            header,
            footer,
            row_height: 1,
        }
    }
}

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyWhat {
    /// The selected figure or text.
    Cell,
    /// The selected row, tab-separated.
    Row,
}

/// The form in which a whole table is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableForm {
    /// Cells divided by tabs, as spreadsheets take them.
    Tabs,
    /// A Markdown table.
    Markdown,
}

/// A place in the original text with what is to be highlighted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTarget {
    /// The document.
    pub disclosure: DisclosureId,
    /// What is highlighted, in document order.
    pub places: Vec<Place>,
    /// Index of the place to begin with.
    pub first: usize,
}

/// What a view asks the state to do after an action.
#[derive(Debug)]
pub enum Ask {
    /// Put a screen on top.
    Open(Box<dyn View>),
    /// Put a popup on top.
    Popup(Box<dyn View>),
    /// Take this view away.
    Close,
    /// Say something in the message line.
    Say(String),
    /// Make this the current disclosure.
    Select(DisclosureId),
    /// Give a pane the keys.
    Focus(PaneId),
    /// Select a finding in the findings pane.
    SelectFinding(FindingId),
    /// Do what a key would do.
    Run(Action),
    /// Look for this text.
    Search(Asked),
    /// Keep this query among those asked.
    Remember(String),
    /// Show those of the offered columns of a classification pane that are chosen.
    ChooseColumns(PaneId, Vec<bool>),
    /// List only rows of a pane that hold these words.
    FilterRows(PaneId, String),
    /// Write what was said of a finding.
    Review(Box<Order>),
    /// Do what takes all rows of a table in the background.
    Work(Box<TableWork>),
}

/// A pane, screen or popup. It owns its selection and nothing else; drawing never changes it.
pub trait View: fmt::Debug {
    /// The name of its keys and of its title.
    fn context(&self) -> Context;

    /// The words in its upper edge.
    fn title(&self, scene: &Scene) -> Vec<Span>;

    /// The word for it in the breadcrumb line.
    fn crumb(&self, scene: &Scene) -> String {
        scene.word("view", self.context().name())
    }

    /// How many rows it has at a width.
    fn len(&self, scene: &Scene, width: u16) -> usize;

    /// Lines it takes besides its rows.
    fn shape(&self, scene: &Scene, width: u16, height: u16) -> Shape;

    /// Selection and window.
    fn viewport(&self) -> Viewport;

    /// Selection and window, to move them.
    fn viewport_mut(&mut self) -> &mut Viewport;

    /// Whether an action of its own means something now.
    fn possible(&self, action: Action, scene: &Scene) -> bool;

    /// Its own actions worth a hint, most useful first.
    fn hints(&self) -> &'static [Action];

    /// Learns the width it is shown at, before the first action at that width.
    fn arranged(&mut self, _scene: &Scene, _width: u16) {}

    /// The id of the word for what Enter does here.
    fn enter_word(&self, _scene: &Scene) -> &'static str;

    /// Does an action.
    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask>;

    /// Takes typed or pasted text; only views with an input box do.
    fn typed(&mut self, _text: &str, _scene: &Scene) -> Vec<Ask> {
        Vec::new()
    }

    /// Learns that the user moved the selection.
    fn walked(&mut self) {}

    /// Takes the answer of a background job.
    fn deliver(&mut self, _delivery: &Delivery, _scene: &Scene) -> Vec<Ask> {
        Vec::new()
    }

    /// What it asks for when it is taken away without Enter.
    fn cancelled(&self) -> Vec<Ask> {
        Vec::new()
    }

    /// Follows a click on a row that is already selected here; the column is in screen cells.
    fn clicked(&mut self, _x: u16, _scene: &Scene, _area: &ViewArea) {}

    /// Follows a click on the lines above the rows; `None` when it meant nothing.
    fn heading_clicked(&mut self, _x: u16, _scene: &Scene, _area: &ViewArea) -> Option<Vec<Ask>> {
        None
    }

    /// What a copy key copies.
    fn copy(&self, _what: CopyWhat, _scene: &Scene) -> Option<String> {
        None
    }

    /// Whether there is a whole table to copy.
    fn has_table(&self, _scene: &Scene) -> bool {
        false
    }

    /// The whole table, for copying.
    fn copy_table(&self, _form: TableForm, _scene: &Scene) -> Option<String> {
        None
    }

    /// Takes one step back inside the view, e.g. out of an input box; whether there was one.
    fn step_back(&mut self) -> bool {
        false
    }

    /// Where the selected thing is printed.
    fn source(&self, _scene: &Scene) -> Option<SourceTarget> {
        None
    }

    /// Where the text cursor stands, for views with an input box.
    fn cursor(&self, _scene: &Scene, _area: &ViewArea) -> Option<(u16, u16)> {
        None
    }

    /// The part of the screen a popup wants, in cells; screens take everything.
    fn popup_size(&self, _scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        (width, height)
    }

    /// Whether a popup stands at the lower edge, so that the rows it changes stay in sight.
    fn sits_low(&self) -> bool {
        false
    }

    /// The selected figure, for a view that leaves it to others to tell what it takes part in.
    fn figure(&self, _scene: &Scene) -> Option<CellId> {
        None
    }

    /// The finding it is about, for going to the next one.
    fn finding(&self) -> Option<FindingId> {
        None
    }

    /// The table it shows, for searching in it.
    fn table(&self) -> Option<TableId> {
        None
    }

    /// The table and the line and column in it where the reader stands.
    fn position(&self, _scene: &Scene) -> Option<(TableId, (usize, usize))> {
        None
    }

    /// The picture it wants to show in its area.
    fn picture(&self, _scene: &Scene, _area: &ViewArea) -> Option<PictureOrder> {
        None
    }

    /// Where the terminal itself draws a picture, and the escape sequence that makes it do so.
    fn sequence(&self, _scene: &Scene, _area: &ViewArea) -> Option<(Rect, Arc<str>)> {
        None
    }

    /// Draws header, rows and footer; border and title are drawn already.
    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>);
}

/// The step of the selection an action of lists means.
#[must_use]
pub fn list_move(action: Action) -> Option<Move> {
    Some(match action {
        Action::Up => Move::Up,
        Action::Down => Move::Down,
        Action::PageUp => Move::PageUp,
        Action::PageDown => Move::PageDown,
        Action::First => Move::First,
        Action::Last => Move::Last,
        _ => return None,
    })
}
