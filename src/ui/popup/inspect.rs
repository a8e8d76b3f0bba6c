//! The relations a figure takes part in, with the judge's answer to each.

use crate::check::{Judged, Verdict};
use crate::model::CellId;
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::screen::proof::Proof;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, View, ViewArea};
use crate::ui::viewport::Viewport;

/// The figure and the selection.
#[derive(Debug)]
pub struct Inspect {
    cell: CellId,
    viewport: Viewport,
}

impl Inspect {
    /// The relations of a figure.
    #[must_use]
    pub fn new(cell: CellId) -> Self {
        Inspect {
            cell,
            viewport: Viewport::default(),
        }
    }

    /// Indexes of the relations in the report.
    fn relations<'a>(&self, scene: &'a Scene) -> &'a [usize] {
        let disclosure = self.cell.row.table.disclosure;
        let covered = scene
            .data
            .derived(disclosure)
            .and_then(|derived| derived.covered.get(&self.cell))
            .and_then(|index| scene.data.report(disclosure)?.coverage.get(*index));
        covered.map_or(&[], |covered| &covered.relations)
    }

    fn judged<'a>(&self, scene: &'a Scene, row: usize) -> Option<&'a Judged> {
        let index = *self.relations(scene).get(row)?;
        scene
            .data
            .report(self.cell.row.table.disclosure)?
            .verdicts
            .get(index)
    }
}

/// A letter and a role for an answer. Only what was shown to hold is painted as holding.
fn mark(verdict: &Verdict) -> (&'static str, Role) {
    match verdict {
        Verdict::Exact | Verdict::RoundingConsistent => ("+", Role::Good),
        Verdict::Inconsistent | Verdict::UndefinedBase => ("!", Role::Error),
        Verdict::ConsistentButUnlikely | Verdict::Borderline | Verdict::ConsistentOnlyIfRounded => {
            ("~", Role::Warning)
        }
        Verdict::Undetermined | Verdict::LowPower | Verdict::Spent | Verdict::ParseDoubt => {
            ("?", Role::Dim)
        }
    }
}

impl View for Inspect {
    fn context(&self) -> Context {
        Context::Inspect
    }

    fn title(&self, scene: &Scene) -> Vec<Span> {
        let raw = scene
            .data
            .corpus
            .cell(self.cell)
            .map_or("", |cell| cell.raw());
        let count = self.relations(scene).len().to_string();
        let values = [("figure", raw), ("count", &*count)];
        vec![span(scene.fill("inspect.title", &values), Role::Title)]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.relations(scene).len()
    }

    fn shape(&self, _scene: &Scene, _width: u16, height: u16) -> Shape {
        Shape {
            header: 0,
            footer: if height >= 6 { 2 } else { 0 },
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
        action == Action::Enter && !self.relations(scene).is_empty()
    }

    fn enter_word(&self) -> &'static str {
        "enter.proof"
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Enter, Action::Back]
    }

    fn update(&mut self, _action: Action, scene: &Scene, _area: &ViewArea) -> Vec<Ask> {
        let relations = self.relations(scene);
        let chosen = self
            .viewport
            .current(relations.len())
            .and_then(|row| relations.get(row));
        chosen.map_or_else(Vec::new, |index| {
            let proof = Proof::of_relation(self.cell.row.table.disclosure, *index);
            vec![Ask::Close, Ask::Open(Box::new(proof))]
        })
    }

    fn copy(&self, _what: CopyWhat, scene: &Scene) -> Option<String> {
        let row = self.viewport.current(self.relations(scene).len())?;
        let judged = self.judged(scene, row)?;
        Some(
            judged
                .statement
                .in_language(scene.settings.language)
                .to_owned(),
        )
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let lines = u16::try_from(self.relations(scene).len()).unwrap_or(u16::MAX);
        let height = lines.saturating_add(4).clamp(8, height.max(8)).min(height);
        (width.saturating_sub(4).min(120), height)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let language = scene.settings.language;
        let len = self.len(scene, 0);
        for row in area.rows.clone() {
            let Some(judged) = self.judged(scene, row) else {
                continue;
            };
            let (letter, role) = mark(&judged.verdict);
            let verdict = scene.word("verdict", judged.verdict.name());
            let spans = [
                span(
                    format!("{letter} {}  ", scene.funnel().fit(&verdict, 14)),
                    role,
                ),
                span(judged.statement.in_language(language), Role::Text),
            ];
            canvas.line(area.row(row), &spans);
        }
        let selected = self.viewport.current(len);
        if let Some(row) = selected {
            canvas.tint(area.row(row), Role::Selected);
        }
        match selected.and_then(|row| self.judged(scene, row)) {
            Some(judged) => {
                let text = judged.statement.in_language(language);
                crate::ui::screen::paragraph(area.footer, text, Role::Dim, canvas);
            }
            None => crate::ui::screen::paragraph(
                area.body,
                scene.text("empty.inspect"),
                Role::Dim,
                canvas,
            ),
        }
    }
}
