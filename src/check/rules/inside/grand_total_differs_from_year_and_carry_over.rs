//! 总计 must equal the total of the year plus what is carried over, used or distributed.

use crate::check::facts::{Facts, Side, Stream};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::judge;
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Certainty, Column, RowKind, RowRef};

/// A106: Grand totals equal the year's totals plus carry-over, use and distribution of surplus
pub static RULE: Rule = Rule {
    code: "A106",
    name: "grand-total-differs-from-year-and-carry-over",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "总计不等于本年合计加结转结余",
        "Grand total is not the year's total plus carry-over",
    ),
    summary: Text::new(
        "收入总计＝本年收入＋使用结余＋年初结转，支出总计＝本年支出＋结余分配＋年末结转",
        "Grand totals equal the year's totals plus carry-over, use and distribution of surplus",
    ),
    page: Page {
        checks: Text::new(
            "收支总表两侧的总计，与本年合计、结转结余、使用结余、结余分配各行之和，逐列核对。",
            "On both sides of the balance tables the grand total is held against the year's total, carry-over, use and distribution of surplus, column by column.",
        ),
        matters: Text::new(
            "结转是部门资金中最容易漏算的一块。",
            "Carry-over is the money most easily lost from sight.",
        ),
        basis: Text::new(
            "部门预算、决算公开报表的表头和栏次本身规定了这一关系（预算法第十四条，财预〔2016〕143号）。",
            "The headings of the published forms themselves state this relation (Budget Law art. 14; 财预〔2016〕143号).",
        ),
        silent: Text::new(
            "没有总计行的表不查；没有“本年合计”行的表，总计与所列各项和结转结余之和核对。“一、本年收入”之后还有“二、上级补助收入”一类并列各项的，总计另含转移支付和债务，不查；“本年合计”与总计之间印有名称既非结转结余、又非其组成的金额行的，不符也不提示。",
            "Tables without a grand total are not checked; without a total of the year, the grand total is held against the items and carry-over. Where 一、本年收入 has company such as 二、上级补助收入, the total holds transfers and debt besides and is not checked. Silent where a row of money between the total of the year and the grand total is called neither carry-over nor a part of it.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!(
        "../../../../tests/rules/A106-grand-total-differs-from-year-and-carry-over.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    let income = [RowKind::UseOfSurplus, RowKind::CarryIn];
    let expenditure = [RowKind::SurplusDistribution, RowKind::CarryOut];
    for balance in facts.balances() {
        for (side, added) in [(Side::Income, income), (Side::Expenditure, expenditure)] {
            let streams = facts.streams(balance.income.table, side);
            if let Some(closing) = facts.closing(balance.income.table, side) {
                push(facts, relations, closing, &streams, added);
            }
        }
    }
}

fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    closing: Stream,
    side: &[Stream],
    added: [RowKind; 2],
) {
    let Some(grand) = facts.grand_total(closing) else {
        return;
    };
    let year = facts.year_total(closing);
    if year.is_some_and(|year| has_numbered_company(facts, closing, year)) {
        return;
    }
    let of_the_year = match year {
        Some(row) => vec![row],
        None => facts.year_items(closing, grand),
    };
    // Below several breakdowns side by side, carry-over is printed once, under any of them.
    let rest: Vec<(Stream, usize)> = side
        .iter()
        .flat_map(|&stream| added.map(|kind| (stream, outermost(facts, stream, kind))))
        .flat_map(|(stream, rows)| rows.into_iter().map(move |row| (stream, row)))
        .filter(|(_, row)| !of_the_year.contains(row))
        .collect();
    let label = facts.row_label(closing.table, grand);
    let (zh, en) = match year {
        Some(_) => ("本年合计", "total of the year"),
        None => ("所列各项", "its items"),
    };
    let uncertain = match year {
        Some(year) => has_unnamed_rest(facts, closing, year, grand),
        None => is_inferred(facts, closing.table),
    };
    for column in facts.money_columns(closing.table, closing.lane) {
        if side.len() > 1 && column != closing.whole {
            continue;
        }
        let heading = facts
            .column(closing.table, column)
            .map(Column::label)
            .unwrap_or_default();
        let words = Bilingual::new(
            format!("“{label}”·{heading} = {zh} + 结转结余"),
            format!("“{label}” · {heading} = {en} + carry-over"),
        );
        let carried = rest.iter().map(|&(stream, row)| {
            let column = if stream == closing {
                column
            } else {
                stream.whole
            };
            Spot::new(closing.table, row, column).into()
        });
        // A total of the year that prints nothing below a grand total was lost, not nought.
        let lost = |row: usize| {
            let mut columns = facts.money_columns(closing.table, closing.lane);
            columns.all(|column| {
                facts
                    .cell_id(Spot::new(closing.table, row, column))
                    .is_none()
            })
        };
        let mut terms = facts.terms(closing.table, &of_the_year, column);
        terms.extend(carried);
        relations.push(
            Relation::equal(&RULE, Spot::new(closing.table, grand, column), terms, words)
                .row_may_be_lost_if(rest.is_empty() || year.is_none_or(lost))
                .only_vouches_if(uncertain),
        );
    }
}

/// Whether between the total of the year and the grand total a row prints money that is called neither
/// carry-over nor a part of it: its name may have been broken, and then it is one of the terms.
fn has_unnamed_rest(facts: &Facts<'_>, stream: Stream, year: usize, grand: usize) -> bool {
    let prints = |row: usize| {
        let mut columns = facts.money_columns(stream.table, stream.lane);
        columns.any(|column| {
            let figure = facts.figure(Spot::new(stream.table, row, column));
            figure.is_some_and(|figure| judge::is_something(&figure))
        })
    };
    let mut items = facts.top_items(stream.table, stream.lane).into_iter();
    items.any(|row| year < row && row < grand && prints(row))
}

/// 一、本年收入, 二、上级补助收入, 三、上年结转: the balance of a government, whose total holds transfers and
/// debt beside what belongs to the year.
fn has_numbered_company(facts: &Facts<'_>, stream: Stream, year: usize) -> bool {
    let numbered = |name: &str| {
        name.split_once('、')
            .is_some_and(|(ordinal, _)| ordinal.chars().all(|c| "一二三四五六七八九十".contains(c)))
    };
    let Some(table) = facts.table(stream.table) else {
        return false;
    };
    if !table.rows.get(year).is_some_and(|row| numbered(row.name())) {
        return false;
    }
    let below = table.rows.iter().skip(year + 1);
    let mut company = below
        .filter(|row| row.lane() == stream.lane && numbered(row.name()))
        .map(RowRef::kind)
        .peekable();
    // A list that ends with 一、 was cut off.
    company.peek().is_none() || company.any(|kind| kind == RowKind::Item)
}

/// Whether figures of a table were placed by inference: then a row may belong to its other side.
fn is_inferred(facts: &Facts<'_>, table: usize) -> bool {
    let rows = facts.table(table).into_iter().flat_map(|found| &found.rows);
    rows.flat_map(RowRef::cells)
        .any(|cell| cell.certainty() != Certainty::Printed)
}

/// The rows of a kind that are no part of another one of it.
fn outermost(facts: &Facts<'_>, stream: Stream, kind: RowKind) -> Vec<usize> {
    let found = facts.rows_of_kind(stream.table, stream.lane, kind);
    let is_part = |row: &usize| {
        let parent = facts.parent(stream.table, *row);
        parent.is_some_and(|up| found.contains(&up))
    };
    found.iter().copied().filter(|row| !is_part(row)).collect()
}
