//! The user's own versions of the data files under `assets/`, read from one folder.
//!
//! The folder is `$CHAZHANG_HOME`, else `$XDG_CONFIG_HOME/chazhang`, else `~/.config/chazhang`. A file
//! there replaces the embedded file of the same name. This is the only place that looks for them:
//! whoever uses such a text receives it, and falls back to the embedded one when it is not valid.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Bilingual, Problem, ProblemKind};

/// The folder with the user's own data files, when there can be one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserFolder(Option<PathBuf>);

impl UserFolder {
    /// The folder the environment names.
    #[must_use]
    pub fn from_environment() -> UserFolder {
        let folder = |name: &str| {
            let value = env::var_os(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        UserFolder(
            folder("CHAZHANG_HOME")
                .or_else(|| Some(folder("XDG_CONFIG_HOME")?.join("chazhang")))
                .or_else(|| Some(folder("HOME")?.join(".config/chazhang"))),
        )
    }

    /// This folder.
    #[must_use]
    pub fn at(folder: &Path) -> UserFolder {
        UserFolder(Some(folder.to_owned()))
    }

    /// The user's version of a data file, named as below `assets/`; `None` when there is none.
    ///
    /// # Errors
    /// A problem when the file is there but cannot be read as UTF-8 text.
    pub fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        let Some(folder) = &self.0 else {
            return Ok(None);
        };
        let path = folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(invalid(&path, &error.to_string())),
        }
    }

    /// The problem of a data file whose text is not valid, for its consumer to report.
    #[must_use]
    pub fn invalid(&self, name: &str, reason: &str) -> Problem {
        let folder = self.0.as_deref().unwrap_or(Path::new(""));
        invalid(&folder.join(name), reason)
    }
}

fn invalid(path: &Path, reason: &str) -> Problem {
    let path = path.display();
    Problem {
        kind: ProblemKind::Partial,
        message: Bilingual::new(
            format!("{path}：自定义文件无效（{reason}），已改用自带的版本。"),
            format!(
                "{path}: not valid ({reason}); the version that comes with the program is used."
            ),
        ),
        place: None,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_user_is_read_and_a_missing_one_is_no_problem() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("keymap.toml"), "[global]").unwrap();
        let folder = UserFolder::at(home.path());
        assert_eq!(
            folder.text("keymap.toml").unwrap(),
            Some("[global]".to_owned())
        );
        assert_eq!(folder.text("themes/dark.toml").unwrap(), None);
        assert_eq!(UserFolder(None).text("keymap.toml").unwrap(), None);
    }

    #[test]
    fn a_file_that_is_no_text_is_named_with_its_reason() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("keymap.toml"), b"\xff\xfe\xff").unwrap();
        let problem = UserFolder::at(home.path()).text("keymap.toml").unwrap_err();
        assert!(problem.message.en.contains("keymap.toml"));
        assert!(problem.message.en.contains("comes with the program"));
    }
}
