//! The sentences of a finding: what is printed, what it should be, and how to verify it by hand.

use rust_decimal::Decimal;

use super::cause::Cause;
use super::facts::Facts;
use super::finding::{Comparison, Computation, Term};
use super::relation::{Claim, Spot};
use super::work::Worked;
use crate::model::{Amount, Bilingual, Figure, Place, Unit};

/// More terms than this are not written out in the sentence on verifying by hand.
const MOST_WRITTEN_TERMS: usize = 12;

/// The sentence with the amounts.
pub(super) fn statement(facts: &Facts<'_>, main: &Worked) -> Bilingual {
    match (&main.relation.claim, &main.computation) {
        (
            Claim::Sum {
                total, comparison, ..
            },
            Some(computation),
        ) => sum_statement(facts, *comparison, total.spot, computation, main),
        (Claim::Nothing { table, note, .. }, _) => {
            let label = facts.table_label(*table);
            let printed: Vec<&str> = main
                .stakes
                .iter()
                .filter_map(|(spot, ..)| facts.figure(*spot))
                .map(|figure| &*figure.raw)
                .take(3)
                .collect();
            let printed = printed.join("、");
            Bilingual::new(
                format!("{}注明“{note}”，表中却印有 {printed}。", label.zh),
                format!("{} says “{note}”, yet prints {printed}.", label.en),
            )
        }
        (Claim::Sum { .. }, None) => main.relation.statement.clone(),
    }
}

fn sum_statement(
    facts: &Facts<'_>,
    comparison: Comparison,
    total: Spot,
    computation: &Computation,
    main: &Worked,
) -> Bilingual {
    let money = Money::of(facts, total);
    let table = facts.table_label(total.table);
    let label = facts.label(total);
    let printed = printed_or_blank(&computation.total);
    let computed = money.write(computation.computed);
    let gap = money.write(computation.difference.abs());
    let bound = money.write(computation.bound);
    let (terms_zh, terms_en) = terms_words(facts, total.table, computation, main);
    let unit = money.word();
    match comparison {
        Comparison::Equal => Bilingual::new(
            format!(
                "{}“{label}”印为 {printed}{unit}，{terms_zh}为 {computed}{unit}，相差 {gap}{unit}；四舍五入最多只能解释 {bound}{unit}。",
                table.zh,
                printed = printed.zh,
            ),
            format!(
                "{}: “{label}” is printed as {printed_en}{unit}, but {terms_en} {computed}{unit}; they differ by {gap}{unit}, and rounding explains at most {bound}{unit}.",
                table.en,
                printed_en = printed.en,
            ),
        ),
        Comparison::AtLeast => Bilingual::new(
            format!(
                "{}“{label}”印为 {printed}{unit}，{terms_zh}却为 {computed}{unit}，部分比整体多 {gap}{unit}。",
                table.zh,
                printed = printed.zh,
            ),
            format!(
                "{}: “{label}” is printed as {printed}{unit}, but {terms_en} {computed}{unit}: the part exceeds the whole by {gap}{unit}.",
                table.en,
                printed = printed.en,
            ),
        ),
    }
}

fn printed_or_blank(term: &Term) -> Bilingual {
    if term.printed.is_empty() {
        Bilingual::new("空白", "blank")
    } else {
        Bilingual::new(term.printed.clone(), term.printed.clone())
    }
}

/// "各组成部分相加", with the table named when it is another one.
fn terms_words(
    facts: &Facts<'_>,
    table: usize,
    computation: &Computation,
    main: &Worked,
) -> (String, String) {
    let printed: Vec<&Term> = computation
        .terms
        .iter()
        .filter(|term| !term.printed.is_empty())
        .collect();
    let elsewhere = match &main.relation.claim {
        Claim::Sum { terms, .. } => terms
            .iter()
            .map(|term| term.spot.table)
            .find(|&other| other != table)
            .map(|other| facts.table_label(other)),
        Claim::Nothing { .. } => None,
    };
    let (zh_table, en_table) = elsewhere.map_or((String::new(), String::new()), |label| {
        (label.zh, format!("{}: ", label.en))
    });
    match printed.as_slice() {
        [one] => (
            format!("{zh_table}“{}”", one.label),
            format!("{en_table}“{}” is", one.label),
        ),
        many => (
            format!("{zh_table}所列 {} 项相加", many.len()),
            format!("{en_table}the {} printed parts add up to", many.len()),
        ),
    }
}

/// Says which other relations the same cause breaks.
pub(super) fn append_scope(
    statement: &mut Bilingual,
    facts: &Facts<'_>,
    worked: &[Worked],
    cause: &Cause,
) {
    let others = cause.members.len() - 1;
    if others == 0 {
        return;
    }
    statement
        .zh
        .push_str(&format!("同一原因还使另外 {others} 处关系不成立。"));
    statement.en.push_str(&format!(
        " The same cause breaks {others} more relation(s)."
    ));
    let Some(culprit) = cause.culprit else {
        return;
    };
    let main = cause.members.first().and_then(|&index| worked.get(index));
    let wanted = facts
        .figure(culprit.spot)
        .and_then(Figure::amount)
        .and_then(|amount| amount.checked_add(culprit.change));
    if let (Some(_), Some(wanted)) = (main, wanted) {
        let money = Money::of(facts, culprit.spot);
        let label = facts.label(culprit.spot);
        let wanted = money.write(wanted);
        let unit = money.word();
        statement
            .zh
            .push_str(&format!("只要“{label}”为 {wanted}{unit}，它们就全部成立。"));
        statement.en.push_str(&format!(
            " All of them hold if “{label}” is {wanted}{unit}."
        ));
    }
}

/// Where to look and what to add.
pub(super) fn verify(facts: &Facts<'_>, main: &Worked) -> Bilingual {
    let Some(computation) = &main.computation else {
        return main.relation.rule.page.verify.owned();
    };
    let place = main
        .stakes
        .first()
        .and_then(|(_, cell, _)| facts.cell(*cell))
        .map(|cell| cell.place);
    let mut sum = String::new();
    for (index, term) in computation
        .terms
        .iter()
        .filter(|term| !term.printed.is_empty())
        .enumerate()
    {
        if index == MOST_WRITTEN_TERMS {
            sum.push_str(" + …");
            break;
        }
        match (index, term.negative) {
            (0, false) => {}
            (_, true) => sum.push_str(" − "),
            (_, false) => sum.push_str(" + "),
        }
        sum.push_str(&term.printed);
    }
    let total = match &main.relation.claim {
        Claim::Sum { total, .. } => total.spot,
        Claim::Nothing { .. } => return main.relation.rule.page.verify.owned(),
    };
    let money = Money::of(facts, total);
    let computed = money.write(computation.computed);
    let printed = printed_or_blank(&computation.total);
    let (zh, en) = place.map_or((String::new(), String::new()), |place| {
        where_printed(&place)
    });
    Bilingual::new(
        format!(
            "{zh}找到“{}”（{}），计算 {sum} = {computed}，两者比较。",
            computation.total.label, printed.zh
        ),
        format!(
            "{en}find “{}” ({}), work out {sum} = {computed}, and compare.",
            computation.total.label, printed.en
        ),
    )
}

fn where_printed(place: &Place) -> (String, String) {
    match place.page {
        Some(page) => (format!("在第 {page} 页"), format!("On page {page}, ")),
        None => (
            format!("在原文第 {} 行", place.line),
            format!("On line {} of the text, ", place.line),
        ),
    }
}

/// Writes amounts the way the figure at a position is printed.
struct Money {
    unit: Unit,
    decimals: u32,
}

impl Money {
    fn of(facts: &Facts<'_>, spot: Spot) -> Self {
        let decimals = facts.decimals(spot.table);
        match facts.figure(spot) {
            Some(figure) => Money {
                unit: figure.unit.clone(),
                decimals: figure.decimals,
            },
            None => Money {
                unit: facts
                    .table(spot.table)
                    .map(|table| table.unit.clone())
                    .unwrap_or_default(),
                decimals,
            },
        }
    }

    fn write(&self, amount: Amount) -> Decimal {
        let mut number = amount.in_unit(&self.unit);
        if number.scale() < self.decimals {
            number.rescale(self.decimals);
        }
        number
    }

    fn word(&self) -> String {
        match self.unit.word() {
            "" => String::new(),
            word => format!(" {word}"),
        }
    }
}
