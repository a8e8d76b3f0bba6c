//! A 其中 part must not exceed its whole.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Claim, Relation, Spot, Words};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, RowKind, Table};

/// A104: An “of which” figure is at most its whole
pub static RULE: Rule = Rule {
    code: "A104",
    name: "part-exceeds-whole",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "“其中”数大于所属的整体",
        "An “of which” part exceeds its whole",
    ),
    summary: Text::new(
        "“其中”项不大于它所属的整体",
        "An “of which” figure is at most its whole",
    ),
    page: Page {
        checks: Text::new(
            "“其中：…”的行和列，与它所属的行或同组小计比较。",
            "Rows and columns headed 其中 are held against the row, or the subtotal of the group, they belong to.",
        ),
        matters: Text::new(
            "部分不可能大于整体。",
            "A part cannot be greater than its whole.",
        ),
        basis: Text::new(
            "报表中“其中”表示上一项的一部分。",
            "In the forms 其中 marks a part of the item above.",
        ),
        silent: Text::new(
            "“其中”项不要求加满整体，所以只查是否超出；整体为空白时不查，增减额一类的栏也不查。",
            "其中 parts need not complete their whole, so only an excess is reported; a blank whole is not checked, nor are columns of changes.",
        ),
        verify: Text::new(
            "比较“其中”数与它上面一项（或同组小计）的数。",
            "Compare the 其中 figure with the item above it (or the subtotal of its group).",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A104-part-exceeds-whole.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        for (row, printed) in table.rows.iter().enumerate() {
            if printed.kind() != RowKind::OfWhich {
                continue;
            }
            let Some(whole) = facts.parent(index, row).or_else(|| row_above(table, row)) else {
                continue;
            };
            let columns = facts.number_columns(index, printed.lane());
            // What a part grew by may exceed what its whole grew by.
            for column in columns.filter(|&column| !facts.is_change(index, column)) {
                relations.push(relation(
                    Spot::new(index, whole, column),
                    Spot::new(index, row, column),
                ));
            }
        }
        for (column, printed) in table.columns.iter().enumerate() {
            if printed.role != Role::OfWhich {
                continue;
            }
            let Some(whole) = group_total(table, column) else {
                continue;
            };
            for (row, _) in table.lane_rows(printed.lane) {
                relations.push(relation(
                    Spot::new(index, row, whole),
                    Spot::new(index, row, column),
                ));
            }
        }
    }
}

fn relation(whole: Spot, part: Spot) -> Relation {
    Relation::at_least(&RULE, whole, vec![part.into()], Words::Written(words))
}

fn words(facts: &Facts<'_>, claim: &Claim) -> Bilingual {
    let Some((whole, parts)) = claim.spots_of_sum() else {
        return Bilingual::default();
    };
    let whole = facts.label(whole);
    let part: String = parts.map(|part| facts.label(part)).collect();
    Bilingual::new(
        format!("“{part}”不大于“{whole}”"),
        format!("“{part}” is at most “{whole}”"),
    )
}

/// The nearest row above in the same lane that is no 其中 row itself.
fn row_above(table: &Table, row: usize) -> Option<usize> {
    let lane = table.rows.get(row)?.lane();
    table
        .rows
        .iter()
        .take(row)
        .rposition(|above| above.lane() == lane && above.kind() != RowKind::OfWhich)
        .filter(|&above| {
            table
                .rows
                .get(above)
                .is_some_and(|above| above.kind() == RowKind::Item)
        })
}

/// The total column of the same header group.
fn group_total(table: &Table, column: usize) -> Option<usize> {
    let part = table.columns.get(column)?;
    let (_, group) = part.path.split_last()?;
    if group.is_empty() {
        return None;
    }
    table.columns.iter().position(|whole| {
        whole.lane == part.lane
            && whole.role == Role::Total
            && whole
                .path
                .split_last()
                .is_some_and(|(_, path)| path == group)
    })
}
