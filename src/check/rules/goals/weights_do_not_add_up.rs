//! The weights of the indicators of one sheet must add up to the whole.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Amount, Bilingual};

/// G110: The weights of the indicators add up to the whole
pub static RULE: Rule = Rule {
    code: "G110",
    name: "weights-do-not-add-up",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "指标分值合计不是满分",
        "Weights of indicators that do not add up to the whole",
    ),
    summary: Text::new(
        "各指标的分值相加等于满分",
        "The weights of the indicators add up to the whole",
    ),
    page: Page {
        checks: Text::new(
            "绩效目标表中各指标的分值（权重）相加：表头写明“90分”等满分的与它比较，没有写明的与 100 比较。",
            "The weights in a sheet of targets: against the whole its heading states (90分), else against 100.",
        ),
        matters: Text::new(
            "分值不足或超出满分，评价得分就没有意义，或者有一个分值填错。",
            "Scores mean nothing where weights fall short of the whole or exceed it, or one of them is wrong.",
        ),
        basis: Text::new(
            "绩效评价指标的权重总和为满分（财预〔2020〕10号）。",
            "The weights of indicators add up to the full score (财预〔2020〕10号).",
        ),
        silent: Text::new(
            "有指标没有印分值、指标少于三个、或没有写明满分而合计为 90（另 10 分给预算执行率）或 1 时不提示。",
            "Silent where an indicator prints no weight, with fewer than three, and, where no whole is stated, at 90 (10 are for the rate of execution) or 1.",
        ),
        verify: Text::new("把分值一栏逐行相加。", "Add up the column of weights."),
    },
    fixture: include_str!("../../../../tests/rules/G110-weights-do-not-add-up.md"),
    states: States::Remarks(remarks),
};

/// Fewer indicators are a part of a sheet.
const FEWEST: usize = 3;
/// What weights add up to where the heading does not say.
const WHOLE: u32 = 100;
/// What they may add up to as well: the rest is for the rate of execution; shares of one.
const ALSO: [u32; 2] = [90, 1];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, _) in facts.tables() {
        let Some(weights) = facts.weights(table) else {
            continue;
        };
        let parts = weights.cells.iter().map(|(_, weight)| *weight);
        let Some(sum) = parts.clone().try_fold(Amount::ZERO, Amount::checked_add) else {
            continue;
        };
        let number = |number: u32| Amount::new(number.into());
        let whole = weights.stated.unwrap_or(number(WHOLE));
        let usual = weights.stated.is_none()
            && ALSO
                .iter()
                .any(|&also| judge::same_amount(sum, number(also)));
        if parts.count() < FEWEST || usual || judge::same_amount(sum, whole) {
            continue;
        }
        let project = facts.project_of(table);
        let count = weights.cells.len();
        let (sum, whole) = (sum.as_decimal().normalize(), whole.as_decimal().normalize());
        let statement = Bilingual::new(
            format!("“{project}”的 {count} 个指标分值相加为 {sum}，满分是 {whole}。"),
            format!(
                "The weights of the {count} indicators of “{project}” add up to {sum}, the whole is {whole}."
            ),
        );
        let marks = weights.cells.iter().map(|(spot, _)| Mark::Cell(*spot));
        remarks.push(Remark::new(&RULE, statement, marks.collect()).if_text_survived());
    }
}
