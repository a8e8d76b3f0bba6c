//! The key map: data from `assets/keymap.toml`, checked on reading, looked up by context.

use std::collections::BTreeMap;

use super::action::Action;
use super::chord::Chord;

/// Where a key is pressed: what is on top, or one of the wider contexts behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere but in popups.
    Global,
    /// Wherever rows can be selected.
    List,
    /// Every pane.
    Panes,
    /// Both classification panes.
    Tree,
    /// The departments pane.
    Departments,
    /// The functional tree.
    Functions,
    /// The economic table.
    Economics,
    /// The findings pane.
    Findings,
    /// The list of all tables.
    Tables,
    /// A table as a grid.
    Grid,
    /// The proof of a finding.
    Proof,
    /// The original text.
    Source,
    /// A page of the original as a picture.
    Picture,
    /// What was not understood.
    Problems,
    /// Which figures were checked.
    Coverage,
    /// Several disclosures side by side.
    Compare,
    /// Charts of a disclosure.
    Charts,
    /// Every popup without an input box.
    Popup,
    /// Relations of a figure.
    Inspect,
    /// The column chooser.
    Columns,
    /// Every place a class is printed at.
    Printed,
    /// Help.
    Help,
    /// A message.
    Message,
    /// Every popup with an input box.
    Input,
    /// All actions by name.
    Palette,
    /// The filter of a pane.
    Filter,
    /// Search.
    Search,
    /// The figures of the running text.
    Claims,
    /// The projects.
    Projects,
    /// One project with its targets.
    Project,
    /// What is looked for in what is on top.
    Find,
    /// The note of a review.
    Note,
}

impl Context {
    /// All contexts with the names the key map uses.
    pub const ALL: &[(Context, &str)] = &[
        (Context::Global, "global"),
        (Context::List, "list"),
        (Context::Panes, "panes"),
        (Context::Tree, "tree"),
        (Context::Departments, "departments"),
        (Context::Functions, "functions"),
        (Context::Economics, "economics"),
        (Context::Findings, "findings"),
        (Context::Tables, "tables"),
        (Context::Grid, "grid"),
        (Context::Proof, "proof"),
        (Context::Source, "source"),
        (Context::Picture, "picture"),
        (Context::Problems, "problems"),
        (Context::Coverage, "coverage"),
        (Context::Compare, "compare"),
        (Context::Charts, "charts"),
        (Context::Popup, "popup"),
        (Context::Inspect, "inspect"),
        (Context::Columns, "columns"),
        (Context::Printed, "printed"),
        (Context::Help, "help"),
        (Context::Message, "message"),
        (Context::Input, "input"),
        (Context::Palette, "palette"),
        (Context::Filter, "filter"),
        (Context::Search, "search"),
        (Context::Claims, "claims"),
        (Context::Projects, "projects"),
        (Context::Project, "project"),
        (Context::Find, "find"),
        (Context::Note, "note"),
    ];

    /// The name used in the key map and the texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        Context::ALL
            .iter()
            .find(|(context, _)| *context == self)
            .map_or("", |(_, name)| name)
    }

    /// The wider contexts a key is looked up in after this one, nearest first. Popups never pass
    /// a key on to what is behind them.
    #[must_use]
    pub fn wider(self) -> &'static [Context] {
        match self {
            Context::Departments | Context::Findings => {
                &[Context::Panes, Context::List, Context::Global]
            }
            Context::Functions | Context::Economics => &[
                Context::Tree,
                Context::Panes,
                Context::List,
                Context::Global,
            ],
            Context::Tables
            | Context::Grid
            | Context::Proof
            | Context::Source
            | Context::Picture
            | Context::Problems
            | Context::Coverage
            | Context::Compare
            | Context::Charts
            | Context::Claims
            | Context::Projects
            | Context::Project => &[Context::List, Context::Global],
            Context::Inspect
            | Context::Columns
            | Context::Printed
            | Context::Help
            | Context::Message => &[Context::Popup, Context::List],
            Context::Palette
            | Context::Filter
            | Context::Search
            | Context::Find
            | Context::Note => &[Context::Input],
            Context::Global
            | Context::List
            | Context::Panes
            | Context::Tree
            | Context::Popup
            | Context::Input => &[],
        }
    }

    /// This context and the wider ones.
    pub fn chain(self) -> impl Iterator<Item = Context> {
        std::iter::once(self).chain(self.wider().iter().copied())
    }
}

/// Keys by context. Invariant: within one context a key means one action.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: BTreeMap<Context, Vec<(Chord, Action)>>,
}

impl Keymap {
    /// The key map that comes with the program.
    ///
    /// # Errors
    /// Never with the file as released: a test reads it.
    pub fn embedded() -> anyhow::Result<Keymap> {
        Keymap::parse(include_str!("../../assets/keymap.toml"))
    }

    /// Reads a key map.
    ///
    /// # Errors
    /// When the text is no TOML, names an unknown context, action or key, or binds one key twice
    /// in a context; the message names both actions.
    pub fn parse(source: &str) -> anyhow::Result<Keymap> {
        let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(source)
            .map_err(|error| {
                let before = error.span().and_then(|span| source.get(..span.start));
                let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                anyhow::anyhow!("key map, line {line}: {}", error.message())
            })?;
        let mut bindings: BTreeMap<Context, Vec<(Chord, Action)>> = BTreeMap::new();
        for (name, actions) in &tables {
            let context = Context::ALL
                .iter()
                .find(|(_, known)| known == name)
                .map(|(context, _)| *context)
                .ok_or_else(|| anyhow::anyhow!("key map: there is no context `{name}`"))?;
            let bound = bindings.entry(context).or_default();
            for (action, keys) in actions {
                bind(name, action, keys, bound)?;
            }
        }
        Ok(Keymap { bindings })
    }

    /// Reads a user's own key map. It replaces the one that comes with the program, so it must be
    /// possible to leave every screen and the program with it.
    ///
    /// # Errors
    /// As [`Keymap::parse`], and when a context has no key to go back or to quit.
    pub fn own(source: &str) -> anyhow::Result<Keymap> {
        let keymap = Keymap::parse(source)?;
        for (context, name) in Context::ALL {
            for action in [Action::Back, Action::Quit] {
                if !context.wider().is_empty() && keymap.keys(*context, action).is_empty() {
                    let action = action.name();
                    anyhow::bail!("key map: no key does `{action}` in `{name}` or a wider context");
                }
            }
        }
        Ok(keymap)
    }

    /// What a key does in a context.
    #[must_use]
    pub fn lookup(&self, context: Context, chord: Chord) -> Option<Action> {
        context.chain().find_map(|context| {
            self.bound(context)
                .iter()
                .find(|(bound, _)| *bound == chord)
                .map(|(_, action)| *action)
        })
    }

    /// The keys that reach an action from a context, in the order of the key map.
    #[must_use]
    pub fn keys(&self, context: Context, action: Action) -> Vec<Chord> {
        context
            .chain()
            .flat_map(|wider| self.bound(wider))
            .filter(|(chord, bound)| {
                *bound == action && self.lookup(context, *chord) == Some(action)
            })
            .map(|(chord, _)| *chord)
            .collect()
    }

    /// The actions bound in one context itself, in the order of the action table.
    #[must_use]
    pub fn bound_actions(&self, context: Context) -> Vec<Action> {
        let bound = self.bound(context);
        Action::ALL
            .iter()
            .map(|(action, _)| *action)
            .filter(|action| bound.iter().any(|(_, known)| known == action))
            .collect()
    }

    fn bound(&self, context: Context) -> &[(Chord, Action)] {
        self.bindings.get(&context).map_or(&[], Vec::as_slice)
    }
}

fn bind(
    context: &str,
    name: &str,
    keys: &[String],
    bound: &mut Vec<(Chord, Action)>,
) -> anyhow::Result<()> {
    let action = Action::from_name(name)
        .ok_or_else(|| anyhow::anyhow!("key map [{context}]: there is no action `{name}`"))?;
    for key in keys {
        let chord = Chord::parse(key)
            .ok_or_else(|| anyhow::anyhow!("key map [{context}] {name}: `{key}` is no key"))?;
        if let Some((_, other)) = bound.iter().find(|(taken, _)| *taken == chord) {
            anyhow::bail!(
                "key map [{context}]: `{key}` is bound to both `{}` and `{name}`",
                other.name()
            );
        }
        bound.push((chord, action));
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_context_wins_and_popups_pass_nothing_on() {
        let map = Keymap::embedded().unwrap();
        let key = |text| Chord::parse(text).unwrap();
        assert_eq!(
            map.lookup(Context::Functions, key("h")),
            Some(Action::Collapse)
        );
        assert_eq!(map.lookup(Context::Grid, key("h")), Some(Action::CellLeft));
        assert_eq!(map.lookup(Context::Grid, key("tab")), None);
        assert_eq!(map.lookup(Context::Help, key("n")), None);
        assert_eq!(map.lookup(Context::Search, key("q")), None);
        for (context, name) in Context::ALL {
            let quits = map.lookup(*context, key("ctrl-c")) == Some(Action::Quit);
            assert!(quits || context.wider().is_empty(), "ctrl-c in {name}");
        }
    }

    #[test]
    fn a_key_bound_twice_is_refused_with_both_names() {
        let error = Keymap::parse("[global]\nquit = [\"q\"]\nhelp = [\"q\"]\n").unwrap_err();
        let message = error.to_string();
        assert!(
            message.contains("quit") && message.contains("help"),
            "{message}"
        );
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text| Keymap::parse(text).unwrap_err().to_string();
        assert!(error("[moon]\nquit = [\"q\"]").contains("moon"));
        assert!(error("[global]\nfly = [\"q\"]").contains("fly"));
        assert!(error("[global]\nquit = [\"qq\"]").contains("qq"));
    }

    #[test]
    fn a_key_map_without_a_way_out_is_refused() {
        let embedded = include_str!("../../assets/keymap.toml");
        assert!(Keymap::own(embedded).is_ok());
        let error = Keymap::own("[global]\nquit = [\"q\"]\nback = [\"esc\"]\n").unwrap_err();
        assert!(error.to_string().contains("`back`"), "{error}");
        let error = Keymap::own("[global]\nquit = [\"q\"]\nback = \"esc\"\n").unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
    }

    #[test]
    fn a_shadowed_key_is_not_offered() {
        let map = Keymap::embedded().unwrap();
        assert!(map.keys(Context::Grid, Action::Collapse).is_empty());
        assert!(!map.keys(Context::Functions, Action::Collapse).is_empty());
    }
}
