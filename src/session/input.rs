//! Where the bytes of the documents come from: files, folders walked to the bottom, standard input or the embedded samples.
//!
//! Invariants: order is the order asked for, folders sorted by name; what is no file is named and never
//! waited for; no more is read than the limit.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::{Bilingual, Problem, ProblemKind};
use crate::review;

/// Files larger than this are refused: 256 MiB, some thousand times a usual disclosure.
pub const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// Name and text of each sample disclosure that comes with the program.
const SAMPLES: &[(&str, &str)] = &[
    (
        "baiyu-culture-2025-budget.txt",
        include_str!("../../assets/samples/baiyu-culture-2025-budget.txt"),
    ),
    (
        "qingxi-health-2024-final.txt",
        include_str!("../../assets/samples/qingxi-health-2024-final.txt"),
    ),
    (
        "yunshan-water-2025-budget.txt",
        include_str!("../../assets/samples/yunshan-water-2025-budget.txt"),
    ),
];

/// Where the bytes of an input come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file on disk, by the path the user gave or the folder led to.
    File(PathBuf),
    /// A sample that comes with the program.
    Sample(&'static str),
    /// Standard input; it can be read once.
    StandardInput,
}

/// One thing to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// File name without folders; `-` for standard input.
    pub name: String,
    /// Where its bytes are.
    pub origin: Origin,
}

impl Input {
    pub(super) fn file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Input {
            name: name.to_string_lossy().into_owned(),
            origin: Origin::File(path.to_owned()),
        }
    }

    /// The path, where the input is a file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Sample(_) | Origin::StandardInput => None,
        }
    }

    /// All bytes of the input.
    ///
    /// # Errors
    /// A problem that says what is in the way: no such file, no permission, not a file, too large.
    pub fn read(&self) -> Result<Vec<u8>, Problem> {
        match &self.origin {
            Origin::Sample(text) => Ok(text.as_bytes().to_vec()),
            Origin::StandardInput => read_limited(io::stdin().lock(), SIZE_LIMIT, &self.name),
            Origin::File(path) => read_file(path),
        }
    }
}

/// The inputs behind the paths, and what is wrong with the paths themselves.
///
/// Folders are walked to the bottom in order of names. Hidden entries are skipped. Links to folders
/// inside a folder are not followed, so a walk always ends. A file that is reached twice is opened
/// once.
#[must_use]
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let mut walk = Walk::default();
    for path in paths {
        walk.add_given(path);
    }
    (walk.inputs, walk.problems)
}

/// The sample disclosures that come with the program.
#[must_use]
pub fn samples() -> Vec<Input> {
    SAMPLES
        .iter()
        .map(|&(name, text)| Input {
            name: name.to_owned(),
            origin: Origin::Sample(text),
        })
        .collect()
}

/// A walk over the given paths.
#[derive(Default)]
struct Walk {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    seen: BTreeSet<PathBuf>,
}

impl Walk {
    fn add_given(&mut self, path: &Path) {
        if path.as_os_str() == STANDARD_INPUT {
            self.add_standard_input();
            return;
        }
        match fs::metadata(path) {
            Err(error) => self.problems.push(path_failed(path, &error)),
            Ok(found) if found.is_dir() => {
                if !self.add_folder(path) {
                    self.problems.push(nothing_inside(path));
                }
            }
            Ok(_) => self.add_file(path),
        }
    }

    fn add_standard_input(&mut self) {
        let standard = Input {
            name: STANDARD_INPUT.to_owned(),
            origin: Origin::StandardInput,
        };
        if !self.inputs.contains(&standard) {
            self.inputs.push(standard);
        }
    }

    fn add_file(&mut self, path: &Path) {
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(identity) {
            self.inputs.push(Input::file(path));
        }
    }

    /// Whether there was anything in the folder, a problem included.
    fn add_folder(&mut self, folder: &Path) -> bool {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(path_failed(folder, &error));
                return true;
            }
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| !is_hidden(path) && !is_review(path))
            .collect();
        paths.sort();
        let mut found_any = false;
        for path in paths {
            let linked = path.is_symlink();
            found_any |= match fs::metadata(&path) {
                Ok(found) if found.is_dir() && linked => {
                    self.problems.push(link_not_followed(&path));
                    true
                }
                Ok(found) if found.is_dir() => self.add_folder(&path),
                // What cannot be opened is still an input: reading it says why.
                Ok(_) | Err(_) => {
                    self.add_file(&path);
                    true
                }
            };
        }
        found_any
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The reviews stand among the documents and are none.
fn is_review(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name == review::FILE_NAME)
}

fn read_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let found = fs::metadata(path).map_err(|error| path_failed(path, &error))?;
    // Looked at before opening: opening a pipe that nobody writes to would wait for ever.
    if !found.is_file() {
        return Err(not_a_file(path));
    }
    let name = path.display().to_string();
    if found.len() > SIZE_LIMIT {
        return Err(too_large(&name));
    }
    let file = fs::File::open(path).map_err(|error| path_failed(path, &error))?;
    read_limited(file, SIZE_LIMIT, &name)
}

fn read_limited(from: impl Read, limit: u64, name: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| path_failed(Path::new(name), &error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(name));
    }
    Ok(bytes)
}

pub(super) fn problem(kind: ProblemKind, zh: String, en: String) -> Problem {
    Problem {
        kind,
        message: Bilingual::new(zh, en),
        place: None,
    }
}

fn path_failed(path: &Path, error: &io::Error) -> Problem {
    let path = path.display();
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("{path}：没有这个文件或文件夹，请检查路径。"),
            format!("{path}: there is no such file or folder; check the path."),
        ),
        io::ErrorKind::PermissionDenied => (
            format!("{path}：没有读取权限，请检查文件的权限设置。"),
            format!("{path}: no permission to read it; check its access rights."),
        ),
        _ => (
            format!("{path}：读取失败（{error}）。"),
            format!("{path}: reading failed ({error})."),
        ),
    };
    problem(ProblemKind::Unreadable, zh, en)
}

fn nothing_inside(path: &Path) -> Problem {
    let path = path.display();
    problem(
        ProblemKind::Unreadable,
        format!("{path}：文件夹里没有可以打开的文件，请换一个文件夹或直接给出文件。"),
        format!("{path}: the folder holds no file to open; give another folder or a file."),
    )
}

fn not_a_file(path: &Path) -> Problem {
    let path = path.display();
    problem(
        ProblemKind::Unreadable,
        format!("{path}：不是普通文件（可能是管道或设备），请给出文件或用 - 读标准输入。"),
        format!(
            "{path}: not a regular file (a pipe or device); give a file, or - for standard input."
        ),
    )
}

fn link_not_followed(path: &Path) -> Problem {
    let path = path.display();
    problem(
        ProblemKind::Partial,
        format!("{path}：是指向文件夹的链接，没有跟随；需要时请直接给出该文件夹。"),
        format!("{path}: a link to a folder is not followed; give that folder itself if needed."),
    )
}

fn too_large(name: &str) -> Problem {
    let limit = SIZE_LIMIT / (1024 * 1024);
    problem(
        ProblemKind::Unreadable,
        format!("{name}：超过 {limit} MiB，没有读取；请先拆分文件。"),
        format!("{name}: larger than {limit} MiB and not read; split the file first."),
    )
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a failed set-up must fail the test with its place"
)]
mod tests {
    use super::*;

    fn names(inputs: &[Input]) -> Vec<&str> {
        inputs.iter().map(|input| input.name.as_str()).collect()
    }

    #[test]
    fn folders_are_walked_in_order_of_names_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/inner")).unwrap();
        let review = review::FILE_NAME;
        for name in [
            "c.txt",
            "a.txt",
            ".hidden",
            review,
            "b/inner/z.txt",
            "b/y.txt",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        let (found, problems) = inputs(&[root.to_owned(), root.join("a.txt"), root.to_owned()]);
        assert_eq!(names(&found), ["a.txt", "z.txt", "y.txt", "c.txt"]);
        assert_eq!(problems, []);
    }

    #[test]
    fn missing_and_empty_paths_are_problems_and_the_rest_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("empty")).unwrap();
        fs::write(root.join("good.txt"), "x").unwrap();
        let (found, problems) =
            inputs(&[root.join("gone"), root.join("empty"), root.join("good.txt")]);
        assert_eq!(names(&found), ["good.txt"]);
        let messages: Vec<_> = problems.iter().map(|p| p.message.en.as_str()).collect();
        assert_eq!(messages.len(), 2);
        assert!(
            messages[0].contains("no such file or folder"),
            "{messages:?}"
        );
        assert!(messages[1].contains("holds no file"), "{messages:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_form_a_loop_end_the_walk_with_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("sub/a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(root, root.join("sub/loop")).unwrap();
        let (found, problems) = inputs(&[root.to_owned()]);
        assert_eq!(names(&found), ["a.txt"]);
        assert!(problems[0].message.en.contains("not followed"));
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_refused_instead_of_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let (found, _) = inputs(&[path]);
        let problem = found[0].read().unwrap_err();
        assert!(problem.message.en.contains("not a regular file"));
        assert_eq!(problem.kind, ProblemKind::Unreadable);
    }

    #[test]
    fn more_than_the_limit_is_refused_without_reading_on() {
        let endless = io::repeat(b'x');
        let problem = read_limited(endless, 1000, "endless").unwrap_err();
        assert!(problem.message.en.contains("256 MiB"));
    }
}
