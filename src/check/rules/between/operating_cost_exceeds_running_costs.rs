//! Operating costs of the statistics table must not exceed running costs of the basic table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, RowKind, TableKind};

/// T116: Operating costs in the statistics table are at most the running costs
pub static RULE: Rule = Rule {
    code: "T116",
    name: "operating-cost-exceeds-running-costs",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "统计表的机关运行经费大于公用经费",
        "Operating costs exceed running costs",
    ),
    summary: Text::new(
        "统计表中的机关运行经费不大于基本支出决算表的公用经费合计",
        "Operating costs in the statistics table are at most the running costs",
    ),
    page: Page {
        checks: Text::new(
            "相关信息统计表“机关运行经费”行政单位与参公单位之和，不大于基本支出决算表公用经费合计。",
            "Operating costs of administrative and equivalent units against 公用经费合计 of the basic table.",
        ),
        matters: Text::new(
            "机关运行经费取自公用经费。",
            "Operating costs are part of running costs.",
        ),
        basis: Text::new(
            "统计表的机关运行经费按一般公共预算基本支出中的公用经费填列。",
            "The statistics form takes operating costs from the running part of basic expenditure.",
        ),
        silent: Text::new(
            "小于是正常的：事业单位的公用经费不计入机关运行经费。",
            "Being smaller is normal: running costs of institutions do not count.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T116-operating-cost-exceeds-running-costs.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(statistics), Some(basic)) = (
        facts.only(TableKind::DisclosureStatistics),
        facts.only(TableKind::BasicExpenditure),
    ) else {
        return;
    };
    let Some(whole) = running_total(facts, basic) else {
        return;
    };
    let rows = facts.table(statistics).into_iter();
    let terms: Vec<Addend> = rows
        .flat_map(|table| &table.rows)
        .enumerate()
        .filter(|(_, row)| row.name().contains("行政单位") || row.name().contains("参照公务员法"))
        .filter_map(|(row, printed)| only_amount(facts, statistics, row, printed.cells().len()))
        .map(Addend::from)
        .collect();
    if terms.is_empty() {
        return;
    }
    relations.push(
        Relation::at_least(
            &RULE,
            whole,
            terms,
            Bilingual::new(
                "基本支出表公用经费合计不小于机关运行经费",
                "Running costs of the basic table are at least the operating costs",
            ),
        )
        .recounted(),
    );
}

/// 公用经费合计: a row of its own in parallel blocks, else the column's total.
fn running_total(facts: &Facts<'_>, table: usize) -> Option<Spot> {
    if facts.lanes(table) == 1 {
        let column = facts.column_meaning(table, 0, Role::Running)?;
        return Some(Spot::new(table, facts.total_row(table, 0)?, column));
    }
    let rows = facts.table(table)?.rows.iter().enumerate();
    let (row, printed) = rows
        .into_iter()
        .find(|(_, row)| row.kind() == RowKind::Total && row.name().contains("公用经费"))?;
    (0..printed.cells().len()).find_map(|cell| facts.spot(table, row, cell))
}

/// The one amount of this year that a row prints.
fn only_amount(facts: &Facts<'_>, table: usize, row: usize, cells: usize) -> Option<Spot> {
    let mut spots = (0..cells)
        .filter_map(|cell| facts.spot(table, row, cell))
        .filter(|spot| facts.is_of_now(table, spot.column()))
        .filter(|&spot| {
            facts
                .figure(spot)
                .is_some_and(|figure| figure.unit().is_money())
        });
    let spot = spots.next()?;
    spots.next().is_none().then_some(spot)
}
