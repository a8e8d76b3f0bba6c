//! Reads figures of running text: frames of many provinces in made-up sentences, and real documents against hand-made truth.

#[path = "support/claims.rs"]
mod claims;
#[path = "support/shared.rs"]
mod shared;

use chazhang::model::{Claim, Disclosure, Slot};
use claims::Score;

/// Least shares, in claims per thousand, that a change may not fall below.
const CLAIMS_FOUND: usize = 970;
const CLAIMS_TRUE: usize = 970;
const DIRECTIONS_RIGHT: usize = 980;
const LINKS_RIGHT: usize = 980;
const LINKS_FOUND: usize = 970;

#[test]
fn figures_of_real_text_are_read_and_linked() {
    let Some(root) = shared::root() else {
        return;
    };
    println!(
        "{:<26}{:>8}{:>8}{:>8}{:>10}{:>8}{:>8}{:>8}",
        "", "truth", "read", "right", "direction", "links", "linked", "right"
    );
    let mut all = Vec::new();
    for document in claims::documents(&root, "") {
        print_score(&document.stem, Score::of(&document.compared));
        all.extend(document.compared);
    }
    let score = Score::of(&all);
    print_score("all", score);
    for (what, part, whole, floor) in [
        ("claims found", score.right, score.truth, CLAIMS_FOUND),
        ("claims true", score.right, score.mine, CLAIMS_TRUE),
        (
            "directions right",
            score.direction,
            score.right,
            DIRECTIONS_RIGHT,
        ),
        ("links right", score.links_right, score.linked, LINKS_RIGHT),
        ("links found", score.links_right, score.links, LINKS_FOUND),
    ] {
        assert!(part * 1000 >= whole * floor, "{what}: {part} of {whole}");
    }
}

fn print_score(name: &str, score: Score) {
    println!(
        "{name:<26}{:>8}{:>8}{:>8}{:>10}{:>8}{:>8}{:>8}",
        score.truth,
        score.mine,
        score.right,
        score.direction,
        score.links,
        score.linked,
        score.links_right
    );
}

/// Sentences of one fixture: the text of a claim file up to the line `====`, then one line for each
/// claim: `amount unit | kind | direction base | subject | cell`.
fn check(text: &str, expected: &str) {
    let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
    let found: Vec<String> = disclosure
        .claims
        .iter()
        .map(|claim| shown(&disclosure, claim))
        .collect();
    let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "\n{}", found.join("\n"));
}

fn shown(disclosure: &Disclosure, claim: &Claim) -> String {
    let printed = disclosure.source.slice(claim.place.span);
    let squeezed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(squeezed, &*claim.figure.raw(), "the span holds the digits");
    assert_eq!(
        disclosure.source.line_at(claim.place.span.start),
        claim.place.line
    );
    let base = claim
        .base_year
        .map_or_else(String::new, |year| format!(" {year}"));
    let mut shown = format!(
        "{} {}{} {} {}{base}",
        claim.subject,
        claim.figure.raw(),
        claim.figure.unit(),
        claim.kind.name(),
        claim.direction.name()
    );
    if let Some(link) = claim.link {
        let table = &disclosure.tables[link.table];
        let row = table.rows.get(link.row).expect("a row");
        let empty = match table.slot(link.row, link.column) {
            Slot::Blank => " (empty)",
            _ => "",
        };
        shown.push_str(&format!(
            " = {} {}{} {}{empty}",
            table.kind.name(),
            row.code(),
            row.name(),
            table.columns[link.column].label()
        ));
    }
    shown
}

#[test]
fn every_fixture_reads_as_it_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("folder of fixtures")
        .map(|entry| entry.expect("folder entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 6, "fixtures are missing");
    for path in paths {
        println!("{}", path.display());
        let text = std::fs::read_to_string(&path).expect("fixture");
        let (text, expected) = text.split_once("====\n").expect("claims after ====");
        check(text, expected);
    }
}

/// 收入包括…支出包括…: both sides divide the sum of both, and not what was told last before them.
#[test]
fn parts_of_each_side_belong_to_the_sum_of_both() {
    let text = "云山市水务局2026年部门预算公开\n\n第三部分 部门预算情况说明\n\n一、财政拨款收支情况\n\
        财政拨款收支总预算470万元。收入包括：一般公共预算拨款470万元；政府性基金预算拨款0万元。\
        支出包括：农林水支出400万元，住房保障支出70万元。\n\
        二、支出情况\n政府性基金预算拨款0万元。支出包括：教育支出5万元。\n";
    let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
    let whole = |claim: &Claim| {
        let whole = claim.whole.map(|whole| &disclosure.claims[whole].subject);
        (claim.subject.clone(), whole.cloned().unwrap_or_default())
    };
    let found: Vec<_> = disclosure.claims.iter().map(whole).collect();
    let expected = [
        ("财政拨款收支总预算", ""),
        ("一般公共预算拨款", "财政拨款收支总预算"),
        ("政府性基金预算拨款", "财政拨款收支总预算"),
        ("农林水支出", "财政拨款收支总预算"),
        ("住房保障支出", "财政拨款收支总预算"),
        ("政府性基金预算拨款", ""),
        ("教育支出", ""),
    ]
    .map(|(item, whole)| (item.to_owned(), whole.to_owned()));
    assert_eq!(found, expected);
}

/// A change is said of the amount of that very name, however far back, and not of one whose name ends so.
#[test]
fn a_change_is_said_of_the_amount_of_its_name() {
    let text = "云山市水务局2026年部门预算公开\n\n第三部分 部门预算情况说明\n\n一、收入情况\n\
        收入预算500万元，其中：一般公共预算拨款480万元，上年结转收入20万元。收入预算较上年增加5万元。\n";
    let disclosure = chazhang::load::load("made-up.txt", text.as_bytes());
    let change = disclosure.claims.last().expect("a change");
    let about = change
        .about
        .map(|about| disclosure.claims[about].subject.as_str());
    assert_eq!(about, Some("收入预算"));
}
