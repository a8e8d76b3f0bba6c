//! Which tables and columns of several disclosures can be held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::rename;
use super::sheet::By;
use crate::model::{
    ClassificationView, Disclosure, DisclosureId, Line, Role, Table, TableId, TableKind,
};
use crate::ui::headlines;
use crate::ui::scene::Scene;

/// Which column of the tables is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureKey {
    /// What the table is about as a whole.
    Whole,
    /// The one column with this meaning.
    Part(Role),
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
pub(super) struct Source<'a> {
    disclosure: &'a Disclosure,
    pub(super) view: &'a ClassificationView,
    table: &'a Table,
}

impl Source<'_> {
    /// Index of the compared column in the view's columns.
    pub(super) fn column(&self, key: MeasureKey) -> Option<usize> {
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

/// The tables of a kind, side by side.
pub(super) fn sources<'a>(
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

/// The lines of a side by the codes they have today; a code that is taken keeps its own line.
pub(super) fn lines_of<'a>(source: &Source<'a>) -> BTreeMap<&'a str, &'a Line> {
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
pub(super) fn column_label(sources: &[Option<Source<'_>>], columns: &[Option<usize>]) -> String {
    let mut labels = sources.iter().zip(columns).filter_map(|(source, column)| {
        let source = source.as_ref()?;
        let index = source.view.columns.get((*column)?)?;
        Some(source.table.columns.get(*index)?.leaf().to_owned())
    });
    labels.next().unwrap_or_default()
}
