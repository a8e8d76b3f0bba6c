//! Prints one made-up disclosure and what was read, for people.
use crate::generator::style::STYLES;
#[test]
fn dump() {
    let Ok(wanted) = std::env::var("STYLE") else {
        return;
    };
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    let style = STYLES.iter().find(|s| s.name == wanted).expect("style");
    let (book, forms) = style.forms(seed, true);
    let printed = style.print(&book, &forms);
    std::fs::write("/tmp/dump.txt", &printed.text).expect("write");
    let d = chazhang::load::load("x", printed.text.as_bytes());
    for p in &d.problems {
        println!("problem {p:?}");
    }
    for t in &d.tables {
        println!(
            "== {} {} {:?} {:?} line {}..{} doubts {:?} rows {}",
            t.id,
            t.kind.name(),
            t.title,
            t.unit,
            t.place.line,
            t.last_line,
            t.doubts,
            t.rows.len()
        );
        for c in &t.columns {
            print!("{} ({:?} l{}) | ", c.label(), c.role, c.lane);
        }
        println!();
        for i in &t.identities {
            println!("   {i:?}");
        }
        for r in t.rows.iter().take(6) {
            println!(
                "   l{} {:?} {} {} {:?}",
                r.lane,
                r.kind,
                r.code,
                r.name,
                r.cells
                    .iter()
                    .map(|c| (c.column, c.raw()))
                    .collect::<Vec<_>>()
            );
        }
    }
    for s in &d.prose {
        println!(
            "prose {} {}",
            s.place.line,
            s.text.chars().take(60).collect::<String>()
        );
    }
}
