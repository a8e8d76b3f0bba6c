//! Government classes for institutions in a body that is administrative alone, and the other way round.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowRef};

/// C111: Bodies use classes 501–504, institutions 505 and 506
pub static RULE: Rule = Rule {
    code: "C111",
    name: "class-of-another-kind-of-unit",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "政府经济科目与单位性质不符",
        "A government class meant for another kind of unit",
    ),
    summary: Text::new(
        "机关用 501–504 类，事业单位用 505、506 类",
        "Bodies use classes 501–504, institutions 505 and 506",
    ),
    page: Page {
        checks: Text::new(
            "机构设置表“单位性质”栏全部是行政单位，却有 505、506 类；或全部是事业单位，却有 501–504 类。",
            "The table of units names administrative units only, while classes 505 or 506 are used; or institutions only, while 501–504 are used.",
        ),
        matters: Text::new(
            "对机关的支出与对事业单位的补助混在一起。",
            "Spending of bodies and grants to institutions are mixed up.",
        ),
        basis: Text::new(
            "《政府收支分类科目》政府预算支出经济分类。",
            "Government classification of expenditure by economic purpose.",
        ),
        silent: Text::new(
            "只作信息；没有“单位性质”栏，或两种单位都有时不提示。",
            "Information only; silent without a column for the kind of unit, and where both kinds are named.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C111-class-of-another-kind-of-unit.md"),
    states: States::Remarks(remarks),
};

/// Classes for the spending of administrative bodies, and for grants to institutions.
const BODIES: [&str; 4] = ["501", "502", "503", "504"];
const INSTITUTIONS: [&str; 2] = ["505", "506"];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let kinds = kinds_of_units(facts);
    let all = |wanted: &[&str]| {
        let is = |kind: &&str| wanted.iter().any(|word| kind.starts_with(word));
        !kinds.is_empty() && kinds.iter().all(is)
    };
    let (kind, odd): (_, &[&str]) = if all(&["行政"]) {
        (Text::new("行政单位", "administrative units"), &INSTITUTIONS)
    } else if all(&["事业", "全额事业", "财政补助事业"]) {
        (Text::new("事业单位", "institutions"), &BODIES)
    } else {
        return;
    };
    let mut marks = Vec::new();
    let mut first = None;
    for (table, found) in facts.tables() {
        for (row, printed) in found.rows.iter().enumerate() {
            let paired = printed.paired_code().unwrap_or("");
            if odd.iter().any(|class| paired.starts_with(class)) {
                first.get_or_insert(paired);
                marks.push(Mark::Row(table, row));
            }
        }
    }
    let Some(code) = first else {
        return;
    };
    let statement = Bilingual::new(
        format!("机构设置只有{}，却使用政府经济科目 {code}。", kind.zh),
        format!(
            "The units are all {}, yet government code {code} is used.",
            kind.en
        ),
    );
    remarks.push(
        Remark::new(&RULE, statement, marks)
            .if_text_survived()
            .for_information(),
    );
}

/// What the tables of units say of their kind.
fn kinds_of_units<'a>(facts: &Facts<'a>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (_, table) in facts.tables() {
        for cell in table.rows.iter().flat_map(RowRef::cells) {
            let column = cell.column().and_then(|column| table.columns.get(column));
            let named = column.is_some_and(|column| column.leaf() == "单位性质");
            found.extend(cell.text().filter(|_| named));
        }
    }
    found
}
