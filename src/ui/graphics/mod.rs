//! What pictures the terminal can show, told by the environment: asking the terminal would mix its answer with the keys.

pub mod blocks;
pub mod encode;

/// How pictures are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pictures {
    /// As the environment says.
    #[default]
    Auto,
    /// As kitty shows them.
    Kitty,
    /// As DEC terminals show them.
    Sixel,
    /// As iTerm2 shows them.
    Iterm,
    /// With half blocks in every terminal.
    Blocks,
    /// Not at all.
    Off,
}

/// How a terminal is told a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// The protocol of kitty.
    Kitty,
    /// Sixel graphics.
    Sixel,
    /// Inline files of iTerm2.
    Iterm,
}

/// Which colours half blocks may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shades {
    /// Sixteen million.
    #[default]
    True,
    /// The 256 of xterm.
    Indexed,
    /// None: dark points are drawn in the colour of the text, light ones not at all.
    Ink,
}

/// What pictures are shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graphics {
    /// Whether pictures are shown at all.
    pub on: bool,
    /// How the terminal is told; `None` for half blocks.
    pub protocol: Option<Protocol>,
    /// Colours of half blocks.
    pub shades: Shades,
    /// Width and height of a cell in points of the screen, as far as the terminal tells.
    pub cell: (u16, u16),
}

/// The size of a cell where the terminal does not tell it: small, so that no picture reaches beyond
/// its place.
pub const USUAL_CELL: (u16, u16) = (8, 16);

impl Default for Graphics {
    fn default() -> Self {
        Graphics {
            on: true,
            protocol: None,
            shades: Shades::True,
            cell: USUAL_CELL,
        }
    }
}

impl Graphics {
    /// What to do for a wish in an environment; `variable` looks one up. `color` is false where no
    /// colour is wanted.
    #[must_use]
    pub fn choose(
        wish: Pictures,
        color: bool,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Graphics {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let deep = set("COLORTERM").is_some_and(|depth| {
            ["truecolor", "24bit"]
                .iter()
                .any(|known| depth.contains(known))
        });
        let shades = match (color, deep) {
            (false, _) => Shades::Ink,
            (true, true) => Shades::True,
            (true, false) => Shades::Indexed,
        };
        let protocol = match wish {
            Pictures::Auto if color => told(&set),
            Pictures::Kitty => Some(Protocol::Kitty),
            Pictures::Sixel => Some(Protocol::Sixel),
            Pictures::Iterm => Some(Protocol::Iterm),
            Pictures::Auto | Pictures::Blocks | Pictures::Off => None,
        };
        Graphics {
            on: wish != Pictures::Off,
            protocol,
            shades,
            cell: USUAL_CELL,
        }
    }
}

/// The protocol the environment tells of. A multiplexer keeps the variables of the terminal it was
/// started in and shows no pictures of its own accord.
fn told(set: &dyn Fn(&str) -> Option<String>) -> Option<Protocol> {
    let terminal = set("TERM").unwrap_or_default();
    let multiplexed = terminal.starts_with("tmux") || terminal.starts_with("screen");
    if multiplexed
        || ["TMUX", "STY", "ZELLIJ"]
            .iter()
            .any(|name| set(name).is_some())
    {
        return None;
    }
    let program = set("TERM_PROGRAM").unwrap_or_default();
    let kitty = set("KITTY_WINDOW_ID").is_some()
        || ["xterm-kitty", "xterm-ghostty"].contains(&terminal.as_str())
        || program == "ghostty";
    let iterm = ["iTerm.app", "WezTerm"].contains(&program.as_str());
    let sixel = ["foot", "mlterm", "contour", "yaft"]
        .iter()
        .any(|known| terminal.starts_with(known));
    match (kitty, iterm, sixel) {
        (true, _, _) => Some(Protocol::Kitty),
        (_, true, _) => Some(Protocol::Iterm),
        (_, _, true) => Some(Protocol::Sixel),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(wish: Pictures, color: bool, variables: &[(&str, &str)]) -> Graphics {
        Graphics::choose(wish, color, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_tells_the_protocol_and_a_multiplexer_none() {
        let told = |variables: &[(&str, &str)]| chosen(Pictures::Auto, true, variables).protocol;
        assert_eq!(told(&[("TERM", "xterm-kitty")]), Some(Protocol::Kitty));
        assert_eq!(told(&[("TERM_PROGRAM", "ghostty")]), Some(Protocol::Kitty));
        assert_eq!(
            told(&[("TERM_PROGRAM", "iTerm.app")]),
            Some(Protocol::Iterm)
        );
        assert_eq!(told(&[("TERM", "foot-extra")]), Some(Protocol::Sixel));
        assert_eq!(told(&[("TERM", "xterm-256color")]), None);
        let inside = [
            ("KITTY_WINDOW_ID", "1"),
            ("TMUX", "/tmp/x"),
            ("TERM", "tmux"),
        ];
        assert_eq!(told(&inside), None);
        assert_eq!(told(&inside[..1]), Some(Protocol::Kitty));
    }

    #[test]
    fn a_wish_goes_before_the_environment_and_no_colour_means_ink() {
        let kitty = [("TERM", "xterm-kitty"), ("COLORTERM", "truecolor")];
        let blocks = chosen(Pictures::Blocks, true, &kitty);
        assert_eq!((blocks.protocol, blocks.shades), (None, Shades::True));
        assert!(!chosen(Pictures::Off, true, &kitty).on);
        let sixel = chosen(Pictures::Sixel, true, &[("TMUX", "x")]);
        assert_eq!(sixel.protocol, Some(Protocol::Sixel));
        assert_eq!(sixel.shades, Shades::Indexed);
        let ink = chosen(Pictures::Auto, false, &kitty);
        assert_eq!((ink.protocol, ink.shades), (None, Shades::Ink));
    }
}
