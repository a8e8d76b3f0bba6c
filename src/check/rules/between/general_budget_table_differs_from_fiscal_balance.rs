//! The table of the general public budget must equal its column in the fiscal balance table.

use crate::check::facts::{Facts, Stream};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, TableKind};

/// T104: Total and classes equal the general-budget column of the fiscal balance
pub static RULE: Rule = Rule {
    code: "T104",
    name: "general-budget-table-differs-from-fiscal-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "一般公共预算支出表与财政拨款收支总表不符",
        "General budget table disagrees with the fiscal balance",
    ),
    summary: Text::new(
        "一般公共预算支出表的合计和各类与财政拨款收支总表的一般公共预算列一致",
        "Total and classes equal the general-budget column of the fiscal balance",
    ),
    page: Page {
        checks: Text::new(
            "一般公共预算（财政拨款）支出表的合计和各类，与财政拨款收支总表“一般公共预算”列；全部财政拨款支出表则与其“合计”列。",
            "Total and classes of the general-budget table against the 一般公共预算 column of the fiscal balance; a table of all appropriations against its 合计 column.",
        ),
        matters: Text::new(
            "一般公共预算是部门支出的主体，两张表必须是同一个数。",
            "The general budget is most of the money; both tables must print the same.",
        ),
        basis: Text::new(
            "统一报表之间的勾稽关系：同一口径的数在两张表中必须一致。",
            "Articulation of the uniform forms: a quantity of the same scope must read the same in both tables.",
        ),
        silent: Text::new(
            "表名或表注说明只含当年拨款、不含上年结转，而总表有结转时不查；总表有政府性基金等拨款、“财政拨款”支出表却可能只列一般公共预算时不查；差一个末位不提示。",
            "Not checked when the table says that it excludes carry-over and the balance has some, nor when the balance prints money of funds that a table of 财政拨款 may leave out; one last digit is silent.",
        ),
        verify: Text::new(
            "打开两张表，找到所列的两个数，比较；若一方由多行相加，先相加再比较，允许四舍五入尾差。",
            "Open both tables, find the two figures and compare; where one side is several rows, add them first and allow for rounding.",
        ),
    },
    fixture: include_str!(
        "../../../../tests/rules/T104-general-budget-table-differs-from-fiscal-balance.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let Some(balance) = facts.balance(TableKind::FiscalAppropriationSummary) else {
        return;
    };
    let side = balance.expenditure;
    let fund = facts.column_meaning(side.table, side.lane, Role::GeneralBudget);
    for (kind, column) in [
        (TableKind::GeneralBudgetExpenditure, fund),
        (TableKind::FiscalExpenditure, Some(side.whole)),
    ] {
        let (Some(table), Some(column)) = (facts.only(kind), column) else {
            continue;
        };
        let carried = facts.carry_in(balance.income).is_some_and(|row| {
            facts.prints_something(Spot::new(balance.income.table, row, balance.income.whole))
        });
        if carried && facts.excludes_carry_over(table) {
            continue;
        }
        if kind == TableKind::FiscalExpenditure && leaves_funds_out(facts, balance.income, table) {
            continue;
        }
        push(facts, relations, side, column, table);
    }
}

/// Whether a table of all appropriations may leave the funds out: before the law of 2015, 财政拨款 often
/// meant the general budget alone. It does not where it prints every account of the funds' own table.
fn leaves_funds_out(facts: &Facts<'_>, income: Stream, table: usize) -> bool {
    let spent = [Role::GovernmentFund, Role::StateCapital]
        .into_iter()
        .any(|fund| {
            let rows = [
                facts.current_fund_row(income, fund),
                facts.carried_fund_row(income, fund),
            ];
            let prints = |row| facts.prints_something(Spot::new(income.table, row, income.whole));
            rows.into_iter().flatten().any(prints)
        });
    let own = facts.only(TableKind::GovernmentFund);
    let codes = own.map(|own| facts.codes(own)).unwrap_or_default();
    let printed = |code: &&str| !facts.rows_for_code(table, code).is_empty();
    spent && (codes.is_empty() || !codes.iter().all(printed))
}

fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    side: Stream,
    column: usize,
    table: usize,
) {
    let Some(whole) = facts.whole(table, 0) else {
        return;
    };
    let name = facts.table_label(table);
    if let (Some(total), Some(year)) = (facts.total_row(table, 0), facts.total_of_the_year(side)) {
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(side.table, year, column),
                vec![Spot::new(table, total, whole).into()],
                Bilingual::new(
                    format!("财政拨款收支总表本年支出 = {}合计", name.zh),
                    format!(
                        "Fiscal balance: expenditure of the year = total of {}",
                        name.en
                    ),
                ),
            )
            .recounted(),
        );
    }
    for class in facts.classes(table) {
        let Some(row) = facts.class_row(side, class) else {
            continue;
        };
        let rows = facts.rows_for_code(table, class);
        let label = facts.row_label(side.table, row);
        relations.push(
            Relation::equal(
                &RULE,
                Spot::new(side.table, row, column),
                facts.terms(table, &rows, whole),
                Bilingual::new(
                    format!("财政拨款收支总表“{label}”= {} {class} 类", name.zh),
                    format!("Fiscal balance “{label}” = class {class} of {}", name.en),
                ),
            )
            .recounted()
            .blank_is_nothing(),
        );
    }
}
