//! The command line: reads the arguments, runs one command, answers with an exit code.
//!
//! Exit codes: 0 nothing to object to, 1 findings (or no hit of a search), 2 something could not be
//! run or read. What could not be read never counts as passed.

mod arguments;
mod browse;
mod check;
mod export;
mod opening;
mod positions;
mod progress;
mod review;
mod rules;
mod search;
mod shell;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

use arguments::{Arguments, Command};

/// The command ran and there is nothing to object to.
const PASSED: u8 = 0;
/// The command ran and found something to object to, or a search found nothing.
const FAILED: u8 = 1;
/// The command could not run, or could not read all it was given.
const NOT_RUN: u8 = 2;

/// Runs the program with these arguments, the first being its name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(message) => {
            // Help and version are no errors; a closed pipe is no reason to complain.
            let _ = message.print();
            return ExitCode::from(if message.use_stderr() {
                NOT_RUN
            } else {
                PASSED
            });
        }
    };
    ExitCode::from(match command(&arguments) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            NOT_RUN
        }
    })
}

fn command(arguments: &Arguments) -> anyhow::Result<u8> {
    let Some(command) = &arguments.command else {
        return browse::run(arguments);
    };
    arguments.refuse_ignored()?;
    match command {
        Command::Check(wanted) => check::run(wanted, arguments),
        Command::Review(wanted) => review::run(wanted, arguments),
        Command::Export(wanted) => export::run(wanted, arguments),
        Command::Search(wanted) => search::run(wanted, arguments),
        Command::Rules(wanted) => rules::run(wanted, arguments),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man => shell::man(),
    }
}

/// Hands a buffered standard output to `write`. A reader that has gone away (`… | head`) ends the
/// output quietly; the code of the command stays what it is.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still buffered has no reader either.
            let _ = out.into_parts();
            Ok(())
        }
        other => other.context("cannot write to standard output"),
    }
}

/// One line on standard error.
fn complain(sentence: &str) {
    let sentence = crate::export::printed::clean(sentence);
    // When standard error is gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "chazhang: {sentence}");
}
