//! Scores the loader against the hand-made truth of real documents, by document and kind of table.

#[path = "support/shared.rs"]
mod shared;
#[path = "support/truth.rs"]
mod truth;

use std::collections::BTreeMap;

use truth::{Class, Compared, Outcome};

/// Figures that are known to have a wrong address: document, kind of table, how many.
const KNOWN_WRONG: &[(&str, &str, usize)] = &[];

/// Least shares of right cells, in cells per thousand, that a change may not fall below.
const RIGHT_FIGURES_PER_MILLE: usize = 1000;
const RIGHT_TEXTS_PER_MILLE: usize = 1000;

#[test]
fn figures_stand_where_the_documents_print_them() {
    let Some(root) = shared::root() else {
        return;
    };
    let mut all = Vec::new();
    for document in truth::documents(&root, "") {
        let stated = truth::stated(&document.disclosure);
        let compared = truth::compare(document.truth, stated);
        print_table(&document.stem, &compared);
        for (kind, wrong) in wrong_figures(&compared) {
            let known = KNOWN_WRONG.iter().find(|(number, known_kind, _)| {
                document.stem.starts_with(number) && *known_kind == kind
            });
            let known = known.map_or(0, |(_, _, count)| *count);
            assert_eq!(wrong, known, "wrong figures in {kind} of {}", document.stem);
        }
        all.extend(compared);
    }
    let count = |class, outcome| {
        all.iter()
            .filter(|cell| cell.class() == class && cell.outcome == outcome)
            .count()
    };
    for (class, floor) in [
        (Class::Figure, RIGHT_FIGURES_PER_MILLE),
        (Class::Text, RIGHT_TEXTS_PER_MILLE),
    ] {
        let total = all
            .iter()
            .filter(|cell| cell.class() == class && cell.truth.is_some())
            .count();
        let right = count(class, Outcome::Right);
        assert!(
            right * 1000 >= floor * total,
            "{class:?}: {right} of {total} right"
        );
    }
}

/// How many figures stand wrong in each kind of table.
fn wrong_figures(compared: &[Compared]) -> BTreeMap<String, usize> {
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let figures = compared.iter().filter(|cell| cell.class() == Class::Figure);
    for cell in figures {
        let count = wrong.entry(cell.table_kind().to_owned()).or_default();
        *count += usize::from(cell.outcome == Outcome::Wrong);
    }
    wrong
}

fn print_table(stem: &str, compared: &[Compared]) {
    println!("\n{stem}");
    let mut counts: BTreeMap<(Class, &str), [usize; 5]> = BTreeMap::new();
    for cell in compared {
        for kind in [cell.table_kind(), "~all"] {
            let row = counts.entry((cell.class(), kind)).or_default();
            row[cell.outcome as usize] += 1;
        }
    }
    let heads: String = Outcome::ALL
        .iter()
        .map(|outcome| format!("{:>10}", outcome.name()))
        .collect();
    println!("{:<8}{:<32}{heads}", "", "kind");
    for ((class, kind), row) in counts {
        let cells: String = row.iter().map(|count| format!("{count:>10}")).collect();
        println!("{:<8}{kind:<32}{cells}", format!("{class:?}"));
    }
}

#[test]
fn the_comparison_tells_right_wrong_ambiguous_missing_and_extra_apart() {
    let cell = |line: u32, column: Option<&str>| truth::Stated {
        table: "01".into(),
        table_kind: "budget_summary".into(),
        row: format!("{line} 206 科学技术支出"),
        column: column.map(str::to_owned),
        candidates: Vec::new(),
        value: format!("{line}.00"),
        class: Class::Figure,
        line,
    };
    let undecided = truth::Stated {
        candidates: vec!["合计".into(), "小计".into()],
        ..cell(3, None)
    };
    let truth = [1, 2, 3, 4].map(|line| cell(line, Some("合计"))).to_vec();
    let mine = vec![
        cell(1, Some("合计")),
        cell(2, Some("小计")),
        undecided,
        cell(5, Some("合计")),
    ];
    let outcomes: Vec<Outcome> = truth::compare(truth, mine)
        .iter()
        .map(|compared| compared.outcome)
        .collect();
    assert_eq!(
        outcomes,
        [
            Outcome::Right,
            Outcome::Ambiguous,
            Outcome::Wrong,
            Outcome::Missing,
            Outcome::Extra
        ]
    );
}
