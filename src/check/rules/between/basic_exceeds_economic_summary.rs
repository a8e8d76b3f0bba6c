//! No economic code may show more basic expenditure than expenditure of all kinds.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T109: Per economic code, basic expenditure is at most the economic summary
pub static RULE: Rule = Rule {
    code: "T109",
    name: "basic-exceeds-economic-summary",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "基本支出大于同一经济科目的全部支出",
        "Basic expenditure exceeds the code's total",
    ),
    summary: Text::new(
        "同一经济科目的基本支出不大于支出经济分类汇总表中的数",
        "Per economic code, basic expenditure is at most the economic summary",
    ),
    page: Page {
        checks: Text::new(
            "按部门经济分类款级科目，基本支出表各行之和不大于支出经济分类汇总表同一科目各行之和。",
            "Per section of the department economic classification, the rows of the basic table are at most the rows of the economic summary.",
        ),
        matters: Text::new(
            "基本支出只是全部支出的一部分。",
            "Basic expenditure is but a part of all expenditure.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "科目只在一张表中印出时不查；同一科目分几行的先相加。",
            "Codes printed in one table only are not checked; several rows of a code are added first.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T109-basic-exceeds-economic-summary.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(part), Some(whole)) = (
        facts.only(TableKind::BasicExpenditure),
        facts.only(TableKind::EconomicClassificationSummary),
    ) else {
        return;
    };
    let Some(column) = facts.whole(whole, 0) else {
        return;
    };
    for code in facts.codes(part).into_iter().filter(|code| code.len() == 5) {
        let rows = facts.rows_with_code(whole, code);
        let Some((&first, others)) = rows.split_first() else {
            continue;
        };
        let mut terms: Vec<Addend> = facts
            .rows_with_code(part, code)
            .into_iter()
            .filter_map(|row| {
                let lane = facts.row(part, row)?.lane();
                Some(Spot::new(part, row, facts.whole(part, lane)?).into())
            })
            .collect();
        terms.extend(others.iter().map(|&row| Addend {
            negative: true,
            ..Spot::new(whole, row, column).into()
        }));
        let label = facts.row_label(whole, first);
        relations.push(
            Relation::at_least(
                &RULE,
                Spot::new(whole, first, column),
                terms,
                Bilingual::new(
                    format!("“{label}”：经济分类汇总表不小于基本支出表"),
                    format!("“{label}”: the economic summary is at least the basic table"),
                ),
            )
            .recounted(),
        );
    }
}
