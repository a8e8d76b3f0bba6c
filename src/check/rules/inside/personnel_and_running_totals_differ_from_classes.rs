//! 人员经费合计 and 公用经费合计 must equal the classes of economic codes they stand for.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Addend, Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, Level, RowKind, TableKind};

/// A110: Personnel = 301 + 303; running costs = all other classes
pub static RULE: Rule = Rule {
    code: "A110",
    name: "personnel-and-running-totals-differ-from-classes",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "人员经费或公用经费合计与各类之和不符",
        "Personnel or running total differs from its classes",
    ),
    summary: Text::new(
        "人员经费合计＝301＋303，公用经费合计＝其余各类之和",
        "Personnel = 301 + 303; running costs = all other classes",
    ),
    page: Page {
        checks: Text::new(
            "基本支出（决算）表中，人员经费合计与 301、303 类之和，公用经费合计与 302、307、310、312、313、399 等类之和。",
            "In the table of basic expenditure: 人员经费合计 against classes 301 + 303, and 公用经费合计 against all other classes.",
        ),
        matters: Text::new(
            "人员与公用的划分决定一个部门养人花多少、办事花多少。",
            "The split tells what a body spends on people and what on running itself.",
        ),
        basis: Text::new(
            "决算公开06表：人员经费合计与公用经费合计分别汇总各类科目。",
            "Form 公开06: the two totals add up their classes.",
        ),
        silent: Text::new(
            "只有一个分栏的表由合计行规则核对；类级行没有印出时不查。",
            "Tables with a single block are checked by the total-row rule; not checked where class rows are not printed.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!(
        "../../../../tests/rules/A110-personnel-and-running-totals-differ-from-classes.md"
    ),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        let basic = matches!(
            table.kind,
            TableKind::BasicExpenditure | TableKind::BasicExpenditureDetail
        );
        if !basic {
            continue;
        }
        for (row, printed) in table.rows.iter().enumerate() {
            if printed.kind() != RowKind::Total || !facts.names_part(index, row) {
                continue;
            }
            let personnel = printed.name().contains("人员");
            let mut cells =
                (0..printed.cells().len()).filter_map(|cell| facts.spot(index, row, cell));
            // Side by side, the total of a side may stand in the columns of another block.
            let one_lane = table.lanes.len() == 1;
            let whole = facts.whole(index, printed.lane()).filter(|_| one_lane);
            let Some(total) = cells.find(|spot| whole.is_none_or(|whole| spot.column() == whole))
            else {
                continue;
            };
            let terms = classes(facts, index, personnel);
            if !terms.iter().any(|term| is_main_class(facts, term)) {
                continue;
            }
            let name = &printed.name();
            let words = Bilingual::new(
                format!("“{name}”= 所属各类之和"),
                format!("“{name}” = sum of its classes"),
            );
            relations.push(Relation::equal(&RULE, total, terms, words));
        }
    }
}

/// 301 or 302: without them the blocks were not read in full.
fn is_main_class(facts: &Facts<'_>, term: &Addend) -> bool {
    term.at
        .cell()
        .and_then(|spot| facts.row(spot.table(), spot.row()))
        .is_some_and(|row| matches!(row.main_code(), "301" | "302"))
}

/// Class rows of one side: 301 and 303 are personnel, everything else runs the office.
fn classes(facts: &Facts<'_>, table: usize, personnel: bool) -> Vec<Addend> {
    let rows = facts.table(table).into_iter();
    rows.flat_map(|table| &table.rows)
        .enumerate()
        .filter(|(_, row)| row.level().is_some_and(|(_, level)| level == Level::Class))
        .filter(|(_, row)| matches!(row.main_code(), "301" | "303") == personnel)
        .filter_map(|(index, row)| {
            let column = facts.whole(table, row.lane())?;
            Some(Spot::new(table, index, column).into())
        })
        .collect()
}
