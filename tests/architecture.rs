//! Keeps the map of docs/architecture.md true: who may lean on whom, and what may not stand where.

#[path = "support/scan.rs"]
mod scan;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may name besides itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("assets", &["model"]),
    ("catalogue", &["model"]),
    ("model", &[]),
    ("load", &["model", "catalogue"]),
    ("check", &["model", "catalogue"]),
    ("review", &["model", "check"]),
    ("find", &["model", "check", "catalogue"]),
    ("export", &["model", "check", "review", "catalogue"]),
    ("ui", &["model", "check", "review", "find", "catalogue"]),
];

/// Modules that tie the others together and may name everything.
const KNOTS: &[&str] = &["session", "cli", "main", "lib"];

/// The only files of the interface that may start work, and the work only they may name.
const JOBS: &[&str] = &[
    "ui/job.rs",
    "ui/job/clerk.rs",
    "ui/job/painter.rs",
    "ui/job/searcher.rs",
];
const WORK: &[&str] = &[
    "load",
    "export",
    "session",
    "check::check",
    "review::change",
    "review::look",
    "review::store",
];

/// Modules in which the answer depends on the arguments alone.
const PURE: &[&str] = &["catalogue", "model", "load", "check", "find"];
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "SystemTime",
    "Instant::now",
    "std::process",
];

/// Where printing is the job.
const PRINTERS: &[&str] = &["main", "cli", "export"];

/// Where floats are harmless: geometry of the screen, ranking of search results, coordinates as the
/// PDF interpreter hands them over and the painter takes them, the cells of a workbook, which know no
/// other numbers.
const FLOATS: &[&str] = &[
    "ui/",
    "find/",
    "load/format/pdf/collect.rs",
    "load/format/pdf/picture.rs",
    "export/workbook.rs",
];

/// Most lines of code a file may have, tests not counted; the first folder that fits decides.
const CAPS: &[(&str, usize)] = &[
    ("check/rules/", 300),
    ("ui/pane/", 400),
    ("ui/popup/", 400),
    ("ui/screen/", 400),
    ("", 500),
];

/// Folders whose every file must have its line in a slice.
const REGISTRIES: &[(&str, &str)] = &[
    ("check/rules", "RULES"),
    ("load/format", "FORMATS"),
    ("ui/pane", "PANES"),
];

struct File {
    /// Path below `src`, with `/`.
    name: String,
    text: String,
    /// The text without comments, literals and tests.
    code: String,
}

impl File {
    fn top(&self) -> &str {
        let end = self.name.find(['/', '.']).unwrap_or(self.name.len());
        &self.name[..end]
    }

    /// Whether the file holds tests only.
    fn is_test(&self) -> bool {
        self.name.ends_with("/tests.rs") || self.name.contains("/tests/")
    }

    fn module(&self) -> Vec<&str> {
        let path = self.name.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/')
            .filter(|part| *part != "lib" && *part != "main")
            .collect()
    }
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source file");
            let name = path.strip_prefix(&src).expect("file below src");
            File {
                name: name.to_string_lossy().replace('\\', "/"),
                code: scan::shipped(&text),
                text,
            }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("source folder") {
        let path = entry.expect("folder entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Fails with every offence at once, so that one run shows all of them.
fn assert_none(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

/// The paths a file names although it must not.
fn backward(name: &str, top: &str, module: &[&str], code: &str) -> Vec<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(listed, _)| *listed == top) else {
        return Vec::new();
    };
    scan::paths(code, module)
        .into_iter()
        .filter(|path| {
            let target = path.split("::").next().unwrap_or("");
            let names = |listed: &str| path == listed || path.starts_with(&format!("{listed}::"));
            let is_work = WORK.iter().any(|work| names(work));
            if top == "ui" && is_work {
                return !JOBS.contains(&name);
            }
            let module =
                KNOTS.contains(&target) || ARROWS.iter().any(|(listed, _)| *listed == target);
            module && target != top && !allowed.contains(&target)
        })
        .collect()
}

#[test]
fn arrows_point_one_way() {
    let mut offences = Vec::new();
    for file in files().iter().filter(|file| !file.is_test()) {
        let top = file.top();
        if !KNOTS.contains(&top) && ARROWS.iter().all(|(listed, _)| *listed != top) {
            offences.push(format!("{} is on no map: add it to ARROWS", file.name));
        }
        for path in backward(&file.name, file.top(), &file.module(), &file.code) {
            offences.push(format!("{} leans on {path}", file.name));
        }
    }
    assert_none(&offences);
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |file: &&File| {
        let first = file.text.lines().next().unwrap_or("");
        !(first.starts_with("//! ") && first.trim_end().ends_with(['.', '。']))
    };
    let offences: Vec<String> = files()
        .iter()
        .filter(silent)
        .map(|file| file.name.clone())
        .collect();
    assert_none(&offences);
}

#[test]
fn files_stay_readable_in_one_sitting() {
    let mut offences = Vec::new();
    for file in files() {
        let lines = if file.is_test() {
            file.text.lines().count()
        } else {
            code_lines(&file.text, &file.code)
        };
        let cap = CAPS
            .iter()
            .find(|(folder, _)| file.name.starts_with(folder));
        if cap.is_some_and(|(_, cap)| lines > *cap) {
            offences.push(format!("{} has {lines} lines", file.name));
        }
    }
    assert_none(&offences);
}

/// Lines of the file up to the last line of shipped code.
fn code_lines(text: &str, code: &str) -> usize {
    let last = code
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .last();
    last.map_or(0, |(index, _)| index + 1)
        .min(text.lines().count())
}

/// The map of the loader names files and folders that are there; `lines/torn_*` is every file that begins so.
#[test]
fn the_map_of_the_loader_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/architecture.md")).expect("the page is there");
    let map = page
        .split("\n## ")
        .find(|part| part.starts_with("Inside the loader"));
    let map = map.expect("the page has the map");
    let mut there: Vec<String> = Vec::new();
    let mut folders = vec![root.join("src/load")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the loader is there") {
            let path = entry.expect("the folder can be read").path();
            let below = path.strip_prefix(root.join("src/load"));
            let below = below.expect("it is below the loader").with_extension("");
            let end = if path.is_dir() { "/" } else { "" };
            there.push(format!(
                "{}{end}",
                below.to_string_lossy().replace('\\', "/")
            ));
            folders.extend(path.is_dir().then_some(path));
        }
    }
    let named: Vec<&str> = map.split('`').skip(1).step_by(2).collect();
    let is_missing = |name: &&str| match name.strip_suffix('*') {
        Some(start) => !there.iter().any(|file| file.starts_with(start)),
        None => *name != "load" && !there.iter().any(|file| file == name),
    };
    let missing: Vec<String> = named
        .iter()
        .filter(|name| is_missing(name))
        .map(|name| (*name).to_owned())
        .collect();
    assert!(named.len() > 40, "the map names the files");
    assert_none(&missing);
}

#[test]
fn nothing_stands_where_it_must_not() {
    let mut offences = Vec::new();
    for file in files().iter().filter(|file| !file.is_test()) {
        for word in forbidden(&file.name, file.top(), &file.code) {
            offences.push(format!("{} holds {word}", file.name));
        }
    }
    assert_none(&offences);
}

/// The forbidden words a file holds.
fn forbidden(name: &str, top: &str, code: &str) -> Vec<&'static str> {
    let mut words = vec![
        "todo!",
        "unimplemented!",
        "dbg!",
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
    ];
    if !PRINTERS.contains(&top) {
        words.extend(["println!", "eprintln!", "print!(", "eprint!("]);
    }
    if PURE.contains(&top) {
        words.extend(WORLD);
    }
    if !FLOATS.iter().any(|place| name.starts_with(place)) {
        words.extend(["f32", "f64"]);
    }
    words.retain(|word| holds(code, word));
    words
}

/// Whether `word` occurs and does not continue another word.
fn holds(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(index, _)| {
        let before = code[..index].chars().next_back();
        let after = code[index + word.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let starts = word.starts_with('.') || !joins(before);
        starts && !(word.ends_with(char::is_alphanumeric) && joins(after))
    })
}

#[test]
fn every_file_of_a_registry_has_its_line() {
    let files = files();
    let mut offences = Vec::new();
    for (folder, slice) in REGISTRIES {
        let members: BTreeMap<&str, &File> = files
            .iter()
            .filter(|file| file.name.starts_with(&format!("{folder}/")) && !file.is_test())
            .filter_map(|file| Some((member(&file.name, folder)?, file)))
            .filter(|(stem, _)| *stem != "mod")
            .collect();
        if members.is_empty() {
            continue;
        }
        let Some(listed) = files.iter().find_map(|file| slice_text(&file.code, slice)) else {
            offences.push(format!("{folder} has files but there is no slice {slice}"));
            continue;
        };
        for (stem, file) in members {
            if !holds(&listed, stem) {
                offences.push(format!("{} has no line in {slice}", file.name));
            }
        }
    }
    assert_none(&offences);
}

/// The member a file belongs to: its own name, or that of its folder below the registry's folder.
fn member<'a>(name: &'a str, folder: &str) -> Option<&'a str> {
    let below = name.strip_prefix(folder)?.strip_prefix('/')?;
    match below.split_once('/') {
        Some((member, _)) if folder == "load/format" => Some(member),
        _ => below.rsplit('/').next()?.strip_suffix(".rs"),
    }
}

/// The initialiser of the constant or static slice `name`.
fn slice_text(code: &str, name: &str) -> Option<String> {
    let declared = [format!("const {name}:"), format!("static {name}:")];
    let start = declared.iter().find_map(|head| code.find(head))?;
    let end = code[start..].find(';')?;
    Some(code[start..start + end].to_owned())
}

mod the_scanner {
    use super::{backward, code_lines, forbidden, holds, scan, slice_text};

    #[test]
    fn sees_backward_arrows_in_every_spelling() {
        for code in [
            "use crate::check::judge;",
            "use crate::{model::Table, check};",
            "use crate::{model::{Row, Cell}, check::{self, Finding}};",
            "fn f() { super::super::check::x() }",
        ] {
            let found = backward("load/text.rs", "load", &["load", "text"], code);
            assert!(found[0].starts_with("check"), "{code}: {found:?}");
        }
        let fine = "use crate::model::Row; use super::numeral; use super::check::own;";
        assert!(backward("load/text.rs", "load", &["load", "text"], fine).is_empty());
    }

    #[test]
    fn lets_only_the_job_file_start_work() {
        let code = "let report = crate::check::check(id, d); use crate::check::Finding;";
        assert_eq!(
            backward("ui/pane/x.rs", "ui", &["ui", "pane", "x"], code),
            ["check::check"]
        );
        assert!(backward("ui/job.rs", "ui", &["ui", "job"], code).is_empty());
    }

    #[test]
    fn ignores_comments_literals_and_tests() {
        let text = "a // x.unwrap()\n/* f64 */ \"println!\" r#\"panic!(\"# '\"' &'a str\n#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }\nb";
        let code = scan::shipped(text);
        assert!(forbidden("load/x.rs", "load", &code).is_empty(), "{code}");
        assert!(code.contains("&'a str") && code.ends_with('b'));
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn sees_forbidden_words() {
        let code = "let x: f64 = y.unwrap(); println!(); std::fs::read(p);";
        assert_eq!(
            forbidden("load/x.rs", "load", code),
            [".unwrap()", "println!", "std::fs", "f64"]
        );
        assert_eq!(
            forbidden("ui/x.rs", "ui", "let x: f64 = y.unwrap_or(1);"),
            [""; 0]
        );
    }

    #[test]
    fn counts_lines_without_the_tests_at_the_end() {
        let text = "//! x\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(code_lines(text, &scan::shipped(text)), 2);
    }

    #[test]
    fn reads_slices() {
        let code = "pub const RULES: &[&Rule] = &[&sum::RULE, &share::RULE];";
        let listed = slice_text(code, "RULES").expect("slice");
        assert!(holds(&listed, "sum") && holds(&listed, "share") && !holds(&listed, "su"));
    }
}
