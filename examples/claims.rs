//! Prints every figure of running text that the loader reads differently from the hand-made truth.
//!
//! `cargo run --example claims -- 002` compares the document whose name begins with 002; without a
//! name all documents with truth are compared; `--all` prints what agrees, too.

#[path = "../tests/support/claims.rs"]
mod claims;
#[path = "../tests/support/shared.rs"]
mod shared;

use claims::{Compared, Score, Stated};

fn main() {
    let Some((root, wanted, all)) = shared::asked("--all") else {
        return;
    };
    for document in claims::documents(&root, &wanted) {
        println!("== {}", document.stem);
        for pair in &document.compared {
            if all || !pair.agrees() {
                print_pair(pair);
            }
        }
        println!("{:?}", Score::of(&document.compared));
    }
}

fn print_pair(pair: &Compared) {
    let either = pair.truth.as_ref().or(pair.mine.as_ref());
    let Some(either) = either else {
        return;
    };
    let sentence: String = either.sentence.chars().take(70).collect();
    println!(
        "{:>5} {}{} {sentence}",
        either.line, either.amount, either.unit
    );
    for (side, stated) in [("truth", &pair.truth), ("mine", &pair.mine)] {
        if let Some(stated) = stated {
            println!("        {side:<5} {}", describe(stated));
        }
    }
}

fn describe(claim: &Stated) -> String {
    format!(
        "{} {} {} · {} → {}",
        claim.kind, claim.direction, claim.base_year, claim.subject, claim.link
    )
}
