//! Views of a table by classification: 类/款/项 trees with printed and computed amounts kept apart.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::code::{self, Classification};
use super::disclosure::Disclosure;
use super::kind::TableKind;
use super::outline::Outline;
use super::row::RowRef;
use super::table::{Slot, Table, ValueKind};

/// One column of one line of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// `(row, cell)` of the printed figure in the table, when exactly one is printed.
    pub printed: Option<(usize, usize)>,
    /// Exact reading of the printed figure.
    pub printed_amount: Option<Amount>,
    /// Sum of the lines directly below, or of several rows that share the code; `None` when there
    /// is nothing to add or a part is uncertain.
    pub computed: Option<Amount>,
    /// Whether a figure of the line, or of a line below it, may or may not stand in this column.
    pub uncertain: bool,
}

impl Measure {
    /// The printed amount, else the computed one.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        self.printed_amount.or(self.computed)
    }
}

/// One code of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The code.
    pub code: String,
    /// Printed name; the catalogue's when the line is not printed.
    pub name: String,
    /// The catalogue's name for the code, where it has one.
    pub catalogue_name: Option<String>,
    /// Rows of the table that print this code; empty for parents that are not printed.
    pub rows: Vec<usize>,
    /// One measure for each entry of [`ClassificationView::columns`].
    pub measures: Vec<Measure>,
}

/// A table seen through one classification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassificationView {
    /// Which classification.
    pub classification: Classification,
    /// Index into [`Disclosure::tables`].
    pub table: usize,
    /// Money columns of the table that the view shows, in printed order.
    pub columns: Vec<usize>,
    /// The tree, ordered by code.
    pub outline: Outline<Line>,
}

/// Kinds of tables that show spending by function, best first.
const BY_FUNCTION: &[TableKind] = &[
    TableKind::ExpenditureSummary,
    TableKind::GeneralBudgetExpenditure,
    TableKind::FiscalExpenditure,
    TableKind::IncomeSummary,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
];

/// Kinds of tables that show spending by economic class, best first.
const BY_ECONOMY: &[TableKind] = &[
    TableKind::EconomicClassificationSummary,
    TableKind::BasicExpenditure,
    TableKind::BasicExpenditureDetail,
    TableKind::OperatingCost,
];

impl ClassificationView {
    /// Builds the view of one table; `None` when it prints no code of that classification.
    ///
    /// `name_of` looks up catalogue names. Rows of several lanes (three parallel blocks) are one
    /// view when their columns have the same path.
    #[must_use]
    pub fn build(
        index: usize,
        table: &Table,
        classification: Classification,
        name_of: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let columns = shown_columns(table, classification)?;
        let mut lines = printed_lines(table, classification, &columns);
        if lines.is_empty() {
            return None;
        }
        add_missing_parents(&mut lines, columns.len());
        for (code, line) in &mut lines {
            line.catalogue_name = name_of(code);
            if line.name.is_empty() {
                line.name = line.catalogue_name.clone().unwrap_or_default();
            }
        }
        add_up_parents(&mut lines, columns.len());
        let outline = Outline::from_depths(
            lines
                .into_values()
                .map(|line| ((line.code.len().saturating_sub(3)) / 2, line)),
        );
        Some(ClassificationView {
            classification,
            table: index,
            columns,
            outline,
        })
    }

    /// All views of a disclosure in one classification, best table first.
    #[must_use]
    pub fn all(
        disclosure: &Disclosure,
        classification: Classification,
        name_of: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Self> {
        let order = match classification {
            Classification::Function => BY_FUNCTION,
            Classification::DepartmentEconomic | Classification::GovernmentEconomic => BY_ECONOMY,
        };
        let mut views: Vec<(usize, Self)> = disclosure
            .tables
            .iter()
            .enumerate()
            .filter_map(|(index, table)| {
                let rank = order.iter().position(|kind| *kind == table.kind)?;
                let view = Self::build(index, table, classification, name_of)?;
                Some((rank, view))
            })
            .collect();
        views.sort_by_key(|(rank, view)| (*rank, view.table));
        views.into_iter().map(|(_, view)| view).collect()
    }
}

/// Money columns of the first lane that prints codes of the classification.
fn shown_columns(table: &Table, classification: Classification) -> Option<Vec<usize>> {
    let lane = table
        .rows
        .iter()
        .find(|row| code_in(*row, classification).is_some())?
        .lane();
    let columns: Vec<usize> = table
        .lane_columns(lane)
        .filter(|(_, column)| column.kind == ValueKind::Amount)
        .map(|(index, _)| index)
        .collect();
    (!columns.is_empty()).then_some(columns)
}

/// The code of a row in a classification. A row without level is a unit, whatever its code looks
/// like: 310 may be a department.
fn code_in(row: RowRef<'_>, classification: Classification) -> Option<&str> {
    row.level()?;
    let wanted =
        |code: &&str| code::classify(code).is_some_and(|(found, _)| found == classification);
    row.code().split('→').find(wanted)
}

fn printed_lines(
    table: &Table,
    classification: Classification,
    columns: &[usize],
) -> BTreeMap<String, Line> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    for (row_index, row) in table.rows.iter().enumerate() {
        let Some(code) = code_in(row, classification) else {
            continue;
        };
        let second = row.code().split('→').position(|part| part == code) == Some(1);
        let mut names = row.name().split('→');
        let name = if second { names.nth(1) } else { names.next() };
        let line = lines.entry(code.to_owned()).or_insert_with(|| Line {
            code: code.to_owned(),
            name: name.unwrap_or("").to_owned(),
            catalogue_name: None,
            rows: Vec::new(),
            measures: vec![Measure::default(); columns.len()],
        });
        line.rows.push(row_index);
        for (measure, &column) in line.measures.iter_mut().zip(columns) {
            let Some(here) = same_path_column(table, column, row.lane()) else {
                continue;
            };
            if let Some((cell, amount)) = number(table, row_index, here) {
                add_printed(measure, (row_index, cell), amount);
            }
            measure.uncertain |= table.slot(row_index, here) == Slot::Unknown;
        }
    }
    lines
}

/// The column of `lane` with the same path as `column`.
fn same_path_column(table: &Table, column: usize, lane: usize) -> Option<usize> {
    let wanted = table.columns.get(column)?;
    if wanted.lane == lane {
        return Some(column);
    }
    table
        .lane_columns(lane)
        .find(|(_, other)| other.leaf() == wanted.leaf())
        .map(|(index, _)| index)
}

fn number(table: &Table, row: usize, column: usize) -> Option<(usize, Amount)> {
    match table.slot(row, column) {
        Slot::Number(cell, figure) => figure.amount().map(|amount| (cell, amount)),
        Slot::Dash(_) | Slot::Text(_) | Slot::Blank | Slot::Unknown => None,
    }
}

/// The first printed figure is the printed one; a second row with the same code makes the line a
/// computed one: one department code may pair with several government codes.
fn add_printed(measure: &mut Measure, cell: (usize, usize), amount: Amount) {
    match (measure.printed_amount, measure.computed) {
        (None, None) => {
            measure.printed = Some(cell);
            measure.printed_amount = Some(amount);
        }
        (Some(first), None) => {
            *measure = Measure {
                printed: None,
                printed_amount: None,
                computed: first.checked_add(amount),
                uncertain: measure.uncertain,
            };
        }
        (_, Some(sum)) => measure.computed = sum.checked_add(amount),
    }
}

fn add_missing_parents(lines: &mut BTreeMap<String, Line>, width: usize) {
    let mut missing: Vec<String> = Vec::new();
    for code in lines.keys() {
        let mut at = code.as_str();
        while let Some(up) = code::parent(at) {
            if !lines.contains_key(up) {
                missing.push(up.to_owned());
            }
            at = up;
        }
    }
    for code in missing {
        lines.entry(code.clone()).or_insert_with(|| Line {
            code,
            name: String::new(),
            catalogue_name: None,
            rows: Vec::new(),
            measures: vec![Measure::default(); width],
        });
    }
}

/// Adds the lines directly below into their parent, deepest first.
fn add_up_parents(lines: &mut BTreeMap<String, Line>, width: usize) {
    for length in [7, 5] {
        let mut sums: BTreeMap<String, Vec<Measure>> = BTreeMap::new();
        for (code, line) in lines.iter().filter(|(code, _)| code.len() == length) {
            let Some(up) = code::parent(code) else {
                continue;
            };
            let sum = sums
                .entry(up.to_owned())
                .or_insert_with(|| vec![Measure::default(); width]);
            for (total, part) in sum.iter_mut().zip(&line.measures) {
                add_part(total, part);
            }
        }
        for (code, sum) in sums {
            if let Some(line) = lines.get_mut(&code) {
                for (measure, total) in line.measures.iter_mut().zip(sum) {
                    measure.uncertain |= total.uncertain;
                    measure.computed = total.computed.filter(|_| !total.uncertain);
                }
            }
        }
    }
}

/// Adds a part to a sum. A part that is not certain makes the sum uncertain for good.
fn add_part(total: &mut Measure, part: &Measure) {
    if part.uncertain && part.printed_amount.is_none() {
        total.uncertain = true;
    } else if let Some(amount) = part.amount() {
        total.computed = total.computed.unwrap_or(Amount::ZERO).checked_add(amount);
        total.uncertain |= total.computed.is_none();
    }
}
