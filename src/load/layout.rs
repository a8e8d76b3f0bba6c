//! Which column of the body is code, name or data, and where one row stream ends and the next begins.

use crate::load::header::Leaf;
use crate::load::vocabulary::{Family, Stub};
use crate::model::{Column, Lane, Role, Unit, ValueKind};

/// What a printed column of the body is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A part of the row stub.
    Stub(Stub),
    /// A data column.
    Data(usize),
    /// A data column that also names the row.
    Label(usize),
}

/// A printed column: its lane and its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// Row stream.
    pub(super) lane: usize,
    /// Use.
    pub(super) use_: Use,
}

/// Stubs that print codes of accounts.
const CODES: [Stub; 4] = [Stub::Code, Stub::Class, Stub::Section, Stub::Item];

/// Whether a column of codes stands behind data of a table that names its rows by codes before, with
/// no name behind it.
fn is_remark(leaves: &[Leaf], at: usize) -> bool {
    let is_code = |leaf: &Leaf| leaf.stub.is_some_and(|stub| CODES.contains(&stub));
    let (before, from) = leaves.split_at(at);
    let behind = from.iter().find(|leaf| !is_code(leaf));
    let names = |leaf: &Leaf| matches!(leaf.stub, Some(Stub::Name | Stub::LabelName));
    from.first().is_some_and(is_code)
        && before.iter().any(is_code)
        && before.iter().any(Leaf::is_data)
        && behind.is_some_and(|leaf| leaf.is_data() && !names(leaf))
}

/// The columns of a table, divided into lanes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// Row streams.
    pub(super) lanes: Vec<Lane>,
    /// Data columns.
    pub(super) columns: Vec<Column>,
    /// For each data column: the sum it is a part of.
    pub(super) families: Vec<Option<Family>>,
    /// For each data column: its own unit.
    pub(super) units: Vec<Option<Unit>>,
    /// For each data column: whether the vocabulary knows what it holds.
    pub(super) known: Vec<bool>,
    /// For each printed column: what it is.
    pub(super) slots: Vec<Slot>,
}

impl Layout {
    /// Divides leaves into lanes. A stub column after a money column begins a new lane. Codes behind
    /// data that no name follows are a remark on the row, as the economic classes of what is bought.
    #[must_use]
    pub(super) fn new(leaves: &[Leaf]) -> Self {
        let mut layout = Layout::default();
        layout.extend(leaves);
        layout
    }

    /// Adds the leaves of a further section of the table as lanes of their own.
    pub(super) fn extend(&mut self, leaves: &[Leaf]) {
        let mut lane = self.lanes.len();
        let first_lane = lane;
        self.lanes.push(Lane::default());
        let mut money_seen = false;
        let mut names: Vec<&str> = Vec::new();
        for (at, leaf) in leaves.iter().enumerate() {
            if is_remark(leaves, at) {
                self.slots.push(Slot {
                    lane,
                    use_: Use::Data(self.columns.len()),
                });
                self.columns.push(Column {
                    path: leaf.path.clone(),
                    role: Role::Other,
                    lane,
                    kind: ValueKind::Text,
                });
                self.families.push(None);
                self.units.push(None);
                self.known.push(true);
                continue;
            }
            let word = leaf.path.last().map_or("", String::as_str);
            if leaf.stub == Some(Stub::Name) && !word.is_empty() {
                // 项目 and a column of unknown wording, then 项目 again.
                money_seen |= names.contains(&word) && !names.ends_with(&[word]);
                names.push(word);
            } else if leaf.is_data() {
                names.push("");
            }
            if leaf.stub.is_some_and(|stub| stub != Stub::LabelName) && money_seen {
                lane += 1;
                self.lanes.push(Lane::default());
                money_seen = false;
                names = vec![word];
            }
            money_seen |= leaf.is_data() && leaf.kind.is_some_and(|kind| kind != ValueKind::Text);
            self.slots.push(Slot {
                lane,
                use_: match leaf.stub {
                    Some(Stub::LabelName) => Use::Label(self.columns.len()),
                    Some(stub) => Use::Stub(stub),
                    None => Use::Data(self.columns.len()),
                },
            });
            if leaf.is_data() {
                self.columns.push(Column {
                    path: leaf.path.clone(),
                    role: leaf.role,
                    lane,
                    kind: leaf.kind.unwrap_or(ValueKind::Text),
                });
                self.families.push(leaf.family);
                self.units.push(leaf.unit.clone());
                self.known.push(leaf.kind.is_some());
            }
        }
        for (index, lane) in self.lanes.iter_mut().enumerate().skip(first_lane) {
            let mut outer = self
                .columns
                .iter()
                .filter(|column| column.lane == index && column.path.len() > 1)
                .filter_map(|column| column.path.first());
            if let Some(title) = outer.next()
                && outer.all(|other| other == title)
            {
                lane.title.clone_from(title);
            }
        }
    }

    /// Whether some rows print codes behind their figures, which begin a lane.
    #[must_use]
    pub(super) fn has_codes_behind_figures(&self) -> bool {
        let coded = |slot: &Slot| matches!(slot.use_, Use::Stub(stub) if CODES.contains(&stub));
        self.slots.iter().any(|slot| slot.lane > 0 && coded(slot))
    }

    /// Printed columns of the last section, counted from its first.
    #[must_use]
    pub(super) fn section(&self, from: usize) -> &[Slot] {
        self.slots.get(from..).unwrap_or(&[])
    }
}
