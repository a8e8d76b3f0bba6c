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
pub mod finding_list;
mod finding_words;
pub mod graphics;
pub mod headlines;
pub mod hints;
pub mod input;
pub mod job;
pub mod keymap;
pub mod memory;
pub mod money;
mod mouse;
mod navigate;
pub mod pairs;
pub mod pane;
pub mod popup;
pub mod region;
pub mod reviewing;
pub mod roster;
pub mod row_words;
pub mod run;
pub mod scene;
pub mod screen;
pub mod split;
pub mod standing;
pub mod state;
pub mod survey;
pub mod tally;
pub mod term;
pub mod text;
pub mod theme;
pub mod tree;
pub mod update;
pub mod view;
pub mod viewport;
mod watch;
pub mod width;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use anyhow::Context as _;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

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
    /// How pictures are wanted.
    pub pictures: graphics::Pictures,
    /// Where the reader stood in each file before.
    pub memory: memory::Memory,
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
                graphics: graphics::Graphics::choose(self.pictures, self.color, |name| {
                    std::env::var(name).ok()
                }),
            },
            current: DisclosureId(0),
            keymap: Arc::new(keymap),
            memory: self.memory.clone(),
        }))
    }
}

/// Opens the explorer and returns when the user leaves it, with where the reader stood in each
/// file. The terminal is restored on every way out. The first frame is drawn before any file is
/// read.
///
/// # Errors
/// When an option is wrong or the terminal fails.
pub fn run(options: Options) -> anyhow::Result<memory::Memory> {
    let mut state = options.state()?;
    let (sender, events) = channel();
    run::catch_signals(sender.clone()).context("catching signals")?;
    let mut outside = TerminalOutside {
        guard: term::Guard::enter().context("preparing the terminal")?,
        inputs: options.inputs,
        events: sender.clone(),
        loading: Vec::new(),
        protocol: state.scene.settings.graphics.protocol,
    };
    let mut terminal =
        Terminal::new(CrosstermBackend::new(io::stdout())).context("preparing the terminal")?;
    run::read_terminal(sender.clone());
    let workers = job::Workers::start(&sender);
    outside
        .loading
        .push(job::load(outside.inputs.clone(), &sender));
    let watching = watch::watch(&outside.inputs, &sender);
    let ended = run::run_loop(&mut terminal, &mut state, &events, &workers, &mut outside);
    drop(watching);
    // A picture must not outlive the program.
    let removed = run::Outside::no_picture(&mut outside).context("leaving the terminal");
    ended.and(removed).map(|()| state.scene.memory)
}

/// Carries out effects on the real terminal.
struct TerminalOutside {
    guard: term::Guard,
    inputs: Vec<job::Input>,
    events: Sender<event::Event>,
    /// Dropping them stops the work.
    loading: Vec<job::Handle>,
    /// How the terminal is told pictures.
    protocol: Option<graphics::Protocol>,
}

impl run::Outside for TerminalOutside {
    fn copy(&mut self, text: &str) -> io::Result<()> {
        let tmux = std::env::var_os("TMUX").is_some();
        self.guard.send(&copy::sequence(text, tmux))
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.guard.set_mouse(on)
    }

    fn cell(&self) -> Option<(u16, u16)> {
        let size = crossterm::terminal::window_size().ok()?;
        let cell = (
            size.width.checked_div(size.columns)?,
            size.height.checked_div(size.rows)?,
        );
        (cell.0 > 0 && cell.1 > 0).then_some(cell)
    }

    fn picture(&mut self, place: Rect, sequence: &str) -> io::Result<()> {
        // The cursor goes back where the frame left it.
        let (row, column) = (place.y + 1, place.x + 1);
        self.guard
            .send(&format!("\x1b7\x1b[{row};{column}H{sequence}\x1b8"))
    }

    fn no_picture(&mut self) -> io::Result<()> {
        let removal = self.protocol.and_then(graphics::encode::removal);
        self.guard.send(&removal.unwrap_or_default())
    }

    /// What came from a file can be read again; standard input and samples stay as they are.
    fn reload(&mut self, ids: &[DisclosureId]) {
        let again: Vec<(DisclosureId, job::Input)> = ids
            .iter()
            .filter_map(|id| Some((*id, self.inputs.get(id.0)?.clone())))
            .filter(|(_, input)| input.path().is_some())
            .collect();
        if !again.is_empty() {
            self.loading.push(job::reload(again, &self.events));
        }
    }

    fn stop_loading(&mut self) {
        self.loading.clear();
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
