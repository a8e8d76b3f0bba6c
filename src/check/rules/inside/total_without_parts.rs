//! A row that prints a total prints its parts.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Certainty, ColumnIdentity, Slot};

/// A116: A row with a total prints its parts, and the other way round
pub static RULE: Rule = Rule {
    code: "A116",
    name: "total-without-parts",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "只有合计没有组成部分，或只有部分没有合计",
        "A total without parts, or parts without a total",
    ),
    summary: Text::new(
        "印有合计的行也印出组成部分，反之亦然",
        "A row with a total prints its parts, and the other way round",
    ),
    page: Page {
        checks: Text::new(
            "表头写明“合计＝各部分”的各行：合计不为零而各部分全空，或部分不为零而合计空白。",
            "Rows under a header that says total = parts: a total other than zero without any part, or parts without their total.",
        ),
        matters: Text::new(
            "不知道钱属于哪一部分。",
            "Nobody can tell what part the money belongs to.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "文本会丢空格位置的表、单元格位置由推断得出的行、不足三行能核对或三分之一以上的行都如此（表样本就只填合计）时不提示。",
            "Silent where cells may have been lost or were placed by inference, where fewer than three rows can be tested, or where a third of the rows are like that, as the form then is filled in so.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A116-total-without-parts.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        if !facts.is_legible(table) {
            continue;
        }
        for identity in &found.identities {
            let rows = (0..found.rows.len()).filter(|&row| is_printed(facts, table, row));
            let states: Vec<(Spot, State)> = rows
                .map(|row| {
                    (
                        Spot::new(table, row, identity.total),
                        state(facts, table, row, identity),
                    )
                })
                .collect();
            let whole = states
                .iter()
                .filter(|(_, state)| *state == State::Whole)
                .count();
            let odd: Vec<&(Spot, State)> = states
                .iter()
                .filter(|(_, state)| *state == State::Odd)
                .collect();
            if let Some((spot, _)) = odd.first()
                && whole >= 3
                && odd.len() * 3 < whole
            {
                let (label, count) = (facts.label(*spot), odd.len());
                let statement = Bilingual::new(
                    format!("“{label}”：只印合计而没有部分，或只印部分而没有合计；共 {count} 行。"),
                    format!(
                        "“{label}”: a total without parts, or parts without their total; rows: {count}."
                    ),
                );
                let marks = odd.iter().map(|(spot, _)| match facts.cell_id(*spot) {
                    Some(_) => Mark::Cell(*spot),
                    None => Mark::Row(spot.table(), spot.row()),
                });
                remarks.push(Remark::new(&RULE, statement, marks.collect()).if_text_survived());
            }
        }
    }
}

/// What a row has of a total and its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Both.
    Whole,
    /// One without the other.
    Odd,
    /// Neither, or nothing certain.
    Open,
}

fn state(facts: &Facts<'_>, table: usize, row: usize, identity: &ColumnIdentity) -> State {
    let total = Spot::new(table, row, identity.total);
    let parts: Vec<Spot> = identity
        .parts
        .iter()
        .map(|&part| Spot::new(table, row, part))
        .collect();
    let open = std::iter::once(total)
        .chain(parts.iter().copied())
        .any(|spot| matches!(facts.slot(spot), Slot::Unknown | Slot::Text(_)));
    let any = parts.iter().any(|&spot| facts.prints_something(spot));
    match (facts.prints_something(total), any) {
        _ if open => State::Open,
        (true, true) => State::Whole,
        (true, false) => State::Odd,
        (false, true) if facts.slot(total) == Slot::Blank => State::Odd,
        _ => State::Open,
    }
}

/// Whether every cell of a row is printed where it stands.
fn is_printed(facts: &Facts<'_>, table: usize, row: usize) -> bool {
    facts.row(table, row).is_some_and(|row| {
        row.cells()
            .iter()
            .all(|cell| cell.certainty() == Certainty::Printed)
    })
}
