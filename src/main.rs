//! The `chazhang` program: hands its arguments to the library and ends with the code it answers.

use std::process::ExitCode;

fn main() -> ExitCode {
    chazhang::cli::run(std::env::args_os())
}
