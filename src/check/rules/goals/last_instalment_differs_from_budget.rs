//! The last cumulative instalment of a payment plan must be the whole budget.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::{Addend, Relation};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, PlainUnit, TableKind, Unit};

/// G101: The last cumulative instalment equals the project's budget
pub static RULE: Rule = Rule {
    code: "G101",
    name: "last-instalment-differs-from-budget",
    severity: Severity::Error,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "资金支出计划年底数与预算数不符",
        "Payment plan does not end at the budget",
    ),
    summary: Text::new(
        "项目资金支出计划到年底的累计数等于预算数",
        "The last cumulative instalment equals the project's budget",
    ),
    page: Page {
        checks: Text::new(
            "项目绩效表中“资金支出计划”最后一档（12月底）的累计数与“预算数”是否一致。表头写“%”而填金额的，按金额比较；填 100 的按百分比视为一致。",
            "In project sheets, the last instalment (12月底) of the payment plan against 预算数. Where the header says % but amounts are filled in, they are read as amounts; 100 is read as the whole.",
        ),
        matters: Text::new(
            "计划没有把预算花完，或者预算数改了而计划没有改。",
            "The plan does not spend the budget, or the budget was changed and the plan was not.",
        ),
        basis: Text::new(
            "资金支出计划按累计数填列，年底应为全年预算。",
            "Plans are cumulative; the end of the year is the whole budget.",
        ),
        silent: Text::new(
            "没有 12 月底一档、或一张表里有几个项目时不查。",
            "Not checked without a 12月底 instalment, or when one sheet holds several projects.",
        ),
        verify: Text::new(
            "比较同一张表里“预算数”和“12月底”两个数。",
            "Compare 预算数 and 12月底 on the same sheet.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/G101-last-instalment-differs-from-budget.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        if table.kind != TableKind::ProjectPerformance {
            continue;
        }
        let budget = facts.budget_of_sheet(index);
        let last = facts.last_instalment(index);
        let (Some(budget), Some(last)) = (budget, last) else {
            continue;
        };
        let Some(figure) = facts.figure(last) else {
            continue;
        };
        if *figure.unit() == Unit::Percent && judge::is_one_hundred(&figure) {
            continue;
        }
        let term = Addend {
            read_as: PlainUnit::of(&table.unit),
            ..last.into()
        };
        let words = Bilingual::new(
            "资金支出计划年底累计数 = 预算数",
            "Last cumulative instalment = budget of the project",
        );
        relations.push(Relation::equal(&RULE, budget, vec![term], words));
    }
}
