//! Where the real documents and their truth stand: in a folder beside the repository, or nowhere.

use std::path::{Path, PathBuf};

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
