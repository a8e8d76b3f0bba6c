//! Brings disclosures side by side: one line per total or code, one exact amount per disclosure, renamed codes told by the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use super::rename;
use crate::model::{
    Amount, CellId, ClassificationView, Disclosure, DisclosureId, Line, Measure, Outline, Role,
    RowId, Table, TableId, TableKind, Unit, code,
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

/// Which column of the tables is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureKey {
    /// What the table is about as a whole.
    Whole,
    /// The one column with this meaning.
    Part(Role),
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

fn views(scene: &Scene, side: DisclosureId, by: By) -> &[ClassificationView] {
    let Some(derived) = scene.data.derived(side) else {
        return &[];
    };
    match by {
        By::Headlines => &[],
        By::Function => &derived.functions,
        By::Department => &derived.department,
        By::Government => &derived.government,
    }
}

/// The kinds of tables at least two sides have, those that most have first.
#[must_use]
pub fn kinds(scene: &Scene, sides: &[DisclosureId], by: By) -> Vec<TableKind> {
    let mut found: Vec<(TableKind, usize)> = Vec::new();
    for side in sides {
        let mut seen = BTreeSet::new();
        for view in views(scene, *side, by) {
            let Some(table) = table_of(scene, *side, view) else {
                continue;
            };
            if !seen.insert(table.kind) {
                continue;
            }
            match found.iter_mut().find(|(kind, _)| *kind == table.kind) {
                Some((_, count)) => *count += 1,
                None => found.push((table.kind, 1)),
            }
        }
    }
    found.retain(|(_, count)| *count > 1);
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found.into_iter().map(|(kind, _)| kind).collect()
}

/// Whether there is anything to compare.
#[must_use]
pub fn has(scene: &Scene, sides: &[DisclosureId], by: By) -> bool {
    match by {
        By::Headlines => true,
        By::Function | By::Department | By::Government => !kinds(scene, sides, by).is_empty(),
    }
}

fn table_of<'a>(
    scene: &'a Scene,
    side: DisclosureId,
    view: &ClassificationView,
) -> Option<&'a Table> {
    let table = view.table;
    scene.data.table(TableId {
        disclosure: side,
        table,
    })
}

/// One side of a comparison by code.
struct Source<'a> {
    disclosure: &'a Disclosure,
    view: &'a ClassificationView,
    table: &'a Table,
}

impl Source<'_> {
    /// Index of the compared column in the view's columns.
    fn column(&self, key: MeasureKey) -> Option<usize> {
        let lane = self.table.columns.get(*self.view.columns.first()?)?.lane;
        match key {
            MeasureKey::Whole => {
                let whole = headlines::whole_column(self.table, lane, self.disclosure.stage)?;
                self.view.columns.iter().position(|column| *column == whole)
            }
            MeasureKey::Part(role) => {
                let is_it = |column: &usize| {
                    self.table
                        .columns
                        .get(*column)
                        .is_some_and(|column| column.role == role)
                };
                let mut found = self
                    .view
                    .columns
                    .iter()
                    .enumerate()
                    .filter(|(_, c)| is_it(c));
                let (at, _) = found.next()?;
                found.next().is_none().then_some(at)
            }
        }
    }
}

fn sources<'a>(
    scene: &'a Scene,
    sides: &[DisclosureId],
    by: By,
    kind: TableKind,
) -> Vec<Option<Source<'a>>> {
    sides
        .iter()
        .map(|side| {
            let mut all = views(scene, *side, by).iter().filter_map(|view| {
                let table = table_of(scene, *side, view)?;
                (table.kind == kind).then_some((view, table))
            });
            let (view, table) = all.next()?;
            Some(Source {
                disclosure: scene.data.disclosure(*side)?,
                view,
                table,
            })
        })
        .collect()
}

/// Columns that may be compared: the whole, then every meaning that two sides have once.
#[must_use]
pub fn measures(scene: &Scene, sides: &[DisclosureId], by: By, kind: TableKind) -> Vec<MeasureKey> {
    let sources = sources(scene, sides, by, kind);
    let mut keys = vec![MeasureKey::Whole];
    for source in sources.iter().flatten() {
        for column in &source.view.columns {
            let role = source.table.columns.get(*column).map(|column| column.role);
            let Some(role) =
                role.filter(|role| !matches!(role, Role::Total | Role::Amount | Role::Other))
            else {
                continue;
            };
            let key = MeasureKey::Part(role);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys.retain(|key| {
        let has = |source: &&Source<'_>| source.column(*key).is_some();
        sources.iter().flatten().filter(has).count() > 1
    });
    keys
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

/// The lines of a side by the codes they have today; a code that is taken keeps its own line.
fn lines_of<'a>(source: &Source<'a>) -> BTreeMap<&'a str, &'a Line> {
    let nodes = source.view.outline.nodes();
    let taken: BTreeSet<&str> = nodes.iter().map(|node| node.value.code.as_str()).collect();
    let year = source.disclosure.year.map(|year| year.0);
    nodes
        .iter()
        .map(|node| {
            let line = &node.value;
            let today = rename::today(&line.code, &line.name, year);
            let free = today.filter(|code| !taken.contains(*code));
            (free.unwrap_or(line.code.as_str()), line)
        })
        .collect()
}

/// What the compared column is called on the first side that has it.
fn column_label(sources: &[Option<Source<'_>>], columns: &[Option<usize>]) -> String {
    let mut labels = sources.iter().zip(columns).filter_map(|(source, column)| {
        let source = source.as_ref()?;
        let index = source.view.columns.get((*column)?)?;
        Some(source.table.columns.get(*index)?.leaf().to_owned())
    });
    labels.next().unwrap_or_default()
}
