//! The review file on disk: read with care, written whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::file::{Broken, ReviewFile};
use super::{Entry, Identity};
use crate::model::{Bilingual, Problem, ProblemKind};

/// Name of the file; it stands in the folder of the documents it is about.
pub const FILE_NAME: &str = "chazhang-review.toml";

/// A file larger than this is none of ours: 16 MiB.
const SIZE_LIMIT: u64 = 16 * 1024 * 1024;

/// One change of a review file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Put this in, over what was said of the same finding.
    Set(Box<Entry>),
    /// Take out what was said of a finding of a document.
    Remove(String, Identity),
}

/// The review file beside a document.
#[must_use]
pub fn beside(document: &Path) -> PathBuf {
    document.with_file_name(FILE_NAME)
}

/// Reads a review file; where there is none, it is empty.
///
/// # Errors
/// A problem that says why the file cannot be used. Nothing of it applies then.
pub fn read(path: &Path) -> Result<ReviewFile, Problem> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ReviewFile::empty()),
        Err(error) => return Err(unreadable(path, &error)),
    };
    // Looked at before opening: opening a pipe that nobody writes to would wait for ever.
    if !found.is_file() || found.len() > SIZE_LIMIT {
        return Err(no_review_file(path));
    }
    let mut text = String::new();
    fs::File::open(path)
        .and_then(|file| file.take(SIZE_LIMIT).read_to_string(&mut text))
        .map_err(|error| unreadable(path, &error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    ReviewFile::parse(text).map_err(|broken| not_usable(path, &broken))
}

/// Changes the review file beside a document. The file is read again first, so that what others
/// wrote in the meantime stays.
///
/// # Errors
/// A problem that says why nothing was changed.
pub fn change(document: &Path, change: &Change) -> Result<(), Problem> {
    let path = beside(document);
    let mut file = read(&path)?;
    match change {
        Change::Set(entry) => file.set(entry),
        Change::Remove(key, identity) => {
            file.remove(key, identity);
        }
    }
    write_whole(&path, |out| out.write_all(file.text().as_bytes()))
        .map_err(|error| not_written(&path, &error))
}

/// Writes a neighbour and renames it, so that a reader finds the old file or the new one.
///
/// # Errors
/// Whatever the world or `fill` answers; the old file is still there then.
pub fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> io::Result<()> {
    // A link is followed: renaming onto it would put a file in its place.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    // Renaming would succeed over a file that its owner has closed.
    let known = fs::metadata(path).ok().map(|found| found.permissions());
    let closed = known.as_ref().is_some_and(fs::Permissions::readonly);
    if closed || fs::metadata(folder)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let neighbour = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs::File::create(&neighbour)
        .and_then(|mut file| fill(&mut file).and_then(|()| file.sync_all()))
        .and_then(|()| known.map_or(Ok(()), |known| fs::set_permissions(&neighbour, known)))
        .and_then(|()| fs::rename(&neighbour, path));
    if written.is_err() {
        // It may never have been created.
        let _ = fs::remove_file(&neighbour);
    }
    written
}

fn problem(zh: String, en: String) -> Problem {
    Problem {
        kind: ProblemKind::Partial,
        message: Bilingual::new(zh, en),
        place: None,
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    problem(
        format!("{path}：复核记录读不了（{error}），全部疑点按未复核处理。"),
        format!("{path}: the reviews cannot be read ({error}); every finding counts as open."),
    )
}

fn no_review_file(path: &Path) -> Problem {
    let path = path.display();
    problem(
        format!("{path}：不是复核记录文件，全部疑点按未复核处理。"),
        format!("{path}: this is no review file; every finding counts as open."),
    )
}

fn not_usable(path: &Path, broken: &Broken) -> Problem {
    let path = path.display();
    match broken {
        Broken::Syntax(line) => problem(
            format!("{path}：复核记录第 {line} 行格式有误，未采用也不会改写；请修正该行。"),
            format!(
                "{path}: line {line} of the reviews is malformed; they are neither applied nor changed until it is put right."
            ),
        ),
        Broken::Shape => problem(
            format!("{path}：复核记录里的 finding 应写成 [[finding]]，未采用也不会改写。"),
            format!(
                "{path}: finding must be written as [[finding]]; the reviews are neither applied nor changed."
            ),
        ),
        Broken::Version(version) => problem(
            format!("{path}：复核记录的版本 {version} 不认识，未采用也不会改写；请升级程序。"),
            format!(
                "{path}: the reviews have the unknown version {version}; they are neither applied nor changed; a newer program is needed."
            ),
        ),
    }
}

fn not_written(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    if error.kind() == io::ErrorKind::PermissionDenied
        || error.kind() == io::ErrorKind::ReadOnlyFilesystem
    {
        return problem(
            format!("{path}：没有写入权限，复核没有保存；请把文件复制到可写的文件夹。"),
            format!(
                "{path}: no permission to write it, so the review is not kept; copy the documents to a folder that can be written."
            ),
        );
    }
    problem(
        format!("{path}：写入失败（{error}），复核没有保存。"),
        format!("{path}: writing failed ({error}), so the review is not kept."),
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::review::{Decision, Review};

    fn entry(key: &str) -> Change {
        Change::Set(Box::new(Entry {
            key: key.to_owned(),
            review: Review {
                decision: Decision::Accepted,
                note: "n".to_owned(),
            },
            identity: Identity::default(),
            rule: String::new(),
            table: String::new(),
            row: String::new(),
            column: String::new(),
            printed: String::new(),
        }))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn changes_are_kept_and_nothing_else_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("a.txt");
        change(&document, &entry("k1")).unwrap();
        change(&document, &entry("k2")).unwrap();
        let file = read(&beside(&document)).unwrap();
        assert_eq!(file.entries().len(), 2);
        change(
            &document,
            &Change::Remove("k1".to_owned(), Identity::default()),
        )
        .unwrap();
        let keys: Vec<_> = read(&beside(&document)).unwrap().entries();
        assert_eq!(keys.len(), 1);
        assert_eq!(names(folder.path()), [FILE_NAME]);
    }

    #[test]
    fn a_broken_file_is_neither_used_nor_touched() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("a.txt");
        for broken in ["[[finding\n", "finding = 1\n", "version = 99\n"] {
            fs::write(beside(&document), broken).unwrap();
            let problem = change(&document, &entry("k1")).unwrap_err();
            assert!(problem.message.en.contains(FILE_NAME));
            assert_eq!(fs::read_to_string(beside(&document)).unwrap(), broken);
        }
        fs::write(beside(&document), b"\xff\xfe").unwrap();
        assert!(read(&beside(&document)).is_err());
        fs::remove_file(beside(&document)).unwrap();
        fs::create_dir(beside(&document)).unwrap();
        assert!(read(&beside(&document)).is_err());
    }

    #[test]
    fn what_must_not_be_written_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("a.txt");
        change(&document, &entry("k1")).unwrap();
        let before = fs::read_to_string(beside(&document)).unwrap();
        let mut closed = fs::metadata(beside(&document)).unwrap().permissions();
        closed.set_readonly(true);
        fs::set_permissions(beside(&document), closed).unwrap();
        let problem = change(&document, &entry("k2")).unwrap_err();
        assert!(problem.message.en.contains("no permission"), "{problem:?}");
        assert_eq!(fs::read_to_string(beside(&document)).unwrap(), before);
        let gone = folder.path().join("gone/a.txt");
        assert!(change(&gone, &entry("k1")).is_err());
    }
}
