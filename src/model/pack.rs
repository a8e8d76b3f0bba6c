//! Rows → [`Rows`]: what cells have in common is found and kept once.

use std::collections::HashMap;

use super::cell::{Cell, Content};
use super::row::Row;
use super::rows::{APART, CellForm, KeptCell, KeptRow, Rows, ShortPlace};
use super::source::Place;

impl FromIterator<Row> for Rows {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Self {
        Rows::with_room(0, rows)
    }
}

impl Rows {
    /// Rows that have so many cells together: a list that grows holds up to twice as much while it
    /// does.
    pub fn with_room(cells: usize, rows: impl IntoIterator<Item = Row>) -> Rows {
        let rows = rows.into_iter();
        let mut packer = Packer::default();
        packer.packed.rows.reserve(rows.size_hint().0);
        packer.packed.cells.reserve(cells);
        rows.for_each(|row| packer.push(row));
        packer.finish()
    }
}

/// Makes the rows of a table, one after the other.
#[derive(Default)]
struct Packer {
    packed: Rows,
    known: HashMap<CellForm, u16>,
}

impl Packer {
    fn push(&mut self, row: Row) {
        for cell in row.cells {
            let kept = self.cell(cell, row.place);
            self.packed.cells.push(kept);
        }
        let short = ShortPlace::of(row.place).unwrap_or_else(|| ShortPlace {
            line: row.place.line,
            start: put(&mut self.packed.far, row.place),
            length: ShortPlace::FAR,
            page: 0,
        });
        self.packed.rows.push(KeptRow {
            stub: row.stub,
            cells_end: as_u32(self.packed.cells.len()),
            index: row.index,
            parent: row.parent,
            place: short,
            lane: row.lane,
            depth: row.depth,
            kind: row.kind,
            level: row.level,
        });
    }

    fn cell(&mut self, cell: Cell, row: Place) -> KeptCell {
        let near = CellForm::of(&cell, row);
        let near = near.and_then(|(form, offset)| Some((self.form(form)?, offset)));
        let packed = &mut self.packed;
        let Some((form, offset)) = near else {
            return KeptCell {
                form: APART,
                offset: 0,
                value: [put(&mut packed.apart, cell), 0],
            };
        };
        let value = match cell.content {
            Content::Figure(figure) => figure.divided().map_or([0; 2], |(_, digits)| digits),
            Content::Text(text) => [put(&mut packed.texts, text), 0],
        };
        KeptCell {
            form,
            offset,
            value,
        }
    }

    /// The number of a form; `None` when there are too many.
    fn form(&mut self, form: CellForm) -> Option<u16> {
        if let Some(&known) = self.known.get(&form) {
            return Some(known);
        }
        let forms = &mut self.packed.forms;
        let new = u16::try_from(forms.len()).ok().filter(|new| *new < APART)?;
        forms.push(form);
        self.known.insert(form, new);
        Some(new)
    }

    fn finish(mut self) -> Rows {
        let packed = &mut self.packed;
        packed.rows.shrink_to_fit();
        packed.cells.shrink_to_fit();
        packed.forms.shrink_to_fit();
        packed.texts.shrink_to_fit();
        packed.apart.shrink_to_fit();
        self.packed
    }
}

/// Adds to a list; the index of what was added.
fn put<T>(list: &mut Vec<T>, new: T) -> u32 {
    list.push(new);
    as_u32(list.len() - 1)
}

/// The size limit of files keeps tables far below four thousand million cells.
fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::{
        CellRef, Certainty, Figure, FigureKind, RowKind, RowRef, Span, Stub, Unit, code,
    };

    /// Numbers around the ends of what fits, and ordinary ones.
    fn ends(of: u32) -> impl Strategy<Value = u32> {
        prop_oneof![
            4 => 0_u32..200,
            1 => of.saturating_sub(2)..=of.saturating_add(2),
            1 => any::<u32>(),
        ]
    }

    prop_compose! {
        fn place()(
            line in ends(40_000),
            page in prop_oneof![Just(0), Just(3), ends(65_535)],
            start in ends(40_000),
            length in ends(65_535),
            backwards in prop::bool::weighted(0.05),
        ) -> Place {
            let end = start.saturating_add(length);
            Place {
                line,
                page: NonZeroU32::new(page),
                span: if backwards {
                    Span { start: end, end: start }
                } else {
                    Span { start, end }
                },
            }
        }
    }

    fn content() -> impl Strategy<Value = Content> {
        let units = [
            Unit::WanYuan,
            Unit::Yuan,
            Unit::Percent,
            Unit::Count("辆".into()),
        ];
        let figure = (
            "(-?[0-9]{1,20}(\\.[0-9]{1,6})?%?|-?[1-9][0-9]{0,2}(,[0-9]{3}){1,3}|—{1,3}|[０-９]{1,4})",
            0_usize..4,
            0_usize..4,
        );
        let figure = figure.prop_map(move |(raw, kind, unit)| {
            let plain: String = raw.chars().filter(|c| !matches!(c, ',' | '%')).collect();
            let number: Decimal = plain.parse().unwrap_or_default();
            let kind = [
                FigureKind::Printed,
                FigureKind::Zero,
                FigureKind::Dash,
                FigureKind::Unreadable,
            ][kind];
            let figure = Figure::new(kind, number, number.scale(), units[unit].clone(), &raw);
            Content::Figure(figure)
        });
        let text = prop_oneof!["\\PC{0,30}", "[一-龥]{200,400}"];
        prop_oneof![4 => figure, 1 => text.prop_map(Content::text)]
    }

    prop_compose! {
        fn cell()(
            column in prop_oneof![
                6 => (0_usize..6).prop_map(Some),
                1 => Just(None),
                1 => (65_530_usize..65_540).prop_map(Some),
            ],
            candidates in prop_oneof![
                4 => Just(Vec::new()),
                1 => prop::collection::vec(0_usize..70_000, 1..4),
            ],
            content in content(),
            certainty in 0_usize..3,
            place in place(),
        ) -> Cell {
            let certainties = [Certainty::Printed, Certainty::Recovered, Certainty::Ambiguous];
            Cell {
                column,
                candidates,
                content,
                certainty: certainties[certainty],
                place,
            }
        }
    }

    prop_compose! {
        fn row()(
            index in any::<u32>(),
            (lane, depth) in (0_usize..70_000, 0_usize..70_000),
            parent in prop::option::of(0_usize..5_000_000_000),
            code in "[0-9]{0,7}(→[0-9]{5})?",
            name in "\\PC{0,12}",
            total in any::<bool>(),
            (place, near) in (place(), any::<bool>()),
            cells in prop::collection::vec(cell(), 0..6),
        ) -> Row {
            let mut row = Row::new(index, lane).below(parent, depth);
            row.level = code::classify(code.split('→').next().unwrap_or(""));
            row.kind = if total { RowKind::Total } else { RowKind::Item };
            (row.stub, row.place, row.cells) = (Stub::new(code, name), place, cells);
            for cell in row.cells.iter_mut().filter(|_| near) {
                cell.place.page = place.page;
            }
            row
        }
    }

    proptest! {
        /// Whatever rows are made of, they are given back as they were.
        #[test]
        fn rows_give_back_what_they_were_made_of(rows in prop::collection::vec(row(), 0..20)) {
            let packed: Rows = rows.iter().cloned().collect();
            let unpacked: Vec<Row> = packed.iter().map(RowRef::to_row).collect();
            prop_assert_eq!(&unpacked, &rows);
            let again: Rows = unpacked.into_iter().collect();
            prop_assert_eq!(&again, &packed);
            for (row, made) in packed.iter().zip(&rows) {
                prop_assert_eq!((row.code(), row.name()), (made.stub.code(), made.stub.name()));
                prop_assert_eq!(row.cells().len(), made.cells.len());
                for (at, (cell, made)) in row.cells().iter().zip(&made.cells).enumerate() {
                    prop_assert_eq!(cell.content(), made.content.clone());
                    let told = (cell.figure(), cell.text());
                    let known = match &made.content {
                        Content::Figure(figure) => (Some(figure.clone()), None),
                        Content::Text(text) => (None, Some(text.as_str())),
                    };
                    prop_assert_eq!(told, known);
                    let counted = row.first_cell() + at;
                    prop_assert_eq!(packed.figure(counted), cell.figure());
                    let found = packed.get(packed.row_of_cell(counted)).map(RowRef::index);
                    prop_assert_eq!(found, Some(row.index()));
                }
            }
            let backwards: Vec<Row> = packed.iter().rev().map(RowRef::to_row).collect();
            prop_assert!(backwards.iter().eq(rows.iter().rev()));
        }
    }

    #[test]
    fn rows_and_cells_stay_small() {
        assert_eq!(size_of::<KeptRow>(), 40);
        assert_eq!(size_of::<KeptCell>(), 12);
    }

    /// As many forms as there are numbers for them, and more.
    #[test]
    fn cells_without_a_form_are_kept_apart() {
        let made = (0..70_000_u32).map(|number| {
            let mut row = Row::new(number, 0);
            let place = Place {
                span: Span {
                    start: 0,
                    end: number / 2,
                },
                ..Place::default()
            };
            let column = usize::try_from(number % 2).unwrap_or(0);
            row.cells = vec![Cell::new(
                column,
                Content::text("一"),
                Certainty::Printed,
                place,
            )];
            row
        });
        let packed: Rows = made.clone().collect();
        assert!(packed.iter().map(RowRef::to_row).eq(made));
        assert!(
            packed
                .iter()
                .flat_map(RowRef::cells)
                .all(|cell| CellRef::text(&cell).is_some())
        );
    }
}
