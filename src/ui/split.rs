//! Basic expenditure split into personnel and running costs (人员经费, 公用经费), each by economic class, as the table prints them.

use crate::model::tree::{ClassificationView, Line, Measure};
use crate::model::{Disclosure, Outline, Role, RowKind, Slot, Table};

/// The two parts, in the order of the forms.
const PARTS: [(Role, &str); 2] = [(Role::Personnel, "人员经费"), (Role::Running, "公用经费")];

/// One view for each table that prints both parts: as two columns, or as streams side by side.
#[must_use]
pub fn views(
    disclosure: &Disclosure,
    department: &[ClassificationView],
) -> Vec<ClassificationView> {
    department
        .iter()
        .filter_map(|view| {
            let table = disclosure.tables.get(view.table)?;
            by_column(view, table).or_else(|| by_lane(view, table))
        })
        .collect()
}

/// The part a heading names.
fn part_of(words: &str) -> Option<Role> {
    let named = |role: Role| {
        PARTS
            .iter()
            .any(|(part, name)| *part == role && words.contains(&name[..6]))
    };
    match (named(Role::Personnel), named(Role::Running)) {
        (true, false) => Some(Role::Personnel),
        (false, true) => Some(Role::Running),
        (true, true) | (false, false) => None,
    }
}

fn by_column(view: &ClassificationView, table: &Table) -> Option<ClassificationView> {
    let column = |role: Role| {
        let is_it = |index: &usize| {
            table
                .columns
                .get(*index)
                .is_some_and(|column| column.role == role)
        };
        let mut found = view
            .columns
            .iter()
            .enumerate()
            .filter(|(_, index)| is_it(index));
        let (at, index) = found.next()?;
        // Two columns of one meaning: nobody says which is the one.
        found.next().is_none().then_some((at, *index))
    };
    let mut lines = Vec::new();
    for (role, name) in PARTS {
        let (at, index) = column(role)?;
        let lane = table.columns.get(index)?.lane;
        let nodes = view.outline.nodes();
        let roots = nodes.iter().filter(|node| node.depth == 0);
        let parts = roots.map(|node| measure(&node.value, at));
        let root = with_total(sum(parts), table, lane, index);
        lines.push((0, part_line(name, root)));
        lines.extend(
            nodes
                .iter()
                .filter(|node| !is_blank(&measure(&node.value, at)))
                .map(|node| {
                    let line = Line {
                        measures: vec![measure(&node.value, at)],
                        ..node.value.clone()
                    };
                    (node.depth + 1, line)
                }),
        );
    }
    let first = column(Role::Personnel)?.1;
    Some(ClassificationView {
        columns: vec![first],
        outline: Outline::from_depths(lines),
        ..view.clone()
    })
}

/// Streams side by side: each stream stands below the last heading that names a part.
fn by_lane(view: &ClassificationView, table: &Table) -> Option<ClassificationView> {
    let parts: Vec<Option<Role>> = table
        .lanes
        .iter()
        .map(|lane| part_of(&lane.title))
        .collect();
    let both = PARTS.iter().all(|(role, _)| parts.contains(&Some(*role)));
    if !both || view.columns.len() != 1 {
        return None;
    }
    let lane_of = |line: &Line| {
        let row = line.rows.first()?;
        *parts.get(table.rows.get(*row)?.lane())?
    };
    let mut lines = Vec::new();
    for (role, name) in PARTS {
        let nodes = view.outline.nodes();
        let inside = |node: &&crate::model::outline::Node<Line>| lane_of(&node.value) == Some(role);
        let outer = nodes.iter().filter(inside).filter(|node| node.depth == 0);
        let root = sum(outer.map(|node| measure(&node.value, 0)));
        lines.push((0, part_line(name, root)));
        let below = nodes.iter().filter(inside);
        lines.extend(below.map(|node| (node.depth + 1, node.value.clone())));
    }
    Some(ClassificationView {
        outline: Outline::from_depths(lines),
        ..view.clone()
    })
}

fn part_line(name: &str, measure: Measure) -> Line {
    Line {
        code: String::new(),
        name: name.to_owned(),
        catalogue_name: None,
        rows: measure.printed.map(|(row, _)| row).into_iter().collect(),
        measures: vec![measure],
    }
}

fn measure(line: &Line, at: usize) -> Measure {
    line.measures.get(at).copied().unwrap_or_default()
}

fn is_blank(measure: &Measure) -> bool {
    !measure.uncertain && measure.amount().is_none()
}

/// The sum of the classes; nothing when one of them is uncertain.
fn sum(parts: impl Iterator<Item = Measure>) -> Measure {
    let mut total = Measure::default();
    for part in parts {
        if part.uncertain && part.printed_amount.is_none() {
            total.uncertain = true;
        }
        if let Some(amount) = part.amount() {
            let so_far = total.computed.unwrap_or_default();
            total.computed = so_far.checked_add(amount);
            total.uncertain |= total.computed.is_none();
        }
    }
    total.computed = total.computed.filter(|_| !total.uncertain);
    total
}

/// Puts the one printed total of the column beside the sum.
fn with_total(mut total: Measure, table: &Table, lane: usize, column: usize) -> Measure {
    let is_total = |row: &usize| {
        let row = table.rows.get(*row);
        row.is_some_and(|row| row.kind() == RowKind::Total && row.lane() == lane)
    };
    let mut rows = (0..table.rows.len()).filter(is_total);
    if let (Some(row), None) = (rows.next(), rows.next())
        && let Slot::Number(cell, figure) = table.slot(row, column)
        && let Some(amount) = figure.amount()
    {
        total.printed = Some((row, cell));
        total.printed_amount = Some(amount);
    }
    total
}
