//! The pairs of economic codes that tables print side by side, as a view: class of the department code over its pairs.

use std::collections::BTreeMap;

use crate::model::tree::{ClassificationView, Line, Measure};
use crate::model::{Amount, Classification, Disclosure, Outline, Slot, Table, ValueKind};

/// One view for each table that prints pairs.
#[must_use]
pub fn views(
    disclosure: &Disclosure,
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<ClassificationView> {
    disclosure
        .tables
        .iter()
        .enumerate()
        .filter_map(|(index, table)| view(index, table, name_of))
        .collect()
}

fn view(
    index: usize,
    table: &Table,
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Option<ClassificationView> {
    let lane = table
        .rows
        .iter()
        .find(|row| row.paired_code().is_some())?
        .lane();
    let columns: Vec<usize> = table
        .lane_columns(lane)
        .filter(|(_, column)| column.kind == ValueKind::Amount)
        .map(|(column, _)| column)
        .collect();
    let mut classes: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for (row_index, row) in table.lane_rows(lane) {
        if row.paired_code().is_none() {
            continue;
        }
        let class = row.main_code().get(..3).unwrap_or("").to_owned();
        classes.entry(class).or_default().push(Line {
            code: row.code().to_string(),
            name: row.name().to_string(),
            catalogue_name: None,
            rows: vec![row_index],
            measures: columns
                .iter()
                .map(|&column| printed(table, row_index, column))
                .collect(),
        });
    }
    let mut lines = Vec::new();
    for (class, pairs) in classes {
        lines.push((0, class_line(&class, &pairs, columns.len(), name_of)));
        lines.extend(pairs.into_iter().map(|pair| (1, pair)));
    }
    Some(ClassificationView {
        classification: Classification::DepartmentEconomic,
        table: index,
        columns,
        outline: Outline::from_depths(lines),
    })
}

fn printed(table: &Table, row: usize, column: usize) -> Measure {
    match table.slot(row, column) {
        Slot::Number(cell, figure) => Measure {
            printed: Some((row, cell)),
            printed_amount: figure.amount(),
            ..Measure::default()
        },
        Slot::Unknown => Measure {
            uncertain: true,
            ..Measure::default()
        },
        Slot::Dash(_) | Slot::Text(_) | Slot::Blank => Measure::default(),
    }
}

/// The class is not printed in such a table, so its amounts are sums of its pairs.
fn class_line(
    class: &str,
    pairs: &[Line],
    width: usize,
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Line {
    let sum = |column: usize| {
        let mut total: Option<Amount> = None;
        for measure in pairs.iter().filter_map(|pair| pair.measures.get(column)) {
            if measure.uncertain {
                return None;
            }
            if let Some(amount) = measure.printed_amount {
                total = Some(total.unwrap_or(Amount::ZERO).checked_add(amount)?);
            }
        }
        total
    };
    let name = name_of(class);
    Line {
        code: class.to_owned(),
        name: name.clone().unwrap_or_default(),
        catalogue_name: name,
        rows: Vec::new(),
        measures: (0..width)
            .map(|column| Measure {
                computed: sum(column),
                uncertain: pairs
                    .iter()
                    .filter_map(|pair| pair.measures.get(column))
                    .any(|measure| measure.uncertain),
                ..Measure::default()
            })
            .collect(),
    }
}
