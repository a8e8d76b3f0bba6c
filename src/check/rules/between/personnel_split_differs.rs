//! Personnel and running costs are printed by function and by economic code; the splits should agree.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T107: The function table and the economic table should split personnel and running costs alike
pub static RULE: Rule = Rule {
    code: "T107",
    name: "personnel-split-differs",
    severity: Severity::Warning,
    certainty: FindingCertainty::Interpreted,
    title: Text::new(
        "人员经费与公用经费的划分两表不一致",
        "Personnel and running costs are split in two ways",
    ),
    summary: Text::new(
        "功能分类表与经济分类表的人员经费、公用经费应一致",
        "The function table and the economic table should split personnel and running costs alike",
    ),
    page: Page {
        checks: Text::new(
            "一般公共预算支出表的人员经费（或工资福利＋对个人和家庭的补助）、公用经费（或商品和服务＋资本性支出）合计，与基本支出表的人员经费、公用经费合计。",
            "Personnel (or wages + transfers) and running costs (or goods and services + capital) of the general-budget table against the same totals of the basic table.",
        ),
        matters: Text::new(
            "同一部门两个“人员经费”，读者不知该信哪一个。",
            "Two figures for personnel: which one is meant?",
        ),
        basis: Text::new(
            "各地对其他交通费用（30239）、福利费（30229）和 303 类的归类不同，须在文件中说明。",
            "Regions book 30239, 30229 and class 303 differently; a document should say how.",
        ),
        silent: Text::new(
            "任一表没有这种划分时不查。差额恰由 30239、30229 或 303 类构成时仍作提示，但列为可能的口径差异。",
            "Not checked when a table has no such split. If 30239, 30229 or class 303 make up the gap, that is named as the likely reason.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T107-personnel-split-differs.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(functions), Some(economy)) = (
        facts.only(TableKind::GeneralBudgetExpenditure),
        facts.only(TableKind::BasicExpenditure),
    ) else {
        return;
    };
    let (Some(row), Some(other)) = (facts.total_row(functions, 0), facts.total_row(economy, 0))
    else {
        return;
    };
    if facts.lanes(economy) > 1 {
        return;
    }
    let sides = [
        (
            Role::Personnel,
            [Role::Wages, Role::Transfers],
            "人员经费",
            "personnel",
        ),
        (
            Role::Running,
            [Role::GoodsServices, Role::Capital],
            "公用经费",
            "running costs",
        ),
    ];
    for (role, parts, zh, en) in sides {
        let Some(column) = facts.column_meaning(economy, 0, role) else {
            continue;
        };
        let terms = split(facts, functions, row, role, parts);
        if terms.is_empty() {
            continue;
        }
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(economy, other, column),
                terms,
                Bilingual::new(
                    format!("基本支出表{zh}合计 = 一般公共预算支出表{zh}合计"),
                    format!("Total {en} of the basic table = total {en} by function"),
                ),
            )
            .recounted()
            .suspecting(suspects(facts, economy)),
        );
    }
}

/// The column of the side itself, else its two parts.
fn split(facts: &Facts<'_>, table: usize, row: usize, role: Role, parts: [Role; 2]) -> Vec<Addend> {
    let of = |role| {
        facts
            .column_meaning(table, 0, role)
            .map(|column| Addend::from(Spot::new(table, row, column)))
    };
    match of(role) {
        Some(whole) => vec![whole],
        None => parts.into_iter().filter_map(of).collect(),
    }
}

/// Rows that practice counts now as personnel, now as running costs.
fn suspects(facts: &Facts<'_>, table: usize) -> Vec<Spot> {
    let Some(whole) = facts.whole(table, 0) else {
        return Vec::new();
    };
    let codes = facts.codes(table);
    ["30239", "30229"]
        .into_iter()
        .chain(
            codes
                .into_iter()
                .filter(|code| code.starts_with("303") && code.len() == 5),
        )
        .flat_map(|code| facts.rows_with_code(table, code))
        .map(|row| Spot::new(table, row, whole))
        .collect()
}
