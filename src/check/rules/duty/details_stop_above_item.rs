//! Functional expenditure is disclosed down to the item, economic down to the section.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind, RowRef, Table, TableKind};

/// D105: Function goes down to 项, economic class down to 款
pub static RULE: Rule = Rule {
    code: "D105",
    name: "details-stop-above-item",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "支出没有公开到项级（款级）科目",
        "Expenditure is not broken down far enough",
    ),
    summary: Text::new(
        "功能分类公开到项，经济分类公开到款",
        "Function goes down to 项, economic class down to 款",
    ),
    page: Page {
        checks: Text::new(
            "一般公共预算支出表没有一个项级（7位）编码；基本支出表没有一个款级（5位）编码。",
            "A general-budget table without any code of 7 digits; a basic expenditure table without any code of 5 digits.",
        ),
        matters: Text::new(
            "读者看不到钱的具体用途。",
            "The reader cannot see what the money is for.",
        ),
        basis: Text::new(
            "一般公共预算支出公开到功能分类项级科目，基本支出公开到经济分类款级科目（财预〔2016〕143号）。",
            "General-budget expenditure is disclosed down to 项 and basic expenditure down to 款 (财预〔2016〕143号).",
        ),
        silent: Text::new(
            "编码不足三个、没有印编码、有的行没有编码、编码只印本级两位数字、有编码比上一级长（印坏或截断）、或另有一张表公开到项（款）的不提示。",
            "Silent with fewer than three codes, without printed codes, where rows lack one, where codes print the two digits of their own level only, where a code is longer than the level above (broken or mistyped), or where another table goes down far enough.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/D105-details-stop-above-item.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let depth = |table: usize| {
        facts
            .codes(table)
            .iter()
            .map(|code| code.len())
            .max()
            .unwrap_or(0)
    };
    for (kinds, wanted, zh, en) in [
        (&FUNCTION[..], 7, "项级（7位）", "项 (7 digits)"),
        (&ECONOMIC[..], 5, "款级（5位）", "款 (5 digits)"),
    ] {
        let tables: Vec<usize> = facts
            .tables()
            .filter(|(table, found)| kinds.contains(&found.kind) && facts.codes(*table).len() > 2)
            .filter(|(_, found)| !prints_own_digits(found) && !lacks_codes(found))
            .map(|(table, _)| table)
            .collect();
        let deep = tables
            .iter()
            .any(|&table| depth(table) >= wanted || goes_below(facts, table, wanted - OWN_DIGITS));
        let Some(&first) = tables
            .first()
            .filter(|&&table| !deep && facts.is_legible(table))
        else {
            continue;
        };
        let label = facts.table_label(first);
        let statement = Bilingual::new(
            format!("{}没有{zh}科目。", label.zh),
            format!("{} has no codes of level {en}.", label.en),
        );
        remarks.push(Remark::new(&RULE, statement, vec![Mark::Caption(first)]).if_text_survived());
    }
}

/// Whether codes print the digits of their own level only (201, 01, 99): their level is not known.
fn prints_own_digits(table: &Table) -> bool {
    let short = |code: &str| !code.is_empty() && code.len() <= OWN_DIGITS;
    table.rows.iter().any(|row| short(row.main_code()))
}

/// Whether rows stand without a code below rows that have one: what names them may have lost it.
fn lacks_codes(table: &Table) -> bool {
    let item = |row: &RowRef<'_>| row.kind() == RowKind::Item;
    let mut items = table.rows.iter().filter(item);
    items.any(|row| !row.main_code().is_empty()) && items.any(|row| row.main_code().is_empty())
}

/// Whether codes below a printed one are longer than a level: what follows it was cut off or
/// mistyped, and is not missing.
fn goes_below(facts: &Facts<'_>, table: usize, digits: usize) -> bool {
    let known = facts.codes(table);
    let below = |code: &str| {
        (1..code.len()).any(|end| code.get(..end).is_some_and(|above| known.contains(&above)))
    };
    let longer = |code: &str| code.len() > digits && code.bytes().all(|byte| byte.is_ascii_digit());
    facts.table(table).is_some_and(|found| {
        let mut codes = found.rows.iter().map(RowRef::main_code);
        codes.any(|code| longer(code) && below(code))
    })
}

/// Digits of 款 and 项 where a code prints those of its own level only.
const OWN_DIGITS: usize = 2;

const FUNCTION: [TableKind; 3] = [
    TableKind::GeneralBudgetExpenditure,
    TableKind::FiscalExpenditure,
    TableKind::ExpenditureSummary,
];
const ECONOMIC: [TableKind; 3] = [
    TableKind::BasicExpenditure,
    TableKind::BasicExpenditureDetail,
    TableKind::EconomicClassificationSummary,
];
