//! No code may spend more from the general budget than from all money together.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T105: Per code, the general-budget table is at most the expenditure table
pub static RULE: Rule = Rule {
    code: "T105",
    name: "general-budget-exceeds-expenditure",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "一般公共预算支出大于全部支出",
        "General-budget figure exceeds all expenditure",
    ),
    summary: Text::new(
        "同一科目的一般公共预算支出不大于支出总表中的数",
        "Per code, the general-budget table is at most the expenditure table",
    ),
    page: Page {
        checks: Text::new(
            "同一功能科目的合计、基本支出、项目支出：一般公共预算支出表的数不大于支出表的数。",
            "Per function code, for total, basic and project expenditure: the general-budget table is at most the expenditure table.",
        ),
        matters: Text::new(
            "一般公共预算只是全部支出的一部分。",
            "The general budget is but a part of all expenditure.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "科目只在一张表中印出时不查；差一个末位不提示；小于是正常的（有其他资金）。",
            "Codes printed in one table only are not checked; one last digit is silent; being smaller is normal, as there is other money.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T105-general-budget-exceeds-expenditure.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(part), Some(whole)) = (
        facts.only(TableKind::GeneralBudgetExpenditure),
        facts.only(TableKind::ExpenditureSummary),
    ) else {
        return;
    };
    let mut columns = vec![(facts.whole(part, 0), facts.whole(whole, 0))];
    for role in [Role::Basic, Role::Project] {
        columns.push((
            facts.column_meaning(part, 0, role),
            facts.column_meaning(whole, 0, role),
        ));
    }
    for code in facts.codes(part) {
        let (&[row], &[other]) = (
            facts.rows_with_code(part, code).as_slice(),
            facts.rows_with_code(whole, code).as_slice(),
        ) else {
            continue;
        };
        for (part_column, whole_column) in &columns {
            let (Some(part_column), Some(whole_column)) = (part_column, whole_column) else {
                continue;
            };
            let total = Spot::new(whole, other, *whole_column);
            let label = facts.label(total);
            relations.push(
                Relation::at_least(
                    &RULE,
                    total,
                    vec![Spot::new(part, row, *part_column).into()],
                    Bilingual::new(
                        format!("支出表“{label}”不小于一般公共预算支出表同一科目"),
                        format!("Expenditure table “{label}” is at least the general-budget table's figure"),
                    ),
                )
                .recounted(),
            );
        }
    }
}
