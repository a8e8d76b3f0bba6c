//! Indicators of performance sheets: name, target and the words around them.

use super::Facts;
use super::target::Target;
use crate::check::relation::Spot;
use crate::model::{Amount, RowRef, Table, TableKind};

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

impl<'a> Indicator<'a> {
    /// Its target as a number with comparison and unit; `None` where it is words.
    #[must_use]
    pub fn target(&self) -> Option<Target<'a>> {
        Target::read(self.value)
    }
}

/// The weights of the indicators of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// What the heading says they add up to: 分值（90分）.
    pub stated: Option<Amount>,
    /// Every weight and where it is printed.
    pub cells: Vec<(Spot, Amount)>,
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
        self.only_under(table, &["预算数", "项目金额", "资金总额", "年度资金总额"])
    }

    /// The weights of a sheet all of whose indicators print one.
    #[must_use]
    pub fn weights(&self, table: usize) -> Option<Weights> {
        let sheet = self.table(table).filter(|_| !self.is_doubtful(table))?;
        let plans = matches!(
            sheet.kind,
            TableKind::ProjectPerformance | TableKind::OverallPerformance
        );
        let is_weight = |leaf: &str| {
            let named = ["分值", "权重", "指标分值", "指标权重"]
                .iter()
                .any(|word| leaf.starts_with(word));
            named && !leaf.contains("执行率")
        };
        let mut columns = (0..sheet.columns.len()).filter(|&at| {
            sheet
                .columns
                .get(at)
                .is_some_and(|column| is_weight(column.leaf()))
        });
        let column = columns
            .next()
            .filter(|_| plans && columns.next().is_none())?;
        let leaf = sheet.columns.get(column)?.leaf();
        let digits = leaf.trim_start_matches(|c: char| !c.is_ascii_digit());
        let stated = digits.split_once('分');
        let stated = stated.and_then(|(number, _)| Some(Amount::new(number.parse().ok()?)));
        let mut cells = Vec::new();
        for (row, printed) in sheet.rows.iter().enumerate() {
            let indicators = row_indicators(sheet, printed, table, row).count();
            let mut cells_of_row = printed.cells().iter();
            let weight = cells_of_row.find(|cell| cell.column() == Some(column));
            match (indicators, weight) {
                (0, _) => {}
                (1, Some(cell)) => {
                    let raw = cell.raw();
                    let number = raw.trim().trim_end_matches(['分', '%']);
                    cells.push((
                        Spot::new(table, row, column),
                        Amount::new(number.parse().ok()?),
                    ));
                }
                _ => return None,
            }
        }
        Some(Weights { stated, cells })
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
                    .is_some_and(|column| headings.contains(&without_unit(column.leaf())))
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

/// 年度资金总额：（万元）
fn without_unit(leaf: &str) -> &str {
    let end = leaf.find(['：', '（']).unwrap_or(leaf.len());
    leaf.get(..end).unwrap_or(leaf)
}

fn is_target(leaf: &str) -> bool {
    !leaf.contains("说明") && !leaf.contains("依据")
}
