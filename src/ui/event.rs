//! Everything that can happen to the explorer, as one closed list.

use super::job::Delivery;
use super::reviewing::Order;
use super::screen::grid::TableWork;
use crate::find::{Query, Within};
use crate::model::{DisclosureId, Language};
use crossterm::event::{KeyEvent, MouseEvent};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The screen has another size.
    Resize,
    /// A background job has something.
    Job(Delivery),
    /// The system asks the program to end.
    Quit,
    /// The terminal cannot be read any more.
    InputLost,
}

/// A query as it is asked: its words, how much is searched, the language of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What was typed.
    pub text: String,
    /// How much is searched.
    pub within: Within,
    /// Language findings are told in.
    pub language: Language,
}

impl Asked {
    /// The query to answer.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::parse(&self.text)
            .within(self.within)
            .in_language(self.language)
    }
}

/// What must be done outside the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop until the shell continues it.
    Suspend,
    /// Paint everything again.
    Redraw,
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    /// Take mouse events, or stop taking them.
    Mouse(bool),
    /// Look for a text in the background; only the newest query matters.
    Search(Asked),
    /// Read these files again.
    Reload(Vec<DisclosureId>),
    /// Stop reading files.
    StopLoading,
    /// Write what was said of a finding.
    Review(Box<Order>),
    /// Do what takes all rows of a table; only the newest of each table matters.
    Work(Box<TableWork>),
}
