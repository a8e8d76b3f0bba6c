//! Operating costs by economic code must not exceed basic expenditure of the same code.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, TableKind};

/// T113: Operating costs per code are at most the basic table
pub static RULE: Rule = Rule {
    code: "T113",
    name: "operating-cost-exceeds-basic",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "机关运行经费大于同一科目的基本支出",
        "Operating cost exceeds basic expenditure of the code",
    ),
    summary: Text::new(
        "机关（机构）运行经费各科目不大于基本支出表的同一科目",
        "Operating costs per code are at most the basic table",
    ),
    page: Page {
        checks: Text::new(
            "机关（机构）运行经费表的各经济科目，与基本支出表同一科目各行之和。",
            "Each economic code of the operating-cost table against the rows of the same code in the basic table.",
        ),
        matters: Text::new(
            "运行经费取自基本支出的公用经费，不可能更多。",
            "Operating costs are taken from basic expenditure and cannot exceed it.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "科目只在一张表中印出时不查；小于是正常的，各地口径不同。",
            "Codes printed in one table only are not checked; being smaller is normal, as definitions differ.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/T113-operating-cost-exceeds-basic.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(part), Some(whole)) = (
        facts.only(TableKind::OperatingCost),
        facts.only(TableKind::BasicExpenditure),
    ) else {
        return;
    };
    let (Some(part_column), Some(column)) = (facts.whole(part, 0), facts.whole(whole, 0)) else {
        return;
    };
    for code in facts.codes(part) {
        let rows = facts.rows_with_code(whole, code);
        let Some((&first, others)) = rows.split_first() else {
            continue;
        };
        let mut terms: Vec<Addend> =
            facts.terms(part, &facts.rows_with_code(part, code), part_column);
        terms.extend(others.iter().map(|&row| Addend {
            negative: true,
            ..Spot::new(whole, row, column).into()
        }));
        let label = facts.row_label(part, first_row(facts, part, code));
        relations.push(
            Relation::at_least(
                &RULE,
                Spot::new(whole, first, column),
                terms,
                Bilingual::new(
                    format!("基本支出表“{label}”不小于运行经费表同一科目"),
                    format!("Basic table “{label}” is at least the operating-cost table"),
                ),
            )
            .recounted(),
        );
    }
}

fn first_row(facts: &Facts<'_>, table: usize, code: &str) -> usize {
    facts
        .rows_with_code(table, code)
        .first()
        .copied()
        .unwrap_or(0)
}
