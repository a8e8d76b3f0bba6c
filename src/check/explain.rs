//! Turns contradictions with one cause into one finding: words, evidence, computation, siblings, key.

use rust_decimal::Decimal;

use super::cause::Cause;
use super::diagnosis;
use super::facts::Facts;
use super::finding::{
    Comparison, Computation, Evidence, EvidenceRole, Finding, Severity, Sibling, Term,
};
use super::judge;
use super::relation::{Claim, Spot};
use super::rule::Rule;
use super::work::Worked;
use crate::model::{Amount, Bilingual, CellId, Certainty, Figure, Place, Unit};

/// More relations than this are not listed as holding; they add no proof.
const MOST_SIBLINGS: usize = 5;
/// More terms than this are not written out in the sentence on verifying by hand.
const MOST_WRITTEN_TERMS: usize = 12;

/// The finding for contradictions with one cause.
#[must_use]
pub fn finding(facts: &Facts<'_>, worked: &[Worked], cause: &Cause) -> Option<Finding> {
    let rule = worked.get(*cause.members.first()?)?.relation.rule;
    finding_by(facts, worked, cause, rule)
}

/// The same in the name of another rule.
#[must_use]
pub fn finding_by(
    facts: &Facts<'_>,
    worked: &[Worked],
    cause: &Cause,
    rule: &Rule,
) -> Option<Finding> {
    let main = worked.get(*cause.members.first()?)?;
    let text_layer = may_be_extraction(facts, worked, cause);
    let severity = if text_layer {
        main.relation.severity.max(Severity::Warning)
    } else {
        main.relation.severity
    };
    let evidence = evidence(facts, worked, cause, main);
    let mut statement = statement(facts, main);
    append_scope(&mut statement, facts, worked, cause);
    if text_layer {
        statement
            .zh
            .push_str("也可能是文本提取丢失或错置了内容，请对照原文件。");
        statement.en.push_str(
            " The text layer may have lost or misplaced something: check against the original.",
        );
    }
    Some(Finding {
        key: key(facts, rule.code, &evidence),
        rule: rule.code,
        disclosure: facts.id,
        severity,
        certainty: rule.certainty,
        title: rule.title.owned(),
        statement,
        computation: main.computation.clone(),
        diagnosis: diagnosis::diagnose(facts, worked, cause),
        alternatives: alternatives(facts, main),
        verify: verify(facts, main),
        siblings: siblings(worked, cause),
        evidence,
        possible_extraction_fault: text_layer,
        stake: stake(facts, main),
    })
}

/// Whether a lost row, a lost cell or a recovered column could have produced the contradiction.
fn may_be_extraction(facts: &Facts<'_>, worked: &[Worked], cause: &Cause) -> bool {
    cause
        .members
        .iter()
        .filter_map(|&index| worked.get(index))
        .any(|member| {
            let lossy = member
                .stakes
                .iter()
                .any(|(_, cell, _)| certainty(facts, *cell) != Some(Certainty::Printed));
            let row_lost = member.relation.row_may_be_lost
                && member.weighed.as_ref().is_some_and(judge::terms_fall_short)
                && (diagnosis::missing_row(facts, member).is_some()
                    || member
                        .stakes
                        .first()
                        .is_some_and(|(spot, ..)| has_lost_cells(facts, spot.table)));
            lossy || row_lost
        })
}

fn certainty(facts: &Facts<'_>, cell: CellId) -> Option<Certainty> {
    let row = facts.row(cell.row.table.table, cell.row.row)?;
    row.cells.get(cell.cell).map(|cell| cell.certainty)
}

fn has_lost_cells(facts: &Facts<'_>, table: usize) -> bool {
    facts.table(table).is_some_and(|table| {
        table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| cell.certainty != Certainty::Printed)
    })
}

/// The culprit or the total first, then every other printed figure in document order.
fn evidence(facts: &Facts<'_>, worked: &[Worked], cause: &Cause, main: &Worked) -> Vec<Evidence> {
    let first = cause
        .culprit
        .map(|culprit| culprit.cell)
        .or_else(|| main.stakes.first().map(|(_, cell, _)| *cell));
    let mut cells: Vec<CellId> = main.stakes.iter().map(|(_, cell, _)| *cell).collect();
    for member in cause.members.iter().filter_map(|&index| worked.get(index)) {
        cells.extend(member.stakes.first().map(|(_, cell, _)| *cell));
    }
    if let Some(missing) = diagnosis::missing_row(facts, main) {
        cells.extend(facts.cell_id(missing.elsewhere));
    }
    cells.sort_unstable();
    cells.dedup();
    cells.retain(|cell| Some(*cell) != first);
    let mut found: Vec<Evidence> = first
        .into_iter()
        .map(|cell| (EvidenceRole::Primary, cell))
        .chain(
            cells
                .into_iter()
                .map(|cell| (EvidenceRole::Secondary, cell)),
        )
        .filter_map(|(role, cell)| cell_evidence(facts, role, cell))
        .collect();
    if let Claim::Nothing {
        table, note, place, ..
    } = &main.relation.claim
    {
        found.push(Evidence {
            role: EvidenceRole::Secondary,
            cell: None,
            table: Some(facts.table_id(*table)),
            place: *place,
            text: note.clone(),
        });
    }
    found
}

fn cell_evidence(facts: &Facts<'_>, role: EvidenceRole, cell: CellId) -> Option<Evidence> {
    let found = facts
        .row(cell.row.table.table, cell.row.row)?
        .cells
        .get(cell.cell)?;
    Some(Evidence {
        role,
        cell: Some(cell),
        table: Some(cell.row.table),
        place: found.place,
        text: found.raw().to_owned(),
    })
}

/// The sentence with the amounts.
fn statement(facts: &Facts<'_>, main: &Worked) -> Bilingual {
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
        Bilingual::new(format!(" {} ", term.printed).trim(), term.printed.clone())
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
fn append_scope(statement: &mut Bilingual, facts: &Facts<'_>, worked: &[Worked], cause: &Cause) {
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

/// What the rule offers, and rows that different practice counts on different sides.
fn alternatives(facts: &Facts<'_>, main: &Worked) -> Vec<Bilingual> {
    let mut found = main.relation.alternatives.clone();
    if let Some(weighed) = &main.weighed
        && let Some(rows) = explaining_rows(facts, weighed, &main.relation.suspects)
    {
        let list: Vec<String> = rows
            .iter()
            .map(|&spot| {
                let raw = facts.figure(spot).map_or("", |figure| &*figure.raw);
                format!("{} {raw}", facts.row_label(spot.table, spot.row))
            })
            .collect();
        found.insert(
            0,
            Bilingual::new(
                format!("差额恰等于{}，可能是口径不同", list.join(" + ")),
                format!(
                    "The gap equals {}: the two tables may draw the line differently",
                    list.join(" + ")
                ),
            ),
        );
    }
    found
}

/// The smallest set of suspects that adds up to the gap.
fn explaining_rows(
    facts: &Facts<'_>,
    weighed: &judge::Weighed,
    suspects: &[Spot],
) -> Option<Vec<Spot>> {
    let figures: Vec<(Spot, Amount)> = suspects
        .iter()
        .filter_map(|&spot| Some((spot, facts.figure(spot)?.amount()?)))
        .take(8)
        .collect();
    let mut sets: Vec<u32> = (1..1_u32 << figures.len()).collect();
    sets.sort_by_key(|set| (set.count_ones(), *set));
    sets.into_iter().find_map(|set| {
        let chosen: Vec<&(Spot, Amount)> = figures
            .iter()
            .enumerate()
            .filter(|(index, _)| set >> index & 1 == 1)
            .map(|(_, figure)| figure)
            .collect();
        let sum = chosen
            .iter()
            .try_fold(Amount::ZERO, |sum, (_, amount)| sum.checked_add(*amount))?;
        judge::explains(weighed, sum).then(|| chosen.iter().map(|(spot, _)| *spot).collect())
    })
}

/// Where to look and what to add.
fn verify(facts: &Facts<'_>, main: &Worked) -> Bilingual {
    let Some(computation) = &main.computation else {
        return main.relation.rule.page.verify.owned();
    };
    let line = main
        .stakes
        .first()
        .and_then(|(_, cell, _)| cell_evidence(facts, EvidenceRole::Primary, *cell))
        .map(|evidence| evidence.place);
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
    let (zh, en) = line.map_or((String::new(), String::new()), |place| {
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

/// Relations over some of the same figures that hold.
fn siblings(worked: &[Worked], cause: &Cause) -> Vec<Sibling> {
    let cells: Vec<CellId> = cause
        .members
        .iter()
        .filter_map(|&index| worked.get(index))
        .flat_map(|member| member.stakes.iter().map(|(_, cell, _)| *cell))
        .collect();
    worked
        .iter()
        .filter(|other| other.holds())
        .filter(|other| other.stakes.iter().any(|(_, cell, _)| cells.contains(cell)))
        .take(MOST_SIBLINGS)
        .map(|other| Sibling {
            text: other.relation.statement.clone(),
        })
        .collect()
}

/// The gap; for claims of emptiness the greatest figure.
fn stake(facts: &Facts<'_>, main: &Worked) -> Amount {
    match &main.weighed {
        Some(weighed) => weighed.difference.abs(),
        None => main
            .stakes
            .iter()
            .filter_map(|(spot, ..)| facts.figure(*spot)?.amount())
            .map(Amount::abs)
            .max()
            .unwrap_or(Amount::ZERO),
    }
}

/// Same rule on the same printed figures gives the same key: line numbers play no part.
pub(super) fn key(facts: &Facts<'_>, code: &str, evidence: &[Evidence]) -> String {
    let mut hash = Fnv::default();
    hash.add(code);
    for piece in evidence {
        hash.add(&piece.text);
        let Some(cell) = piece.cell else {
            continue;
        };
        let (table, row) = (cell.row.table.table, cell.row.row);
        hash.add(facts.table(table).map_or("", |table| &table.id));
        hash.add(&facts.row_label(table, row));
        let column = facts
            .row(table, row)
            .and_then(|row| row.cells.get(cell.cell)?.column);
        let label = column
            .and_then(|column| facts.column(table, column))
            .map(crate::model::Column::label);
        hash.add(&label.unwrap_or_default());
    }
    format!("{:016x}", hash.0)
}

/// The 64-bit Fowler–Noll–Vo hash, variant 1a.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
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
