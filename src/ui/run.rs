//! The loop: wait for events, apply all that came, draw once. Generic over the backend, so tests run it without a terminal.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crossterm::event::{self, Event as TerminalEvent, KeyEventKind};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Rect;

use super::arrange::{Areas, arrange};
use super::draw::draw;
use super::event::{Effect, Event};
use super::graphics::Protocol;
use super::job::{Order, Workers};
use super::keymap::Context;
use super::state::State;
use super::update::update;
use crate::model::DisclosureId;

/// What the loop needs done outside.
pub trait Outside {
    /// Copies a text to the clipboard.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Takes or releases the mouse.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn mouse(&mut self, on: bool) -> io::Result<()>;

    /// Stops the program until the shell continues it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn suspend(&mut self) -> io::Result<()>;

    /// Reads files again.
    fn reload(&mut self, _ids: &[DisclosureId]) {}

    /// Stops reading files.
    fn stop_loading(&mut self) {}

    /// Width and height of a cell in points of the screen, where the terminal tells.
    fn cell(&self) -> Option<(u16, u16)> {
        None
    }

    /// Makes the terminal draw a picture over cells that are blank.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn picture(&mut self, _place: Rect, _sequence: &str) -> io::Result<()> {
        Ok(())
    }

    /// Takes a picture away that the terminal keeps apart from its text.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn no_picture(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs until the user or the system ends the program.
///
/// # Errors
/// When the terminal fails.
pub fn run_loop<B: Backend>(
    terminal: &mut Terminal<B>,
    state: &mut State,
    events: &Receiver<Event>,
    workers: &Workers,
    outside: &mut dyn Outside,
) -> anyhow::Result<()>
where
    B::Error: std::error::Error + Send + Sync + 'static,
{
    measure_cells(state, outside);
    let mut areas = paint(terminal, state)?;
    let mut indexed = 0;
    let mut pictures = Pictures::default();
    while let Ok(first) = events.recv() {
        // Everything that waits is applied before the next frame: a burst of resizes or of loaded
        // files costs one frame.
        for event in std::iter::once(first).chain(events.try_iter()) {
            let resized = matches!(event, Event::Resize);
            let effects = update(state, event, &areas);
            for effect in effects {
                if matches!(effect, Effect::Redraw | Effect::Suspend) {
                    pictures.lost();
                }
                if carry_out(effect, terminal, workers, outside)? {
                    return Ok(());
                }
            }
            if resized {
                // Even a burst that ends at the size it began with has damaged the screen.
                repaint(terminal)?;
                measure_cells(state, outside);
                pictures.lost();
            }
            let size = terminal.size()?;
            areas = settled(state, Rect::new(0, 0, size.width, size.height));
        }
        let data = &state.scene.data;
        let (done, all) = data.progress();
        // Indexing every arrival would take the processors from reading: only a search that is
        // open needs the files read so far.
        let wanted = done == all || state.context() == Context::Search;
        if wanted && data.deliveries != indexed {
            workers.searcher.index(data);
            indexed = data.deliveries;
        }
        pictures.order(state, &areas, workers);
        if pictures.leaves_traces(state, &areas) {
            repaint(terminal)?;
        }
        areas = paint(terminal, state)?;
        pictures.show(state, &areas, outside)?;
    }
    Ok(())
}

/// Points of the screen are asked anew with each size: the font may be another one.
fn measure_cells(state: &mut State, outside: &dyn Outside) {
    if let Some(cell) = outside.cell() {
        state.scene.settings.graphics.cell = cell;
    }
}

/// Which picture was ordered, and which one the terminal shows.
#[derive(Default)]
struct Pictures {
    ordered: Option<Order>,
    shown: Option<(Rect, Arc<str>)>,
    /// Whether the screen was painted anew since then.
    lost: bool,
}

impl Pictures {
    /// Orders what is wanted and was not ordered yet.
    fn order(&mut self, state: &State, areas: &Areas, workers: &Workers) {
        let wanted = wanted_picture(state, areas);
        if wanted != self.ordered {
            if let Some(order) = wanted.clone() {
                workers.painter.paint(order);
            }
            self.ordered = wanted;
        }
    }

    /// Whether points of a picture stay on cells the next frame leaves alone. kitty keeps pictures
    /// apart from text.
    fn leaves_traces(&self, state: &State, areas: &Areas) -> bool {
        let place = |placed: &(Rect, Arc<str>)| placed.0;
        if state.scene.settings.graphics.protocol == Some(Protocol::Kitty) {
            return false;
        }
        let next = state.top().sequence(&state.scene, &areas.top(state));
        self.shown.is_some() && self.shown.as_ref().map(place) != next.as_ref().map(place)
    }

    /// Shows what is to be shown on top of the frame, unless it is there already.
    fn show(&mut self, state: &State, areas: &Areas, outside: &mut dyn Outside) -> io::Result<()> {
        let next = state.top().sequence(&state.scene, &areas.top(state));
        let same = match (&next, &self.shown) {
            (Some(next), Some(shown)) => next.0 == shown.0 && Arc::ptr_eq(&next.1, &shown.1),
            (None, None) => true,
            _ => false,
        };
        if same && !std::mem::take(&mut self.lost) {
            return Ok(());
        }
        self.lost = false;
        match &next {
            Some((place, sequence)) => outside.picture(*place, sequence)?,
            None => outside.no_picture()?,
        }
        self.shown = next;
        Ok(())
    }

    /// What is shown may be damaged: it is shown anew, or taken away.
    fn lost(&mut self) {
        self.lost = self.shown.is_some();
    }
}

/// The picture the view that has the keys wants in its place.
#[must_use]
pub fn wanted_picture(state: &State, areas: &Areas) -> Option<Order> {
    state.top().picture(&state.scene, &areas.top(state))
}

/// Arranges, and lets every view keep the window it was given.
pub fn settled(state: &mut State, size: Rect) -> Areas {
    let areas = arrange(size, state);
    state.settle(&areas);
    arrange(size, state)
}

fn paint<B: Backend>(terminal: &mut Terminal<B>, state: &mut State) -> anyhow::Result<Areas>
where
    B::Error: std::error::Error + Send + Sync + 'static,
{
    let mut drawn = Areas::default();
    terminal.draw(|frame| {
        drawn = settled(state, frame.area());
        draw(frame, state, &drawn);
    })?;
    Ok(drawn)
}

/// Does one effect; whether it ends the program.
fn carry_out<B: Backend>(
    effect: Effect,
    terminal: &mut Terminal<B>,
    workers: &Workers,
    outside: &mut dyn Outside,
) -> anyhow::Result<bool>
where
    B::Error: std::error::Error + Send + Sync + 'static,
{
    match effect {
        Effect::Quit => return Ok(true),
        Effect::Redraw => repaint(terminal)?,
        Effect::Search(query) => workers.searcher.search(query),
        Effect::Review(order) => workers.reviewer.write(*order),
        Effect::Work(work) => workers.clerk.work(*work),
        Effect::Copy(text) => outside.copy(&text)?,
        Effect::Mouse(on) => outside.mouse(on)?,
        Effect::Reload(ids) => outside.reload(&ids),
        Effect::StopLoading => outside.stop_loading(),
        Effect::Suspend => {
            outside.suspend()?;
            repaint(terminal)?;
        }
    }
    Ok(false)
}

/// Makes the next frame paint every cell. `Terminal::clear` would ask the terminal where its cursor
/// is and end the program when no answer comes.
fn repaint<B: Backend>(terminal: &mut Terminal<B>) -> Result<(), B::Error> {
    let size = terminal.size()?;
    terminal.resize(Rect::new(0, 0, size.width, size.height))
}

/// Reads the terminal on a thread of its own and turns what comes into events.
pub fn read_terminal(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(TerminalEvent::Key(key)) if key.kind == KeyEventKind::Release => continue,
                Ok(TerminalEvent::Key(key)) => Event::Key(key),
                Ok(TerminalEvent::Mouse(mouse)) => Event::Mouse(mouse),
                Ok(TerminalEvent::Paste(text)) => Event::Paste(text),
                Ok(TerminalEvent::Resize(..)) => Event::Resize,
                Ok(TerminalEvent::FocusGained | TerminalEvent::FocusLost) => continue,
                Err(_) => Event::InputLost,
            };
            let lost = matches!(event, Event::InputLost);
            if events.send(event).is_err() || lost {
                return;
            }
        }
    });
}

/// Turns the signals that ask a program to end into an event, so that it ends through the loop and
/// gives the terminal back.
///
/// # Errors
/// When the signals cannot be caught.
#[cfg(unix)]
pub fn catch_signals(events: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if events.send(Event::Quit).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// There are no such signals here.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn catch_signals(_events: Sender<Event>) -> io::Result<()> {
    Ok(())
}
