//! Two to six disclosures side by side: by totals, by function, by economic class, with exact differences and rates.

pub(in crate::ui) mod draw;
mod layout;
mod moves;
mod rename;
pub mod sheet;
pub mod sources;

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{Amount, CellId, Disclosure, DisclosureId, Line, TableKind};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::Status;
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::screen::grid::Grid;
use crate::ui::state::State;
use crate::ui::theme::Role;
use crate::ui::tree::lines::{self, Choice, Order};
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;
use sheet::{By, Sheet};
use sources::MeasureKey;

/// How many disclosures stand side by side.
const SIDES: std::ops::RangeInclusive<usize> = 2..=6;

/// What would be compared now: the marked disclosures when there are two, else those of the body that is looked at,
/// by year and stage.
#[must_use]
pub fn candidates(state: &State) -> Vec<DisclosureId> {
    let scene = &state.scene;
    let ready = |id: &DisclosureId| scene.data.status(*id) == Status::Ready;
    let mut sides = state.panes.departments.marked();
    sides.retain(ready);
    if sides.len() < 2 {
        let body = scene.data.name(scene.current);
        let same = |id: &DisclosureId| scene.data.name(*id) == body;
        sides = scene.data.ids().filter(ready).filter(same).collect();
    }
    sides.sort_by_key(|id| {
        let found = scene.data.disclosure(*id);
        (found.map(|found| (found.year, found.stage)), *id)
    });
    sides
}

/// Whether that many disclosures can stand side by side.
#[must_use]
pub fn fits(sides: &[DisclosureId]) -> bool {
    SIDES.contains(&sides.len())
}

/// By how much an amount grew over its base, in percent with two decimals; none for a base that is
/// nothing or less.
#[must_use]
pub fn rate(base: Amount, difference: Amount) -> Option<Decimal> {
    if base.is_zero() || base.is_negative() {
        return None;
    }
    let share = difference.as_decimal().checked_div(base.as_decimal())?;
    Some(share.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(2))
}

/// The comparison with its selection.
#[derive(Debug)]
pub struct Compare {
    sides: Vec<DisclosureId>,
    by: By,
    table: usize,
    measure: usize,
    /// The side that is looked at, and the one it is held against.
    lead: usize,
    base: usize,
    closed: BTreeSet<String>,
    order: Order,
    viewport: Viewport,
    sheet: Sheet,
    /// What the sheet was made of, to see when a file was read again.
    made_of: Vec<Arc<Disclosure>>,
}

impl Compare {
    /// Compares these disclosures, the last with the first.
    #[must_use]
    pub fn new(mut sides: Vec<DisclosureId>, scene: &Scene) -> Self {
        sides.truncate(*SIDES.end());
        let mut compare = Compare {
            lead: sides.len().saturating_sub(1),
            base: 0,
            sides,
            by: By::default(),
            table: 0,
            measure: 0,
            closed: BTreeSet::new(),
            order: Order::default(),
            viewport: Viewport::default(),
            sheet: Sheet::default(),
            made_of: Vec::new(),
        };
        compare.make(scene);
        compare
    }

    fn kinds(&self, scene: &Scene) -> Vec<TableKind> {
        sources::kinds(scene, &self.sides, self.by)
    }

    fn kind(&self, scene: &Scene) -> Option<TableKind> {
        let kinds = self.kinds(scene);
        kinds.get(self.table.checked_rem(kinds.len())?).copied()
    }

    fn measures(&self, scene: &Scene) -> Vec<MeasureKey> {
        self.kind(scene).map_or_else(Vec::new, |kind| {
            sources::measures(scene, &self.sides, self.by, kind)
        })
    }

    fn make(&mut self, scene: &Scene) {
        let measures = self.measures(scene);
        let measure = measures.get(self.measure.checked_rem(measures.len()).unwrap_or(0));
        self.sheet = match (self.kind(scene), measure) {
            (Some(kind), Some(measure)) => {
                sheet::by_code(scene, &self.sides, self.by, (kind, *measure))
            }
            (Some(_) | None, _) if self.by == By::Headlines => {
                sheet::of_headlines(scene, &self.sides)
            }
            (Some(_) | None, _) => Sheet::default(),
        };
        self.made_of = made_of(scene, &self.sides);
    }

    /// Turns to something else to compare and begins at its first line.
    fn turn(&mut self, scene: &Scene, change: impl FnOnce(&mut Self)) {
        change(self);
        self.closed.clear();
        self.viewport = Viewport::default();
        self.make(scene);
    }

    fn lines(&self) -> Vec<usize> {
        let choice = Choice {
            closed: &self.closed,
            order: self.order,
            all: false,
            flat: false,
            words: "",
        };
        lines::shown(&self.sheet.outline, &choice, &|node| self.difference(node))
    }

    fn selected(&self) -> Option<usize> {
        let lines = self.lines();
        lines.get(self.viewport.current(lines.len())?).copied()
    }

    /// What a line changed by from the base to the side that is looked at.
    fn difference(&self, node: usize) -> Option<Amount> {
        let base = self.sheet.amount(node, self.base)?;
        self.sheet.amount(node, self.lead)?.checked_sub(base)
    }

    /// The cell of the side that is looked at, else of any side.
    fn cell(&self) -> Option<CellId> {
        let node = self.selected()?;
        let at = |side: usize| self.sheet.cell(node, side, *self.sides.get(side)?);
        at(self.lead).or_else(|| (0..self.sides.len()).rev().find_map(at))
    }

    fn step(at: usize, step: usize, count: usize) -> usize {
        (at + step).checked_rem(count).unwrap_or(0)
    }

    fn name_of(&self, line: &Line, scene: &Scene) -> String {
        match self.by {
            By::Headlines => scene.word("headline", &line.name),
            By::Function | By::Department | By::Government => line.name.clone(),
        }
    }
}

fn made_of(scene: &Scene, sides: &[DisclosureId]) -> Vec<Arc<Disclosure>> {
    let all = &scene.data.corpus.disclosures;
    sides
        .iter()
        .filter_map(|side| all.get(side.0).cloned())
        .collect()
}

impl View for Compare {
    fn context(&self) -> Context {
        Context::Compare
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let unit = scene.unit_word(&self.sheet.unit(scene, &self.sides));
        let mut words = scene.text(self.by.name()).to_owned();
        if let Some(kind) = self.kind(scene) {
            words.push_str(&format!("  {}", scene.kind(kind)));
            let kinds = self.kinds(scene).len();
            if kinds > 1 {
                let at = self.table.checked_rem(kinds).unwrap_or(0) + 1;
                words.push_str(&format!(" {at}/{kinds}"));
            }
        }
        let mut spans = vec![
            span(self.crumb(scene), Role::Title),
            span(format!("  {words}"), Role::Title),
        ];
        if !self.sheet.column.is_empty() {
            spans.push(span(format!("  {}", self.sheet.column), Role::Chip));
        }
        spans.push(span(format!(" ({unit})"), Role::Dim));
        spans
    }

    fn len(&self, _scene: &Scene, _width: u16) -> usize {
        self.lines().len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: match height {
                0..=4 => 0,
                5..=7 => 1,
                _ => 2,
            },
            footer: if height >= 10 {
                2
            } else {
                u16::from(height >= 7)
            },
            row_height: 1,
        }
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn arranged(&mut self, scene: &Scene, _width: u16) {
        let now = made_of(scene, &self.sides);
        let same = |(one, other): (&Arc<Disclosure>, &Arc<Disclosure>)| Arc::ptr_eq(one, other);
        if now.len() != self.made_of.len() || !now.iter().zip(&self.made_of).all(same) {
            self.make(scene);
        }
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let outline = &self.sheet.outline;
        let node = self.selected();
        let parent = || node.and_then(|node| outline.parent(node)).is_some();
        let group = || node.is_some_and(|node| outline.has_children(node));
        match action {
            Action::Enter => self.cell().is_some(),
            Action::NextColumn | Action::PreviousColumn => self.sides.len() > 1,
            Action::SetBase => self.base != self.lead,
            Action::NextMeasure => self.measures(scene).len() > 1,
            Action::NextTable | Action::PreviousTable => self.kinds(scene).len() > 1,
            Action::NextClassification => {
                let has = |by: &&By| sources::has(scene, &self.sides, **by);
                By::ALL.iter().filter(has).count() > 1
            }
            Action::NextOrder | Action::Level1 | Action::Level2 | Action::Level3 => node.is_some(),
            Action::Expand | Action::Toggle => group(),
            Action::Collapse => group() || parent(),
            Action::Parent => parent(),
            _ => false,
        }
    }

    fn enter_word(&self, _scene: &Scene) -> &'static str {
        "enter.cell"
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Inspect,
            Action::NextClassification,
            Action::NextTable,
            Action::NextColumn,
            Action::SetBase,
            Action::NextMeasure,
            Action::NextOrder,
            Action::Level1,
            Action::Back,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let sides = self.sides.len();
        match action {
            Action::Enter => {
                return self.cell().map_or_else(Vec::new, |cell| {
                    vec![
                        Ask::Select(cell.row.table.disclosure),
                        Ask::Open(Box::new(Grid::at_cell(cell, scene))),
                    ]
                });
            }
            Action::NextColumn => {
                self.keeping(|compare| compare.lead = Self::step(compare.lead, 1, sides));
            }
            Action::PreviousColumn => self.keeping(|compare| {
                compare.lead = Self::step(compare.lead, sides.saturating_sub(1), sides);
            }),
            Action::SetBase => self.keeping(|compare| compare.base = compare.lead),
            Action::NextMeasure => {
                self.turn(scene, |compare| compare.measure += 1);
            }
            Action::NextTable => self.turn(scene, |compare| {
                compare.table += 1;
                compare.measure = 0;
            }),
            Action::PreviousTable => {
                let kinds = self.kinds(scene).len();
                self.turn(scene, |compare| {
                    compare.table = Self::step(compare.table, kinds.saturating_sub(1), kinds);
                    compare.measure = 0;
                });
            }
            Action::NextClassification => {
                let at = By::ALL.iter().position(|by| *by == self.by).unwrap_or(0);
                let following =
                    (1..=By::ALL.len()).map(|step| By::ALL[(at + step) % By::ALL.len()]);
                let next = following
                    .into_iter()
                    .find(|by| sources::has(scene, &self.sides, *by));
                self.turn(scene, |compare| {
                    compare.by = next.unwrap_or_default();
                    compare.table = 0;
                    compare.measure = 0;
                });
            }
            Action::NextOrder => self.keeping(|compare| compare.order = compare.order.next()),
            Action::Level1 => self.show_levels(1),
            Action::Level2 => self.show_levels(2),
            Action::Level3 => self.show_levels(3),
            Action::Expand => self.toggle(Some(false)),
            Action::Collapse => self.toggle(Some(true)),
            Action::Toggle => self.toggle(None),
            Action::Parent => self.go_to_parent(),
            _ => {}
        }
        Vec::new()
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let node = self.selected()?;
        let line = &self.sheet.outline.get(node)?.value;
        let unit = self.sheet.unit(scene, &self.sides);
        let text = |side: usize| draw::value(self, scene, node, side, &unit).text;
        Some(match what {
            CopyWhat::Cell => text(self.lead),
            CopyWhat::Row => {
                let mut fields = vec![line.code.clone(), self.name_of(line, scene)];
                fields.extend((0..self.sides.len()).map(text));
                let (difference, rate) = draw::change(self, scene, node, &unit);
                fields.extend([difference, rate]);
                fields.join("\t")
            }
        })
        .filter(|text| !text.is_empty())
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let cell = self.cell()?;
        Some(SourceTarget {
            disclosure: cell.row.table.disclosure,
            places: vec![scene.data.corpus.cell(cell)?.place()],
            first: 0,
        })
    }

    fn figure(&self, _scene: &Scene) -> Option<CellId> {
        self.cell()
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        draw::draw(self, scene, area, canvas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_exact_to_two_decimals_and_needs_a_base() {
        let amount = |text: &str| Amount::new(text.parse().unwrap_or_default());
        assert_eq!(
            rate(amount("300"), amount("100")).map(|rate| rate.to_string()),
            Some("33.33".to_owned())
        );
        assert_eq!(rate(amount("0"), amount("5")), None);
        assert_eq!(rate(amount("-3"), amount("5")), None);
    }
}
