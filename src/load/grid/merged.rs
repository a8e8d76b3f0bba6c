//! Cells that are merged down: what they print holds in the rows below.

use crate::load::body::{RawRow, RawValue, place};
use crate::load::grid::cells::is_number;
use crate::load::layout::{Slot, Use};
use crate::load::line::Piece;
use crate::load::vocabulary::{Stub, Vocabulary};
use crate::model::{Column, ValueKind};

/// Text columns whose cells span several rows: the label is printed once and holds below.
const SPANNING: [&str; 5] = ["一级指标", "二级指标", "类型", "项目单位", "项目类别"];

/// Longer texts are no labels; a merged one is read once.
const LONGEST_LABEL: usize = 40;

/// Rows of other lanes that may stand between two rows of one lane.
const NEAR: usize = 64;

/// Gives a row the code and name of the row above, where they are printed in cells merged down to it.
pub(in crate::load) fn stub<'c>(
    row: &mut RawRow,
    above: &[RawRow],
    covered: impl Iterator<Item = (&'c Piece, &'c Slot)>,
    vocabulary: &Vocabulary,
) {
    let mut above = above.iter().rev().take(NEAR);
    let Some(above) = above.find(|above| above.lane == row.lane) else {
        return;
    };
    let (mut code, mut name) = (false, false);
    for (_, slot) in covered {
        match slot.use_ {
            Use::Stub(Stub::Name | Stub::LabelName) | Use::Label(_) => name = true,
            Use::Stub(Stub::Ordinal) | Use::Data(_) => {}
            Use::Stub(_) => code = true,
        }
    }
    if name && row.name.is_empty() {
        row.name.clone_from(&above.name);
        row.indent = above.indent;
        row.below_total = vocabulary.row_kind(&above.name).is_some();
    }
    if code && row.code.is_empty() {
        row.code.clone_from(&above.code);
        row.unit_code = above.unit_code;
    }
}

/// Whether what a merged cell prints is a label of all its rows.
fn holds_below(text: &str) -> bool {
    text.chars().count() <= LONGEST_LABEL && !is_number(text)
}

/// The last text of every column whose cells may span rows, by data column.
#[derive(Default)]
pub(in crate::load) struct Spanning(Vec<Option<RawValue>>);

impl Spanning {
    /// Puts the label merged down to this row before the name, as in the row that prints it.
    pub(in crate::load) fn name(&self, row: &mut RawRow, column: Option<usize>) {
        let label = column.and_then(|column| self.0.get(column)?.as_ref());
        if let Some(label) = label
            && holds_below(&label.text)
            && !row.name.is_empty()
        {
            row.name = format!("{}→{}", label.text, row.name).into();
        }
    }

    /// Puts a printed cell into the row, or the label printed above where the column spans rows: down to
    /// the total of all of them, which it does not hold for.
    pub(in crate::load) fn take(
        &mut self,
        (index, column): (usize, Option<&Column>),
        cell: &Piece,
        (row, total): (&mut RawRow, bool),
    ) {
        let label = |column: &Column| {
            SPANNING.contains(&column.leaf()) && !total
                || cell.covered && column.kind == ValueKind::Text
        };
        let spans = column.is_some_and(label);
        if self.0.len() <= index {
            self.0.resize(index + 1, None);
        }
        let value = RawValue::new(Some(index), &cell.text, place(cell.line, cell.span));
        if !cell.text.is_empty() {
            if let Some(last) = self.0.get_mut(index) {
                *last = Some(value.clone());
            }
            row.values.push(value);
        } else if spans
            && let Some(Some(last)) = self.0.get(index)
            && (!cell.covered || holds_below(&last.text))
        {
            row.values.push(last.clone());
        }
    }
}
