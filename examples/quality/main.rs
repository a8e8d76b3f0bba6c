//! Measures how good the checks are and writes docs/quality.md: `cargo run --release --example quality`.
//!
//! Three measurements: errors put into made-up disclosures (recall by kind and rule, and whether
//! the finding points at the error); hand-made judgements of real documents; and a table over a
//! folder of real documents. The last two need the folder beside the repository; without it they
//! are left as they stand in the page. `SEEDS=40` puts in more errors; `-- --missed` names the errors
//! that were not found.

mod corpus;
#[expect(
    dead_code,
    reason = "the round trips look into more than is measured here"
)]
#[path = "../../tests/generated/generator/mod.rs"]
mod generator;
#[path = "../../tests/generated/inject.rs"]
mod inject;
mod injected;
#[path = "../../tests/generated/oracle.rs"]
mod oracle;
mod page;
#[path = "../../tests/support/shared.rs"]
mod shared;
#[path = "../../tests/generated/told.rs"]
mod told;
#[path = "../../tests/generated/trial.rs"]
mod trial;
mod truth;

use std::path::Path;
use std::process::ExitCode;

use page::Page;

fn main() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/quality.md");
    let mut page = Page::read(&path);
    let injected = injected::measure();
    page.put("injected", &injected.kinds());
    let corpus = shared::root().map(|root| {
        page.put("truth", &truth::measure(&root));
        corpus::measure(&root)
    });
    match &corpus {
        Some(corpus) => {
            page.put("corpus", &corpus.documents());
            page.put("ledger", &corpus.ledger());
            page.put("rules", &injected.rules(corpus));
        }
        None => {
            eprintln!("no folder of documents beside the repository: its tables stay as they are");
        }
    }
    match std::fs::write(&path, page.text()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docs/quality.md: {error}");
            ExitCode::FAILURE
        }
    }
}
