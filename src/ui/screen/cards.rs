//! Projects as the tables print them: what stands in several forms about one project, put together under its name.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::model::{
    CellId, CellRef, Content, Disclosure, DisclosureId, RowId, RowKind, RowRef, Table, TableId,
    TableKind,
};

/// Everything printed about one project, or about the goals of the whole body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    /// Name of the project; title of the form where it speaks of the whole body.
    pub(super) name: String,
    /// Its amount: the first figure printed beside its name.
    pub(super) amount: Option<CellId>,
    /// What is printed, in printed order, table by table.
    pub(super) lines: Vec<CardLine>,
}

/// One line of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CardLine {
    /// What follows stands in this table.
    Table(TableId),
    /// A figure or words, with what they are.
    Entry {
        /// Headings of the column; for a target its name.
        label: String,
        /// Where it is printed.
        cell: CellId,
        /// Whether it is the value of a target.
        target: bool,
    },
}

impl Card {
    /// How many targets it holds, and how many instalments of a plan of payments.
    pub(super) fn counts(&self, disclosure: &Disclosure) -> (usize, usize) {
        let (mut targets, mut plan) = (0, 0);
        for line in &self.lines {
            let CardLine::Entry {
                label,
                cell,
                target,
            } = line
            else {
                continue;
            };
            let printed = cell_of(disclosure, *cell).map(|cell| cell.content());
            match printed {
                _ if *target => targets += 1,
                Some(Content::Figure(_)) if is_plan(label) => plan += 1,
                Some(Content::Figure(_) | Content::Text(_)) | None => {}
            }
        }
        (targets, plan)
    }
}

/// Whether a heading speaks of when the money is paid out.
fn is_plan(label: &str) -> bool {
    ["支出计划", "支付计划", "用款计划", "拨付计划"]
        .iter()
        .any(|word| label.contains(word))
}

/// Whether a disclosure prints anything about projects or goals.
pub(super) fn any(disclosure: &Disclosure) -> bool {
    disclosure
        .tables
        .iter()
        .any(|table| form_of(table).is_some() && !table.rows.is_empty())
}

/// How a table speaks of projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One row, or several, for each project.
    List,
    /// The whole table is about one thing.
    Single,
}

fn form_of(table: &Table) -> Option<Form> {
    match table.kind {
        TableKind::ProjectExpenditure => Some(Form::List),
        TableKind::ProjectPerformance => Some(if own_name(table).is_some() {
            Form::Single
        } else {
            Form::List
        }),
        TableKind::OverallPerformance | TableKind::SelfEvaluation => Some(Form::Single),
        _ => None,
    }
}

/// The name of the project a form is about: what stands beside 项目名称, once in the table.
fn own_name(table: &Table) -> Option<String> {
    let mut named = table.rows.iter().flat_map(|row| {
        row.cells().iter().filter(move |cell| {
            let column = cell.column().and_then(|column| table.columns.get(column));
            column.is_some_and(|column| column.leaf() == "项目名称") && row.name() == "项目名称"
        })
    });
    let name = named.next().map(|cell| cell.raw().to_string());
    name.filter(|_| named.next().is_none())
}

/// All projects in printed order, then what speaks of the whole body.
pub(super) fn cards(id: DisclosureId, disclosure: &Disclosure) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, table) in disclosure.tables.iter().enumerate() {
        let Some(form) = form_of(table) else {
            continue;
        };
        let address = TableId {
            disclosure: id,
            table: index,
        };
        let single =
            (form == Form::Single).then(|| own_name(table).unwrap_or_else(|| table.title.clone()));
        for (row_index, row) in table.rows.iter().enumerate() {
            let name = match &single {
                Some(name) => name.clone(),
                None if is_project(row) => row.name().to_string(),
                None => continue,
            };
            let at = *known.entry(name.clone()).or_insert_with(|| {
                cards.push(Card {
                    name,
                    amount: None,
                    lines: Vec::new(),
                });
                cards.len() - 1
            });
            let Some(card) = cards.get_mut(at) else {
                continue;
            };
            let row_id = RowId {
                table: address,
                row: row_index,
            };
            add(card, table, row_id, row);
        }
    }
    cards
}

/// A row that names a project: no total, no unit, no heading.
fn is_project(row: RowRef<'_>) -> bool {
    row.kind() == RowKind::Item && !row.name().is_empty() && !row.cells().is_empty()
}

/// Adds a row to a card. A target stands in two cells, its name and its value: they become one line.
fn add(card: &mut Card, table: &Table, id: RowId, row: RowRef<'_>) {
    let begun = card.lines.iter().rev().find_map(|line| match line {
        CardLine::Table(table) => Some(*table),
        CardLine::Entry { .. } => None,
    });
    if begun != Some(id.table) {
        card.lines.push(CardLine::Table(id.table));
    }
    let of = |cell| CellId { row: id, cell };
    if card.amount.is_none() {
        let number = |cell: CellRef<'_>| cell.figure().is_some_and(|figure| figure.is_number());
        card.amount = row.cells().iter().position(number).map(of);
    }
    if let Some(value) = only_value(table, row) {
        add_target(card, table, id, row, value);
        return;
    }
    let mut cells = row.cells().iter().enumerate().peekable();
    while let Some((index, cell)) = cells.next() {
        let next = cells.peek().map(|(_, next)| *next);
        if next.is_some_and(|next| is_target(table, cell, next)) {
            if let Some((value, _)) = cells.next() {
                let group = group(table, cell).join("/");
                let label = format!("{group}  {}", cell.raw()).trim().to_owned();
                card.lines.push(CardLine::Entry {
                    label,
                    cell: of(value),
                    target: true,
                });
            }
            continue;
        }
        card.lines.push(CardLine::Entry {
            label: label(table, row, cell, &card.name),
            cell: of(index),
            target: false,
        });
    }
}

/// The value of the target a whole row speaks of; `None` when there are several, or none.
fn only_value(table: &Table, row: RowRef<'_>) -> Option<usize> {
    let labelled = row
        .cells()
        .iter()
        .any(|cell| matches!(leaf(table, cell), "一级指标" | "二级指标"));
    let mut values = row.cells().iter().enumerate();
    let value = values.find(|(_, cell)| is_value(leaf(table, *cell)))?.0;
    let several = values.any(|(_, cell)| is_value(leaf(table, cell)));
    (labelled && !several).then_some(value)
}

/// A target that takes a row: its classes and its name before the value, what is said of it below.
fn add_target(card: &mut Card, table: &Table, id: RowId, row: RowRef<'_>, value: usize) {
    let of = |cell| CellId { row: id, cell };
    let classes: Vec<EcoString> = row
        .cells()
        .iter()
        .filter(|cell| matches!(leaf(table, *cell), "一级指标" | "二级指标"))
        .map(|cell| cell.raw())
        .collect();
    card.lines.push(CardLine::Entry {
        label: format!("{}  {}", classes.join("/"), row.name()),
        cell: of(value),
        target: true,
    });
    for (index, cell) in row.cells().iter().enumerate() {
        let said = leaf(table, cell);
        let named = matches!(said, "一级指标" | "二级指标") || is_name(said);
        if index != value && !named {
            card.lines.push(CardLine::Entry {
                label: format!("    {said}"),
                cell: of(index),
                target: false,
            });
        }
    }
}

/// The innermost heading of a cell.
fn leaf<'a>(table: &'a Table, cell: CellRef<'_>) -> &'a str {
    let column = cell.column().and_then(|column| table.columns.get(column));
    column.map_or("", |column| column.leaf())
}

fn is_name(heading: &str) -> bool {
    matches!(heading, "三级指标" | "指标名称" | "指标内容")
}

fn is_value(heading: &str) -> bool {
    matches!(
        heading,
        "指标值" | "目标值" | "年度指标值" | "年度指标" | "绩效指标值"
    )
}

/// The headings above the innermost one of a cell.
fn group<'a>(table: &'a Table, cell: CellRef<'_>) -> &'a [String] {
    let column = cell.column().and_then(|column| table.columns.get(column));
    let path = column.map_or(&[][..], |column| &column.path);
    path.split_last().map_or(&[], |(_, outer)| outer)
}

/// Whether two cells side by side are the name of a target and its value.
fn is_target(table: &Table, name: CellRef<'_>, value: CellRef<'_>) -> bool {
    is_name(leaf(table, name))
        && is_value(leaf(table, value))
        && group(table, name) == group(table, value)
}

/// Row and column of an entry, without what the name of the card says already.
fn label(table: &Table, row: RowRef<'_>, cell: CellRef<'_>, name: &str) -> String {
    let column = cell
        .column()
        .and_then(|column| table.columns.get(column))
        .map_or_else(String::new, crate::model::Column::label);
    if row.name() == name || row.name().is_empty() || column.contains(row.name()) {
        column
    } else {
        format!("{} | {column}", row.name())
    }
}

/// A cell of a disclosure.
pub(super) fn cell_of(disclosure: &Disclosure, id: CellId) -> Option<CellRef<'_>> {
    let table = disclosure.tables.get(id.row.table.table)?;
    table.rows.get(id.row.row)?.cells().get(id.cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "项目支出表\n单位：万元\n项目名称\t合计\t一般公共预算\n\
        合计\t30.00\t30.00\n河道巡查\t10.00\t10.00\n堤防养护\t20.00\t20.00\n\n\
        部门预算项目绩效目标汇总表\n单位：万元\n项目名称\t资金总额\t产出指标\t\n\
        \t\t三级指标\t指标值\n河道巡查\t10.00\t巡查河道长度\t≥80公里\n堤防养护\t20.00\t养护堤防长度\t12公里\n";

    #[test]
    fn what_two_tables_print_of_a_project_stands_on_one_card() {
        let disclosure = crate::load::load("a.txt", TEXT.as_bytes());
        let cards = cards(DisclosureId(0), &disclosure);
        let names: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
        assert_eq!(names, ["河道巡查", "堤防养护"]);
        let tables = |card: &Card| {
            let tables = card.lines.iter();
            tables
                .filter(|line| matches!(line, CardLine::Table(_)))
                .count()
        };
        assert_eq!(tables(&cards[0]), 2);
        let amount = cards[1].amount.and_then(|id| cell_of(&disclosure, id));
        assert_eq!(amount.map(|cell| cell.raw()), Some("20.00".into()));
        let target = cards[0].lines.iter().find_map(|line| match line {
            CardLine::Entry { label, cell, .. } if label.ends_with("巡查河道长度") => {
                cell_of(&disclosure, *cell).map(|cell| cell.raw())
            }
            CardLine::Entry { .. } | CardLine::Table(_) => None,
        });
        assert_eq!(target, Some("≥80公里".into()));
    }
}
