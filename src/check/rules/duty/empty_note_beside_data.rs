//! A note that says the table is empty must not stand beside data.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Relation;
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// D101: A table that says it is empty prints no figure
pub static RULE: Rule = Rule {
    code: "D101",
    name: "empty-note-beside-data",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "表注称空表，表中却有数据",
        "A note says the table is empty, yet it holds data",
    ),
    summary: Text::new(
        "注明“空表列示”“本表无数据”的表里没有数",
        "A table that says it is empty prints no figure",
    ),
    page: Page {
        checks: Text::new(
            "表下的注或说明写“无…，空表列示”“本表无数据”等，而表中印有不为零的数。",
            "A note under the table says that it is empty, while the table prints a figure other than zero.",
        ),
        matters: Text::new(
            "两句话不能同时为真：要么有，要么没有。",
            "Both cannot be true: either there is something or there is nothing.",
        ),
        basis: Text::new(
            "没有数据的表也要公开并说明，有数据的表不得注明为空。",
            "Empty tables are published with a statement; tables with data must not carry it.",
        ),
        silent: Text::new(
            "只印零、或注中没有明说本表为空时不提示；“没有…安排的单位，本表无数据”这类通用说明遇到全零表也不提示。",
            "Silent when only zeros are printed, or when the note does not plainly say that the table is empty.",
        ),
        verify: Text::new(
            "读表下的注，再看表中是否印有不为零的数。",
            "Read the note under the table, then look for a figure other than zero in it.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D101-empty-note-beside-data.md"),
    states: States::Relations(relations),
};

/// Words by which a note says that its table holds nothing.
const SAYS_EMPTY: [&str; 5] = [
    "空表列示",
    "本表无数据",
    "此表无数据",
    "本表为空",
    "此表为空",
];

/// Budgets whose name in a note tells which table it stands below, as part of their table's kind.
const BUDGETS: [(&str, TableKind); 2] = [
    ("政府性基金", TableKind::GovernmentFund),
    ("国有资本经营", TableKind::StateCapital),
];

/// Whether a note speaks of one budget that has its own table, which is not this one: then the text put
/// it below the wrong table.
fn is_of_another(note: &str, kind: TableKind) -> bool {
    let mut named = BUDGETS.iter().filter(|(budget, _)| note.contains(budget));
    let only = named.next().filter(|_| named.next().is_none());
    only.is_some_and(|(_, own)| kind != *own && kind != TableKind::Other)
}

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        let Some((note, place)) = table
            .notes
            .iter()
            .find(|(note, _)| SAYS_EMPTY.iter().any(|words| note.contains(words)))
        else {
            continue;
        };
        if is_of_another(note, table.kind) {
            continue;
        }
        let figures = (0..table.rows.len())
            .flat_map(|row| {
                let cells = table.rows.get(row).map_or(0, |row| row.cells().len());
                (0..cells).filter_map(move |cell| facts.spot(index, row, cell))
            })
            .filter(|&spot| facts.figure(spot).is_some())
            .collect();
        let label = facts.table_label(index);
        let words = Bilingual::new(
            format!("{}注明为空，表中应无数据", label.zh),
            format!("{} says that it is empty, so it holds no figure", label.en),
        );
        relations.push(Relation::nothing(
            &RULE,
            index,
            (note.clone(), *place),
            figures,
            words,
        ));
    }
}
