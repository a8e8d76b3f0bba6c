//! What other tables of the disclosure say about columns in which nothing can stand.
//!
//! Only absence is used: a fund the balance table leaves blank, an economic class no table of
//! economic classes prints, a project type no project has. Every such table must add up by
//! itself first; equal amounts are never taken for equal meaning.

use std::collections::BTreeSet;

use crate::load::body::{Body, RawRow};
use crate::load::meaning::rows::RowMeaning;
use crate::load::numeral;
use crate::load::placing::sister_rows::SisterRows;
use crate::model::{Amount, Interval, Role, RowKind, TableKind, Unit, ValueKind};

/// A table as far as evidence needs it.
pub(in crate::load) struct Witness<'a> {
    /// Kind.
    pub(in crate::load) kind: TableKind,
    /// Unit of its amounts.
    pub(in crate::load) unit: &'a Unit,
    /// Columns and rows.
    pub(in crate::load) body: &'a Body,
    /// Kinds and parents of its rows.
    pub(in crate::load) meanings: &'a [RowMeaning],
}

/// Roles of columns that are empty in this disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::load) struct Evidence {
    /// Columns that stay empty.
    pub(in crate::load) absent: BTreeSet<Role>,
    /// Funds nothing of which came in this year.
    pub(in crate::load) absent_this_year: BTreeSet<Role>,
    /// Words of own income nothing of which came in this year.
    pub(in crate::load) absent_items: BTreeSet<&'static str>,
    /// Funds nothing of which was carried over.
    pub(in crate::load) absent_carried: BTreeSet<Role>,
    /// Whether nothing is carried over from last year.
    pub(in crate::load) no_carry_in: bool,
    /// Whether nothing but fiscal appropriation is carried over.
    pub(in crate::load) carried_is_fiscal: bool,
    /// What basic expenditure alone spends on an item of “三公”经费: the item cannot be less.
    pub(in crate::load) at_least: Vec<(Role, Interval)>,
    /// Rows of tables that were placed before.
    pub(in crate::load) sisters: SisterRows,
}

/// Items of “三公”经费 with the economic code basic expenditure prints them under.
const THREE_PUBLIC: [(Role, &str); 4] = [
    (Role::Overseas, "30212"),
    (Role::Reception, "30217"),
    (Role::VehicleRunning, "30231"),
    (Role::VehiclePurchase, "31013"),
];

/// Funds and own money with the words of their rows in a balance table.
const FUND_ROWS: [(Role, &[&str]); 4] = [
    (Role::GovernmentFund, &["政府性基金"]),
    (Role::StateCapital, &["国有资本经营"]),
    (Role::SpecialAccount, &["财政专户"]),
    (
        Role::OwnFunds,
        &[
            "单位资金",
            "事业收入",
            "经营收入",
            "上级补助",
            "附属单位",
            "其他收入",
        ],
    ),
];

/// Funds of fiscal appropriation with the word of their rows.
const CARRIED_ROWS: [(Role, &str); 3] = [
    (Role::GeneralBudget, "一般公共预算"),
    (Role::GovernmentFund, "政府性基金"),
    (Role::StateCapital, "国有资本经营"),
];

/// Classes of the economic classification with the role of their column.
const ECONOMIC_CLASSES: [(Role, &[&str]); 4] = [
    (Role::Wages, &["301"]),
    (Role::GoodsServices, &["302"]),
    (Role::Transfers, &["303"]),
    (Role::Capital, &["309", "310"]),
];

/// Types of projects with the role of their column.
const PROJECT_TYPES: [(Role, &str); 2] = [
    (Role::OtherRunning, "其他运转类"),
    (Role::SpecificPurpose, "特定目标类"),
];

/// Collects what the tables of a disclosure rule out.
#[must_use]
pub(in crate::load) fn collect(witnesses: &[Witness<'_>]) -> Evidence {
    let mut evidence = Evidence::default();
    for witness in witnesses {
        match witness.kind {
            TableKind::BudgetSummary => funds(witness, &mut evidence),
            TableKind::FiscalAppropriationSummary => {
                carried_funds(witness, &mut evidence);
                fiscal_funds(witness, &mut evidence);
            }
            TableKind::EconomicClassificationSummary => economic(witness, &mut evidence),
            TableKind::ProjectExpenditure => projects(witness, &mut evidence),
            TableKind::BasicExpenditure => three_public(witness, &mut evidence),
            _ => {}
        }
    }
    evidence.carried_is_fiscal = all_carried_is_fiscal(witnesses);
    let neither = |role: &Role| evidence.no_carry_in || evidence.absent_carried.contains(role);
    let absent = evidence.absent_this_year.iter().copied().filter(neither);
    evidence.absent.extend(absent.collect::<Vec<_>>());
    evidence
}

/// The first figure a row prints, as the interval of exact values behind it.
pub(in crate::load) fn first_figure(row: &RawRow, unit: &Unit) -> Option<Interval> {
    let value = row
        .values
        .iter()
        .find(|value| numeral::read(&value.text, unit).is_some())?;
    numeral::read(&value.text, unit)?.interval()
}

/// Sum of intervals; `None` on overflow.
pub(in crate::load) fn sum(intervals: impl IntoIterator<Item = Interval>) -> Option<Interval> {
    intervals
        .into_iter()
        .try_fold(Interval::exact(Amount::ZERO), Interval::checked_add)
}

/// The income lane of the balance table, when its items add up to the year's total.
fn funds(witness: &Witness<'_>, evidence: &mut Evidence) {
    let lane: Vec<(&RawRow, &RowMeaning)> = witness
        .body
        .rows
        .iter()
        .zip(witness.meanings)
        .filter(|(row, _)| row.lane == 0)
        .collect();
    let figure = |row: &RawRow| first_figure(row, witness.unit);
    let items = lane
        .iter()
        .filter(|(_, meaning)| meaning.kind == RowKind::Item && meaning.parent.is_none());
    let added = sum(items.filter_map(|(row, _)| figure(row)));
    let of_kind = |kind| {
        let row = lane.iter().find(|(_, meaning)| meaning.kind == kind);
        row.and_then(|(row, _)| figure(row))
    };
    // Without a total of the year, items that make up the grand total leave nothing carried over.
    let year = of_kind(RowKind::YearTotal);
    let total = year.or_else(|| of_kind(RowKind::GrandTotal));
    let (Some(added), Some(total)) = (added, total) else {
        return;
    };
    if !added.meets(total) {
        return;
    }
    let is_blank = |words: &[&str]| {
        let mut named = lane
            .iter()
            .filter(|(row, meaning)| {
                meaning.kind == RowKind::Item && words.iter().any(|word| row.name.contains(word))
            })
            .peekable();
        named.peek().is_some() && named.all(|(row, _)| figure(row).is_none())
    };
    for (role, words) in FUND_ROWS {
        if is_blank(words) {
            evidence.absent_this_year.insert(role);
        }
        let own = words.iter().filter(|_| role == Role::OwnFunds);
        let blank = own.filter(|&&word| is_blank(&[word]));
        evidence.absent_items.extend(blank);
    }
    if year.is_none() {
        evidence.no_carry_in = true;
        return;
    }
    evidence.no_carry_in = lane
        .iter()
        .filter(|(_, meaning)| meaning.kind == RowKind::CarryIn)
        .all(|(row, _)| figure(row).is_none())
        && lane
            .iter()
            .any(|(_, meaning)| meaning.kind == RowKind::CarryIn);
}

/// The parts of last year's money in the table of fiscal appropriation, when they add up.
fn carried_funds(witness: &Witness<'_>, evidence: &mut Evidence) {
    let rows = || witness.body.rows.iter().zip(witness.meanings).enumerate();
    let Some((whole, (carried, _))) =
        rows().find(|(_, (row, meaning))| row.lane == 0 && meaning.kind == RowKind::CarryIn)
    else {
        return;
    };
    let figure = |row: &RawRow| first_figure(row, witness.unit);
    let parts: Vec<&RawRow> = rows()
        .filter(|(_, (_, meaning))| meaning.parent == Some(whole))
        .map(|(_, (row, _))| row)
        .collect();
    let nothing = Interval::exact(Amount::ZERO);
    let added = sum(parts.iter().filter_map(|row| figure(row)));
    if !added.is_some_and(|added| added.meets(figure(carried).unwrap_or(nothing))) {
        return;
    }
    for (role, word) in CARRIED_ROWS {
        let mut named = parts
            .iter()
            .filter(|row| row.name.contains(word))
            .peekable();
        if named.peek().is_some() && named.all(|row| figure(row).is_none()) {
            evidence.absent_carried.insert(role);
        }
    }
}

/// The parts of the fiscal appropriation of this year, when they add up.
fn fiscal_funds(witness: &Witness<'_>, evidence: &mut Evidence) {
    let rows = || witness.body.rows.iter().zip(witness.meanings).enumerate();
    let this_year = |row: &RawRow| row.lane == 0 && row.name.contains("本年收入");
    let figure = |row: &RawRow| first_figure(row, witness.unit);
    for (whole, (year, _)) in rows().filter(|(_, (row, _))| this_year(row)) {
        let own = rows().filter(|(_, (_, meaning))| meaning.parent == Some(whole));
        let parts: Vec<&RawRow> = own.map(|(_, (row, _))| row).collect();
        let added = sum(parts.iter().filter_map(|row| figure(row)));
        let printed = added.zip(figure(year));
        if !printed.is_some_and(|(added, year)| added.meets(year)) {
            continue;
        }
        for (role, word) in CARRIED_ROWS {
            let named = parts.iter().filter(|row| row.name.contains(word));
            let mut named = named.peekable();
            if named.peek().is_some() && named.all(|row| figure(row).is_none()) {
                evidence.absent_this_year.insert(role);
            }
        }
    }
}

/// Whether fiscal appropriation is all that was carried over: 上年结转 is the same in the balance of all
/// money and in that of fiscal appropriation.
fn all_carried_is_fiscal(witnesses: &[Witness<'_>]) -> bool {
    let carried = |kind: TableKind| {
        let mut tables = witnesses.iter().filter(|witness| witness.kind == kind);
        let table = tables.next().filter(|_| tables.next().is_none())?;
        let rows = table.body.rows.iter().zip(table.meanings);
        let mut rows =
            rows.filter(|(row, meaning)| row.lane == 0 && meaning.kind == RowKind::CarryIn);
        let (row, _) = rows.next()?;
        first_figure(row, table.unit)
    };
    let all = carried(TableKind::BudgetSummary);
    let fiscal = carried(TableKind::FiscalAppropriationSummary);
    all.is_some() && all == fiscal
}

/// Rows of the summary by economic class, when they add up to its total.
fn economic(witness: &Witness<'_>, evidence: &mut Evidence) {
    if !adds_up(witness, |row| {
        !row.code.is_empty() && row.code.contains('→')
    }) {
        return;
    }
    for (role, classes) in ECONOMIC_CLASSES {
        let printed = witness.body.rows.iter().any(|row| {
            classes.iter().any(|class| row.code.starts_with(class)) && row.code.contains('→')
        });
        if !printed {
            evidence.absent.insert(role);
        }
    }
}

/// Types of the projects, when the projects add up to the total and every one has a type.
fn projects(witness: &Witness<'_>, evidence: &mut Evidence) {
    let Some(column) = witness
        .body
        .layout
        .columns
        .iter()
        .position(|column| column.kind == ValueKind::Text && column.leaf().contains("类型"))
    else {
        return;
    };
    let type_of = |row: &RawRow| {
        row.values
            .iter()
            .find(|value| value.column == Some(column))
            .map(|value| value.text.clone())
    };
    if !adds_up(witness, |row| type_of(row).is_some()) {
        return;
    }
    for (role, word) in PROJECT_TYPES {
        let printed = witness
            .body
            .rows
            .iter()
            .any(|row| type_of(row).is_some_and(|found| found == word));
        if !printed {
            evidence.absent.insert(role);
        }
    }
}

/// Basic expenditure is a part of all expenditure, so its row bounds the item from below.
fn three_public(witness: &Witness<'_>, evidence: &mut Evidence) {
    for (role, code) in THREE_PUBLIC {
        let rows = witness
            .body
            .rows
            .iter()
            .filter(|row| row.code.starts_with(code));
        let spent: Vec<Interval> = rows
            .filter_map(|row| first_figure(row, witness.unit))
            .collect();
        if let Some(least) = sum(spent.iter().copied()).filter(|_| !spent.is_empty()) {
            evidence.at_least.push((role, least));
        }
    }
}

/// Whether the first figures of the chosen rows add up to the first figure of the total row.
fn adds_up(witness: &Witness<'_>, is_detail: impl Fn(&RawRow) -> bool) -> bool {
    let total = witness
        .body
        .rows
        .iter()
        .zip(witness.meanings)
        .find(|(_, meaning)| meaning.kind == RowKind::Total)
        .and_then(|(row, _)| first_figure(row, witness.unit));
    let details = witness
        .body
        .rows
        .iter()
        .filter(|row| is_detail(row))
        .filter_map(|row| first_figure(row, witness.unit));
    match (total, sum(details)) {
        (Some(total), Some(sum)) => total.meets(sum) && !sum.contains(Amount::ZERO),
        _ => false,
    }
}
