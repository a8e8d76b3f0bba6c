//! One indicator, word for word, with two targets of one measure.

use crate::check::facts::{Facts, Indicator, Target};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// G108: Indicators of one name have one target
pub static RULE: Rule = Rule {
    code: "G108",
    name: "indicator-with-two-targets",
    severity: Severity::Info,
    certainty: FindingCertainty::Heuristic,
    title: Text::new("同一指标有两个目标值", "One indicator with two targets"),
    summary: Text::new(
        "同名指标的目标值一致",
        "Indicators of one name have one target",
    ),
    page: Page {
        checks: Text::new(
            "整体绩效目标表与项目绩效目标表中名称完全相同的指标，目标值是否一致。",
            "Indicators with exactly the same name in the sheet of the department and in that of a project.",
        ),
        matters: Text::new(
            "同一件事有两个标准，完成与否就说不清。",
            "With two measures for one thing nobody can say whether it was reached.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "只作信息；只比较整体表与项目表之间、计量单位相同、名称至少八个字的指标，不同项目之间不比。",
            "Information only; the sheet of the department is compared with those of projects, for names of eight characters and more and targets in one unit. Projects are not compared with each other.",
        ),
        verify: Text::new(
            "按所列行号或页码打开原文，逐处对照。",
            "Open the original at the lines or pages listed and compare each place.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G108-indicator-with-two-targets.md"),
    states: States::Remarks(remarks),
};

/// Shorter names stand for many things: 项目数量, 完成时间.
const LEAST_NAME: usize = 8;

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    let (whole, projects): (Vec<Indicator<'_>>, Vec<Indicator<'_>>) = facts
        .indicators()
        .into_iter()
        .filter(|indicator| indicator.name.chars().count() >= LEAST_NAME)
        .partition(|indicator| {
            let table = facts.table(indicator.at.table());
            table.is_some_and(|table| table.kind == TableKind::OverallPerformance)
        });
    for one in &whole {
        let other = projects.iter().find(|other| {
            let (Some(target), Some(own)) = (other.target(), one.target()) else {
                return false;
            };
            let numbers = |target: &Target<'_>| (target.number, target.upper);
            let compared = !target.unit.is_empty() && target.unit == own.unit;
            other.name == one.name && compared && numbers(&target) != numbers(&own)
        });
        let Some(other) = other else {
            continue;
        };
        let statement = Bilingual::new(
            format!(
                "指标“{}”在整体绩效目标表为 {}，在项目绩效目标表为 {}。",
                one.name, one.value, other.value
            ),
            format!(
                "Indicator “{}” is {} for the department and {} for a project.",
                one.name, one.value, other.value
            ),
        );
        let marks = vec![Mark::Cell(one.at), Mark::Cell(other.at)];
        remarks.push(
            Remark::new(&RULE, statement, marks)
                .if_text_survived()
                .for_information(),
        );
    }
}
