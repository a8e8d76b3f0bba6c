//! Rows of text whose figures are hardly what was printed: numbers cut in two, or run together with a name.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use crate::model::{CellRef, Figure, FigureKind, RowRef, Table};

/// Fewer figures do not say how many decimals a table prints.
const FEWEST_FIGURES: usize = 12;
/// One figure of so many at most has other decimals.
const ONE_OF: usize = 8;

impl Facts<'_> {
    /// Whether a row of text prints a number that was cut, or that its name has run into.
    #[must_use]
    pub fn is_torn(&self, table: usize, row: usize) -> bool {
        let of_text = self.disclosure.source.format.is_empty();
        let rows = || self.torn.get_or_init(|| torn(&self.disclosure.tables));
        of_text && rows().get(table).is_some_and(|rows| rows.contains(&row))
    }
}

/// The torn rows of every table.
fn torn(tables: &[Table]) -> Vec<BTreeSet<usize>> {
    // A program that leaves zeros out at the end of a number does so in all tables.
    let rows = || tables.iter().flat_map(|table| &table.rows);
    let filled: BTreeSet<u32> = rows()
        .flat_map(money)
        .filter(|figure| figure.raw().ends_with(['0', '０']))
        .map(|figure| figure.decimals())
        .collect();
    let usual = |table| usual_decimals(table).filter(|usual| filled.contains(usual));
    let of_table = |table| torn_rows(table, usual(table));
    tables.iter().map(of_table).collect()
}

/// The torn rows of a table that prints so many decimals.
fn torn_rows(table: &Table, usual: Option<u32>) -> BTreeSet<usize> {
    let cut = |row: RowRef<'_>| {
        usual.is_some_and(|usual| money(row).any(|figure| figure.decimals() < usual))
    };
    let rows = table.rows.iter().enumerate();
    let glued = |row: RowRef<'_>| {
        let total = row.kind().is_total() && row.name().ends_with(|c: char| c.is_ascii_digit());
        total || ends_in_an_amount(row.name())
    };
    rows.filter(|(_, row)| cut(*row) || glued(*row) || has_cells_of_no_column(*row))
        .map(|(index, _)| index)
        .collect()
}

/// More figures than columns: rows that were put on one line.
fn has_cells_of_no_column(row: RowRef<'_>) -> bool {
    let mut figures = row.cells().iter().filter(CellRef::is_figure);
    figures.any(|cell| cell.column().is_none() && cell.candidates().is_empty())
}

/// The printed amounts of a row, zeros of no decimals left aside.
fn money(row: RowRef<'_>) -> impl Iterator<Item = Figure> {
    let figures = row.cells().iter().filter(CellRef::is_figure);
    let figures = figures.filter_map(|cell| cell.figure());
    figures.filter(|figure| {
        let zero = figure.kind() == FigureKind::Zero;
        figure.unit().is_money() && figure.is_number() && !(zero && figure.decimals() == 0)
    })
}

/// How many decimals nearly all figures of a table print.
fn usual_decimals(table: &Table) -> Option<u32> {
    let mut all: BTreeMap<u32, usize> = BTreeMap::new();
    for figure in table.rows.iter().flat_map(money) {
        *all.entry(figure.decimals()).or_default() += 1;
    }
    let count: usize = all.values().sum();
    let (usual, most) = all.into_iter().max_by_key(|(_, times)| *times)?;
    let settled = usual > 0 && most >= FEWEST_FIGURES;
    (settled && (count - most) * ONE_OF <= count).then_some(usual)
}

/// 行政运行123.45: no name ends in an amount with decimals.
fn ends_in_an_amount(name: &str) -> bool {
    let words = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let decimals = name.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
    let digits = name.len() - words.len();
    !words.is_empty() && decimals >= 2 && digits > decimals + 1
}

#[cfg(test)]
mod tests {
    use super::ends_in_an_amount;

    #[test]
    fn names_that_end_in_an_amount() {
        assert!(ends_in_an_amount("行政运行123.45"));
        assert!(ends_in_an_amount("合计1,309.85"));
        assert!(!ends_in_an_amount("平台2.0"));
        assert!(!ends_in_an_amount("项目2025"));
        assert!(!ends_in_an_amount("其他.12"));
    }
}
