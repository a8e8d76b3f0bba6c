//! Runs the real program without a terminal and keeps what it said.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one run answered.
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    /// The lines of standard error, for tests that expect one sentence each.
    pub(crate) fn complaints(&self) -> Vec<&str> {
        self.err.lines().collect()
    }
}

/// The program with these arguments, cut off from the settings of whoever runs the tests.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chazhang"));
    command
        .args(arguments)
        .env_remove("NO_COLOR")
        .env("CHAZHANG_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str]) -> Answer {
    finish(command(arguments), b"")
}

/// Runs the program with these bytes on standard input.
pub(crate) fn run_with_input(arguments: &[&str], input: &[u8]) -> Answer {
    let mut command = command(arguments);
    command.stdin(Stdio::piped());
    finish(command, input)
}

/// Runs a prepared command to its end.
pub(crate) fn finish(mut command: Command, input: &[u8]) -> Answer {
    let mut child = command.spawn().expect("the program starts");
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input may close it early.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().expect("the program ends");
    Answer {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// The small disclosure of the tests, in which everything agrees.
pub(crate) fn clean_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/yunshan-gardens-2025-budget.txt")
}

/// Its text.
pub(crate) fn clean_text() -> String {
    std::fs::read_to_string(clean_file()).expect("test data")
}

/// The same with one total that its parts contradict: 500.00 + 731.40 printed as 1281.40.
pub(crate) fn wrong_text() -> String {
    let wrong = clean_text().replace(
        "城乡社区支出\t1231.40\t500.00",
        "城乡社区支出\t1281.40\t500.00",
    );
    assert_ne!(wrong, clean_text(), "the planted contradiction is there");
    wrong
}

/// A path as an argument.
pub(crate) fn argument(path: &Path) -> &str {
    path.to_str().expect("test paths are UTF-8")
}
