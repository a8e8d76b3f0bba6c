//! One code has one name throughout a disclosure.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue;
use crate::check::facts::Facts;
use crate::check::facts::{is_muddled, is_piece, unified};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// C105: A code bears the same name in every table
pub static RULE: Rule = Rule {
    code: "C105",
    name: "name-differs-between-tables",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "同一编码两张表名称不同",
        "One code, two names in two tables",
    ),
    summary: Text::new(
        "同一编码在各表中名称相同",
        "A code bears the same name in every table",
    ),
    page: Page {
        checks: Text::new(
            "同一编码在不同表中印的名称，去掉空格、括号差别后比较。",
            "The names of one code in different tables, spaces and kinds of brackets left out.",
        ),
        matters: Text::new("至少一张表填错了。", "At least one of the tables is wrong."),
        basis: Text::new(
            "财政部《政府收支分类科目》。",
            "The classification of government revenue and expenditure of the Ministry of Finance.",
        ),
        silent: Text::new(
            "一个名称是另一个的开头或缺字（折行、截短）、两个名称都是目录中同一写法的一段、各名称都是目录中该编码的写法、或同一张表中一个编码旁印有几个名称（编码下的项目或单位）时不提示；没有分页的文本中缺字按警告，一个名称整个含在另一个中、或上下两行的字交错在一起时不提示。",
            "Silent where one name is the beginning of the other or lost characters at a line break, where both are pieces of one published wording or published wordings themselves, or where one table prints several names beside the code, those of projects or units. In texts without pages, lost characters in the middle are a warning, but a name that stands whole inside the other, or whose characters alternate with those of the line above, is not.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/C105-name-differs-between-tables.md"),
    states: States::Remarks(remarks),
};

/// No published name has so many characters: longer ones are several that the text ran together.
const LONGEST_NAME: usize = 40;

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut names: BTreeMap<&str, Vec<(String, usize, usize)>> = BTreeMap::new();
    let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
    // Where the columns are not understood, words beside a code need not be its name.
    let coded = facts.coded_rows();
    let sure = |table: usize| !facts.is_doubtful(table) && !facts.may_not_accuse(table);
    // A list of projects prints beside the account that pays the name of the project.
    let lists_projects = |table: usize| {
        let kind = facts.table(table).map(|table| table.kind);
        matches!(
            kind,
            Some(TableKind::ProjectExpenditure | TableKind::ProjectPerformance)
        )
    };
    let coded: Vec<_> = coded
        .filter(|&(table, ..)| sure(table) && !lists_projects(table))
        .filter(|(_, _, _, name)| name.chars().count() <= LONGEST_NAME)
        .collect();
    let detailed = detailed(&coded);
    for (table, row, code, name) in coded {
        if detailed.contains(&(table, code)) {
            continue;
        }
        if seen.insert((code, name.clone())) {
            names.entry(code).or_default().push((name, table, row));
        }
    }
    for (code, names) in names {
        let Some((one, other)) = pair(facts, code, &names) else {
            continue;
        };
        let ((one, ..), (other, ..)) = (one, other);
        let statement = Bilingual::new(
            format!("编码 {code} 在一处叫“{one}”，在另一处叫“{other}”。"),
            format!("Code {code} is called “{one}” in one place and “{other}” in another."),
        );
        let marks = names.iter().map(|&(_, table, row)| Mark::Row(table, row));
        remarks.push(Remark::new(&RULE, statement, marks.collect()).if_text_survived());
    }
}

/// The codes of a table that stand beside several names: what is named there is the projects or
/// units that spend under the code.
fn detailed<'c>(coded: &[(usize, usize, &'c str, String)]) -> BTreeSet<(usize, &'c str)> {
    let mut first: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    let mut detailed = BTreeSet::new();
    for (table, _, code, name) in coded {
        let known = first.entry((*table, code)).or_insert(name);
        if *known != name {
            detailed.insert((*table, *code));
        }
    }
    detailed
}

/// Whether one name stands whole inside the other: half a name of the row above came with it.
fn is_within(one: &str, other: &str) -> bool {
    one.contains(other) || other.contains(one)
}

type Named = (String, usize, usize);

/// Two names of different tables that cannot be one.
fn pair<'n>(facts: &Facts<'_>, code: &str, names: &'n [Named]) -> Option<(&'n Named, &'n Named)> {
    // A name with words of its neighbours.
    let within = |name: &str| {
        let mut entries = catalogue::entries(code).iter();
        entries.any(|entry| name.contains(&unified(entry.name)))
    };
    let published = |name: &str| {
        let entries = catalogue::entries(code);
        entries.iter().any(|entry| unified(entry.name) == name)
    };
    let paged = facts.disclosure.source.page_count() > 0;
    let differ = |one: &str, other: &str| {
        let cut = one.starts_with(other) || other.starts_with(one);
        let lost = is_piece(one, other);
        let both = within(one) && within(other);
        let joined = !paged && (is_within(one, other) || is_muddled(one, other) || both);
        // Two pieces of what is published are a name torn twice.
        let mut entries = catalogue::entries(code)
            .iter()
            .map(|entry| unified(entry.name));
        let torn = entries.any(|name| name.contains(one) && name.contains(other));
        !(cut || lost && paged || joined || torn || published(one) && published(other))
    };
    names.iter().enumerate().find_map(|(at, one)| {
        // The names stand in the order of the tables.
        let rest = names.get(at + 1..)?;
        let next = rest.partition_point(|other| other.1 == one.1);
        let mut others = rest.iter().skip(next);
        let other = others.find(|other| differ(&one.0, &other.0))?;
        Some((one, other))
    })
}
