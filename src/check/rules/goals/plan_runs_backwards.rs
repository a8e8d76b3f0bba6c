//! A cumulative payment plan never decreases.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// G103: Cumulative instalments never decrease
pub static RULE: Rule = Rule {
    code: "G103",
    name: "plan-runs-backwards",
    severity: Severity::Warning,
    certainty: FindingCertainty::Proved,
    title: Text::new("累计支出计划前大后小", "A cumulative plan that decreases"),
    summary: Text::new(
        "资金支出计划的累计数逐期不减",
        "Cumulative instalments never decrease",
    ),
    page: Page {
        checks: Text::new(
            "项目绩效表“资金支出计划”各档（3月底、6月底、9或10月底、12月底）依次比较。",
            "The instalments of a payment plan in their order.",
        ),
        matters: Text::new(
            "累计数变小说明填错了一档。",
            "A cumulative figure that falls was filled in wrongly.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "有一档空白时只比较印出的；各期之和等于预算数（填的是分期数而不是累计数）时不提示。",
            "Blank instalments are skipped; silent where the instalments add up to the budget, as they are not cumulative then.",
        ),
        verify: Text::new(
            "按月份顺序看各档数。",
            "Read the instalments in the order of the months.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G103-plan-runs-backwards.md"),
    states: States::Remarks(remarks),
};

/// The instalments in their order.
const MONTHS: [&str; 6] = ["3月底", "6月底", "9月底", "10月底", "11月底", "12月底"];

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for (table, found) in facts.tables() {
        if found.kind != TableKind::ProjectPerformance || facts.is_doubtful(table) {
            continue;
        }
        for row in 0..found.rows.len() {
            let plan = instalments(facts, table, row);
            let falls = plan.windows(2).find_map(|pair| match pair {
                [before, after] => {
                    let (one, other) = (facts.figure(*before)?, facts.figure(*after)?);
                    judge::exceeds(&one, &other).then_some((*before, *after, one, other))
                }
                _ => None,
            });
            let whole = facts.figure(plan.last().copied().unwrap_or(Spot::new(table, row, 0)));
            let parted = whole.is_some_and(|last| plan.len() < 3 || !judge::is_something(&last));
            if let (Some((before, after, one, other)), false) = (falls, parted) {
                let project = facts.project_of(table);
                let statement = Bilingual::new(
                    format!(
                        "项目“{project}”的累计支出计划先为 {}，后为 {}。",
                        one.raw(),
                        other.raw()
                    ),
                    format!(
                        "The cumulative plan of project “{project}” falls from {} to {}.",
                        one.raw(),
                        other.raw()
                    ),
                );
                remarks.push(
                    Remark::new(
                        &RULE,
                        statement,
                        vec![Mark::Cell(after), Mark::Cell(before)],
                    )
                    .if_text_survived(),
                );
            }
        }
    }
}

/// The printed instalments of a row, by month.
fn instalments(facts: &Facts<'_>, table: usize, row: usize) -> Vec<Spot> {
    let columns = facts.table(table).map_or(&[][..], |found| &found.columns);
    let month = |month: &str| {
        let at = columns.iter().position(|column| column.leaf() == month)?;
        Some(Spot::new(table, row, at))
    };
    let spots = MONTHS.iter().filter_map(|name| month(name));
    spots.filter(|&spot| facts.figure(spot).is_some()).collect()
}
