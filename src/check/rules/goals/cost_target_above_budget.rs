//! A cost ceiling must not exceed the budget of its project.

use crate::check::facts::{Facts, Indicator, Target};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::Spot;
use crate::check::remark::{Mark, Remark};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Amount, Bilingual, Unit};

/// G102: Cost targets are at most the budget of their project
pub static RULE: Rule = Rule {
    code: "G102",
    name: "cost-target-above-budget",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "成本指标高于项目预算",
        "A cost target above the budget of its project",
    ),
    summary: Text::new(
        "成本指标的金额不大于项目预算",
        "Cost targets are at most the budget of their project",
    ),
    page: Page {
        checks: Text::new(
            "单个项目的绩效表中，成本指标的指标值是金额（元、万元）且大于预算数。",
            "In the sheet of one project, a cost indicator whose target is an amount in 元 or 万元 above the budget.",
        ),
        matters: Text::new(
            "上限比预算还高，起不到约束作用，或有一个数写错了单位。",
            "A ceiling above the budget binds nobody, or one of the two is in a wrong unit.",
        ),
        basis: Text::new(
            "绩效目标应当指向明确、细化量化、合理可行（财预〔2015〕88号）。",
            "Targets are to be clear, quantified and feasible (财预〔2015〕88号).",
        ),
        silent: Text::new(
            "单价（元/人等）、一张表有几个项目、指标值不是单纯金额时不提示。",
            "Silent on unit prices, sheets of several projects, and targets that are more than an amount.",
        ),
        verify: Text::new(
            "比较同一张表里“预算数”和成本指标的指标值，先换算成同一单位。",
            "Compare 预算数 and the target on the same sheet in one unit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G102-cost-target-above-budget.md"),
    states: States::Remarks(remarks),
};

fn remarks(facts: &Facts<'_>, remarks: &mut Vec<Remark>) {
    for indicator in facts
        .indicators()
        .into_iter()
        .filter(|indicator| indicator.is_cost)
    {
        let Some(budget) = budget(facts, indicator.at.table()) else {
            continue;
        };
        let whole = facts.figure(budget).and_then(|figure| figure.interval());
        let ceiling = amount(&indicator);
        if let (Some(whole), Some(ceiling)) = (whole, ceiling)
            && judge::is_above(ceiling, whole.greatest)
        {
            let project = facts.project_of(indicator.at.table());
            let printed = facts
                .figure(budget)
                .map(|figure| figure.raw())
                .unwrap_or_default();
            let (name, value) = (indicator.name, indicator.value);
            let statement = Bilingual::new(
                format!("项目“{project}”的成本指标“{name}”为 {value}，高于预算数 {printed}。"),
                format!(
                    "Cost target “{name}” of project “{project}” is {value}, above its budget of {printed}."
                ),
            );
            remarks.push(Remark::new(
                &RULE,
                statement,
                vec![Mark::Cell(indicator.at), Mark::Cell(budget)],
            ));
        }
    }
}

/// The one budget of a sheet, in money.
fn budget(facts: &Facts<'_>, table: usize) -> Option<Spot> {
    let is_money = |spot: &Spot| {
        facts
            .figure(*spot)
            .is_some_and(|figure| figure.unit().is_money())
    };
    facts.budget_of_sheet(table).filter(is_money)
}

/// The amount of a target that is nothing but one and no floor: ≤100000元, 不超过10万元.
fn amount(indicator: &Indicator<'_>) -> Option<Amount> {
    let target = indicator.target().filter(Target::is_ceiling)?;
    let unit = Unit::from_money_word(target.unit)?;
    target.number.checked_mul(unit.factor())
}
