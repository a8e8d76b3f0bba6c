//! The bare command: the explorer, on the given paths or on the samples, with the user's own key map and theme.

use std::io::{self, IsTerminal};

use anyhow::Result;

use super::arguments::Arguments;
use super::{NOT_RUN, PASSED, complain, positions};
use crate::assets::UserFolder;
use crate::model::{Language, Problem};
use crate::session;
use crate::ui::{self, Keymap, Theme};

pub(super) fn run(arguments: &Arguments) -> Result<u8> {
    let language = arguments.language();
    if !io::stdout().is_terminal() {
        complain(no_terminal(language));
        return Ok(NOT_RUN);
    }
    let (inputs, mut notes) = if arguments.paths.is_empty() {
        (session::samples(), Vec::new())
    } else {
        session::inputs(&arguments.paths)
    };
    if inputs.is_empty() {
        for note in &notes {
            complain(note.message.in_language(language));
        }
        return Ok(NOT_RUN);
    }
    let folder = UserFolder::from_environment();
    let keymap = own(&folder, "keymap.toml", &mut notes, Keymap::own);
    let theme = theme(&folder, arguments.theme.as_deref(), &mut notes)?;
    let memory = ui::run(ui::Options {
        inputs,
        notes,
        language,
        theme,
        keymap,
        ascii: arguments.ascii,
        color: arguments.color(),
        pictures: arguments.pictures(),
        memory: positions::read(),
    })?;
    positions::write(&memory);
    Ok(PASSED)
}

fn no_terminal(language: Language) -> &'static str {
    match language {
        Language::Chinese => {
            "标准输出不是终端，无法打开浏览界面；请改用 chazhang check PATH… 输出核对结果。"
        }
        Language::English => {
            "standard output is no terminal, so the explorer cannot open; use chazhang check PATH… to print the findings."
        }
    }
}

/// The theme asked for: the user's own of that name, else the one that comes with the program.
fn theme(
    folder: &UserFolder,
    wanted: Option<&str>,
    notes: &mut Vec<Problem>,
) -> Result<Option<Theme>> {
    let Some(name) = wanted else {
        return Ok(None);
    };
    // A name, not a path: `--theme ../x` must not read outside the folder.
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let file = format!("themes/{name}.toml");
    let before = notes.len();
    let own = plain.then(|| own(folder, &file, notes, |text| Theme::parse(name, text)));
    match own.flatten() {
        Some(theme) => Ok(Some(theme)),
        // The file is there and wrong: that has been noted, and the usual theme will do.
        None if notes.len() > before => Ok(Theme::named(name).ok()),
        None => Theme::named(name).map(Some),
    }
}

/// The user's version of a data file, read; what is wrong with it becomes a note.
fn own<T>(
    folder: &UserFolder,
    name: &str,
    notes: &mut Vec<Problem>,
    read: impl FnOnce(&str) -> Result<T>,
) -> Option<T> {
    let text = match folder.text(name) {
        Ok(text) => text?,
        Err(problem) => {
            notes.push(problem);
            return None;
        }
    };
    match read(&text) {
        Ok(read) => Some(read),
        Err(error) => {
            notes.push(folder.invalid(name, &format!("{error:#}")));
            None
        }
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use std::fs;

    use super::*;

    fn home(theme: &str) -> (tempfile::TempDir, UserFolder) {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("themes")).unwrap();
        fs::write(home.path().join("themes/dark.toml"), theme).unwrap();
        fs::write(home.path().join("themes/mine.toml"), "").unwrap();
        let folder = UserFolder::at(home.path());
        (home, folder)
    }

    #[test]
    fn a_wrong_theme_of_the_user_is_noted_and_replaced() {
        let (_home, folder) = home("nonsense = [");
        let mut notes = Vec::new();
        let chosen = theme(&folder, Some("dark"), &mut notes).unwrap().unwrap();
        assert_eq!(chosen.name(), "dark");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.en.contains("dark.toml"), "{notes:?}");
    }

    #[test]
    fn themes_are_found_by_name_only() {
        let (_home, folder) = home("");
        let mut notes = Vec::new();
        for name in ["mine", "light"] {
            let chosen = theme(&folder, Some(name), &mut notes).unwrap().unwrap();
            assert_eq!(chosen.name(), name);
        }
        for name in ["neon", "../themes/mine", ""] {
            assert!(theme(&folder, Some(name), &mut notes).is_err(), "{name}");
        }
        assert!(theme(&folder, None, &mut notes).unwrap().is_none());
        assert_eq!(notes, []);
    }

    #[test]
    fn a_wrong_key_map_is_noted() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("keymap.toml"), "[no-such-context]\n").unwrap();
        let folder = UserFolder::at(home.path());
        let mut notes = Vec::new();
        assert!(own(&folder, "keymap.toml", &mut notes, Keymap::parse).is_none());
        assert!(notes[0].message.en.contains("no-such-context"), "{notes:?}");
    }
}
