//! One key with its modifiers, as the key map writes it (`ctrl-p`, `G`, `shift-tab`) and as the terminal sends it.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key press. An upper-case letter carries no shift: the letter says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Keys with names, as written in the key map.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
];

impl Chord {
    /// The chord of a key event.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            // Many terminals send Ctrl-H for the backspace key.
            KeyCode::Char('h') if modifiers == KeyModifiers::CONTROL => {
                modifiers = KeyModifiers::NONE;
                KeyCode::Backspace
            }
            KeyCode::Char(letter) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::Char(letter)
            }
            other => other,
        };
        Chord { code, modifiers }
    }

    /// The character a text box would take, if this is one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }

    /// Reads the form used in the key map.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-") {
                modifiers |= KeyModifiers::CONTROL;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("alt-") {
                modifiers |= KeyModifiers::ALT;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("shift-") {
                modifiers |= KeyModifiers::SHIFT;
                rest = after;
            } else {
                break;
            }
        }
        let named = NAMED.iter().find(|(name, _)| *name == rest);
        let code = match named {
            Some((_, code)) => *code,
            None => {
                let mut letters = rest.chars();
                let letter = letters.next()?;
                if letters.next().is_some() || modifiers.contains(KeyModifiers::SHIFT) {
                    return None;
                }
                KeyCode::Char(letter)
            }
        };
        Some(Chord { code, modifiers })
    }
}

impl fmt::Display for Chord {
    /// Short forms made of characters that are one cell wide everywhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("^")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("Alt-")?;
        }
        if self.modifiers.contains(KeyModifiers::SHIFT) {
            f.write_str("Shift-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(letter) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", letter.to_ascii_uppercase())
            }
            KeyCode::Char(letter) => write!(f, "{letter}"),
            code => {
                let name = NAMED
                    .iter()
                    .find(|(_, named)| *named == code)
                    .map_or("", |(name, _)| name);
                let mut letters = name.chars();
                let first = letters.next().map(|letter| letter.to_ascii_uppercase());
                write!(f, "{}{}", first.unwrap_or(' '), letters.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_pressed_keys_meet() {
        let pressed = |code, modifiers| Chord::from_event(KeyEvent::new(code, modifiers));
        let cases = [
            ("ctrl-p", pressed(KeyCode::Char('p'), KeyModifiers::CONTROL)),
            ("G", pressed(KeyCode::Char('G'), KeyModifiers::SHIFT)),
            ("shift-tab", pressed(KeyCode::BackTab, KeyModifiers::SHIFT)),
            (
                "backspace",
                pressed(KeyCode::Char('h'), KeyModifiers::CONTROL),
            ),
            ("?", pressed(KeyCode::Char('?'), KeyModifiers::SHIFT)),
        ];
        for (written, key) in cases {
            assert_eq!(Chord::parse(written), Some(key), "{written}");
        }
        assert_eq!(Chord::parse("hyper-x"), None);
        assert_eq!(Chord::parse("shift-a"), None);
    }
}
