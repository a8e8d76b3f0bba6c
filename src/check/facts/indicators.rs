//! Indicators of performance sheets: name, target and the words around them.

use super::Facts;
use crate::check::relation::Spot;
use crate::model::{RowRef, Table, TableKind};

/// One indicator with its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator<'a> {
    /// 三级指标, 指标名称
    pub name: &'a str,
    /// 指标值
    pub value: &'a str,
    /// Where the value stands.
    pub at: Spot,
    /// Whether its group is 成本指标.
    pub is_cost: bool,
}

impl<'a> Facts<'a> {
    /// Every indicator with a target in words, in printed order.
    #[must_use]
    pub fn indicators(&self) -> Vec<Indicator<'a>> {
        let mut found = Vec::new();
        for (table, sheet) in self.tables() {
            let plans = matches!(
                sheet.kind,
                TableKind::ProjectPerformance | TableKind::OverallPerformance
            );
            if plans && !self.is_doubtful(table) {
                for (row, printed) in sheet.rows.iter().enumerate() {
                    found.extend(row_indicators(sheet, printed, table, row));
                }
            }
        }
        found
    }

    /// 预算数, printed once on a sheet.
    #[must_use]
    pub fn budget_of_sheet(&self, table: usize) -> Option<Spot> {
        self.only_under(table, &["预算数", "项目金额", "资金总额"])
    }

    /// What is planned to be spent by the end of the year, printed once on a sheet.
    #[must_use]
    pub fn last_instalment(&self, table: usize) -> Option<Spot> {
        self.only_under(table, &["12月底", "12月末", "四季度末"])
    }

    /// The one figure of a table whose innermost heading is one of these.
    fn only_under(&self, table: usize, headings: &[&str]) -> Option<Spot> {
        let found = self.table(table)?;
        let mut spots = (0..found.rows.len())
            .flat_map(|row| {
                let cells = found.rows.get(row).map_or(0, |row| row.cells().len());
                (0..cells).filter_map(move |cell| self.spot(table, row, cell))
            })
            .filter(|&spot| self.figure(spot).is_some())
            .filter(|&spot| {
                found
                    .columns
                    .get(spot.column())
                    .is_some_and(|column| headings.contains(&column.leaf()))
            });
        let spot = spots.next()?;
        spots.next().is_none().then_some(spot)
    }

    /// The project a sheet is about: its 项目名称, else its title.
    #[must_use]
    pub fn project_of(&self, table: usize) -> &'a str {
        let Some(sheet) = self.table(table) else {
            return "";
        };
        let cells = sheet.rows.iter().flat_map(RowRef::cells);
        let named = cells.clone().find_map(|cell| {
            let column = sheet.columns.get(cell.column()?)?;
            cell.text().filter(|_| column.leaf() == "项目名称")
        });
        named.unwrap_or(&sheet.title)
    }
}

fn row_indicators<'a>(
    sheet: &'a Table,
    printed: RowRef<'a>,
    table: usize,
    row: usize,
) -> impl Iterator<Item = Indicator<'a>> {
    let texts = printed.cells().iter().filter_map(|cell| {
        let index = cell.column()?;
        Some((index, sheet.columns.get(index)?, cell.text()?))
    });
    let cost = texts.clone().any(|(_, _, text)| text == "成本指标");
    let names = texts.clone();
    texts
        .filter(|(_, column, _)| column.leaf().starts_with("指标值") && is_target(column.leaf()))
        .filter_map(move |(index, column, value)| {
            let group = column.path.split_last()?.1;
            let (_, _, name) = names.clone().find(|(_, other, _)| {
                let leaf = matches!(other.leaf(), "三级指标" | "指标名称");
                leaf && other
                    .path
                    .split_last()
                    .is_some_and(|(_, path)| path == group)
            })?;
            Some(Indicator {
                name,
                value,
                at: Spot::new(table, row, index),
                is_cost: cost || group.iter().any(|text| text.contains("成本指标")),
            })
        })
}

fn is_target(leaf: &str) -> bool {
    !leaf.contains("说明") && !leaf.contains("依据")
}
