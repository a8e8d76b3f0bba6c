//! Two projects bear the same long description.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// G107: Every project has goals of its own
pub static RULE: Rule = Rule {
    code: "G107",
    name: "text-of-another-project",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new(
        "两个项目的绩效目标文字相同",
        "Two projects with the same description",
    ),
    summary: Text::new(
        "不同项目有各自的绩效目标",
        "Every project has goals of its own",
    ),
    page: Page {
        checks: Text::new(
            "两张不同项目的绩效表中，有二十五个字以上完全相同的文字。",
            "A text of 25 characters or more that is printed in the sheets of two projects.",
        ),
        matters: Text::new(
            "目标可能是从另一个项目抄来的。",
            "The goals may have been copied.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "同名项目、分年度或分单位的同一项目不提示；只作信息。",
            "Silent on projects of the same name; information only.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G107-text-of-another-project.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let mut seen: BTreeMap<&str, Spot> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for (table, found) in facts.tables() {
        if found.kind != TableKind::ProjectPerformance || facts.is_doubtful(table) {
            continue;
        }
        let spots = (0..found.rows.len()).flat_map(|row| {
            (0..found.columns.len()).map(move |column| Spot::new(table, row, column))
        });
        for spot in spots {
            let cell = facts.cell_id(spot).and_then(|id| facts.cell(id));
            let Some(text) = cell.and_then(|cell| cell.text()) else {
                continue;
            };
            if text.chars().count() < LONG {
                continue;
            }
            let first = *seen.entry(text).or_insert(spot);
            let (one, other) = (facts.project_of(first.table()), facts.project_of(table));
            if one != other && told.insert((first.table(), table)) {
                let statement = Bilingual::new(
                    format!("项目“{other}”的绩效文字与项目“{one}”完全相同，可能是照抄。"),
                    format!(
                        "Project “{other}” bears the very words of project “{one}”; they may have been copied."
                    ),
                );
                remarks.push(Remark::new(
                    &RULE,
                    statement,
                    vec![Mark::Cell(spot), Mark::Cell(first)],
                ));
            }
        }
    }
}

/// So many characters do not repeat by chance.
const LONG: usize = 25;
