//! The line above a table names the body of the disclosure.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::facts::is_piece;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// I107: Every table names the same body
pub static RULE: Rule = Rule {
    code: "I107",
    name: "another-body-in-a-table",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new("表头单位名称与其他各表不同", "A table names another body"),
    summary: Text::new(
        "各表表头的部门（单位）名称相同",
        "Every table names the same body",
    ),
    page: Page {
        checks: Text::new(
            "表题下“部门（单位）名称：”“编制单位：”等行所写的名称，与其他各表不同的只有一张表。",
            "The name after 部门名称：, 编制单位： and the like below a table title, where one table differs from all others.",
        ),
        matters: Text::new(
            "可能把别的单位的表放了进来。",
            "A table of somebody else may have slipped in.",
        ),
        basis: Text::new(
            "公开内容应当真实、准确、完整（预算法第十四条，财预〔2016〕143号）。",
            "What is published must be true, accurate and complete (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "写名称的表不足五张、有两张以上不同（汇编多个单位）、一个名称包含另一个、名称是文件所列单位时不提示。",
            "Silent with fewer than five named tables, where several differ, where one name contains the other, or where the name is a listed unit.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/I107-another-body-in-a-table.md"),
    states: States::Remarks(remarks),
};

/// How the line with the name begins.
const LABELS: [&str; 8] = [
    "部门（单位）名称：",
    "部门名称：",
    "单位名称：",
    "编制单位：",
    "编制部门：",
    "预算单位：",
    "公开部门：",
    "部门：",
];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut names: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (index, table) in facts.disclosure.tables.iter().enumerate() {
        let first = table.place.line;
        if let Some((name, line)) =
            (first..first + 5).find_map(|line| Some((named(facts, line)?, line)))
        {
            names.entry(name).or_default().push((index, line));
        }
    }
    let all: usize = names.values().map(Vec::len).sum();
    let Some((usual, _)) = names.iter().max_by_key(|(_, tables)| tables.len()) else {
        return;
    };
    let odd: Vec<(&String, &Vec<(usize, u32)>)> = names
        .iter()
        .filter(|(name, _)| *name != usual && !is_related(facts, name, usual))
        .collect();
    if let ([(name, tables)], true) = (odd.as_slice(), all >= FEWEST)
        && let [(table, line)] = tables.as_slice()
    {
        let label = facts.table_label(*table);
        let statement = Bilingual::new(
            format!("{}写“{name}”，其他各表写“{usual}”。", label.zh),
            format!("{} names “{name}”, all others “{usual}”.", label.en),
        );
        let printed = facts.disclosure.source.line(*line);
        let place = facts.place_in_line(*line, 0..printed.len());
        let marks = vec![
            Mark::Words(place, printed.to_owned()),
            Mark::Caption(*table),
        ];
        remarks.push(Remark::new(&RULE, statement, marks).if_text_survived());
    }
}

/// With fewer tables that bear a name, none is the odd one out.
const FEWEST: usize = 5;

/// The name a line gives, without code and unit note.
fn named(facts: &Facts<'_>, line: u32) -> Option<String> {
    let printed = facts.disclosure.source.line(line);
    let plain: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(':', "：");
    let name = LABELS.iter().find_map(|label| plain.strip_prefix(label))?;
    let name = name.split("单位：").next()?.split("金额").next()?;
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || "[]-－_".contains(c));
    let kept = name.chars().count();
    (4..30).contains(&kept).then(|| name.to_owned())
}

fn is_related(facts: &Facts<'_>, name: &str, usual: &str) -> bool {
    let listed = facts.disclosure.units.iter().any(|unit| unit.name == name);
    listed || is_piece(name, usual)
}
