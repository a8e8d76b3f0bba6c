//! What the user asked to open: files, folders, standard input or the embedded samples, read and checked in parallel.
//!
//! Invariants: order is the order asked for, folders sorted by name, for any number of threads; a
//! file that cannot be read is a disclosure without tables and one problem, never a hole; a panic
//! in one file stays in that file.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{self, DisclosureReport};
use crate::load;
use crate::model::{
    Bilingual, Corpus, Disclosure, DisclosureId, Encoding, Problem, ProblemKind, Source,
};
use crate::review::{self, Reviewed};

/// Files larger than this are refused: 256 MiB, some thousand times a usual disclosure.
pub const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// Name and text of each sample disclosure that comes with the program.
const SAMPLES: &[(&str, &str)] = &[
    (
        "baiyu-culture-2025-budget.txt",
        include_str!("../assets/samples/baiyu-culture-2025-budget.txt"),
    ),
    (
        "qingxi-health-2024-final.txt",
        include_str!("../assets/samples/qingxi-health-2024-final.txt"),
    ),
    (
        "yunshan-water-2025-budget.txt",
        include_str!("../assets/samples/yunshan-water-2025-budget.txt"),
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
    fn file(path: &Path) -> Self {
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

/// One input, read and checked, with what people said of its findings.
#[derive(Debug, Default)]
pub struct Opened {
    /// What was read.
    pub disclosure: Disclosure,
    /// What the checks say.
    pub report: DisclosureReport,
    /// What the review file beside it says.
    pub reviewed: Reviewed,
}

/// All inputs, read and checked; index `i` of every list is the disclosure `DisclosureId(i)`.
#[derive(Debug, Default)]
pub struct OpenedAll {
    /// The disclosures.
    pub corpus: Corpus,
    /// What the checks say.
    pub reports: Vec<Arc<DisclosureReport>>,
    /// What the review files say.
    pub reviewed: Vec<Reviewed>,
}

/// Reads and checks all inputs, several at a time. `done` is called once for each finished input,
/// from any thread.
#[must_use]
pub fn open_all_with(inputs: &[Input], done: &(dyn Fn() + Sync)) -> OpenedAll {
    let read: Vec<Disclosure> = inputs
        .par_iter()
        .map(|input| {
            let disclosure = read(input);
            done();
            disclosure
        })
        .collect();
    let opened: Vec<Opened> = join_all(read)
        .into_par_iter()
        .enumerate()
        .map(|(index, disclosure)| judge(DisclosureId(index), disclosure))
        .collect();
    let mut all = OpenedAll::default();
    for opened in opened {
        all.corpus.disclosures.push(Arc::new(opened.disclosure));
        all.reports.push(Arc::new(opened.report));
        all.reviewed.push(opened.reviewed);
    }
    all
}

/// Makes one of the tables and the explanations that were published in two files. The whole stands
/// where the tables stood.
fn join_all(mut read: Vec<Disclosure>) -> Vec<Disclosure> {
    let mut texts: BTreeSet<usize> = BTreeSet::new();
    for change in changes(&read.iter().collect::<Vec<_>>()) {
        texts.extend(change.text);
        if let Some(slot) = read.get_mut(change.at) {
            *slot = change.now;
        }
    }
    let whole = read.into_iter().enumerate();
    let whole = whole.filter(|(index, _)| !texts.contains(index));
    whole.map(|(_, disclosure)| disclosure).collect()
}

/// What looking at all files together changes about one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Index of the disclosure that is replaced.
    pub at: usize,
    /// What it is now.
    pub now: Disclosure,
    /// Index of the file that has become a part of it.
    pub text: Option<usize>,
}

/// What looking at all files together changes: explanations are put behind their tables, and files
/// that might belong to several others say so.
#[must_use]
pub fn changes(read: &[&Disclosure]) -> Vec<Change> {
    let joins = load::join::find(read);
    let joined = joins.pairs.iter().filter_map(|&(at, text)| {
        let (tables, explanations) = (read.get(at)?, read.get(text)?);
        let join = || load::join::join(tables, explanations);
        // Two files that cannot be made one are still two files that can be read.
        let now = catch_unwind(AssertUnwindSafe(join)).ok()?;
        let text = Some(text);
        Some(Change { at, now, text })
    });
    let noted = joins.open.iter().filter_map(|(at, problem)| {
        let mut now = (*read.get(*at)?).clone();
        now.problems.push(problem.clone());
        let (at, text) = (*at, None);
        Some(Change { at, now, text })
    });
    joined.chain(noted).collect()
}

/// Reads and checks all inputs, several at a time.
#[must_use]
pub fn open_all(inputs: &[Input]) -> OpenedAll {
    open_all_with(inputs, &|| ())
}

/// Reads and checks one input.
#[must_use]
pub fn open(id: DisclosureId, input: &Input) -> Opened {
    judge(id, read(input))
}

/// Reads one input.
fn read(input: &Input) -> Disclosure {
    let mut disclosure = match input.read() {
        Ok(bytes) => catch_unwind(AssertUnwindSafe(|| load::load(&input.name, &bytes)))
            .unwrap_or_else(|_| unreadable(input, reading_failed(&input.name))),
        Err(problem) => unreadable(input, problem),
    };
    disclosure.source.path = input.path().map(Path::to_owned);
    disclosure
}

/// Checks what was read; that it could not be checked is a problem of the disclosure. Reviews that
/// match nothing any more become problems of it, too.
#[must_use]
pub fn judge(id: DisclosureId, mut disclosure: Disclosure) -> Opened {
    let report = catch_unwind(AssertUnwindSafe(|| check::check(id, &disclosure)));
    let Ok(report) = report else {
        let problem = checking_failed(&disclosure.source.name);
        disclosure.problems.push(problem);
        return Opened {
            disclosure,
            ..Opened::default()
        };
    };
    let reviewed = review::look(&disclosure, &report);
    disclosure.problems.extend(reviewed.stale_problems());
    Opened {
        disclosure,
        report,
        reviewed,
    }
}

/// A disclosure that says only why it could not be read.
fn unreadable(input: &Input, problem: Problem) -> Disclosure {
    Disclosure {
        source: Source::new(input.name.clone(), "", Encoding::Utf8),
        problems: vec![problem],
        ..Disclosure::default()
    }
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

fn problem(kind: ProblemKind, zh: String, en: String) -> Problem {
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

fn reading_failed(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：读取时程序内部出错，本文件未读取；请把文件发给开发者。"),
        format!(
            "{name}: an internal fault while reading; the file was not read, please report it."
        ),
    )
}

fn checking_failed(name: &str) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：核对时程序内部出错，本文件未核对；请把文件发给开发者。"),
        format!(
            "{name}: an internal fault while checking; the file was not checked, please report it."
        ),
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
    fn a_file_that_vanished_is_listed_with_its_problem() {
        let folder = tempfile::tempdir().unwrap();
        let gone = Input::file(&folder.path().join("gone.txt"));
        let opened = open_all_with(&[gone], &|| ());
        let disclosure = &opened.corpus.disclosures[0];
        assert_eq!(disclosure.source.name, "gone.txt");
        assert_eq!(disclosure.problems.len(), 1);
        assert_eq!(disclosure.problems[0].kind, ProblemKind::Unreadable);
        assert!(!disclosure.is_disclosure());
        assert_eq!(opened.reports.len(), 1);
    }

    #[test]
    fn more_than_the_limit_is_refused_without_reading_on() {
        let endless = io::repeat(b'x');
        let problem = read_limited(endless, 1000, "endless").unwrap_err();
        assert!(problem.message.en.contains("256 MiB"));
    }
}
