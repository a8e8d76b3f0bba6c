//! The project table must equal project expenditure, in total and by type.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, RowKind, RowRef, TableKind};

/// T112: The project table equals project expenditure, in total and by type
pub static RULE: Rule = Rule {
    code: "T112",
    name: "projects-differ-from-expenditure",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "项目支出表与支出表的项目支出不符",
        "Project table disagrees with project expenditure",
    ),
    summary: Text::new(
        "项目支出表合计等于支出表的项目支出，按类型亦然",
        "The project table equals project expenditure, in total and by type",
    ),
    page: Page {
        checks: Text::new(
            "项目支出表合计与支出表“项目支出”合计；按类型（其他运转类、特定目标类）相加与对应列合计。",
            "The total of the project table against 项目支出 in the expenditure table, and the sums by type against their columns.",
        ),
        matters: Text::new(
            "项目是最需要说清的钱；总数对不上就有项目没有公开。",
            "Projects are what needs explaining most; if the total differs, some were not disclosed.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "结转口径不同、某类科目在一方没有印出、同类表有两张以上（不知与哪张勾稽）、或差额不超过一个末位时不提示。",
            "Silent when carry-over is treated differently, a class is not printed on one side, several tables of the kind are printed, or the gap is one last digit.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T112-projects-differ-from-expenditure.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(projects), Some(expenditure)) = (
        facts.only(TableKind::ProjectExpenditure),
        facts.only(TableKind::ExpenditureSummary),
    ) else {
        return;
    };
    // A list of some projects, or of those of one fund, need not add up to all of them.
    let title = facts.table(projects).map_or("", |table| &table.title);
    if PARTIAL.iter().any(|word| title.contains(word)) {
        return;
    }
    let (Some(total), Some(whole)) = (facts.total_row(expenditure, 0), facts.whole(projects, 0))
    else {
        return;
    };
    let mut push = |column: Option<usize>, terms: Vec<Addend>, zh: &str, en: &str| {
        let Some(column) = column.filter(|_| !terms.is_empty()) else {
            return;
        };
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(expenditure, total, column),
                terms,
                Bilingual::new(
                    format!("支出表{zh}合计 = 项目支出表{zh}合计"),
                    format!("Expenditure table: {en} = project table: {en}"),
                ),
            )
            .recounted(),
        );
    };
    let all = facts
        .total_row(projects, 0)
        .map(|row| Addend::from(Spot::new(projects, row, whole)));
    push(
        facts.column_meaning(expenditure, 0, Role::Project),
        all.into_iter().collect(),
        "项目支出",
        "project expenditure",
    );
    for (role, word, en) in [
        (Role::OtherRunning, "其他运转类", "other running projects"),
        (
            Role::SpecificPurpose,
            "特定目标类",
            "specific-purpose projects",
        ),
    ] {
        let rows: Vec<usize> = facts
            .rows_of_kind(projects, 0, RowKind::Item)
            .into_iter()
            .filter(|&row| facts.row(projects, row).is_some_and(|row| says(row, word)))
            .collect();
        push(
            facts.column_meaning(expenditure, 0, role),
            facts.terms(projects, &rows, whole),
            word,
            en,
        );
    }
}

/// Titles of tables that list a part of the projects.
const PARTIAL: &[&str] = &[
    "一般公共预算",
    "财政拨款",
    "重点",
    "专项",
    "政府性基金",
    "部分",
];

fn says(row: RowRef<'_>, word: &str) -> bool {
    row.cells().iter().any(|cell| cell.text() == Some(word))
}
