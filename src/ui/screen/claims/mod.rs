//! The figures of the running text beside the cells they restate, each with what the checks say of it.

mod answer;
mod detail;

use answer::{Answer, Filter, answer};
use ratatui::layout::Rect;

use super::grid::Grid;
use super::source::SourceText;
use crate::model::{CellId, Claim, ClaimKind, Direction, RowId, Slot, TableId};
use crate::ui::action::Action;
use crate::ui::arrange::take_left;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::money;
use crate::ui::popup::inspect::{Inspect, Subject};
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The filter and the selection.
#[derive(Debug, Default)]
pub struct Claims {
    filter: Filter,
    viewport: Viewport,
}

fn claims(scene: &Scene) -> &[Claim] {
    scene
        .data
        .disclosure(scene.current)
        .map_or(&[], |disclosure| &disclosure.claims)
}

/// Divides a line: mark, said figure, figure of the cell, what it is said of, cell.
fn columns(area: Rect) -> [Rect; 5] {
    let mut rest = area;
    let sign = take_left(&mut rest, 2);
    let figure = match area.width {
        0..=59 => 15,
        60..=99 => 18,
        _ => 22,
    };
    let mut said = take_left(&mut rest, figure);
    said.width = said.width.saturating_sub(1);
    let mut printed = take_left(&mut rest, if area.width < 60 { 0 } else { figure });
    printed.width = printed.width.saturating_sub(2);
    let mut subject = take_left(&mut rest, area.width / 3);
    subject.width = subject.width.saturating_sub(1);
    [sign, said, printed, subject, rest]
}

impl Claims {
    /// Indexes of the claims listed.
    fn list(&self, scene: &Scene) -> Vec<usize> {
        let wanted = |claim: &usize| {
            let answer = answer(scene, *claim);
            match self.filter {
                Filter::All => true,
                Filter::Contradicted => answer == Answer::Contradicted,
                Filter::Checked => matches!(answer, Answer::Contradicted | Answer::Holds),
                Filter::Unchecked => matches!(answer, Answer::Open | Answer::Unchecked),
            }
        };
        (0..claims(scene).len()).filter(wanted).collect()
    }

    fn selected(&self, scene: &Scene) -> Option<usize> {
        let list = self.list(scene);
        list.get(self.viewport.current(list.len())?).copied()
    }
}

/// The cell a claim restates, where something is printed there.
fn cell_of(scene: &Scene, claim: &Claim) -> Option<CellId> {
    let link = claim.link?;
    let table = TableId {
        disclosure: scene.current,
        table: link.table,
    };
    let row = RowId {
        table,
        row: link.row,
    };
    let found = scene.data.table(table)?;
    match found.slot(link.row, link.column) {
        Slot::Number(cell, _) | Slot::Dash(cell) | Slot::Text(cell) => Some(CellId { row, cell }),
        Slot::Blank | Slot::Unknown => None,
    }
}

/// Table, row and column a claim speaks of.
fn address(scene: &Scene, claim: &Claim) -> String {
    let Some(link) = claim.link else {
        return scene.text("claims.no_cell").to_owned();
    };
    let table = scene.data.table(TableId {
        disclosure: scene.current,
        table: link.table,
    });
    let Some(table) = table else {
        return String::new();
    };
    let row = table.rows.get(link.row).map_or("", |row| row.name());
    let column = table
        .columns
        .get(link.column)
        .map_or("", |column| column.leaf());
    format!("{} | {row} | {column}", table.id)
}

impl View for Claims {
    fn context(&self) -> Context {
        Context::Claims
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let all = claims(scene).len();
        let answers: Vec<Answer> = (0..all).map(|claim| answer(scene, claim)).collect();
        let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
        let (bad, good) = (count(Answer::Contradicted), count(Answer::Holds));
        let word = |state| scene.word("coverage", state);
        let mut spans = vec![
            span(format!("{} {all}", self.crumb(scene)), Role::Title),
            span(format!("  ! {} {bad}", word("inconsistent")), Role::Error),
            span(format!("  + {} {good}", word("consistent")), Role::Good),
        ];
        if self.filter != Filter::All {
            spans.push(span("  ", Role::Dim));
            spans.push(span(
                format!(" {} ", scene.text(self.filter.text())),
                Role::Chip,
            ));
        }
        spans
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.list(scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: u16::from(height >= 4),
            footer: match height {
                0..=8 => 0,
                9..=17 => 3,
                _ => 5,
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

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        match action {
            Action::Enter => self.selected(scene).is_some(),
            Action::Inspect => self.selected(scene).is_some(),
            Action::NextFilter => !claims(scene).is_empty(),
            _ => false,
        }
    }

    fn enter_word(&self, scene: &Scene) -> &'static str {
        let claim = self
            .selected(scene)
            .and_then(|index| claims(scene).get(index));
        let placed = |claim: &Claim| cell_of(scene, claim).is_some() || claim.link.is_some();
        if claim.is_some_and(placed) {
            "enter.cell"
        } else {
            "enter.source"
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::OpenSource,
            Action::Inspect,
            Action::NextFilter,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let Some(index) = self.selected(scene) else {
            // A filter that leaves nothing must be possible to leave.
            if action == Action::NextFilter {
                self.filter = self.filter.next();
            }
            return Vec::new();
        };
        let claim = claims(scene).get(index);
        match action {
            Action::NextFilter => {
                self.filter = self.filter.next();
                let list = self.list(scene);
                let same = list.iter().position(|claim| *claim >= index);
                self.viewport.selected = same.unwrap_or(0);
                Vec::new()
            }
            Action::Inspect => {
                let subject = Subject::Claim(scene.current, index);
                vec![Ask::Popup(Box::new(Inspect::of(subject)))]
            }
            _ => claim
                .map(|claim| match (cell_of(scene, claim), claim.link) {
                    (Some(cell), _) => Ask::Open(Box::new(Grid::at_cell(cell, scene))),
                    (None, Some(link)) => {
                        let table = TableId {
                            disclosure: scene.current,
                            table: link.table,
                        };
                        let row = RowId {
                            table,
                            row: link.row,
                        };
                        Ask::Open(Box::new(Grid::at_row(row, scene)))
                    }
                    (None, None) => {
                        let target = SourceTarget {
                            disclosure: scene.current,
                            places: vec![claim.place],
                            first: 0,
                        };
                        Ask::Open(Box::new(SourceText::new(target, scene)))
                    }
                })
                .into_iter()
                .collect(),
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        let index = self.selected(scene)?;
        let claim = claims(scene).get(index)?;
        let disclosure = scene.data.disclosure(scene.current)?;
        Some(match what {
            CopyWhat::Cell => claim.figure.raw().to_string(),
            CopyWhat::Row => {
                let sentence = disclosure.prose.get(claim.sentence);
                let sentence = sentence.map_or("", |sentence| &sentence.text);
                format!(
                    "{}\t{}\t{}\t{}\t{sentence}",
                    scene.text(answer(scene, index).text()),
                    claim.figure.raw(),
                    claim.subject,
                    address(scene, claim),
                )
            }
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let claim = claims(scene).get(self.selected(scene)?)?;
        Some(SourceTarget {
            disclosure: scene.current,
            places: vec![claim.place],
            first: 0,
        })
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let [_, said, printed, subject, cell] = columns(area.header);
        canvas.text_right(said, scene.text("head.said"), Role::Header);
        canvas.text_right(printed, scene.text("head.printed"), Role::Header);
        canvas.text(subject, scene.text("head.subject"), Role::Header);
        canvas.text(cell, scene.text("head.cell"), Role::Header);
        let list = self.list(scene);
        for row in area.rows.clone() {
            let Some((index, claim)) = list
                .get(row)
                .and_then(|index| Some((*index, claims(scene).get(*index)?)))
            else {
                continue;
            };
            let [sign, said, printed, subject, cell] = columns(area.row(row));
            let (letter, role) = answer(scene, index).sign();
            canvas.text(sign, letter, role);
            // The figure of a sentence keeps its own words: 12.5万元, 1 辆, 3.4%.
            canvas.figure(
                said,
                &figure_words(&claim.figure.raw(), claim),
                Role::Figure,
            );
            let restated = cell_of(scene, claim).and_then(|cell| scene.data.corpus.cell(cell));
            if let Some(figure) = restated.and_then(|cell| cell.figure()) {
                let text = money::figure(&figure, scene.settings.unit);
                canvas.figure(printed, &text, role_of_cell(role));
            }
            canvas.text(subject, &subject_words(scene, claim), Role::Text);
            canvas.text(cell, &address(scene, claim), Role::Dim);
        }
        super::tint_selected(self.viewport, list.len(), area, canvas);
        if list.is_empty() {
            let id = if claims(scene).is_empty() {
                "empty.claims"
            } else {
                "empty.claims_filtered"
            };
            let text = scene.advice(id, Context::Claims, Action::NextFilter);
            canvas.text(area.body, &text, Role::Dim);
        }
        self.draw_detail(scene, area.footer, canvas);
    }
}

/// What the figure is said of; that it is a change and no amount is part of it.
fn subject_words(scene: &Scene, claim: &Claim) -> String {
    let changes = matches!(claim.kind, ClaimKind::DeltaAmount | ClaimKind::DeltaPercent);
    let word = match claim.direction {
        _ if !changes => return claim.subject.to_string(),
        Direction::Up => "claims.up",
        Direction::Down => "claims.down",
        Direction::None => "claims.change",
    };
    format!("{} {}", claim.subject, scene.text(word))
        .trim()
        .to_owned()
}

/// The printed characters with their unit, unless they carry it.
fn figure_words(raw: &str, claim: &Claim) -> String {
    let unit = claim.figure.unit().word();
    if raw.ends_with(unit) {
        raw.to_owned()
    } else {
        format!("{raw}{unit}")
    }
}

/// A cell that is contradicted is painted so; others as figures.
fn role_of_cell(answer: Role) -> Role {
    if answer == Role::Error {
        Role::Error
    } else {
        Role::Figure
    }
}
