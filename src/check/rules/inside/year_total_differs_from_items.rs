//! 本年收入合计 and 本年支出合计 must equal their items.

use crate::check::facts::{Facts, Side, Stream};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Column, Spent};

/// A105: Income (expenditure) of the year equals its items
pub static RULE: Rule = Rule {
    code: "A105",
    name: "year-total-differs-from-items",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "本年收支合计与各项之和不符",
        "Total of the year differs from its items",
    ),
    summary: Text::new(
        "本年收入（支出）合计等于各收入（支出）项目之和",
        "Income (expenditure) of the year equals its items",
    ),
    page: Page {
        checks: Text::new(
            "收支总表和财政拨款收支总表中，“本年收入合计”“本年支出合计”与所列各项之和，逐列核对。",
            "In the balance tables, 本年收入合计 and 本年支出合计 are held against their items, column by column.",
        ),
        matters: Text::new(
            "总表是读者最先看的一张表，合计不等于明细，其余各表都失去依据。",
            "The balance table is read first; if its total is not its items, every other table hangs in the air.",
        ),
        basis: Text::new(
            "部门预算、决算公开报表的表头和栏次本身规定了这一关系（预算法第十四条，财预〔2016〕143号）。",
            "The headings of the published forms themselves state this relation (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "“其中”行不加；结转结余不加；尾差之内不提示。",
            "其中 rows and carried-over money are not added; rounding residues are silent.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A105-year-total-differs-from-items.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for balance in facts.balances() {
        for side in [Side::Income, Side::Expenditure] {
            let streams = facts.streams(balance.income.table, side);
            let totals: Vec<(Stream, usize)> = streams
                .iter()
                .filter_map(|&stream| Some((stream, facts.year_total(stream)?)))
                .collect();
            // A total under several breakdowns is printed once and closes each of them.
            let shared = match totals.as_slice() {
                [total] if streams.len() > 1 => Some(*total),
                _ => None,
            };
            for stream in streams {
                match (facts.year_total(stream), shared) {
                    (Some(total), _) => {
                        for column in facts.money_columns(stream.table, stream.lane) {
                            push(facts, relations, stream, column, (total, column));
                        }
                    }
                    (None, Some((owner, total))) => {
                        push(facts, relations, stream, stream.whole, (total, owner.whole));
                    }
                    (None, None) => {}
                }
            }
        }
    }
}

/// The items of a stream in a column, against a total of the year by row and column.
fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    stream: Stream,
    column: usize,
    total: (usize, usize),
) {
    let items = facts.year_items(stream, total.0);
    if items.is_empty() {
        return;
    }
    let label = facts.row_label(stream.table, total.0);
    let spent = facts
        .table(stream.table)
        .is_some_and(|table| table.spent.contains(&Spent::Column { column }));
    let heading = facts
        .column(stream.table, column)
        .map(Column::label)
        .unwrap_or_default();
    let words = Bilingual::new(
        format!("“{label}”·{heading} = 所列各项之和"),
        format!("“{label}” · {heading} = sum of its items"),
    );
    relations.push(
        Relation::equal(
            &RULE,
            Spot::new(stream.table, total.0, total.1),
            facts.terms(stream.table, &items, column),
            words,
        )
        .spent_if(spent)
        .row_may_be_lost(),
    );
}
