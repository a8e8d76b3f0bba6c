//! Where the real documents and their truth stand, in a folder beside the repository or nowhere, and which of them have truth.

use std::fs;
use std::path::{Path, PathBuf};

use chazhang::model::Disclosure;

/// The folder beside the repository; `None` where it does not exist, which CI does not accept.
pub(crate) fn root() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if root.join("disclosures/text").is_dir() && root.join("truth/tables").is_dir() {
        return Some(root);
    }
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "{} must exist on CI", root.display());
    None
}

/// A real document with a file of truth.
#[allow(dead_code, reason = "some tests only ask for the folder")]
pub(crate) struct WithTruth {
    /// File name without its ending.
    pub(crate) stem: String,
    pub(crate) disclosure: Disclosure,
    /// The file of truth.
    pub(crate) truth: PathBuf,
}

/// Every document with truth of a kind, a folder of its name, whose name begins with `wanted`; read.
#[allow(dead_code, reason = "some tests only ask for the folder")]
pub(crate) fn with_truth(root: &Path, kind: &str, wanted: &str) -> Vec<WithTruth> {
    let folder = root.join("truth").join(kind);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("folder of truth")
        .map(|entry| entry.expect("folder entry").path())
        .collect();
    files.sort();
    let named = files.into_iter().filter_map(|truth| {
        let stem = truth.file_stem()?.to_string_lossy().into_owned();
        stem.starts_with(wanted).then_some((stem, truth))
    });
    let read = named.map(|(stem, truth)| {
        let name = format!("{stem}.txt");
        let bytes = fs::read(root.join("disclosures/text").join(&name)).expect("real document");
        WithTruth {
            disclosure: chazhang::load::load(&name, &bytes),
            stem,
            truth,
        }
    });
    read.collect()
}

/// What an example was asked for: the folder, which documents, and whether `flag` was given; nothing
/// when there is no folder, which is said.
#[allow(dead_code, reason = "tests are asked for nothing")]
pub(crate) fn asked(flag: &str) -> Option<(PathBuf, String, bool)> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = arguments.iter().any(|argument| argument == flag);
    let wanted = arguments
        .into_iter()
        .find(|argument| !argument.starts_with("--"));
    let root = root();
    if root.is_none() {
        eprintln!("no folder ../shared with documents and truth beside the repository");
    }
    Some((root?, wanted.unwrap_or_default(), given))
}
