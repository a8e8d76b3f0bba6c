//! 总计 must equal the total of the year plus what is carried over, used or distributed.

use crate::check::facts::{Facts, Stream};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Column, RowKind};

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
            "没有“本年合计”行或没有总计行的表不查。",
            "Tables without a total of the year or a grand total are not checked.",
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
    for balance in facts.balances() {
        let income = [RowKind::UseOfSurplus, RowKind::CarryIn];
        let expenditure = [RowKind::SurplusDistribution, RowKind::CarryOut];
        push(facts, relations, balance.income, income);
        push(facts, relations, balance.expenditure, expenditure);
    }
}

fn push(facts: &Facts<'_>, relations: &mut Vec<Relation>, stream: Stream, added: [RowKind; 2]) {
    let (Some(grand), Some(year)) = (facts.grand_total(stream), facts.year_total(stream)) else {
        return;
    };
    let mut rows = vec![year];
    for kind in added {
        let found = facts.rows_of_kind(stream.table, stream.lane, kind);
        rows.extend(found.iter().copied().filter(|&row| {
            !facts
                .parent(stream.table, row)
                .is_some_and(|up| found.contains(&up))
        }));
    }
    let label = facts.row_label(stream.table, grand);
    for column in facts.money_columns(stream.table, stream.lane) {
        let heading = facts
            .column(stream.table, column)
            .map(Column::label)
            .unwrap_or_default();
        let words = Bilingual::new(
            format!("“{label}”·{heading} = 本年合计 + 结转结余"),
            format!("“{label}” · {heading} = total of the year + carry-over"),
        );
        relations.push(Relation::equal(
            &RULE,
            Spot::new(stream.table, grand, column),
            facts.terms(stream.table, &rows, column),
            words,
        ));
    }
}
