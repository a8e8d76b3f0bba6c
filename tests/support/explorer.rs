//! The explorer without a terminal: driven by key names, drawn into a buffer, read back as text.

use std::sync::Arc;

use chazhang::find::Index;
use chazhang::model::{DisclosureId, Language};
use chazhang::ui::arrange::Areas;
use chazhang::ui::data::Data;
use chazhang::ui::event::{Effect, Event};
use chazhang::ui::job::Delivery;
use chazhang::ui::keymap::Keymap;
use chazhang::ui::money::ShownUnit;
use chazhang::ui::run::settled;
use chazhang::ui::scene::{Scene, Settings};
use chazhang::ui::state::State;
use chazhang::ui::theme::{Role, Theme};
use chazhang::ui::update::update;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Roles that are laid over others: they get a background of their own, the others a foreground.
const OVERLAYS: &[Role] = &[Role::Selected, Role::SelectedIdle, Role::Cursor];

/// The explorer at one size.
pub(crate) struct Explorer {
    pub(crate) state: State,
    pub(crate) size: Rect,
    pub(crate) areas: Areas,
    pub(crate) effects: Vec<Effect>,
}

impl Explorer {
    /// The explorer on some data, nothing pressed yet.
    pub(crate) fn new(data: Data, (width, height): (u16, u16)) -> Self {
        let mut state = State::new(Scene {
            data,
            settings: Settings {
                language: Language::Chinese,
                theme: probe(),
                unit: ShownUnit::Printed,
                plain: false,
                mouse: true,
                graphics: chazhang::ui::graphics::Graphics::default(),
            },
            current: DisclosureId(0),
            keymap: Arc::new(Keymap::embedded().expect("the key map")),
            memory: chazhang::ui::memory::Memory::default(),
        });
        let size = Rect::new(0, 0, width, height);
        let areas = settled(&mut state, size);
        Explorer {
            state,
            size,
            areas,
            effects: Vec::new(),
        }
    }

    /// Applies one event; searches are answered at once.
    pub(crate) fn event(&mut self, event: Event) {
        let effects = update(&mut self.state, event, &self.areas);
        self.areas = settled(&mut self.state, self.size);
        for effect in effects {
            if let Effect::Search(query) = &effect {
                let data = &self.state.scene.data;
                let index = Index::build(&data.corpus, &data.reports);
                let hits = index.search(&query.query(), 500);
                let query = query.clone();
                self.event(Event::Job(Delivery::Hits { query, hits }));
            }
            if let Effect::Work(work) = &effect
                && let Some(answer) = work.run(&|| true)
            {
                self.event(Event::Job(Delivery::Table(answer)));
            }
            self.effects.push(effect);
        }
    }

    /// Presses keys given by name, separated by blanks.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.event(Event::Key(key_event(key)));
        }
    }

    /// Types a text, one key for each character.
    pub(crate) fn write(&mut self, text: &str) {
        for letter in text.chars() {
            let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
            self.event(Event::Key(key));
        }
    }

    /// Draws one frame.
    pub(crate) fn draw(&self) -> Buffer {
        let backend = TestBackend::new(self.size.width, self.size.height);
        let mut terminal = Terminal::new(backend).expect("a test terminal");
        terminal
            .draw(|frame| chazhang::ui::draw::draw(frame, &self.state, &self.areas))
            .expect("a frame");
        terminal.backend().buffer().clone()
    }
}

/// The key with this name, as a terminal would send it.
pub(crate) fn key_event(name: &str) -> KeyEvent {
    let (modifiers, base) = match name.strip_prefix("ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, name),
    };
    let code = match base {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        _ => KeyCode::Char(base.chars().next().expect("a key name")),
    };
    KeyEvent::new(code, modifiers)
}

/// The colour of the first role in the probe theme.
pub(crate) const FIRST: u8 = 100;

/// A theme that gives every role a colour of its own, to be read back as a letter.
pub(crate) fn probe() -> Theme {
    let lines: Vec<String> = Role::ALL
        .iter()
        .enumerate()
        .map(|(index, (role, name))| {
            let place = if OVERLAYS.contains(role) { "bg" } else { "fg" };
            format!(
                "\"{name}\" = {{ {place} = \"{}\" }}",
                FIRST as usize + index
            )
        })
        .collect();
    Theme::parse("probe", &lines.join("\n")).expect("the probe theme")
}
