//! One line on standard error that counts the files of a long run, only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::model::Language;

/// Shorter runs show nothing.
const QUIET: Duration = Duration::from_millis(500);
/// Time between two changes of the line.
const PAUSE: Duration = Duration::from_millis(100);

/// Counts finished files.
pub(super) struct Progress {
    total: usize,
    language: Language,
    wanted: bool,
    state: Mutex<State>,
}

struct State {
    done: usize,
    next: Instant,
    shown: bool,
}

impl Progress {
    /// Starts counting to `total`.
    pub(super) fn new(total: usize, language: Language) -> Progress {
        Progress {
            total,
            language,
            wanted: io::stderr().is_terminal(),
            state: Mutex::new(State {
                done: 0,
                next: Instant::now() + QUIET,
                shown: false,
            }),
        }
    }

    /// One more file is finished.
    pub(super) fn step(&self) {
        let Ok(mut state) = self.state.lock() else {
            return;
        };
        state.done += 1;
        let now = Instant::now();
        if self.wanted && now >= state.next {
            state.next = now + PAUSE;
            state.shown = true;
            let label = match self.language {
                Language::Chinese => "正在读取和核对",
                Language::English => "reading and checking",
            };
            self.draw(&format!("{label} {}/{}", state.done, self.total));
        }
    }

    /// Removes the line.
    pub(super) fn clear(&self) {
        if self.state.lock().is_ok_and(|state| state.shown) {
            self.draw("");
        }
    }

    fn draw(&self, line: &str) {
        let mut out = io::stderr().lock();
        // Progress is a courtesy: when it cannot be shown the work goes on.
        let _ = write!(out, "\r\u{1b}[K{line}").and_then(|()| out.flush());
    }
}
