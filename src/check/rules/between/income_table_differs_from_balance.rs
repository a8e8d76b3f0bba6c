//! The income table and the income side of the balance table must agree.

use crate::check::facts::{Facts, Stream};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Role, RowKind, TableKind, ValueKind};

/// T101: Totals and sources of the income table equal the balance table
pub static RULE: Rule = Rule {
    code: "T101",
    name: "income-table-differs-from-balance",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "收入表与收支总表不符",
        "Income table disagrees with the balance table",
    ),
    summary: Text::new(
        "收入表的合计和各来源与收支总表收入侧一致",
        "Totals and sources of the income table equal the balance table",
    ),
    page: Page {
        checks: Text::new(
            "收入表合计行的总计、本年收入、上年结转和各收入来源，与收支总表收入侧相应的行。",
            "Total, income of the year, carry-over and each source in the income table's total row against the rows of the balance table.",
        ),
        matters: Text::new(
            "同一笔收入在两张表里两个数，必有一处是错的。",
            "One income, two figures: one of the tables is wrong.",
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
    fixture: include_str!("../../../../tests/rules/T101-income-table-differs-from-balance.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let (Some(table), Some(balance)) = (
        facts.only(TableKind::IncomeSummary),
        facts.balance(TableKind::BudgetSummary),
    ) else {
        return;
    };
    let Some(total) = facts.total_row(table, 0) else {
        return;
    };
    for (column, row) in totals(facts, table, balance.income) {
        push(
            facts,
            relations,
            balance.income,
            &[row],
            Spot::new(table, total, column),
        );
    }
    for (column, rows) in sources(facts, table, balance.income) {
        push(
            facts,
            relations,
            balance.income,
            &rows,
            Spot::new(table, total, column),
        );
    }
}

/// Columns of totals with the row of the balance table that prints the same.
fn totals(facts: &Facts<'_>, table: usize, income: Stream) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let whole = facts.whole(table, 0);
    let year = facts.column_meaning(table, 0, Role::CurrentIncome);
    let (year_row, grand_row) = (facts.year_total(income), facts.grand_total(income));
    match (whole, year) {
        (Some(whole), Some(year)) => {
            pairs.extend(grand_row.filter(|_| whole != year).map(|row| (whole, row)));
            pairs.extend(year_row.map(|row| (year, row)));
        }
        (Some(whole), None) if facts.is_current(table, whole) => {
            pairs.extend(year_row.map(|row| (whole, row)));
        }
        _ => {}
    }
    let carried = facts.column_meaning(table, 0, Role::CarryIn);
    pairs.extend(carried.zip(facts.carry_in(income)));
    pairs
}

/// Columns of sources of the year with the rows of the same name or fund.
fn sources(facts: &Facts<'_>, table: usize, income: Stream) -> Vec<(usize, Vec<usize>)> {
    let mut pairs: Vec<(usize, Vec<usize>)> = Vec::new();
    let funds = [
        Role::GeneralBudget,
        Role::GovernmentFund,
        Role::StateCapital,
        Role::SpecialAccount,
    ];
    for fund in funds {
        let column = facts.current_fund_column(table, 0, fund);
        let row = facts.current_fund_row(income, fund);
        pairs.extend(column.zip(row.map(|row| vec![row])));
    }
    let items = facts.rows_of_kind(income.table, income.lane, RowKind::Item);
    let columns = facts
        .table(table)
        .map_or(&[][..], |table| table.columns.as_slice());
    for (index, column) in columns.iter().enumerate() {
        let alike = columns.iter().enumerate().filter(|(other, found)| {
            found.leaf() == column.leaf() && !facts.is_carried(table, *other)
        });
        // One source under two headings: the one of the year itself is meant.
        let ambiguous = alike.count() > 1 && !facts.is_current(table, index);
        let other = column.kind != ValueKind::Amount
            || facts.is_carried(table, index)
            || !facts.is_of_now(table, index)
            || ambiguous;
        if other || pairs.iter().any(|(known, _)| *known == index) {
            continue;
        }
        if column.leaf() == "财政拨款收入" {
            let rows: Vec<usize> = funds
                .iter()
                .take(3)
                .filter_map(|&fund| facts.current_fund_row(income, fund))
                .collect();
            pairs.extend((!rows.is_empty()).then_some((index, rows)));
        } else {
            let named = |row: &&usize| facts.plain_name(income.table, **row) == column.leaf();
            // What was carried over is listed by source too: a name that is printed twice tells nothing.
            let mut rows = items.iter().filter(named);
            if let (Some(&row), None) = (rows.next(), rows.next()) {
                pairs.push((index, vec![row]));
            }
        }
    }
    pairs
}

fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    income: Stream,
    rows: &[usize],
    total: Spot,
) {
    let terms: Vec<Addend> = facts.terms(income.table, rows, income.whole);
    let names: Vec<String> = rows
        .iter()
        .map(|&row| facts.row_label(income.table, row))
        .collect();
    let (column, names) = (facts.label(total), names.join(" + "));
    let words = Bilingual::new(
        format!("收入表“{column}”= 收支总表“{names}”"),
        format!("Income table “{column}” = balance table “{names}”"),
    );
    relations.push(Relation::equal(&RULE, total, terms, words).recounted());
}
