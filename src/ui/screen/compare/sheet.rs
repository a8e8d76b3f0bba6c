//! Brings disclosures side by side: one line per total or code, one exact amount per disclosure, renamed codes told by the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use super::rename;
use super::sources::{MeasureKey, column_label, lines_of, sources};
use crate::model::{
    Amount, CellId, DisclosureId, Line, Measure, Outline, RowId, TableId, TableKind, Unit, code,
};
use crate::ui::headlines;
use crate::ui::scene::Scene;

/// What the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The totals a reader asks for first.
    #[default]
    Headlines,
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    Department,
    /// 政府预算支出经济分类
    Government,
}

impl By {
    /// All of them, in the order they are stepped through.
    pub const ALL: [By; 4] = [By::Headlines, By::Function, By::Department, By::Government];

    /// The id of its name in the texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            By::Headlines => "mode.headlines",
            By::Function => "mode.function",
            By::Department => "mode.department",
            By::Government => "mode.government",
        }
    }
}

/// Where a side prints a line, and what it calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the table.
    pub table: usize,
    /// The code on this side.
    pub code: String,
    /// The name on this side.
    pub name: String,
}

/// The lines of a comparison.
#[derive(Debug, Default)]
pub struct Sheet {
    /// One line per total or code; its measures are those of the sides.
    pub outline: Outline<Line>,
    /// For each line, where each side prints it.
    pub spots: Vec<Vec<Option<Spot>>>,
    /// The table of each side, where there is one for all lines.
    pub tables: Vec<Option<usize>>,
    /// What the compared column is called; empty for totals.
    pub column: String,
}

impl Sheet {
    /// The cell a side prints a line at.
    #[must_use]
    pub fn cell(&self, node: usize, side: usize, disclosure: DisclosureId) -> Option<CellId> {
        let spot = self.spots.get(node)?.get(side)?.as_ref()?;
        let measure = self.outline.get(node)?.value.measures.get(side)?;
        let (row, cell) = measure.printed?;
        let table = TableId {
            disclosure,
            table: spot.table,
        };
        Some(CellId {
            row: RowId { table, row },
            cell,
        })
    }

    /// The amount of a side in a line.
    #[must_use]
    pub fn amount(&self, node: usize, side: usize) -> Option<Amount> {
        self.outline.get(node)?.value.measures.get(side)?.amount()
    }

    /// Whether code or name of a line are not the same on all sides.
    #[must_use]
    pub fn is_renamed(&self, node: usize) -> bool {
        let mut said = self
            .spots
            .get(node)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|spot| !spot.code.is_empty() && !spot.name.is_empty())
            .map(|spot| (&spot.code, rename::bare(&spot.name)));
        let Some(first) = said.next() else {
            return false;
        };
        said.any(|other| other != first)
    }

    /// The unit everything is written in: that of the tables when all have the same, else 万元.
    #[must_use]
    pub fn unit(&self, scene: &Scene, sides: &[DisclosureId]) -> Unit {
        let mut units = BTreeSet::new();
        for spots in &self.spots {
            for (side, spot) in sides.iter().zip(spots) {
                let table = spot.as_ref().and_then(|spot| {
                    let table = spot.table;
                    scene.data.table(TableId {
                        disclosure: *side,
                        table,
                    })
                });
                units.extend(table.map(|table| table.unit.clone()));
            }
        }
        let mut units = units.into_iter();
        match (units.next(), units.next()) {
            (Some(only), None) => only,
            _ => Unit::WanYuan,
        }
    }
}

/// The totals of the sides.
#[must_use]
pub fn of_headlines(scene: &Scene, sides: &[DisclosureId]) -> Sheet {
    let mut sheet = Sheet {
        tables: vec![None; sides.len()],
        ..Sheet::default()
    };
    let mut lines = Vec::new();
    let is_shown = |name: &str| {
        let of = |side: &DisclosureId| scene.data.derived(*side);
        let has = |side| -> bool {
            let all = of(side).map_or(&[][..], |derived| &derived.headlines);
            all.iter().any(|headline| headline.name == name)
        };
        sides.iter().any(has)
    };
    for (name, _) in headlines::ALL {
        let mut spots = Vec::new();
        let mut measures = Vec::new();
        for side in sides {
            let derived = scene.data.derived(*side);
            let found = derived.and_then(|derived| {
                derived
                    .headlines
                    .iter()
                    .find(|headline| headline.name == *name)
            });
            spots.push(found.map(|headline| Spot {
                table: headline.table,
                code: String::new(),
                name: String::new(),
            }));
            measures.push(found.map_or_else(Measure::default, |headline| {
                Measure {
                    printed: Some((headline.row, headline.cell)),
                    printed_amount: scene
                        .data
                        .corpus
                        .cell(headline.cell(*side))
                        .and_then(|cell| cell.figure()?.amount()),
                    ..Measure::default()
                }
            }));
        }
        if spots.iter().any(Option::is_some) {
            lines.push((
                headlines::depth(name, &is_shown),
                Line {
                    code: String::new(),
                    name: (*name).to_owned(),
                    catalogue_name: None,
                    rows: Vec::new(),
                    measures,
                },
            ));
            sheet.spots.push(spots);
        }
    }
    sheet.outline = Outline::from_depths(lines);
    sheet
}

/// The lines of one kind of table, code by code.
#[must_use]
pub fn by_code(
    scene: &Scene,
    sides: &[DisclosureId],
    by: By,
    (kind, key): (TableKind, MeasureKey),
) -> Sheet {
    let sources = sources(scene, sides, by, kind);
    let columns: Vec<Option<usize>> = sources
        .iter()
        .map(|source| source.as_ref().and_then(|source| source.column(key)))
        .collect();
    let printed: Vec<BTreeMap<&str, &Line>> = sources
        .iter()
        .map(|source| source.as_ref().map(lines_of).unwrap_or_default())
        .collect();
    let codes: BTreeSet<&str> = printed
        .iter()
        .flat_map(|side| side.keys().copied())
        .collect();
    let mut sheet = Sheet {
        tables: sources
            .iter()
            .map(|source| source.as_ref().map(|source| source.view.table))
            .collect(),
        column: column_label(&sources, &columns),
        ..Sheet::default()
    };
    let mut lines = Vec::new();
    for code in codes {
        let mut spots = Vec::new();
        let mut measures = Vec::new();
        for (side, column) in columns.iter().enumerate() {
            let line = printed[side].get(code);
            let table = sheet.tables[side];
            spots.push(line.zip(table).map(|(line, table)| Spot {
                table,
                code: line.code.clone(),
                name: line.name.clone(),
            }));
            let measure = line
                .zip(*column)
                .and_then(|(line, at)| line.measures.get(at));
            measures.push(measure.copied().unwrap_or_default());
        }
        let name = spots.iter().rev().flatten().map(|spot| spot.name.clone());
        lines.push((
            code::parent(code).map_or(0, |parent| parent.len().saturating_sub(1) / 2),
            Line {
                code: code.to_owned(),
                name: name
                    .into_iter()
                    .find(|name| !name.is_empty())
                    .unwrap_or_default(),
                catalogue_name: None,
                rows: Vec::new(),
                measures,
            },
        ));
        sheet.spots.push(spots);
    }
    sheet.outline = Outline::from_depths(lines);
    sheet
}
