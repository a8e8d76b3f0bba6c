//! A code is printed with one of its published names.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Entry;
use crate::check::facts::Facts;
use crate::check::facts::{Wording, codes_named};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// C101: The name beside a code is one the classification gives it
pub static RULE: Rule = Rule {
    code: "C101",
    name: "name-differs-from-catalogue",
    severity: Severity::Info,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "科目编码与名称不符",
        "A code stands beside a name that is not its own",
    ),
    summary: Text::new(
        "科目名称是该编码在《政府收支分类科目》中的名称",
        "The name beside a code is one the classification gives it",
    ),
    page: Page {
        checks: Text::new(
            "有编码的每一行，名称与目录中该编码的各种写法比较；名称恰是别的编码的名称时一并指出。",
            "In every row with a code, the name is held against all published wordings of the code. If it is the published name of another code, that code is named.",
        ),
        matters: Text::new(
            "编码与名称说的是两件事，读者不知道钱花在哪里。",
            "Code and name say two things; nobody can tell what the money is for.",
        ),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "截短、折行丢字、旧名称不提示；目录没有把握的编码、上下行名称可能错位的只作信息；同一处在多张表重复只提示一次。",
            "Silent on names cut off or with lost characters and on former names; only information where the catalogue is not sure or a neighbouring row bears the name. Repetitions in several tables are one finding.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C101-name-differs-from-catalogue.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut seen: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut several = BTreeSet::new();
    for (_, _, code, name) in facts.coded_rows() {
        if names.entry(code).or_insert_with(|| name.clone()) != &name {
            several.insert(code);
        }
    }
    // A code with two names is one cause, and C105 tells it.
    for (table, row, code, name) in facts.coded_rows() {
        if several.contains(code) {
            continue;
        }
        if let Wording::Other(_) = facts.wording(code, &name) {
            let places = seen.entry((code.to_owned(), name)).or_default();
            places.push((table, row));
        }
    }
    for ((code, name), places) in seen {
        let Wording::Other(entry) = facts.wording(&code, &name) else {
            continue;
        };
        remarks.extend(remark(facts, &code, &name, entry, &places));
    }
}

fn remark(
    facts: &Facts<'_>,
    code: &str,
    name: &str,
    entry: &Entry,
    places: &[(usize, usize)],
) -> Option<Remark> {
    let others = codes_named(name, code);
    if others.iter().any(|other| other.get(..5) == code.get(..5)) {
        return None;
    }
    let proper = &entry.name;
    let elsewhere = others.first().map(|other| {
        (
            format!("，“{name}”是 {other} 的名称"),
            format!("; “{name}” is the name of {other}"),
        )
    });
    let sure = elsewhere.is_some() && entry.confidence == "sourced";
    let (zh, en) = elsewhere.unwrap_or_default();
    let statement = Bilingual::new(
        format!("编码 {code} 旁印的名称是“{name}”，目录中为“{proper}”{zh}。"),
        format!("Code {code} stands beside “{name}”; its published name is “{proper}”{en}."),
    );
    let marks = places.iter().map(|&(table, row)| Mark::Row(table, row));
    let remark = Remark::new(&RULE, statement, marks.collect()).if_text_survived();
    let shifted = places
        .iter()
        .all(|&(table, row)| is_shifted(facts, table, row, name));
    (!shifted).then(|| {
        if sure {
            remark
        } else {
            remark.for_information()
        }
    })
}

/// Whether a neighbouring row has the code that bears this name: then the lines slipped.
fn is_shifted(facts: &Facts<'_>, table: usize, row: usize, name: &str) -> bool {
    let near = (row.saturating_sub(2)..row + 3).filter(|&other| other != row);
    near.filter_map(|other| facts.row(table, other))
        .any(|other| codes_named(name, other.main_code()).contains(&other.main_code()))
}
