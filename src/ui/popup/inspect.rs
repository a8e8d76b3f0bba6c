//! Everything known of one figure: where it stands, what is printed, which exact values print so, and every relation it takes part in with the judge's answer.

use ratatui::layout::Rect;

use ecow::EcoString;

use crate::check::{Judged, Verdict};
use crate::model::{CellId, Certainty, DisclosureId, Figure, Place};
use crate::ui::action::Action;
use crate::ui::canvas::{Canvas, Span, span};
use crate::ui::keymap::Context;
use crate::ui::scene::Scene;
use crate::ui::screen::proof::Proof;
use crate::ui::theme::Role;
use crate::ui::view::{Ask, CopyWhat, Shape, SourceTarget, View, ViewArea};
use crate::ui::viewport::Viewport;

/// What is inspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A cell of a table.
    Cell(CellId),
    /// A figure of the running text, by its index.
    Claim(DisclosureId, usize),
}

/// The figure and the selection.
#[derive(Debug)]
pub struct Inspect {
    subject: Subject,
    viewport: Viewport,
}

impl Inspect {
    /// Everything about the figure of a cell.
    #[must_use]
    pub fn new(cell: CellId) -> Self {
        Inspect::of(Subject::Cell(cell))
    }

    /// Everything about a figure.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Inspect {
            subject,
            viewport: Viewport::default(),
        }
    }

    fn disclosure(&self) -> DisclosureId {
        match self.subject {
            Subject::Cell(cell) => cell.row.table.disclosure,
            Subject::Claim(disclosure, _) => disclosure,
        }
    }

    /// Indexes of the relations in the report.
    fn relations<'a>(&self, scene: &'a Scene) -> &'a [u32] {
        let disclosure = self.disclosure();
        let Some(derived) = scene.data.derived(disclosure) else {
            return &[];
        };
        match self.subject {
            Subject::Cell(cell) => {
                let report = scene.data.report(disclosure);
                let covered = report.and_then(|report| report.covered(cell));
                covered.map_or(&[], |covered| covered.relations)
            }
            Subject::Claim(_, claim) => derived.claims.get(claim).map_or(&[], Vec::as_slice),
        }
    }

    /// The figure, the text it is printed as and its place.
    fn printed(&self, scene: &Scene) -> Option<(Option<Figure>, EcoString, Place)> {
        match self.subject {
            Subject::Cell(id) => {
                let cell = scene.data.corpus.cell(id)?;
                Some((cell.figure(), cell.raw(), cell.place()))
            }
            Subject::Claim(disclosure, index) => {
                let claim = scene.data.disclosure(disclosure)?.claims.get(index)?;
                Some((Some(claim.figure.clone()), claim.figure.raw(), claim.place))
            }
        }
    }

    /// Where the figure stands, from the document down to the column or sentence.
    fn path(&self, scene: &Scene) -> String {
        let mut parts = vec![scene.disclosure_label(self.disclosure())];
        match self.subject {
            Subject::Cell(id) => {
                parts.push(scene.table_label(id.row.table));
                if let Some(row) = scene.data.corpus.row(id.row) {
                    parts.push(format!("{} {}", row.code(), row.name()).trim().to_owned());
                }
                if let Some(column) = scene.data.corpus.column(id) {
                    parts.push(column.label());
                }
            }
            Subject::Claim(disclosure, index) => {
                let found = scene.data.disclosure(disclosure);
                let claim = found.and_then(|found| found.claims.get(index));
                let sentence = claim.and_then(|claim| found?.prose.get(claim.sentence));
                parts.extend(sentence.map(|sentence| sentence.section.clone()));
                parts.extend(claim.map(|claim| claim.subject.clone()));
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" > ")
    }

    /// The lines above the relations.
    fn facts(&self, scene: &Scene) -> Vec<(String, Role)> {
        let mut facts = vec![(self.path(scene), Role::Strong)];
        let Some((figure, raw, place)) = self.printed(scene) else {
            return facts;
        };
        let unit = figure.as_ref().map_or("", |figure| figure.unit().word());
        let stored = match self.subject {
            Subject::Cell(_) => scene.stored_words(self.disclosure(), place),
            Subject::Claim(..) => String::new(),
        };
        let place = scene.place_words(self.disclosure(), place);
        let values = [("text", &*raw), ("unit", unit), ("place", &place)];
        let printed = scene.fill("grid.printed", &values);
        facts.push((printed + &stored, Role::Text));
        let interval = figure
            .as_ref()
            .and_then(|figure| Some((figure, figure.interval()?)));
        if let Some((figure, interval)) = interval {
            let least = scene.amount(interval.least, figure.unit());
            let greatest = scene.amount(interval.greatest, figure.unit());
            let unit = scene.unit_word(figure.unit());
            let values = [
                ("least", &*least),
                ("greatest", &*greatest),
                ("unit", &*unit),
            ];
            facts.push((scene.fill("inspect.interval", &values), Role::Text));
        }
        facts.push((self.state(scene), Role::Text));
        facts.retain(|(words, _)| !words.is_empty());
        facts
    }

    /// How certain its column is and how it was checked.
    fn state(&self, scene: &Scene) -> String {
        let mut words = Vec::new();
        if let Subject::Cell(id) = self.subject {
            let certainty = scene.data.corpus.cell(id).map(|cell| cell.certainty());
            let id_of = |certainty| match certainty {
                Certainty::Printed => "inspect.column_printed",
                Certainty::Recovered => "inspect.column_recovered",
                Certainty::Ambiguous => "inspect.column_ambiguous",
            };
            words.extend(certainty.map(|certainty| scene.text(id_of(certainty)).to_owned()));
            let disclosure = self.disclosure();
            let report = scene.data.report(disclosure);
            let covered = report.and_then(|report| report.covered(id));
            if let Some(covered) = covered {
                let state = scene.word("coverage", covered.state.name());
                words.push(scene.fill("grid.unchecked", &[("state", &state)]));
            }
        }
        words.join(scene.text("inspect.and"))
    }

    fn judged<'a>(&self, scene: &'a Scene, row: usize) -> Option<&'a Judged> {
        let index = *self.relations(scene).get(row)?;
        scene
            .data
            .report(self.disclosure())?
            .verdicts
            .get(index as usize)
    }
}

/// A letter and a role for an answer. Only what was shown to hold is painted as holding.
pub(crate) fn mark(verdict: &Verdict) -> (&'static str, Role) {
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
        let printed = self.printed(scene);
        let raw = printed.map(|(_, raw, _)| raw).unwrap_or_default();
        let count = self.relations(scene).len().to_string();
        let values = [("figure", &*raw), ("count", &*count)];
        vec![span(scene.fill("inspect.title", &values), Role::Title)]
    }

    fn len(&self, scene: &Scene, _width: u16) -> usize {
        self.relations(scene).len()
    }

    fn shape(&self, scene: &Scene, _width: u16, height: u16) -> Shape {
        let facts = u16::try_from(self.facts(scene).len()).unwrap_or(0);
        Shape {
            header: if height >= facts + 4 { facts + 1 } else { 0 },
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

    fn enter_word(&self, _scene: &Scene) -> &'static str {
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
            let proof = Proof::of_relation(self.disclosure(), *index as usize, scene);
            vec![Ask::Close, Ask::Open(Box::new(proof))]
        })
    }

    fn source(&self, scene: &Scene) -> Option<SourceTarget> {
        let (_, _, place) = self.printed(scene)?;
        Some(SourceTarget {
            disclosure: self.disclosure(),
            places: vec![place],
            first: 0,
        })
    }

    fn copy(&self, _what: CopyWhat, scene: &Scene) -> Option<String> {
        let row = self.viewport.current(self.relations(scene).len())?;
        let judged = self.judged(scene, row)?;
        Some(scene.statement(self.disclosure(), judged))
    }

    fn popup_size(&self, scene: &Scene, width: u16, height: u16) -> (u16, u16) {
        let lines = u16::try_from(self.relations(scene).len()).unwrap_or(u16::MAX);
        let facts = u16::try_from(self.facts(scene).len()).unwrap_or(0);
        let wanted = lines.saturating_add(6).saturating_add(facts);
        let height = wanted.clamp(10, height.max(10)).min(height);
        (width.saturating_sub(4).min(120), height)
    }

    fn draw(&self, scene: &Scene, area: &ViewArea, canvas: &mut Canvas<'_>) {
        let len = self.len(scene, 0);
        let places = area.header.top()..area.header.bottom().saturating_sub(1);
        for (y, (fact, role)) in places.zip(self.facts(scene)) {
            let line = Rect {
                y,
                height: 1,
                ..area.header
            };
            canvas.text(line, &fact, role);
        }
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
                span(scene.statement(self.disclosure(), judged), Role::Text),
            ];
            canvas.line(area.row(row), &spans);
        }
        let selected = self.viewport.current(len);
        if let Some(row) = selected {
            canvas.tint(area.row(row), Role::Selected);
        }
        match selected.and_then(|row| self.judged(scene, row)) {
            Some(judged) => {
                let text = scene.statement(self.disclosure(), judged);
                crate::ui::screen::paragraph(area.footer, &text, Role::Dim, canvas);
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
