//! What a reader calls rows, columns, positions and tables.

use super::Facts;
use crate::check::relation::Spot;
use crate::model::{Bilingual, Column, RowKind};

impl Facts<'_> {
    /// `2060101 行政运行`: the row as a reader names it.
    #[must_use]
    pub fn row_label(&self, table: usize, row: usize) -> String {
        let Some(row) = self.row(table, row) else {
            return String::new();
        };
        match (row.code().is_empty(), row.name().is_empty()) {
            (false, false) => format!("{} {}", row.code(), row.name()),
            (false, true) => row.code().to_string(),
            (true, false) => row.name().to_string(),
            (true, true) if row.kind() == RowKind::Total => "合计".to_owned(),
            (true, true) => format!("第{}行", row.index()),
        }
    }

    /// `基本支出/小计`: the column of a position as a reader names it.
    #[must_use]
    pub fn column_label(&self, spot: Spot) -> String {
        let column = self.column(spot.table(), spot.column());
        column.map(Column::label).unwrap_or_default()
    }

    /// `2060101 行政运行 · 基本支出/小计`: the position as a reader names it.
    #[must_use]
    pub fn label(&self, spot: Spot) -> String {
        let row = self.row_label(spot.table(), spot.row());
        let column = self.column_label(spot);
        match (row.is_empty(), column.is_empty()) {
            (_, true) => row,
            // A form repeats the label of the row as the heading of its column.
            (_, false) if column.starts_with(&row) => column,
            (_, false) => format!("{row} · {column}"),
        }
    }

    /// `预算05表《…》`, `表t3《…》`: the table as a reader names it.
    #[must_use]
    pub fn table_label(&self, table: usize) -> Bilingual {
        let Some(table) = self.table(table) else {
            return Bilingual::default();
        };
        let numbered = table.id.chars().all(|c| c.is_ascii_digit()) && !table.id.is_empty();
        if numbered {
            Bilingual::new(
                format!("{}表《{}》", table.id, table.title),
                format!("table {} “{}”", table.id, table.title),
            )
        } else {
            Bilingual::new(format!("《{}》", table.title), format!("“{}”", table.title))
        }
    }
}
