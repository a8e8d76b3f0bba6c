//! Procurement and vehicle totals of the statistics table must equal their parts.

use crate::check::facts::Facts;
use crate::check::finding::{FindingCertainty, Severity};
use crate::check::relation::{Relation, Spot};
use crate::check::rule::{Page, Rule, States, Text};
use crate::model::{Bilingual, RowRef, Table, TableKind};

/// A112: Procurement = goods + works + services; vehicles = sum by use
pub static RULE: Rule = Rule {
    code: "A112",
    name: "statistics-total-differs-from-parts",
    severity: Severity::Error,
    certainty: FindingCertainty::Proved,
    title: Text::new(
        "统计表中的合计与分项之和不符",
        "Total in the statistics table differs from its parts",
    ),
    summary: Text::new(
        "采购合计＝货物＋工程＋服务，车辆合计＝各用途之和",
        "Procurement = goods + works + services; vehicles = sum by use",
    ),
    page: Page {
        checks: Text::new(
            "部门决算公开相关信息统计表：政府采购合计与货物、工程、服务之和；车辆数合计与各种用途车辆之和。",
            "In the statistics table of final accounts: procurement against goods, works and services; vehicles against their uses.",
        ),
        matters: Text::new(
            "车辆和采购是公众最常核对的数字。",
            "Vehicles and procurement are what the public checks first.",
        ),
        basis: Text::new(
            "部门决算公开相关信息统计表（公开10表）的填报关系。",
            "Relations of the statistics form (公开10).",
        ),
        silent: Text::new(
            "分项没有印出、或名称不是表式所列时不查。",
            "Not checked when the parts are not printed or are named otherwise than in the form.",
        ),
        verify: Text::new(
            "在表中找到合计数，把所列各数相加；每个加数最多带来半个末位的误差。",
            "Find the total in the table and add up the listed figures; each term can be off by at most half a unit of its last digit.",
        ),
    },
    fixture: include_str!("../../../../tests/rules/A112-statistics-total-differs-from-parts.md"),
    states: States::Relations(relations),
};

fn relations(facts: &Facts<'_>, relations: &mut Vec<Relation>) {
    for (index, table) in facts.tables() {
        if table.kind != TableKind::DisclosureStatistics {
            continue;
        }
        let kinds = rows(table, |row| matches!(plain(row), "货物" | "工程" | "服务"));
        if let Some(total) = kinds
            .first()
            .and_then(|&first| above(table, first, |row| plain(row) == "合计"))
        {
            push(facts, relations, index, total, &kinds);
        }
        let vehicles = rows(table, |row| row.name().contains("车辆数合计"));
        let uses = rows(table, |row| row.name().ends_with("用车"));
        if let [total] = vehicles.as_slice() {
            push(facts, relations, index, *total, &uses);
        }
    }
}

fn plain(row: RowRef<'_>) -> &str {
    row.name().trim_matches(|c: char| !c.is_alphabetic())
}

fn rows(table: &Table, wanted: impl Fn(RowRef<'_>) -> bool) -> Vec<usize> {
    table
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| wanted(*row))
        .map(|(index, _)| index)
        .collect()
}

fn above(table: &Table, row: usize, wanted: impl Fn(RowRef<'_>) -> bool) -> Option<usize> {
    table.rows.iter().take(row).rposition(wanted)
}

fn push(
    facts: &Facts<'_>,
    relations: &mut Vec<Relation>,
    table: usize,
    total: usize,
    parts: &[usize],
) {
    if parts.is_empty() {
        return;
    }
    let label = facts.row_label(table, total);
    let columns = facts.table(table).map_or(0, |table| table.columns.len());
    for column in 0..columns {
        let words = Bilingual::new(
            format!("“{label}”= 所列各项之和"),
            format!("“{label}” = sum of its parts"),
        );
        relations.push(Relation::equal(
            &RULE,
            Spot::new(table, total, column),
            facts.terms(table, parts, column),
            words,
        ));
    }
}
