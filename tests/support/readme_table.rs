//! Tables of the READMEs that tests write: compared with what the program says, or written anew with `UPDATE=1`.

use std::fs;
use std::path::Path;

use chazhang::model::Language;

/// Compares the table between two marks of each README, or writes it. `test` is the name of the
/// test file, for the message.
pub(crate) fn keep_current(test: &str, [begin, end]: [&str; 2], table: fn(Language) -> String) {
    let files = [
        ("README.md", Language::English),
        ("README.zh-CN.md", Language::Chinese),
    ];
    for (name, language) in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let readme = fs::read_to_string(&path).expect("README");
        let (before, rest) = readme.split_once(begin).expect("begin of the table");
        let (_, after) = rest.split_once(end).expect("end of the table");
        let current = format!("{before}{begin}{}{end}{after}", table(language));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, current).expect("README");
        } else {
            assert!(
                readme == current,
                "{name}: run UPDATE=1 cargo test --test {test}"
            );
        }
    }
}
