//! Everything that can happen to the explorer, as one closed list.

use super::job::Delivery;
use super::reviewing::Order;
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
    Search(String),
    /// Write what was said of a finding.
    Review(Box<Order>),
}
