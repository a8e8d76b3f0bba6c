//! Rows that fit no columns: one warning for each table that has some.

use super::facts::Facts;
use super::finding::{Evidence, EvidenceRole, Finding};
use super::key;
use super::rules::legibility::row_fits_no_columns::RULE;
use crate::model::{Amount, Bilingual, CellId, Column, Figure, RowRef, Table, ValueKind};

/// Fewer rows that fit are no proof that the columns were understood.
const FEWEST_FITTING: usize = 3;

/// The warnings, in the order of the tables.
#[must_use]
pub fn warnings(facts: &Facts<'_>) -> Vec<Finding> {
    facts
        .tables()
        .filter(|(index, table)| !facts.is_doubtful(*index) && is_legible(table))
        .filter(|(_, table)| !is_run_together(table))
        .filter_map(|(index, table)| warning(facts, index, table))
        .collect()
}

/// Rows that fit, for each of several that do not.
const FITTING: usize = 10;

/// Whether most rows do fit: where many do not, columns or rows of the whole table were mixed up, and
/// no single row is worth a look.
fn is_legible(table: &Table) -> bool {
    let printed = (0..table.rows.len())
        .filter(|&row| figures(table, row).next().is_some())
        .count();
    let unfit = table.impossible.len();
    let most = if unfit == 1 { 3 } else { FITTING };
    printed - unfit >= FEWEST_FITTING && unfit * most < printed
}

/// Whether a row prints more figures than there are columns for them: no document prints such a row, the
/// text ran several into one, or lost words of the header.
fn is_run_together(table: &Table) -> bool {
    let columns = |row: usize| {
        let lane = table.rows.get(row).map(RowRef::lane);
        let columns = table.columns.iter();
        let holds = |column: &&Column| Some(column.lane) == lane && column.kind != ValueKind::Text;
        columns.filter(holds).count()
    };
    let mut rows = table.impossible.iter();
    rows.any(|&row| figures(table, row).count() > columns(row))
}

/// The rows to look at. A figure alone contradicts nothing: others may have been lost beside it.
fn rows(table: &Table) -> Vec<usize> {
    let rows = table.impossible.iter().copied();
    rows.filter(|&row| figures(table, row).nth(1).is_some())
        .collect()
}

fn warning(facts: &Facts<'_>, index: usize, table: &Table) -> Option<Finding> {
    let rows = rows(table);
    let first = *rows.first()?;
    let evidence = evidence(facts, index, table, &rows);
    let label = facts.table_label(index);
    let row = facts.row_label(index, first);
    let printed: Vec<String> = figures(table, first)
        .map(|figure| figure.raw().to_string())
        .collect();
    let printed = printed.join("、");
    let mut statement = Bilingual::new(
        format!(
            "{}“{row}”行印有 {printed}；丢失的空单元格无论补在哪里，表头的合计都不成立。也可能是文本丢了数，请对照原文件。",
            label.zh
        ),
        format!(
            "{}: row “{row}” prints {printed}; wherever the lost empty cells are put back, the sums of the header fail. The text may have lost a figure: check against the original.",
            label.en
        ),
    );
    let others = rows.len() - 1;
    if others > 0 {
        statement
            .zh
            .push_str(&format!("本表另有 {others} 行也是如此。"));
        statement
            .en
            .push_str(&format!(" Further rows like this in the table: {others}."));
    }
    let stake = figures(table, first)
        .filter_map(|figure| figure.amount())
        .map(Amount::abs)
        .max();
    Some(Finding {
        key: key::key(facts, RULE.code, &evidence),
        rule: RULE.code,
        disclosure: facts.id,
        severity: RULE.severity,
        certainty: RULE.certainty,
        title: RULE.title.owned(),
        statement,
        computation: None,
        diagnosis: None,
        alternatives: Vec::new(),
        verify: RULE.page.verify.owned(),
        siblings: Vec::new(),
        evidence,
        possible_extraction_fault: true,
        stake: stake.unwrap_or(Amount::ZERO),
    })
}

fn figures(table: &Table, row: usize) -> impl Iterator<Item = Figure> + '_ {
    table
        .rows
        .get(row)
        .into_iter()
        .flat_map(RowRef::cells)
        .filter_map(|cell| cell.figure())
}

/// Every figure of these rows, the first one as the place to look at.
fn evidence(facts: &Facts<'_>, index: usize, table: &Table, rows: &[usize]) -> Vec<Evidence> {
    let mut found = Vec::new();
    for &row in rows {
        let cells = table.rows.get(row).into_iter().flat_map(RowRef::cells);
        for (cell, printed) in cells.enumerate() {
            if !printed.is_figure() {
                continue;
            }
            found.push(Evidence {
                role: if found.is_empty() {
                    EvidenceRole::Primary
                } else {
                    EvidenceRole::Secondary
                },
                cell: Some(CellId {
                    row: facts.row_id(index, row),
                    cell,
                }),
                table: Some(facts.table_id(index)),
                place: printed.place(),
                text: printed.raw().to_string(),
            });
        }
    }
    found
}
