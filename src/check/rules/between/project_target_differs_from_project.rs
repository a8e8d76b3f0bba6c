//! The amount of a project in the performance table must equal the project table.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind, RowRef, TableKind};

/// T115: A project has the same amount in the performance table and the project table
pub static RULE: Rule = Rule {
    code: "T115",
    name: "project-target-differs-from-project",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "项目绩效表的金额与项目支出表不符",
        "Project amount differs between performance and project table",
    ),
    summary: Text::new(
        "同名项目在绩效目标表与项目支出表中的金额相同",
        "A project has the same amount in the performance table and the project table",
    ),
    page: Page {
        checks: Text::new(
            "按名称一致的项目，比较项目绩效目标汇总表的资金总额与项目支出表的合计。",
            "For projects of the same name, the amount in the performance table against the project table.",
        ),
        matters: Text::new(
            "绩效目标按错误的金额设定，考核就失去意义。",
            "Targets set on a wrong amount measure nothing.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "名称不完全相同、或同名项目不止一个时不查；绩效表只列部分项目是正常的。",
            "Not checked when names differ or occur twice; listing only part of the projects is normal.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T115-project-target-differs-from-project.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(projects) = facts.only(TableKind::ProjectExpenditure) else {
        return;
    };
    let Some(column) = facts.whole(projects, 0) else {
        return;
    };
    for (targets, table) in facts.tables() {
        if table.kind != TableKind::ProjectPerformance {
            continue;
        }
        let Some(target_column) = facts.whole(targets, 0) else {
            continue;
        };
        for row in facts.rows_of_kind(targets, 0, RowKind::Item) {
            let spot = Spot::new(targets, row, target_column);
            let name = facts.row(targets, row).map_or("", |row| row.name());
            if name.is_empty() || facts.figure(spot).is_none() {
                continue;
            }
            let Some(project) = only_named(facts, projects, name) else {
                continue;
            };
            relations.push(Relation::equal(
                &RULE,
                spot,
                vec![Spot::new(projects, project, column).into()],
                Bilingual::new(
                    format!("项目“{name}”的金额两表相同"),
                    format!("Project “{name}” has the same amount in both tables"),
                ),
            ));
        }
    }
}

/// The one project row with this name, as its label or in one of its text cells.
fn only_named(facts: &Facts<'_>, table: usize, name: &str) -> Option<usize> {
    let named = |row: RowRef<'_>| {
        row.name() == name || row.cells().iter().any(|cell| cell.text() == Some(name))
    };
    let mut rows = facts
        .rows_of_kind(table, 0, RowKind::Item)
        .into_iter()
        .filter(|&row| facts.row(table, row).is_some_and(named));
    let row = rows.next()?;
    rows.next().is_none().then_some(row)
}
