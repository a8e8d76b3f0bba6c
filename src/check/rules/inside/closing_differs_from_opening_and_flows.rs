//! 年初 + 本年收入 − 本年支出 must equal 年末 in every row.

use crate::check::facts::{Facts, Flow};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::Bilingual;

/// A114: Closing balance = opening balance + income − expenditure
pub static RULE: Rule = Rule {
    code: "A114",
    name: "closing-differs-from-opening-and-flows",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "年末结余与年初加收入减支出不符",
        "Closing balance differs from opening plus flows",
    ),
    summary: Text::new(
        "年末结转结余＝年初结转结余＋本年收入－本年支出",
        "Closing balance = opening balance + income − expenditure",
    ),
    page: Page {
        checks: Text::new(
            "政府性基金等收入支出决算表的每一行：年初结转和结余＋本年收入－本年支出＝年末结转和结余。",
            "In every row of a table that follows money through the year: opening balance + income − expenditure = closing balance.",
        ),
        matters: Text::new(
            "钱不会凭空多出或消失。",
            "Money neither appears nor vanishes.",
        ),
        basis: Text::new(
            "政府性基金预算财政拨款收入支出决算表（公开07表）的栏次关系。",
            "Relation of the columns of form 公开07.",
        ),
        silent: Text::new(
            "四栏不全的表不查；空白按零处理。",
            "Not checked unless all four columns are printed; blanks count as nothing.",
        ),
        verify: Text::new(
            "在同一行中用年初数加本年收入减本年支出，与年末数比较。",
            "In one row, add income to the opening figure, subtract expenditure, and compare with the closing figure.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A114-closing-differs-from-opening-and-flows.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        for lane in 0..table.lanes.len() {
            let column = |flow| facts.flow_column(index, lane, flow);
            let (Some(opening), Some(income), Some(expenditure), Some(closing)) = (
                column(Flow::Opening),
                column(Flow::Income),
                column(Flow::Expenditure),
                column(Flow::Closing),
            ) else {
                continue;
            };
            for (row, _) in table.lane_rows(lane) {
                let spot = |column| Spot::new(index, row, column);
                let spent = Addend {
                    negative: true,
                    ..spot(expenditure).into()
                };
                let terms = vec![spot(opening).into(), spot(income).into(), spent];
                let label = facts.row_label(index, row);
                let words = Bilingual::new(
                    format!("“{label}”行：年末 = 年初 + 本年收入 − 本年支出"),
                    format!("Row “{label}”: closing = opening + income − expenditure"),
                );
                relations
                    .push(Relation::equal(&RULE, spot(closing), terms, words).blank_is_nothing());
            }
        }
    }
}
