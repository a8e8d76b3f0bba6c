//! The file in which the explorer remembers where its reader stood: read when it opens, written when it ends.
//!
//! It is a comfort: whatever goes wrong with it is passed over, and the explorer begins at the beginning.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::review::store::write_whole;
use crate::ui::memory::Memory;

/// `$CHAZHANG_HOME`, else `$XDG_STATE_HOME/chazhang`, else `~/.local/state/chazhang`.
fn path() -> Option<PathBuf> {
    let folder = |name: &str| {
        let value = env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let folder = folder("CHAZHANG_HOME")
        .or_else(|| Some(folder("XDG_STATE_HOME")?.join("chazhang")))
        .or_else(|| Some(folder("HOME")?.join(".local/state/chazhang")))?;
    Some(folder.join("positions.json"))
}

/// What was remembered.
pub(super) fn read() -> Memory {
    path().map_or_else(Memory::default, |path| read_from(&path))
}

fn read_from(path: &Path) -> Memory {
    let text = fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps it for the next time.
pub(super) fn write(memory: &Memory) {
    if let Some(path) = path().filter(|_| !memory.is_empty()) {
        write_to(&path, memory);
    }
}

/// Never half a file.
fn write_to(path: &Path, memory: &Memory) {
    let Ok(text) = serde_json::to_string(memory) else {
        return;
    };
    // Nobody is left to be told, and nothing but a comfort is lost.
    let _ = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| write_whole(path, |out| out.write_all(text.as_bytes())));
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;
    use crate::model::{Disclosure, TableId};

    #[test]
    fn what_is_written_is_read_and_nonsense_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deeper/positions.json");
        assert!(read_from(&path).is_empty());
        let mut disclosure = Disclosure::default();
        disclosure.source.path = Some("/a.txt".into());
        let mut memory = Memory::default();
        memory.keep(&disclosure, TableId::default(), (3, 4));
        write_to(&path, &memory);
        assert_eq!(read_from(&path), memory);
        fs::write(&path, "{\"files\": 3").unwrap();
        assert!(read_from(&path).is_empty());
    }
}
