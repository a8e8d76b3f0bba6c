//! The “三公” total and its vehicle subtotal must equal their items, in the vertical form.

use crate::check::facts::{Facts, ThreePublicItem};
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowKind, TableKind};

/// A111: Three-public total = overseas + vehicles + reception; vehicles = purchase + running
pub static RULE: Rule = Rule {
    code: "A111",
    name: "three-public-total-differs-from-items",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "“三公”经费合计与各项之和不符",
        "“Three public” total differs from its items",
    ),
    summary: Text::new(
        "“三公”合计＝出国＋用车＋接待，用车＝购置＋运行",
        "Three-public total = overseas + vehicles + reception; vehicles = purchase + running",
    ),
    page: Page {
        checks: Text::new(
            "按行列示的“三公”经费表：小计与三项之和、用车与购置加运行、合计与三公加会议费和培训费，逐列核对。",
            "In the vertical form: the subtotal against the three items, vehicles against purchase and running, and the total against the subtotal plus meetings and training.",
        ),
        matters: Text::new(
            "“三公”经费是公开的重点，必须分项清楚。",
            "Three-public spending is what the public looks at; its items must be clear.",
        ),
        basis: Text::new(
            "“三公”经费须公开总额和分项，用车费须分购置费和运行费。",
            "The total and its items must be disclosed, vehicles split into purchase and running.",
        ),
        silent: Text::new(
            "按列列示的表由行合计规则核对；各项重复出现时不查。",
            "The horizontal form is checked by the row-total rule; not checked where an item is printed twice.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A111-three-public-total-differs-from-items.md"),
    states: States::Relations(relations),
};

use ThreePublicItem::{
    Meetings, Overseas, Reception, Training, VehiclePurchase, VehicleRunning, Vehicles,
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        if table.kind != TableKind::ThreePublic {
            continue;
        }
        let item = |item: ThreePublicItem| only_row(facts, index, item);
        if let Some(whole) = item(Vehicles) {
            let parts = [item(VehiclePurchase), item(VehicleRunning)];
            push(
                facts,
                relations,
                index,
                whole,
                &parts.into_iter().flatten().collect::<Vec<_>>(),
            );
        }
        let three: Vec<usize> = [Overseas, Vehicles, Reception]
            .into_iter()
            .filter_map(item)
            .collect();
        if three.len() < 3 {
            continue;
        }
        let subtotal = facts.only_row(index, 0, RowKind::Subtotal);
        let total = facts.only_row(index, 0, RowKind::Total);
        let extra: Vec<usize> = [Meetings, Training].into_iter().filter_map(item).collect();
        let all = [three.as_slice(), extra.as_slice()].concat();
        if let Some(subtotal) = subtotal {
            push(facts, relations, index, subtotal, &three);
        }
        if let Some(total) = total {
            push(facts, relations, index, total, &all);
        }
    }
}

fn only_row(facts: &Facts<'_>, table: usize, item: ThreePublicItem) -> Option<usize> {
    let rows = facts.table(table)?.rows.len();
    let mut found = (0..rows).filter(|&row| facts.three_public_row(table, row) == Some(item));
    let row = found.next()?;
    found.next().is_none().then_some(row)
}

fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    table: usize,
    whole: usize,
    parts: &[usize],
) {
    if parts.is_empty() {
        return;
    }
    let label = facts.row_label(table, whole);
    for column in facts.money_columns(table, 0) {
        let words = Bilingual::new(
            format!("“{label}”= 所属各项之和"),
            format!("“{label}” = sum of its items"),
        );
        relations.push(Relation::equal(
            &RULE,
            Spot::new(table, whole, column),
            facts.terms(table, parts, column),
            words,
        ));
    }
}
