//! The proof of a finding, or of any judged relation: every addend, both totals, the difference and what rounding allows.

mod rows;
mod words;

use rows::{Body, ProofRow};

use super::grid::Grid;
use crate::check::{Computation, Finding, Judged};
use crate::model::{Bilingual, CellId, DisclosureId, Place, Unit};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::data::{FindingId, main_cell};
use crate::ui::keymap::Context;
use crate::ui::money::unit_of;
use crate::ui::reviewing;
use crate::ui::scene::{Scene, severity_role};
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// What is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A finding.
    Finding(FindingId),
    /// A judged relation, by its index in the report.
    Relation(DisclosureId, usize),
}

/// A relation with what is worked out when its proof is opened.
#[derive(Debug)]
struct Relation {
    judged: Judged,
    statement: Bilingual,
    computation: Option<Computation>,
}

/// The subject and the selection.
#[derive(Debug)]
pub struct Proof {
    subject: Subject,
    /// The relation, where the subject is one.
    relation: Option<Relation>,
    viewport: Viewport,
    /// The width it is shown at; nothing before the first frame. The cursor begins on the printed
    /// total, which lies deeper the narrower the screen is.
    width: Option<u16>,
}

impl Proof {
    /// The proof of a finding, the cursor on its first figure.
    #[must_use]
    pub fn of_finding(id: FindingId, _scene: &Scene) -> Self {
        Proof::of(Subject::Finding(id))
    }

    /// The proof of a relation that a figure takes part in.
    #[must_use]
    pub fn of_relation(id: DisclosureId, index: usize, scene: &Scene) -> Self {
        let relation = || {
            let (disclosure, report) = (scene.data.disclosure(id)?, scene.data.report(id)?);
            let judged = report.verdicts.get(index)?;
            Some(Relation {
                judged: judged.clone(),
                statement: judged.statement(id, disclosure),
                computation: report.computation(id, disclosure, index),
            })
        };
        Proof {
            relation: relation(),
            ..Proof::of(Subject::Relation(id, index))
        }
    }

    fn of(subject: Subject) -> Self {
        Proof {
            subject,
            relation: None,
            viewport: Viewport::default(),
            width: None,
        }
    }

    fn disclosure(&self) -> DisclosureId {
        match self.subject {
            Subject::Finding(id) => id.disclosure,
            Subject::Relation(disclosure, _) => disclosure,
        }
    }

    fn finding_of<'a>(&self, scene: &'a Scene) -> Option<&'a Finding> {
        match self.subject {
            Subject::Finding(id) => scene.data.finding(id),
            Subject::Relation(..) => None,
        }
    }

    fn computation<'a>(&'a self, scene: &'a Scene) -> Option<&'a Computation> {
        match &self.relation {
            Some(relation) => relation.computation.as_ref(),
            None => self.finding_of(scene)?.computation.as_ref(),
        }
    }

    /// The unit amounts are written in: that of the printed total.
    fn unit(&self, scene: &Scene) -> Unit {
        let total = self
            .computation(scene)
            .and_then(|computation| scene.data.figure(computation.total.cell?));
        match (total, self.subject) {
            (Some(figure), _) => figure.unit().clone(),
            (None, Subject::Finding(_)) => self
                .finding_of(scene)
                .map_or_else(Unit::default, |finding| scene.unit_of(finding)),
            (None, Subject::Relation(disclosure, _)) => {
                let said = self.relation.iter();
                let said: Vec<usize> = said.flat_map(|relation| relation.judged.claims()).collect();
                let claims = scene.data.disclosure(disclosure);
                let claim = |&said: &usize| claims?.claims.get(said);
                unit_of(None, said.iter().filter_map(claim))
            }
        }
    }

    /// The accused figure of the running text, until the cursor is moved to another one: the cells of a
    /// proof are what it is held against then.
    fn accused_words(&self, scene: &Scene) -> Option<Place> {
        let accused = self.finding_of(scene)?.evidence.first()?;
        let rows = self.rows(scene, self.width?);
        let first = rows.iter().position(|row| row.cell.is_some());
        let moved = first.is_some() && self.selected(&rows) != first;
        (accused.cell.is_none() && accused.table.is_none() && !moved).then_some(accused.place)
    }

    /// Where Enter leads: rows of words lead to the first figure, so that it always goes on.
    fn cell(&self, scene: &Scene) -> Option<CellId> {
        if self.accused_words(scene).is_some() {
            return None;
        }
        let row = self.selected_row(scene).and_then(|row| row.cell);
        row.or_else(|| self.computation(scene).and_then(|found| found.total.cell))
            .or_else(|| self.finding_of(scene).and_then(main_cell))
    }

    fn rows(&self, scene: &Scene, width: u16) -> Vec<ProofRow> {
        let body = Body::new(scene, self.unit(scene), width);
        match self.subject {
            Subject::Finding(_) => self.finding_of(scene).map_or_else(Vec::new, |finding| {
                body.finding(
                    finding,
                    self.finding().and_then(|id| scene.review_words(id)),
                )
            }),
            Subject::Relation(..) => {
                let relation = self.relation.as_ref();
                relation.map_or_else(Vec::new, |relation| body.relation(relation))
            }
        }
    }

    /// The selected row. Until the cursor is moved it stands on the first row that leads somewhere.
    fn selected(&self, rows: &[ProofRow]) -> Option<usize> {
        if self.width.is_some() {
            return self.viewport.current(rows.len());
        }
        let first = rows.iter().position(|row| row.cell.is_some());
        first.or_else(|| self.viewport.current(rows.len()))
    }

    fn selected_row(&self, scene: &Scene) -> Option<ProofRow> {
        let mut rows = self.rows(scene, self.width?);
        let index = self.selected(&rows)?;
        Some(rows.swap_remove(index))
    }

    /// Every printed place of the proof, in document order.
    fn places(&self, scene: &Scene) -> Vec<Place> {
        let mut places: Vec<Place> = match self.finding_of(scene) {
            Some(finding) => finding
                .evidence
                .iter()
                .map(|evidence| evidence.place)
                .collect(),
            None => Vec::new(),
        };
        if let Some(computation) = self.computation(scene) {
            let terms = std::iter::once(&computation.total).chain(&computation.terms);
            let cells = terms.filter_map(|term| scene.data.corpus.cell(term.cell?));
            places.extend(cells.map(|cell| cell.place()));
        }
        places.sort_by_key(|place| (place.span.start, place.span.end));
        places.dedup_by_key(|place| place.span);
        places
    }
}

impl View for Proof {
    fn context(&self) -> Context {
        Context::Proof
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let language = scene.settings.language;
        match self.subject {
            Subject::Finding(_) => {
                let Some(finding) = self.finding_of(scene) else {
                    return Vec::new();
                };
                vec![
                    span(
                        format!("{} ", finding.severity.letter()),
                        severity_role(finding.severity),
                    ),
                    span(finding.title.in_language(language), Role::Title),
                    span(format!("  {}", finding.rule), Role::Dim),
                ]
            }
            Subject::Relation(..) => {
                let relation = self.relation.as_ref();
                let rule = relation.map_or("", |relation| relation.judged.rule());
                vec![
                    span(scene.text("proof.relation"), Role::Title),
                    span(format!("  {rule}"), Role::Dim),
                ]
            }
        }
    }

    fn len(&self, scene: &Scene, width: u16) -> usize {
        self.rows(scene, width).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, _height: u16) -> Shape {
        Shape::around(0, 0)
    }

    fn viewport(&self) -> Viewport {
        self.viewport
    }

    fn viewport_mut(&mut self) -> &mut Viewport {
        &mut self.viewport
    }

    fn arranged(&mut self, scene: &Scene, width: u16) {
        if self.width.is_none() {
            let rows = self.rows(scene, width);
            if let Some(first) = self.selected(&rows) {
                self.viewport.selected = first;
            }
        }
        self.width = Some(width);
    }

    fn possible(&self, action: Action, scene: &Scene) -> bool {
        let has_places = || !self.places(scene).is_empty();
        match action {
            Action::Enter => has_places(),
            Action::NextHighlight | Action::PreviousHighlight => self
                .computation(scene)
                .is_some_and(|found| found.terms.len() > 1),
            _ => reviewing::possible(action, self.finding(), scene),
        }
    }

    fn enter_word(&self, scene: &Scene) -> &'static str {
        if self.cell(scene).is_some() {
            "enter.cell"
        } else {
            "enter.source"
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Enter,
            Action::Back,
            Action::Inspect,
            Action::NextHighlight,
            Action::NextFinding,
            Action::OpenSource,
            Action::AcceptFinding,
            Action::ExplainFinding,
            Action::DismissFinding,
        ]
    }

    fn update(&mut self, action: Action, scene: &Scene, area: &ViewArea) -> Vec<Ask> {
        match action {
            Action::Enter => match self.cell(scene) {
                Some(cell) => vec![Ask::Open(Box::new(Grid::at_cell(cell, scene)))],
                None => vec![Ask::Run(Action::OpenSource)],
            },
            Action::NextHighlight | Action::PreviousHighlight => {
                self.step_figure(action == Action::NextHighlight, scene, area);
                Vec::new()
            }
            _ => reviewing::asks(action, self.finding(), scene),
        }
    }

    fn copy(&self, what: CopyWhat, scene: &Scene) -> Option<String> {
        match what {
            CopyWhat::Cell => {
                let row = self.selected_row(scene)?;
                let text: String = row.spans.iter().map(|(text, _)| text.as_str()).collect();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (!text.is_empty()).then_some(text)
            }
            CopyWhat::Row => self.finding_of(scene).map(|finding| {
                finding
                    .statement
                    .in_language(scene.settings.language)
                    .to_owned()
            }),
        }
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let places = self.places(scene);
        let chosen = self
            .selected_row(scene)
            .and_then(|row| row.cell)
            .or_else(|| self.finding_of(scene).and_then(main_cell));
        let chosen = chosen
            .and_then(|cell| scene.data.corpus.cell(cell))
            .map(|cell| cell.place());
        let chosen = self.accused_words(scene).or(chosen);
        let first = places
            .iter()
            .position(|place| Some(*place) == chosen)
            .unwrap_or(0);
        (!places.is_empty()).then_some(SourceTarget {
            disclosure: self.disclosure(),
            places,
            first,
        })
    }

    fn finding(&self) -> Option<FindingId> {
        match self.subject {
            Subject::Finding(id) => Some(id),
            Subject::Relation(..) => None,
        }
    }

    fn figure(&self, scene: &Scene) -> Option<CellId> {
        self.cell(scene)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let rows = self.rows(scene, area.body.width);
        for index in area.rows.clone() {
            if let Some(row) = rows.get(index) {
                canvas.line(area.row(index), &row.spans);
            }
        }
        if let Some(selected) = self.selected(&rows) {
            let role = if area.focused {
                Role::Selected
            } else {
                Role::SelectedIdle
            };
            canvas.tint(area.row(selected), role);
        }
    }
}

impl Proof {
    /// Goes to the next or previous row with a figure, around the end.
    fn step_figure(&mut self, forward: bool, scene: &Scene, area: &ViewArea) {
        let rows = self.rows(scene, area.body.width);
        let here = self.selected(&rows).unwrap_or(0);
        let figures: Vec<usize> = (0..rows.len())
            .filter(|row| rows[*row].cell.is_some())
            .collect();
        let next = if forward {
            figures.iter().find(|row| **row > here).or(figures.first())
        } else {
            figures
                .iter()
                .rev()
                .find(|row| **row < here)
                .or(figures.last())
        };
        if let Some(row) = next {
            self.viewport.selected = *row;
        }
    }
}
