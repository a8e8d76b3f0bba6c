//! Copying to the clipboard of the terminal (OSC 52), which also works over ssh and inside tmux.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The escape sequence that puts a text on the terminal's clipboard. Inside tmux it is wrapped so
/// that tmux hands it on.
#[must_use]
pub fn sequence(text: &str, tmux: bool) -> String {
    let plain = format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(text));
    if tmux {
        format!(
            "\u{1b}Ptmux;{}\u{1b}\\",
            plain.replace('\u{1b}', "\u{1b}\u{1b}")
        )
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_travels_encoded() {
        assert_eq!(sequence("款", false), "\u{1b}]52;c;5qy+\u{7}");
        assert_eq!(
            sequence("款", true),
            "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;5qy+\u{7}\u{1b}\\"
        );
    }
}
