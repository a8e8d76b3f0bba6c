//! Compares what the loader placed with the hand-made truth, cell by cell; shared by a test and an example.

use std::collections::BTreeMap;
use std::path::Path;

use chazhang::model::{Column, Content, Disclosure, FigureKind};

use crate::shared::with_truth;

/// A cell as either side states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) table: String,
    pub(crate) table_kind: String,
    /// `row_index code name`, the address of the row.
    pub(crate) row: String,
    /// Header path; `None` while several columns remain possible.
    pub(crate) column: Option<String>,
    /// The paths that remain possible.
    pub(crate) candidates: Vec<String>,
    pub(crate) value: String,
    pub(crate) class: Class,
    pub(crate) line: u32,
}

/// What is counted apart: a wrong figure misleads more than a wrong word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Figure,
    Text,
}

/// What became of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Right,
    Wrong,
    Ambiguous,
    Missing,
    Extra,
}

impl Outcome {
    pub(crate) const ALL: [Outcome; 5] = [
        Outcome::Right,
        Outcome::Wrong,
        Outcome::Ambiguous,
        Outcome::Missing,
        Outcome::Extra,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Outcome::Right => "right",
            Outcome::Wrong => "wrong",
            Outcome::Ambiguous => "ambiguous",
            Outcome::Missing => "missing",
            Outcome::Extra => "extra",
        }
    }
}

/// One compared cell: the truth, what the loader says, and what that makes.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    pub(crate) outcome: Outcome,
    pub(crate) truth: Option<Stated>,
    pub(crate) mine: Option<Stated>,
}

impl Compared {
    fn either(&self) -> Option<&Stated> {
        self.truth.as_ref().or(self.mine.as_ref())
    }

    pub(crate) fn class(&self) -> Class {
        self.either().map_or(Class::Text, |cell| cell.class)
    }

    pub(crate) fn table_kind(&self) -> &str {
        self.either().map_or("", |cell| &cell.table_kind)
    }
}

/// A real document with truth.
pub(crate) struct Document {
    /// File name without its ending.
    pub(crate) stem: String,
    pub(crate) disclosure: Disclosure,
    pub(crate) truth: Vec<Stated>,
}

/// Every document that has truth and whose name begins with `wanted`, loaded.
pub(crate) fn documents(shared: &Path, wanted: &str) -> Vec<Document> {
    let read = with_truth(shared, "tables", wanted).into_iter();
    read.map(|found| Document {
        truth: truth(&found.truth),
        stem: found.stem,
        disclosure: found.disclosure,
    })
    .collect()
}

fn truth(path: &Path) -> Vec<Stated> {
    csv::Reader::from_path(path)
        .expect("truth table")
        .deserialize()
        .map(|row| {
            let row: BTreeMap<String, String> = row.expect("truth row");
            let field = |name: &str| row.get(name).cloned().unwrap_or_default();
            Stated {
                table: field("table_id"),
                table_kind: field("table_kind"),
                row: address(&field("row_index"), &field("row_code"), &field("row_name")),
                column: Some(field("column_path")),
                candidates: Vec::new(),
                value: normal(&field("value")),
                class: if field("value_kind") == "text" {
                    Class::Text
                } else {
                    Class::Figure
                },
                line: field("line").parse().expect("line number"),
            }
        })
        .collect()
}

/// What the loader says.
pub(crate) fn stated(disclosure: &Disclosure) -> Vec<Stated> {
    let mut all = Vec::new();
    for table in &disclosure.tables {
        let label = |column: usize| table.columns.get(column).map(Column::label);
        for row in &table.rows {
            for cell in row.cells() {
                let class = match cell.content() {
                    Content::Figure(figure) if figure.kind() != FigureKind::Dash => Class::Figure,
                    Content::Figure(_) | Content::Text(_) => Class::Text,
                };
                all.push(Stated {
                    table: table.id.clone(),
                    table_kind: table.kind.name().to_owned(),
                    row: address(&row.index().to_string(), row.code(), row.name()),
                    column: cell.column().and_then(label),
                    candidates: cell
                        .candidates()
                        .iter()
                        .copied()
                        .filter_map(label)
                        .collect(),
                    value: normal(&cell.raw()),
                    class,
                    line: cell.place().line,
                });
            }
        }
    }
    all
}

fn address(index: &str, code: &str, name: &str) -> String {
    format!("{index} {code} {}", normal(name))
}

/// White space and thousands separators removed: the truth is written without them.
fn normal(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = bare
        .chars()
        .all(|c| c.is_ascii_digit() || ",.-".contains(c));
    if number { bare.replace(',', "") } else { bare }
}

/// Pairs both sides, strictest agreement first: same address and value; undecided but the true
/// column among the candidates; same address; same line and value. What remains is missing or extra.
pub(crate) fn compare(truth: Vec<Stated>, mine: Vec<Stated>) -> Vec<Compared> {
    type Agree = fn(&Stated, &Stated) -> bool;
    let passes: [(Outcome, Agree); 5] = [
        (Outcome::Right, |t, m| {
            at_row(t, m) && t.column == m.column && t.value == m.value && t.class == m.class
        }),
        (Outcome::Ambiguous, |t, m| {
            at_row(t, m) && t.value == m.value && t.line == m.line && undecided(t, m)
        }),
        (Outcome::Wrong, |t, m| at_row(t, m) && t.column == m.column),
        (Outcome::Wrong, |t, m| {
            t.table == m.table && t.line == m.line && t.value == m.value
        }),
        (Outcome::Wrong, |t, m| {
            t.line == m.line && t.value == m.value
        }),
    ];
    let mut compared = Vec::new();
    let (mut truth, mut mine) = (truth, mine);
    for (outcome, agree) in passes {
        truth.retain(|t| {
            let Some(index) = mine.iter().position(|m| agree(t, m)) else {
                return true;
            };
            compared.push(Compared {
                outcome,
                truth: Some(t.clone()),
                mine: Some(mine.remove(index)),
            });
            false
        });
    }
    compared.extend(truth.into_iter().map(|t| Compared {
        outcome: Outcome::Missing,
        truth: Some(t),
        mine: None,
    }));
    compared.extend(mine.into_iter().map(|m| Compared {
        outcome: Outcome::Extra,
        truth: None,
        mine: Some(m),
    }));
    compared
}

fn at_row(truth: &Stated, mine: &Stated) -> bool {
    truth.table == mine.table && truth.row == mine.row
}

fn undecided(truth: &Stated, mine: &Stated) -> bool {
    mine.column.is_none()
        && truth
            .column
            .as_ref()
            .is_some_and(|column| mine.candidates.contains(column))
}
