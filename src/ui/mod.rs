//! The explorer: everything that knows a terminal.
//!
//! Event → action (key map) → update → arrange → draw. State holds frozen data, selections and a
//! stack of layers, never rectangles or rendered text. Drawing changes nothing. The interface
//! decides nothing about money: it looks up what the checks say. Only [`job`] starts work.

pub mod action;
pub mod arrange;
pub mod canvas;
pub mod chord;
pub mod copy;
pub mod data;
pub mod draw;
pub mod event;
pub mod filter;
pub mod finding_filter;
pub mod headlines;
pub mod hints;
pub mod input;
pub mod job;
pub mod keymap;
pub mod money;
mod mouse;
pub mod pairs;
pub mod pane;
pub mod popup;
pub mod region;
pub mod reviewing;
pub mod roster;
pub mod run;
pub mod scene;
pub mod screen;
pub mod split;
pub mod state;
pub mod term;
pub mod text;
pub mod theme;
pub mod tree;
pub mod update;
pub mod view;
pub mod viewport;
pub mod width;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::channel;

use anyhow::Context as _;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

pub use keymap::Keymap;
pub use theme::Theme;

use crate::model::{DisclosureId, Language, Problem};

/// What to open and how to show it.
#[derive(Debug)]
pub struct Options {
    /// Files to read; the samples are opened by the caller's choice, never silently.
    pub inputs: Vec<job::Input>,
    /// What is wrong with the paths that were given.
    pub notes: Vec<Problem>,
    /// Language to begin in.
    pub language: Language,
    /// Theme to begin with; dark when none is given.
    pub theme: Option<Theme>,
    /// The user's own key map, instead of the one that comes with the program.
    pub keymap: Option<Keymap>,
    /// Only characters that are one cell wide on every terminal.
    pub ascii: bool,
    /// Whether colours are wanted; without, the monochrome theme is used.
    pub color: bool,
}

impl Options {
    /// The state to begin with.
    ///
    /// # Errors
    /// Never with the theme and key map as released: a test reads them.
    pub fn state(&self) -> anyhow::Result<state::State> {
        let theme = match (&self.theme, self.color) {
            (Some(theme), true) => theme.clone(),
            (None, true) => Theme::named("dark")?,
            (_, false) => Theme::named("monochrome")?,
        };
        let keymap = match &self.keymap {
            Some(keymap) => keymap.clone(),
            None => Keymap::embedded()?,
        };
        let names: Vec<String> = self.inputs.iter().map(|input| input.name.clone()).collect();
        Ok(state::State::new(scene::Scene {
            data: data::Data::waiting(&names, self.notes.clone()),
            settings: scene::Settings {
                language: self.language,
                theme,
                unit: money::ShownUnit::Printed,
                plain: self.ascii,
                mouse: true,
            },
            current: DisclosureId(0),
            keymap: Arc::new(keymap),
        }))
    }
}

/// Opens the explorer and returns when the user leaves it. The terminal is restored on every way
/// out. The first frame is drawn before any file is read.
///
/// # Errors
/// When an option is wrong or the terminal fails.
pub fn run(options: Options) -> anyhow::Result<()> {
    let mut state = options.state()?;
    let (sender, events) = channel();
    run::catch_signals(sender.clone()).context("catching signals")?;
    let mut outside = TerminalOutside {
        guard: term::Guard::enter().context("preparing the terminal")?,
    };
    let mut terminal =
        Terminal::new(CrosstermBackend::new(io::stdout())).context("preparing the terminal")?;
    run::read_terminal(sender.clone());
    let workers = job::Workers::start(&sender);
    let loading = job::load(options.inputs, &sender);
    let ended = run::run_loop(&mut terminal, &mut state, &events, &workers, &mut outside);
    drop(loading);
    ended
}

/// Carries out effects on the real terminal.
struct TerminalOutside {
    guard: term::Guard,
}

impl run::Outside for TerminalOutside {
    fn copy(&mut self, text: &str) -> io::Result<()> {
        let tmux = std::env::var_os("TMUX").is_some();
        self.guard.send(&copy::sequence(text, tmux))
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.guard.set_mouse(on)
    }

    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        self.guard.release()?;
        signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
        self.guard.take()
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}
