//! A name belongs to another code of the same section.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::facts::{Wording, codes_named};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C102: Within a section, each name has its code
pub static RULE: Rule = Rule {
    code: "C102",
    name: "name-of-a-sister-code",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "科目名称属于同款的另一个编码",
        "The name belongs to a sister code",
    ),
    summary: Text::new(
        "同一款内，名称与编码一一对应",
        "Within a section, each name has its code",
    ),
    page: Page {
        checks: Text::new(
            "名称不是该编码的名称，而恰是同一款（类）中另一个编码的名称。",
            "The name is not that of the code but exactly that of another code of the same section or class.",
        ),
        matters: Text::new(
            "编码或名称填错了一个，钱归错了科目。",
            "One of the two is wrong, and the money is booked under a wrong item.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "目录没有把握的编码、该编码有过这个名称、上下行可能错位时不提示。",
            "Silent where the catalogue is not sure, the code has borne the name, or a neighbouring row has the code of that name.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C102-name-of-a-sister-code.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut seen: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (table, row, code, name) in facts.coded_rows() {
        let Wording::Other(entry) = facts.wording(code, &name) else {
            continue;
        };
        let sister = sister(code, &name).is_some() && entry.confidence == "sourced";
        if sister && !has_its_own_row(facts, table, code, &name) {
            let places = seen.entry((code.to_owned(), name)).or_default();
            places.push((table, row));
        }
    }
    for ((code, name), places) in seen {
        let (Some(sister), Wording::Other(entry)) =
            (sister(&code, &name), facts.wording(&code, &name))
        else {
            continue;
        };
        let proper = &entry.name;
        let statement = Bilingual::new(
            format!("编码 {code} 旁印的名称“{name}”是 {sister} 的名称，{code} 应为“{proper}”。"),
            format!(
                "“{name}”, printed beside {code}, is the name of {sister}; {code} is “{proper}”."
            ),
        );
        let marks = places.iter().map(|&(table, row)| Mark::Row(table, row));
        remarks.push(Remark::new(&RULE, statement, marks.collect()).if_text_survived());
    }
}

/// The one code of the same section whose published name this is.
fn sister(code: &str, name: &str) -> Option<&'static str> {
    let section = code.get(..5)?;
    let named = codes_named(name, code);
    let mut sisters = named.into_iter().filter(|other| other.starts_with(section));
    let sister = sisters.next()?;
    (sisters.next().is_none() && sister != code).then_some(sister)
}

/// Whether the table prints the name beside its own code as well: then lines may have slipped.
fn has_its_own_row(facts: &Facts<'_>, table: usize, code: &str, name: &str) -> bool {
    sister(code, name).is_some_and(|sister| !facts.rows_with_code(table, sister).is_empty())
}
