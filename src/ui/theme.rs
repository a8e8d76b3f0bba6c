//! What each thing on screen means, as roles, and how a theme paints them.
//!
//! A role without an entry takes its parent's (`finding.error` → `finding`), so a theme can be
//! short. Nothing is said by colour alone: every role that matters also has a letter or a word.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Secondary text.
    Dim,
    /// Emphasised text.
    Strong,
    /// Headings of columns.
    Header,
    /// Borders.
    Border,
    /// The border of the pane that has the keys.
    BorderFocus,
    /// Titles of panes.
    Title,
    /// The title of the pane that has the keys.
    TitleFocus,
    /// The selected row.
    Selected,
    /// The selected row of a pane without the keys.
    SelectedIdle,
    /// The cell under the cursor.
    Cursor,
    /// A printed figure.
    Figure,
    /// A figure computed here.
    FigureComputed,
    /// A printed figure whose column was found by reasoning.
    FigureRecovered,
    /// A place where a figure may or may not stand.
    FigureAmbiguous,
    /// Findings: errors.
    Error,
    /// Findings: warnings.
    Warning,
    /// Findings: information.
    Info,
    /// Something that holds.
    Good,
    /// A share bar.
    Bar,
    /// Characters a search matched.
    Match,
    /// Printed evidence.
    Evidence,
    /// The evidence stepped to.
    EvidenceCurrent,
    /// A key in the hint bar.
    Key,
    /// A word in the hint bar.
    Hint,
    /// A message.
    Message,
    /// Loading progress.
    Progress,
    /// An active filter.
    Chip,
}

impl Role {
    /// All roles with their dotted names.
    pub const ALL: &[(Role, &str)] = &[
        (Role::Text, "text"),
        (Role::Dim, "text.dim"),
        (Role::Strong, "text.strong"),
        (Role::Header, "text.header"),
        (Role::Border, "border"),
        (Role::BorderFocus, "border.focus"),
        (Role::Title, "title"),
        (Role::TitleFocus, "title.focus"),
        (Role::Selected, "selected"),
        (Role::SelectedIdle, "selected.idle"),
        (Role::Cursor, "selected.cursor"),
        (Role::Figure, "figure"),
        (Role::FigureComputed, "figure.computed"),
        (Role::FigureRecovered, "figure.recovered"),
        (Role::FigureAmbiguous, "figure.ambiguous"),
        (Role::Error, "finding.error"),
        (Role::Warning, "finding.warning"),
        (Role::Info, "finding.info"),
        (Role::Good, "good"),
        (Role::Bar, "bar"),
        (Role::Match, "match"),
        (Role::Evidence, "evidence"),
        (Role::EvidenceCurrent, "evidence.current"),
        (Role::Key, "hint.key"),
        (Role::Hint, "hint"),
        (Role::Message, "message"),
        (Role::Progress, "progress"),
        (Role::Chip, "chip"),
    ];

    /// The dotted name used in theme files.
    #[must_use]
    pub fn name(self) -> &'static str {
        Role::ALL
            .iter()
            .find(|(role, _)| *role == self)
            .map_or("text", |(_, name)| name)
    }
}

/// How one role is painted, as written in a theme file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paint {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

/// A style for every role.
#[derive(Debug, Clone)]
pub struct Theme {
    name: String,
    styles: BTreeMap<Role, Style>,
}

/// The themes that come with the program, in the order they are stepped through.
const EMBEDDED: &[(&str, &str)] = &[
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    (
        "monochrome",
        include_str!("../../assets/themes/monochrome.toml"),
    ),
];

impl Theme {
    /// Reads a theme file; the message of an error names the role or colour that is wrong.
    ///
    /// # Errors
    /// When the text is no TOML, or names an unknown role or colour.
    pub fn parse(name: &str, source: &str) -> anyhow::Result<Theme> {
        let paints: BTreeMap<String, Paint> = toml::from_str(source)
            .map_err(|error| anyhow::anyhow!("theme {name}: {}", error.message()))?;
        for role in paints.keys() {
            let known = Role::ALL.iter().any(|(_, known)| {
                known == role
                    || known
                        .strip_prefix(role.as_str())
                        .is_some_and(|rest| rest.starts_with('.'))
            });
            anyhow::ensure!(known, "theme {name}: unknown role `{role}`");
        }
        let mut styles = BTreeMap::new();
        for (role, dotted) in Role::ALL {
            styles.insert(*role, style_with_fallback(name, dotted, &paints)?);
        }
        Ok(Theme {
            name: name.to_owned(),
            styles,
        })
    }

    /// Names of the themes that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// The theme with this name; an unknown name is an error that lists the known ones.
    ///
    /// # Errors
    /// When there is no such theme.
    pub fn named(name: &str) -> anyhow::Result<Theme> {
        let known = EMBEDDED.iter().find(|(known, _)| *known == name);
        match known {
            Some((name, source)) => Theme::parse(name, source),
            None => {
                let names: Vec<_> = Theme::names().collect();
                anyhow::bail!("no theme `{name}`; there are {}", names.join(", "))
            }
        }
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(&self) -> Theme {
        let at = EMBEDDED.iter().position(|(name, _)| *name == self.name);
        let next = at.map_or(0, |at| (at + 1) % EMBEDDED.len());
        EMBEDDED
            .get(next)
            .and_then(|(name, source)| Theme::parse(name, source).ok())
            .unwrap_or_else(|| self.clone())
    }

    /// The theme's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How a role is painted.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }
}

fn style_with_fallback(
    theme: &str,
    role: &str,
    paints: &BTreeMap<String, Paint>,
) -> anyhow::Result<Style> {
    let mut at = role;
    loop {
        if let Some(paint) = paints.get(at) {
            return to_style(theme, at, paint);
        }
        match at.rsplit_once('.') {
            Some((up, _)) => at = up,
            None => return Ok(Style::default()),
        }
    }
}

fn to_style(theme: &str, role: &str, paint: &Paint) -> anyhow::Result<Style> {
    let colour = |name: &Option<String>| -> anyhow::Result<Option<Color>> {
        name.as_deref()
            .map(|name| {
                name.parse::<Color>()
                    .map_err(|_| anyhow::anyhow!("theme {theme}: `{role}` has no colour `{name}`"))
            })
            .transpose()
    };
    let mut style = Style {
        fg: colour(&paint.fg)?,
        bg: colour(&paint.bg)?,
        ..Style::default()
    };
    let modifiers = [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.underline, Modifier::UNDERLINED),
        (paint.reverse, Modifier::REVERSED),
    ];
    for (set, modifier) in modifiers {
        if set {
            style = style.add_modifier(modifier);
        }
    }
    Ok(style)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn every_theme_parses_and_marks_the_selection() {
        for name in Theme::names() {
            let theme = Theme::named(name).unwrap();
            assert_ne!(theme.style(Role::Selected), Style::default(), "{name}");
            assert_ne!(
                theme.style(Role::EvidenceCurrent),
                theme.style(Role::Text),
                "{name}"
            );
        }
    }

    #[test]
    fn a_missing_role_takes_its_parent() {
        let theme = Theme::parse("t", "finding = { fg = \"red\" }").unwrap();
        assert_eq!(theme.style(Role::Error).fg, Some(Color::Red));
        assert_eq!(theme.style(Role::Text), Style::default());
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text| Theme::parse("t", text).unwrap_err().to_string();
        assert!(error("findng = { fg = \"red\" }").contains("findng"));
        assert!(error("text = { fg = \"rot\" }").contains("rot"));
        assert!(error("text = { colour = \"red\" }").contains("colour"));
        assert!(
            Theme::named("neon")
                .unwrap_err()
                .to_string()
                .contains("dark")
        );
    }

    #[test]
    fn the_monochrome_theme_has_no_colour() {
        let theme = Theme::named("monochrome").unwrap();
        for (role, name) in Role::ALL {
            let style = theme.style(*role);
            assert!(style.fg.is_none() && style.bg.is_none(), "{name}");
        }
    }
}
