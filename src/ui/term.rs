//! The only place that enters and leaves the full-screen terminal. Leaving is idempotent and happens on every way out.
//!
//! The panic hook restores only when the thread that entered panics: a worker's panic is caught and
//! shown as a message, and must not throw the user back to the shell (ratatui's own hook would).

use std::io::{self, Write, stdout};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};

/// Whether the terminal is ours now. It is one per process, like the terminal itself.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Holds the terminal in full-screen mode; dropping it gives it back.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, mouse.
    ///
    /// # Errors
    /// When the terminal refuses; it is restored then.
    pub fn enter() -> io::Result<Guard> {
        install_hook(thread::current().id());
        let guard = Guard { mouse: true };
        guard.take()?;
        Ok(guard)
    }

    /// Gives the terminal back for a while, e.g. while the program is suspended.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn release(&self) -> io::Result<()> {
        restore()
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn take(&self) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(
            stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            cursor::Hide
        )?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Takes mouse events, or leaves the mouse to the terminal for selecting text.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(stdout(), EnableMouseCapture)
        } else {
            execute!(stdout(), DisableMouseCapture)
        }
    }

    /// Sends an escape sequence as it is.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn send(&self, sequence: &str) -> io::Result<()> {
        let mut out = stdout();
        out.write_all(sequence.as_bytes())?;
        out.flush()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Nobody is left to be told about an error here.
        let _ = restore();
    }
}

/// Gives the terminal back if it is ours; harmless at any other time.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn restore() -> io::Result<()> {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let written = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    // Raw mode goes even when nothing can be written any more.
    disable_raw_mode().and(written)
}

/// Puts our hook before the one in force, once per process.
fn install_hook(owner: ThreadId) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == owner {
                // The message of the panic must come out on the user's own screen.
                let _ = restore();
                before(info);
            } else if !ENTERED.load(Ordering::SeqCst) {
                before(info);
            }
        }));
    });
}
