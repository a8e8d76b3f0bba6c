//! Prints a made-up disclosure of the round trips: `cargo run --example made_up -- "shanghai, spaces" 0 exact`.

#[expect(
    dead_code,
    reason = "the example prints; it does not look into the forms"
)]
#[path = "../tests/generated/generator/mod.rs"]
mod generator;

use std::process::ExitCode;

use generator::style::STYLES;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, seed, exact) = match arguments.as_slice() {
        [name, seed] => (name, seed, true),
        [name, seed, last] => (name, seed, last == "exact"),
        _ => return usage(),
    };
    let style = STYLES.iter().find(|style| style.name == name.as_str());
    let (Some(style), Ok(seed)) = (style, seed.parse()) else {
        return usage();
    };
    let (book, forms) = style.forms(seed, exact);
    print!("{}", style.print(&book, &forms).text);
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("STYLE SEED [exact|rounded], where STYLE is one of:");
    for style in STYLES {
        eprintln!("  {}", style.name);
    }
    ExitCode::FAILURE
}
