//! Prints every cell of a real document that the loader placed differently from the hand-made truth.
//!
//! `cargo run --example score -- 002` compares the document whose name begins with 002;
//! `--text` adds word cells, without a name all documents with truth are compared.

#[path = "../tests/support/shared.rs"]
mod shared;
#[path = "../tests/support/truth.rs"]
mod truth;

use truth::{Class, Compared, Document, Outcome, Stated};

fn main() {
    let Some((root, wanted, with_text)) = shared::asked("--text") else {
        return;
    };
    for document in truth::documents(&root, &wanted) {
        print_document(document, with_text);
    }
}

fn print_document(document: Document, with_text: bool) {
    let stated = truth::stated(&document.disclosure);
    let mut compared = truth::compare(document.truth, stated);
    compared.sort_by_key(|cell| (line(cell), cell.outcome));
    println!("== {}", document.stem);
    for cell in &compared {
        let shown = with_text || cell.class() == Class::Figure;
        if shown && cell.outcome != Outcome::Right {
            print_cell(cell);
        }
    }
    for class in [Class::Figure, Class::Text] {
        print!("{class:?}:");
        for outcome in Outcome::ALL {
            let count = compared
                .iter()
                .filter(|cell| cell.class() == class && cell.outcome == outcome)
                .count();
            print!("  {} {count}", outcome.name());
        }
        println!();
    }
}

fn line(cell: &Compared) -> u32 {
    cell.truth
        .as_ref()
        .or(cell.mine.as_ref())
        .map_or(0, |stated| stated.line)
}

fn print_cell(cell: &Compared) {
    let value = cell.truth.as_ref().or(cell.mine.as_ref());
    println!(
        "{:>5} {:<9} {} {}",
        line(cell),
        cell.outcome.name(),
        cell.table_kind(),
        value.map_or("", |stated| &stated.value)
    );
    for (side, stated) in [("truth", &cell.truth), ("mine", &cell.mine)] {
        if let Some(stated) = stated {
            println!("        {side:<5} {}", describe(stated));
        }
    }
}

fn describe(cell: &Stated) -> String {
    let column = cell
        .column
        .clone()
        .unwrap_or_else(|| format!("? {}", cell.candidates.join(" | ")));
    format!(
        "[{}] {} · {column} = {} (line {})",
        cell.table, cell.row, cell.value, cell.line
    )
}
